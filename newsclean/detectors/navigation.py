from __future__ import annotations

from collections.abc import Iterator

from newsclean.cued import cued, cued_blocks
from newsclean.detectors import Found, detector
from newsclean.model import Document, Finding

_LONGEST_REMARK = 60
_BRACKETS = {"(": ")", "[": "]", "\uff08": "\uff09"}


@detector("navigation")
def navigation(document: Document, found: Found) -> Iterator[Finding]:
    """Ways around the page: "Skip to content", "Scroll down", "opens in new tab", menu words, "View gallery".

    They are the page's furniture, even where they stand between two paragraphs. Of a sentence with a remark in brackets
    ("(opens in new tab)") only the remark is found. Words of a menu count only on a line that is made of nothing else.
    """
    remarks = {}
    for number, cues in cued_blocks(document, "navigation"):
        block = document.blocks[number]
        for cue in cues:
            span = _remark(block.text, cue.start, cue.end) if cue.position == "inside" else None
            if span and span != (0, len(block.text)):
                remarks[block.start] = span
                yield Finding.of(block, "navigation", 0.97, f"says '{cue.phrase}' in brackets", span=span)
    for finding in cued(document, "navigation"):
        if finding.start not in remarks:
            yield finding


def _remark(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The bracket that a cue opens, with the word or two in front of which it may stand: "View all (4)"."""
    opening = next((c for c in text[start:end] if c in _BRACKETS), "")
    close = text.find(_BRACKETS[opening], end - 1, end + _LONGEST_REMARK) if opening else -1
    return (start, close + 1) if close > 0 else None
