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
    with np.errstate(over="ignore"):
        powers = np.cumprod(np.concatenate((one, np.full(_STEP, _BASE))), dtype=np.uint64)
        inverses = np.cumprod(np.concatenate((one, np.full(_STEP, inverse))), dtype=np.uint64)
    return powers, inverses


def mixed(hashes: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """The hashes with every bit depending on every other."""
    with np.errstate(over="ignore"):
        hashes = (hashes ^ (hashes >> np.uint64(32))) * _MIX
        return hashes ^ (hashes >> np.uint64(29))


def spans_hashed(codes: NDArray[np.uint32], starts: NDArray[np.int64], ends: NDArray[np.int64]) -> NDArray[np.uint64]:
    """A 64-bit hash of each span of code points; equal spans hash alike wherever they stand."""
    powers, inverses = _powers()
    with np.errstate(over="ignore"):
        where = np.arange(len(codes)) % _STEP
        terms = (codes + np.uint32(1)).astype(np.uint64) * powers[where]
        # Powers start anew every 65,536 characters; only a word across such a border hashes differently.
        prefix = np.concatenate((np.zeros(1, np.uint64), np.cumsum(terms)))
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


def scan(texts: list[str], *, camel: bool = False) -> Scan:
    """Finds and hashes the words of texts: runs of letters and digits, single characters of unspaced scripts.

    Args:
        texts: any strings.
        camel: begin a word at a capital behind a small letter too ("articleBody").
    """
    kind_of, lower_of = tables()
    codes = codes_of("\n".join(texts) + "\n")
    kinds = kind_of[codes]
    lengths = np.fromiter(map(len, texts), np.int64, len(texts)) + 1
    starts = np.concatenate((np.zeros(1, np.int64), np.cumsum(lengths)))
    codes = lower_of[codes]
    letter = ((kinds >= LETTER) & (kinds <= DIGIT)).view(np.int8)
    change = np.diff(letter, prepend=np.int8(0))
    first = change == 1
    if camel:
        first[1:] |= (kinds[1:] == UPPER) & (kinds[:-1] == LETTER)
        word_starts = np.flatnonzero(first)
        word_ends = np.flatnonzero(change == -1)
        word_ends = np.sort(np.concatenate((word_ends, word_starts[change[word_starts] == 0])))
    else:
        word_starts = np.flatnonzero(first)
        word_ends = np.flatnonzero(change == -1)
    single = np.flatnonzero(kinds == IDEOGRAPH)
    if len(single):
        word_starts = np.concatenate((word_starts, single))
        order = np.argsort(word_starts, kind="stable")
        word_starts, word_ends = word_starts[order], np.concatenate((word_ends, single + 1))[order]
    owner = np.repeat(np.arange(len(texts)), np.diff(np.searchsorted(word_starts, starts)))
    return Scan(codes, kinds, starts, word_starts, word_ends, owner, spans_hashed(codes, word_starts, word_ends))
