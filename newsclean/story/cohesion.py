"""How the words of story-like blocks tie them together: a second story shares its rare words with what follows it and
not with what stands before.

Lexical cohesion as in Hearst's TextTiling (Computational Linguistics 23, 1997), by links between repeated words
instead of a similarity of windows: one sort over the page's words.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

COHESION_FEATURES = 6
_FARTHEST = 12
"""Story-like blocks that a link reaches over: names come back within a few paragraphs."""
_AROUND = 5
_SCALE = 5.0
"""Brings shares of a few hundredths to the size of the other features."""

Numbers = NDArray[Any]


def cohesion_features(
    words: NDArray[np.int64], owner: NDArray[np.int64], told: NDArray[np.bool_], headline: NDArray[np.int64]
) -> Numbers:
    """(COHESION_FEATURES, n) for n blocks.

    Args:
        words: a bucket for each word of the page.
        owner: the block each word stands in, ascending.
        told: (n,) which blocks look like sentences.
        headline: buckets of the words of the page's title.
    """
    count = len(told)
    inside = told[owner]
    words, owner = words[inside], owner[inside]
    size = int(max(words.max(initial=0), headline.max(initial=0))) + 1
    # Each word by the place of its last occurrence: buckets are far more than words.
    table = np.empty(size, np.int64)
    table[words] = np.arange(len(words))
    last = table[words]
    # Steeper than 1 / frequency: a name told five times ties more than "the" told fifty times.
    weight = (1.0 + np.bincount(last, minlength=len(words))[last]) ** -1.5
    mass = np.bincount(owner, weight, minlength=count)
    first, second, tie = _links(words, owner, np.cumsum(told), weight)
    over = np.cumsum(
        np.bincount(first + 1, tie, minlength=count + 1) - np.bincount(second + 1, tie, minlength=count + 1)
    )
    over = np.maximum(over[:count], 0.0)
    sums = np.concatenate((np.zeros(1), np.cumsum(mass)))
    at = np.arange(count)
    near = sums[np.minimum(at + _AROUND, count)] - sums[np.maximum(at - _AROUND, 0)]
    local = over / np.maximum(near, 0.1) * _SCALE
    known = np.zeros(size, bool)
    known[headline] = True
    enough = np.maximum(mass, 0.1) / _SCALE
    rows = (
        over / max(float(over.max(initial=0)), 0.1),
        local,
        np.append(local[1:], 0.0),
        np.bincount(second, tie, minlength=count) / enough,
        np.bincount(first, tie, minlength=count) / enough,
        np.bincount(owner, weight * known[words], minlength=count) / enough,
    )
    return np.stack(rows)


def _links(
    words: NDArray[np.int64], owner: NDArray[np.int64], rank: NDArray[np.int64], weight: Numbers
) -> tuple[NDArray[np.int64], NDArray[np.int64], Numbers]:
    """Pairs of blocks, near each other, in which a word stands and comes back, and how much that ties them."""
    order = np.argsort(words, kind="stable")
    words, owner = words[order], owner[order]
    first, second = owner[:-1], owner[1:]
    apart = rank[second] - rank[first]
    tied = (words[1:] == words[:-1]) & (apart > 0) & (apart <= _FARTHEST)
    return first[tied], second[tied], weight[order[1:][tied]]
