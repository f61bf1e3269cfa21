"""What a page turned out to be, judged by how the story model's probabilities lie in it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
from numpy.typing import NDArray

from newsclean.model import Document
from newsclean.read.head import Head

SHORTEST = 100
"""Characters; a shorter text is no story: the shortest gold body of the development sets has 22 words."""


def page_status(document: Document, probabilities: NDArray[np.float32]) -> tuple[str, float]:
    """What the document is ("article", "listing", "too_short", "empty") and the confidence in its text, 0 to 1.

    The confidence is the probability that at least nine tenths of the words are right (word F1 of 0.9), by a
    logistic regression over cross-validated pages of which one in eight was no article; a page whose probability
    of being an article lies under the threshold is a listing. Its text is still worth returning.

    Args:
        document: as read.
        probabilities: one for each block, from `story_probabilities`.
    """
    if not document.blocks:
        return "empty", 0.0
    length = np.fromiter((len(block.text) for block in document.blocks), np.float64, len(document.blocks))
    kept = float(length[probabilities >= 0.5].sum())
    if not kept:
        return "empty", 0.0
    told = page_numbers(document, probabilities)
    model = _model()
    confidence = _logistic(model["confidence"], told)
    if kept < SHORTEST:
        return "too_short", confidence / 2
    article = _logistic(model["article"], told)
    return ("article" if article >= model["threshold"] else "listing"), confidence


def page_numbers(document: Document, probabilities: NDArray[np.float32]) -> NDArray[np.float64]:
    """What the status is judged by, (12,): how much is kept, how surely, in how few pieces, how linked, and what the
    page's head says it is."""
    blocks = document.blocks
    length = np.fromiter((len(block.text) for block in blocks), np.float64, len(blocks))
    p = probabilities.astype(np.float64)
    keep = p >= 0.5
    kept = max(float(length[keep].sum()), 1.0)
    expected = 2 * float((p * length)[keep].sum()) / (kept + float((p * length).sum()) + 1e-9)
    unsure = float(length[(p > 0.15) & (p < 0.85)].sum())
    run = np.cumsum(~keep)
    longest = float(np.bincount(run[keep], length[keep]).max()) if keep.any() else 0.0
    linked = sum(
        link.end - link.start for block, k in zip(blocks, keep.tolist(), strict=True) if k for link in block.links
    )
    return np.array(
        [
            expected,
            np.log1p(kept) / 5,
            np.log1p(keep.sum()) / 3,
            kept / max(float(length.sum()), 1.0),
            min(unsure / kept, 2.0),
            longest / kept,
            kept / max(int(keep.sum()), 1) / 200,
            min(linked / kept, 1.0),
            float(document.kind == "html"),
            *_said(document.head),
        ]
    )


def _said(head: Head | None) -> tuple[float, float, float]:
    """Whether the head calls the page an article, calls it something else, and dates it; three times 0 for text."""
    if head is None:
        return 0.0, 0.0, 0.0
    kind = head.first("og:type").lower()
    article = kind.startswith("article") or any(
        name.endswith(("Article", "BlogPosting")) for item in head.items for name in item.types
    )
    dated = bool(head.first("article:published_time")) or any(item.text("datePublished") for item in head.items)
    return float(article), float(bool(kind) and not article), float(dated)


def _logistic(weights: Mapping[str, list[float]], told: NDArray[np.float64]) -> float:
    scaled = (told - np.array(weights["mean"])) / np.array(weights["deviation"])
    # The logistic function written so that nothing overflows on documents far from any page.
    return float(0.5 + 0.5 * np.tanh((scaled @ np.array(weights["weight"]) + weights["bias"][0]) / 2))


@cache
def _model() -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(files("newsclean.data").joinpath("story-status.json").read_text("utf-8"))
    return loaded
