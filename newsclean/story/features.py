"""What the story model sees of a document: numbers and word hashes for each block, computed for all blocks at once.

The features are the cost of the model, not the net: everything that touches characters or words is one numpy pass
over the whole document. What only markup can tell lives in `markup`; for flattened text those numbers are zero.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import log1p
from typing import Any

import numpy as np
from numpy.typing import NDArray

from newsclean.model import Document
from newsclean.read import characters as ch
from newsclean.story.cohesion import cohesion_features
from newsclean.story.cues import CUE_FEATURES, cue_features
from newsclean.story.markup import NameWords, markup_features
from newsclean.story.references import reference_texts
from newsclean.story.words import Scan, mixed, scan

WORD_BUCKETS = 8192
EDGE_BUCKETS = 8192
_PAIR_BITS = 16
# Windows of so many blocks before and behind each block, itself included or, on one side alone, left out.
_BEFORE = np.array((1, 3, 8, 20, 60, 5, -1, 20, -1))[:, None]
_BEHIND = np.array((2, 4, 9, 21, 61, 0, 6, 0, 21))[:, None]
_COUNTED = [ch.DIGIT, ch.UPPER, ch.IDEOGRAPH, ch.COMMA, ch.END, ch.QUOTE, ch.COLON, ch.BAR, ch.HYPHEN, ch.OTHER]
_COUNTED_WEIGHTS = np.array((1, 1, 1, 10, 1, 10, 10, 10, 10, 10))[:, None]
_LAST = np.array((ch.COLON, ch.COMMA, ch.DIGIT, ch.QUOTE))[:, None]
_FIRST = np.array((ch.UPPER, ch.LETTER, ch.DIGIT, ch.QUOTE, ch.BAR, ch.HYPHEN))[:, None]
_GAPS = np.array((0, 1))[:, None]
_SALTS = np.arange(1, 5, dtype=np.uint64) * np.uint64(0x2545F4914F6CDD1D)

REFERENCE_COLUMNS = slice(32, 38)
"""The columns of `dense` that compare a block with what the page's head says."""
CUE_COLUMNS = slice(77, 77 + CUE_FEATURES)
"""The columns of `dense` that say which cue phrases stand in a block."""

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
    gaps = np.array([block.gap for block in document.blocks])
    lines = _line_hashes(scanned, count)
    form, spoken = _form(shape, gaps), _words(scanned, shape, count, len(references))
    spoken[-1] = _repeats(lines)
    around = (_neighbourhood(shape), _place(shape, gaps), _cohesion(scanned, shape, count))
    flag = np.full((1, count), document.kind == "html")
    common = np.concatenate((form, spoken, *around, flag), axis=0, dtype=np.float32, casting="same_kind").T
    markup = markup_features(document.blocks, shape.length, shape.good)
    words, word_counts = _bag(scanned, count)
    dense = np.concatenate((common, cue_features(document).T, markup.numbers), axis=1)
    return Features(dense, words, word_counts, _edges(scanned, lines), markup.names, markup.containers)


def _share(part: Numbers, whole: Numbers) -> Numbers:
    return np.asarray(part / np.maximum(whole, 1e-6))


class _Shape:
    """Counts over the characters of each block, and which blocks look like sentences."""

    def __init__(self, scanned: Scan, count: int) -> None:
        starts, kinds = scanned.starts[: count + 1], scanned.kinds[: scanned.starts[count]]
        sizes = np.diff(starts)
        owner = np.repeat(np.arange(count), sizes)
        self.counts = np.bincount(kinds * np.int64(count) + owner, minlength=ch.KINDS * count).reshape(-1, count) * 1.0
        """(KINDS, count)"""
        ideographs = self.counts[ch.IDEOGRAPH]
        # A character of an unspaced script says about as much as two letters.
        self.length = sizes - self.counts[ch.SPACE] + ideographs
        self.first = kinds[starts[:-1]]
        at = starts[1:] - 2
        self.last = np.where(at >= starts[:-1], kinds[np.maximum(at, 0)], ch.SPACE)
        before = np.where(at - 1 >= starts[:-1], kinds[np.maximum(at - 1, 0)], ch.SPACE)
        quoted = (self.last == ch.QUOTE) | (self.last == ch.SPACE)
        self.ended = (self.last == ch.END) | (quoted & (before == ch.END))
        self.words = np.diff(scanned.word_edges[: count + 1]) - ideographs * 0.5
        # Thai and some tickers know no end marks: a really long block counts without one.
        self.good = np.where((self.ended & (self.length >= 50)) | (self.length >= 180), self.length, 0.0)


def _form(shape: _Shape, gaps: NDArray[np.int64]) -> Numbers:
    """How each block is written, (29, n)."""
    length, words = np.maximum(shape.length, 1.0), np.maximum(shape.words, 1.0)
    rows = np.empty((29, len(gaps)))
    rows[0] = np.log1p(shape.length) / 3
    rows[1] = np.minimum(shape.length, 400) / 200
    rows[2] = np.log1p(shape.words) / 2
    rows[3] = length / words / 6
    rows[4:14] = shape.counts[_COUNTED] / length * _COUNTED_WEIGHTS
    rows[8] = np.minimum(shape.counts[ch.END], 6) / 3
    rows[14] = shape.counts[ch.UPPER] / words
    rows[15] = shape.ended
    rows[16:20] = shape.last == _LAST
    rows[20:26] = shape.first == _FIRST
    rows[26:28] = gaps == _GAPS
    rows[28, :-1] = gaps[1:] == 2
    rows[28, -1] = 1
    return rows


def _words(scanned: Scan, shape: _Shape, count: int, references: int) -> Numbers:
    """What the words of each block have in common with the rest of the page and with what the page's head says."""
    edges = scanned.word_edges
    many = np.maximum(np.diff(edges[: count + 1]), 1)
    inside = int(edges[count])
    owner = scanned.word_owner[:inside]
    rows = np.zeros((4 + 2 * references, count))

    def share(hit: NDArray[np.bool_]) -> Numbers:
        return np.bincount(owner[hit], minlength=count) / many

    pairs = _pairs(scanned)
    here = pairs[:inside]
    # Of several values set at one place the last stays. What is read of a table has been set before.
    table = np.empty(1 << _PAIR_BITS, np.int64)
    table[here[::-1]] = owner[::-1]
    rows[0] = share(table[here] < owner)
    table[here] = owner
    rows[1] = share(table[here] > owner)
    # Each word by the place of its last occurrence, so that counts need as much room as there are words.
    single = _buckets(scanned.hashes[:inside])
    table[single] = np.arange(inside)
    last = table[single]
    told = (shape.good > 0)[owner]
    in_story = np.bincount(last[told], minlength=inside)
    # Weighed by rarity, so that "the" does not make every line look like the story.
    rare = 1.0 / (1.0 + np.bincount(last, minlength=inside)[last])
    weight = np.bincount(owner, rare, minlength=count)
    shared = np.bincount(owner, rare * (in_story[last] > told), minlength=count)
    rows[2] = _share(shared, weight)
    for k in range(references):
        low, high = int(edges[count + k]), int(edges[count + k + 1])
        if high > low:
            known = np.zeros(1 << _PAIR_BITS, bool)
            known[pairs[low : high - 1]] = True
            rows[3 + 2 * k] = share(known[here])
            rows[4 + 2 * k] = 1
    return rows


def _buckets(hashes: NDArray[np.uint64]) -> NDArray[np.int64]:
    return (hashes >> np.uint64(64 - _PAIR_BITS)).astype(np.int64)


def _cohesion(scanned: Scan, shape: _Shape, count: int) -> Numbers:
    inside = int(scanned.word_edges[count])
    words = _buckets(scanned.hashes)
    headline = words[scanned.word_owner == count]
    return cohesion_features(words[:inside], scanned.word_owner[:inside], shape.good > 0, headline)


def _pairs(scanned: Scan) -> NDArray[np.int64]:
    """A bucket for each word together with the next one."""
    following = np.append(scanned.hashes[1:], np.uint64(0))
    return _buckets(mixed(scanned.hashes + following * np.uint64(3)))


def _line_hashes(scanned: Scan, count: int) -> NDArray[np.uint64]:
    """A hash for each block's words in their order."""
    edges = scanned.word_edges[: count + 1]
    inside = int(edges[-1])
    place = np.arange(inside) - np.repeat(edges[:-1], np.diff(edges))
    sums = np.zeros(inside + 1, np.uint64)
    mixing = scanned.hashes[:inside] + place.astype(np.uint64) * np.uint64(0x9E3779B97F4A7C15)
    np.cumsum(mixed(mixing), out=sums[1:])
    return mixed(sums[edges[1:]] - sums[edges[:-1]])


def _repeats(lines: NDArray[np.uint64]) -> Numbers:
    """How often each line stands in the page."""
    _, index, repeats = np.unique(lines, return_inverse=True, return_counts=True)
    return np.asarray(np.log2(repeats[index]) / 3)


def _neighbourhood(shape: _Shape) -> Numbers:
    """How dense sentences stand around each block: near and far, before and behind, (19, n)."""
    count = len(shape.length)
    sums = np.zeros((3, count + 1))
    np.cumsum((shape.good, shape.length, shape.good > 0), axis=1, out=sums[:, 1:])
    good, at = sums[0], np.arange(count)
    total = max(float(good[-1]), 1.0)
    low, high = np.maximum(at - _BEFORE, 0), np.minimum(at + _BEHIND, count)
    around = np.take(good, high) - np.take(good, low)
    dense = _share(around, np.take(sums[1], high) - np.take(sums[1], low))
    rows = np.empty((19, count))
    rows[0:10:2] = dense[:5]
    rows[1:10:2] = np.log1p(around[:5]) / 4
    rows[10:14] = dense[5:]
    rows[14] = around[2] / max(float(around[2].max()), 1.0)
    rows[15] = good[:-1] / total
    rows[16] = 1 - good[1:] / total
    # The densest stretch: sentence-like blocks with at most three others between them.
    near = np.zeros(count + 1, bool)
    near[1:] = sums[2, 1:] > sums[2, np.maximum(at - 3, 0)]
    run = np.cumsum(near[1:] & ~near[:-1])
    mass = np.bincount(run, shape.good)
    mine = mass[run] * near[1:]
    rows[17] = mine / total
    rows[18] = mine >= max(float(mass.max()), 1.0)
    return rows


def _place(shape: _Shape, gaps: NDArray[np.int64]) -> Numbers:
    """Where each block stands, and what kind of document it stands in, (12, n)."""
    count = len(shape.length)
    at = np.arange(count)
    rows = np.zeros((12, count))
    np.cumsum(shape.length[:-1], out=rows[1, 1:])
    total = max(float(rows[1, -1] + shape.length[-1]), 1.0)
    good = float(shape.good.sum())
    middle = np.sort(shape.length)[(count - 1) // 2 : count // 2 + 1]
    rows[0] = at / count
    rows[1] /= total
    rows[2] = np.log1p(at) / 3
    rows[3] = rows[2, ::-1]
    page = (
        log1p(count) / 4,
        log1p(total) / 5,
        good / total,
        log1p(good) / 5,
        float(middle.sum()) / len(middle) / 50,
        np.count_nonzero(shape.good) / count,
        np.count_nonzero(gaps == 2) / count,
        np.count_nonzero(gaps == 0) / count,
    )
    rows[4:] = np.array(page)[:, None]
    return rows


def _bag(scanned: Scan, count: int) -> tuple[NDArray[np.uint16], NDArray[np.int32]]:
    edges = scanned.word_edges[: count + 1]
    buckets = (1 + scanned.hashes[: edges[-1]] % np.uint64(WORD_BUCKETS - 1)).astype(np.uint16)
    counts = np.diff(edges)
    empty = np.flatnonzero(counts == 0)
    if len(empty):
        buckets = np.insert(buckets, edges[empty], 0)
        counts[empty] = 1
    return buckets, counts.astype(np.int32)


def _edges(scanned: Scan, lines: NDArray[np.uint64]) -> NDArray[np.uint16]:
    edges = scanned.word_edges[: len(lines) + 1]
    padded = np.append(scanned.hashes, np.zeros(2, np.uint64))
    salted = np.empty((len(lines), 4), np.uint64)
    salted[:, 0] = padded[edges[:-1]]
    salted[:, 1] = salted[:, 0] + padded[edges[:-1] + 1] * np.uint64(3)
    salted[:, 2] = padded[np.maximum(edges[1:] - 1, 0)]
    salted[:, 3] = lines
    buckets = 1 + mixed(salted + _SALTS) % np.uint64(EDGE_BUCKETS - 1)
    buckets[edges[1:] == edges[:-1]] = 0
    return buckets.astype(np.uint16)
