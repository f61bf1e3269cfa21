"""One walk over a page's tree into blocks: the inline text between two borders of block elements.

Words never glue across a border and never split inside a block. What a reader of the page does not see is kept as a
block and marked hidden. The walk does little for each element: what can wait until a block is complete waits, as most
elements never own one.
"""

from __future__ import annotations

from typing import Any

from newsclean.model import Block, Element, Link
from newsclean.read.hidden import concealed, why_hidden

_TEXTLESS = (
    "applet audio base canvas datalist embed frame frameset iframe link map math meta noembed noframes noscript object"
    " script select style svg template textarea title video"
)
DROPPED = frozenset(_TEXTLESS.split())
"""Elements whose content is no text of the page."""
_INLINE = (
    "abbr acronym b bdi bdo big blink cite code data del dfn em font i ins kbd label mark nobr picture q rp rt ruby s"
    " samp slot small span strike strong sub sup time tt u var"
)
_CHILDLESS = "area base embed frame iframe img input link meta noembed noframes script source style textarea title wbr"
# What an element does to the block being read; a hidden inline element is an _ASIDE.
_TEXT, _LINK, _VOID, _DROPPED, _ASIDE, _BREAK, _BORDER = range(7)
_ROLES = {
    **dict.fromkeys(_INLINE.split(), _TEXT),
    **dict.fromkeys(DROPPED, _DROPPED),
    **dict.fromkeys(_CHILDLESS.split(), _VOID),
    "a": _LINK,
    "br": _BREAK,
}
_SILENT = (_VOID, _DROPPED)
_NAMING = frozenset(("class", "id", "role", "rel", "itemprop", "data-testid", "data-component"))
_HIDING = frozenset(("style", "hidden", "aria-hidden", "popover", "color"))
DEEPEST = 200
"""Levels the walk follows; real pages nest 56 deep at most."""
_PARAGRAPH = 80
_MOST_LINKED = 2
"""Paragraphs of so many characters in one link: cards have a headline and a teaser, a link left open has the page."""
_SWALLOWED = 200
"""Characters of paragraphs in an element without text of its own that show it was never closed."""
# Making a named tuple by its own name runs Python code: 880 ns against 340, for 700 of them on a page.
_new = tuple.__new__


class TooDeepError(Exception):
    """The tree has more than `DEEPEST` levels."""


def read_blocks(root: Any) -> list[Block]:
    """The blocks of a parsed page, in document order.

    Raises:
        TooDeepError: the tree nests deeper than `DEEPEST`.
    """
    line = _Line()
    pieces, role_of = line.pieces, _ROLES.get
    hides = concealed(root)

    def read(node: Any, hidden: str, depth: int) -> None:
        if depth > DEEPEST:
            raise TooDeepError
        text = node.text
        if text and (pieces or not text.isspace()):
            pieces.append(text)
        # Half of all elements; to iterate over nothing takes eight times as long.
        if not len(node):
            return
        for child in node:
            role = role_of(child.tag, _BORDER)
            if role == _DROPPED and len(child) and _swallows(child):
                role = _BORDER
            if role not in _SILENT:
                why = hidden
                if not hidden:
                    if not _HIDING.isdisjoint(child.keys()):
                        why = why_hidden(child)
                    if hides and child in hides:
                        why = hides[child]
                    if why and role != _BORDER:
                        role = _ASIDE
                if role == _TEXT:
                    first = not pieces
                    read(child, why, depth + 1)
                    if first and pieces:
                        line.covers.append((len(pieces), child))
                elif role == _LINK:
                    mine = line.open_link(child)
                    read(child, why, depth + 1)
                    if mine:
                        line.close_link()
                else:
                    if pieces:
                        line.end(node, hidden)
                    if role != _ASIDE:
                        # A second break in a row makes a new paragraph.
                        line.gap = 1 if role == _BREAK and line.gap == 0 else 2
                    read(child, why, depth + 1)
                    if pieces:
                        line.end(child, why)
                    if role == _BORDER:
                        line.gap = 2
            tail = child.tail
            if tail and (pieces or not tail.isspace()):
                pieces.append(tail)

    read(root, "", 0)
    if pieces:
        line.end(root, "")
    return line.blocks


def _swallows(node: Any) -> bool:
    """Whether a drawing, a player or a form field left open holds paragraphs of the page."""
    if node.tag in ("noscript", "template"):
        return False
    length = 0
    for paragraph in node.iter("p"):
        length += sum(map(len, paragraph.itertext()))
        if length > _SWALLOWED:
            return True
    return False


class _Line:
    """The inline text being gathered, the links in it, and the blocks made so far."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.gap = 2
        self.position = 0
        self.pieces: list[str] = []
        """The first is never white space alone."""
        self.covers: list[tuple[int, Any]] = []
        """Inline elements that began with the line: how many pieces they held."""
        self.link: tuple[int, str] | None = None
        """The open link: the piece it began with, and its address."""
        self.linked = 0
        """The paragraphs in it so far."""
        self.links: list[tuple[int, int, str]] = []
        """Closed links: from piece, to piece, address."""
        self.elements: dict[Any, Element] = {}

    def open_link(self, node: Any) -> bool:
        """Whether the link is opened: one inside another is part of it."""
        if self.link is not None:
            return False
        self.link = len(self.pieces), node.get("href") or ""
        self.linked = 0
        return True

    def close_link(self) -> None:
        """Ends the open link, unless it was given up."""
        if self.link is not None and self.link[0] < len(self.pieces):
            self.links.append((self.link[0], len(self.pieces), self.link[1]))
        self.link = None

    def end(self, node: Any, hidden: str) -> None:
        """Makes a block of the pieces; an open link goes on in the next."""
        pieces = self.pieces
        while pieces[-1].isspace():
            pieces.pop()
        if self.link is not None:
            self.links.append((self.link[0], len(pieces), self.link[1]))
            self.link = 0, self.link[1]
        text = " ".join("".join(pieces).split())
        start = self.position + (self.gap or 1) if self.blocks else 0
        self.position = start + len(text)
        links = tuple(_placed(self.links, pieces, text, start)) if self.links else ()
        element = self._covered(self._element(node)) if self.covers else self._element(node)
        self.blocks.append(_new(Block, (text, start, self.position, self.gap, element, links, hidden)))
        if self.link is not None:
            self.linked += len(text) > _PARAGRAPH
            if self.linked > _MOST_LINKED:
                self._unlink(self.link[1])
        self.gap = 0
        pieces.clear()
        self.links.clear()
        self.covers.clear()

    def _unlink(self, href: str) -> None:
        """Takes a link that goes on and on out again: it was never closed."""
        for index in range(len(self.blocks) - 1, -1, -1):
            block = self.blocks[index]
            if not block.links or block.links[-1].href != href:
                break
            self.blocks[index] = block._replace(links=block.links[:-1])
        self.link = None

    def _element(self, node: Any) -> Element:
        """The node as Element, made with those around it when the first block inside needs it."""
        elements = self.elements
        new = []
        while node is not None and node not in elements:
            new.append(node)
            node = node.getparent()
        element = elements.get(node)
        for node in reversed(new):
            element = elements[node] = _new(Element, (node.tag, _names(node), element, len(elements) + 1))
        assert element is not None
        return element

    def _covered(self, element: Element) -> Element:
        """The innermost named element that holds the whole line."""
        for end, node in reversed(self.covers):
            if end >= len(self.pieces) and (names := _names(node)):
                inner = self.elements.get(node)
                if inner is None:
                    inner = _new(Element, (node.tag, names, element, len(self.elements) + 1))
                element = self.elements[node] = inner
        return element


def _names(node: Any) -> str:
    """The naming attributes of an element, joined."""
    items = node.items()
    if len(items) > 1:
        return " ".join([value for key, value in items if key in _NAMING])
    return items[0][1] if items and items[0][0] in _NAMING else ""


def _placed(marks: list[tuple[int, int, str]], pieces: list[str], text: str, start: int) -> list[Link]:
    """The links of a block: marks count pieces, links characters from where the block begins."""
    if len(marks) == 1 and marks[0][0] == 0 and marks[0][1] >= len(pieces):
        return [_new(Link, (start, start + len(text), marks[0][2]))]
    # How much of the text stands before each border between pieces, now that runs of white space are single blanks.
    before = {0: 0}
    length, blank, at = 0, False, 0
    for border in sorted({border for mark in marks for border in mark[:2]}):
        part = "".join(pieces[at:border])
        words = part.split()
        if words:
            if length and (blank or part[0].isspace()):
                length += 1
            length += sum(map(len, words)) + len(words) - 1
            blank = part[-1].isspace()
        elif part:
            blank = True
        before[border] = length
        at = border
    links = []
    for first, last, href in marks:
        low, high = before[first], before[last]
        if low < high:
            low += text[low] == " "
            links.append(_new(Link, (start + low, start + high, href)))
    return links
