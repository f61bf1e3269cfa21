"""When it was published and modified, among all dates that are given."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta, timezone

from newsclean.metadata.weigh import Verdict, weigh
from newsclean.metadata.zone import Place
from newsclean.model import Candidate

_SAME = timedelta(hours=14)
"""Two statements this near are one moment, written in two zones."""
_AHEAD = timedelta(days=1)
"""Clocks and zones may differ this much before a date counts as future."""
_LATER = timedelta(days=2)
_BELIEVED = 0.8
_QUARTER = timedelta(minutes=15)


_MOST = {"close": 1.0, "head": 1.0, "end": 0.65, "elsewhere": 0.4}
"""What a visible date is worth at most, by its place: elsewhere it is a teaser's, a comment's, an event's."""


def placed(candidate: Candidate, place: Place) -> Candidate:
    """The candidate, a visible one with its place taken into account."""
    if candidate.source != "visible":
        return candidate
    return candidate._replace(confidence=min(candidate.confidence, _MOST[place.nearness(candidate.start)]))


def naive(moment: datetime) -> datetime:
    return moment.replace(tzinfo=None)


def possible(candidate: Candidate, now: datetime) -> bool:
    """Whether a date is not in the future."""
    return naive(candidate.value) <= naive(now) + _AHEAD


def moment(candidates: Sequence[Candidate], place: Place) -> tuple[datetime, Verdict] | None:
    """The date the candidates amount to, as exact as any of those that agree gives it."""
    clusters = _clusters(candidates)
    verdict = weigh(clusters)
    if verdict is None:
        return None
    printed = [cluster for cluster in clusters if _is_printed_otherwise(cluster, verdict.candidates, place)]
    if len(printed) == 1:
        verdict = weigh(printed) or verdict
    return _most_exact([c.value for c in verdict.candidates]), verdict


def _is_printed_otherwise(cluster: Sequence[Candidate], winners: Sequence[Candidate], place: Place) -> bool:
    """Whether readers see an earlier date beside the headline, and the winner nowhere: what is told to machines is
    then the date of a later version."""
    if any(c.source in ("visible", "time") for c in winners):
        return False
    printed = any(
        c.source == "visible" and c.confidence >= _BELIEVED and place.nearness(c.start) == "close" for c in cluster
    )
    return printed and abs(naive(winners[0].value) - naive(cluster[0].value)) > _LATER


def _clusters(candidates: Sequence[Candidate]) -> list[list[Candidate]]:
    clusters: list[list[Candidate]] = []
    for candidate in sorted(candidates, key=lambda c: -c.confidence):
        home = next((cluster for cluster in clusters if _same(cluster[0].value, candidate.value)), None)
        if home is None:
            clusters.append([candidate])
        else:
            home.append(candidate)
    return clusters


def _same(a: datetime, b: datetime) -> bool:
    return a.date() == b.date() or abs(naive(a) - naive(b)) < _SAME


def is_day(moment: datetime) -> bool:
    """Midnight says no time of day."""
    return (moment.hour, moment.minute, moment.second) == (0, 0, 0)


def precision(moment: datetime) -> str:
    """day, minute or second."""
    return "day" if is_day(moment) else "second" if moment.second else "minute"


def _most_exact(values: Sequence[datetime]) -> datetime:
    """The strongest statement that has a time of day, in the page's own zone where another statement shows it."""
    best = next((v for v in values if not is_day(v) and v.tzinfo), None) or next(
        (v for v in values if not is_day(v)), values[0]
    )
    if best.tzinfo is None:
        return best
    for other in values:
        if is_day(other) or other is best:
            continue
        # "20:00+00:00" beside "20:00+02:00": the first forgot its zone.
        if other.tzinfo and naive(other) == naive(best) and best.utcoffset() == timedelta(0):
            return other
        local = _local(best, other)
        if local:
            return local
    return best


def _local(moment: datetime, printed: datetime) -> datetime | None:
    """The moment in the zone in which it is printed, where the printed time is the same up to a zone's offset."""
    if printed.tzinfo is not None:
        return None
    offset = naive(printed) - naive(moment.astimezone(UTC)).replace(second=0, microsecond=0)
    offset -= timedelta(seconds=printed.second)
    if offset % _QUARTER or abs(offset) > _SAME:
        return None
    return moment.astimezone(timezone(offset))
