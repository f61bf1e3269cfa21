"""Small ensembles of decision trees, trained elsewhere and walked with NumPy alone."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float32]


class Trees(NamedTuple):
    """Complete binary decision trees of equal depth; node n has the children 2n+1 and 2n+2."""

    feature: NDArray[np.int16]
    """(trees, inner nodes)"""
    threshold: Numbers
    """(trees, inner nodes): to the right where the feature is above it."""
    value: Numbers
    """(trees, leaves), log-odds."""
    bias: float

    def probability(self, given: Numbers) -> Numbers:
        """(lines, features) -> (lines,), 0 to 1."""
        trees = np.arange(len(self.feature))
        node = np.zeros((len(given), len(trees)), np.int64)
        rows = np.arange(len(given))[:, None]
        inner = self.feature.shape[1]
        while node.size and node[0, 0] < inner:
            above = given[rows, self.feature[trees, node]] > self.threshold[trees, node]
            node = 2 * node + 1 + above
        odds = self.value[trees, node - inner].sum(axis=1) + self.bias
        return np.asarray(1 / (1 + np.exp(-odds)), np.float32)


@lru_cache(maxsize=4)
def shipped(name: str) -> Trees:
    """The trees of `data/<name>.npz`, read once."""
    with files("newsclean").joinpath(f"data/{name}.npz").open("rb") as source, np.load(source) as data:
        return Trees(data["feature"], data["threshold"], data["value"], float(data["bias"]))
