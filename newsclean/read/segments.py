"""Cuts lines that hold more than one block: a page on one line, words glued where tags vanished ("unclear.Public").

A line is left whole unless it is far longer than paragraphs are or glued several times over; pieces go back together
where they are kept, so a needless cut costs nothing. All cuts of a text are found in one numpy pass: look-behinds
over megabytes of one line took a regex seconds.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import pairwise

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
_FAR = 4
_KANA, _HAN_END = 0x3040, 0xA000
_CLOSING = np.frombuffer(")]»”」』】".encode("utf-32-le"), np.uint32)


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
        codes = codes_of(text)
        kinds = tables()[0][codes]
        self._kinds = kinds
        padded = np.concatenate((np.zeros(_FAR, np.uint8), kinds, np.zeros(1, np.uint8)))
        here, after = padded[_FAR:-1], padded[_FAR + 1 :]
        back1, back2, back3 = (padded[_FAR - k : -1 - k] for k in (1, 2, 3))
        ended = (back1 == END) | ((back1 == QUOTE) & (back2 == END))
        # An apostrophe closes nothing: "l’Elysée".
        closed = np.isin(np.concatenate((np.zeros(1, codes.dtype), codes[:-1])), _CLOSING) & (back2 != SPACE)
        word = (back1 == LETTER) & (back2 == LETTER) | (back1 == DIGIT) | (ended & (back3 != UPPER)) | closed
        glue = (here == UPPER) & (after == LETTER) & word
        opens = (here != SPACE) & (back1 == SPACE)
        sentence = opens & (here != LETTER) & ((back2 == END) | ((back2 == QUOTE) & (back3 == END)))
        # Scripts without blanks end a sentence with a mark alone.
        unspaced = (here == IDEOGRAPH) & (back1 == END) & (back2 == IDEOGRAPH)
        # Chinese and Japanese put blanks between labels, not between words.
        dense = (codes >= _KANA) & (codes < _HAN_END)
        labels = opens & dense & np.concatenate((np.zeros(2, bool), dense[:-2]))[: len(dense)]
        cut = glue | sentence | unspaced | labels | (opens & ((back2 == SPACE) | (here == BAR)))
        cut[_labels(kinds, opens)] = True
        self._glues = np.flatnonzero(glue).tolist()
        self._cuts = np.flatnonzero(cut).tolist()

    def of(self, start: int, end: int) -> list[tuple[int, int]]:
        """The pieces of a line, without the blanks around them; the whole line where nothing is to cut."""
        if end - start <= SHORT_LINE:
            return [(start, end)]
        first = bisect_right(self._glues, start)
        if end - start <= LONG_LINE and bisect_left(self._glues, end, first) - first < MANY_GLUES:
            return [(start, end)]
        first = bisect_right(self._cuts, start)
        borders = [start, *self._cuts[first : bisect_left(self._cuts, end, first)], end]
        found = []
        for begin, stop in pairwise(borders):
            while stop > begin and self._kinds[stop - 1] == SPACE:
                stop -= 1
            if stop > begin:
                found.append((begin, stop))
        return found


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
