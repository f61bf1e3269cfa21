"""Small ensembles of decision trees, trained elsewhere and walked with NumPy alone."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache
from importlib.resources import files
from typing import Any

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float32]
_NODES = 16
"""Answers of one tree, a bit each: 15 inner nodes and one that is never above."""


@dataclass(frozen=True, eq=False)
class Trees:
    """Complete binary decision trees of depth 4; node n has the children 2n+1 and 2n+2."""

    feature: NDArray[np.int16]
    """(trees, inner nodes)"""
    threshold: Numbers
    """(trees, inner nodes): to the right where the feature is above it."""
    value: Numbers
    """(trees, leaves), log-odds."""
    bias: float

    def probability(self, given: Numbers) -> Numbers:
        """(lines, features) -> (lines,), 0 to 1."""
        # All nodes of all trees are asked at once and the 16 answers of a tree looked up: a quarter of the time that
        # going down level by level takes, which costs some NumPy calls for each level.
        feature, threshold, value, first = self._flat
        answers = np.packbits(given.take(feature, axis=1) > threshold, axis=1).view(np.uint16)
        odds = value.take(_leaves().take(answers) + first).sum(axis=1) + self.bias
        return np.asarray(1 / (1 + np.exp(-odds)), np.float32)

    @cached_property
    def _flat(self) -> tuple[Any, Any, Any, Any]:
        """Features, thresholds and values one behind the other, and where the values of each tree begin."""
        trees, inner = self.feature.shape
        feature = np.zeros((trees, _NODES), np.intp)
        threshold = np.full((trees, _NODES), np.inf, np.float32)
        feature[:, :inner], threshold[:, :inner] = self.feature, self.threshold
        return feature.ravel(), threshold.ravel(), self.value.ravel(), np.arange(trees) * self.value.shape[1]


@lru_cache(maxsize=1)
def _leaves() -> NDArray[np.uint8]:
    """The leaf for each combination of answers, as `packbits` writes them."""
    codes = np.arange(2**_NODES, dtype=np.uint16)
    answers = np.unpackbits(codes.view(np.uint8).reshape(-1, 2), axis=1)
    node = np.zeros(len(codes), np.intp)
    for _ in range(4):
        node = 2 * node + 1 + answers[codes, node]
    return (node - (_NODES - 1)).astype(np.uint8)


@lru_cache(maxsize=4)
def shipped(name: str) -> Trees:
    """The trees of `data/<name>.npz`, read once."""
    with files("newsclean").joinpath(f"data/{name}.npz").open("rb") as source, np.load(source) as data:
        return Trees(data["feature"], data["threshold"], data["value"], float(data["bias"]))
