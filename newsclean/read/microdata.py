"""Microdata and RDFa: described things written into the elements of a page.

Both say the same in other attributes (itemscope, itemtype, itemprop; typeof, property), so one pass reads both into
the `Item`s that JSON-LD gives. Only pages that have any pay for it.
"""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from lxml import etree

from newsclean.read.jsonld import Item, clean_text, types_of

MAX_PROPERTIES = 2_000
MAX_DEPTH = 300
MAX_PIECES = 60
"""Text nodes read for one value: a headline or a name has a few, an article body is not wanted here."""

_LONG = frozenset({"articlebody", "text", "reviewbody", "content:encoded", "comment", "recipeinstructions"})
_ADDRESSES = frozenset({"url", "sameas", "image", "item", "mainentityofpage", "thumbnailurl", "logo", "contenturl"})
_ADDRESS_ATTRIBUTES = ("href", "src", "data-src", "content")


class _Dialect(NamedTuple):
    source: str
    scope: str
    kind: str
    name: str


_MICRODATA = _Dialect("microdata", "itemscope", "itemtype", "itemprop")
_RDFA = _Dialect("rdfa", "typeof", "typeof", "property")
_LOOSE_MARK = re.compile(r" (?=[,.;:!?])")
_ITEMPROPS = etree.XPath("//@itemprop")
_RDFA_SIGNS = frozenset(("prefix", "vocab", "version", "profile", "typeof"))
"""Attributes of html, head or body on pages that use RDFa; looking for typeof on every element would double the cost."""
_PROPERTIES = etree.XPath("//body//@property")


def read_items(root: etree._Element) -> tuple[Item, ...]:
    """The things that stand on their own on the page, in document order; their parts hang in their properties."""
    found = _read(_MICRODATA, _ITEMPROPS(root))
    if any(_RDFA_SIGNS & set(element.attrib) for element in (root, *root[:2])):
        found += _read(_RDFA, _PROPERTIES(root))
    return tuple(found)


def _read(dialect: _Dialect, names: Any) -> list[Item]:
    scopes: dict[etree._Element, dict[str, Any]] = {}
    top: list[dict[str, Any]] = []

    def scope_of(element: etree._Element | None) -> dict[str, Any] | None:
        """The data of the nearest described thing at or above an element, made when first met."""
        for _ in range(MAX_DEPTH):
            if element is None:
                return None
            if element in scopes:
                return scopes[element]
            if element.get(dialect.scope) is not None:
                scopes[element] = data = {"@type": (element.get(dialect.kind) or "").split()}
                if element.get(dialect.name) is None:
                    top.append(data)
                return data
            element = element.getparent()
        return None

    for attribute in names[:MAX_PROPERTIES]:
        element = attribute.getparent()
        nested = element.get(dialect.scope) is not None
        value = scope_of(element) if nested else None
        owner = scope_of(element.getparent() if nested else element)
        if owner is None and value is not None:
            top.append(value)
        elif owner is not None:
            for key in str(attribute).split():
                key = key.rsplit(":", 1)[-1] if dialect is _RDFA else key
                owner.setdefault(key, []).append(value or _value(element, key.lower()))
    for element, data in scopes.items():
        if len(data) == 1:
            data["name"] = [element.get("content") or _text(element)]
    return [Item(types_of(data), data, dialect.source, {}) for data in top]


def _value(element: etree._Element, name: str) -> str:
    if name in _LONG:
        return ""
    if name in _ADDRESSES or element.tag in ("img", "link", "iframe", "source"):
        return next((value for key in _ADDRESS_ATTRIBUTES if (value := element.get(key))), "") or _text(element)
    given = element.get("content") or element.get("datetime")
    return clean_text(given) if given else _text(element)


def _text(element: etree._Element) -> str:
    pieces = []
    for piece in element.itertext():
        pieces.append(piece)
        if len(pieces) >= MAX_PIECES:
            break
    return _LOOSE_MARK.sub("", clean_text(" ".join(pieces)))
