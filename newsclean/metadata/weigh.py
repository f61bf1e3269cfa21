"""One way of weighing for all fields: candidates that say the same stand together, independent places add up.

A place's word counts as log-odds. Places of one family (all metas, all described things) are written by the same
machine from the same record, so only the strongest of a family counts in full and further ones a little. What
speaks for another value is taken away from the winner's confidence.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from functools import lru_cache
from math import exp, log
from operator import attrgetter, itemgetter
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


@lru_cache(maxsize=1_024)
def log_odds(p: float) -> float:
    p = min(max(p, 1 - _SUREST), _SUREST)
    return log(p / (1 - p))


def weigh(groups: Iterable[Sequence[Candidate]]) -> Verdict | None:
    """The group that most speaks for, or None where there is none.

    Args:
        groups: candidates of one field; those of a group say the same.
    """
    given = [group for group in groups if group]
    if not given:
        return None
    if len(given) == 1 and len(given[0]) == 1:
        only = given[0][0]
        return Verdict((only,), round(min(max(only.confidence, 1 - _SUREST), _SUREST), 4), only.why)
    rated = sorted([(support(group), group) for group in given], key=_support_first, reverse=True)
    best, group = rated[0]
    rival = max(rated[1][0], 0.0) if len(rated) > 1 else 0.0
    confidence = 1 / (1 + exp(-(best - _AGAINST * rival)))
    strongest = tuple(sorted(group, key=_confidence, reverse=True))
    return Verdict(strongest, round(confidence, 4), _why(strongest, len(rated) - 1))


_support_first: Callable[[tuple[float, Sequence[Candidate]]], float] = itemgetter(0)
_confidence: Callable[[Candidate], float] = attrgetter("confidence")


def support(group: Sequence[Candidate]) -> float:
    """Log-odds of what the candidates of one value say together."""
    if len(group) == 1:
        return log_odds(group[0].confidence)
    families: dict[str, list[float]] = {}
    for candidate in group:
        families.setdefault(family(candidate), []).append(log_odds(candidate.confidence))
    sums = []
    for odds in families.values():
        if len(odds) > 1:
            odds.sort(reverse=True)
            sums.append(odds[0] + _SAME_FAMILY * sum([o for o in odds[1:4] if o > 0]))
        else:
            sums.append(odds[0])
    sums.sort(reverse=True)
    return sums[0] + sum([one * _SECOND_FAMILY**i for i, one in enumerate(sums[1:], 1) if one > 0])


def family(candidate: Candidate) -> str:
    """The family of places that the candidate's belongs to: one machine writes all of it from one record."""
    return _FAMILY.get(candidate.source, candidate.source)


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
