"""One way of weighing for all fields: candidates that say the same stand together, independent places add up.

A place's word counts as log-odds. Places of one family (all metas, all described things) are written by the same
machine from the same record, so only the strongest of a family counts in full and further ones a little. What
speaks for another value is taken away from the winner's confidence.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from math import exp, log
from typing import NamedTuple

from newsclean.model import Candidate

_FAMILY = {
    "json-ld": "described",
    "microdata": "described",
    "rdfa": "described",
    "opengraph": "meta",
    "meta": "meta",
    "title-element": "title-element",
    "html": "page",
    "time": "page",
    "visible": "page",
    "url": "url",
}
_SECOND_FAMILY = 0.6
"""What the second independent family adds, each further one that much less again."""
_SAME_FAMILY = 0.15
_AGAINST = 0.35
"""What the best other value takes away."""
_SUREST = 0.99


class Verdict(NamedTuple):
    """The winning group of candidates, strongest first, and how sure it is."""

    candidates: tuple[Candidate, ...]
    confidence: float
    why: str


def log_odds(p: float) -> float:
    p = min(max(p, 1 - _SUREST), _SUREST)
    return log(p / (1 - p))


def weigh(groups: Iterable[Sequence[Candidate]]) -> Verdict | None:
    """The group that most speaks for, or None where there is none.

    Args:
        groups: candidates of one field; those of a group say the same.
    """
    rated = sorted(((support(group), group) for group in groups if group), key=lambda pair: -pair[0])
    if not rated:
        return None
    best, group = rated[0]
    rival = max((score for score, _ in rated[1:]), default=0.0)
    confidence = 1 / (1 + exp(-(best - _AGAINST * max(rival, 0.0))))
    strongest = tuple(sorted(group, key=lambda c: -c.confidence))
    return Verdict(strongest, round(confidence, 4), _why(strongest, len(rated) - 1))


def support(group: Sequence[Candidate]) -> float:
    """Log-odds of what the candidates of one value say together."""
    families: dict[str, list[float]] = defaultdict(list)
    for candidate in group:
        families[_FAMILY.get(candidate.source, candidate.source)].append(log_odds(candidate.confidence))
    sums = []
    for odds in families.values():
        odds.sort(reverse=True)
        sums.append(odds[0] + _SAME_FAMILY * sum(o for o in odds[1:4] if o > 0))
    sums.sort(reverse=True)
    return sum(one * _SECOND_FAMILY**i if one > 0 or i == 0 else 0.0 for i, one in enumerate(sums))


def grouped(candidates: Iterable[Candidate], same: Iterable[Hashable]) -> list[list[Candidate]]:
    """Candidates in groups of equal keys, in the order of first sight; a candidate with a false key stands for nothing."""
    groups: dict[Hashable, list[Candidate]] = {}
    for candidate, one in zip(candidates, same, strict=True):
        if one:
            groups.setdefault(one, []).append(candidate)
    return list(groups.values())


def _why(group: Sequence[Candidate], others: int) -> str:
    places = list(dict.fromkeys(candidate.why for candidate in group))
    said = places[0] if len(places) == 1 else f"{places[0]}; so say {', '.join(places[1:4])}"
    return f"{said}; {others} other value{'s' * (others > 1)} lost" if others else said
