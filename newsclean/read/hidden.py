"""What a reader of the page does not see: by attributes, by inline style, by the page's own style element.

Instructions for language models, keywords for search engines and duplicates for print stand in such places; none of
it is the story. Only what needs no layout is told: style sheets from elsewhere are never fetched.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from lxml import etree

_DECLARATION = re.compile(
    r"""display\s*:\s*none
    |visibility\s*:\s*(?:hidden|collapse)
    |(?<![\w-])opacity\s*:\s*(?:0+(?:\.0*)?|\.0+)%?(?![\d.])
    |(?<![\w-])font-size\s*:\s*(?:0+(?:\.0*)?|\.0+)(?![\d.])
    |(?<![\w-])font\s*:[^;]{0,40}?(?<![\w.])0(?:px|pt|em|rem)?\s*/
    |(?<![\w-])(?:left|top|text-indent)\s*:\s*-\d{3,}
    |(?<![\w-])(?:right|bottom|margin-left|margin-top)\s*:\s*-\d{4,}
    |(?<![\w-])clip\s*:\s*rect\(\s*(?:0|1px)
    |(?<![\w-])clip-path\s*:\s*inset\(\s*(?:50|100)%
    |(?<![\w-])color\s*:\s*transparent
    |(?<![\w-])transform\s*:\s*scale[xy]?\(\s*0\s*\)""",
    re.IGNORECASE | re.VERBOSE,
)
_COLOUR = re.compile(r"(?<![\w-])(background(?:-color)?|color)\s*:\s*(#[0-9a-f]{3,8}|rgba?\([^)]{5,40}\)|[a-z]+)", re.I)
_SHOWING = re.compile(
    r"display\s*:\s*(?!none)\w|visibility\s*:\s*visible|opacity\s*:\s*(?:1|0?\.[1-9])|font-size\s*:\s*[1-9]", re.I
)
_NAMED = {"white": "#ffffff", "black": "#000000"}
_NO_COLOUR = ("none", "inherit", "initial", "unset", "transparent")

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
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_PLAIN_SELECTOR = re.compile(r"\s*([.#][\w-]+)\s*")
_ESCAPED = re.compile(r"[^\w-]")
_CLASSES = etree.XPath("//@class")
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
    if node.get("hidden") is not None:
        return "hidden"
    return "aria-hidden" if node.get("aria-hidden") == "true" else ""


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
    if "color" in style.lower() and "background" in style.lower():
        colours = {name.lower().removesuffix("-color"): _colour(value) for name, value in _COLOUR.findall(style)}
        if len(colours) == 2 and colours["color"] == colours["background"] not in _NO_COLOUR:
            return "text in the colour of its background"
    return ""


def _colour(value: str) -> str:
    value = value.lower().replace(" ", "")
    value = _NAMED.get(value, value)
    return "#" + "".join(c * 2 for c in value[1:]) if value[0] == "#" and len(value) == 4 else value


def concealed_by_style(root: Any) -> frozenset[Any]:
    """The elements that the page's own style elements hide, by one class or id, and never show.

    Rules inside @media and selectors of more than one name are left alone: what they hide depends on the device, on
    scripts or on where it stands. Finding the declarations first keeps the cost at reading a sheet in C.
    """
    css = "\n".join([text for node in root.iter("style") if (text := node.text)])[:_MOST_CSS]
    names = {name for name in _hiding_selectors(css) if not _is_shown(name, css)}
    if not names:
        return frozenset()
    found = [value.getparent() for value in _IDS(root) if f"#{value}" in names]
    hides: dict[str, bool] = {}
    for value in _CLASSES(root):
        if value not in hides:
            classes = [f".{name}" for name in value.split()]
            # Frameworks hide with one name and show again with another: "hidden md:block".
            hides[value] = not names.isdisjoint(classes) and not any(_is_shown(name, css) for name in classes)
        if hides[value]:
            found.append(value.getparent())
    return frozenset(found)


def _hiding_selectors(css: str) -> Iterator[str]:
    depth, counted = 0, 0
    places = sorted({at for sign in _SIGNS for at in _places(css, sign)})
    for place in places[:_MOST_RULES]:
        opened = css.rfind("{", counted, place)
        if opened <= counted:
            continue
        depth += css.count("{", counted, opened) - css.count("}", counted, opened)
        counted = opened
        selectors = css[max(css.rfind("}", 0, opened), css.rfind("{", 0, opened)) + 1 : opened]
        if depth == 0 and ("." in selectors or "#" in selectors):
            plain = [m[1] for m in map(_PLAIN_SELECTOR.fullmatch, _COMMENT.sub("", selectors).split(",")) if m]
            if plain and hiding_declaration(css[opened : css.find("}", place)]):
                yield from plain


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
