"""Pages that are rare in the wild and hard to clean, made from common ones: two stories on a page, a body printed
twice, short stories with other lines in their midst."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import cycle, islice
from random import Random

from newsclean.model import Block, Document, Element

_FAR = 40
_HEADLINE_WITHIN = 8
"""Blocks in front of a story in which its headline is looked for."""
_PARAGRAPHS = (3, 12)
_SENTENCE = re.compile(r"[^.!?。]+[.!?。]+[\"'”’»)]*\s?")


def second_story(
    document: Document, shares: Sequence[float], paragraphs: Sequence[str], random: Random
) -> tuple[Document, list[float]]:
    """The page with another story behind its own, in elements like its own, and the shares of its blocks.

    Args:
        document: a page with some of its story in it.
        shares: how much of each block stands in the story.
        paragraphs: the other story's, its headline first; the page's own for a body printed twice.
        random: decides how far behind the first story the second stands.
    """
    blocks = document.blocks
    inside = [at for at, share in enumerate(shares) if share >= 0.5]
    first, last = inside[0], inside[-1]
    headlines = [at for at in range(max(0, first - _HEADLINE_WITHIN), first) if blocks[at].inside("h1", "h2")]
    first = headlines[-1] if headlines else first
    if not headlines:
        paragraphs = paragraphs[1:]
    copied = _copies([blocks[at] for at in sorted({first, *inside})], _begun(blocks, first))
    said = [
        block._replace(text=text, links=())
        for block, text in zip(_stretched(copied, len(paragraphs)), paragraphs, strict=True)
    ]
    place = random.choice((last + 1, min(len(blocks), last + 1 + random.randint(0, _FAR)), len(blocks)))
    varied = replace(document, blocks=(*blocks[:place], *said, *blocks[place:]))
    return varied, [*shares[:place], *([0.0] * len(said)), *shares[place:]]


def flattened(document: Document) -> Document:
    """The page's blocks as lines of a text."""
    return replace(
        document,
        kind="text",
        head=None,
        blocks=tuple(block._replace(element=None, links=()) for block in document.blocks),
    )


def _stretched(blocks: list[Block], size: int) -> list[Block]:
    """As many blocks: the first for a headline, the others as often as needed."""
    return [*blocks[:1], *islice(cycle(blocks[1:] or blocks), max(0, size - 1))]


def _begun(blocks: Sequence[Block], first: int) -> frozenset[int]:
    """The elements that hold something before the block `first`: a copy behind it stands in them, too."""
    found = set()
    for block in blocks[:first]:
        element = block.element
        while element is not None and element.number not in found:
            found.add(element.number)
            element = element.parent
    return frozenset(found)


def _copies(blocks: Sequence[Block], begun: frozenset[int]) -> list[Block]:
    """The blocks in fresh elements, as far as these did not begin before."""
    made: dict[int, Element] = {}

    def copy(element: Element) -> Element:
        if element.number in begun:
            return element
        if element.number not in made:
            parent = None if element.parent is None else copy(element.parent)
            made[element.number] = element._replace(parent=parent, number=1_000_000 + element.number)
        return made[element.number]

    return [block._replace(element=None if block.element is None else copy(block.element)) for block in blocks]


def short_story(lines: Sequence[str], shares: Sequence[float], random: Random) -> list[str]:
    """A few paragraphs of a story, at times cut to their first sentence, with lines of the page around and between."""
    inside = [at for at, share in enumerate(shares) if share >= 0.5]
    if not inside:
        return []
    size = random.randint(*_PARAGRAPHS)
    start = random.randrange(max(1, len(inside) - size + 1)) if random.random() < 0.5 else 0
    told = [lines[at] for at in inside[start : start + size]]
    if random.random() < 0.4:
        told = [_opening(line, random) for line in told]
    behind = list(lines[inside[-1] + 1 :])
    for _ in range(random.choice((0, 0, 1, 2, 3))):
        low = random.randrange(max(1, len(behind)))
        told[(at := random.randint(1, len(told))) : at] = behind[low : low + random.choice((1, 1, 2, 4))]
    before, after = random.randint(0, 12), random.randint(0, 12)
    return [*lines[max(0, inside[0] - before) : inside[0]], *told, *behind[:after]]


def _opening(line: str, random: Random) -> str:
    sentences = _SENTENCE.findall(line)
    return "".join(sentences[: random.choice((1, 1, 2))]).strip() if sentences else line
