"""What a block is in a document: heading, list item, quote, table cell, caption ... by markup or by its own marks."""

from __future__ import annotations

import re

from newsclean.model import Block, BlockType

_BY_TAG: dict[str, BlockType] = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), "heading"),
    **dict.fromkeys(("li", "dt", "dd"), "list_item"),
    **dict.fromkeys(("td", "th"), "table_cell"),
    **dict.fromkeys(("figcaption", "caption"), "caption"),
    "blockquote": "quote",
    "pre": "preformatted",
    "p": "paragraph",
}
# Markdown's marks; a dash opens speech in half of Europe, so only "- " with a hyphen-minus or a bullet is an item.
_BY_MARK: tuple[tuple[re.Pattern[str], BlockType], ...] = (
    (re.compile(r"#{1,6} "), "heading"),
    (re.compile(r"(?:[-*+\u2022\u00b7\u25aa\u30fb] ?|\d{1,2}[.)] )(?=\S)"), "list_item"),
    (re.compile(r"> ?"), "quote"),
)
_OUTER: tuple[BlockType, ...] = ("quote", "list_item", "table_cell")


def block_type(block: Block) -> BlockType:
    """The type of a block. A paragraph inside a quote, an item or a cell is what it stands in.

    >>> from newsclean.read.text import read_text
    >>> [block_type(b) for b in read_text("# Tides\\n- High at six\\nPlain words.").blocks]
    ['heading', 'list_item', 'paragraph']
    """
    element = block.element
    if element is None:
        return next((kind for mark, kind in _BY_MARK if mark.match(block.text)), "paragraph")
    found: BlockType = "paragraph"
    while element is not None:
        kind = _BY_TAG.get(element.tag)
        if kind is not None and (found == "paragraph" or kind == "quote"):
            found = kind
            if found not in _OUTER and found != "paragraph":
                return found
        element = element.parent
    return found


def heading_level(block: Block) -> int:
    """1 to 6 for a heading; 2 where the text does not say."""
    element = block.element
    while element is not None:
        if len(element.tag) == 2 and element.tag[0] == "h" and element.tag[1].isdigit():
            return int(element.tag[1])
        element = element.parent
    marks = len(block.text) - len(block.text.lstrip("#"))
    return marks or 2
