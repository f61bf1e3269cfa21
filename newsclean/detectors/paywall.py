from __future__ import annotations

from collections.abc import Iterator

from newsclean.cued import cued
from newsclean.detectors import Found, detector
from newsclean.model import Document, Finding
from newsclean.units import ends_a_sentence, size

_SHORTEST_REPEAT = 80
_LINES_ABOVE = 4


@detector("paywall")
def paywall(document: Document, found: Found) -> Iterator[Finding]:
    """Offers and limits of paid reading: "Subscribe to continue", "You have 2 free articles left", "Log in".

    They sell the story and are not it; so does the story's first paragraph where the offer says it once more. What is
    visible of the story stays, and so does a sentence on what a subscription costs.
    """
    yield from cued(document, "paywall")
    offers = {number for number, _ in document.cued.get("paywall", ())}
    for number in sorted({offer - step for offer in offers for step in range(1, _LINES_ABOVE + 1) if offer >= step}):
        block = document.blocks[number]
        prose = size(block.text) >= _SHORTEST_REPEAT and ends_a_sentence(block.text) and number not in offers
        if prose and document.text.find(block.text, 0, block.start) >= 0:
            yield Finding.of(block, "paywall", 0.95, "says a paragraph of the story again, above an offer")
