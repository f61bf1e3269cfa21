"""The story model as a detector: its word on every block is one more finding for the judge."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from newsclean.detectors import Found, detector
from newsclean.model import Block, Document, Finding
from newsclean.sentences import ends_a_sentence
from newsclean.story.model import story_probabilities
from newsclean.units import is_cueless

_LINE = 40
"""Characters; shorter blocks are called short in `why`, and may be said twice: a refrain, "Yes."."""
_REPEATED = 0.95
"""Cutting what is kept a second time gave word F1 +0.0005 / +0.004 / +0.001 on fundus-dev, news-dev, wcxb-dev."""


@detector("story", "other")
def story(document: Document, found: Found) -> Iterator[Finding]:
    """The verdict of a learned model on each block: `story`, or `other` for what no cue needs to name.

    Four of five boilerplate lines carry no cue phrase at all; what tells them from the story is how dense sentences
    stand around them, how often they repeat and, in a page, their links and the elements they stand in. A block the
    model takes for story is left alone, unless another detector knows better.
    """
    yield from verdicts(document, story_probabilities(document))


def verdicts(document: Document, probabilities: NDArray[np.float32]) -> Iterator[Finding]:
    """A finding for each block from its probability of being story; for detectors that ask another net.

    A paragraph that the story has had already is no story: bodies are printed twice, and boxes quote them. In a text
    that is story throughout, a line alone is a refrain, or an exercise done again, and only sentences in a row are a copy.
    """
    again = _again(document, probabilities)
    for number, (block, probability) in enumerate(zip(document.blocks, probabilities.tolist(), strict=True)):
        if probability < 0.5:
            label, sure, why = "other", 1 - probability, _why_other(block)
        elif number in again:
            label, sure, why = "other", _REPEATED, "stands in the story already"
        else:
            label, sure, why = "story", probability, _why_story(block)
        # Not by `Finding.of`, which takes twice the time: this is one finding for every block.
        yield tuple.__new__(Finding, (block.start, block.end, label, sure, why, (), ""))


def _again(document: Document, probabilities: NDArray[np.float32]) -> set[int]:
    """The numbers of the story's blocks that it has had already."""
    told: set[str] = set()
    again = set()
    for number, (block, text) in enumerate(zip(document.blocks, document.folded, strict=True)):
        # What nobody sees was not told, and is cut; then the copy that is seen has to stay.
        if len(text) > _LINE and probabilities[number] >= 0.5:
            if text in told:
                again.add(number)
            elif not block.hidden:
                told.add(text)
    if again and document.kind == "text" and is_cueless(document):
        sentences = {number for number in again if ends_a_sentence(document.folded[number])}
        return {number for number in sentences if number - 1 in sentences or number + 1 in sentences}
    return again


def _why_story(block: Block) -> str:
    return "prose among prose" if len(block.text) > _LINE else "short line between story paragraphs"


def _why_other(block: Block) -> str:
    if block.links and sum([link.end - link.start for link in block.links]) > 0.8 * len(block.text):
        return "nothing but links"
    return "text apart from the story" if len(block.text) > _LINE else "short line apart from the story"
