"""Markup or flattened text? Told by looking at the content, not at a name or a header."""

from __future__ import annotations

import re

from newsclean.model import Kind

_OPENING = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b|(?:<!--.*?-->\s*)+\Z)",
    re.IGNORECASE | re.DOTALL,
)
_JSON = re.compile(r"\s*(?:\{\s*[\"}]|\[\s*[\[{\"\]])")
_TAG = re.compile(
    r"</?(?:a|article|aside|b|blockquote|body|br|button|center|dd|details|dialog|div|dl|dt|em|figure|font|footer|form"
    r"|frameset|h[1-6]|head|header|hr|html|i|iframe|img|input|label|li|link|main|meta|nav|noscript|ol|p|pre|script|section"
    r"|small|span|strong|style|summary|svg|table|tbody|td|template|textarea|title|tr|u|ul|video)"
    r"(?:\s+[a-zA-Z@:_-][^<>]{0,2000})?\s*/?>",
    re.IGNORECASE,
)
_LOOK_AT = 200_000
# Pages of the development sets have a tag every 80 characters; a text that quotes some code has one in a thousand.
_CHARACTERS_PER_TAG = 300


def sniff(text: str) -> Kind:
    """ "html" for markup, "text" for anything else, such as JSON, a text with a stray `<` or a line of code.

    >>> sniff("<p>Rain fell.</p>"), sniff("if x < y: mail <ann@example.org>")
    ('html', 'text')
    """
    if "<" not in text:
        return "text"
    head = text[:_LOOK_AT].lstrip("\ufeff")
    if _OPENING.match(head):
        return "html"
    if _JSON.match(head):
        return "text"
    tags = len(_TAG.findall(head))
    if not tags:
        return "text"
    stripped = head.strip()
    wrapped = bool(_TAG.match(stripped)) and stripped.endswith(">")
    return "html" if wrapped or (tags > 2 and tags * _CHARACTERS_PER_TAG > len(head)) else "text"
