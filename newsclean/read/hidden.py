"""What a reader of the page does not see: by attributes, by inline style, by the page's own style element.

Instructions for language models, keywords for search engines and duplicates for print stand in such places; none of
it is the story. Only what needs no layout is told: style sheets from elsewhere are never fetched.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from colorsys import hls_to_rgb
from functools import cache, lru_cache
from typing import Any, NamedTuple

from lxml import etree

Colour = tuple[int, int, int] | str
"""Red, green and blue, 0 to 255; or the word for one whose values are not known here."""
_AS_BACKGROUND = "text in the colour of its background"
_INVISIBLE = "transparent"
# In lower case and with a letter in front of each alternative: sre skips what begins no alternative, five times as fast
# as the same with the flag and the lookbehinds first.
_DECLARATION = re.compile(
    r"""display\s*:\s*none
    |visibility\s*:\s*(?:hidden|collapse)
    |opacity(?<![\w-]opacity)\s*(?::|\()\s*(?:0+(?:\.0\d*)?|\.0\d*)%?(?![\d.])
    |font-size(?<![\w-]font-size)\s*:\s*(?:0+(?:\.0*)?(?![\d.])|\.0+(?![\d.])|0?\.\d+p[xt]|1px|calc\(\s*0(?![\d.]))
    |font(?<![\w-]font)\s*:[^;]{0,40}?(?<![\w./])0(?:px|pt|em|rem|%)?[\s/]
    |(?:left(?<![\w-]left)|top(?<![\w-]top)|text-indent(?<![\w-]text-indent))
        \s*:\s*(?:-\d{3,}|calc\(\s*-|[5-9]\d{3}|\d{5,}|[2-9]\d\dv)
    |text-indent\s*:\s*[1-9]\d\d+%
    |(?:right(?<![\w-]right)|bottom(?<![\w-]bottom)|margin-(?:left|top)(?<![\w-]margin-left)(?<![\w-]margin-top)
        |letter-spacing|inset(?<![\w-]inset)|inset-inline-start|translate(?<![\w-]translate))\s*:\s*-\d{4,}
    |clip(?<![\w-]clip)\s*:\s*rect\(\s*(?:0|1px)
    |clip-path(?<![\w-]clip-path)\s*:\s*(?:inset\(\s*(?:[5-9]\d|100)%|(?:circle|ellipse)\(\s*0(?![\d.])
        |polygon\(\s*0(?:px|%)?(?:[\s,]+0(?:px|%)?)*\s*\))
    |(?:(?:height|width)(?<![\w-]height)(?<![\w-]width)|max-(?:height|width)(?<![\w-]max-height)(?<![\w-]max-width))
        \s*:\s*[01](?:px)?(?![\w.%])(?=[^{}]{0,300}overflow\s*:\s*(?:hidden|clip))
    |overflow\s*:\s*(?:hidden|clip)[^{}]{0,300}[;\s](?:max-)?(?:height|width)\s*:\s*[01](?:px)?(?![\w.%])
    |(?:zoom(?<![\w-]zoom)|scale(?<![\w-]scale))\s*:\s*0(?![\d.])
    |content-visibility\s*:\s*hidden
    |transform(?<![\w-]transform)\s*:\s*(?:scale(?:[xyz]|3d)?\(\s*0(?:\.0+)?\s*[,)]|translate(?:x|y|3d)?\(\s*-(?:\d{4,}|[1-9]\d\dv))""",
    re.VERBOSE,
)
_COLOUR = re.compile(
    r"(background(?:-color)?|color(?<![\w-]color)|-webkit-text-fill-color)\s*:\s*"
    r"(#[0-9a-f]{3,8}|(?:rgb|hsl)a?\([^)]{5,40}\)|var\([^)]{3,40}\)|[a-z]+(?![\w(-]))"
)
_SHOWING = re.compile(
    r"display\s*:\s*(?!none)\w|visibility\s*:\s*visible|opacity\s*:\s*(?:1|0?\.[1-9])|font-size\s*:\s*(?!1px)[1-9]",
    re.IGNORECASE,
)
_CLEAR = re.compile(
    r"transparent|#[0-9a-f]{3}0|#[0-9a-f]{6}0[0-9a-f]"
    r"|(?:rgb|hsl)a?\((?:(?:[^,)]+,){3}|[^/)]+/)\s*0*(?:\.0\d*)?%?\s*\)"
)
_HEX = re.compile(r"#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})(?:[0-9a-f]{2})?")
_RGB = re.compile(r"rgba?\(\s*([\d.]+)(%?)[,\s]+([\d.]+)%?[,\s]+([\d.]+)%?[^)]*\)")
_HSL = re.compile(r"hsla?\(\s*([\d.]+)(?:deg)?[,\s]+([\d.]+)%?[,\s]+([\d.]+)%?[^)]*\)")
_NAMED = {"white": (255, 255, 255), "snow": (255, 250, 250), "ivory": (255, 255, 240), "black": (0, 0, 0)}
_NO_COLOUR = frozenset(("currentcolor", "inherit", "initial", "none", "revert", "unset", "url"))
_PAPER = _NAMED["white"]
_SAME = 16
"""Steps of 255 in each of red, green and blue that no eye tells apart as letters."""
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
_COMMENT = re.compile(r"/\*.*?\*/|<!--", re.DOTALL)
_PLAIN_SELECTOR = re.compile(r"\s*(?:(?:html|body)\s+)*(?:\*|([a-z][a-z0-9]*))?(#[\w-]+|(?:\.[\w-]+)+)\s*")
_MOVING = re.compile(r"(?:animation|transition)[\w-]*\s*:")
_ESCAPE = re.compile(r"\\([0-9a-f]{1,6})\s?")
_NAME = re.compile(r"[.#][\w-]+")
_ESCAPED = re.compile(r"[^\w-]")
_PAINTED = etree.XPath("boolean(//link[@rel='stylesheet'])")
_PAINTED_IN_PLACE = etree.XPath("boolean(//@style[contains(., 'background')]|//@bgcolor)")
_VALUES = {name: etree.XPath(f"//@{name}", smart_strings=False) for name in ("id", "class")}
_OF_ELEMENTS = {name: etree.XPath(f"//@{name}") for name in ("id", "class")}
_SHORT = 200
"""Characters of a style that is remembered; few pages share longer ones, and an attribute can have megabytes."""
_MOST_CSS = 100_000
_MOST_RULES = 100


class Rule(NamedTuple):
    """A rule of the page's own style sheet that hides."""

    tag: str
    """What it is for, or empty."""
    names: frozenset[str]
    """The classes or the id, each with its mark."""
    why: str
    """The declaration that hides."""


def why_hidden(node: Any) -> str:
    """The attribute or declaration by which an element is hidden; empty where it is not, and for the page itself."""
    if node.tag in ("body", "html"):
        return ""
    style = node.get("style", "")
    why = (_declared if len(style) < _SHORT else hiding_declaration)(style)
    if why:
        return why
    if node.get("hidden") is not None or node.get("popover") is not None:
        return "hidden"
    if node.get("aria-hidden", "").strip().lower() == "true":
        return "aria-hidden"
    return _AS_BACKGROUND if _vanishes(node) else ""


@lru_cache(1_000)
def _declared(style: str) -> str:
    """As `hiding_declaration`: a page has the same style two or three times, and many pages have the same."""
    return hiding_declaration(style)


def hiding_declaration(style: str) -> str:
    """The declaration that makes text invisible, or empty.

    >>> hiding_declaration("margin: 0; display: none"), hiding_declaration("color:#FFF;background:white")
    ('display: none', 'text in the colour of its background')
    >>> hiding_declaration("opacity: 0.9; font-size: 0.8em; left: -2px")
    ''
    """
    lower = _plain(style)
    match = _DECLARATION.search(lower)
    if match:
        return match[0].strip()
    colours = _colours(lower)
    # Letters cut out of a gradient are transparent and to be seen.
    if colours.get("color") == _INVISIBLE and "background-clip" not in lower:
        return _INVISIBLE
    return _AS_BACKGROUND if _alike(colours.get("color"), colours.get("background")) else ""


def _plain(style: str) -> str:
    """Declarations in lower case, without comments and escapes."""
    if "/*" in style:
        style = _COMMENT.sub("", style)
    if "\\" in style:
        style = _ESCAPE.sub(lambda code: chr(min(int(code[1], 16), 0x10FFFF)), style.lower())
    return style.lower()


def _vanishes(node: Any) -> bool:
    """Whether a colour given to an element is that of the nearest background given to one around it.

    A page without any style sheet is black on white.
    """
    style = node.get("style", "").lower()
    font = node.get("color")
    if font is None and "color" not in style:
        return False
    colour = _colours(style).get("color") or _colour((font or "").lower())
    while colour is not None and (node := node.getparent()) is not None:
        behind = _colours(node.get("style", "").lower())
        if "background" in behind or node.get("bgcolor"):
            return _alike(colour, behind.get("background") or _colour(node.get("bgcolor", "").lower()))
        if node.tag == "html":
            return _alike(colour, _PAPER) and _on_white(node)
    return False


def _on_white(root: Any) -> bool:
    """Whether the page's own style elements give no other background than white, and no sheet from elsewhere could."""
    if _PAINTED(root):
        return False
    backgrounds = [value for name, value in _COLOUR.findall(_sheet(root).lower()) if name.startswith("background")]
    return all(_alike(_colour(value), _PAPER) for value in backgrounds)


def _colours(lower: str) -> dict[str, Colour | None]:
    """The colours of the text and of its background that declarations give, where they give one."""
    if "color" not in lower and "background" not in lower:
        return {}
    names = {"background-color": "background", "-webkit-text-fill-color": "color"}
    return {names.get(name, name): _colour(value) for name, value in _COLOUR.findall(lower)}


def _alike(one: Colour | None, other: Colour | None) -> bool:
    if one is None or other is None or isinstance(one, str) or isinstance(other, str):
        return one is not None and one == other
    return all(abs(a - b) <= _SAME for a, b in zip(one, other, strict=True))


def _colour(value: str) -> Colour | None:
    """A colour as style sheets write it, in lower case; None for what is none."""
    value = value.strip()
    if value in _NAMED:
        return _NAMED[value]
    if _CLEAR.fullmatch(value):
        return _INVISIBLE
    if value.startswith("#") and len(value) in (4, 5):
        value = "#" + "".join(digit * 2 for digit in value[1:])
    if match := _HEX.fullmatch(value):
        return int(match[1], 16), int(match[2], 16), int(match[3], 16)
    if match := _RGB.fullmatch(value):
        step = 2.55 if match[2] else 1.0
        return round(float(match[1]) * step), round(float(match[3]) * step), round(float(match[4]) * step)
    if match := _HSL.fullmatch(value):
        red, green, blue = hls_to_rgb(float(match[1]) / 360, float(match[3]) / 100, float(match[2]) / 100)
        return round(red * 255), round(green * 255), round(blue * 255)
    return None if not value or value in _NO_COLOUR else value


def concealed(root: Any) -> dict[Any, str]:
    """The elements that are hidden by what stands elsewhere in the page, and why.

    Those that the page's own style elements hide by a class or an id and never show, and closed `details` where there
    are but one or two. Rules inside @media and selectors of more than one element are left alone: what they hide depends
    on the device, on scripts or on where it stands.
    """
    closed = [node for node in root.iter("details", "dialog") if node.get("open") is None]
    details = [node for node in closed if node.tag == "details"]
    found = {node: f"closed {node.tag}" for node in closed if node.tag == "dialog" or len(details) <= _FEW_DETAILS}
    css = _sheet(root)
    rules: dict[str, list[Rule]] = defaultdict(list)
    for rule in _hiding_rules(css, root):
        rules[min(rule.names)].append(rule)
    if rules:
        found.update(dict.fromkeys(_selected(root, rules, css), "hidden by the page's own style"))
    return found


def _sheet(root: Any) -> str:
    return "\n".join([text for node in root.iter("style") if (text := node.text)])[:_MOST_CSS]


def _selected(root: Any, rules: Mapping[str, list[Rule]], css: str) -> Iterator[Any]:
    """The elements that one of the rules hides and none shows; the rules by the first of their names."""
    shown = cache(lambda name, why: _is_shown(name, why, css, root))
    for attribute, mark in (("id", "#"), ("class", ".")):
        wanted = {name[1:] for name in rules if name[0] == mark}
        hidden: dict[str, set[str]] = {}
        for value in set(_VALUES[attribute](root)) if wanted else ():
            if wanted.isdisjoint(value.split()):
                continue
            names = frozenset([mark + name for name in value.split()])
            meant = [rule for name in names for rule in rules.get(name, ()) if rule.names <= names]
            # Frameworks hide with one name and show again with another: "hidden md:block".
            if meant and not any(shown(name, rule.why) for rule in meant for name in names):
                hidden[value] = {rule.tag for rule in meant}
        # Strings that know their element are three times as dear, and hardly a page hides anything.
        for value in _OF_ELEMENTS[attribute](root) if hidden else ():
            tags = hidden.get(value, ())
            if "" in tags or value.getparent().tag in tags:
                yield value.getparent()


def _hiding_rules(css: str, root: Any) -> Iterator[Rule]:
    """The selectors `.note`, `#menu`, `p.note.late` of rules that hide.

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
        selectors = css[max(css.rfind(mark, 0, opened) for mark in "{};") + 1 : opened]
        if depth == 0 and ("." in selectors or "#" in selectors):
            plain = [m for m in map(_PLAIN_SELECTOR.fullmatch, _COMMENT.sub("", selectors).split(",")) if m]
            why = _hides(css[opened + 1 : css.find("}", place)], root) if plain else ""
            if why:
                yield from (Rule(match[1] or "", frozenset(_NAME.findall(match[2])), why) for match in plain)


def _hides(rule: str, root: Any) -> str:
    """The declaration by which a rule of the page's own sheet hides for good, or empty."""
    why = hiding_declaration(rule)
    if why:
        # What fades in begins invisible.
        return "" if why.startswith("opacity") and _MOVING.search(rule) else why
    if "background" in rule or not _alike(_colours(rule.lower()).get("color"), _PAPER):
        return ""
    return _AS_BACKGROUND if _on_white(root) and not _PAINTED_IN_PLACE(root) else ""


def _is_shown(name: str, why: str, css: str, root: Any) -> bool:
    """Whether any rule that mentions the name shows what it names: for another state, another device."""
    name = name[0] + _ESCAPED.sub(r"\\\g<0>", name[1:])
    declared = "color" if why in (_AS_BACKGROUND, _INVISIBLE) else why.partition(":")[0].strip()
    for at in _places(css, name):
        after = css[at + len(name) : at + len(name) + 1]
        if not (after.isalnum() or after in "-_"):
            opened = css.find("{", at)
            rule = css[opened + 1 : max(css.find("}", opened), opened)]
            shows = _SHOWING.search(rule) or re.search(rf"(?<![\w-]){re.escape(declared)}\s*:", rule)
            if shows and not _hides(rule, root):
                return True
    return False


def _places(text: str, sign: str) -> Iterator[int]:
    at = text.find(sign)
    while at >= 0:
        yield at
        at = text.find(sign, at + 1)
