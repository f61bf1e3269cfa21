"""Names for what was removed: what is cut stays cut, only the label may change.

Four of five removed lines carry no cue phrase, and a menu word says little about the list it stands in. What a piece
is shows in its form, the markup around it, its place before or behind the story and the company it keeps: a list of
linked headlines behind the story, short entries before the headline, links beside a copyright line. A small net
(`data/naming.npz`, made by `python -m newsclean.naming.train`) learned that from annotated pages; it knows what each
detector said, and by how much to believe it.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import cache
from importlib.resources import files

import numpy as np

from newsclean.model import Document, Finding, Removal
from newsclean.naming.features import LABELS, features, story_end
from newsclean.naming.network import Namer
from newsclean.units import SHORT_TEXT

_NAMELESS, _WHOLE_PAGE, _SHORT = 0.3, 0.5, 0.9
"""How likely a name must be: where nothing has named a piece, below which one in four names is right; against a detector
on a whole page, and in a short text, in which cues say more than company."""
_UNSURE = frozenset(
    "ad byline cookie credit dateline footer navigation newsletter related_list share_prompt tags title".split()
)
"""Labels of detectors that the net names better than they: their cues are words of menus and of lists, or stand in them.
It has nothing on those that read the other kinds."""
_AT_ONCE = 4096
"""Pieces; documents have 170."""


def named(document: Document, removals: Sequence[Removal], known: Collection[str]) -> tuple[Removal, ...]:
    """The removals under the likeliest labels; nothing else about what is cut changes.

    Args:
        document: in which they stand.
        removals: in order. Of those that a cue has named, only whole lines of a dozen kinds are called otherwise, where the
            net is sure; the others are left as they are.
        known: labels that may be given.

    Returns:
        The same removals. One that is called otherwise says so in its `why`, and what it was called is in its `lost`.
    """
    return renamed(document, removals, known, namer())


def renamed(document: Document, removals: Sequence[Removal], known: Collection[str], net: Namer) -> tuple[Removal, ...]:
    """`named` by another net."""
    out: list[Removal] = []
    end = story_end(document, removals)
    for low in range(0, len(removals), _AT_ONCE):
        some = removals[low : low + _AT_ONCE]
        likely = net.probabilities(features(document, some, net.words))
        likely[:, [label not in known for label in LABELS]] = 0
        best = likely.argmax(axis=1)
        sure = likely[np.arange(len(some)), best].tolist()
        for one, at, p in zip(some, best.tolist(), sure, strict=True):
            label = LABELS[at] if p > _needed(document, one) else one.label
            # What nothing tells behind a story is a headline of another one more often than anything else.
            if label == "other" and one.start >= end and "related_list" in known:
                label = "related_list"
            out.append(one if label == one.label else _called(one, label))
    return tuple(out)


@cache
def namer() -> Namer:
    """The trained net of this package, read once."""
    with files("newsclean.data").joinpath("naming.npz").open("rb") as source:
        return Namer.load(source)


def _needed(document: Document, removal: Removal) -> float:
    """How likely another label must be for a removal to be called by it."""
    if removal.label == "other":
        return _NAMELESS
    number = document.numbers.get(removal.start)
    # Parts of lines are named by what was read in them, and the net has learned from lines.
    if removal.label not in _UNSURE or number is None or removal.end < document.blocks[number].end:
        return 1.0
    return _SHORT if document.kind == "text" and len(document.blocks) <= SHORT_TEXT else _WHOLE_PAGE


def _called(removal: Removal, label: str) -> Removal:
    id_, start, end, text, name, detector, why, confidence, lost = removal
    was = Finding(start, end, name, confidence, why, (), detector)
    why = f"{why}; {label} by its form, place and company"
    return Removal(id_, start, end, text, label, detector, why, confidence, (*lost, was))
