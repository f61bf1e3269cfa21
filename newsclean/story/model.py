"""The story model: how likely each block of a document belongs to the story, and whether there is one at all."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from importlib.resources import files
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from newsclean.floods import telling
from newsclean.model import Document
from newsclean.story.features import features
from newsclean.story.network import STORY, Network
from newsclean.units import is_cueless

WEIGHTS = "story.npz"
_CLEAN_SHARE = 0.9
_CLEAN_ODDS = 9.0
_CUELESS = 0.9
"""The probability of any block in a text that is story throughout."""
_SOME_STORY = 0.1
_SHORT = 3_000
"""Characters; whole pages have more."""
_SHORT_ODDS = 1.5
"""Of the short texts learned from, each by nets that have not seen it, 1 cleans as well, but cuts more sub-headings."""
_SHORT_FLOOR = 0.02
"""The least probability in a short document: others, which know what speaks for a line, must be able to outweigh it."""
_SHORT_LINE = 80
_SHORT_LINE_ODDS = 2 / 3
"""Of the noise inside stories a tenth less stays, for 0.001 of word F1: most of it is short, little of the story is."""


@cache
def network(path: Path | None = None) -> Network:
    """The trained net, read once: the one of this package, or the one in a file (a fold of a cross-validation)."""
    if path is not None:
        return Network.load(path)
    with files("newsclean.data").joinpath(WEIGHTS).open("rb") as source:
        return Network.load(source)


def story_probabilities(document: Document, weights: Network | None = None) -> NDArray[np.float32]:
    """For each block, the probability that it belongs to the story.

    Args:
        document: HTML or text, as read; its blocks may be none or very many.
        weights: another net than the package's own.

    Returns:
        (blocks,) numbers from 0 to 1; the same for the same document in any thread or process.
    """
    told = telling(document.blocks)
    if len(told) < len(document.blocks):
        everywhere = np.zeros(len(document.blocks), np.float32)
        if told:
            everywhere[told] = _probabilities(
                replace(document, blocks=tuple(document.blocks[n] for n in told)), weights
            )
        return everywhere
    return _probabilities(document, weights) if told else np.zeros(0, np.float32)


def _probabilities(document: Document, weights: Network | None) -> NDArray[np.float32]:
    probabilities: NDArray[np.float32] = (weights or network()).states(features(document))[:, STORY]
    return _abstained(document, probabilities)


def _abstained(document: Document, probabilities: NDArray[np.float32]) -> NDArray[np.float32]:
    """The probabilities, raised where most of a document is story beforehand.

    A text that is story nearly throughout has most likely been cleaned: then only sure noise goes. On clean bodies as
    input the share that comes back whole rose from 0.67-0.74 to 0.89-0.93. Chrome always has some words of its own, so
    a text in which hardly a line carries a cue phrase is story throughout: its lists, tables and verse have only
    themselves for company. A short document is what a scraper left, and gives the net little to go by; but links in it
    are links. In a whole page short lines must be more likely story than not, as noise inside stories is short.
    """
    length = np.array([len(block.text) for block in document.blocks])
    kept = length[probabilities >= 0.5].sum() / length.sum()
    if document.kind == "text" and kept >= _SOME_STORY and is_cueless(document):
        return np.maximum(probabilities, np.float32(_CUELESS))
    if document.kind == "text" and kept >= _CLEAN_SHARE:
        return _raised(probabilities, _CLEAN_ODDS)
    if length.sum() >= _SHORT:
        return np.where(length < _SHORT_LINE, _raised(probabilities, _SHORT_LINE_ODDS), probabilities)
    linked = np.array([bool(block.links) for block in document.blocks])
    doubted = np.maximum(_raised(probabilities, _SHORT_ODDS), np.float32(_SHORT_FLOOR))
    return np.where(linked, probabilities, doubted)


def _raised(probabilities: NDArray[np.float32], odds: float) -> NDArray[np.float32]:
    return (probabilities / (probabilities + (1 - probabilities) / odds)).astype(np.float32)
