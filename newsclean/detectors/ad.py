from __future__ import annotations

from collections.abc import Iterator

from newsclean.cued import cued, cued_blocks
from newsclean.detectors import Found, detector
from newsclean.model import Document, Finding
from newsclean.units import is_sentence

_LONGEST_OFFER = 120


@detector("ad")
def ad(document: Document, found: Found) -> Iterator[Finding]:
    """Labels of advertisements and partner offers: "Advertisement", "Anzeige", "Story continues below advertisement".

    They announce something that is not the story, and the paragraph around them goes on. Under a label that says who
    pays ("Sponsored", "Partner content") stands the headline of what is paid for, and goes with it. A story about
    advertising is left alone: only a line that is nothing but the label, or opens or ends with it and is short, is one.
    """
    yield from cued(document, "ad")
    yield from cued(document, "sponsored", called="ad")
    blocks = document.blocks
    for number, cues in cued_blocks(document, "sponsored"):
        if cues[0].position != "whole" or not 0 < number < len(blocks) - 2:
            continue
        offer, between = blocks[number + 1], (blocks[number - 1], blocks[number + 2])
        short = len(offer.text) <= _LONGEST_OFFER and not is_sentence(offer) and not document.cues[number + 1]
        if short and all(map(is_sentence, between)):
            yield Finding.of(offer, "ad", 0.9, f"stands under '{blocks[number].text[:40]}', between paragraphs")
