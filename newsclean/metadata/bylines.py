"""Authors from lines that stand where authors stand: near the headline, beside the date, in an element called so.

The byline detector cuts whole author lines; here a name is also read where only its place speaks for it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from newsclean.metadata.lines import LONGEST, Line, element_names
from newsclean.metadata.model import Author
from newsclean.metadata.names import clean_names
from newsclean.metadata.text import has_any
from newsclean.metadata.vocabulary import vocabulary
from newsclean.metadata.zone import Zone
from newsclean.model import Block, Candidate, Document

_AUTHOR_PAGE = re.compile(
    r"/(?:authors?|autor(?:e[ns]?|a)?|auteurs?|profiles?|staff|journalists?|writers?|contributors?)[/=-]|/@\w"
)
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
_NAMES_ABOVE = 4
"""Lines above the headline in which an author is looked for; further up stand menus."""
_BESIDE_DATE, _BESIDE_NAME = 40, 12
"""Other characters beside a name and a date, beside a name alone: "Ada Lind | March 3 | 5 min read"."""
_LONGEST_BESIDE = 100
_CAPITAL_NOUNS = ("de", "lb")
"""Languages in which any two nouns look like a name."""
_QUOTING = ("—", "–", "-", "@")
"""An embedded post names its author behind a dash."""


def authors_near(document: Document, language: str | None, lines: Sequence[Line], zone: Zone) -> Iterator[Candidate]:
    """Authors in the short lines around the headline."""
    words = vocabulary(language)
    for at, line in enumerate(lines):
        text = line.block.text
        if (zone.title is not None and line.number < zone.title - _NAMES_ABOVE) or text.startswith(_QUOTING):
            continue
        for date in reversed(line.dates):
            text = f"{text[: date.start]}|{text[date.end :]}"
        opens = words.by.end(text)
        marked = "by" if opens else _named(line.block)
        dated = any(other.dates for other in lines[max(0, at - 1) : at + 2] if abs(other.number - line.number) < 2)
        beside = dated and language not in _CAPITAL_NOUNS and len(text) <= _LONGEST_BESIDE
        links = line.block.links
        if not (marked or beside or (links and any(_AUTHOR_PAGE.search(link.href) for link in links[:4]))):
            continue
        names = clean_names(text, language, named=marked in ("by", "name"))
        persons = [author for author in names if author.kind == "person"]
        if not persons or (opens and not _follows(text[opens:], persons)):
            continue
        weight, why = _belief(document, zone, line, persons, marked, beside)
        if weight:
            yield Candidate("authors", tuple(names), weight, "visible", why, line.block.text, line.block.start)


def _named(block: Block) -> str:
    """name or byline where the elements around a block are called so, outside of other stories' company."""
    return _called(element_names(block, _LEVELS))


@lru_cache(maxsize=4_096)
def _called(names: str) -> str:
    """`_named` of the classes and ids around a block; the blocks of a page share most of them."""
    lower = names.lower()
    if not has_any(lower, _MAY_BE_NAMED) or has_any(lower, COMPANY) or not _NAMED.search(names):
        return ""
    return "name" if _NAME_ONLY.search(lower) else "byline"


def _follows(text: str, persons: list[Author]) -> bool:
    """Whether the first name stands right behind the "by"."""
    return persons[0].name.split()[-1] in text[: len(persons[0].name) + 25]


def _belief(
    document: Document, zone: Zone, line: Line, persons: list[Author], marked: str, dated: bool
) -> tuple[float, str]:
    """How far a line near the headline is believed to name the authors, and why.

    Args:
        marked: by, name, byline or nothing: what says that authors stand here.
        dated: whether it or a line next to it has a date, which then speaks for it.
    """
    if marked == "by" and (zone.title is None or line.number > zone.title):
        return 0.88, f"opens with '{line.block.text.split()[0]}' near the headline"
    if _links_to_author(line.block, persons):
        return 0.85, "links to an author's page near the headline"
    if marked in ("name", "byline"):
        return 0.84, f"stands in an element called {marked}"
    if not all(" " in author.name and author.name[0].isupper() for author in persons):
        return 0.0, ""
    if all(_is_plain(word, document) for author in persons for word in author.name.split()):
        return 0.0, ""
    rest = len(line.block.text) - sum(len(date.raw) for date in line.dates) - sum(len(a.name) for a in persons)
    if dated and line.dates and rest <= _BESIDE_DATE:
        return 0.75, "a name beside the date near the headline"
    if dated and zone.title is not None and 0 < line.number - zone.title <= 4 and rest <= _BESIDE_NAME:
        return 0.65, "a name above or below the date near the headline"
    return 0.0, ""


def _links_to_author(block: Block, persons: list[Author]) -> bool:
    """Whether the first name is linked to what its address calls an author's page."""
    return any(
        _AUTHOR_PAGE.search(link.href)
        and persons[0].name in block.text[link.start - block.start : link.end - block.start]
        for link in block.links[:4]
    )


def _is_plain(word: str, document: Document) -> bool:
    """Whether a word of a name stands in the text in lower case: "Budget Travel" is a section."""
    lower = word.lower()
    return lower != word and f" {lower} " in document.text


def authors_inside(
    document: Document, language: str | None, lines: Sequence[Line], story: tuple[int, int]
) -> Iterator[Candidate]:
    """Names that a fixed form marks inside a line: "（記者林某／台北報導）"."""
    patterns = vocabulary(language).inside
    if not patterns:
        return
    ends = document.blocks[story[0] : story[0] + 2] + document.blocks[max(story[0], story[1] - 2) : story[1] + 1]
    for block in (*(line.block for line in lines), *ends):
        text = block.text if len(block.text) <= LONGEST else f"{block.text[:60]} {block.text[-40:]}"
        match = next((found for pattern in patterns if (found := pattern.search(text))), None)
        if match:
            author = Author(match[1], match[0])
            yield Candidate("authors", (author,), 0.75, "visible", f"stands as '{match[0]}'", match[0], block.start)
            return


def authors_credited(document: Document, language: str | None, zone: Zone) -> Iterator[Candidate]:
    """The first line from the headline on that opens with "written by", "reporting by", "author:" and names somebody."""
    openings = vocabulary(language).credits
    for block, folded in zip(
        document.blocks[zone.low : zone.end[1]], document.folded[zone.low : zone.end[1]], strict=True
    ):
        if folded.startswith(openings) and len(folded) <= LONGEST:
            names = clean_names(block.text.strip("()"), language)
            if any(author.kind == "person" for author in names):
                why = f"opens with '{' '.join(block.text.split()[:2])}'"
                yield Candidate("authors", tuple(names), 0.72, "visible", why, block.text, block.start)
            return
