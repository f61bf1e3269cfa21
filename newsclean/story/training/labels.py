"""Labels for blocks by aligning them with a page's gold text, word for word and in order."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from difflib import SequenceMatcher

_CJK = "\u3040-\u30ff\u3400-\u9fff\u0e00-\u0e7f\uac00-\ud7af"
TOKEN = re.compile(rf"[{_CJK}]|[^\W{_CJK}]+")
_RUN = 4
"""Words that must agree in a row: fewer, and chrome finds its words somewhere in the story."""


def story_shares(texts: Sequence[str], story: str) -> list[float]:
    """For each text, the share of its characters that stand, in order, in the story: 0 to 1.

    A second copy of a paragraph finds its place taken and gets 0.

    >>> story_shares(["Menu", "The fox ran over it.", "The fox ran over it."], "The fox ran over it.")
    [0.0, 1.0, 0.0]
    """
    words: list[str] = []
    owners: list[int] = []
    for owner, text in enumerate(texts):
        found = TOKEN.findall(text.lower())
        words += found
        owners += [owner] * len(found)
    gold = TOKEN.findall(story.lower())
    run = min(_RUN, max(1, len(gold)))
    numbers: dict[tuple[str, ...], int] = {}
    wanted = [numbers.setdefault(key, len(numbers)) for key in _runs(gold, run)]
    given = [numbers.get(key, -1) for key in _runs(words, run)]
    hit = bytearray(len(words))
    for start, _, size in SequenceMatcher(None, given, wanted, autojunk=False).get_matching_blocks():
        if size:
            hit[start : start + size + run - 1] = b"\1" * (size + run - 1)
    length, agreed = [0] * len(texts), [0] * len(texts)
    for word, owner, is_hit in zip(words, owners, hit, strict=True):
        length[owner] += len(word)
        agreed[owner] += len(word) * is_hit
    return [part / whole if whole else 0.0 for part, whole in zip(agreed, length, strict=True)]


def _runs(words: list[str], run: int) -> list[tuple[str, ...]]:
    return [tuple(words[at : at + run]) for at in range(max(0, len(words) - run + 1))]


def word_f1(kept: str, gold: str) -> float:
    """F1 over the bags of lower-cased words."""
    a, b = Counter(TOKEN.findall(kept.lower())), Counter(TOKEN.findall(gold.lower()))
    return 2 * (a & b).total() / max(1, a.total() + b.total())
