"""What names a removed piece: its form, its cues, the markup around it, where it stands, and the company it keeps."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from functools import lru_cache
from math import log1p
from typing import Any

import numpy as np
from numpy.typing import NDArray

from newsclean.model import Document, Element, Removal
from newsclean.sentences import ends_a_sentence
from newsclean.units import linked_share, size

LABELS = (
    "ad", "app_promo", "byline", "caption", "comments", "cookie", "credit", "cross_link", "dateline", "disclaimer",
    "footer", "icon_labels", "navigation", "newsletter", "other", "paywall", "poll", "related_list", "share_prompt",
    "tags", "title",
)  # fmt: skip
_CUES = (
    "ad", "app_promo", "byline", "caption", "comments", "cookie", "credit", "cross_link", "dateline", "disclaimer",
    "footer", "icon_labels", "navigation", "newsletter", "paywall", "player", "poll", "reading_time", "related_list",
    "share_prompt", "sponsored", "tags", "title",
)  # fmt: skip
_OWN = (
    "p", "div", "li", "h1", "h2", "h3", "h4", "h5", "h6", "a", "span", "td", "figcaption", "strong", "em", "section",
    "time", "button", "label", "dd",
)  # fmt: skip
_AROUND = (
    "article", "main", "aside", "nav", "footer", "header", "figure", "form", "ul", "ol", "li", "table", "blockquote",
    "section", "button", "a", "figcaption", "h1", "h2", "h3", "h4", "h5", "td", "dl",
)  # fmt: skip
# The weights know all of these by their order.
_LABEL_AT = {label: at for at, label in enumerate(LABELS)}
_OTHER = _LABEL_AT["other"]
_CUE_AT = {label: at for at, label in enumerate(_CUES)}
_OWN_AT = {tag: at for at, tag in enumerate(_OWN)}
_AROUND_BIT = {tag: 1 << at for at, tag in enumerate(_AROUND)}
_STRONG = frozenset(("whole", "opens"))
_Said = tuple[int, int, int, int, int, int]
"""Tags of an element and those around it; class words of all of them, of itself, of itself and the next one, two, three
around it: these are near."""
_NOTHING: _Said = (0, 0, 0, 0, 0, 0)
_LONG = 25
"""Characters kept between two pieces from which the story goes on there."""
_READ = 120
_NAME = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_DIGIT, _YEAR, _TIME, _BAR = (
    re.compile(r"\d"),
    re.compile(r"(?:19|20)\d\d"),
    re.compile(r"\d[:.]\d\d"),
    re.compile(r"[|/·•]"),
)
_QUOTES = "\"'\u201c\u201e\u2018\u00ab"

Floats = NDArray[np.float32]
_Pairs = list[tuple[int, int]]
"""Rows and columns."""


def features(document: Document, removals: Sequence[Removal], words: tuple[str, ...]) -> Floats:
    """Numbers for each removed piece, (pieces, n).

    Args:
        removals: in order, at least one.
        words: class words that are looked for in the markup, lower case; n grows by two for each.
    """
    blocks, starts = document.blocks, [block.start for block in document.blocks]
    numbers = [max(bisect_right(starts, removal.start) - 1, 0) for removal in removals]
    # Pairs of row and column: setting numbers of an array one by one took longer than all else.
    called: _Pairs = []
    lost: _Pairs = []
    strong: _Pairs = []
    weak: _Pairs = []
    said = []
    cues = document.cues
    for row, (number, removal) in enumerate(zip(numbers, removals, strict=True)):
        _, _, _, text, name, _, _, confidence, losers = removal
        label = _LABEL_AT.get(name, _OTHER)
        called.append((row, label))
        lost += [(row, _LABEL_AT.get(finding.label, _OTHER)) for finding in losers]
        for cue in cues[number]:
            if (at := _CUE_AT.get(cue.label)) is not None:
                (strong if cue.position in _STRONG else weak).append((row, at))
        block = blocks[number]
        known = label != _OTHER
        said.append((*_form(text), known, known and confidence, block.gap / 2, len(text) < len(block.text)))
    count = len(removals)
    labels, leads = _flags(called, count, len(LABELS)), _flags(strong, count, len(_CUES))
    company = np.concatenate((labels, leads), axis=1)
    said_of = np.array(said, np.float32)
    near = _nearness(company), _nearness(company[::-1])[::-1]
    place, markup = _place(document, removals), _markup(document, numbers, words)
    flags = labels, _flags(lost, count, len(LABELS)), leads, _flags(weak, count, len(_CUES))
    return np.concatenate((said_of, *flags, *near, place, markup), axis=1)


def _flags(pairs: _Pairs, rows: int, columns: int) -> Floats:
    """1 at these pairs of row and column, else 0."""
    out = np.zeros((rows, columns), np.float32)
    if pairs:
        at = np.array(pairs)
        out[at[:, 0], at[:, 1]] = 1
    return out


def _form(text: str) -> tuple[float, ...]:
    length, first, last, words, plain = len(text), text[0], text[-1], text.count(" ") + 1, text.isascii()
    head = text if length <= _READ else text[:_READ]
    digits = len(_DIGIT.findall(head))
    return (
        *(log1p(length if plain else size(text)) / 5, 2.0 if length > 300 else length / 150),
        *(1.0 if words > 4 else words / 4, words <= 3, words >= 6, ends_a_sentence(text), last == ":", last in "?!"),
        *(last == "…" or text.endswith("..."), digits / len(head), digits == length),
        *(digits > 3 and _YEAR.search(text) is not None, digits > 1 and _TIME.search(text) is not None),
        *(first == "#", "@" in head, "©" in head, _BAR.search(head) is not None, head.isupper(), first.islower()),
        *(head.istitle(), not plain, "," in head, first in _QUOTES),
    )


def _nearness(company: Floats) -> Floats:
    """1 / (1 + d) for the last piece of each kind in front of each piece, d pieces away; 0 where there is none."""
    at = np.arange(1, len(company) + 1, dtype=np.float32)[:, None]
    last = np.zeros_like(company)
    np.maximum.accumulate(company[:-1] * at[:-1], axis=0, out=last[1:])
    return np.where(last > 0, 1 / (1 + at - last), 0).astype(np.float32)


def _place(document: Document, removals: Sequence[Removal]) -> Floats:
    """Where each piece stands to the story, as what is kept of it, and how much of it is kept right before and behind."""
    count = len(removals)
    edges = np.array([0, *(edge for removal in removals for edge in removal[1:3]), len(document.text)])
    kept = edges[1::2] - edges[::2]
    before, behind = kept[:-1], kept[1:]
    at = np.arange(count)
    story = np.flatnonzero(kept >= _LONG)
    out = np.zeros((14, count), np.float32)
    if len(story):
        first, last = story[0], story[-1]
        above, under = at < first, at >= last
        out[0], out[1], out[2] = above, under, ~above & ~under
        out[3] = above / np.maximum(first - at, 1)
        out[4] = under / np.maximum(at - last + 1, 1)
        out[5] = above * np.log1p(np.maximum(first - at, 0)) / 4
        out[6] = under * np.log1p(np.maximum(at - last, 0)) / 4
    else:
        out[7] = 1
    out[8] = np.log1p(before * (before > 3)) / 7
    out[9] = np.log1p(behind * (behind > 3)) / 7
    out[10] = at / count
    out[11] = np.log1p(count - 1 - at) / 5
    out[12] = log1p(count) / 5
    out[13] = document.kind == "html"
    return out.T


def story_end(document: Document, removals: Sequence[Removal]) -> int:
    """Where the last stretch that is kept ends: all behind it is cut."""
    end = len(document.text)
    for removal in reversed(removals):
        if end - removal.end >= _LONG:
            break
        end = removal.start
    return end


def _markup(document: Document, numbers: Sequence[int], words: tuple[str, ...]) -> Floats:
    """Each piece's own tag, the tags and class words around it, and how much of its block is links."""
    near_at = len(_OWN) + len(_AROUND)
    out = np.zeros((len(numbers), near_at + 2 * len(words) + 3), np.float32)
    if document.kind != "html":
        return out
    found = []
    known: dict[int, _Said] = {}
    read = _reader(words)
    for row, number in enumerate(numbers):
        block = document.blocks[number]
        element = block.element
        found.append(_NOTHING if element is None else _said(element, read, known))
        if element is not None and element.tag in _OWN_AT:
            out[row, _OWN_AT[element.tag]] = 1
        if block.links:
            share = linked_share(block)
            out[row, -3:] = min(1, share), share > 0.8, min(len(block.links), 6) / 3
    out[:, len(_OWN) : near_at] = _bits([tags for tags, *_ in found], len(_AROUND))
    out[:, near_at : near_at + len(words)] = _bits([near for *_, near in found], len(words))
    out[:, near_at + len(words) : -3] = _bits([far for _, far, *_ in found], len(words))
    return out


def _said(element: Element, read: Callable[[str], int], known: dict[int, _Said]) -> _Said:
    """What the markup says at an element, as bits; `known` grows by it and by those around it."""
    if element.number in known:
        return known[element.number]
    path = []
    inner: Element | None = element
    while inner is not None and inner.number not in known:
        path.append(inner)
        inner = inner.parent
    said = _NOTHING if inner is None else known[inner.number]
    for one in reversed(path):
        tags, far, first, second, third, _ = said
        # Classes of the body are those of the page.
        own = read(one.names) if one.names and one.tag not in ("body", "html") else 0
        tags |= _AROUND_BIT.get(one.tag, 0)
        said = known[one.number] = tags, far | own, own, first | own, second | own, third | own
    return said


@lru_cache(maxsize=4)
def _reader(words: tuple[str, ...]) -> Callable[[str], int]:
    """What tells which of the words are among class names, as bits; the same names stand in page after page."""
    bit = {word: 1 << at for at, word in enumerate(words)}

    @lru_cache(maxsize=4096)
    def found(names: str) -> int:
        bits = 0
        for word in class_words(names):
            bits |= bit.get(word, 0)
        return bits

    return found


def class_words(names: str) -> list[str]:
    """The words of class names and ids, lower case: "relatedStories-list" has three."""
    return [word.lower() for word in _NAME.findall(names)]


def _bits(numbers: Sequence[int], width: int) -> NDArray[Any]:
    """Bit sets as rows of 0 and 1, the lowest bit first."""
    size_of = (width + 7) // 8
    packed = np.frombuffer(b"".join([number.to_bytes(size_of, "little") for number in numbers]), np.uint8)
    return np.unpackbits(packed.reshape(len(numbers), size_of), axis=1, bitorder="little")[:, :width]
