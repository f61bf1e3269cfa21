from __future__ import annotations

from collections.abc import Iterator

from newsclean.cued import cued
from newsclean.detectors import Found, detector
from newsclean.model import Document, Finding


@detector("ad")
def ad(document: Document, found: Found) -> Iterator[Finding]:
    """Labels of advertisements and partner offers: "Advertisement", "Anzeige", "Story continues below advertisement".

    They announce something that is not the story, and the paragraph around them goes on. A story about advertising is
    left alone: only a line that is nothing but the label, or opens or ends with it and is short, is one.
    """
    yield from cued(document, "ad")
