"""What a reader of the page does not see, as an element itself says: by attributes, by its style, by its colours.

Instructions for language models, keywords for search engines and duplicates for print stand in such places; none of
it is the story. Only what needs no layout is told. What style elements hide is in `sheet`.
"""

from __future__ import annotations

import re
from colorsys import hls_to_rgb
from functools import lru_cache
from typing import Any

from lxml import etree

Colour = tuple[int, int, int] | str
"""Red, green and blue, 0 to 255; or the word for one whose values are not known here."""
AS_BACKGROUND = "text in the colour of its background"
INVISIBLE = "transparent"
# In lower case and with a letter in front of each alternative: sre skips what begins no alternative, five times as fast
# as the same with the flag and the lookbehinds first.
_DECLARATION = re.compile(
    r"""display\s*:\s*none
    |visibility\s*:\s*(?:hidden|collapse)
    |opacity(?<![\w-]opacity)\s*(?::|\()\s*(?:0+(?:\.0\d*)?|\.0\d*)%?(?![\d.])
    |font-size(?<![\w-]font-size)\s*:\s*(?:0+(?:\.0*)?(?![\d.])|\.0+(?![\d.])|0?\.\d+p[xt]|1px
        |0?\.(?:0\d*|1)r?em|[0-5](?:\.\d+)?%|calc\(\s*0(?![\d.]))
    |font(?<![\w-]font)\s*:[^;]{0,40}?(?<![\w./])0(?:px|pt|em|rem|%)?[\s/]
    |(?:left(?<![\w-]left)|top(?<![\w-]top)|text-indent(?<![\w-]text-indent))
        \s*:\s*(?:-\d{3,}|calc\(\s*-|[5-9]\d{3}|\d{5,}|[2-9]\d\dv)
    |text-indent\s*:\s*[1-9]\d\d+%
    |(?:right(?<![\w-]right)|bottom(?<![\w-]bottom)|margin-(?:left|top)(?<![\w-]margin-left)(?<![\w-]margin-top)
        |inset(?<![\w-]inset)|inset-inline-start|translate(?<![\w-]translate))\s*:\s*-\d{4,}
    |letter-spacing\s*:\s*-(?:\d{3,}|[1-9]\d*(?:\.\d+)?em)
    |clip(?<![\w-]clip)\s*:\s*rect\(\s*(?:0|1px)
    |clip-path(?<![\w-]clip-path)\s*:\s*(?:inset\((?:\s*(?:[5-9]\d|100)%|[^)]{1,40}?100%)
        |(?:circle|ellipse)\(\s*0(?![\d.])|polygon\(\s*0(?:px|%)?(?:[\s,]+0(?:px|%)?)*\s*\))
    |(?:(?:height|width)(?<![\w-]height)(?<![\w-]width)|max-(?:height|width)(?<![\w-]max-height)(?<![\w-]max-width))
        \s*:\s*[01](?:px)?(?![\w.%])(?=[^{}]{0,300}overflow\s*:\s*(?:hidden|clip))
    |overflow\s*:\s*(?:hidden|clip)[^{}]{0,300}[;\s](?:max-)?(?:height|width)\s*:\s*[01](?:px)?(?![\w.%])
    |(?:zoom(?<![\w-]zoom)|scale(?<![\w-]scale))\s*:\s*0(?![\d.])
    |content-visibility\s*:\s*hidden
    |mask(?:-image)?\s*:\s*linear-gradient\(\s*transparent\s*,\s*transparent
    |transform\s*:\s*(?:scale(?:[xyz]|3d)?\(\s*0(?:\.0+)?\s*[,)]|rotate[xy]\(\s*90deg|matrix\(\s*0\s*,\s*0\s*,\s*0\s*,\s*0
        |translate(?:x|y|3d)?\(\s*-(?:\d{4,}|[1-9]\d\dv|[2-9]\d\d%))""",
    re.VERBOSE,
)
_COLOUR = re.compile(
    r"(background(?:-color)?|color(?<![\w-]color)|-webkit-text-fill-color)\s*:\s*"
    r"(#[0-9a-f]{3,8}|(?:rgb|hsl)a?\([^)]{5,40}\)|var\([^)]{3,40}\)|[a-z]+(?![\w(-]))"
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
PAPER = _NAMED["white"]
_SAME = 16
"""Steps of 255 in each of red, green and blue that no eye tells apart as letters."""
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_ESCAPE = re.compile(r"\\([0-9a-f]{1,6})\s?")
_PAINTED = etree.XPath("boolean(//link[@rel='stylesheet'])")
_SHORT = 200
"""Characters of a style that is remembered; few pages share longer ones, and an attribute can have megabytes."""
_MOST_CSS = 100_000


def why_hidden(node: Any) -> str:
    """The attribute or declaration by which an element is hidden; empty where it is not, and for the page itself."""
    if node.tag in ("body", "html"):
        return ""
    style = node.get("style", "")
    why = declared(style)
    if why:
        return why
    if node.get("hidden") is not None or node.get("popover") is not None:
        return "hidden"
    if node.get("inert") is not None:
        return "inert"
    if node.get("aria-hidden", "").strip().lower() == "true":
        return "aria-hidden"
    return AS_BACKGROUND if _vanishes(node) else ""


def declared(style: str) -> str:
    """As `hiding_declaration`, remembered: a page has the same style two or three times, many pages have the same."""
    return _remembered(style) if len(style) < _SHORT else hiding_declaration(style)


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
    given = colours(lower)
    # Letters cut out of a gradient are transparent and to be seen.
    if given.get("color") == INVISIBLE and "background-clip" not in lower:
        return INVISIBLE
    return AS_BACKGROUND if alike(given.get("color"), given.get("background")) else ""


_remembered = lru_cache(2_000)(hiding_declaration)


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
    colour = colours(style).get("color") or _colour((font or "").lower())
    while colour is not None and (node := node.getparent()) is not None:
        behind = colours(node.get("style", "").lower())
        if "background" in behind or node.get("bgcolor"):
            return alike(colour, behind.get("background") or _colour(node.get("bgcolor", "").lower()))
        if node.tag == "html":
            return alike(colour, PAPER) and on_white(node)
    return False


def on_white(root: Any) -> bool:
    """Whether the page's own style elements give no other background than white, and no sheet from elsewhere could."""
    if _PAINTED(root):
        return False
    backgrounds = [value for name, value in _COLOUR.findall(own_sheet(root).lower()) if name.startswith("background")]
    return all(alike(_colour(value), PAPER) for value in backgrounds)


def colours(lower: str) -> dict[str, Colour | None]:
    """The colours of the text and of its background that declarations give, where they give one."""
    if "color" not in lower and "background" not in lower:
        return {}
    names = {"background-color": "background", "-webkit-text-fill-color": "color"}
    return {names.get(name, name): _colour(value) for name, value in _COLOUR.findall(lower)}


def alike(one: Colour | None, other: Colour | None) -> bool:
    if one is None or other is None or isinstance(one, str) or isinstance(other, str):
        return one is not None and one == other
    return all(abs(a - b) <= _SAME for a, b in zip(one, other, strict=True))


def _colour(value: str) -> Colour | None:
    """A colour as style sheets write it, in lower case; None for what is none."""
    value = value.strip()
    if value in _NAMED:
        return _NAMED[value]
    if _CLEAR.fullmatch(value):
        return INVISIBLE
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


def own_sheet(root: Any) -> str:
    """The text of the page's own style elements."""
    return "\n".join([text for node in root.iter("style") if (text := node.text)])[:_MOST_CSS]
