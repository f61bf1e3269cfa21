"""Small readings of texts that several parts of the metadata share."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Any
from urllib.parse import urljoin

_MULTIPART_SUFFIXES = frozenset("co com org net gov edu ac or ne go gob nom mil".split())
_HOST = re.compile(r"\s*(?:https?:)?//(?:[^/?#\s@]*@)?([^/?#\s:@]{1,253})", re.I)
_SPACELESS = re.compile("[\u3040-\u30ff\u3400-\u9fff\u0e00-\u0e7f]")
_WORDS = re.compile(r"[^\W_]+")


@lru_cache(maxsize=4_096)
def key(text: str) -> str:
    """A text less everything but letters and digits, case folded: equal keys, the same wording.

    >>> key("“Ferry” back – at last") == key('"Ferry" back, at last')
    True
    """
    return "".join(_WORDS.findall(text.casefold()))


def words(text: str) -> list[str]:
    """Letters and digits in runs, case folded."""
    return _WORDS.findall(text.casefold())


@lru_cache(maxsize=256)
def host(url: str | None) -> str:
    """The host of a web address, without www; empty where there is none.

    >>> host("https://www.news.example.co.uk/a"), host("no address")
    ('news.example.co.uk', '')
    """
    match = _HOST.match(url) if url else None
    name = match[1].lower() if match else ""
    return name.removeprefix("www.") if "." in name else ""


def domain(url: str | None) -> str:
    """The registered domain, as far as it can be told without a list of suffixes.

    >>> domain("https://www.news.example.co.uk/a"), domain("https://blog.example.org")
    ('example.co.uk', 'example.org')
    """
    labels = host(url).split(".")
    if len(labels) <= 2 or labels[-1].isdigit():
        return ".".join(labels)
    return ".".join(labels[-3:] if labels[-2] in _MULTIPART_SUFFIXES and len(labels[-1]) == 2 else labels[-2:])


def absolute(url: str, base: str | None) -> str:
    """An address made whole with the page's; empty where it is none (data:, javascript:, broken)."""
    url = url.strip()
    if not url or url.startswith(("data:", "javascript:", "about:", "#")) or any(map(str.isspace, url)):
        return ""
    if url.startswith(("http://", "https://")):
        return url
    try:
        whole = urljoin(base or "", url)
    except ValueError:
        return ""
    return whole if whole.startswith(("http://", "https://", "/")) else ""


def plain(value: Any) -> str:
    """A value as text, where it is text or a number; else empty."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    return str(value).strip()


def has_any(text: str, parts: Iterable[str]) -> bool:
    """Whether one of some substrings stands in a text; for few and short parts ten times faster than an alternation."""
    # A generator in any() costs twice as much, and this is asked of every line and element.
    for part in parts:  # noqa: SIM110
        if part in text:
            return True
    return False


def has_spaceless(text: str) -> bool:
    """Whether a character of a script without blanks between words stands in a text: Thai, kana, Chinese."""
    return not text.isascii() and _SPACELESS.search(text) is not None
