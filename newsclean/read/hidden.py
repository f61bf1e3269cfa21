"""What a reader of the page does not see: by attributes, by inline style, by the page's own style element.

Instructions for language models, keywords for search engines and duplicates for print stand in such places; none of
it is the story. Only what needs no layout is told: style sheets from elsewhere are never fetched.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from lxml import etree

Colour = tuple[int, int, int]
_AS_BACKGROUND = "text in the colour of its background"
_DECLARATION = re.compile(
    r"""display\s*:\s*none
    |visibility\s*:\s*(?:hidden|collapse)
    |(?<![\w-])opacity\s*(?::|\()\s*(?:0+(?:\.0\d*)?|\.0\d*)%?(?![\d.])
    |(?<![\w-])font-size\s*:\s*(?:0+(?:\.0*)?(?![\d.])|\.0+(?![\d.])|1px)
    |(?<![\w-])font\s*:[^;]{0,40}?(?<![\w.])0(?:px|pt|em|rem)?\s*/
    |(?<![\w-])(?:left|top|text-indent)\s*:\s*-\d{3,}
    |(?<![\w-])(?:right|bottom|margin-left|margin-top)\s*:\s*-\d{4,}
    |(?<![\w-])clip\s*:\s*rect\(\s*(?:0|1px)
    |(?<![\w-])clip-path\s*:\s*inset\(\s*(?:50|100)%
    |(?<![\w-])color\s*:\s*(?:transparent|rgba\([^)]{5,20}[,/]\s*0?\.?0+\s*\))
    |(?<![\w-])(?:max-)?height\s*:\s*[01](?:px)?(?![\w.%])(?=[^{}]{0,300}overflow\s*:\s*hidden)
    |overflow\s*:\s*hidden[^{}]{0,300}[;\s](?:max-)?height\s*:\s*[01](?:px)?(?![\w.%])
    |content-visibility\s*:\s*hidden
    |(?<![\w-])transform\s*:\s*(?:scale[xy]?\(\s*0\s*\)|translate(?:x|y|3d)?\(\s*-(?:\d{4,}|[1-9]\d\dv))""",
    re.IGNORECASE | re.VERBOSE,
)
_COLOUR = re.compile(r"(?<![\w-])(background(?:-color)?|color)\s*:\s*(#[0-9a-f]{3,8}|rgba?\([^)]{5,40}\)|[a-z]+)", re.I)
_SHOWING = re.compile(
    r"display\s*:\s*(?!none)\w|visibility\s*:\s*visible|opacity\s*:\s*(?:1|0?\.[1-9])|font-size\s*:\s*[1-9]", re.I
)
_HEX = re.compile(r"#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})(?:ff)?")
_RGB = re.compile(r"rgba?\((\d+)[,\s]+(\d+)[,\s]+(\d+)(?:[,/\s]+1(?:\.0*)?)?\)")
_NAMED = {"white": (255, 255, 255), "snow": (255, 250, 250), "ivory": (255, 255, 240), "black": (0, 0, 0)}
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
)
_COMMENT = re.compile(r"/\*.*?\*/|<!--", re.DOTALL)
_PLAIN_SELECTOR = re.compile(r"\s*([a-z][a-z0-9]*)?([.#][\w-]+)\s*")
_ESCAPED = re.compile(r"[^\w-]")
_CLASSES = etree.XPath("//@class")
_STYLED = etree.XPath("boolean(//style|//link[@rel='stylesheet'])")
_IDS = etree.XPath("//@id")
_MOST_CSS = 100_000
_MOST_RULES = 100


def why_hidden(node: Any) -> str:
    """The attribute or declaration by which an element is hidden; empty where it is not, and for the page itself."""
    if node.tag in ("body", "html"):
        return ""
    why = hiding_declaration(node.get("style", ""))
    if why:
        return why
    if node.get("hidden") is not None or node.get("popover") is not None:
        return "hidden"
    if node.get("aria-hidden") == "true":
        return "aria-hidden"
    return _AS_BACKGROUND if _vanishes(node) else ""


def hiding_declaration(style: str) -> str:
    """The declaration that makes text invisible, or empty.

    >>> hiding_declaration("margin: 0; display: none"), hiding_declaration("color:#FFF;background:white")
    ('display: none', 'text in the colour of its background')
    >>> hiding_declaration("opacity: 0.9; font-size: 0.8em; left: -2px")
    ''
    """
    match = _DECLARATION.search(style)
    if match:
        return match[0].strip()
    colours = _colours(style)
    return _AS_BACKGROUND if _alike(colours.get("color"), colours.get("background")) else ""


def _vanishes(node: Any) -> bool:
    """Whether a colour given to an element is that of the nearest background given to one around it.

    A page without any style sheet is black on white.
    """
    colour = _colours(node.get("style", "")).get("color") or _colour(node.get("color", ""))
    while colour is not None and (node := node.getparent()) is not None:
        behind = _colours(node.get("style", ""))
        if "background" in behind or node.get("bgcolor"):
            return _alike(colour, behind.get("background") or _colour(node.get("bgcolor", "")))
        if node.tag == "html":
            return _alike(colour, _PAPER) and not _STYLED(node)
    return False


def _colours(style: str) -> dict[str, Colour | None]:
    lower = style.lower()
    if "color" not in lower and "background" not in lower:
        return {}
    return {name.lower().removesuffix("-color"): _colour(value) for name, value in _COLOUR.findall(style)}


def _alike(one: Colour | None, other: Colour | None) -> bool:
    if one is None or other is None:
        return False
    return all(abs(a - b) <= _SAME for a, b in zip(one, other, strict=True))


def _colour(value: str) -> Colour | None:
    """Red, green and blue of a colour as style sheets write it; None for one that is see-through or not known."""
    value = value.lower().strip()
    if value in _NAMED:
        return _NAMED[value]
    if value.startswith("#") and len(value) == 4:
        value = "#" + "".join(digit * 2 for digit in value[1:])
    if match := _HEX.fullmatch(value):
        return int(match[1], 16), int(match[2], 16), int(match[3], 16)
    if match := _RGB.fullmatch(value):
        return int(match[1]), int(match[2]), int(match[3])
    return None


def concealed(root: Any) -> dict[Any, str]:
    """The elements that are hidden by what stands elsewhere in the page, and why.

    Those that the page's own style elements hide by one class or id and never show, and closed `details` where there
    are but one or two. Rules inside @media and selectors of more than one name are left alone: what they hide depends
    on the device, on scripts or on where it stands.
    """
    closed = [node for node in root.iter("details", "dialog") if node.get("open") is None]
    details = [node for node in closed if node.tag == "details"]
    found = {node: f"closed {node.tag}" for node in closed if node.tag == "dialog" or len(details) <= _FEW_DETAILS}
    css = "\n".join([text for node in root.iter("style") if (text := node.text)])[:_MOST_CSS]
    selectors = {(tag, name) for tag, name in _hiding_selectors(css) if not _is_shown(name, css)}
    if selectors:
        found.update(dict.fromkeys(_selected(root, selectors, css), "hidden by the page's own style"))
    return found


def _selected(root: Any, selectors: set[tuple[str, str]], css: str) -> Iterator[Any]:
    """The elements that one of the selectors means."""
    for value in _IDS(root):
        node = value.getparent()
        if not selectors.isdisjoint((("", f"#{value}"), (node.tag, f"#{value}"))):
            yield node
    meant: dict[str, set[str]] = {}
    for value in _CLASSES(root):
        tags = meant.get(value)
        if tags is None:
            names = [f".{name}" for name in value.split()]
            tags = {tag for tag, name in selectors if name in names}
            # Frameworks hide with one name and show again with another: "hidden md:block".
            if tags and any(_is_shown(name, css) for name in names):
                tags = set()
            meant[value] = tags
        if tags and ("" in tags or value.getparent().tag in tags):
            yield value.getparent()


def _hiding_selectors(css: str) -> Iterator[tuple[str, str]]:
    """The selectors `.note`, `#menu`, `p.note` of rules that hide, as (tag or "", class or id).

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
            if plain and hiding_declaration(css[opened : css.find("}", place)]):
                yield from ((match[1] or "", match[2]) for match in plain)


def _is_shown(name: str, css: str) -> bool:
    """Whether any rule that mentions the name shows what it names: for another state, another device."""
    name = name[0] + _ESCAPED.sub(r"\\\g<0>", name[1:])
    for at in _places(css, name):
        after = css[at + len(name) : at + len(name) + 1]
        if not (after.isalnum() or after in "-_"):
            opened = css.find("{", at)
            if _SHOWING.search(css, opened, max(css.find("}", opened), opened)):
                return True
    return False


def _places(text: str, sign: str) -> Iterator[int]:
    at = text.find(sign)
    while at >= 0:
        yield at
        at = text.find(sign, at + 1)
