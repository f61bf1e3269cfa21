"""What a page's own style elements hide, and what is closed: told by rules and selectors, without a layout.

Of a rule that hides, the selector is matched as browsers do; what it hides counts as hidden unless some other rule
shows it again, for another device or another state. Style sheets from elsewhere are never fetched.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import islice
from typing import Any, NamedTuple

from lxml import etree

from newsclean.read.hidden import (
    AS_BACKGROUND,
    INVISIBLE,
    PAPER,
    alike,
    colours,
    declared,
    on_white,
    own_sheet,
)

_FEW_DETAILS = 2
"""Closed `details` of a page that are asides; more are questions with answers. On 1,100 labelled pages one or two held
215 characters of stories, three or more 60,000."""

# How a style sheet hides for good; opacity is left out, as animations begin with it.
_SIGNS = (
    "display:none",
    "display: none",
    "visibility:hidden",
    "visibility: hidden",
    "font-size:0",
    "font-size: 0",
    ":-9",
    ": -9",
    ":-1000",
    ": -1000",
    ":-5000",
    ": -5000",
)
_SHOWING = re.compile(
    r"display\s*:\s*(?!none)\w|visibility\s*:\s*visible|opacity\s*:\s*(?:1|0?\.[1-9])|font-size\s*:\s*(?!1px)[1-9]",
    re.IGNORECASE,
)
_MOVING = re.compile(r"(?:animation|transition)[\w-]*\s*:")
_COMMENT = re.compile(r"/\*.*?\*/|<!--|<!\[CDATA\[", re.DOTALL)
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
_ESCAPED = re.compile(r"[^\w-]")
_PRINTED = "@media print"
_SCREEN = re.compile(
    r"@media\s+(?:only\s+)?(?:(?:screen|all)\s*(?:and\s*|$))?(?:\(\s*min-width\s*:\s*(\d+)(?:px)?\s*\)\s*)?|@supports\s*\([^()]*\)\s*"
    r"|@layer[\w\s.-]*",
    re.IGNORECASE,
)
_WIDTH = 1280
"""Pixels of the screen for which rules with a least width count."""
_PAINTED_IN_PLACE = etree.XPath("boolean(//@style[contains(., 'background')]|//@bgcolor)")
_MARKS = {"id": "#", "class": "."}
_MOST_RULES = 100
_MOST_STEPS = 4
_MOST_ELEMENTS = 10_000
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


class Rule(NamedTuple):
    """A rule of the page's own style sheet that hides."""

    steps: tuple[Compound, ...]
    why: str
    """The declaration that hides."""
    selector: str
    at: int
    """Where it stands in the sheet."""

    @property
    def declared(self) -> str:
        """The property by which it hides."""
        return "color" if self.why in (AS_BACKGROUND, INVISIBLE) else self.why.partition(":")[0].strip()


def concealed(root: Any) -> dict[Any, str]:
    """The elements that are hidden by what stands elsewhere in the page, and why.

    Those that the page's own style elements hide and never show, closed dialogs, and closed `details` where there are
    but one or two. Rules for a device other than a screen of 1,280 pixels and those for a state are left alone.
    """
    closed = [node for node in root.iter("details", "dialog") if node.get("open") is None]
    details = [node for node in closed if node.tag == "details"]
    found = {node: f"closed {node.tag}" for node in closed if node.tag == "dialog" or len(details) <= _FEW_DETAILS}
    css = own_sheet(root)
    if "/*" in css or "<!" in css:
        css = _COMMENT.sub("", css)
    rules = list(_hiding_rules(css, root))
    for node in _hidden_by(rules, css, root) if rules else ():
        # What holds the page's content is hidden until a script runs.
        if next(node.iter("html", "body", "main", "article", "h1"), None) is None:
            found[node] = "hidden by the page's own style"
    return found


def _hidden_by(rules: list[Rule], css: str, root: Any) -> Iterator[Any]:
    """The elements that one of the rules hides and none shows."""
    named = _named_elements(rules, root)
    present = {mark + name for mark in named for name in " ".join(named[mark]).split()}
    # Frameworks bring rules for hundreds of names of which a page uses ten.
    rules = [rule for rule in rules if all(step.names <= present for step in rule.steps)]
    shown = cache(lambda name, declared: tuple(_shown_at(name, declared, css, root)))
    for node, rule in islice(_candidates(rules, named, root), _MOST_ELEMENTS) if rules else ():
        # Frameworks hide with one name and show again with another: "hidden md:block".
        if _selects(rule.steps, node) and not any(
            opened > rule.at or selectors != rule.selector
            for name in _names(node)
            for opened, selectors in shown(name, rule.declared)
        ):
            yield node


def _named_elements(rules: list[Rule], root: Any) -> dict[str, dict[str, list[Any]]]:
    """By mark and value of the attribute the elements that have it; nothing for an attribute that no rule names."""
    found: dict[str, dict[str, list[Any]]] = {}
    for attribute, mark in _MARKS.items():
        by_value: dict[str, list[Any]] = defaultdict(list)
        if any(mark in rule.selector for rule in rules):
            # Cheaper than XPath's strings that know their element.
            for node in root.iter():
                if value := node.get(attribute):
                    by_value[value].append(node)
        found[mark] = by_value
    return found


def _candidates(rules: list[Rule], named: dict[str, dict[str, list[Any]]], root: Any) -> Iterator[tuple[Any, Rule]]:
    """The elements that a rule could mean: those with the last of its names, or those inside of them."""
    by_name: dict[str, list[Rule]] = defaultdict(list)
    for rule in rules:
        step = next((step for step in reversed(rule.steps) if step.names), None)
        if step:
            by_name[min(step.names)].append(rule)
        else:
            yield from ((node, rule) for node in _inside(root, rule.steps[-1]))
    for mark, by_value in named.items():
        wanted = {name[1:] for name in by_name if name[0] == mark}
        for value, nodes in by_value.items() if wanted else ():
            for name in wanted.intersection(value.split()):
                for rule in by_name[mark + name]:
                    for node in nodes:
                        yield from ((one, rule) for one in _meant(node, rule))


def _meant(node: Any, rule: Rule) -> Iterator[Any]:
    if rule.steps[-1].names:
        return iter((node,))
    return _inside(node.getparent() if rule.steps[-2].link in ("+", "~") else node, rule.steps[-1])


def _inside(node: Any, last: Compound) -> Iterator[Any]:
    if last.tag or not last.attributes:
        return iter(node.iter(last.tag or etree.Element))
    return iter(node.iterfind(f".//*[@{last.attributes[0][0]}]"))


def _names(node: Any) -> list[str]:
    return ["." + name for name in node.get("class", "").split()] + ["#" + name for name in node.get("id", "").split()]


def _selects(steps: tuple[Compound, ...], node: Any) -> bool:
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
        and (not compound.names or compound.names.issubset(_names(node)))
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


def _hiding_rules(css: str, root: Any) -> Iterator[Rule]:
    """The rules that hide for good on a screen.

    Of a sheet with few rules all are read, of one with many those with a sign of hiding, as `find` runs in C.
    """
    depth, counted = 0, 0
    signs = _SIGNS if css.count("{") > _MOST_RULES else ("{",)
    places = sorted({at + 1 for sign in signs for at in _places(css, sign)})
    for place in places[:_MOST_RULES]:
        opened = css.rfind("{", counted, place)
        if opened <= counted:
            continue
        depth += css.count("{", counted, opened) - css.count("}", counted, opened)
        counted = opened
        why = _hides(_declarations(css, opened), root)
        if why and (depth == 0 or (depth == 1 and _on_screen(css, opened))):
            for written in _selectors(css, opened).split(","):
                if steps := _steps(written.strip()):
                    yield Rule(steps, why, written.strip(), opened)


def _declarations(css: str, opened: int) -> str:
    end = css.find("}", opened)
    return css[opened + 1 : end if end >= 0 else len(css)]


def _on_screen(css: str, opened: int) -> bool:
    """Whether the group around a rule is for all screens, or for wide ones."""
    at = css.rfind("@", 0, opened)
    group = _SCREEN.fullmatch(css[at : css.find("{", at)].strip()) if at >= 0 else None
    return group is not None and int(group[1] or 0) <= _WIDTH


@lru_cache(2_000)
def _steps(selector: str) -> tuple[Compound, ...]:
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


def _hides(rule: str, root: Any) -> str:
    """The declaration by which a rule of the page's own sheet hides for good, or empty."""
    why = declared(rule)
    if why:
        # What fades in begins invisible.
        return "" if why.startswith("opacity") and _MOVING.search(rule) else why
    if "background" in rule or not alike(colours(rule.lower()).get("color"), PAPER):
        return ""
    return AS_BACKGROUND if on_white(root) and not _PAINTED_IN_PLACE(root) else ""


def _shown_at(name: str, declared: str, css: str, root: Any) -> Iterator[tuple[int, str]]:
    """Where rules open that mention a name and show what it names, for another device or state; their selectors."""
    name = name[0] + _ESCAPED.sub(r"\\\g<0>", name[1:])
    showing = re.compile(rf"(?<![\w-]){re.escape(declared)}\s*:")
    for at in _places(css, name):
        after = css[at + len(name) : at + len(name) + 9]
        if after[:1].isalnum() or after[:1] in ("-", "_") or after.lstrip(":").startswith(("before", "after")):
            continue
        opened = css.find("{", at)
        rule = _declarations(css, opened)
        if (_SHOWING.search(rule) or showing.search(rule)) and not _hides(rule, root) and not _is_printed(css, opened):
            yield opened, _selectors(css, opened).strip()


def _is_printed(css: str, opened: int) -> bool:
    around = css.rfind(_PRINTED, 0, opened)
    return around >= 0 and css.count("{", around, opened) > css.count("}", around, opened)


def _selectors(css: str, opened: int) -> str:
    return css[max(css.rfind(mark, 0, opened) for mark in "{};") + 1 : opened]


def _places(text: str, sign: str) -> Iterator[int]:
    at = text.find(sign)
    while at >= 0:
        yield at
        at = text.find(sign, at + 1)
