"""What the story model sees of a document: numbers and word hashes for each block, computed for all blocks at once.

The features are the cost of the model, not the net: everything that touches characters or words is one numpy pass
over the whole document. What only markup can tell lives in `markup`; for flattened text those numbers are zero.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from newsclean.model import Document
from newsclean.read import characters as ch
from newsclean.story.cohesion import cohesion_features
from newsclean.story.markup import HEADLINE_COLUMNS, NameWords, markup_features
from newsclean.story.references import reference_texts
from newsclean.story.words import Scan, mixed, scan

WORD_BUCKETS = 8192
EDGE_BUCKETS = 8192
_PAIR_BITS = 16
_WINDOWS = (1, 3, 8, 20, 60)
_SIDES = (5, 20)

_HEADLINE_SHARE = 32
_COMMON = 77
REFERENCE_COLUMNS = (*range(_HEADLINE_SHARE, 38), *(_COMMON + column for column in HEADLINE_COLUMNS))
"""The columns of `dense` that compare a block with what the page's head says."""

Floats = NDArray[np.float32]
Numbers = NDArray[Any]


@dataclass(frozen=True)
class Features:
    """The model's input for one document of n blocks."""

    dense: Floats
    """(n, numbers)"""
    words: NDArray[np.uint16]
    """Buckets of all words, block by block."""
    word_counts: NDArray[np.int32]
    """(n,) how many words each block has; blocks without any have one, bucket 0."""
    edges: NDArray[np.uint16]
    """(n, 4) buckets of the first word, the first two, the last word and the whole block."""
    names: NameWords
    """Tag and class words of the elements around each block."""
    containers: NDArray[np.int32]
    """(n, levels, 2) the blocks, from the first to before the last, inside some of the elements around each block."""

    def part(self, low: int, high: int) -> Features:
        """The blocks from `low` to `high` alone, as they look in the whole document."""
        first, last = int(self.word_counts[:low].sum()), int(self.word_counts[:high].sum())
        names = NameWords(self.names.words, self.names.counts, self.names.around[low:high])
        return Features(
            self.dense[low:high],
            self.words[first:last],
            self.word_counts[low:high],
            self.edges[low:high],
            names,
            np.clip(self.containers[low:high], low, high) - np.int32(low),
        )


def features(document: Document) -> Features:
    """The features of a document with at least one block."""
    texts = [block.text for block in document.blocks]
    references = reference_texts(document)
    count = len(texts)
    scanned = scan([*texts, *references])
    shape = _Shape(scanned, count)
    gaps = np.fromiter((block.gap for block in document.blocks), np.int64, count)
    columns = [
        *_form(shape, gaps),
        *_words(scanned, shape, count, len(references)),
        *_neighbourhood(shape),
        *_place(shape, gaps),
        *_cohesion(scanned, shape, count),
    ]
    markup = markup_features(document.blocks, shape.length, shape.good, columns[_HEADLINE_SHARE])
    common = np.stack(columns, axis=1).astype(np.float32)
    flag = np.full((count, 1), document.kind == "html", np.float32)
    words, word_counts = _bag(scanned, count)
    dense = np.concatenate((common, flag, markup.numbers), axis=1)
    return Features(dense, words, word_counts, _edges(scanned, count), markup.names, markup.containers)


def _share(part: Numbers, whole: Numbers) -> Numbers:
    return np.asarray(part / np.maximum(whole, 1e-6))


class _Shape:
    """Counts over the characters of each block, and which blocks look like sentences."""

    def __init__(self, scanned: Scan, count: int) -> None:
        starts, kinds = scanned.starts[: count + 1], scanned.kinds[: scanned.starts[count]]
        owner = np.repeat(np.arange(count) * ch.KINDS, np.diff(starts))
        counts = np.bincount(owner + kinds, minlength=count * ch.KINDS).reshape(count, ch.KINDS).astype(np.float64)
        self.counts = counts
        # A character of an unspaced script says about as much as two letters.
        self.length = counts[:, 1:].sum(1) + counts[:, ch.IDEOGRAPH]
        self.first = kinds[starts[:-1]]
        at = starts[1:] - 2
        self.last = np.where(at >= starts[:-1], kinds[np.maximum(at, 0)], ch.SPACE)
        before = np.where(at - 1 >= starts[:-1], kinds[np.maximum(at - 1, 0)], ch.SPACE)
        quoted = np.isin(self.last, (ch.QUOTE, ch.SPACE))
        self.ended = (self.last == ch.END) | (quoted & (before == ch.END))
        edges = np.searchsorted(scanned.word_starts, starts)
        self.words = np.diff(edges) - counts[:, ch.IDEOGRAPH] * 0.5
        # Thai and some tickers know no end marks: a really long block counts without one.
        self.good = np.where((self.ended & (self.length >= 50)) | (self.length >= 180), self.length, 0.0)
        self.edges = edges


def _form(shape: _Shape, gaps: NDArray[np.int64]) -> list[Numbers]:
    """How each block is written."""
    counts, length, words = shape.counts, np.maximum(shape.length, 1.0), shape.words
    return [
        np.log1p(shape.length) / 3,
        np.minimum(shape.length, 400) / 200,
        np.log1p(words) / 2,
        _share(length, np.maximum(words, 1.0)) / 6,
        counts[:, ch.DIGIT] / length,
        counts[:, ch.UPPER] / length,
        counts[:, ch.IDEOGRAPH] / length,
        counts[:, ch.COMMA] / length * 10,
        np.minimum(counts[:, ch.END], 6) / 3,
        counts[:, ch.QUOTE] / length * 10,
        counts[:, ch.COLON] / length * 10,
        counts[:, ch.BAR] / length * 10,
        counts[:, ch.HYPHEN] / length * 10,
        counts[:, ch.OTHER] / length * 10,
        _share(counts[:, ch.UPPER], np.maximum(words, 1.0)),
        shape.ended * 1.0,
        *((shape.last == kind) * 1.0 for kind in (ch.COLON, ch.COMMA, ch.DIGIT, ch.QUOTE)),
        *((shape.first == kind) * 1.0 for kind in (ch.UPPER, ch.LETTER, ch.DIGIT, ch.QUOTE, ch.BAR, ch.HYPHEN)),
        *((gaps == gap) * 1.0 for gap in (0, 1)),
        (np.append(gaps[1:], 2) == 2) * 1.0,
    ]


def _pairs(scanned: Scan) -> NDArray[np.int64]:
    """A bucket for each word together with the next one."""
    with np.errstate(over="ignore"):
        following = np.append(scanned.hashes[1:], np.uint64(0))
        return (mixed(scanned.hashes + following * np.uint64(3)) >> np.uint64(64 - _PAIR_BITS)).astype(np.int64)


def _words(scanned: Scan, shape: _Shape, count: int, references: int) -> list[Numbers]:
    """What the words of each block have in common with the rest of the page and with what the page's head says."""
    edges = shape.edges
    many = np.maximum(np.diff(edges), 1)
    inside = int(edges[count])
    owner = scanned.word_owner[:inside]

    def share(hit: NDArray[np.bool_]) -> Numbers:
        return np.bincount(owner[hit], minlength=count) / many

    pairs = _pairs(scanned)
    here = pairs[:inside]
    first = np.full(1 << _PAIR_BITS, inside, np.int64)
    first[here[::-1]] = owner[::-1]
    last = np.full(1 << _PAIR_BITS, -1, np.int64)
    last[here] = owner
    single = _buckets(scanned.hashes[:inside])
    told = shape.good > 0
    in_story = np.bincount(single[told[owner]], minlength=1 << _PAIR_BITS)
    # Weighed by rarity, so that "the" does not make every line look like the story.
    rare = 1.0 / (1.0 + np.bincount(single, minlength=1 << _PAIR_BITS)[single])
    weight = np.bincount(owner, rare, minlength=count)
    shared = np.bincount(owner, rare * (in_story[single] > told[owner]), minlength=count)
    columns = [share(first[here] < owner), share(last[here] > owner), _share(shared, weight)]
    ends = np.searchsorted(scanned.word_starts, scanned.starts)
    for k in range(count, count + references):
        low, high = int(ends[k]), int(ends[k + 1])
        known = np.zeros(1 << _PAIR_BITS, bool)
        known[pairs[low : max(low, high - 1)]] = True
        columns += [share(known[here]), np.full(count, float(high > low))]
    lines = _line_hashes(scanned, count)
    _, index, repeats = np.unique(lines, return_inverse=True, return_counts=True)
    columns.append(np.log2(repeats[index]) / 3)
    return columns


def _buckets(hashes: NDArray[np.uint64]) -> NDArray[np.int64]:
    return (hashes >> np.uint64(64 - _PAIR_BITS)).astype(np.int64)


def _cohesion(scanned: Scan, shape: _Shape, count: int) -> list[Numbers]:
    inside = int(shape.edges[count])
    words = _buckets(scanned.hashes)
    headline = words[scanned.word_owner == count]
    return cohesion_features(words[:inside], scanned.word_owner[:inside], shape.good > 0, headline)


def _line_hashes(scanned: Scan, count: int) -> NDArray[np.uint64]:
    """A hash for each block's words in their order."""
    with np.errstate(over="ignore"):
        place = np.arange(len(scanned.hashes), dtype=np.uint64) - np.repeat(
            np.searchsorted(scanned.word_starts, scanned.starts[:-1]),
            np.diff(np.searchsorted(scanned.word_starts, scanned.starts)),
        ).astype(np.uint64)
        sums = np.concatenate(
            (np.zeros(1, np.uint64), np.cumsum(mixed(scanned.hashes + place * np.uint64(0x9E3779B97F4A7C15))))
        )
        edges = np.searchsorted(scanned.word_starts, scanned.starts[: count + 1])
        return mixed(sums[edges[1:]] - sums[edges[:-1]])


def _window(sums: Numbers, left: int, right: int) -> Numbers:
    """Sum over the blocks from `left` before to `right` behind each block, from running sums that start with 0."""
    last = len(sums) - 1
    at = np.arange(last)
    return sums[np.minimum(at + right + 1, last)] - sums[np.maximum(at - left, 0)]


def _running(values: Numbers) -> Numbers:
    return np.concatenate((np.zeros(1), np.cumsum(values)))


def _neighbourhood(shape: _Shape) -> list[Numbers]:
    """How dense sentences stand around each block: near and far, before and behind."""
    good, length = _running(shape.good), _running(shape.length)
    total = max(float(good[-1]), 1.0)
    columns = []
    for width in _WINDOWS:
        around = _window(good, width, width)
        columns += [_share(around, _window(length, width, width)), np.log1p(around) / 4]
    for width in _SIDES:
        columns += [
            _share(_window(good, width, -1), _window(length, width, -1)),
            _share(_window(good, -1, width), _window(length, -1, width)),
        ]
    broad = _window(good, 8, 8)
    columns += [broad / max(float(broad.max()), 1.0), good[:-1] / total, 1 - good[1:] / total]
    # The densest stretch: sentence-like blocks with at most three others between them.
    near = _window(_running(shape.good > 0), 3, 0) > 0
    run = np.cumsum(near & ~np.concatenate((np.zeros(1, bool), near[:-1])))
    mass = np.bincount(run, shape.good)
    mine = mass[run] * near
    columns += [mine / total, (mine >= max(float(mass.max()), 1.0)) * 1.0]
    return columns


def _place(shape: _Shape, gaps: NDArray[np.int64]) -> list[Numbers]:
    """Where each block stands, and what kind of document it stands in."""
    count = len(shape.length)
    at = np.arange(count)
    length = _running(shape.length)
    total = max(float(length[-1]), 1.0)
    good = float(shape.good.sum())
    page = (
        np.log1p(count) / 4,
        np.log1p(total) / 5,
        good / total,
        np.log1p(good) / 5,
        float(np.median(shape.length)) / 50,
        float((shape.good > 0).mean()),
        float((gaps == 2).mean()),
        float((gaps == 0).mean()),
    )
    return [
        at / count,
        length[:-1] / total,
        np.log1p(at) / 3,
        np.log1p(count - 1 - at) / 3,
        *(np.full(count, value) for value in page),
    ]


def _bag(scanned: Scan, count: int) -> tuple[NDArray[np.uint16], NDArray[np.int32]]:
    edges = np.searchsorted(scanned.word_starts, scanned.starts[: count + 1])
    buckets = 1 + scanned.hashes[: edges[-1]] % np.uint64(WORD_BUCKETS - 1)
    counts = np.diff(edges)
    empty = np.flatnonzero(counts == 0)
    if len(empty):
        buckets = np.insert(buckets, edges[empty], 0)
        counts[empty] = 1
    return buckets.astype(np.uint16), counts.astype(np.int32)


def _edges(scanned: Scan, count: int) -> NDArray[np.uint16]:
    edges = np.searchsorted(scanned.word_starts, scanned.starts[: count + 1])
    some = np.diff(edges) > 0
    padded = np.append(scanned.hashes, np.zeros(2, np.uint64))
    first, last = padded[edges[:-1]], padded[np.maximum(edges[1:] - 1, 0)]
    with np.errstate(over="ignore"):
        salted = np.stack(
            (first, first + padded[edges[:-1] + 1] * np.uint64(3), last, _line_hashes(scanned, count)), axis=1
        )
        salted = mixed(salted + np.arange(1, 5, dtype=np.uint64) * np.uint64(0x2545F4914F6CDD1D))
    return np.where(some[:, None], 1 + salted % np.uint64(EDGE_BUCKETS - 1), 0).astype(np.uint16)
