"""What kind of character a code point is, as lookup tables, so that whole texts are classed at once by numpy."""

from __future__ import annotations

import unicodedata
from functools import cache

import numpy as np
from numpy.typing import NDArray

SPACE, LETTER, UPPER, DIGIT, IDEOGRAPH, END, COMMA, QUOTE, COLON, BAR, HYPHEN, OTHER = range(12)
KINDS = 12

_BLANK = frozenset("\t\n\v\f\r \x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000\u00ad\u200b\u200c\u200d\ufeff")
_END = frozenset(".!?…。！？｡؟۔।॥։።")
_COMMA = frozenset(",،、，;；؛")
_QUOTE = frozenset("\"'()[]«»‹›‘’‚‛“”„‟「」『』（）【】〝〟＂")
_COLON = frozenset(":：")
_BAR = frozenset("|¦/\\>→▶►▸•·●■◆★☆×+#*=~_^<{}©®")
_HYPHEN = frozenset("-‐‑‒–—―−&@")
# Scripts written without blanks between words (Thai, Lao, Burmese, Khmer, kana, han): each character is a word.
# Hangul is written with blanks; private use and surrogates mean nothing.
_RANGES = (
    (0x0E00, 0x0EFF, IDEOGRAPH),
    (0x1000, 0x109F, IDEOGRAPH),
    (0x1780, 0x17FF, IDEOGRAPH),
    (0x3040, 0x30FA, IDEOGRAPH),
    (0x30FC, 0x30FF, IDEOGRAPH),
    (0x3400, 0x9FFF, IDEOGRAPH),
    (0xAC00, 0xD7A3, LETTER),
    (0xD800, 0xF8FF, OTHER),
    (0xF900, 0xFAFF, IDEOGRAPH),
)


def _kind(code: int) -> int:
    char = chr(code)
    for members, kind in (
        (_BLANK, SPACE),
        (_END, END),
        (_COMMA, COMMA),
        (_QUOTE, QUOTE),
        (_COLON, COLON),
        (_BAR, BAR),
        (_HYPHEN, HYPHEN),
    ):
        if char in members:
            return kind
    category = unicodedata.category(char)
    if category in ("Lu", "Lt"):
        return UPPER
    if category[0] in "LM":
        return LETTER
    if category[0] == "N":
        return DIGIT
    return SPACE if category[0] == "Z" or category in ("Cc", "Cf") else OTHER


@cache
def tables() -> tuple[NDArray[np.uint8], NDArray[np.uint32]]:
    """For each code point of the basic plane: its kind, and its lower-case form where that is one character.

    The last entry stands for all code points above (mostly emoji).
    """
    kinds = np.zeros(0x10000, np.uint8)
    for low, high, kind in _RANGES:
        kinds[low : high + 1] = kind
    for code in np.flatnonzero(kinds == 0).tolist():
        kinds[code] = _kind(code)
    lower = np.arange(0x10000, dtype=np.uint32)
    for code in np.flatnonzero((kinds == UPPER) | (kinds == LETTER)).tolist():
        small = chr(code).lower()
        if len(small) == 1:
            lower[code] = ord(small)
    kinds[0xFFFF] = OTHER
    return kinds, lower


def codes_of(text: str) -> NDArray[np.uint32]:
    """A text's code points; those beyond the basic plane as its last one."""
    raw = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    return np.minimum(raw, np.uint32(0xFFFF))


def kinds_of(text: str) -> NDArray[np.uint8]:
    """The kind of each character of a text."""
    return tables()[0][codes_of(text)]
