"""The kept blocks as Markdown: headings, lists, quotes and tables as they stood."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from newsclean.model import Block, BlockType, Document, Element
from newsclean.read.types import block_type, heading_level
from newsclean.render.printable import printable
from newsclean.render.text import Piece

_SPECIAL = re.compile(r"[\\`*_\[\]<>~|]|&(?=#?\w+;)")
# What would open a heading, an item, a rule or an underlined heading at the start of a line.
_OPENING = re.compile(r"(?:[#+=-]|\d{1,9}(?=[.)](?:\s|$)))")
# The marks of a block of flattened Markdown, which the block's type says already.
_MARK = re.compile(r"(?:#{1,6} |> ?|[-*+\u2022\u00b7\u25aa\u30fb] ?|\d{1,2}[.)] )(?=\S)")
_NUMBERED = re.compile(r"\d{1,2}[.)] ")
# No-break blanks stay.
_BLANKS = re.compile(r"[^\S\u00a0\u202f]+")
_LINES_OF_A_CELL = 3


class TextBlock(NamedTuple):
    """A block of the clean text."""

    type: BlockType
    text: str
    level: int
    """1 to 6 for a heading, else 0."""
    start: int
    end: int
    """Offsets in the document's text; what was cut in between is not in `text`."""


class _Kept(NamedTuple):
    """A block of the clean text, the document's block it was made of, and what stands between it and the one before."""

    text: TextBlock
    block: Block
    between: str


def text_blocks(document: Document, text: str, pieces: Iterable[Piece]) -> Iterator[TextBlock]:
    """The clean text as typed blocks, one for each block of the document that has something left.

    Args:
        document: what was read.
        text, pieces: what `newsclean.render.text.render` made of it.
    """
    return (kept.text for kept in _kept(document, text, pieces))


def _kept(document: Document, text: str, pieces: Iterable[Piece]) -> Iterator[_Kept]:
    behind = 0
    for index, group in groupby(pieces, key=lambda piece: piece.block):
        block = document.blocks[index]
        run = list(group)
        at, end = run[0].at, run[-1].at + run[-1].end - run[-1].start
        kind = block_type(block)
        level = heading_level(block) if kind == "heading" else 0
        yield _Kept(TextBlock(kind, text[at:end], level, run[0].start, run[-1].end), block, text[behind:at])
        behind = end


def markdown(document: Document, text: str, pieces: Iterable[Piece], title: str | None = None) -> str:
    """The clean text as Markdown, under the title where one is given. Marks in the text itself are escaped.

    Args:
        document: what was read.
        text, pieces: what `newsclean.render.text.render` made of it.
        title: the headline, which stands in the metadata and not in the text.
    """
    parts = [f"# {_escaped(title)}"] if title else []
    for (kind, _), group in groupby(_kept(document, text, pieces), key=_structure):
        run = list(group)
        if kind == "table_cell":
            parts += _table(run)
        elif kind == "list_item":
            parts.append("\n".join(_items(run)))
        elif kind == "quote":
            parts.append("\n>\n".join("> " + part.replace("\n", "\n> ") for part in _paragraphs(run)))
        elif kind == "heading":
            parts += _headings(run)
        elif kind == "preformatted":
            parts += [_fenced(one.text.text) for one in run]
        else:
            parts += _paragraphs(run)
    return "\n\n".join(parts) + "\n" if parts else ""


def _structure(kept: _Kept) -> tuple[str, int | None]:
    """What a block belongs to: neighbours with the same key make one list, one quote or one table."""
    tags = {"table_cell": ("table",), "list_item": ("ul", "ol", "dl"), "quote": ("blockquote",)}.get(kept.text.type, ())
    outermost = None
    for element in _ancestors(kept.block):
        if element.tag in tags:
            outermost = element.number
    return kept.text.type, outermost


def _headings(run: Sequence[_Kept]) -> list[str]:
    parts: list[str] = []
    for one in run:
        if one is run[0] or "\n\n" in one.between:
            parts.append(f"{'#' * max(one.text.level, 2)} {_escaped(_unmarked(one))}")
        else:
            parts[-1] += " " + _escaped(one.text.text)
    return parts


def _paragraphs(run: Sequence[_Kept]) -> list[str]:
    """Paragraphs; a line that goes on stays in its line, a line break stays a line break."""
    parts: list[str] = []
    for one in run:
        if one is run[0] or "\n\n" in one.between:
            parts.append(_line(_unmarked(one)))
        elif "\n" in one.between:
            parts[-1] += "\\\n" + _line(one.text.text)
        else:
            parts[-1] += " " * bool(one.between) + _escaped(one.text.text)
    return parts


def _fenced(code: str) -> str:
    fence = "`" * max(3, 1 + max((len(run) for run in re.findall("`+", code)), default=0))
    return f"{fence}\n{printable(code)}\n{fence}"


def _items(run: Sequence[_Kept]) -> Iterator[str]:
    """List items, numbered where the page numbers them; further paragraphs of an item stand under it."""
    counts: dict[int, int] = {}
    last = None
    for one in run:
        lists = [element for element in _ancestors(one.block) if element.tag in ("ul", "ol", "dl")]
        item = _within("li", "dt", "dd")(one)
        indent = "   " * max(len(lists) - 1, 0)
        line = _line(_unmarked(one))
        if item is not None and item == last:
            yield f"\n{indent}   {line}"
        elif lists and lists[0].tag == "ol":
            counts[lists[0].number] = counts.get(lists[0].number, 0) + 1
            yield f"{indent}{counts[lists[0].number]}. {line}"
        elif one.block.element is None and (number := _NUMBERED.match(one.text.text)):
            yield f"{number[0].strip()} {line}"
        else:
            yield f"{indent}- {line}"
        last = item


def _table(run: Sequence[_Kept]) -> list[str]:
    """A table; or paragraphs, where the page's layout is one."""
    rows = [
        [[_escaped(one.text.text) for one in cell] for _, cell in groupby(row, key=_within("td", "th"))]
        for _, row in groupby(run, key=_within("tr"))
    ]
    width = max(map(len, rows))
    if width < 2 or len(rows) < 2 or any(len(cell) > _LINES_OF_A_CELL for row in rows for cell in row):
        return _paragraphs(run)
    cells = [["<br>".join(cell) for cell in row] + [""] * (width - len(row)) for row in rows]
    lines = [f"| {' | '.join(row)} |" for row in cells]
    return ["\n".join([lines[0], f"|{' --- |' * width}", *lines[1:]])]


def _within(*tags: str) -> Callable[[_Kept], int | None]:
    """Tells blocks apart by the innermost element of these tags that they stand in."""
    return lambda kept: next((element.number for element in _ancestors(kept.block) if element.tag in tags), None)


def _ancestors(block: Block) -> Iterator[Element]:
    """The block's element and those around it, from the inside out."""
    element = block.element
    while element is not None:
        yield element
        element = element.parent


def _unmarked(one: _Kept) -> str:
    """The text without the mark of flattened Markdown that made the block what it is."""
    marked = one.block.element is None and one.text.type in ("heading", "list_item", "quote")
    return _MARK.sub("", one.text.text, count=1) if marked else one.text.text


def _line(text: str) -> str:
    """Escaped text for the start of a line."""
    return _OPENING.sub(_with_backslash, _escaped(text), count=1) if _OPENING.match(text) else _escaped(text)


def _with_backslash(match: re.Match[str]) -> str:
    # A number stays as it is and its full stop is escaped.
    return match[0] + "\\" if match[0][0].isdigit() else "\\" + match[0]


def _escaped(text: str) -> str:
    """One line in which nothing is Markdown or markup."""
    return _SPECIAL.sub(r"\\\g<0>", printable(_BLANKS.sub(" ", text)))
