"""The story model: how likely each block of a document belongs to the story, and whether there is one at all."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from importlib.resources import files
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from newsclean.floods import telling
from newsclean.language import language_of
from newsclean.lexicon.phrases import languages
from newsclean.model import Document
from newsclean.story.features import features
from newsclean.story.network import STORY, Network

WEIGHTS = "story.npz"
_CLEAN_SHARE = 0.9
_CLEAN_ODDS = 9.0
_CUELESS_ODDS = 1_000.0
_FEW_CUES, _MOST_CUES = 0.05, 3
"""Share and number of lines with a cue phrase. Of clean bodies in the development sets 95 in 100 have fewer, of whole
pages one in 100, of texts that a scraper left half cleaned none: 0.14 and more."""
_SOME_STORY = 0.1
_KNOWN = 0.5
"""How sure the language is. Of clean bodies 98 in 100 have more; English with every letter changed has 0.35 at most, and
there the rule would keep whole pages (word F1 0.89 to 0.68)."""
_SHORT = 3_000
"""Characters; whole pages have more."""
_SHORT_ODDS = 3.0
"""2 and 3 serve both annotated sets better than 1, 5 and 9."""


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
    are links.
    """
    length = np.array([len(block.text) for block in document.blocks])
    kept = length[probabilities >= 0.5].sum() / length.sum()
    if document.kind == "text" and kept >= _SOME_STORY and _is_cueless(document):
        return _raised(probabilities, _CUELESS_ODDS)
    if document.kind == "text" and kept >= _CLEAN_SHARE:
        return _raised(probabilities, _CLEAN_ODDS)
    if length.sum() >= _SHORT:
        return probabilities
    linked = np.array([bool(block.links) for block in document.blocks])
    return np.where(linked, probabilities, _raised(probabilities, _SHORT_ODDS))


def _is_cueless(document: Document) -> bool:
    """Whether hardly a line carries a cue phrase, in a language that has some."""
    cued = sum(map(bool, document.cues))
    if cued > _MOST_CUES or cued >= _FEW_CUES * len(document.blocks):
        return False
    language, sure = language_of(document)
    return sure >= _KNOWN and language in languages()


def _raised(probabilities: NDArray[np.float32], odds: float) -> NDArray[np.float32]:
    return (probabilities / (probabilities + (1 - probabilities) / odds)).astype(np.float32)
