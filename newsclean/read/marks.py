"""Links whose rel says what they lead to: author, tag, category; and what can be read off a single element."""

from __future__ import annotations

from typing import NamedTuple

from lxml import etree

from newsclean.read.jsonld import clean_text

MAX_MARKS = 60
MAX_PIECES = 80
"""Text nodes read for one element: a byline has a few, an element of that class around a whole article thousands."""
MAX_HREF = 4_000
ANCESTORS = 8
"""How far up the names of the elements around one are read."""

_A_RELS = etree.XPath("//a/@rel")
_KINDS = ("category", "author", "tag")
_TOPICAL = ("category-", "tag-", "has-", "status-", "format-", "type-")
_INLINE = frozenset("a abbr b bdi cite em font i mark small span strong sub sup time u q s wbr".split())
_SILENT = frozenset(("script", "style", "svg", "title", "noscript", "template", "button"))


class Mark(NamedTuple):
    """A link that says by its rel what it leads to."""

    kind: str
    """author, tag or category."""
    text: str
    href: str
    names: str
    """Tags, classes, ids and itemprops of the element and of those around it, in lower case."""


def read_marks(root: etree._Element) -> tuple[Mark, ...]:
    """The links with rel="author", "tag" or "category tag", in document order."""
    marks: list[Mark] = []
    for rel in _A_RELS(root):
        words = rel.lower().split()
        kind = next((kind for kind in _KINDS if kind in words), "")
        if kind and len(marks) < MAX_MARKS:
            link = rel.getparent()
            marks.append(Mark(kind, text_of(link), (link.get("href") or "")[:MAX_HREF], names_of(link)))
    return tuple(marks)


def names_of(element: etree._Element) -> str:
    """Tags, classes, ids and itemprops from the element upwards, less the classes that only repeat categories."""
    found: list[str] = []
    node: etree._Element | None = element
    for _ in range(ANCESTORS):
        if node is None or node.tag == "body":
            break
        found += [str(node.tag), node.get("class") or "", node.get("id") or "", node.get("itemprop") or ""]
        node = node.getparent()
    words = " ".join(found).lower().split()
    return " ".join(word for word in words if not word.startswith(_TOPICAL))[:1_000]


def text_of(element: etree._Element) -> str:
    """An element's text on one line; block elements inside it set words apart."""
    if len(element) == 0:
        return clean_text(element.text or "")
    pieces: list[str] = []
    for event, node in etree.iterwalk(element, events=("start", "end")):
        tag = node.tag
        if node is not element and (tag not in _INLINE or _glued(pieces, node.text if event == "start" else node.tail)):
            pieces.append(" ")
        text = node.text if event == "start" else node.tail if node is not element else None
        if text and tag not in _SILENT:
            pieces.append(text)
        if len(pieces) >= MAX_PIECES:
            break
    return clean_text("".join(pieces))


def _glued(pieces: list[str], text: str | None) -> bool:
    """Whether two words would stand together as one: "Olympics" and "Tears in the rain" in two spans."""
    return bool(text and pieces and pieces[-1][-1:].islower() and text[:1].isupper())
