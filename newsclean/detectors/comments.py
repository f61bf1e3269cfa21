from __future__ import annotations

from collections.abc import Iterator

from newsclean.cued import cued
from newsclean.detectors import Found, detector
from newsclean.model import Document, Finding


@detector("comments")
def comments(document: Document, found: Found) -> Iterator[Finding]:
    """Prompts and headings of the comment section: "Leave a comment", "Show 12 comments", "Kommentare".

    What readers write, and the form they write it in, is not the story. A sentence that quotes a comment is left alone.
    """
    yield from cued(document, "comments")
