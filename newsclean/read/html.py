"""A page's markup, parsed once by lxml and read into the same blocks a flattened text gives.

lxml is known to this module, `blocks`, `hidden` and `head` alone, so that another parser can take its place. What it
loses silently (see `mend`) is told by its error log and read in another way, with a warning.
"""

from __future__ import annotations

from typing import Any

from lxml import etree

from newsclean.limits import Limits
from newsclean.model import Block, Document
from newsclean.read import mend
from newsclean.read.blocks import DROPPED, TooDeepError, read_blocks
from newsclean.read.bounds import both_ends, coarse, left_out, within
from newsclean.read.head import read_head

__all__ = ["DROPPED", "parse", "read_html"]
# Ends whatever the first part of a page that is too long breaks off in.
_CUT = "'\">--></script><hr>"
# Shorter blocks (buttons, labels) say nothing about where a page keeps its content, unless they are sentences.
_CONTENT = 80
_STOPS = '.!?…。！？؟।"”'
_TOO_LARGE = "too large for the memory at hand; read without inline elements"
_PAGE = 3
"""Different paragraphs that are a page's content and no note for machines; of 13 such pages one had fewer than six."""


def parse(markup: str) -> tuple[Any, list[str]]:
    """The tree of a page, and what was given up for it; (None, ...) where there is no element at all."""
    data, warnings = mend.before_parsing(_encoded(markup))
    root, gave_up = _parsed(data)
    if root is None:
        # libxml2 says no word where its memory does not suffice: two million elements take a gigabyte.
        root = _parsed(mend.without_inline(data))[0]
        return root, warnings if root is None else [*warnings, _TOO_LARGE]
    if gave_up:
        warnings.append(f"nested too deeply ({gave_up}); read without the inner elements")
        return _parsed(_encoded(mend.shallow(markup)))[0], warnings
    tag = mend.left_open(root, data)
    if tag:
        warnings.append(f"<{tag}> is never closed; closed before the next paragraph")
        data = mend.with_closed(data, tag)
        root = _parsed_again(data, root)
    closed = mend.with_closed_value(root, data)
    if closed is not data:
        warnings.append("an attribute's quotation mark is missing; ended with its tag")
        data, root = closed, _parsed_again(closed, root)
    tag, data = mend.swallowing(root, data)
    if tag:
        warnings.append(f"<{tag}> is never closed; closed before the next paragraph")
        root = _parsed_again(data, root)
    return root, warnings


def _parsed_again(mended: bytes, before: Any) -> Any:
    root = _parsed(mended)[0]
    return before if root is None else root


def _parsed(data: bytes) -> tuple[Any, str]:
    parser = etree.HTMLParser(
        encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True, collect_ids=False
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError:
        return None, ""
    fatal = parser.error_log.filter_from_fatals()
    return root, fatal[0].message.strip() if len(fatal) else ""


def _encoded(markup: str) -> bytes:
    try:
        return markup.encode("utf-8")
    except UnicodeEncodeError:
        # Surrogates: pairs are characters after all, lone ones stand for nothing.
        return markup.encode("utf-16", "surrogatepass").decode("utf-16", "replace").encode("utf-8")


def read_html(markup: str, url: str | None = None, limits: Limits | None = None) -> Document:
    """The `Document` of a page's markup.

    Args:
        markup: the page, decoded.
        url: where it came from; kept for the metadata, never fetched.
        limits: how much of it is looked at.
    """
    limits = limits or Limits()
    parts = both_ends(markup, limits.max_markup)
    markup = _CUT.join(markup[low:high] for low, high in parts)
    root, warnings = parse(markup)
    warnings += left_out(parts)
    if root is None:
        return Document("", (), "html", url, warnings=tuple(warnings), markup=markup)
    head = read_head(root)
    blocks = _unhide(_blocks(root, markup, warnings))
    pieces: list[str] = []
    for block in blocks:
        pieces += ("\n" * block.gap or " ", block.text)
    text = "".join(pieces[1:])
    spans = both_ends(text, limits.max_chars)
    blocks = coarse(within(blocks, text, spans), text)
    warnings += left_out(spans)
    return Document(text, tuple(blocks), "html", url, head.language, head, tuple(warnings), markup)


def _blocks(root: Any, markup: str, warnings: list[str]) -> list[Block]:
    """The blocks of the tree; of mended markup where the tree holds no text or is too deep to walk."""
    try:
        return read_blocks(root) or _blocks_of(mend.with_alternatives(markup))
    except (TooDeepError, RecursionError):
        warnings.append("nested too deeply; read without the inner elements")
    try:
        return _blocks_of(mend.shallow(markup))
    except (TooDeepError, RecursionError):
        return _plain_blocks(mend.stripped(markup))


def _blocks_of(markup: str) -> list[Block]:
    root = _parsed(_encoded(markup))[0]
    return [] if root is None else read_blocks(root)


def _plain_blocks(text: str) -> list[Block]:
    blocks = []
    start = 0
    for line in text.splitlines():
        blocks.append(Block(line, start, start + len(line), 2))
        start += len(line) + 2
    return blocks


def _unhide(blocks: list[Block]) -> list[Block]:
    """Pages snapped behind an overlay mark their whole content hidden; then nothing is."""
    hidden = {b.text for b in blocks if b.hidden and len(b.text) > _CONTENT}
    if len(hidden) < _PAGE:
        return blocks
    shown = [b.text for b in blocks if not b.hidden and (len(b.text) > _CONTENT or b.text[-1] in _STOPS)]
    return [b._replace(hidden="") for b in blocks] if len("".join(hidden)) > 4 * len("".join(shown)) else blocks
