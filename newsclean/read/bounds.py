"""Documents too long to be looked at whole, or line by line.

Of a text over its budget both ends are read, and the middle is left out with a warning. Of many lines those at both
ends stay blocks of their own and the others are looked at a page at a time: nothing is lost, and the time is bounded.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from newsclean.model import Block

MOST_BLOCKS = 20_000
"""Blocks that are looked at one by one; a detector's pass over a block costs more than reading its characters."""
PAGE = 2_000
"""Characters of a block made of many lines."""
_NEAR = 1_000
"""How far from the middle a cut may move to fall between two words."""

Span = tuple[int, int]


def both_ends(text: str, most: int) -> list[Span]:
    """The whole text, or where it is longer than `most` characters, its first and its last part."""
    if len(text) <= most:
        return [(0, len(text))]
    first, last = most // 2, len(text) - most // 2
    blank = text.rfind(" ", first - _NEAR, first)
    first = first if blank < 0 else blank
    blank = text.find(" ", last, last + _NEAR)
    return [(0, first), (last if blank < 0 else blank, len(text))]


def left_out(spans: Sequence[Span]) -> tuple[str, ...]:
    """The warning for what lies between two ends."""
    if len(spans) < 2:
        return ()
    return (f"too long: {spans[1][0] - spans[0][1]:,} characters in the middle are left out",)


def within(blocks: list[Block], text: str, spans: Sequence[Span]) -> list[Block]:
    """The blocks, or what of them lies in the spans."""
    if len(spans) < 2:
        return blocks
    (_, first), (last, _) = spans
    found = []
    for block in blocks:
        if block.end <= first or block.start >= last:
            found.append(block)
            continue
        for low, high in ((block.start, min(block.end, first)), (max(block.start, last), block.end)):
            piece = text[low:high].strip()
            if low < high and piece:
                start = text.index(piece, low)
                found.append(block._replace(text=piece, start=start, end=start + len(piece), links=()))
    return found


def coarse(blocks: list[Block], text: str) -> list[Block]:
    """The blocks, with those between the first and the last ten thousand joined to pages."""
    if len(blocks) <= MOST_BLOCKS:
        return blocks
    half = MOST_BLOCKS // 2
    pages: list[tuple[Block, int]] = []
    for block in blocks[half:-half]:
        if pages and block.end - pages[-1][0].start <= PAGE and pages[-1][0].hidden == block.hidden:
            pages[-1] = pages[-1][0], block.end
        else:
            pages.append((block, block.end))
    joined = [first._replace(text=text[first.start : end], end=end, links=()) for first, end in pages]
    return [*blocks[:half], *joined, *blocks[-half:]]


def stretches(text: str, low: int, high: int) -> Iterator[tuple[int, int, bool]]:
    """The parts of a text and whether each is to be read line by line: the middle of too many lines is not."""
    if text.count("\n", low, high) <= MOST_BLOCKS:
        yield low, high, True
        return
    first, last = low, high
    for _ in range(MOST_BLOCKS // 2):
        first = text.find("\n", first, high) + 1
        last = text.rfind("\n", low, last)
    yield low, first, True
    while first < last:
        end = text.find("\n", first + PAGE, last)
        end = last if end < 0 else end
        yield first, end, False
        first = end
    yield last, high, True
