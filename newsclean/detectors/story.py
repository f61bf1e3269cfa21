"""The story model as a detector: its word on every block is one more finding for the judge."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from newsclean.detectors import Found, detector
from newsclean.model import Block, Document, Finding
from newsclean.story.model import story_probabilities

_LINE = 40
"""Characters; shorter blocks are called short in `why`."""


@detector("story", "other")
def story(document: Document, found: Found) -> Iterator[Finding]:
    """The verdict of a learned model on each block: `story`, or `other` for what no cue needs to name.

    Four of five boilerplate lines carry no cue phrase at all; what tells them from the story is how dense sentences
    stand around them, how often they repeat and, in a page, their links and the elements they stand in. A block the
    model takes for story is left alone, unless another detector knows better.
    """
    yield from verdicts(document, story_probabilities(document))


def verdicts(document: Document, probabilities: NDArray[np.float32]) -> Iterator[Finding]:
    """A finding for each block from its probability of being story; for detectors that ask another net."""
    for block, probability in zip(document.blocks, probabilities.tolist(), strict=True):
        if probability >= 0.5:
            yield Finding.of(block, "story", probability, _why_story(block))
        else:
            yield Finding.of(block, "other", 1 - probability, _why_other(block))


def _why_story(block: Block) -> str:
    return "prose among prose" if len(block.text) > _LINE else "short line between story paragraphs"


def _why_other(block: Block) -> str:
    if sum(link.end - link.start for link in block.links) > 0.8 * len(block.text):
        return "nothing but links"
    return "text apart from the story" if len(block.text) > _LINE else "short line apart from the story"
