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
                    nets.setdefault(number, {})[name] = np.ascontiguousarray(array)
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


def _mean_rows(table: Floats, words: NDArray[np.uint16], counts: NDArray[np.int32]) -> Floats:
    """The mean table row of each group of words; no group is empty. Bucket 0 stands for no word and counts nothing."""
    return np.asarray(np.add.reduceat(table[words], np.cumsum(counts) - counts, axis=0) / counts[:, None])


def _pooled(net: Arrays, name: str, hidden: Floats) -> Floats:
    page = np.concatenate((hidden.mean(0), hidden.max(0)))
    return np.asarray(hidden + (net[f"{name}.weight"] @ page + net[f"{name}.bias"]))


def _contained(net: Arrays, name: str, hidden: Floats, containers: NDArray[np.int32]) -> Floats:
    """What the net makes of the means over the blocks inside each of a block's containers."""
    sums = np.zeros((len(hidden) + 1, hidden.shape[1]), np.float32)
    np.cumsum(hidden, axis=0, out=sums[1:])
    first, behind = containers[..., 0], containers[..., 1]
    means = (sums[behind] - sums[first]) / (behind - first).astype(np.float32)[..., None]
    flat: Floats = means.reshape(len(hidden), -1)
    return np.asarray(np.maximum(_product(flat, net[f"{name}.weight"]) + net[f"{name}.bias"], 0))


def _states(net: Arrays, given: Features) -> Floats:
    inputs = [given.dense]
    inputs += [_mean_rows(net["word.weight"], given.words, given.word_counts), net["edge.weight"][given.edges].sum(1)]
    names = _mean_rows(net["name.weight"], given.names.words, given.names.counts)
    around = names[given.names.around]
    inputs += [around[:, 0], around[:, 1], around[:, 2], around[:, 3:].mean(1)]
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
    """rows @ weight.T in pieces so small that BLAS does not spread them over threads.

    Threads cost more than they bring at this size (up to 40 times on busy cores), and the sums stay the same
    everywhere.
    """
    step = max(1, _SINGLE_THREAD // weight.size)
    out = np.empty((len(rows), len(weight)), np.float32)
    for low in range(0, len(rows), step):
        np.matmul(rows[low : low + step], weight.T, out=out[low : low + step])
    return out


def _convolved(net: Arrays, number: int, hidden: Floats, dilation: int) -> Floats:
    """What each block makes of itself and of the blocks `dilation` before and behind it, added to what it is."""
    width = hidden.shape[1]
    parts = _product(hidden, net[f"convs.{number}.weight"]) + net[f"convs.{number}.bias"]
    update = parts[:, width : 2 * width]
    if len(hidden) > dilation:
        update[dilation:] += parts[:-dilation, :width]
        update[:-dilation] += parts[dilation:, 2 * width :]
    return np.asarray(hidden + np.maximum(update, 0, out=update))
