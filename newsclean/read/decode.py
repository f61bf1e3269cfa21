"""Bytes to text: one bad byte costs one character, never the page.

The order: byte order mark, zero bytes that tell UTF-16 and UTF-32, valid UTF-8, UTF-8 but for a few bytes, then what
the caller or the page says as long as it makes sense (see `charset`). UTF-8 stands before the declarations because
they lie and nothing else decodes as UTF-8 by chance.
"""

from __future__ import annotations

import codecs
import re
from collections import Counter

from newsclean.read.charset import guess
from newsclean.read.twice import undone

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(
    rb"""<(?:meta|\?xml)[^>]{0,300}?(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_.:\-]{2,40})""", re.IGNORECASE
)
_DECLARATION_WITHIN = 20_000
# What browsers read under these names (WHATWG encoding standard).
_AS_BROWSERS = {
    **dict.fromkeys(("iso-8859-1", "latin-1", "latin1", "l1", "ascii", "us-ascii", "windows-1252"), "cp1252"),
    **dict.fromkeys(("gb2312", "gbk", "x-gbk", "gb_2312-80", "chinese"), "gb18030"),
    **dict.fromkeys(("shift_jis", "shift-jis", "sjis", "x-sjis", "ms_kanji", "windows-31j"), "cp932"),
    **dict.fromkeys(("euc-kr", "ks_c_5601-1987", "ksc5601", "korean", "windows-949"), "cp949"),
    **dict.fromkeys(("iso-8859-9", "latin5", "windows-1254"), "cp1254"),
    **dict.fromkeys(("tis-620", "iso-8859-11", "dos-874", "windows-874"), "cp874"),
    **dict.fromkeys(("big5", "big5-hkscs", "cn-big5", "x-x-big5"), "big5hkscs"),
    **dict.fromkeys(("iso-8859-8", "iso-8859-8-i", "visual", "logical", "windows-1255"), "cp1255"),
    **dict.fromkeys(("koi8-r", "koi8", "koi8-u"), "koi8_u"),
    "x-euc-jp": "euc_jp",
    "x-mac-cyrillic": "mac_cyrillic",
    "macintosh": "mac_roman",
}
# An escape that is never ended holds to the end of its line.
_JAPANESE = re.compile(rb"\x1b\$(?:\(?[@-D])(?:(?:[!-~]{2})+|\x1b\$\(?[@-D])*(?:\x1b\([BJ])?")
_CHINESE = re.compile(rb"~\{(?:[!-w][!-~])+~\}")
_LOOK_AT_ZEROS = 4_096
_ASCII_WORDS = re.compile(rb"[ -~]{12}")
_WIDE_MARKS = {name: tuple(mark.encode(name) for mark in "。，、") for name in ("utf-16-le", "utf-16-be")}
_IDEOGRAPHIC = re.compile("[\u3000-\u30ff\u4e00-\u9fff\uff00-\uffef\r\n -~]")
_STOPS = re.compile("[。，、！？：]")
_MOSTLY, _CHARACTERS_PER_STOP = 0.9, 100
_OUTSIDE = re.compile("[^\x00-\x7f]+")
# Overlong sequences, surrogates, sequences beyond Unicode, one byte over and over: no encoding writes text so.
_MALFORMED = re.compile(
    rb"[\xc0\xc1][\x80-\xbf]|\xe0[\x80-\x9f][\x80-\xbf]|\xed[\xa0-\xbf][\x80-\xbf]|\xf0[\x80-\x8f][\x80-\xbf]{2}"
    rb"|\xf4[\x90-\xbf][\x80-\xbf]{2}|[\xf8-\xfb][\x80-\xbf]{4}|([\x80-\xff])\1{15,}"
)
_BETWEEN_TAGS = re.compile(rb"[^<>\r\n]+")
_UNSAID, _TRUSTED = 4, 100
"""Elements in another encoding for each in UTF-8 that leave a page UTF-8, where it says nothing or says so."""


def decode(data: bytes, encoding: str | None = None) -> str:
    """The text of raw bytes.

    Args:
        data: a page or a text as it was fetched.
        encoding: what the HTTP header said; used where the bytes do not contradict it.

    Raises:
        LookupError: `encoding` is no encoding Python knows.

    >>> decode("Überfahrt".encode("utf-8")), decode(b"caf\\xe9 cr\\xe8me")
    ('Überfahrt', 'café crème')
    """
    return read_bytes(data, encoding)[0]


def read_bytes(data: bytes, encoding: str | None = None) -> tuple[str, tuple[str, ...]]:
    """The text as `decode` gives it, and what had to be guessed or given up for it."""
    if encoding is not None:
        codecs.lookup(encoding)
    for mark, name in _BOMS:
        if data.startswith(mark):
            data = data[len(mark) :]
            if name == "utf-8" or (name.startswith("utf-16") and _is_narrow(data)):
                break
            return data.decode(name, "replace"), ()
    wide = wide_encoding(data)
    if wide:
        return data.decode(wide, "replace"), ()
    if b"\x1b$" in data or b"~{" in data:
        data = _without_shifts(data)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return _not_utf8(data, encoding)
    return undone(text, data)


def _without_shifts(data: bytes) -> bytes:
    """With stretches of two bytes a character between escapes, as in ISO-2022 and HZ, in UTF-8."""
    if b"\x1b$)C" in data and data.isascii():
        return data.decode("iso2022_kr", "replace").encode()
    if b"\x1b$" in data:
        data = _JAPANESE.sub(lambda part: part[0].decode("iso2022_jp_2", "replace").encode(), data)
    return _CHINESE.sub(lambda part: part[0].decode("hz", "replace").encode(), data)


def _is_narrow(data: bytes) -> bool:
    """Whether what stands behind a mark of UTF-16 is UTF-8 after all."""
    start = data[:_LOOK_AT_ZEROS]
    return 0 not in start and bool(_ASCII_WORDS.search(start))


def wide_encoding(data: bytes) -> str:
    """UTF-16 or UTF-32 without a byte order mark, told by where the zero bytes stand; empty for neither."""
    start = data[:_LOOK_AT_ZEROS]
    size = len(start) // 4
    if start.count(0) <= size // 25:
        return _wide_ideographs(start)
    zeros = [start[i : size * 4 : 4].count(0) for i in range(4)]
    if min(zeros[2:]) > size * 0.9:
        name = "utf-32-le"
    elif min(zeros[:2]) > size * 0.9:
        name = "utf-32-be"
    else:
        # Blanks and markup are ASCII on every page; the other byte is zero in one Chinese character of fifty.
        first, second = zeros[0] + zeros[2], zeros[1] + zeros[3]
        if min(first, second) * 4 > max(first, second):
            return _wide_ideographs(start)
        name = "utf-16-le" if second > first else "utf-16-be"
    text = start.decode(name, "replace")
    strange = sum(not (char.isprintable() or char.isspace()) for char in text)
    return name if strange * 20 <= len(text) else _wide_ideographs(start)


def _wide_ideographs(start: bytes) -> str:
    """UTF-16 of Chinese or Japanese alone, in which few bytes are zero, told by its full stops and commas."""
    for name, marks in _WIDE_MARKS.items():
        if any(mark in start for mark in marks):
            text = start[: len(start) // 2 * 2].decode(name, "replace")
            told = len(_IDEOGRAPHIC.findall(text))
            if told >= _MOSTLY * len(text) and len(_STOPS.findall(text)) * _CHARACTERS_PER_STOP >= len(text):
                return name
    return ""


def _not_utf8(data: bytes, encoding: str | None) -> tuple[str, tuple[str, ...]]:
    kinds = Counter(_kind(text[0]) for text in _BETWEEN_TAGS.finditer(data))
    declared = _DECLARED.search(data, 0, _DECLARATION_WITHIN)
    said = encoding or (declared[1].decode("ascii") if declared else "")
    known = _known(said)
    # Legacy text hardly ever looks like UTF-8: one element in a thousand, of two letters.
    share = _TRUSTED if said.lower() in ("utf-8", "utf8") else _UNSAID
    if kinds["utf-8"] * share > kinds["other"] or (said and not known and not kinds["other"]):
        return _mostly_utf8(data, bool(kinds["other"]))
    best = guess(data, known) or known or "cp1252"
    warnings = (f"said to be {said}, read as {best}",) if said and best != known else ()
    return data.decode(best, "replace"), warnings


def _mostly_utf8(data: bytes, mixed: bool) -> tuple[str, tuple[str, ...]]:
    """UTF-8 but for single bytes, each of which costs a character, or for elements in another encoding."""
    if not mixed:
        text = data.decode("utf-8", "replace")
        return text, (f"{text.count(chr(0xFFFD)):,} characters are not UTF-8 as the rest is",)
    texts = (match[0] for match in _BETWEEN_TAGS.finditer(data))
    legacy = guess(b"\n".join(text for text in texts if _kind(text) == "other")) or "cp1252"
    mended = _BETWEEN_TAGS.sub(
        lambda text: text[0].decode(legacy, "replace").encode() if _kind(text[0]) == "other" else text[0], data
    )
    return mended.decode("utf-8", "replace"), (f"two encodings in one page: UTF-8 and {legacy}",)


def _kind(text: bytes) -> str:
    """What the text of an element says of its encoding: "ascii" nothing, "utf-8", "other", or one bad byte "damaged"."""
    if text.isascii():
        return "ascii"
    decoded = _MALFORMED.sub(b"", text).decode("utf-8", "replace")
    bad = decoded.count("\ufffd")
    if bad * 2 < sum(map(len, _OUTSIDE.findall(decoded))):
        return "utf-8"
    return "other" if bad > 1 else "damaged"


def _known(name: str) -> str | None:
    """Python's name of an encoding that is neither UTF-8 nor unknown."""
    try:
        found = codecs.lookup(_AS_BROWSERS.get(name.strip().lower(), name)).name
        b"a-\xe9".decode(found, "replace")
    except (LookupError, ValueError):
        return None
    return None if found.startswith("utf") else found
