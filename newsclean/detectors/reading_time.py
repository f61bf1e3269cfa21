from __future__ import annotations

from collections.abc import Iterator

from newsclean.cued import cued
from newsclean.detectors import Found, detector
from newsclean.model import Document, Finding


@detector("dateline")
def reading_time(document: Document, found: Found) -> Iterator[Finding]:
    """How long reading takes: "4 min read", "Lesezeit: 3 Minuten"; it is labelled `dateline`, beside which it stands.

    It measures the story and is not part of it. A sentence on how long something takes to read is left alone.
    """
    yield from cued(document, "reading_time", called="dateline", longest=80)
