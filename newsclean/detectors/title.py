from __future__ import annotations

import re
from collections.abc import Iterator

import regex

from newsclean.detectors import Found, detector
from newsclean.links import kicker
from newsclean.metadata.headlines import WHY, rank
from newsclean.metadata.zone import story_of
from newsclean.model import Block, Candidate, Document, Finding
from newsclean.read.head import Head
from newsclean.sentences import ends_a_sentence
from newsclean.units import is_cueless, size, story_span

_NO_LETTER = regex.compile(r"\W+|_")
"""Of `regex`, to which Indic vowel signs are letters: without them a key is shorter than half its line."""
_SITE_SUFFIX = re.compile(r"(?<!\s)\s+[|\u2013\u2014\u00b7\u2022\u00ab\u00bb-]+\s+")
_LONGEST, _SHORTEST_KEY = 250, 6
# Inside the story a line that says the same may be a sub-heading.
_ABOVE, _WITHIN = 0.95, 0.8
_MOST_COPIES = 4
"""A line that stands more often is a label of the page, not its headline."""
_SAID, _COPY = 0.9, 0.9
_LIKELY = {False: 0.2, True: 0.1}
"""Unmarked lines less likely to be the headline are none: right on one of two pages, above on nine of ten. In a text
that begins right above its story fewer lines compete."""
_SHORT_HEAD = 20
"""Lines above the story of such a text."""
_HEADLINE, _BESIDE = 60, 2
"""Characters of a short line, and how many lines below a headline it may stand."""
_CLEAN, _BARE = 0.4, 0.8
"""In a clean text a headline is seldom left, and a deck or first line often looks like one. What stands alone above it
and is longer than headlines are is a deck, on nine of ten news pages."""

_Reasons = dict[str, tuple[str, float]]
"""Keys of headlines, each with the reason and how sure it is."""


@detector("title", needs=["story"])
def title(document: Document, found: Found) -> Iterator[Finding]:
    """The headline, wherever it is printed: it is metadata and not part of the text.

    In a page it is what the markup calls the title. In flattened text it is the line above the story that a small
    ensemble of trees takes for it (`newsclean.metadata.headlines`): the story goes on to use its words, it stands near
    a date or author line, often twice. Sentences of the story that share words with it are left alone, sub-headings
    too.
    """
    said = {key: (why, _SAID) for key, why in _said(document.head).items()} if document.head is not None else {}
    copies = list(_copies(document, said))
    if not copies:
        copies = list(_copies(document, _printed(document, found)))
        if len(copies) > _MOST_COPIES:
            return
    start, end = story_span(document, found)
    for count, (block, (why, believed)) in enumerate(copies):
        confidence = _WITHIN if start < block.start < end else _ABOVE
        text = block.text[kicker(block.text, document.text) :]
        headline = Candidate(
            "title", text, believed * _COPY if count else believed, "visible", why, block.text, block.start
        )
        if text != block.text:
            yield Finding(block.start, block.end - len(text), "title", confidence, f"a kicker glued to it; {why}")
        yield Finding(block.end - len(text), block.end, "title", confidence, why, (headline,))


def _copies(document: Document, keys: _Reasons) -> Iterator[tuple[Block, tuple[str, float]]]:
    """The blocks whose letters are one of the keys."""
    if not keys:
        return
    low, high = min(map(len, keys)), max(map(len, keys))
    # A key has fewer characters than its line: blanks and marks are a third of it at most.
    for block, folded in zip(document.blocks, document.folded, strict=True):
        if low <= len(folded) <= 2 * high and len(folded) < _LONGEST:
            why = keys.get(_key(folded))
            if why is not None:
                yield block, why


def _key(folded: str) -> str:
    """A headline without what differs between its copies: quotation marks, dashes, blanks."""
    return _NO_LETTER.sub("", folded)


def _said(head: Head) -> dict[str, str]:
    """Title keys a page's markup gives, each with its reason."""
    keys: dict[str, str] = {}
    named = [(text, f"the page's {name}") for name in ("og:title", "twitter:title") if (text := head.first(name))]
    named += [(text, "the headline of its JSON-LD") for item in head.items if (text := item.text("headline"))]
    named += [(part, "the page's title element") for part in (head.title, *_without_site(head.title))]
    named += [(text, "the page's only top heading") for text in head.headings[:1] if len(head.headings) == 1]
    for text, why in named:
        key = _key(text.lower())
        if len(key) >= _SHORTEST_KEY:
            keys.setdefault(key, f"equals {why}")
    return keys


def _without_site(title: str) -> Iterator[str]:
    """The title element less the site's name: its longest part, and all before the last separator."""
    parts = _SITE_SUFFIX.split(title)
    if len(parts) > 1:
        longest = max(parts, key=len)
        if 2 * len(longest) > len(title):
            yield longest
        cut = list(_SITE_SUFFIX.finditer(title))[-1].start()
        if 2 * cut > len(title):
            yield title[:cut]


def _printed(document: Document, found: Found) -> _Reasons:
    """The key of the headline of a document whose markup does not name it, or that has none."""
    story = {finding.start for finding in found["story"]}
    numbers = [number for number, block in enumerate(document.blocks) if block.start in story]
    first, last = (numbers[0], numbers[-1] + 1) if numbers else story_of(document)
    ranked = [
        (n, p)
        for n, p in rank(document, first, last)
        if document.blocks[n].start not in story or not ends_a_sentence(document.blocks[n].text)
    ]
    if not ranked:
        return {}
    number, probability = ranked[0]
    likely = _LIKELY[first <= _SHORT_HEAD]
    if document.kind == "text" and is_cueless(document):
        long = size(document.blocks[number].text) >= _HEADLINE
        likely = _CLEAN if _accompanied(document, number) else 1.0 if long else _BARE
    return {_key(document.folded[number]): (WHY, probability)} if probability >= likely else {}


def _accompanied(document: Document, number: int) -> bool:
    """Whether a short line that is no sentence, such as a date or an author, stands right below a line."""
    below = document.blocks[number + 1 : number + 1 + _BESIDE]
    return any(size(block.text) < _HEADLINE and not ends_a_sentence(block.text) for block in below)
