"""Which of the short lines around a headline and under a story name its authors.

A name under a headline may be an author, a section, a topic, somebody in a caption. What tells is the word in front of
it, the address it links to, what its element is called, how near headline and date are, what stands beside it, whether
the story speaks of it. That is measured in `metadata.beside`; a small ensemble of decision trees weighs it
(`data/signatures.npz`, made by `python -m newsclean.story.training.signatures`). Pages and flattened texts are read alike: a text
has no elements, and the rest has to tell.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np
import regex

from newsclean.metadata.beside import BEHIND, BELOW, FEATURES, INTO, LONGEST_ROLE, Beside, Signed
from newsclean.metadata.called import IN_COMPANY, NAME, called
from newsclean.metadata.lines import Line, short_lines
from newsclean.metadata.model import Author
from newsclean.metadata.names import clean_names
from newsclean.metadata.trees import Numbers, shipped
from newsclean.metadata.vocabulary import Vocabulary, vocabulary
from newsclean.metadata.zone import SENTENCE_END, Zone
from newsclean.model import Block, Candidate, Document

WHY = "form and place of an author's line"
_ABOVE, _FURTHEST = 8, 40
"""Lines above the headline, and below it at most, where the story begins later."""
_BACK = 3
"""Lines of the story's end."""
_BESIDE = 0.4
"""Lines one below the other that are at least this sure name the authors together."""
_APART = 2
LEAST = 0.05
"""A line less sure than this is no candidate."""
_AUTHOR_PAGE = re.compile(
    r"/(?:authors?|autor(?:e[ns]?|a)?|auteurs?|profiles?|staff|journalists?|writers?|contributors?)[/=-]|/@\w"
)
_TWO_CAPITALS = regex.compile(r"\p{Lu}[^\s|]{0,40}\s(?:\p{Ll}[^\s|]{0,3}\s){0,2}\p{Lu}")
_TWO_ASCII_CAPITALS = re.compile(r"[A-Z][^\s|]{0,40}\s(?:[a-z][^\s|]{0,3}\s){0,2}[A-Z]")
"""The same for text without other letters, in a third of the time."""
_NO_CAPITALS = regex.compile(r"\p{Lo}{2}")
_QUOTING = ("—", "–", "-", "@")
"""An embedded post names its author behind a dash."""


def authors_near(
    document: Document, language: str | None, zone: Zone, story: tuple[int, int], *, told: bool = False
) -> Iterator[Candidate]:
    """The lines that name somebody, each believed as far as the trees do; and lines one below the other together.

    Args:
        told: the page's markup names its authors. Then only lines that say so themselves, by a word, a link or what their
            element is called, can add to it, and the others, which cost most, are not read.
    """
    signed, measured = features(document, language, zone, story, told=told)
    if not signed:
        return
    sure = shipped("signatures").probability(measured).tolist()
    for one, believed in zip(signed, sure, strict=True):
        yield _candidate([one], believed, one.line.block)
    for run in _runs(signed, sure):
        best = max(run, key=lambda n: sure[n])
        yield _candidate([signed[n] for n in run], sure[best], signed[best].line.block)


def _candidate(signed: Sequence[Signed], believed: float, block: Block) -> Candidate:
    names: dict[str, Author] = {}
    for one in signed:
        for author in one.names:
            names.setdefault(author.name.casefold(), author)
    return Candidate("authors", tuple(names.values()), round(believed, 4), "visible", WHY, block.text, block.start)


def _runs(signed: Sequence[Signed], sure: Sequence[float]) -> Iterator[list[int]]:
    """The lines that stand one below the other and are all rather sure, at least two of them."""
    run: list[int] = []
    for n, one in enumerate(signed):
        follows = run and one.line.number - signed[run[-1]].line.number <= _APART
        if sure[n] >= _BESIDE and follows:
            run.append(n)
            continue
        if len(run) > 1:
            yield run
        run = [n] if sure[n] >= _BESIDE else []
    if len(run) > 1:
        yield run


def features(
    document: Document, language: str | None, zone: Zone, story: tuple[int, int], *, told: bool = False
) -> tuple[list[Signed], Numbers]:
    """The lines that name somebody, and what is measured of each: (lines, len(FEATURES)).

    Args:
        language: of the text.
        zone: where the headline is.
        story: numbers of its first and one past its last block.
        told: see `authors_near`.
    """
    first, last = story if story != (0, 0) else (zone.high, len(document.blocks))
    words = vocabulary(language)
    lines = short_lines(document, language, _numbers(document, zone, first, last))
    named = [_signed(line, language, words, told) for line in lines if line.number != zone.title]
    signed = _without_roles([one for one in named if one])
    if not signed:
        return [], np.zeros((0, len(FEATURES)), np.float32)
    beside = Beside(document, language, zone, (first, last), lines, signed, words)
    return signed, np.array([beside.measure(rank) for rank in range(len(signed))], np.float32)


def _numbers(document: Document, zone: Zone, first: int, last: int) -> list[int]:
    head = first if zone.title is None else zone.title
    size = len(document.blocks)
    high = min(size, max(head + BELOW, min(first + INTO, head + _FURTHEST)))
    return [*range(max(0, head - _ABOVE), high), *range(max(high, last - _BACK), min(size, last + BEHIND))]


def _signed(line: Line, language: str | None, words: Vocabulary, told: bool) -> Signed | None:
    block = line.block
    text = _bordered(block) if len(block.links) > 1 else block.text
    if text.startswith(_QUOTING):
        return None
    for date in reversed(line.dates):
        text = f"{text[: date.start]}|{text[date.end :]}"
    opening = _opening(text, words)
    if not opening and not _may_name(text):
        return None
    company, linked = called(block), _links_to_author(block)
    if not opening and not linked and (company == IN_COMPANY or (told and not company)):
        return None
    names = clean_names(text, language, named=opening > 0 or company == NAME)
    persons = [author for author in names if author.kind == "person"]
    return Signed(line, text, names, persons, opening, company, linked) if persons else None


def _bordered(block: Block) -> str:
    """A block's text, as long as it is, with bars between links beside each other: an author's and a section's."""
    text = block.text
    for left, right in pairwise(block.links):
        low, high = left.end - block.start, right.start - block.start
        if text[low:high].isspace():
            text = f"{text[:low]}{'|' * (high - low)}{text[high:]}"
    return text


def _without_roles(signed: list[Signed]) -> list[Signed]:
    """The lines without those that say what the one named right above is: "General Assignment Reporter"."""
    above = [None, *signed]
    return [
        one
        for one, before in zip(signed, above, strict=False)
        if before is None
        or one.line.number - before.line.number > 1
        or not all(author.role for author in one.persons)
        or any(author.role for author in before.persons)
    ]


def _may_name(text: str) -> bool:
    """Whether a line without a word for "by" may hold a name: two capitals near each other, or a script without them.

    Reading a line for names costs 100 times as much, and every second line around a headline is told here; of those that
    name authors none was, but a biography.
    """
    if len(text) > LONGEST_ROLE and SENTENCE_END.search(text):
        return False
    if text.isascii():
        return _TWO_ASCII_CAPITALS.search(text) is not None
    return _TWO_CAPITALS.search(text) is not None or _NO_CAPITALS.search(text) is not None


def _opening(text: str, words: Vocabulary) -> int:
    """Where the word for "by" that opens a line ends; 0 where there is none."""
    if end := words.by.end(text):
        return end
    glued = words.glued_by.match(text)
    return glued.end() if glued and text[glued.end()].isupper() else 0


def _links_to_author(block: Block) -> bool:
    return bool(block.links) and any(_AUTHOR_PAGE.search(link.href) for link in block.links[:4])
