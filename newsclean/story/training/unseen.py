"""A pipeline with the nets of a fold for its story model: they have not seen the pages and texts that were held out."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from newsclean.detectors import Detector, Found
from newsclean.detectors.story import verdicts
from newsclean.model import Document, Finding
from newsclean.pipeline import Pipeline
from newsclean.story.model import network, story_probabilities


@cache
def pipeline_of(weights: Path) -> Pipeline:
    """The pipeline as it is, but for the nets of its story model, which are those of a file."""

    def find(document: Document, found: Found) -> Iterator[Finding]:  # noqa: ARG001 - what a detector is given
        yield from verdicts(document, story_probabilities(document, network(weights)))

    return Pipeline().without("story").plus(Detector("story", ("story", "other"), (), find))
