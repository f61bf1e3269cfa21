from __future__ import annotations

from collections.abc import Iterator

from newsclean.detectors import Found, detector
from newsclean.model import Block, Document, Finding
from newsclean.units import is_sentence

_LONGEST = 40
_BULLETS = frozenset("\u30fb\u2022\u00b7\u25aa\u25cf*-\u2013")
_MOST_ITEMS = 12
_ENDS = tuple(".?!\u3002\uff1f\uff01\u0964\u061f")


@detector("protect", needs=["story"])
def short_sentence(document: Document, found: Found) -> Iterator[Finding]:
    """Short questions and answers between two sentences of the story: "What was in it?", "Books."; entries of its lists.

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
        if _is_item(blocks, number, story) and not document.cues[number]:
            yield Finding.of(block, "protect", 0.95, "an entry of a list whose other entries are the story's")
        if not _is_short(block) or any(cue.label != "navigation" for cue in document.cues[number]):
            continue
        around = _nearest(blocks, number, -1), _nearest(blocks, number, 1)
        if all(map(is_sentence, around)) and any(one.start in story for one in around):
            yield Finding.of(block, "protect", 0.95, "a short sentence between two of the story")


def _is_item(blocks: tuple[Block, ...], number: int, story: set[int]) -> bool:
    """Whether a short line is in a run of such lines with the same bullet, under a sentence, some of it story."""
    bullet = blocks[number].text[0]
    if bullet not in _BULLETS:
        return False
    low = high = number
    while low and number - low < _MOST_ITEMS and _is_entry(blocks[low - 1], bullet):
        low -= 1
    while high + 1 < len(blocks) and high - number < _MOST_ITEMS and _is_entry(blocks[high + 1], bullet):
        high += 1
    above = blocks[max(low - 1, 0)]
    told = any(blocks[n].start in story for n in range(low, high + 1))
    return high > low and told and above.start in story and _is_entry(blocks[number], bullet) and is_sentence(above)


def _is_entry(block: Block, bullet: str) -> bool:
    return block.text[0] == bullet and len(block.text) <= _LONGEST


def _is_short(block: Block) -> bool:
    return len(block.text) <= _LONGEST and block.text.endswith(_ENDS)


def _nearest(blocks: tuple[Block, ...], number: int, step: int) -> Block:
    """The next line in this direction, or the one behind a second short line."""
    near, far = number + step, number + 2 * step
    return blocks[far] if 0 <= far < len(blocks) and _is_short(blocks[near]) else blocks[near]
