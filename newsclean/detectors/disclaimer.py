from __future__ import annotations

from collections.abc import Iterator

from newsclean.cued import cued
from newsclean.detectors import Found, detector
from newsclean.model import Document, Finding


@detector("disclaimer")
def disclaimer(document: Document, found: Found) -> Iterator[Finding]:
    """What publisher and lawyer want said: "The views expressed are the author's own", "affiliate commission".

    It is the same under every story. Editors' corrections are part of the story and are left alone.
    """
    yield from cued(document, "disclaimer", longest=700)
