"""All words of many texts hashed at once: a polynomial hash over prefixes, so that no Python loop runs over words."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from newsclean.read.characters import DIGIT, IDEOGRAPH, LETTER, UPPER, codes_of, tables

_BASE = np.uint64(0x9E3779B97F4A7C15 | 1)
_MIX = np.uint64(0xD6E8FEB86659FD93)
_STEP = 1 << 16


@cache
def _powers() -> tuple[NDArray[np.uint64], NDArray[np.uint64]]:
    """Powers of the base and of its inverse modulo 2^64, for prefixes of up to 65,536 characters."""
    inverse = np.uint64(pow(int(_BASE), -1, 1 << 64))
    one = np.ones(1, np.uint64)
    powers = np.cumprod(np.concatenate((one, np.full(_STEP - 1, _BASE))), dtype=np.uint64)
    inverses = np.cumprod(np.concatenate((one, np.full(_STEP - 1, inverse))), dtype=np.uint64)
    return powers, inverses


def mixed(hashes: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """The hashes with every bit depending on every other."""
    hashes = (hashes ^ (hashes >> np.uint64(32))) * _MIX
    return hashes ^ (hashes >> np.uint64(29))


def spans_hashed(codes: NDArray[np.uint32], starts: NDArray[np.int64], ends: NDArray[np.int64]) -> NDArray[np.uint64]:
    """A 64-bit hash of each span of code points; equal spans hash alike wherever they stand."""
    powers, inverses = _powers()
    # Powers start anew every 65,536 characters; only a word across such a border hashes differently.
    powers = powers[: len(codes)] if len(codes) <= _STEP else np.resize(powers, len(codes))
    prefix = np.zeros(len(codes) + 1, np.uint64)
    np.cumsum((codes + np.uint32(1)) * powers, out=prefix[1:])
    return mixed((prefix[ends] - prefix[starts]) * inverses[starts % _STEP])


@dataclass(frozen=True)
class Scan:
    """Texts laid end to end with a line break behind each: characters, their kinds, and the words in them."""

    codes: NDArray[np.uint32]
    """Lower-cased code points."""
    kinds: NDArray[np.uint8]
    starts: NDArray[np.int64]
    """Where each text begins; one more than there are texts."""
    word_starts: NDArray[np.int64]
    word_ends: NDArray[np.int64]
    word_owner: NDArray[np.int64]
    """The text each word belongs to, ascending."""
    hashes: NDArray[np.uint64]
    """A hash for each word."""
    word_edges: NDArray[np.int64]
    """The first word of each text; one more than there are texts."""


def scan(texts: list[str], *, camel: bool = False) -> Scan:
    """Finds and hashes the words of texts: runs of letters and digits, single characters of unspaced scripts.

    Args:
        texts: any strings.
        camel: begin a word at a capital behind a small letter too ("articleBody").
    """
    kind_of, lower_of = tables()
    text = "\n".join(texts) + "\n"
    given = codes_of(text).astype(np.intp)
    kinds = np.take(kind_of, given)
    starts = np.zeros(len(texts) + 1, np.int64)
    np.cumsum([len(text) + 1 for text in texts], out=starts[1:])
    letter = np.zeros(len(kinds) + 1, bool)
    np.less(kinds - np.uint8(LETTER), DIGIT - LETTER + 1, out=letter[1:])
    # The last character is a line break, so that every word has an end.
    borders = np.flatnonzero(letter[1:] != letter[:-1])
    word_starts, word_ends = borders[::2], borders[1::2]
    if camel:
        inner = np.flatnonzero((kinds[1:] == UPPER) & (kinds[:-1] == LETTER)) + 1
        word_starts, word_ends = (np.sort(np.concatenate((edges, inner))) for edges in (word_starts, word_ends))
    single = np.flatnonzero(kinds == IDEOGRAPH)
    if len(single):
        word_starts = np.concatenate((word_starts, single))
        order = np.argsort(word_starts, kind="stable")
        word_starts, word_ends = word_starts[order], np.concatenate((word_ends, single + 1))[order]
    word_edges = np.searchsorted(word_starts, starts)
    owner = np.repeat(np.arange(len(texts)), np.diff(word_edges))
    codes = np.take(lower_of, given)
    hashes = spans_hashed(codes, word_starts, word_ends)
    return Scan(codes, kinds, starts, word_starts, word_ends, owner, hashes, word_edges)
