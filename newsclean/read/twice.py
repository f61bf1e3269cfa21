"""Text that was encoded in UTF-8 twice: its bytes were once taken for windows-1252, say, and written out as such.

"Ã©" for "é" is what readers of such a page see. No text is written like that on purpose, so a line in which everything
outside ASCII decodes once more is what it decodes to.
"""

from __future__ import annotations

import re
from functools import cache

_READ_AS = {"cp1252": "", "cp1251": "РСГЕ", "cp1250": "ĹĂ", "mac_roman": "√", "cp850": "├┼", "cp437": "├┼"}
"""What UTF-8 is taken for, and characters of which its bytes then give one; cp1252 as browsers read it, with Latin-1 in
its five unused places, is told by a pattern."""
_LEAST = 4
"""Characters by which a page gets shorter: fewer are no evidence."""
_IN_A_LINE = 0.95
_MOST_TIMES = 3
_LINE = re.compile(r"[^<>\r\n]+")
_BLANKED = b" " * 128 + bytes(range(128, 256))
# How the first bytes of a character outside ASCII begin once they were read as cp1252.
_AS_LATIN = re.compile(rb"\xc3[\x82-\xb4][\xc2-\xe2]")
_OUTSIDE = re.compile("[^\x00-\x7f]+")


def undone(text: str, encoded: bytes | None = None) -> tuple[str, tuple[str, ...]]:
    """The text with what was encoded twice decoded again, and a warning where that was needed.

    Args:
        text: a page or a text.
        encoded: the same in UTF-8, where the caller has it.

    >>> undone("<p>Le cafÃ© de la tournÃ©e Ã©tait fermÃ©.</p><p>Voilà.</p>")[0]
    '<p>Le café de la tournée était fermé.</p><p>Voilà.</p>'
    """
    warnings: tuple[str, ...] = ()
    encodings = () if text.isascii() else _possible(text, encoded)
    for _ in range(_MOST_TIMES if encodings else 0):
        once = next((once for name in encodings if (once := _once_less(text, name)) is not None), None)
        if once is None:
            break
        text, warnings = once, ("text was encoded in UTF-8 twice; once undone",)
    return text, warnings


def _possible(text: str, encoded: bytes | None) -> tuple[str, ...]:
    """As what UTF-8 may have been read: any run outside ASCII decodes once more as a whole.

    Lines are looked at only then: a pattern over all of a page takes half a parse, and every text in Cyrillic has
    signs of it.
    """
    encoded = text.encode("utf-8", "replace") if encoded is None else encoded
    names = [name for name, signs in _READ_AS.items() if any(sign in text for sign in signs)]
    if _AS_LATIN.search(encoded):
        names.append("cp1252")
    if not names:
        return ()
    runs = b" ".join(set(encoded.translate(_BLANKED).split())).decode("utf-8")
    return tuple(_READ_AS) if any(_whole(name).search(runs) for name in names) else ()


def _once_less(text: str, encoding: str) -> str | None:
    """The text with its lines undone that can be, or None where they are too few."""
    if text.isascii() or not _sign(encoding).search(text):
        return None
    table = _bytes(encoding)
    known: dict[str, str | None] = {}
    changes: list[tuple[int, int, str]] = []
    for line in _LINE.finditer(text):
        if line[0].isascii():
            continue
        runs = _OUTSIDE.findall(line[0])
        for run in runs:
            if run not in known:
                known[run] = _decoded(run, table)
        mended = sum([len(run) for run in runs if known[run] is not None])
        if mended >= _IN_A_LINE * sum(map(len, runs)):
            changes.append((line.start(), line.end(), _OUTSIDE.sub(lambda run: known[run[0]] or run[0], line[0])))
    if sum(end - start - len(new) for start, end, new in changes) < _LEAST:
        return None
    pieces: list[str] = []
    done = 0
    for start, end, new in changes:
        pieces += (text[done:start], new)
        done = end
    return "".join((*pieces, text[done:]))


def _decoded(run: str, table: dict[int, int]) -> str | None:
    try:
        return run.translate(table).encode("latin-1").decode("utf-8")
    except UnicodeError:
        return None


@cache
def _bytes(encoding: str) -> dict[int, int]:
    """The byte each character stands for, by its code point; others stand for themselves, as in Latin-1."""
    read = {byte: bytes((byte,)).decode(encoding, "replace") for byte in range(128, 256)}
    return {ord(char): byte for byte, char in read.items() if char != "\ufffd"}


@cache
def _sign(encoding: str) -> re.Pattern[str]:
    """What the first two bytes of a character outside ASCII become."""
    chars = {byte: char for char, byte in _bytes(encoding).items()}
    first = "".join(re.escape(chr(chars.get(byte, byte))) for byte in range(0xC2, 0xF5))
    second = "".join(re.escape(chr(chars.get(byte, byte))) for byte in range(0x80, 0xC0))
    return re.compile(f"[{first}][{second}\x80-\xbf]")


@cache
def _whole(encoding: str) -> re.Pattern[str]:
    """A run between blanks that reads as bytes of UTF-8."""
    table = _bytes(encoding)
    read: dict[int, str] = {}
    for code in {*table, *range(128, 256)}:
        byte = table.get(code, code)
        read[byte] = read.get(byte, "") + re.escape(chr(code))

    def one(low: int, high: int) -> str:
        return f"[{''.join(read[byte] for byte in range(low, high))}]"

    later = one(0x80, 0xC0)
    return re.compile(
        f"(?<![^ ])(?:{one(0xC2, 0xE0)}{later}|{one(0xE0, 0xF0)}{later}{{2}}|{one(0xF0, 0xF5)}{later}{{3}})+(?![^ ])"
    )
