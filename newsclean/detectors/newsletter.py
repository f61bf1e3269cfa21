from __future__ import annotations

from collections.abc import Iterator

from newsclean.cued import cued, cued_blocks
from newsclean.detectors import Found, detector
from newsclean.model import Document, Finding
from newsclean.units import boxed, story_confidence

_IN_BOX = 0.9


@detector("newsletter", needs=["story"])
def newsletter(document: Document, found: Found) -> Iterator[Finding]:
    """Calls to subscribe to a newsletter or an alert: "Sign up for ...", "Get the day's news in your inbox".

    They stand between paragraphs on most news sites, and what a box says between two of them goes along. A story about
    a newsletter is left alone: calls are short, and open or end with the cue.
    """
    yield from cued(document, "newsletter")
    calls = [number for number, _ in cued_blocks(document, "newsletter")]
    for block in boxed(document, calls, story_confidence(found)):
        yield Finding.of(block, "newsletter", _IN_BOX, "stands between two calls of a newsletter's box")
