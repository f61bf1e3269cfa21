from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from newsclean.cued import OPENS, WHOLE, cued_blocks
from newsclean.detectors import Found, detector
from newsclean.model import Block, Candidate, Document, Finding
from newsclean.sentences import ends_a_sentence
from newsclean.units import entries, linked_share, story_confidence, story_span

_LONGEST_TAG, _MOST_TAGS, _MOST_WORDS = 50, 25, 6
_LONGEST_LINE = 300
# A topic is a menu word or a name elsewhere; under its heading it is a topic.
_TOPIC = 0.975
_LINES_BEHIND, _SHORT_WORD = 5, 3
_GLUE = re.compile(r"(?<=[^\W\d_A-Z])(?=[A-Z\u00c0-\u00de])")


@detector("tags", needs=["story", "other"])
def tags(document: Document, found: Found) -> Iterator[Finding]:
    """Topic lines: "Tags: harbour, ferry", or a heading "Topics" with one topic a line under it.

    They become `metadata.tags`. Under the story's last line topics are also known by being glued into one line
    ("HarbourFerriesWinter"), or by their number signs. Sentences that open with the same word are left alone: a topic
    has no end mark.
    """
    sure = story_confidence(found)
    done = -1
    for index, cues in cued_blocks(document, "tags"):
        block = document.blocks[index]
        cue = next((c for c in cues if c.position in ("whole", "opens")), None)
        if index <= done or cue is None or len(block.text) > _LONGEST_LINE or _is_sentence(block, cue.end):
            continue
        heads = not block.text[cue.end :].strip(" :")
        why = f"{'is nothing but' if heads else 'opens with'} '{cue.phrase}'"
        names = [part.strip(" #") for part in block.text[cue.end :].replace("|", ",").split(",")]
        listed = () if heads else _candidates(block, tuple(filter(None, names)), why)
        under = list(_topics(document, index + 1, sure)) if heads else []
        if heads and not under and cue.position == "whole":
            # A lone word "Tag" or "Themen" between paragraphs is a sub-heading as often as not.
            yield Finding.of(block, "tags", 0.7, why)
            continue
        yield Finding.of(block, "tags", WHOLE if heads else OPENS, why, candidates=listed)
        topics = tuple(entry.text.strip(" #,") for _, entry in under)
        for number, entry in under:
            done = number
            why = f"stands under '{block.text[:40]}'"
            yield Finding.of(entry, "tags", _TOPIC, why, candidates=_candidates(block, topics, why))
            topics = ()
    yield from _behind(document, story_span(document, found)[1], done)


def _topics(document: Document, index: int, sure: Mapping[int, float]) -> Iterator[tuple[int, Block]]:
    for number, entry in entries(document, index, sure, longest=_LONGEST_TAG, most=_MOST_TAGS):
        if len(entry.text.split()) > _MOST_WORDS or ends_a_sentence(entry.text):
            return
        yield number, entry


def _behind(document: Document, end: int, done: int) -> Iterator[Finding]:
    """Topics without a heading, in the lines right under the story."""
    if not end:
        return
    number = next((n for n, block in enumerate(document.blocks) if block.start >= end), len(document.blocks))
    for index in range(number, min(number + _LINES_BEHIND, len(document.blocks))):
        block = document.blocks[index]
        if index <= done or document.cues[index] or len(block.text) > _LONGEST_LINE:
            continue
        if block.text.startswith("#") and not ends_a_sentence(block.text):
            yield Finding.of(block, "tags", 0.9, "a number sign in front, under the story")
        elif _is_glued(block):
            yield Finding.of(block, "tags", 0.85, "names glued together, under the story")
        elif _is_row(block) and " the " not in document.text[:end]:
            # English headlines are written in capitals too.
            yield Finding.of(block, "tags", 0.6, "a row of names, under the story")


def _is_glued(block: Block) -> bool:
    """Topics whose elements vanished, each with a capital; a headline glued to its section has more words."""
    pieces = _GLUE.split(block.text)
    return (
        len(pieces) > 1
        and not ends_a_sentence(block.text)
        and all(len(p.split()) < 4 and p[0].isupper() for p in pieces)
    )


def _is_row(block: Block) -> bool:
    """Topics side by side, most of them with a capital."""
    words = [word for word in block.text.split() if len(word) > _SHORT_WORD]
    capitals = sum(word[0].isupper() for word in words)
    return len(words) > 1 and capitals >= 0.6 * len(words) and block.text.replace(" ", "").replace("'", "").isalpha()


def _is_sentence(block: Block, behind: int) -> bool:
    rest = block.text[behind:].strip()
    return ends_a_sentence(rest) and len(rest.split()) > _MOST_WORDS and linked_share(block) < 0.5


def _candidates(block: Block, names: tuple[str, ...], why: str) -> tuple[Candidate, ...]:
    return (Candidate("tags", names, 0.6, "visible", why, block.text, block.start),) if names else ()
