"""Which of the short lines around a headline and under a story name its authors.

A name under a headline may be an author, a section, a topic, somebody in a caption. What tells is the word in front of
it, the address it links to, what its element is called, how near headline and date are, what stands beside it, whether
the story speaks of it. A small ensemble of decision trees weighs that (`data/signatures.npz`, made by
`python -m newsclean.story.training.signatures`); here it is measured. Pages and flattened texts are read alike: a text
has no elements, and the rest has to tell.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import regex

from newsclean.metadata.lines import Line, element_names, short_lines
from newsclean.metadata.model import Author
from newsclean.metadata.names import clean_names
from newsclean.metadata.text import has_any, has_spaceless
from newsclean.metadata.trees import Numbers, shipped
from newsclean.metadata.vocabulary import Vocabulary, vocabulary
from newsclean.metadata.zone import SENTENCE_END, Zone
from newsclean.model import Block, Candidate, Document

WHY = "form and place of an author's line"
_ABOVE, _BELOW, _INTO, _FURTHEST = 8, 16, 4, 40
"""Lines above and below the headline, and into the story where it begins later, up to the last."""
_BACK, _BEHIND = 3, 6
"""Lines of the story's end, and behind it."""
_BESIDE = 0.4
"""Lines one below the other that are at least this sure name the authors together."""
_APART = 2
LEAST = 0.05
"""A line less sure than this is no candidate."""
_SAID = 8_000
"""Characters of the story in which names and their words are looked for."""
_LONGEST_ROLE = 80
_FAR, _NO_TITLE = 12, -10
_AUTHOR_PAGE = re.compile(
    r"/(?:authors?|autor(?:e[ns]?|a)?|auteurs?|profiles?|staff|journalists?|writers?|contributors?)[/=-]|/@\w"
)
_TWO_CAPITALS = regex.compile(r"\p{Lu}[^\s|]{0,40}\s(?:\p{Ll}[^\s|]{0,3}\s){0,2}\p{Lu}")
_NO_CAPITALS = regex.compile(r"\p{Lo}{2}")
_START = r"(?:(?<![A-Za-z])|(?<=[a-z])(?=[A-Z]))"
# Words of class names; camelCase counts as two words. What stands beside a name (its picture, its date) is none.
_NAMED = re.compile(
    _START
    + r"(?:[Aa]uthor|AUTHOR|[Aa]utore?|[Aa]uteur|[Bb]y-?[Ll]ine|[Ww]riter|[Rr]eporter|[Cc]ontributor|[Vv]erfasser)s?"
    r"(?![a-z])(?!\S*(?:[Ii]mage|img|[Aa]vatar|[Pp]hoto|[Pp]ic|[Bb]io|[Dd]esc|[Ss]ocial|[Ii]con|[Ff]ollow|[Bb]ox|[Dd]ate"
    r"|[Tt]ime|[Ee]mail|[Cc]ard|related))"
)
_MAY_BE_NAMED = ("author", "autor", "auteur", "byline", "by-line", "writer", "reporter", "contributor", "verfasser")
_NAME_ONLY = re.compile(r"author\W*name|name\W*author|byline\W*name|\bfn\b|author\W*link|post-author")
COMPANY = (
    "comment quote zitat sidebar side-bar related recommend teaser widget popular trending latest most-read mostread recent"
    " footer_ carousel slider promo newsletter menu ticker embed tweet reply list__item list-item similar"
).split()
"""In elements called so stand other stories, other people's words and tools."""
_LEVELS = 3
"""Elements from the line's own upwards whose names are read."""
_CAPITAL_NOUNS = ("de", "lb")
"""Languages in which any two nouns look like a name."""
_QUOTING = ("—", "–", "-", "@")
"""An embedded post names its author behind a dash."""
FEATURES = (
    "by glued_by byline_inside rest from_title no_title from_story below_story behind dated date_above date_below persons"
    " shortest ordinary capitals copies told rivals rank role role_below length_above length_below sentence_above sentence"
    " pictured other_cue author_page called_name called_byline links heading comma unspaced capital_nouns length"
    " page name_above name_below organisations"
).split()


class Signed(NamedTuple):
    """A short line with names in it."""

    line: Line
    text: str
    """Without its dates."""
    names: list[Author]
    persons: list[Author]


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
    beside = _Beside(document, language, zone, (first, last), lines, signed, words)
    return signed, np.array([beside.measure(rank) for rank in range(len(signed))], np.float32)


def _numbers(document: Document, zone: Zone, first: int, last: int) -> list[int]:
    head = first if zone.title is None else zone.title
    size = len(document.blocks)
    high = min(size, max(head + _BELOW, min(first + _INTO, head + _FURTHEST)))
    return [*range(max(0, head - _ABOVE), high), *range(max(high, last - _BACK), min(size, last + _BEHIND))]


def _signed(line: Line, language: str | None, words: Vocabulary, told: bool) -> Signed | None:
    text = _bordered(line.block)
    if text.startswith(_QUOTING):
        return None
    for date in reversed(line.dates):
        text = f"{text[: date.start]}|{text[date.end :]}"
    opens = _opening(text, words) > 0
    if not opens and not _may_name(text):
        return None
    if not opens and told and not called(line.block) and not _links_to_author(line.block):
        return None
    if not opens and _in_company(line.block) and not _links_to_author(line.block):
        return None
    names = clean_names(text, language, named=opens or called(line.block) == "name")
    persons = [author for author in names if author.kind == "person"]
    return Signed(line, text, names, persons) if persons else None


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
    if len(text) > _LONGEST_ROLE and SENTENCE_END.search(text):
        return False
    return _TWO_CAPITALS.search(text) is not None or (not text.isascii() and _NO_CAPITALS.search(text) is not None)


class _Beside:
    """What is looked up for several lines of one document."""

    def __init__(
        self,
        document: Document,
        language: str | None,
        zone: Zone,
        story: tuple[int, int],
        lines: Sequence[Line],
        signed: Sequence[Signed],
        words: Vocabulary,
    ) -> None:
        self.document, self.zone, self.story, self.signed, self.words = document, zone, story, signed, words
        self.capital_nouns = language in _CAPITAL_NOUNS
        self.dated = [line.number for line in lines if line.dates]
        self.numbers = {one.line.number for one in signed}
        blocks = document.blocks
        start = blocks[story[0]].start if story[0] < len(blocks) else 0
        self.said = document.text[start : start + _SAID]

    def measure(self, rank: int) -> list[float]:
        """The numbers of FEATURES for one line."""
        line, text, names, persons = self.signed[rank]
        number, block, dates = line
        document, words, title = self.document, self.words, self.zone.title
        blocks = document.blocks
        opening = _opening(text, words)
        cues = document.cues[number]
        labels = {cue.label for cue in cues if cue.position != "inside"}
        above = blocks[number - 1].text if number else ""
        below = blocks[number + 1].text if number + 1 < len(blocks) else ""
        parts = [part for author in persons for part in author.name.split()]
        named = called(block)
        at = bisect_left(self.dated, number)
        after = at + (number in self.dated)
        return [
            opening > 0,
            opening > 0 and text[opening - 1].isalpha(),
            any(cue.label == "byline" and cue.position == "inside" for cue in cues),
            len(block.text) - sum(len(date.raw) for date in dates) - sum(len(a.name) for a in persons) - opening,
            _NO_TITLE if title is None else _clipped(number - title, _BELOW + 1),
            title is None,
            _clipped(number - self.story[0], _BELOW + _INTO),
            _clipped(number - self.story[1], _BEHIND),
            number >= self.story[1],
            bool(dates),
            min(number - self.dated[at - 1], _FAR) if at else _FAR,
            min(self.dated[after] - number, _FAR) if after < len(self.dated) else _FAR,
            len(persons),
            min(author.name.count(" ") for author in persons),
            sum(part.lower() != part and f" {part.lower()} " in self.said for part in parts) / len(parts),
            block.text.isupper(),
            min(5, document.text.count(persons[0].name)),
            min(4, self.said.count(persons[0].name)),
            len(self.signed),
            min(rank, 9),
            any(author.role for author in persons),
            len(below) <= _LONGEST_ROLE and words.describes(below.split()),
            min(len(above), 200),
            min(len(below), 200),
            SENTENCE_END.search(above) is not None,
            SENTENCE_END.search(block.text) is not None,
            not labels.isdisjoint(("credit", "caption")),
            bool(labels - {"credit", "caption", "byline", "dateline", "title"}),
            _links_to_author(block),
            named == "name",
            named == "byline",
            len(block.links),
            block.element is not None and block.element.tag in ("h1", "h2", "h3", "h4"),
            "," in text,
            has_spaceless(persons[0].name),
            self.capital_nouns,
            len(block.text),
            document.kind == "html",
            number - 1 in self.numbers,
            number + 1 in self.numbers,
            len(names) - len(persons),
        ]


def _clipped(steps: int, most: int) -> int:
    return max(1 + _NO_TITLE, min(most, steps))


def _opening(text: str, words: Vocabulary) -> int:
    """Where the word for "by" that opens a line ends; 0 where there is none."""
    if end := words.by.end(text):
        return end
    glued = words.glued_by.match(text)
    return glued.end() if glued and text[glued.end()].isupper() else 0


def _links_to_author(block: Block) -> bool:
    return any(_AUTHOR_PAGE.search(link.href) for link in block.links[:4])


def _in_company(block: Block) -> bool:
    """Whether a line stands among other stories and tools; without more to say so, 16 in 1,000 such lines are authors'."""
    return block.element is not None and has_any(element_names(block, _LEVELS).lower(), COMPANY)


def called(block: Block) -> str:
    """name or byline where the elements around a block are called so, outside of other stories' company; else empty."""
    return _called(element_names(block, _LEVELS)) if block.element is not None else ""


@lru_cache(maxsize=4_096)
def _called(names: str) -> str:
    """`called` of the classes and ids around a block; the blocks of a page share most of them."""
    lower = names.lower()
    if not has_any(lower, _MAY_BE_NAMED) or has_any(lower, COMPANY) or not _NAMED.search(names):
        return ""
    return "name" if _NAME_ONLY.search(lower) else "byline"
