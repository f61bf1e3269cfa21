from __future__ import annotations

from collections.abc import Iterator

from newsclean.cued import cued
from newsclean.detectors import Found, detector
from newsclean.model import Document, Finding


@detector("cookie")
def cookie(document: Document, found: Found) -> Iterator[Finding]:
    """Consent banners and their buttons: "We use cookies ...", "Accept all", "Manage preferences".

    They belong to the page, not to the story. Banner sentences are long, so length is no gate here; a story about
    cookies shares single words with them, not their whole phrases.
    """
    yield from cued(document, "cookie", longest=1200)
