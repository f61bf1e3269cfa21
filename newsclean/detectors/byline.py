from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import lru_cache

from newsclean.cued import INSIDE, OPENS, WHOLE, cued_blocks
from newsclean.detectors import Found, detector
from newsclean.links import kicker
from newsclean.metadata import Author
from newsclean.metadata.names import clean_names
from newsclean.metadata.vocabulary import Vocabulary, vocabulary
from newsclean.model import Block, Candidate, Document, Element, Finding
from newsclean.sentences import ends_a_sentence
from newsclean.units import called, head_lines, is_raw, story_span

# Author lines of the development sets: 99 in 100 are shorter.
_LONGEST, _LONGEST_NAMES = 160, 80
_LONGEST_BIOGRAPHY = 600
_NAMED = re.compile(r"(?:^|[\s_-])(?:byline|author(?:s|-?name)?|autor(?:en|e)?|auteur|rel-author)(?:$|[\s_-])", re.I)
_LEVELS = 2
_LINES_ABOVE, _LINES_BEHIND, _LINES_SIGNED = 40, 2, 5
_NEAR = 4
_COVERED = 0.75
_BRACKETED = re.compile("(?<=\u3002)\u3010[^\u3010\u3011]{2,40}\u3011$")
_UNSPACED = range(3, 13)
_LONGEST_BY = 10
_SOME_WORDS = " x x x x"
"""What is glued to a kicker is a headline, and has some words."""
_MAILTO = 20
_NAMED_HERE, _ONLY_INSIDE, _BESIDE = 0.8, 0.55, 0.6
"""How far the names in a line are believed where it opens with the cue, holds one, or is nothing but names. The last
are the authors on one of nine pages, where menus are full of such lines (`_UNSURE`)."""
_UNSURE = 0.3


@detector("byline", needs=["dateline", "credit", "story", "other"])
def byline(document: Document, found: Found) -> Iterator[Finding]:
    """Who wrote it: "By Ada Lind", "Von ...", contributor lines, an author's card or biography.

    The names become `metadata.authors`. A line of nothing but a name counts near the date line above the story, or
    right under its last sentence. Sentences that open with the same word ("By Monday the pier ...") are left alone:
    behind the cue of a byline stands a name and nothing else.
    """
    mine: dict[int, Finding] = {}
    _, end = story_span(document, found)
    for finding in _cued(document, found, end):
        mine[finding.start] = finding
        yield finding
    yield from _signed(document)
    numbers = document.numbers
    pictured = {numbers[f.start] - 1 for f in found["credit"] if f.start in numbers}
    raw = is_raw(document, found)
    dated = {numbers[f.start] for f in found["dateline"] if f.start in numbers}
    heads = [numbers[f.start] for f in mine.values() if f.start >= end]
    near = dated | {numbers[start] for start in mine}
    for number in _zone(document, found, end, heads):
        block = document.blocks[number]
        if block.start not in mine and len(block.text) <= _LONGEST_NAMES and not ends_a_sentence(block.text):
            name = _name_only(document, number, near, raw and block.start >= end) if number not in pictured else None
            if signed := name or _card(document, number, mine):
                mine[block.start] = signed
                near.add(number)
                yield signed


def _cued(document: Document, found: Found, end: int) -> Iterator[Finding]:
    """Lines that say who wrote it, in words or in markup."""
    for number, (cue, *_) in cued_blocks(document, "byline"):
        block = document.blocks[number]
        # "He wrote." is a sentence in some languages.
        answer = cue.position == "whole" and block.text.endswith(".")
        if len(block.text) <= _LONGEST_BIOGRAPHY and not answer:
            confidence = {"whole": WHOLE, "opens": OPENS}.get(cue.position, INSIDE)
            why = f"says '{cue.phrase}'"
            yield Finding.of(
                block,
                "byline",
                confidence,
                why,
                candidates=_candidates(
                    block,
                    _authors(document, block),
                    why,
                    _NAMED_HERE if cue.position != "inside" else _ONLY_INSIDE,
                ),
            )
    cued = {number for number, _ in document.cued.get("byline", ())}
    words = vocabulary(document.language)
    near = {*head_lines(document, found, _LINES_ABOVE), *_below(document, end, _LINES_SIGNED)}
    markup = called(document, _markup, _LEVELS)
    for number in sorted({*near, *markup} - cued):
        block = document.blocks[number]
        if len(block.text) > _LONGEST:
            continue
        opening = _by(block.text, words) if number in near and not ends_a_sentence(block.text) else ""
        why = f"opens with '{opening}' and names a person" if opening else markup.get(number, "")
        authors = _authors(document, block) if why else []
        if authors or (why and not opening):
            confidence = 0.93 if authors else 0.8
            believed = _NAMED_HERE if opening else _UNSURE
            yield Finding.of(block, "byline", confidence, why, candidates=_candidates(block, authors, why, believed))


def _by(text: str, words: Vocabulary) -> str:
    """The word for "by" with which a line opens, also where the name is glued to it: "byAda Lind"."""
    end = words.by.end(text)
    if end:
        return text[:end].strip()
    head = text[:_LONGEST_BY]
    if head[2:].islower():
        return ""
    place = next((n for n, c in enumerate(head) if n > 1 and c.isupper() and text[n - 1].islower()), 0)
    return text[:place] if text[:place].casefold() in words.by_words else ""


def _signed(document: Document) -> Iterator[Finding]:
    """Names in brackets behind a paragraph's last sentence, as Japanese papers sign."""
    if "\u3011" in document.text:
        for block in document.blocks:
            if block.text[-1] == "\u3011" and (signed := _BRACKETED.search(block.text)):
                yield Finding.of(block, "byline", 0.93, "names in brackets end the paragraph", span=signed.span())


def _below(document: Document, end: int, most: int) -> list[int]:
    """The numbers of the lines right under the story."""
    low = bisect_left(document.blocks, end, key=lambda block: block.start) if end else len(document.blocks)
    return list(range(low, min(low + most, len(document.blocks))))


def _zone(document: Document, found: Found, end: int, heads: list[int]) -> list[int]:
    """The lines where a name alone is an author's: right above the story, right under it, and in an author's card."""
    cards = [n for head in heads for n in range(head + 1, min(head + 1 + _NEAR, len(document.blocks)))]
    return sorted({*head_lines(document, found, _LINES_ABOVE), *_below(document, end, _LINES_BEHIND), *cards})


def _name_only(document: Document, number: int, near: set[int], below: bool) -> Finding | None:
    """A line of nothing but names, beside a date or author line, or behind the story's last line."""
    block = document.blocks[number]
    if block.text.isupper() or any(cue.label not in ("credit", "byline") for cue in document.cues[number]):
        return None
    beside = not near.isdisjoint(range(number - _NEAR, number + _NEAR + 1))
    if not beside and not (below and _ends_the_story(document, number)):
        return None
    if below and kicker(block.text + _SOME_WORDS):
        return None
    names = [author for author in clean_names(_spaced(block.text), document.language) if author.kind == "person"]
    # In scripts without blanks any short word may be a name, so only its place tells.
    unspaced = beside and not block.text.isascii() and block.text.isalpha() and len(block.text) in _UNSPACED
    whole = " " in block.text or unspaced
    if not names or not whole or sum(len(author.name) for author in names) < _COVERED * len(_without_site(block.text)):
        return None
    why = "a name beside the date or author line" if beside else "a name under the story's last line"
    believed = _UNSURE if document.kind == "html" else _BESIDE
    candidates = _candidates(block, names, why, believed)
    return Finding.of(block, "byline", 0.93 if beside else 0.85, why, candidates=candidates)


def _ends_the_story(document: Document, number: int) -> bool:
    """Whether a line under the story is its end: a row of names there is its topics."""
    last = number + 1 >= len(document.blocks) or bool(document.cues[number + 1])
    return last or document.text.count(document.blocks[number].text) > 1


def _card(document: Document, number: int, mine: dict[int, Finding]) -> Finding | None:
    """A line of an author's card: what the author is, or the name again ("E-mail Ada Lind")."""
    block = document.blocks[number]
    names = [c.value for f in mine.values() for c in f.candidates]
    again = (len(block.text) - len(author.name) for authors in names for author in authors if author.name in block.text)
    if min(again, default=_MAILTO) < _MAILTO:
        return Finding.of(block, "byline", 0.9, "names the author again")
    before = document.blocks[number - 1] if number else block
    if before.start in mine and vocabulary(document.language).describes(block.text.split()):
        return Finding.of(block, "byline", 0.9, "says what the author is")
    return None


def _spaced(text: str) -> str:
    """A name and what is glued behind it, with a bar between them."""
    place = kicker(text + _SOME_WORDS) if len(text) < _LONGEST_NAMES else 0
    return f"{text[:place]} | {text[place:]}" if place else text


def _without_site(text: str) -> str:
    place = kicker(text + _SOME_WORDS)
    return text[:place] if place else text


def _authors(document: Document, block: Block) -> list[Author]:
    """The persons a short line names."""
    if len(block.text) > _LONGEST:
        return []
    text = block.text
    glued = len(_by(text, vocabulary(document.language)))
    text = text[glued:] if glued and text[glued : glued + 1].isalpha() else text
    return [name for name in clean_names(text, document.language) if name.kind == "person"]


def _candidates(block: Block, names: list[Author], why: str, believed: float) -> tuple[Candidate, ...]:
    return (Candidate("authors", tuple(names), believed, "visible", why, block.text, block.start),) if names else ()


def _markup(element: Element) -> str:
    """What an element is called; nothing where it has no name of an author's."""
    return _said(element.names) if element.names else ""


@lru_cache(maxsize=4_096)
def _said(names: str) -> str:
    """The blocks of a page share most of their names, so these are looked at once."""
    lower = names.lower()
    # One or the other is part of each such name, and telling so takes a tenth of the time.
    named = _NAMED.search(names) if "aut" in lower or "byline" in lower else None
    return f"stands in an element named '{named[0].strip()}'" if named else ""
