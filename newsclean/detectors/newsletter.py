from __future__ import annotations

from collections.abc import Iterator

from newsclean.cued import cued
from newsclean.detectors import Found, detector
from newsclean.model import Document, Finding


@detector("newsletter")
def newsletter(document: Document, found: Found) -> Iterator[Finding]:
    """Calls to subscribe to a newsletter or an alert: "Sign up for ...", "Get the day's news in your inbox".

    They stand between paragraphs on most news sites. A story about a newsletter is left alone: calls are short, and
    open or end with the cue.
    """
    yield from cued(document, "newsletter")
