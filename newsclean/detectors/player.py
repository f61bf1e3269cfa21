from __future__ import annotations

import re
from collections.abc import Iterator

from newsclean.cued import IN_ROW, cued
from newsclean.detectors import Found, detector
from newsclean.model import Document, Finding

_CLOCK = re.compile(r"(?:\d{1,2}:)?\d{1,2}:\d\d(?:\s*/\s*(?:\d{1,2}:)?\d{1,2}:\d\d)|\d\.\d{1,2}\s?x|\d{3,4}p")
_LONGEST_CLOCK = 25


@detector("navigation")
def player(document: Document, found: Found) -> Iterator[Finding]:
    """Labels of players and galleries: "Now playing", "Watch live", "Skip ad", durations; labelled `navigation`.

    They are the buttons of something that text does not hold. Transcripts are left alone, and so are scores and the
    clock times of a live blog: a player shows two times, its own and the whole.
    """
    yield from cued(document, "player", called="navigation")
    for block in document.blocks:
        if len(block.text) <= _LONGEST_CLOCK and block.text[0].isdigit() and _CLOCK.fullmatch(block.text):
            yield Finding.of(block, "navigation", IN_ROW, "the clock or speed of a player")
