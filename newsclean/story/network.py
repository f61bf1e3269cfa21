"""The story model's nets, run by numpy: hashed words and numbers, dilated convolutions over the blocks, four states.

Several small nets of one shape see the same blocks and their answers are averaged; they are run side by side, each
step of all of them one product of stacked matrices. Trained by `newsclean.story.train` with PyTorch. Tables of words
are stored as 8-bit integers with a scale for each row, everything else in 16 bits.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

import numpy as np
from numpy.typing import NDArray

from newsclean.story.features import Features

BEFORE, STORY, BETWEEN, AFTER = range(4)
"""The states of a block: before the story, story, something else inside it, after it."""
DILATIONS = (1, 2, 4, 8, 16, 32)
"""How far away the neighbours are that each convolution looks at, in blocks."""
_BLOCKS_AT_ONCE = 4096
_SINGLE_THREAD = 1 << 18
"""Multiplications up to which OpenBLAS keeps to one thread."""
_OVERLAP = 64
"""Longer documents are taken in parts, which see as far over their borders as the convolutions reach."""

Floats = NDArray[np.float32]
Arrays = Mapping[str, Floats]
"""The arrays of all nets by name. Tables of words are (buckets, nets x size), all others begin with an axis of nets."""


def quantized(matrix: Floats) -> tuple[NDArray[np.int8], NDArray[np.float16]]:
    """A matrix as 8-bit integers and a scale for each row."""
    scale = np.maximum(np.abs(matrix).max(1), 0.01) / 127
    scale = scale.astype(np.float16).astype(np.float32)
    return np.clip(np.round(matrix / scale[:, None]), -127, 127).astype(np.int8), scale.astype(np.float16)


def save(arrays: Arrays, about: Mapping[str, Any], path: Path | IO[bytes]) -> None:
    """Writes nets and what is known about them (scores, corpus digest) as one file."""
    stored: dict[str, NDArray[Any]] = {"about": np.frombuffer(json.dumps(about, sort_keys=True).encode(), np.uint8)}
    for name, array in arrays.items():
        if array.ndim == 2:
            stored[name], stored[f"{name}.scale"] = quantized(array)
        else:
            stored[name] = array.astype(np.float16)
    np.savez_compressed(path, **stored)  # type: ignore[arg-type]


@dataclass(frozen=True)
class Network:
    """Nets whose answers are averaged."""

    arrays: Arrays
    about: Mapping[str, Any]

    @classmethod
    def load(cls, source: Path | IO[bytes]) -> Network:
        """Reads what `save` wrote."""
        with np.load(source) as stored:
            about = json.loads(stored["about"].tobytes())
            arrays = {}
            for name in stored.files:
                if name == "about" or name.endswith(".scale"):
                    continue
                array = stored[name].astype(np.float32)
                if name + ".scale" in stored:
                    array *= stored[name + ".scale"].astype(np.float32)[:, None]
                arrays[name] = array
        return cls(arrays, about)

    def states(self, given: Features) -> Floats:
        """The probability of each state for each block, (n, 4)."""
        count = len(given.dense)
        out = np.zeros((count, 4), np.float32)
        for low in range(0, count, _BLOCKS_AT_ONCE):
            high = min(low + _BLOCKS_AT_ONCE, count)
            first, last = max(0, low - _OVERLAP), min(count, high + _OVERLAP)
            part = given if last - first == count else given.part(first, last)
            out[low:high] = _states(self.arrays, part)[low - first : high - first]
        return out


def _states(net: Arrays, given: Features) -> Floats:
    hidden = _rectified(_applied(net, "inp", _inputs(net, given)))
    hidden += _pooled(net, "page1", hidden)
    hidden += _contained(net, "inside1", hidden, given.containers)
    for number, dilation in enumerate(DILATIONS):
        hidden += _convolved(net, f"convs.{number}", hidden, dilation)
        if number == len(DILATIONS) // 2 - 1:
            hidden += _pooled(net, "page2", hidden)
            hidden += _contained(net, "inside2", hidden, given.containers)
    scores = _applied(net, "head", hidden)
    scores = np.exp(scores - scores.max(2, keepdims=True))
    return np.asarray((scores / scores.sum(2, keepdims=True)).mean(0))


def _inputs(net: Arrays, given: Features) -> Floats:
    """What each net is given of each block: the numbers, and its own rows for the words in and around it."""
    nets = len(net["head.weight"])
    names = _mean_rows(net["name.weight"], given.names.words, given.names.counts)
    around = given.names.around
    tables = [
        _mean_rows(net["word.weight"], given.words, given.word_counts),
        _sum_rows(net["edge.weight"], given.edges),
        *(np.take(names, around[:, level], axis=0) for level in range(3)),
        _sum_rows(names, around[:, 3:]) / np.float32(around.shape[1] - 3),
    ]
    count, numbers = given.dense.shape
    out = np.empty((nets, count, net["inp.weight"].shape[1]), np.float32)
    out[:, :, :numbers] = given.dense
    for table in tables:
        size = table.shape[1] // nets
        out[:, :, numbers : numbers + size] = table.reshape(count, nets, size).transpose(1, 0, 2)
        numbers += size
    return out


def _mean_rows(table: Floats, words: NDArray[np.uint16], counts: NDArray[np.int32]) -> Floats:
    """The mean table row of each group of words; no group is empty. Bucket 0 stands for no word and counts nothing."""
    # `take` gathers rows three times as fast as indexing does.
    rows = np.take(table, words, axis=0)
    means: Floats = np.add.reduceat(_paired(rows), np.cumsum(counts) - counts, axis=0).view(np.float32)
    means /= counts.astype(np.float32)[:, None]
    return means


def _sum_rows(table: Floats, words: NDArray[Any]) -> Floats:
    """For each row of words the sum of their table rows."""
    return np.asarray(np.add.reduce(np.take(table, words.T, axis=0), axis=0))


def _paired(rows: Floats) -> NDArray[np.complex64]:
    """Two numbers beside each other as one: sums down the columns cost as much for a pair as for a number."""
    return rows.view(np.complex64)


def _rectified(rows: Floats) -> Floats:
    """The rows, those below zero made zero in place. An array of zeros is four times as fast here as the number 0."""
    return np.maximum(rows, np.zeros_like(rows), out=rows)


def _applied(net: Arrays, name: str, rows: Floats) -> Floats:
    """A layer: (nets, n, inputs) to (nets, n, outputs).

    In pieces so small that BLAS does not spread them over threads: threads cost more than they bring at this size (up
    to 40 times on busy cores), and the sums stay the same everywhere.
    """
    weight = net[f"{name}.weight"]
    count = rows.shape[1]
    step = max(1, _SINGLE_THREAD // (weight.shape[1] * weight.shape[2]))
    out = np.empty((len(weight), count, weight.shape[2]), np.float32)
    for low in range(0, count, step):
        np.matmul(rows[:, low : low + step], weight, out=out[:, low : low + step])
    out += net[f"{name}.bias"]
    return out


def _pooled(net: Arrays, name: str, hidden: Floats) -> Floats:
    """What the nets make of the mean and the maximum over the page, (nets, 1, width)."""
    mean = np.add.reduce(hidden, axis=1, keepdims=True) / np.float32(hidden.shape[1])
    return _applied(net, name, np.concatenate((mean, np.maximum.reduce(hidden, axis=1, keepdims=True)), axis=2))


def _contained(net: Arrays, name: str, hidden: Floats, containers: NDArray[np.int32]) -> Floats:
    """What the nets make of the means over the blocks inside each of a block's containers."""
    nets, count, width = hidden.shape
    sums = np.zeros((nets, count + 1, width), np.float32)
    np.cumsum(_paired(hidden), axis=1, out=_paired(sums)[:, 1:])
    first, behind = containers[..., 0], containers[..., 1]
    means = np.take(sums, behind, axis=1)
    means -= np.take(sums, first, axis=1)
    means /= (behind - first).astype(np.float32)[..., None]
    return _rectified(_applied(net, name, means.reshape(nets, count, -1)))


def _convolved(net: Arrays, name: str, hidden: Floats, dilation: int) -> Floats:
    """What the nets make of each block together with the blocks `dilation` before and behind it."""
    nets, count, width = hidden.shape
    # One product over rows three times as wide takes 0.7 of the time of three whose results are shifted and added.
    beside = np.zeros((nets, count, 3 * width), np.float32)
    beside[:, dilation:, :width] = hidden[:, : max(0, count - dilation)]
    beside[:, :, width : 2 * width] = hidden
    beside[:, : max(0, count - dilation), 2 * width :] = hidden[:, dilation:]
    return _rectified(_applied(net, name, beside))
