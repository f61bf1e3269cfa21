"""From a position of the clean text to the input and back.

For flattened text the document's text is the input, and the kept pieces say it all. For a page the markup is scanned
when somebody asks, and each block's text is found in the scan, in order.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from functools import cached_property

from newsclean.model import Block, Document
from newsclean.offsets.scan import Scan
from newsclean.render.text import Piece

# A block that does not stand where the one before ends was read differently by the parser. It is looked for near by;
# a long one, which stands once in a page, further away.
_NEAR = 2_000
_LONG, _FAR = 40, 200_000


class Offsets:
    """Both directions for one article; see `Article.source_offset` and `Article.text_offset`."""

    def __init__(self, document: Document, pieces: Sequence[Piece], length: int) -> None:
        self._document, self._pieces, self._length = document, pieces, length
        self._places = [piece.at for piece in pieces]
        self._starts = [piece.start for piece in pieces]

    def to_source(self, position: int) -> int | None:
        """The offset in the input of a position in the clean text."""
        if not 0 <= position <= self._length:
            raise ValueError(f"position {position} lies outside the text, 0 to {self._length}")
        if not self._pieces:
            return 0
        piece = self._pieces[bisect_right(self._places, position) - 1]
        place = min(piece.start + position - piece.at, piece.end)
        return place if self._document.kind == "text" else self._markup.offset(piece.block, place)

    def to_text(self, position: int) -> int | None:
        """The position in the clean text of an offset in the input; None where it was removed or is markup."""
        source = self._document.text if self._document.kind == "text" else self._markup.scan.markup
        if not 0 <= position <= len(source):
            raise ValueError(f"position {position} lies outside the input, 0 to {len(source)}")
        place = position if self._document.kind == "text" else self._markup.place(position)
        number = -1 if place is None else bisect_right(self._starts, place) - 1
        if place is None or number < 0:
            return None
        piece, behind = self._pieces[number], self._document.text[place : place + 1]
        kept = place < piece.end or (place == piece.end and not behind.strip())
        return piece.at + place - piece.start if kept else None

    @cached_property
    def _markup(self) -> _Markup:
        markup, blocks = self._document.markup or "", self._document.blocks
        found = _Markup(Scan(markup), blocks)
        # Where a page shows nothing else, the reader turns to what it drops as a rule: noscript, an unclosed drawing.
        return found if found.whole else max(found, _Markup(Scan(markup, ()), blocks), key=len)


class _Markup:
    """Where the blocks of a page stand in its markup."""

    def __init__(self, scan: Scan, blocks: Sequence[Block]) -> None:
        self.scan, self._blocks = scan, blocks
        self._found = list(_align(blocks, scan.text))
        self._known = [(at, number) for number, at in enumerate(self._found) if at is not None]

    def __len__(self) -> int:
        """How many blocks were found."""
        return len(self._known)

    @property
    def whole(self) -> bool:
        return len(self) == len(self._blocks)

    def offset(self, number: int, place: int) -> int | None:
        """The offset in the markup of a place in the document's text that lies in this block."""
        block, at = self._blocks[number], self._found[number]
        if at is None:
            return None
        index = at + len("".join(block.text[: place - block.start].split()))
        if place < block.end and not block.text[place - block.start].isspace():
            return self.scan.begin(index)
        return self.scan.end(index - 1)

    def place(self, offset: int) -> int | None:
        """The place in the document's text of an offset in the markup; None where no block stands there."""
        index, behind = self.scan.index(offset), 0
        if index is None:
            index, behind = self.scan.blank_behind(offset), 1
        if index is None:
            return None
        nearest = bisect_right(self._known, (index, len(self._blocks))) - 1
        if nearest < 0:
            return None
        at, number = self._known[nearest]
        block, left = self._blocks[number], index - at
        for start, word in _words(block.text):
            if left < len(word):
                return block.start + start + left + behind
            left -= len(word)
        return None


def _align(blocks: Sequence[Block], text: str) -> list[int | None]:
    """Where each block begins in a page's words without white space; None where it is not found."""
    found: list[int | None] = []
    at = 0
    for block in blocks:
        words = "".join(block.text.split())
        reach = _FAR if len(words) >= _LONG else _NEAR
        here = at if text.startswith(words, at) else text.find(words, at, at + len(words) + reach)
        found.append(here if here >= 0 else None)
        at = here + len(words) if here >= 0 else at
    return found


def _words(text: str) -> list[tuple[int, str]]:
    """The words of a text and where they begin."""
    found, at = [], 0
    for word in text.split():
        at = text.index(word, at)
        found.append((at, word))
        at += len(word)
    return found
