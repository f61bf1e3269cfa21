"""Where on a page the head of its story is: headline, kicker, author and date, in front of the first paragraphs."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from typing import NamedTuple

from newsclean.metadata.text import has_spaceless, key
from newsclean.model import Block, Document

_PARAGRAPH = 90
"""Characters from which a line that ends like a sentence is prose. Lines without blanks count double."""
_LINE_COST = 70
"""What a line that is no paragraph takes from a run of prose, in characters; chosen so that sub-headings, captions
and a link between paragraphs do not break it, and a menu does."""
_MOST = 600
_TAIL = 8
SENTENCE_END = re.compile(r"[.!?…。！？।؟:;,][\"”»’')\]]*$")
_ABOVE, _BELOW, _FURTHEST = 8, 12, 30
"""Blocks of the head above and below the headline; below as many more as the story begins later, up to the last."""
_CLOSE_ABOVE, _CLOSE_BELOW = 2, 7
_LONG_KEY = 15
"""A shorter title may end another line by chance."""
_AFTER = 3
"""Blocks behind the story that may still hold its date."""


class Zone(NamedTuple):
    """Numbers of blocks: where the headline stands (None: nowhere), and the first and one past the last block of the head."""

    title: int | None
    low: int
    high: int
    end: tuple[int, int]
    """First and one past the last block right behind the story."""

    @property
    def close(self) -> range:
        """The few blocks around the headline, itself included; none where it is not known."""
        if self.title is None:
            return range(0)
        return range(max(self.low, self.title - _CLOSE_ABOVE), min(self.high, self.title + _CLOSE_BELOW))


def story_of(document: Document) -> tuple[int, int]:
    """`prose` of a document's blocks, found once; it is kept beside the document's own cached properties."""
    kept: tuple[int, int] | None = document.__dict__.get("_longest_prose")
    if kept is None:
        kept = document.__dict__["_longest_prose"] = prose(document.blocks)
    return kept


def prose(blocks: Sequence[Block]) -> tuple[int, int]:
    """First and one past the last block of the longest run of paragraphs; (0, 0) where there is none."""
    best, span, run, begin, before = 0, (0, 0), 0, 0, 0
    for number, text in [(n, text) for n, block in enumerate(blocks) if 2 * len(text := block.text) >= _PARAGRAPH]:
        length = len(text)
        if length < _PARAGRAPH and text.isascii():
            continue
        if has_spaceless(text):
            length *= 2
        if length < _PARAGRAPH or not SENTENCE_END.search(text, max(0, len(text) - _TAIL)):
            continue
        run -= _LINE_COST * (number - before - 1)
        if run <= 0:
            run, begin = 0, number
        run += min(length, _MOST) - _LINE_COST
        before = number
        if run > best:
            best, span = run, (begin, number + 1)
    return span


def head_zone(document: Document, titles: Collection[str], story: tuple[int, int]) -> Zone:
    """The blocks around the headline, up to the first paragraphs.

    Args:
        titles: keys of what the page calls its title; the last block that is one of them in front of the story's
            middle is the headline. Without any the head is what stands in front of the story.
        story: as `prose` tells it.
    """
    blocks = document.blocks
    end = (story[1], min(len(blocks), story[1] + _AFTER))
    middle = max(story[0] + 3, (story[0] + story[1]) // 2)
    # A key has fewer characters than its line: blanks and marks are a third of it at most, and a key is never longer.
    shortest, longest = min(map(len, titles), default=1), 2 * max(map(len, titles), default=0)
    firsts = {title[:1] for title in titles}
    found = [
        i
        for i, block in enumerate(blocks[: middle + 1])
        if shortest <= len(text := block.text) <= longest
        and _may_be(text[:1].casefold()[:1], firsts)
        and key(text) in titles
    ]
    if not found:
        found = _behind_kickers(blocks[: middle + 1], titles, longest)
    if not found:
        return Zone(None, max(0, story[0] - _BELOW), min(len(blocks), story[0] + 2), end)
    headings = [[i for i in found if (one := blocks[i].element) is not None and one.tag == tag] for tag in ("h1", "h2")]
    title = (headings[0] or headings[1] or found)[-1]
    high = max(title + _BELOW, min(story[0] + 1, title + _FURTHEST))
    if title < story[1]:
        high = min(high, story[1])
    return Zone(title, max(0, title - _ABOVE), min(len(blocks), high), end)


def _behind_kickers(blocks: Sequence[Block], titles: Collection[str], longest: int) -> list[int]:
    """The blocks that end with a title: a kicker is glued to it."""
    ends = tuple(title for title in titles if len(title) >= _LONG_KEY)
    lasts = {end[-1] for end in ends}
    return [
        i
        for i, block in enumerate(blocks)
        if ends
        and len(text := block.text) <= longest
        and _may_be(text[-1:].casefold()[-1:], lasts)
        and key(text).endswith(ends)
    ]


def _may_be(character: str, of_keys: Collection[str]) -> bool:
    """Whether a line that begins or ends so may have a key that does: a tenth of what its key costs."""
    return character in of_keys or not character.isalnum()


class Place(NamedTuple):
    """Offsets in the document's text: of the head of the story, and of the lines right behind it."""

    head: tuple[int, int]
    close: tuple[int, int]
    """The few lines around the headline."""
    end: tuple[int, int]

    def nearness(self, start: int | None) -> str:
        """close (to the headline), head, end or elsewhere."""
        for name, (low, high) in (("close", self.close), ("head", self.head), ("end", self.end)):
            if start is not None and low <= start < high:
                return name
        return "elsewhere"


def place(document: Document, titles: Collection[str]) -> Place:
    """The head and the end of the document's story; see `head_zone`."""
    blocks = document.blocks
    zone = head_zone(document, titles, story_of(document))

    def offsets(low: int, high: int) -> tuple[int, int]:
        return (blocks[low].start, blocks[high - 1].end) if low < high else (0, 0)

    return Place(offsets(zone.low, zone.high), offsets(zone.close.start, zone.close.stop), offsets(*zone.end))
