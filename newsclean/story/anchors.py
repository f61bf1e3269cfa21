"""Where a block's element stands in the page's tree: borders crossed to reach it, nearness to headline and body.

A second story under the first looks like it in every other number; it stands in another container, has a headline of
its own, and is farther from the page's headline.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from newsclean.story.markup import Elements

ANCHOR_FEATURES = 17
HEADLINE_FEATURES = 6
"""The first so many ask where the headline stands, which the page's head tells."""
_TOLD = 0.5
"""Share of a line's word pairs that stand in the title of the page's head, from which it is the headline."""
_LEVELS = 5
_DEEP = 15

Floats = NDArray[np.float32]
Numbers = NDArray[np.int64]


def anchor_features(elements: Elements, headline: NDArray[np.floating], prose: NDArray[np.floating]) -> Floats:
    """(n, ANCHOR_FEATURES) for n blocks, from the share of each in the page's title and the prose each holds."""
    rows, count = elements.of_block, len(elements.of_block)
    columns = np.zeros((ANCHOR_FEATURES, count), np.float32)
    low = HEADLINE_FEATURES
    columns[:low] = _to_headline(elements, headline)
    body = int(np.argmax(np.bincount(elements.parents[rows], prose, minlength=len(elements.parents))))
    meeting = _meeting(elements, body)
    columns[low] = np.minimum(elements.depths[body] - meeting, _LEVELS) / _LEVELS
    columns[low + 1] = np.minimum(elements.depths[rows] - meeting, _LEVELS) / _LEVELS
    columns[low + 2] = elements.parents[rows] == body
    columns[low + 3 : low + 7] = _borders(elements)
    at = np.arange(count)
    for k, begun in enumerate((elements.begins("h1"), elements.begins("article"))):
        columns[low + 7 + 2 * k] = np.minimum(np.searchsorted(begun, at, "right"), _LEVELS) / _LEVELS
        columns[low + 8 + 2 * k] = min(len(begun), _LEVELS) / _LEVELS
    return columns.T


def _to_headline(elements: Elements, headline: NDArray[np.floating]) -> Floats:
    """Whether there is one, whether the block is behind it, how far, and where the two part in the tree."""
    count = len(headline)
    rows, at = elements.of_block, np.arange(count)
    first = np.isin(at, elements.begins("h1"))
    rated = np.where(headline >= _TOLD, headline + first, 0.5 * first)
    here = int(np.argmax(rated))
    columns = np.zeros((HEADLINE_FEATURES, count), np.float32)
    if not rated[here]:
        return columns
    meeting = _meeting(elements, int(rows[here]))
    columns[0] = 1
    columns[1] = at > here
    columns[2] = np.log1p(np.abs(at - here)) / 3
    columns[3] = meeting / _DEEP
    columns[4] = np.minimum(elements.depths[rows[here]] - meeting, _LEVELS) / _LEVELS
    columns[5] = np.minimum(elements.depths[rows] - meeting, _LEVELS) / _LEVELS
    return columns


def _meeting(elements: Elements, row: int) -> Numbers:
    """Depth of the innermost element that holds both each block and the element of this row."""
    around = np.zeros(len(elements.parents), bool)
    around[0] = True
    while row:
        around[row] = True
        row = int(elements.parents[row])
    return np.asarray(elements.depths[_climb(elements, ~around)])


def _climb(elements: Elements, leave: NDArray[np.bool_]) -> Numbers:
    """For each block its innermost element that need not be left; the flags are by row."""
    rows = elements.of_block
    while (out := leave[rows]).any():
        rows = np.where(out, elements.parents[rows], rows)
    return rows


def _borders(elements: Elements) -> Floats:
    """Levels closed and opened between the block before and each block, and between it and the next."""
    rows, at = elements.of_block, np.arange(len(elements.of_block))
    shared = rows
    while (out := (elements.first[shared] >= at) & (shared > 0)).any():
        shared = np.where(out, elements.parents[shared], shared)
    meeting = elements.depths[shared]
    depths = elements.depths[rows]
    opened = np.minimum(depths - meeting, _LEVELS) / _LEVELS
    closed = np.minimum(np.concatenate((depths[:1], depths[:-1])) - meeting, _LEVELS) / _LEVELS
    return np.stack((closed, opened, np.append(closed[1:], 1), np.append(opened[1:], 0))).astype(np.float32)
