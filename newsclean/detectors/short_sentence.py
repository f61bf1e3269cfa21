from __future__ import annotations

from collections.abc import Iterator

from newsclean.detectors import Found, detector
from newsclean.model import Block, Document, Finding
from newsclean.units import is_sentence

_LONGEST = 40
_ENDS = tuple(".?!\u3002\uff1f\uff01\u0964\u061f")


@detector("protect", needs=["story"])
def short_sentence(document: Document, found: Found) -> Iterator[Finding]:
    """Short questions and answers between two sentences of the story: "What was in it?", "Books."

    The story model takes them for chrome, as most short lines are; those with an end mark that stand among sentences
    are story: 102 of 109 on the development pages, flattened. Lines with a cue phrase other than a word of a menu are
    left alone, and so are those of a page, whose markup tells more.
    """
    if document.kind != "text":
        return
    story = {finding.start for finding in found["story"]}
    blocks = document.blocks
    for number in range(1, len(blocks) - 1):
        block = blocks[number]
        if not _is_short(block) or any(cue.label != "navigation" for cue in document.cues[number]):
            continue
        if _among(blocks, number, -1, story) and _among(blocks, number, 1, story):
            yield Finding.of(block, "protect", 0.95, "a short sentence between two of the story")


def _is_short(block: Block) -> bool:
    return len(block.text) <= _LONGEST and block.text.endswith(_ENDS)


def _among(blocks: tuple[Block, ...], number: int, step: int, story: set[int]) -> bool:
    """Whether the next line in this direction is a sentence of the story, or the one behind a second short line."""
    near, far = number + step, number + 2 * step
    if 0 <= far < len(blocks) and _is_short(blocks[near]):
        near = far
    return is_sentence(blocks[near]) and blocks[near].start in story
