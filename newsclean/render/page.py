"""What every page of a report shares: the shell with its style and script, and the way text gets into it."""

from __future__ import annotations

import re
from base64 import b64encode
from functools import cache
from hashlib import sha256
from html import escape
from importlib.resources import files

from newsclean.render.palette import colour_of
from newsclean.render.printable import printable

_SLOT = re.compile(r"\{\{(\w+)\}\}")


def page(title: str, body: str) -> str:
    """A whole page, self-contained: nothing is loaded, and by its policy nothing but its own script can run.

    Args:
        title: plain text.
        body: markup, everything in it escaped already.
    """
    import newsclean

    slots = {"title": shown(title), "body": body, "version": shown(newsclean.__version__)}
    for kind, name in (("style", "report.css"), ("script", "report.js")):
        slots[kind] = _data(name)
        # The standard's policy hash: SHA-256 over the very characters between the tags.
        slots[f"{kind}_hash"] = b64encode(sha256(_data(name).encode()).digest()).decode()
    return _SLOT.sub(lambda slot: slots[slot[1]], _data("report.html"))


@cache
def _data(name: str) -> str:
    return files("newsclean").joinpath("data", name).read_text("utf-8")


def shown(text: object) -> str:
    """Text of the input, fit to stand in an element or a quoted attribute."""
    return escape(printable(str(text)))


def clipped(text: str, length: int) -> str:
    """The beginning of a text, on one line."""
    # Cut before joining: an input may be one line of many megabytes.
    line = " ".join(text[: 4 * length].split())
    return line if len(line) <= length else line[: length - 1].rstrip() + "\u2026"


def chip(label: str) -> str:
    """A label in its colour."""
    return f'<b class="chip c{colour_of(label)}">{shown(label)}</b>'


def facts(rows: dict[str, object]) -> str:
    """Names and values, those without a value left out."""
    pairs = (f"<div><dt>{shown(name)}</dt><dd>{shown(value)}</dd></div>" for name, value in rows.items() if value)
    return f'<dl class="facts">{"".join(pairs)}</dl>'
