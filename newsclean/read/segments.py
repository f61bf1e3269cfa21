"""Cuts lines that hold more than one block: a page on one line, words glued where tags vanished ("unclear.Public").

A line is left whole unless it is far longer than paragraphs are or glued several times over; pieces go back together
where they are kept, so a needless cut costs nothing. All cuts of a text are found in one numpy pass: look-behinds
over megabytes of one line took a regex seconds.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from newsclean.read.characters import (
    BAR,
    COLON,
    COMMA,
    DIGIT,
    END,
    IDEOGRAPH,
    LETTER,
    QUOTE,
    SPACE,
    UPPER,
    codes_of,
    tables,
)  # fmt: skip

LONG_LINE = 1_000
"""Characters; 2 % of the story paragraphs of the development pages are longer."""
SHORT_LINE = 60
"""Characters; a shorter line is a row of labels at most, which the lexicon knows glued: "FacebookTwitterWhatsApp"."""
MANY_GLUES = 2
_LABEL_RUN = 4
"""So many capitalised words in a row are labels of a menu; the last of them begins what follows."""
_NAMED = 500
"""Characters; in a line with fewer words that hold a capital than one in so many, they are names: "WhatsApp"."""
_ENDLESS, _CLOSED = 180, (END, QUOTE, COLON, COMMA)
"""Characters; a piece that is longer and ends without a mark is a menu or a list of headlines."""
_AGAIN = 5
"""So many words in a row that stand in a text twice are a headline, a teaser or a label."""
_FAR = 4
_CASELESS = (0x0590, 0x1C80)
"""Hebrew to Ol Chiki; behind kana only few scripts have capitals."""
_KANA, _HAN_END = 0x3040, 0xA000
_CLOSING = np.frombuffer(")]»”」』】".encode("utf-32-le"), np.uint32)

_ODD = np.cumprod(np.full(64, 0x9E3779B97F4A7C15, np.uint64))
"""Powers of an odd number: hashes that depend on the order of what they are made of."""


class _Places(NamedTuple):
    """Offsets in a text, ascending."""

    cuts: list[int]
    """Where a line may be cut."""
    outer: list[int]
    """Those that are not inside a word."""
    capitals: list[int]
    """Where the entries of a menu without marks begin."""


class Segments:
    """Where the lines of a text may be cut.

    >>> glued = "Why is unclear.Public offices stay closedShare on FacebookTweet it."
    >>> [glued[low:high] for low, high in Segments(glued).of(0, len(glued))]
    ['Why is unclear.', 'Public offices stay closed', 'Share on Facebook', 'Tweet it.']
    >>> whole = "A sentence of a story. And another one."
    >>> Segments(whole).of(0, len(whole))
    [(0, 39)]
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._codes = codes_of(text)
        self._kinds = np.take(tables()[0], self._codes)
        # Before each capital that begins a word, as characters there are few of: in most texts nothing else is looked at.
        kinds = np.concatenate((np.zeros(_FAR, np.uint8), self._kinds, np.zeros(1, np.uint8)))
        at = np.flatnonzero((kinds[_FAR:-1] == UPPER) & (kinds[_FAR + 1 :] == LETTER))
        back1, back2, back3 = (kinds[at + (_FAR - k)] for k in (1, 2, 3))
        ended = (back1 == END) | ((back1 == QUOTE) & (back2 == END))
        # An apostrophe closes nothing: "l’Elysée".
        closed = np.isin(self._codes[at - 1], _CLOSING) & (back2 != SPACE) & (at > 0)
        inner = (back1 == LETTER) & (back2 == LETTER)
        glue = inner | (back1 == DIGIT) | (ended & (back3 != UPPER)) | closed
        self._glues = at[glue].tolist()
        self._inner = at[inner].tolist()

    @cached_property
    def _places(self) -> _Places:
        """Where lines may be cut that are too long or glued: few texts have any."""
        codes, kinds = self._codes, self._kinds
        padded = np.concatenate((np.zeros(_FAR, np.uint8), kinds, np.zeros(1, np.uint8)))
        here = padded[_FAR:-1]
        back1, back2, back3, back4 = (padded[_FAR - k : -1 - k] for k in (1, 2, 3, 4))
        opens = (here != SPACE) & (back1 == SPACE)
        # Scripts without capitals begin a sentence with any letter.
        caseless = (codes >= _CASELESS[0]) & (codes < _CASELESS[1]) | (codes >= _KANA)
        big = (here != LETTER) | caseless
        sentence = opens & big & ((back2 == END) | ((back2 == QUOTE) & (back3 == END)))
        # "(Picture: A. Lind) Rain fell", "12:30 Rain fell".
        sentence |= opens & big & (back2 == QUOTE) & _credited(kinds)
        # But "12:30 PM", "12:30 Uhr": words of three letters at most belong to the time.
        timed = (back2 == DIGIT) & (back3 == DIGIT) & (back4 == COLON)
        sentence |= opens & big & (here != DIGIT) & timed & _long_word(kinds)
        # Scripts without blanks end a sentence with a mark alone.
        unspaced = (here == IDEOGRAPH) & (back1 == END) & (back2 == IDEOGRAPH)
        # Chinese and Japanese put blanks between labels, not between words.
        dense = (codes >= _KANA) & (codes < _HAN_END)
        labels = opens & dense & np.concatenate((np.zeros(2, bool), dense[:-2]))[: len(dense)]
        cut = sentence | unspaced | labels | (opens & ((back2 == SPACE) | (here == BAR)))
        cut[self._glues] = True
        cut[_labels(kinds, opens)] = True
        if max(map(len, self._text.split("\n"))) > LONG_LINE:
            said = _repeats(codes, opens)
            cut[said[big[said]]] = True
        capitals = np.flatnonzero(opens & (here == UPPER) & (back2 != SPACE) & _behind_small(kinds, opens)).tolist()
        everywhere = np.flatnonzero(cut).tolist()
        cut[self._inner] = False
        return _Places(everywhere, np.flatnonzero(cut).tolist(), capitals)

    def of(self, start: int, end: int) -> list[tuple[int, int]]:
        """The pieces of a line, without the blanks around them; the whole line where nothing is to cut."""
        if end - start <= SHORT_LINE:
            return [(start, end)]
        first = bisect_right(self._glues, start)
        if end - start <= LONG_LINE and bisect_left(self._glues, end, first) - first < MANY_GLUES:
            return [(start, end)]
        first = bisect_right(self._inner, start)
        inner = bisect_left(self._inner, end, first) - first
        cuts = self._places.cuts if inner * _NAMED >= end - start else self._places.outer
        first = bisect_right(cuts, start)
        borders = [start, *cuts[first : bisect_left(cuts, end, first)], end]
        found = []
        for begin, stop in pairwise(borders):
            while stop > begin and self._kinds[stop - 1] == SPACE:
                stop -= 1
            if stop - begin > _ENDLESS and self._kinds[stop - 1] not in _CLOSED:
                found += self._by_capitals(begin, stop)
            elif stop > begin:
                found.append((begin, stop))
        return found

    def _by_capitals(self, begin: int, stop: int) -> list[tuple[int, int]]:
        """The entries of a menu without marks: each begins with a capital behind a small word."""
        capitals = self._places.capitals
        first = bisect_right(capitals, begin)
        borders = [begin, *capitals[first : bisect_left(capitals, stop, first)], stop]
        return [(low, high - 1 if high < stop else high) for low, high in pairwise(borders)]


def _labels(kinds: NDArray[np.uint8], opens: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Where runs of capitalised words begin, and where their last word does."""
    starts = np.flatnonzero(opens | (np.arange(len(kinds)) == 0))
    if len(starts) < _LABEL_RUN:
        return starts[:0]
    ends = np.append(starts[1:], len(kinds)) - 1
    last = kinds[np.maximum(ends - 1, 0)]
    capital = kinds[starts] == UPPER
    # A word with a mark behind it ends its run.
    stops = np.isin(last, (END, COMMA, COLON))
    same = capital[1:] & capital[:-1] & ~stops[:-1]
    edges = np.diff(np.concatenate(((False,), same, (False,))).astype(np.int8))
    first, final = np.flatnonzero(edges == 1), np.flatnonzero(edges == -1)
    long = final - first + 1 >= _LABEL_RUN
    # Two words in capitals are the place an agency reports from: "GULL POINT, Maine (AP)".
    loud = kinds[np.minimum(starts + 1, len(kinds) - 1)] == UPPER
    final -= loud[final] & loud[np.maximum(final - 1, 0)]
    return starts[np.concatenate((first[long], final[long]))]


def _behind_small(kinds: NDArray[np.uint8], opens: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Whether the word before each place begins with a small letter, as the last of most labels and headlines does."""
    starts = np.flatnonzero(opens | (np.arange(len(kinds)) == 0))
    found = np.zeros(len(kinds), bool)
    found[starts[1:]] = (kinds[starts[:-1]] == LETTER) & (kinds[starts[1:] - 2] == LETTER)
    return found


def _long_word(kinds: NDArray[np.uint8]) -> NDArray[np.bool_]:
    """Whether no blank stands among the four characters from each place on."""
    ahead = np.concatenate((kinds, np.full(3, SPACE, kinds.dtype)))
    return np.asarray((ahead[:-3] != SPACE) & (ahead[1:-2] != SPACE) & (ahead[2:-1] != SPACE) & (ahead[3:] != SPACE))


def _credited(kinds: NDArray[np.uint8]) -> NDArray[np.bool_]:
    """Whether the last quote or bracket but one before each place has a colon behind it: "(Picture: A. Lind) "."""
    places = np.arange(len(kinds))
    colon = np.maximum.accumulate(np.where(kinds == COLON, places, 0))
    quotes = np.flatnonzero(kinds == QUOTE)
    if len(quotes) < 2:
        return np.zeros(len(kinds), bool)
    passed = np.searchsorted(quotes, places) - 2
    return (passed >= 0) & (colon > quotes[np.maximum(passed, 0)])


def _repeats(codes: NDArray[np.uint32], opens: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Where runs of words begin and end that stand in the text more than once."""
    starts = np.flatnonzero(opens | (np.arange(len(codes)) == 0))
    if len(starts) < 2 * _AGAIN:
        return starts[:0]
    place = np.arange(len(codes)) - np.repeat(starts, np.diff(np.append(starts, len(codes))))
    mixed = (codes.astype(np.uint64) + np.uint64(1)) * _ODD[np.minimum(place, len(_ODD) - 1)]
    mixed[tables()[0][codes] == SPACE] = 0
    words = np.add.reduceat(mixed, starts)
    count = len(words) - _AGAIN + 1
    runs = np.zeros(count, np.uint64)
    for at in range(_AGAIN):
        runs = runs * _ODD[1] + words[at : at + count]
    _, where, often = np.unique(runs, return_inverse=True, return_counts=True)
    again = np.diff(np.concatenate(((False,), often[where] > 1, (False,))).astype(np.int8))
    ends = np.flatnonzero(again == -1) + _AGAIN - 1
    return starts[np.concatenate((np.flatnonzero(again == 1), ends[ends < len(starts)]))]
