"""The net that names removed pieces: each piece for itself, then with the means of those before and behind it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

import numpy as np
from numpy.typing import NDArray

from newsclean.story.network import quantized

WINDOWS = (1, 3, 12)
"""Pieces before, and pieces behind, whose mean the second layer sees."""
_SINGLE_THREAD = 1 << 18
"""Multiplications up to which OpenBLAS keeps to one thread: on busy machines several took a hundred times as long."""
Floats = NDArray[np.float32]


def windows(count: int) -> Iterator[tuple[NDArray[np.int64], NDArray[np.int64]]]:
    """For each window where it begins and ends around each of so many pieces; empty at the borders."""
    at = np.arange(count)
    for reach in WINDOWS:
        yield np.maximum(at - reach, 0), at
        yield at + 1, np.minimum(at + 1 + reach, count)


@dataclass(frozen=True)
class Namer:
    """Weights, the class words they know, and what is known about how they were made."""

    arrays: Mapping[str, Floats]
    """`own` (features, h), `company` (7 h, h), `label` (h, labels), each with its `.bias`."""
    words: tuple[str, ...]
    about: Mapping[str, Any]

    @classmethod
    def load(cls, source: Path | IO[bytes]) -> Namer:
        """Reads what `save` wrote."""
        with np.load(source) as stored:
            about = json.loads(stored["about"].tobytes())
            arrays = {name: stored[name].astype(np.float32) for name in stored.files if name != "about"}
        for name in [name for name in arrays if name.endswith(".scale")]:
            scale = arrays.pop(name)
            arrays[name.removesuffix(".scale")] *= scale[:, None]
        return cls(arrays, tuple(about["words"]), about)

    def save(self, target: Path | IO[bytes]) -> None:
        """Writes matrices as 8-bit integers with a scale for each row, the rest in 16 bits."""
        about = {**self.about, "words": self.words}
        stored: dict[str, NDArray[Any]] = {"about": np.frombuffer(json.dumps(about, sort_keys=True).encode(), np.uint8)}
        for name, array in self.arrays.items():
            if array.ndim == 2:
                stored[name], stored[f"{name}.scale"] = quantized(array)
            else:
                stored[name] = array.astype(np.float16)
        np.savez_compressed(target, **stored)  # type: ignore[arg-type]

    def probabilities(self, given: Floats) -> Floats:
        """(pieces, features) -> (pieces, labels)."""
        own = self._layer("own", given)
        total = np.zeros((len(own) + 1, own.shape[1]), np.float64)
        np.cumsum(own, axis=0, out=total[1:])
        means = [(total[high] - total[low]) / np.maximum(high - low, 1)[:, None] for low, high in windows(len(own))]
        hidden = self._layer("company", np.concatenate((own, *means), axis=1, dtype=np.float32, casting="same_kind"))
        scores = hidden @ self.arrays["label"] + self.arrays["label.bias"]
        scores = np.exp(scores - scores.max(axis=1, keepdims=True))
        return np.asarray(scores / scores.sum(axis=1, keepdims=True), np.float32)

    def _layer(self, name: str, given: Floats) -> Floats:
        weight = self.arrays[name]
        step = max(1, _SINGLE_THREAD // weight.size)
        parts = [given[low : low + step] @ weight for low in range(0, len(given), step)]
        return np.asarray(np.maximum(np.concatenate(parts) + self.arrays[f"{name}.bias"], 0), np.float32)
