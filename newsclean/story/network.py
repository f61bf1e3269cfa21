"""The story model's net, run by numpy: hashed words and numbers, dilated convolutions over the blocks, four states.

Trained by `newsclean.story.train` with PyTorch. Tables of words are stored as 8-bit integers with a scale for each
row, everything else in 16 bits.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

import numpy as np
from numpy.typing import NDArray

from newsclean.story.features import Features

BEFORE, STORY, BETWEEN, AFTER = range(4)
"""The states of a block: before the story, story, something else inside it, after it."""
_BLOCKS_AT_ONCE = 4096
_SINGLE_THREAD = 1 << 18
"""Multiplications up to which OpenBLAS keeps to one thread."""
_OVERLAP = 64
"""Longer documents are taken in parts, which see as far over their borders as the convolutions reach."""
_TABLE_ROWS = 1024
"""From here on a matrix is a table of hashed words: 8 bits a number are enough there, and most of the size."""

Floats = NDArray[np.float32]
Arrays = Mapping[str, Floats]


def quantized(matrix: Floats) -> tuple[NDArray[np.int8], NDArray[np.float16]]:
    """A matrix as 8-bit integers and a scale for each row."""
    scale = np.maximum(np.abs(matrix).max(1), 0.01) / 127
    scale = scale.astype(np.float16).astype(np.float32)
    return np.clip(np.round(matrix / scale[:, None]), -127, 127).astype(np.int8), scale.astype(np.float16)


def save(nets: Sequence[Arrays], about: Mapping[str, Any], path: Path | IO[bytes]) -> None:
    """Writes nets and what is known about them (scores, corpus digest) as one file."""
    stored: dict[str, NDArray[Any]] = {"about": np.frombuffer(json.dumps(about, sort_keys=True).encode(), np.uint8)}
    for number, net in enumerate(nets):
        for name, array in net.items():
            if len(array) >= _TABLE_ROWS:
                stored[f"{number}.{name}"], stored[f"{number}.{name}.scale"] = quantized(array)
            else:
                stored[f"{number}.{name}"] = array.astype(np.float16)
    np.savez_compressed(path, **stored)  # type: ignore[arg-type]


@dataclass(frozen=True)
class Network:
    """One or more nets whose answers are averaged."""

    nets: tuple[Arrays, ...]
    about: Mapping[str, Any]

    @classmethod
    def load(cls, source: Path | IO[bytes]) -> Network:
        """Reads what `save` wrote."""
        with np.load(source) as stored:
            about = json.loads(stored["about"].tobytes())
            nets: dict[str, dict[str, Floats]] = {}
            for key in stored.files:
                number, _, name = key.partition(".")
                if name and not name.endswith(".scale"):
                    array = stored[key].astype(np.float32)
                    if key + ".scale" in stored:
                        array *= stored[key + ".scale"].astype(np.float32)[:, None]
                    nets.setdefault(number, {})[name] = _laid_out(name, array)
        return cls(tuple(nets[number] for number in sorted(nets)), about)

    def states(self, given: Features) -> Floats:
        """The probability of each state for each block, (n, 4)."""
        count = len(given.dense)
        out = np.zeros((count, 4), np.float32)
        for low in range(0, count, _BLOCKS_AT_ONCE):
            high = min(low + _BLOCKS_AT_ONCE, count)
            first, last = max(0, low - _OVERLAP), min(count, high + _OVERLAP)
            part = given if last - first == count else given.part(first, last)
            told = np.stack([_states(net, part) for net in self.nets])
            out[low:high] = told.mean(0)[low - first : high - first]
        return out


def _laid_out(name: str, array: Floats) -> Floats:
    """An array as it is used: matrices (inputs, outputs), those of a convolution as one for each of its three places."""
    if array.ndim == 1 or len(array) >= _TABLE_ROWS:
        return np.ascontiguousarray(array)
    if name.startswith("convs."):
        return np.ascontiguousarray(array.reshape(3, -1, array.shape[1]).transpose(0, 2, 1))
    return np.ascontiguousarray(array.T)


def _mean_rows(table: Floats, words: NDArray[np.uint16], counts: NDArray[np.int32]) -> Floats:
    """The mean table row of each group of words; no group is empty. Bucket 0 stands for no word and counts nothing."""
    # `take` gathers rows three times as fast as indexing does.
    means: Floats = np.add.reduceat(np.take(table, words, axis=0), np.cumsum(counts) - counts, axis=0)
    means /= counts.astype(np.float32)[:, None]
    return means


def _sum_rows(table: Floats, words: NDArray[Any]) -> Floats:
    """For each row of words the sum of their table rows."""
    return np.asarray(np.add.reduce(np.take(table, words.T, axis=0), axis=0))


def _pooled(net: Arrays, name: str, hidden: Floats) -> Floats:
    page = np.concatenate((np.add.reduce(hidden) / np.float32(len(hidden)), np.maximum.reduce(hidden)))
    return np.asarray(hidden + (page @ net[f"{name}.weight"] + net[f"{name}.bias"]))


def _contained(net: Arrays, name: str, hidden: Floats, containers: NDArray[np.int32]) -> Floats:
    """What the net makes of the means over the blocks inside each of a block's containers."""
    sums = np.zeros((len(hidden) + 1, hidden.shape[1]), np.float32)
    np.cumsum(hidden, axis=0, out=sums[1:])
    first, behind = containers[..., 0], containers[..., 1]
    means = (sums[behind] - sums[first]) / (behind - first).astype(np.float32)[..., None]
    flat: Floats = means.reshape(len(hidden), -1)
    return np.asarray(np.maximum(_product(flat, net[f"{name}.weight"]) + net[f"{name}.bias"], 0))


def _states(net: Arrays, given: Features) -> Floats:
    names = _mean_rows(net["name.weight"], given.names.words, given.names.counts)
    around = given.names.around
    inputs = [
        given.dense,
        _mean_rows(net["word.weight"], given.words, given.word_counts),
        _sum_rows(net["edge.weight"], given.edges),
        *(np.take(names, around[:, level], axis=0) for level in range(3)),
        _sum_rows(names, around[:, 3:]) / np.float32(around.shape[1] - 3),
    ]
    hidden = np.maximum(_product(np.concatenate(inputs, axis=1), net["inp.weight"]) + net["inp.bias"], 0)
    hidden = _pooled(net, "page1", hidden)
    hidden = hidden + _contained(net, "inside1", hidden, given.containers)
    dilations = net["dilations"].astype(int).tolist()
    for number, dilation in enumerate(dilations):
        hidden = _convolved(net, number, hidden, dilation)
        if number == len(dilations) // 2 - 1:
            hidden = _pooled(net, "page2", hidden)
            hidden = hidden + _contained(net, "inside2", hidden, given.containers)
    scores = _product(hidden, net["head.weight"]) + net["head.bias"]
    scores = np.exp(scores - scores.max(1, keepdims=True))
    return np.asarray(scores / scores.sum(1, keepdims=True))


def _product(rows: Floats, weight: Floats) -> Floats:
    """rows @ weight, for one matrix or several, in pieces so small that BLAS does not spread them over threads.

    Threads cost more than they bring at this size (up to 40 times on busy cores), and the sums stay the same
    everywhere.
    """
    count, width = rows.shape
    pieces = -(-count // max(1, _SINGLE_THREAD // (width * weight.shape[-1])))
    step = -(-count // pieces)
    if pieces * step > count:
        rows = np.concatenate((rows, np.zeros((pieces * step - count, width), np.float32)))
    out = np.matmul(rows.reshape(pieces, step, width), weight[..., None, :, :])
    return np.asarray(out.reshape(*weight.shape[:-2], pieces * step, -1)[..., :count, :])


def _convolved(net: Arrays, number: int, hidden: Floats, dilation: int) -> Floats:
    """What each block makes of itself and of the blocks `dilation` before and behind it, added to what it is."""
    # Three products whose sums run over whole rows take half as long as one, whose sums run over parts of its rows.
    left, update, right = _product(hidden, net[f"convs.{number}.weight"])
    of_left, of_own, of_right = net[f"convs.{number}.bias"].reshape(3, -1)
    update += of_own
    if len(hidden) > dilation:
        left += of_left
        right += of_right
        update[dilation:] += left[:-dilation]
        update[:-dilation] += right[dilation:]
    np.maximum(update, 0, out=update)
    update += hidden
    return np.asarray(update)
