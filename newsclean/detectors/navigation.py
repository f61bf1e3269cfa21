from __future__ import annotations

from collections.abc import Iterator

from newsclean.cued import cued
from newsclean.detectors import Found, detector
from newsclean.model import Document, Finding


@detector("navigation")
def navigation(document: Document, found: Found) -> Iterator[Finding]:
    """Ways around the page: "Skip to content", "Scroll down", "opens in new tab", menu words, "View gallery".

    They are the page's furniture, even where they stand between two paragraphs. Words of a menu count only on a line
    that is made of nothing else.
    """
    yield from cued(document, "navigation")
