from __future__ import annotations

from collections.abc import Iterator

from newsclean.cued import cued
from newsclean.detectors import Found, detector
from newsclean.model import Document, Finding


@detector("app_promo")
def app_promo(document: Document, found: Found) -> Iterator[Finding]:
    """Calls to get an app: "Download the app", "Get it on Google Play".

    They sell the reader a way to read. Stories on apps are left alone, as their sentences are long.
    """
    yield from cued(document, "app_promo")
