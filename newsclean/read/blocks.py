"""One walk over a page's tree into blocks: the inline text between two borders of block elements.

Words never glue across a border and never split inside a block. What a reader of the page does not see is kept as a
block and marked hidden. The walk does little for each element: what can wait until a block is complete waits, as most
elements never own one.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import Any

from lxml import etree

from newsclean.model import Block, Element, Link
from newsclean.read.hidden import why_hidden
from newsclean.read.sheet import concealed

_TEXTLESS = (
    "applet audio base canvas datalist frame frameset iframe link map math meta meter noembed noframes noscript object"
    " progress script select style svg template textarea title video"
)
DROPPED = frozenset(_TEXTLESS.split())
"""Elements whose content is no text of the page."""
_INLINE = (
    "abbr acronym b bdi bdo big blink cite code data del dfn em font i ins kbd label mark nobr picture q rp rt ruby s"
    " samp slot small span strike strong sub sup time tt u var"
    # These are empty, but libxml2 does not know them, and puts what follows inside.
    " embed source track wbr"
)
_CHILDLESS = "area base frame iframe img input link meta noembed noframes script style textarea title"
# What an element does to the block being read; a hidden inline element is an _ASIDE.
_TEXT, _FIRST, _LINK, _BREAK, _ASIDE, _BORDER, _VOID, _DROPPED = range(8)
_ROLES = {
    **dict.fromkeys(_INLINE.split(), _TEXT),
    **dict.fromkeys(DROPPED, _DROPPED),
    **dict.fromkeys(_CHILDLESS.split(), _VOID),
    "a": _LINK,
    "br": _BREAK,
}
_NAMING = frozenset(("class", "id", "role", "rel", "itemprop", "data-testid", "data-component"))
_HIDING = frozenset(("style", "hidden", "aria-hidden", "popover", "inert", "color"))
DEEPEST = 200
"""Levels the walk follows; real pages nest 56 deep at most."""
_PARAGRAPH = 80
_MOST_LINKED = 2
"""Paragraphs of so many characters in one link: cards have a headline and a teaser, a link left open has the page."""
_SWALLOWED = 150
"""Characters of paragraphs in an element without text of its own that show it was never closed; players have one
paragraph for browsers that cannot play, of 110 at most."""
_WITHOUT_PARAGRAPHS = frozenset(("datalist", "math", "select", "svg"))
# Making a named tuple by its own name runs Python code: 880 ns against 340, for 700 of them on a page.
_new = tuple.__new__
_END = etree.Element("end")


class TooDeepError(Exception):
    """The tree has more than `DEEPEST` levels."""


def read_blocks(root: Any) -> list[Block]:
    """The blocks of a parsed page, in document order.

    Raises:
        TooDeepError: the tree nests deeper than `DEEPEST`.
    """
    line = _Line(concealed(root))
    opened, roles, pieces, role_of = line.opened, line.roles, line.pieces, _ROLES.get
    opened.append(root)
    roles.append(_BORDER)
    top = root
    walk = root.iterdescendants()
    for node in chain(walk, (_END,)):
        parent = node.getparent()
        while top is not parent:
            role = roles.pop()
            if role == _BORDER:
                if pieces:
                    line.end()
                line.gap = 2
            elif pieces or role == _LINK:
                line.leave(top, role)
            opened.pop()
            tail = top.tail
            if tail and (pieces or not tail.isspace()):
                pieces.append(tail)
            top = opened[-1] if opened else None
        role = role_of(node.tag, _BORDER)
        if role >= _VOID and len(node) and role == _DROPPED and _swallows(node):
            role = _BORDER
        if role == _BORDER:
            if pieces:
                line.end()
            line.gap = 2
        elif role < _VOID:
            role = line.enter(node, role)
        else:
            if len(node):
                _pass(walk, node)
            tail = node.tail
            if tail and (pieces or not tail.isspace()):
                pieces.append(tail)
            continue
        if len(opened) > DEEPEST:
            raise TooDeepError
        opened.append(node)
        roles.append(role)
        top = node
        text = node.text
        if text and (pieces or not text.isspace()):
            pieces.append(text)
    return line.blocks


def _pass(walk: Iterator[Any], node: Any) -> None:
    """Moves a walk that is at a node behind all that is inside of it."""
    for _ in zip(node.iterdescendants(), walk, strict=False):
        pass


def _swallows(node: Any) -> bool:
    """Whether a drawing, a player or a form field left open holds paragraphs of the page."""
    if node.tag in ("noscript", "template"):
        return False
    most = 0 if node.tag in _WITHOUT_PARAGRAPHS and node.find(".//foreignobject") is None else _SWALLOWED
    length = 0
    for paragraph in node.iter("p"):
        length += sum(map(len, paragraph.itertext()))
        if length > most:
            return True
    return False


class _Line:
    """The inline text being gathered, the links in it, the elements around it, and the blocks made so far."""

    def __init__(self, concealed: dict[Any, str]) -> None:
        self.concealed = concealed
        self.blocks: list[Block] = []
        self.gap = 2
        self.position = 0
        self.pieces: list[str] = []
        """The first is never white space alone."""
        self.opened: list[Any] = []
        self.roles: list[int] = []
        """The elements around, from the outermost."""
        self.around: list[tuple[Any, Element, str]] = []
        """The outermost of them as Elements, and why they are hidden: as far as the last block needed them."""
        self.number = 0
        self.covers: list[tuple[int, Any, Element | None]] = []
        """Inline elements that began with the line: how many pieces they held."""
        self.link: tuple[int, str] | None = None
        """The open link: the piece it began with, and its address."""
        self.linked = 0
        """The paragraphs in it so far."""
        self.links: list[tuple[int, int, str]] = []
        """Closed links: from piece, to piece, address."""

    def enter(self, node: Any, role: int) -> int:
        """What an inline element does to the line; its role, which is another where it is hidden."""
        pieces = self.pieces
        if self._hides(node):
            if pieces:
                self.end()
            return _ASIDE
        if role == _TEXT:
            return _TEXT if pieces else _FIRST
        if role == _LINK:
            # One inside another is part of it.
            if self.link is not None:
                return _TEXT
            self.link = len(pieces), node.get("href") or ""
            self.linked = 0
            return _LINK
        if pieces:
            self.end()
        # A second break in a row makes a new paragraph.
        self.gap = 1 if self.gap == 0 else 2
        return role

    def leave(self, node: Any, role: int) -> None:
        """What the end of an inline element does to the line."""
        if role == _LINK:
            self.close_link()
        elif role == _FIRST:
            around, size = self.around, len(self.opened)
            known = around[size - 1][1] if len(around) >= size and around[size - 1][0] is node else None
            self.covers.append((len(self.pieces), node, known))
        elif role != _TEXT:
            self.end()

    def close_link(self) -> None:
        """Ends the open link, unless it was given up."""
        if self.link is not None and self.link[0] < len(self.pieces):
            self.links.append((self.link[0], len(self.pieces), self.link[1]))
        self.link = None

    def end(self) -> None:
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
        element, hidden = self._innermost()
        if self.covers:
            element = self._covered(element)
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

    def _innermost(self) -> tuple[Element, str]:
        """The element around the line, made with those around it where no block before needed them."""
        around, opened = self.around, self.opened
        size = len(opened)
        while around and (len(around) > size or around[-1][0] is not opened[len(around) - 1]):
            around.pop()
        _, element, hidden = around[-1] if around else (None, None, "")
        for node in opened[len(around) :]:
            self.number += 1
            element = _new(Element, (node.tag, _names(node.items()), element, self.number))
            # The page itself is never hidden.
            hidden = hidden or (self._why(node) if around else "")
            around.append((node, element, hidden))
        assert element is not None
        return element, hidden

    def _why(self, node: Any) -> str:
        """Why an element is hidden by itself; empty where it is not."""
        why = self.concealed.get(node, "") if self.concealed else ""
        return why or ("" if _HIDING.isdisjoint(node.keys()) else why_hidden(node))

    def _hides(self, node: Any) -> bool:
        """Whether an element is hidden where those around it are not."""
        return self._why(node) != "" and not any(map(self._why, self.opened[1:]))

    def _covered(self, element: Element) -> Element:
        """The innermost named element that holds the whole line."""
        for end, node, known in reversed(self.covers):
            if end >= len(self.pieces) and (names := _names(node.items())):
                if known is None:
                    self.number += 1
                    known = _new(Element, (node.tag, names, element, self.number))
                element = known
        return element


def _names(items: list[tuple[str, str]]) -> str:
    """The naming ones of an element's attributes, joined."""
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
