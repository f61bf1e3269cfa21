from __future__ import annotations

import re
from collections.abc import Iterator

from newsclean.cued import cued
from newsclean.dates import DateMatch, date_line, find_dates
from newsclean.detectors import Found, detector
from newsclean.model import Block, Candidate, Document, Finding
from newsclean.units import head_lines, story_span

# Date lines of the development sets: 99 in 100 are shorter, with author, section and reading time in the same line.
_LONGEST = 140
# Reading a line for dates costs 60 microseconds, so only lines that show a date's digits are read, and only near the
# story: those far from it belong to lists.
_DIGITS = re.compile(r"\d{4}|\d{1,2}[:.h/-]\d{1,2}|\b\d{1,2}\b")
_LINES_ABOVE, _LINES_BEHIND = 40, 4
_UNDER_DECK = 8
"""Lines of the story among which its date line stands where none is above: a deck is often taken for its beginning."""
_CLOCK = re.compile(r"\W*\d{1,2}[:.h]\d\d(?::\d\d)?\s*h?\W*$")
# Inside a story a line of date and time is a row of a table or a live blog's entry more often than not.
_AROUND, _WITHIN = 0.93, 0.6


@detector("dateline", needs=["story"])
def dateline(document: Document, found: Found) -> Iterator[Finding]:
    """The printed line of date and time: "5 Mar, 2020 12:38", "Published 22:04, 22 Apr 2024", "Stand: 3. Mai 2024".

    It is cut and read: it becomes `metadata.published`, or `modified` where it says so. Sentences that hold a date
    are left alone, and so are the clock times of a live blog.
    """
    start, end = story_span(document, found)
    blocks = document.blocks
    head = head_lines(document, found, _LINES_ABOVE)
    first = blocks[head[-1]].end if head else start
    lines: dict[int, Finding] = {}
    for finding in cued(document, "dateline", longest=_LONGEST):
        lines[finding.start] = finding
        yield finding._replace(confidence=_WITHIN) if first < finding.start < end else finding
    below = [n for n, block in enumerate(blocks) if block.start >= end][:_LINES_BEHIND]
    opening = [n for n, block in enumerate(blocks) if start <= block.start < end and n not in head][:_UNDER_DECK]
    for number in (*head, *opening, *below):
        block = blocks[number]
        if len(block.text) > _LONGEST or not _DIGITS.search(block.text):
            continue
        if number in opening and lines:
            continue
        before = blocks[number - 1].start if number else -1
        match = date_line(block.text, document.language)
        if match is not None:
            lines[block.start] = _finding(block, match, document.language)
            yield lines[block.start]
        elif _CLOCK.match(block.text) and before in lines:
            yield Finding.of(block, "dateline", _AROUND, "a clock time under a date line")


def _finding(block: Block, match: DateMatch, language: str | None) -> Finding:
    why = f"a date line: '{match.raw}'"
    return Finding.of(block, "dateline", _AROUND, why, candidates=tuple(_candidates(block, language, why)))


def _candidates(block: Block, language: str | None, why: str) -> Iterator[Candidate]:
    for match in find_dates(block.text, language):
        field, confidence = ("modified", 0.8) if match.role == "updated" else ("published", 0.85)
        yield Candidate(field, match.value, confidence, "visible", why, match.raw, block.start + match.start)
