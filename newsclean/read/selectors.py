"""CSS selectors, as far as pages hide text with them: read into steps, and matched against elements.

Names, attributes, combinators, `:is`, `:where` and `:not` are told; a selector for a state, or with anything else, means
nothing here. lxml's own way (cssselect) makes an XPath of each selector and runs it over the page: frameworks bring
hundreds, of which a page uses ten.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice
from typing import Any, NamedTuple

_NAME = r"(?:[\w-]|\\[0-9a-fA-F]{1,6}\s?|\\[^\n])+"
_STEP = re.compile(r"((?:\\[0-9a-fA-F]{1,6}\s|\\.|\[[^\]]*\]|\([^()]*\)|[^\s>+~\[(\\])+)(?:\s*([>+~])\s*|\s+|\Z)")
_TAG = re.compile(r"\*|[a-zA-Z][\w-]*")
_PART = re.compile(
    rf"""(?P<mark>[.#])(?P<name>{_NAME})
    |\[\s*(?P<attribute>[\w-]+)\s*(?:(?P<how>[~|^$*]?=)\s*(?P<quote>["']?)(?P<value>[^"'\]]*)(?P=quote)\s*)?\]
    |:(?P<choice>is|where|not)\((?P<inner>[^():]*)\)""",
    re.VERBOSE,
)
_ESCAPE = re.compile(r"\\(?:([0-9a-fA-F]{1,6})\s?|(.))")
_MOST_STEPS = 4
_FAR = 200
"""Elements above or before one that are looked at."""


class Compound(NamedTuple):
    """What one element must be: `p.note[data-x]:not(.late)`."""

    tag: str
    """Empty for any."""
    names: frozenset[str]
    """Classes and ids, each with its mark."""
    attributes: tuple[tuple[str, str, str], ...]
    """Name, operator (empty: it is there) and value."""
    none_of: tuple[Compound, ...]
    link: str
    """How the next step of the selector stands to it: empty for inside, or a combinator."""


@lru_cache(2_000)
def steps_of(selector: str) -> tuple[Compound, ...]:
    """A selector step by step; empty where it is for a state, or anything else that is not told here.

    Remembered, as many pages have the same framework.
    """
    found = list(islice(_STEP.finditer(selector), _MOST_STEPS + 1))
    if not found or len(found) > _MOST_STEPS or sum(len(step[0]) for step in found) != len(selector):
        return ()
    if len(found) > 1 and found[0][1] in ("html", "body", ":root") and not found[0][2]:
        del found[0]
    steps = [_compound(step[1], step[2] or "") for step in found]
    return () if None in steps else tuple(step for step in steps if step is not None)


def _compound(written: str, link: str = "") -> Compound | None:
    tag = _TAG.match(written)
    at = tag.end() if tag else 0
    names: set[str] = set()
    attributes: list[tuple[str, str, str]] = []
    none_of: list[Compound] = []
    while at < len(written):
        part = _PART.match(written, at)
        if part is None:
            return None
        at = part.end()
        if part["mark"]:
            names.add(part["mark"] + _ESCAPE.sub(_unescaped, part["name"]))
        elif part["attribute"]:
            if part["attribute"].endswith("cloak"):
                # Scripts take it off.
                return None
            attributes.append((part["attribute"].lower(), part["how"] or "", part["value"] or ""))
        else:
            inner = _compound(part["inner"].strip())
            if inner is None or not part["inner"].strip():
                return None
            if part["choice"] == "not":
                none_of.append(inner)
            else:
                names |= inner.names
                attributes += inner.attributes
                if inner.tag or inner.none_of:
                    return None
    return Compound(tag[0].lower().strip("*") if tag else "", frozenset(names), tuple(attributes), tuple(none_of), link)


def _unescaped(escape: re.Match[str]) -> str:
    return escape[2] or chr(min(int(escape[1], 16), 0x10FFFF))


def names_of(node: Any) -> frozenset[str]:
    return _names(node.get("class", ""), node.get("id", ""))


@lru_cache(maxsize=1_024)
def _names(classes: str, ids: str) -> frozenset[str]:
    """Asked for with each rule that may mean an element and with each element around it."""
    return frozenset(["." + name for name in classes.split()] + ["#" + name for name in ids.split()])


def selects(steps: tuple[Compound, ...], node: Any) -> bool:
    """Whether a selector means an element; of those around it, the nearest that fits a step is taken for it."""
    if not _fits(steps[-1], node):
        return False
    for step in reversed(steps[:-1]):
        found = (one for one in _standing(step.link, node) if _fits(step, one))
        node = next(found, None)
        if node is None:
            return False
    return True


def _standing(link: str, node: Any) -> Iterator[Any]:
    match link:
        case ">":
            return islice(node.iterancestors(), 1)
        case "+":
            return islice(node.itersiblings(preceding=True), 1)
        case "~":
            return islice(node.itersiblings(preceding=True), _FAR)
        case _:
            return islice(node.iterancestors(), _FAR)


def _fits(compound: Compound, node: Any) -> bool:
    return (
        (not compound.tag or node.tag == compound.tag)
        and (not compound.names or compound.names <= names_of(node))
        and all(_has(node, *attribute) for attribute in compound.attributes)
        and not any(_fits(other, node) for other in compound.none_of)
    )


def _has(node: Any, name: str, how: str, value: str) -> bool:
    own: str | None = node.get(name)
    if own is None or not how:
        return own is not None
    match how:
        case "=":
            return own == value
        case "~=":
            return value in own.split()
        case "|=":
            return own == value or own.startswith(value + "-")
    if not value:
        return False
    return own.startswith(value) if how == "^=" else own.endswith(value) if how == "$=" else value in own
