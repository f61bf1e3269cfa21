"""Markup over which libxml2 loses text or time, mended before it is parsed, or after it gave up.

Each of the first checks is one search through the bytes. What browsers show stays; only what no reader could want is
taken out, and each mending that loses something gives a warning.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from html import unescape
from itertools import islice
from typing import Any

_OPEN_VALUE = re.compile(rb'="[^"<>]*(?:>|(?=<))')
_END_TAG = re.compile(rb"</(?:body|html)\s*>", re.IGNORECASE)
_XML_WITHIN = 100
_LONG_TAG = 20_000
_LONGEST_SCRIPT = 1_000_000
_LONG_PAGE = 200_000
_MANY_VALUES = 20_000
_MOST_ATTRIBUTES = 1_000
"""libxml2 compares each attribute with all others of its element: 20,000 take 0.5 s, a million half an hour."""
_TAG = re.compile(r"<(/?)([a-zA-Z][^\s/>]*)(?:[^<>\"']|\"[^\"]*\"|'[^']*')*+>")
_TAG_IN_BYTES = re.compile(rb"(<[a-zA-Z][^\s/>]*)(?:[^<>\"']|<|\"[^\"]*\"|'[^']*')*+>?")
_ATTRIBUTE = re.compile(rb"[^\s/>\"'=]+(?:\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s>\"']*))?")
_BORDER = re.compile(rb"<(?:p|div|h[1-6]|article|section|main|ul|ol|table|blockquote|figure)\b", re.IGNORECASE)
# Void elements, and those that the parser closes by itself: their tags say nothing of depth.
_UNNESTED = "area base br col dd dt embed frame hr img input li link meta option p param source td th tr track wbr"
_DEEPEST = 90
_FLOWING = "a abbr b big code em font i label mark q s small span strike strong sub sup time tt u"
_ALTERNATIVE = re.compile(r"(</?)(?:noscript|noframes|frameset|template|noembed|object)\b", re.IGNORECASE)
_CODE = re.compile(r"<!--.*?-->|<(script|style)\b.*?</\1\s*>", re.IGNORECASE | re.DOTALL)
_RAW = "iframe listing noembed noframes plaintext script style textarea title xmp"
"""Elements whose content the parser takes as it stands, up to their end tag or the page's."""
_ASIDE = "audio canvas details dialog figcaption noscript object template video"
"""Elements whose content is no story."""
_MOST_OPEN = 20
_INLINE = re.compile(
    rb"</?(?:abbr|b|big|cite|code|del|em|font|i|ins|kbd|mark|s|small|span|strong|sub|sup|tt|u)\b[^<>]*>", re.IGNORECASE
)


def before_parsing(data: bytes) -> tuple[bytes, list[str]]:
    """The markup without what stops libxml2 short, and what was taken out."""
    data, warnings = _without_long_tags(data.replace(b"\0", b""))
    if data[:_XML_WITHIN].lstrip().startswith(b"<?xml"):
        # The HTML parser takes a CDATA section for a comment; feeds keep their stories in them.
        data = data.replace(b"<![CDATA[", b"").replace(b"]]>", b"")
    return _without_open_comment(_without_early_end(data)), warnings


def _without_early_end(data: bytes) -> bytes:
    """Without </body> and </html> where anything else follows them.

    lxml 6.1 drops everything behind an early </html> (measured on 3,318 pages; never worse without the tags).
    """
    end = min((at for at in map(data.find, (b"</html", b"</HTML")) if at >= 0), default=-1)
    if end < 0 or not _END_TAG.sub(b"", data[end:]).strip():
        return data
    return _END_TAG.sub(b"", data)


def _without_open_comment(data: bytes) -> bytes:
    """With a comment that is never closed ended before the next paragraph: it would hide the rest of the page."""
    opened = data.find(b"<!--", data.rfind(b"-->") + 1)
    if opened < 0 or b"--!>" in data[opened:]:
        return data
    rest = _BORDER.search(data, opened)
    return data if rest is None else data[:opened] + data[rest.start() :]


def _without_long_tags(data: bytes) -> tuple[bytes, list[str]]:
    """Without the attributes of elements that have more than a thousand."""
    pieces: list[bytes] = []
    done = 0
    for tag in _long_tags(data):
        attributes = _ATTRIBUTE.finditer(data, tag.end(1), tag.end())
        if next(islice(attributes, _MOST_ATTRIBUTES, None), None) and not _in_script(data, tag.start()):
            pieces += (data[done : tag.end(1)], b">")
            done = tag.end()
    if not pieces:
        return data, []
    return b"".join((*pieces, data[done:])), [f"an element has more than {_MOST_ATTRIBUTES:,} attributes; dropped"]


def _long_tags(data: bytes) -> Iterator[re.Match[bytes]]:
    """Tags of many attributes have no ">" for a long way, or else more values than pages have."""
    if len(data) > _LONG_PAGE and data.count(b"=") > _MANY_VALUES:
        yield from (tag for tag in _TAG_IN_BYTES.finditer(data) if tag.end() - tag.start() > _LONG_TAG)
        return
    at = 0
    while at + _LONG_TAG < len(data):
        end = data.rfind(b">", at, at + _LONG_TAG)
        if end >= 0:
            at = end + 1
            continue
        end = data.find(b">", at)
        end = len(data) if end < 0 else end + 1
        tag = _TAG_IN_BYTES.search(data, at, end)
        if tag and tag.end() - tag.start() > _LONG_TAG:
            yield tag
        at = end


def _in_script(data: bytes, at: int) -> bool:
    start = max(0, at - _LONGEST_SCRIPT)
    return data.rfind(b"<script", start, at) > data.rfind(b"</script", start, at)


def left_open(root: Any, data: bytes) -> str:
    """The tag of an element of raw text that swallowed the rest of the page, as its end tag is missing; or empty."""
    node = root
    while len(node):
        node = node[-1]
    if node.tag not in _RAW.split() or "</" not in (node.text or ""):
        return ""
    # A name that goes on is no end tag: "</titleX" where the bracket was damaged.
    closed = max((m.start() for m in re.finditer(rf"</{node.tag}[\s/>]".encode(), data, re.IGNORECASE)), default=-1)
    return node.tag if closed < data.lower().rfind(f"<{node.tag}".encode()) else ""


def with_closed(data: bytes, tag: str) -> bytes:
    """With an element that swallowed the rest of the page closed before the next paragraph."""
    if tag == "plaintext":
        return re.sub(rb"<plaintext[^>]*>", b"", data, flags=re.IGNORECASE)
    return _closed(data, tag, data.lower().rfind(f"<{tag}".encode()))


def _closed(data: bytes, tag: str, opened: int) -> bytes:
    rest = _BORDER.search(data, opened + 1)
    return data if rest is None else data[: rest.start()] + f"</{tag}>".encode() + data[rest.start() :]


def swallowing(root: Any, data: bytes) -> tuple[str, bytes]:
    """The tag of an aside that holds paragraphs as it is never closed, and the markup with all such closed; or ("", ...).

    Closed before the paragraph that follows, which may have been the last of the aside.
    """
    tags = {node.tag for node in root.iter(*_ASIDE.split()) if node.find(".//p") is not None}
    for tag in sorted(tags):
        open_at: list[int] = []
        for mark in re.finditer(rf"<(/?){tag}\b".encode(), data, re.IGNORECASE):
            if not mark[1]:
                open_at.append(mark.start())
            elif open_at:
                open_at.pop()
        if open_at:
            for at in reversed(open_at[-_MOST_OPEN:]):
                data = _closed(data, tag, at)
            return tag, data
    return "", data


def with_closed_value(root: Any, data: bytes) -> bytes:
    """With the quotation mark without which the page up to the next one became a part of an attribute.

    One page in nine has an odd number of them, and few of these fewer paragraphs in the tree than in the markup. Single
    ones are left alone: apostrophes would have to be told from them.
    """
    if data.count(b'"') % 2 == 0 or data.count(b"<p>") + data.count(b"<p ") <= sum(1 for _ in root.iter("p")):
        return data
    for value in _OPEN_VALUE.finditer(data):
        tag = data.rfind(b"<", 0, value.start())
        if b">" in data[tag : value.start()] or not data[tag + 1 : tag + 2].isalpha():
            continue
        end = data.find(b'"', value.end())
        swallowed = data[value.end() : end if end >= 0 else len(data)]
        sure = end < 0 or swallowed.rstrip().endswith(b"=") or value[0].endswith(b">")
        if sure and b"<p" in swallowed and not _in_script(data, tag):
            return data[: value.end()].rstrip(b">") + b'">' + data[value.end() :]
    return data


def without_inline(data: bytes) -> bytes:
    """A page without the tags of inline elements; links stay."""
    return _INLINE.sub(b"", data)


def shallow(markup: str) -> str:
    """The markup without the tags of elements nested deeper than 90; their text stays, and so do their borders."""
    pieces: list[str] = []
    opened: list[str] = []
    counts: Counter[str] = Counter()
    unnested, flowing = frozenset(_UNNESTED.split()), frozenset(_FLOWING.split())
    done = 0
    for match in _TAG.finditer(markup):
        name = match[2].lower()
        if name in unnested or (match[1] and not counts[name]):
            continue
        if not match[1]:
            opened.append(name)
            counts[name] += 1
            deep = len(opened) > _DEEPEST
        else:
            while opened[-1] != name:
                counts[opened.pop()] -= 1
            deep = len(opened) > _DEEPEST
            counts[opened.pop()] -= 1
        if deep:
            pieces += (markup[done : match.start()], "" if name in flowing else "<hr>")
            done = match.end()
    return "".join((*pieces, markup[done:]))


def with_alternatives(markup: str) -> str:
    """With what a page holds for readers without scripts or frames as part of it."""
    return _ALTERNATIVE.sub(r"\1div", markup)


def stripped(markup: str) -> str:
    """The text of markup that no tree can be made of: a line for each block, entities resolved, code dropped."""
    flowing = frozenset(_FLOWING.split())
    text = _TAG.sub(lambda tag: "" if tag[2].lower() in flowing else "\n", _CODE.sub("\n", markup))
    lines = (" ".join(line.split()) for line in unescape(text).splitlines())
    return "\n".join(filter(None, lines))
