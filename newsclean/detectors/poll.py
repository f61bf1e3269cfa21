from __future__ import annotations

from collections.abc import Iterator

from newsclean.cued import cued
from newsclean.detectors import Found, detector
from newsclean.model import Document, Finding


@detector("poll")
def poll(document: Document, found: Found) -> Iterator[Finding]:
    """Polls and quizzes inside a page: "Vote now", "Total votes: 120", "View results".

    A question to the readers with buttons is not the story; a story on an election is left alone.
    """
    yield from cued(document, "poll")
