"""A document less its removals, as paragraphs with a blank line between."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple
from unicodedata import east_asian_width

from newsclean.model import Block, Document
from newsclean.read.paragraphs import LINE, between_lines, in_pieces

_CLOSING = frozenset(".,;:!?…)]}»”’%。、，！？؟،۔")


class Piece(NamedTuple):
    """A kept stretch of a block: offsets in the document's text and where it begins in the clean text."""

    start: int
    end: int
    at: int
    block: int


def render(document: Document, cuts: Sequence[tuple[int, int]]) -> tuple[str, tuple[Piece, ...]]:
    """The clean text and the kept pieces it was made of, in order.

    Args:
        document: what was read.
        cuts: (start, end) of the removals, in order, without overlap.

    Kept text is not rewritten: only the white space between two pieces is newsclean's.
    """
    text: list[str] = []
    pieces: list[Piece] = []
    length = 0
    last: Block | None = None
    for index, (start, end) in _kept(document, cuts):
        block = document.blocks[index]
        between = "" if last is None else _between(document, last, block, pieces[-1].end, start)
        text += (between, document.text[start:end])
        length += len(between)
        pieces.append(Piece(start, end, length, index))
        length += end - start
        last = block
    return "".join(text), tuple(pieces)


def _kept(document: Document, cuts: Sequence[tuple[int, int]]) -> Iterator[tuple[int, tuple[int, int]]]:
    """The stretches outside the cuts, without white space at their ends, each with the index of its block."""
    text, passed = document.text, 0
    by_line = in_pieces(document)
    count = len(cuts)
    for index, (_, at, end, _, _, _, _) in enumerate(document.blocks):
        while passed < count and cuts[passed][1] <= at:
            passed += 1
        here = passed
        while at < end:
            low, high = cuts[here] if here < count else (end, end)
            # Most blocks are one cut from end to end.
            if low > at and (piece := text[at : min(low, end)]).strip():
                yield from ((index, span) for span in _spans(text, at, at + len(piece), by_line))
            at, here = max(at, high), here + 1


def _spans(text: str, low: int, high: int, by_line: bool) -> Iterator[tuple[int, int]]:
    """A stretch without the white space at its ends, or each of its lines."""
    lines = [match.span() for match in LINE.finditer(text, low, high)] if by_line else [(low, high)]
    for start, end in lines:
        piece = text[start:end]
        bare = piece.strip()
        if bare:
            start += len(piece) - len(piece.lstrip())
            yield start, start + len(bare)


def _between(document: Document, last: Block, block: Block, end: int, start: int) -> str:
    """A blank line between paragraphs; nothing more than a blank where a line or a sentence goes on behind a cut."""
    if last is block or block.gap == 0:
        return _joint(document.text, end, start)
    if _goes_on(document.text, end, start):
        return " "
    return "\n" if block.gap == 1 and document.kind == "html" else "\n\n"


def _joint(text: str, end: int, start: int) -> str:
    """What stands between two kept pieces of one line: what stood there, or a blank for what was cut."""
    between = text[end:start]
    if not between.strip():
        return between_lines(text, end, start)
    bare = not between[0].isspace() and not between[-1].isspace()
    if (not between[-1].isspace() and text[start] in _CLOSING) or (bare and east_asian_width(text[start]) in "WF"):
        return ""
    return " "


def _goes_on(text: str, end: int, start: int) -> bool:
    """Whether something was cut out of a sentence: words before it, lower case behind it."""
    return (text[end - 1].isalpha() or text[end - 1] == ",") and text[start].islower() and bool(text[end:start].strip())
