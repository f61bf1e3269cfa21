from __future__ import annotations

from collections.abc import Iterator

from newsclean.detectors import Found, detector
from newsclean.model import Document, Finding
from newsclean.sentences import ends_a_sentence
from newsclean.units import NOISE, SHORT_TEXT, is_unspaced

_FEWEST_WORDS, _FEWEST_CHARACTERS = 5, 12
_SURE = 0.9
_HARDLY = 0.8
"""A line that the model doubts no more than this can open the story: "Read more was the mayor's promise"."""
_ENDS = ("related_list", "comments", "tags", "footer")
_EXPLAINED = (*NOISE, "player")


@detector("protect", needs=["story", "other", *_EXPLAINED])
def reduced(document: Document, found: Found) -> Iterator[Finding]:
    """Sentences of a short text that no detector explains: where most of the page is gone already, they are story.

    The story model lives on context, and a text of twenty lines has little: it loses first paragraphs and short
    ones. What stands behind the story's end (a list of other stories, comments, topics, a footer) is left alone, and
    so are whole pages.
    """
    if document.kind != "text" or len(document.blocks) > SHORT_TEXT:
        return
    starts = [f.start for f in found["story"]] + [f.end for f in found["title"]]
    if not starts:
        return
    starts += [f.start for f in found["other"] if f.confidence < _HARDLY]
    sure = [f.start for f in found["story"] if f.confidence >= _SURE]
    last = max(sure, default=min(starts))
    ends = [f.start for label in _ENDS for f in found[label] if f.confidence >= _SURE and f.start > last]
    stop = min(ends, default=len(document.text))
    explained = {f.start for label in _EXPLAINED for f in found[label] if f.confidence > 0.5}
    for block in document.blocks:
        if not min(starts) <= block.start < stop or block.start in explained:
            continue
        text = block.text
        long = len(text) >= _FEWEST_CHARACTERS if is_unspaced(text) else len(text.split()) >= _FEWEST_WORDS
        if long and ends_a_sentence(text):
            yield Finding.of(block, "protect", 0.95, "a sentence that nothing explains, in a text reduced already")
