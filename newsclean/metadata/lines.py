"""Short lines near a headline, with the dates in them: what dates and bylines are read from."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from newsclean.dates import DateMatch, find_dates
from newsclean.model import Block, Document

LONGEST = 160
"""Characters of a line with an author or a date in it; 99 in 100 are shorter."""
_MAY_DATE = re.compile(r"\d{4}|\d\D\d+\D\d")


class Line(NamedTuple):
    """One short block."""

    number: int
    block: Block
    dates: list[DateMatch]


def short_lines(document: Document, language: str | None, numbers: Iterable[int]) -> list[Line]:
    """The short blocks among these, with the dates written in them; each is read once for a document."""
    kept: dict[int, Line | None] = document.__dict__.setdefault("_short_lines", {}).setdefault(language, {})
    found = []
    for number in numbers:
        if number not in kept:
            kept[number] = _short_line(document, language, number)
        if line := kept[number]:
            found.append(line)
    return found


def _short_line(document: Document, language: str | None, number: int) -> Line | None:
    block = document.blocks[number]
    text = block.text
    if len(text) > LONGEST:
        return None
    return Line(number, block, find_dates(text, language) if _MAY_DATE.search(text) else [])


def element_names(block: Block, levels: int) -> str:
    """Classes, ids ... of the elements around a block, its own first, joined by line breaks."""
    names: list[str] = []
    element = block.element
    for _ in range(levels):
        if element is None:
            break
        if element.names:
            names.append(element.names)
        element = element.parent
    return "\n".join(names)
