from __future__ import annotations

from collections.abc import Iterator

from newsclean.cued import cued, cued_blocks
from newsclean.detectors import Found, detector
from newsclean.model import Document, Finding
from newsclean.sentences import ends_a_sentence
from newsclean.units import boxed, size, story_confidence

_SHORTEST_REPEAT = 80
_LINES_ABOVE = 4
_SHORTEST_OFFER = 25
"""Characters of an offer that makes the buttons beside it its own; "Subscribe" alone is an entry of a menu."""
_BUTTONS = frozenset(("paywall", "navigation", "newsletter"))
_IN_BOX, _BUTTON = 0.9, 0.97


@detector("paywall", needs=["story"])
def paywall(document: Document, found: Found) -> Iterator[Finding]:
    """Offers and limits of paid reading: "Subscribe to continue", "You have 2 free articles left", "Log in".

    They sell the story and are not it; so does the story's first paragraph where the offer says it once more, what
    a box says between two offers, and the buttons beside one. What is visible of the story stays, and so does a
    sentence on what a subscription costs.
    """
    yield from cued(document, "paywall")
    offers = [number for number, _ in cued_blocks(document, "paywall")]
    for block in boxed(document, offers, story_confidence(found)):
        yield Finding.of(block, "paywall", _IN_BOX, "stands between two offers of a box")
    yield from _buttons(document, offers)
    for number in sorted({offer - step for offer in offers for step in range(1, _LINES_ABOVE + 1) if offer >= step}):
        block = document.blocks[number]
        prose = size(block.text) >= _SHORTEST_REPEAT and ends_a_sentence(block.text) and number not in offers
        if prose and document.text.find(block.text, 0, block.start) >= 0:
            yield Finding.of(block, "paywall", 0.95, "says a paragraph of the story again, above an offer")


def _buttons(document: Document, offers: list[int]) -> Iterator[Finding]:
    """Lines of nothing but buttons right under an offer that is more than a word: "Log in", "Register for free"."""
    for offer in offers:
        if size(document.blocks[offer].text) < _SHORTEST_OFFER:
            continue
        for number in range(offer + 1, min(offer + 3, len(document.blocks))):
            cues = document.cues[number]
            if not cues or any(cue.position != "whole" or cue.label not in _BUTTONS for cue in cues):
                break
            yield Finding.of(document.blocks[number], "paywall", _BUTTON, "a button under an offer")
