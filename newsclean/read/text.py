"""Flattened text, read as it is: a block a line, offsets into the very input."""

from __future__ import annotations

from collections.abc import Iterator

from newsclean.limits import Limits
from newsclean.model import Block, Document
from newsclean.read.bounds import both_ends, coarse, left_out, stretches
from newsclean.read.paragraphs import LINE, runs
from newsclean.read.segments import Segments


def read_text(text: str, url: str | None = None, limits: Limits | None = None) -> Document:
    """The `Document` of a text: its lines without the blanks around them, cut where a line holds several blocks."""
    spans = both_ends(text, (limits or Limits()).max_chars)
    blocks: list[Block] = []
    for low, high in spans:
        for start, end, by_line in stretches(text, low, high):
            before = blocks[-1].end if blocks else start
            blocks += _lines(text, start, end, before) if by_line else _page(text, start, end)
    return Document(text, tuple(coarse(blocks, text)), "text", url, warnings=left_out(spans))


def _lines(text: str, low: int, high: int, before: int) -> Iterator[Block]:
    """A block for each line between two offsets, for each piece of one, or for the lines of a paragraph in pieces.

    `before` is where the last block ended.
    """
    segments = Segments(text[low:high])
    lines: list[str] = []
    spans: list[tuple[int, int]] = []
    for match in LINE.finditer(text, low, high):
        line = match[0].strip()
        if line:
            start = text.index(line, match.start())
            lines.append(line)
            spans.append((start, start + len(line)))
    more = runs(lines) if high - low == len(text) else [0] * len(lines)
    at = 0
    while at < len(lines):
        start, end = spans[at][0], spans[at + more[at]][1]
        gap = 2 if text.count("\n", before, start) > 1 or not before else 1
        for first, last in segments.of(start - low, end - low):
            yield Block(text[low + first : low + last], low + first, low + last, gap)
            gap = 0
        before = end
        at += more[at] + 1


def _page(text: str, low: int, high: int) -> Iterator[Block]:
    lines = text[low:high].strip()
    if lines:
        start = text.index(lines, low)
        yield Block(lines, start, start + len(lines), 2)
