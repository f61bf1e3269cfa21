"""Dates that are printed in short lines near a headline or behind a story."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from newsclean.dates import DateMatch, date_line, find_dates
from newsclean.metadata.lines import Line
from newsclean.metadata.zone import SENTENCE_END, Zone
from newsclean.model import Candidate, Document

_LITTLE_ELSE = 6
_LONGEST_LABEL = 24


def printed_dates(document: Document, lines: Iterable[Line], language: str | None, zone: Zone) -> Iterator[Candidate]:
    """The dates in lines, those of updates told from those of publication.

    Args:
        lines: of the document, with the dates in them.
        language: of the text.
        zone: where the headline is. In a text a date among other words is read right beside it only, in a page anywhere.
    """
    loose = zone.close if document.head is None else range(len(document.blocks))
    for number, block, dates in lines:
        if not dates:
            continue
        # Telling date lines from sentences costs as much as finding the date; a line of little else needs no telling.
        beside = len(block.text) - sum(len(date.raw) for date in dates)
        line = beside <= _LITTLE_ELSE or date_line(block.text, language) is not None
        if not line and (number not in loose or SENTENCE_END.search(block.text)):
            continue  # What a sentence tells, a source or a caption: the page's date on none of five.
        for date in dates:
            role: str = date.role
            if role == "unknown" and beside <= _LITTLE_ELSE and number:
                role = _role_above(document.blocks[number - 1].text, date, language)
            field = "modified" if role == "updated" else "published"
            why = f"a {'date line' if line else 'line with a date'}: '{date.raw}'"
            start = block.start + date.start
            yield Candidate(field, date.value, 0.85 if line else 0.6, "visible", why, date.raw, start)


def _role_above(label: str, date: DateMatch, language: str | None) -> str:
    """The role that the line above gives a date that stands alone: "Last updated:"."""
    if len(label) > _LONGEST_LABEL:
        return "unknown"
    found = find_dates(f"{label} {date.raw}", language)
    return found[0].role if len(found) == 1 else "unknown"
