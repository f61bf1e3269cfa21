"""Raw input to `Document`: tell what it is, decode it, cut it into blocks. One parse, one pass."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from newsclean.limits import Limits
from newsclean.model import Document, Kind
from newsclean.read.decode import read_bytes, wide_encoding
from newsclean.read.html import read_html
from newsclean.read.sniff import sniff
from newsclean.read.text import read_text
from newsclean.read.twice import undone

KINDS = ("html", "text")
# Signatures of files that are no text; their bytes would only give noise.
_NO_TEXT = (
    b"%PDF-",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"PK\x03\x04",
    b"\x1f\x8b",
    b"\x7fELF",
    b"BZh",
    b"\xfd7zXZ",
    b"\x28\xb5\x2f\xfd",
)
NOT_TEXT = "the input is binary data, not text"
_TAR = 257
"""Where an archive without compression, whose first file may be a page, says what it is."""
_BLANK_BEFORE = 64
_LOOK_AT = 4_096
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]+")
_CONTROL_BYTES = bytes(range(33))
_RARE = bytes(code for code in range(128) if _CONTROLS.match(chr(code)))
# Random bytes have a run every ten characters; with a header of zeros or words fewer, but they are never UTF-8.
_CHARACTERS_PER_RUN = 12
_BYTES_PER_RUN = 30
_HEADER = 1_000


def read(
    raw: Any,
    url: str | None = None,
    kind: Kind | None = None,
    language: str | None = None,
    limits: Limits | None = None,
) -> Document:
    """Reads any accepted input once.

    Args:
        raw: str or bytes, HTML or flattened text; or a tree of BeautifulSoup or lxml.
        url: where it came from; never fetched.
        kind: "html" or "text" instead of looking.
        language: two-letter code, where the caller knows it.
        limits: how much of it is looked at; the default lets every real page through.

    Raises:
        TypeError: for any other input, naming what is accepted.
        ValueError: for an unknown kind.
    """
    if kind is not None and kind not in KINDS:
        raise ValueError(f"kind is 'html', 'text' or None, not {kind!r}")
    warnings: tuple[str, ...] = ()
    given = raw
    if isinstance(raw, bytes | bytearray | memoryview):
        data = bytes(raw)
        if kind is None and not_text(data):
            return Document("", (), "text", url, warnings=(NOT_TEXT,))
        raw, warnings = read_bytes(data)
    elif not isinstance(raw, str):
        raw, kind = _markup(raw), "html"
    if kind is None and _is_noise(raw):
        return Document("", (), "text", url, warnings=(NOT_TEXT,))
    kind = kind or sniff(raw)
    if kind == "html" and given is raw:
        raw, warnings = undone(raw)
    document = (read_html if kind == "html" else read_text)(raw, url, limits)
    if warnings:
        document = replace(document, warnings=(*warnings, *document.warnings))
    return document if language is None else replace(document, language=language.lower()[:2])


def not_text(data: bytes) -> bool:
    """Whether bytes are an image, an archive, a PDF ...: by signature, or by control characters."""
    if data[:_BLANK_BEFORE].lstrip().startswith(_NO_TEXT) or data[_TAR : _TAR + 5] == b"ustar":
        return True
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or wide_encoding(data):
        return False
    blank = b"" < data[:1] <= b" " and not data.isspace() and not data.strip(_CONTROL_BYTES)
    start = data[:_LOOK_AT].decode("latin-1")
    return blank or _is_noise(start) or (_is_noise(start[:_HEADER], _BYTES_PER_RUN) and not _is_utf8(data))


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _is_noise(text: str, per_run: int = _CHARACTERS_PER_RUN) -> bool:
    """Whether runs of control characters make up a twelfth, or another part, of a text's beginning.

    A run is one accident however long it is: NUL bytes where a disk was full, a flood before a story.
    """
    start = text[:_LOOK_AT]
    # Hardly a text has any: taking them out in C tells so in a tenth of the time.
    plain = start.encode("utf-8", "replace")
    if len(plain.translate(None, _RARE)) == len(plain):
        return False
    return len(_CONTROLS.findall(start)) * per_run > len(start)


def _markup(raw: Any) -> str:
    """A tree of BeautifulSoup or lxml as markup again, so that it is read as every page is and stays untouched."""
    from lxml import etree

    if isinstance(raw, etree._Element | etree._ElementTree):
        return etree.tostring(raw, encoding="unicode", method="html", with_tail=False)
    if type(raw).__module__.partition(".")[0] == "bs4" and hasattr(raw, "decode"):
        return str(raw)
    raise TypeError(f"clean() takes str, bytes, a BeautifulSoup object or an lxml element, not {type(raw).__name__}")
