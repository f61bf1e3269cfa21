"""What markup says about blocks: tags, containers, links, class words. Zero for flattened text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from newsclean.model import Block
from newsclean.story.words import mixed, scan

NAME_BUCKETS = 8192
LEVELS = 8
"""A block's own element and the seven around it."""

POOLED_LEVELS = (1, 2, 4)
"""The elements around a block's own, counted outwards, whose blocks the net looks at as a whole."""

_OWN = (
    "p", "div", "li", "h1", "h2", "h3", "h4", "a", "span", "td", "figcaption", "blockquote", "strong", "section",
    "time", "button", "label", "dd", "pre", "em",
)  # fmt: skip
_AROUND = (
    "p", "article", "main", "aside", "nav", "footer", "header", "figure", "form", "ul", "ol", "li", "table",
    "blockquote", "section", "button", "details", "dl", "a", "figcaption", "h1", "h2", "h3", "h4", "td", "pre",
)  # fmt: skip
_OWN_AT = {tag: i for i, tag in enumerate(_OWN)}
_BIT = {tag: 1 << i for i, tag in enumerate(_AROUND)}
_CONTAINERS = 5
MARKUP_FEATURES = len(_OWN) + len(_AROUND) + 7 + 4 * _CONTAINERS

Floats = NDArray[np.float32]


@dataclass(frozen=True)
class NameWords:
    """Words of tags and class attributes: each distinct (tag, names) pair once, and which stand around a block."""

    words: NDArray[np.uint16]
    counts: NDArray[np.int32]
    """(m,) words of each pair; pair 0 is "nothing" and has one word, bucket 0."""
    around: NDArray[np.int32]
    """(n, LEVELS) the pairs of a block's element and of those around it, innermost first."""


class Markup(NamedTuple):
    """What the markup of n blocks says."""

    numbers: Floats
    """(n, MARKUP_FEATURES)"""
    names: NameWords
    containers: NDArray[np.int32]
    """(n, levels, 2) the first block, and the one behind the last, of some of the elements around each block."""


def _nothing(count: int) -> Markup:
    names = NameWords(np.zeros(1, np.uint16), np.ones(1, np.int32), np.zeros((count, LEVELS), np.int32))
    at = np.arange(count, dtype=np.int32)
    alone = np.repeat(np.stack((at, at + 1), axis=1)[:, None], len(POOLED_LEVELS), axis=1)
    return Markup(np.zeros((count, MARKUP_FEATURES), np.float32), names, alone)


class Elements:
    """The elements around a page's blocks, in rows by their numbers; row 0 is no element."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        of_block = [0 if block.element is None else block.element.number for block in blocks]
        # Lists of rows: an object for each element would cost more than all the rest here.
        rows = max(of_block) + 1
        parent_of, pair_of, first, last = ([0] * rows for _ in range(4))
        known: dict[tuple[str, str], int] = {}
        for at, (_, _, _, _, element, _, _) in enumerate(blocks):
            while element is not None:
                tag, names, parent, row = element
                if pair_of[row]:
                    break
                pair_of[row] = known.setdefault((tag, names), len(known) + 1)
                first[row] = at
                if parent is not None:
                    parent_of[row] = parent[3]
                element = parent
        # Blocks inside an element follow each other, so its first and last block say all about its content.
        for at, row in enumerate(of_block):
            last[row] = at
        # An element's number is higher than that of the one around it.
        for row in range(rows - 1, 0, -1):
            last[parent_of[row]] = max(last[parent_of[row]], last[row])
        self.of_block, self.parents, self.pairs = map(np.array, (of_block, parent_of, pair_of))
        self.first, self.last = np.array(first), np.array(last)
        self.own = np.array([-1, *(_OWN_AT.get(tag, -1) for tag, _ in known)])[self.pairs]
        self.flags = np.array([0, *(_BIT.get(tag, 0) for tag, _ in known)])[self.pairs]
        """Which tags stand around an element, itself included."""
        self.depths = np.minimum(self.pairs, 1)
        self._gather()
        self.names = [f"{tag}\u00a6{names}" for tag, names in known]

    def _gather(self) -> None:
        """Flags and depths from all elements around, in steps that double: 1, 2, 4 ... elements up."""
        above = self.parents
        while above.any():
            self.flags = self.flags | self.flags[above]
            self.depths = self.depths + self.depths[above]
            above = above[above]


def markup_features(blocks: Sequence[Block], length: NDArray[np.floating], good: NDArray[np.floating]) -> Markup:
    """What the markup says about blocks of these (sentence) lengths."""
    count = len(blocks)
    if not any(block.element is not None for block in blocks):
        return _nothing(count)
    elements = Elements(blocks)
    rows, parents = elements.of_block, elements.parents
    chain = np.empty((count, LEVELS), np.int64)
    chain[:, 0] = rows
    for level in range(1, LEVELS):
        chain[:, level] = parents[chain[:, level - 1]]
    out = np.zeros((count, MARKUP_FEATURES), np.float32)
    own = elements.own[rows]
    at = np.flatnonzero(own >= 0)
    out[at, own[at]] = 1
    low = len(_OWN)
    flags = elements.flags[rows]
    out[:, low : low + len(_AROUND)] = (flags[:, None] >> np.arange(len(_AROUND))) & 1
    low += len(_AROUND)
    links = [block.links for block in blocks]
    counts = np.array(list(map(len, links)))
    sizes = [link.end - link.start for some in links for link in some]
    linked = np.bincount(np.repeat(np.arange(count), counts), sizes, count)
    plain = np.maximum(length, 1.0)
    link_share = np.minimum(linked / plain, 1.0)
    out[:, low] = link_share
    out[:, low + 1] = link_share > 0.9
    out[:, low + 2] = np.minimum(counts, 10) / 3
    out[:, low + 3] = elements.depths[rows] / 15
    out[:, low + 4] = [bool(block.hidden) for block in blocks]
    previous = np.concatenate((np.zeros(1, np.int64), rows[:-1]))
    out[:, low + 5] = rows == previous
    out[:, low + 6] = parents[rows] == parents[previous]
    out[:, low + 7 :] = _containers(elements, chain, length, good * (1 - link_share), linked)
    around = chain[:, POOLED_LEVELS]
    containers = np.stack((elements.first[around], elements.last[around] + 1), axis=2).astype(np.int32)
    return Markup(out, _name_words(elements, chain), containers)


def _containers(
    elements: Elements,
    chain: NDArray[np.int64],
    length: NDArray[np.floating],
    good: NDArray[np.floating],
    linked: NDArray[Any],
) -> NDArray[np.floating]:
    """For the block's element and those around it: how much of the page's prose they hold, how long, how linked."""
    first, last = elements.first, elements.last + 1
    columns = []
    sums = [np.concatenate((np.zeros(1), np.cumsum(values))) for values in (good, length, linked)]
    held, size, links = (total[last] - total[first] for total in sums)
    total_good = max(float(good.sum()), 1.0)
    for table in (held / total_good, np.log1p(size) / 5, held / np.maximum(size, 1.0), links / np.maximum(size, 1.0)):
        table[0] = 0
        columns.append(table[chain[:, :_CONTAINERS]])
    return np.concatenate(columns, axis=1)


def _name_words(elements: Elements, chain: NDArray[np.int64]) -> NameWords:
    scanned = scan(["", *elements.names], camel=True)
    # A tag says another thing than a class of the same name; it is the first word of its pair.
    edges, hashes = scanned.word_edges, scanned.hashes.copy()
    tags = edges[1:-1]
    hashes[tags] = mixed(hashes[tags] + np.uint64(7))
    buckets = 1 + hashes % np.uint64(NAME_BUCKETS - 1)
    words = np.concatenate((np.zeros(1, np.uint16), buckets.astype(np.uint16)))
    counts = np.diff(edges)
    counts[0] = 1
    return NameWords(words, counts.astype(np.int32), elements.pairs.astype(np.int32)[chain])
