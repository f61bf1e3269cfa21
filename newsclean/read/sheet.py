"""What a page's own style elements hide, and what is closed: told by rules and selectors, without a layout.

Of a rule that hides, the selector is matched as browsers do; what it hides counts as hidden unless some other rule
shows it again, for another device or another state. Style sheets from elsewhere are never fetched.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import cache
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
from newsclean.read.selectors import Compound, names_of, selects, steps_of

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
_MOST_ELEMENTS = 10_000


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
    # Many names stand in one rule, and telling whether it hides is the dearest question.
    hides = cache(lambda opened: _hides(_declarations(css, opened), root))
    shown = cache(lambda name, declared: tuple(_shown_at(name, declared, css, hides)))
    for node, rule in islice(_candidates(rules, named, root), _MOST_ELEMENTS) if rules else ():
        # Frameworks hide with one name and show again with another: "hidden md:block".
        if selects(rule.steps, node) and not any(
            opened > rule.at or selectors != rule.selector
            for name in names_of(node)
            for opened, selectors in shown(name, rule.declared)
        ):
            yield node


def _named_elements(rules: list[Rule], root: Any) -> dict[str, dict[str, list[Any]]]:
    """By mark and value of the attribute the elements that have it; nothing for an attribute that no rule names."""
    found: dict[str, dict[str, list[Any]]] = {mark: defaultdict(list) for mark in _MARKS.values()}
    wanted = [
        (attribute, found[mark]) for attribute, mark in _MARKS.items() if any(mark in rule.selector for rule in rules)
    ]
    # Cheaper than XPath's strings that know their element; and one walk, since a third of the time goes into it.
    for node in root.iter() if wanted else ():
        for attribute, by_value in wanted:
            if value := node.get(attribute):
                by_value[value].append(node)
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
                if steps := steps_of(written.strip()):
                    yield Rule(steps, why, written.strip(), opened)


def _declarations(css: str, opened: int) -> str:
    end = css.find("}", opened)
    return css[opened + 1 : end if end >= 0 else len(css)]


def _on_screen(css: str, opened: int) -> bool:
    """Whether the group around a rule is for all screens, or for wide ones."""
    at = css.rfind("@", 0, opened)
    group = _SCREEN.fullmatch(css[at : css.find("{", at)].strip()) if at >= 0 else None
    return group is not None and int(group[1] or 0) <= _WIDTH


def _hides(rule: str, root: Any) -> str:
    """The declaration by which a rule of the page's own sheet hides for good, or empty."""
    why = declared(rule)
    if why:
        # What fades in begins invisible.
        return "" if why.startswith("opacity") and _MOVING.search(rule) else why
    if "background" in rule or not alike(colours(rule.lower()).get("color"), PAPER):
        return ""
    return AS_BACKGROUND if on_white(root) and not _PAINTED_IN_PLACE(root) else ""


def _shown_at(name: str, declared: str, css: str, hides: Callable[[int], str]) -> Iterator[tuple[int, str]]:
    """Where rules open that mention a name and show what it names, for another device or state; their selectors.

    Args:
        hides: says of the rule that opens at a place by what it hides.
    """
    name = name[0] + _ESCAPED.sub(r"\\\g<0>", name[1:])
    showing = re.compile(rf"(?<![\w-]){re.escape(declared)}\s*:")
    for at in _places(css, name):
        after = css[at + len(name) : at + len(name) + 9]
        if after[:1].isalnum() or after[:1] in ("-", "_") or after.lstrip(":").startswith(("before", "after")):
            continue
        opened = css.find("{", at)
        rule = _declarations(css, opened)
        if (_SHOWING.search(rule) or showing.search(rule)) and not hides(opened) and not _is_printed(css, opened):
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
