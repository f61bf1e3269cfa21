"""When it was published and modified, among all dates that are given."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence
from datetime import UTC, date, datetime, timedelta, timezone

from newsclean.metadata.weigh import Verdict, weigh
from newsclean.metadata.zone import Place
from newsclean.model import Candidate, Document

_SAME = timedelta(hours=14)
"""Two statements this near are one moment, written in two zones."""
_AHEAD = timedelta(days=1)
"""Clocks and zones may differ this much before a date counts as future."""
_FURTHER = timedelta(days=2)
_MONTHS = 12
_ROWS = 3
"""Dates in elements of one form from which on they are rows of a list."""
_ENTRY = 300
"""Characters of an entry in a list of stories, at most."""
_NUMERIC = re.compile(r"\d{1,2}[./-]\s?\d{1,2}[./-]\s?\d{2}")
_BELIEVED = 0.8
_QUARTER = timedelta(minutes=15)


_SHOWN = ("visible", "time")
_STATED = 0.94
_DISPUTED = 0.8
"""Told to machines, and readers see another date: right on three of four pages."""
_MOST = {"close": 1.0, "head": 1.0, "end": 0.65, "elsewhere": 0.4}
"""What a visible date is worth at most, by its place: elsewhere it is a teaser's, a comment's, an event's."""
_ALONE = 0.6
"""What it is worth wherever it stands where no other day is found: right on 24 of 27 development pages and texts."""


def placed(candidate: Candidate, place: Place, *, alone: bool = False) -> Candidate:
    """The candidate, a visible one with its place taken into account.

    Args:
        alone: no other day is found anywhere.
    """
    if candidate.source != "visible":
        return candidate
    most = max(_MOST[place.nearness(candidate.start)], _ALONE if alone else 0.0)
    return candidate._replace(confidence=min(candidate.confidence, most))


def read_again(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Printed dates whose day and month are turned round where that is a day the page states: 9/10/2024, 09.10.2024."""
    stated = {c.value.date() for c in candidates if c.source not in _SHOWN}
    return [_turned(c, stated) if c.source in _SHOWN and c.value.date() not in stated else c for c in candidates]


def _turned(candidate: Candidate, stated: Collection[date]) -> Candidate:
    value = candidate.value
    if value.day > _MONTHS or not _NUMERIC.search(candidate.raw):
        return candidate
    turned = value.replace(month=value.day, day=value.month)
    return candidate._replace(value=turned) if turned.date() in stated else candidate


def without_lists(candidates: Sequence[Candidate], place: Place) -> list[Candidate]:
    """The candidates without printed dates behind the story that are followed by others: a list of other stories."""
    shown = [c for c in candidates if c.source == "visible" and c.start is not None]
    return [
        c
        for c in candidates
        if c not in shown or place.nearness(c.start) != "end" or not any(_follows(c, other) for other in shown)
    ]


def without_rows(candidates: Sequence[Candidate], document: Document) -> list[Candidate]:
    """The candidates without printed dates in elements of one form, row by row: events, other stories."""
    forms = {c.start: _form(c, document) for c in candidates if c.source == "visible"}
    alike = Counter(forms.values())
    return [c for c in candidates if not forms.get(c.start) or alike[forms[c.start]] < _ROWS]


def _form(candidate: Candidate, document: Document) -> tuple[str, str] | None:
    """Tag and classes of the element that holds nothing in front of the date."""
    number = document.numbers.get(candidate.start or 0)
    element = None if number is None else document.blocks[number].element
    return element[:2] if element is not None and element.names else None


def _follows(candidate: Candidate, other: Candidate) -> bool:
    steps = (other.start or 0) - (candidate.start or 0)
    return 0 < steps < _ENTRY and other.value.date() != candidate.value.date()


def told_apart(published: list[Candidate], modified: list[Candidate]) -> tuple[list[Candidate], list[Candidate]]:
    """Both without time elements called published whose day is printed as that of an update alone."""
    printed = {c.value.date() for c in published if c.source == "visible"}
    updates = {c.value.date() for c in modified if c.source == "visible"} - printed
    moved = [c for c in published if c.source == "time" and c.value.date() in updates]
    return [c for c in published if c not in moved], modified + [c._replace(field="modified") for c in moved]


def naive(moment: datetime) -> datetime:
    return moment.replace(tzinfo=None)


def possible(candidate: Candidate, now: datetime) -> bool:
    """Whether a date is not in the future."""
    return naive(candidate.value) <= naive(now) + _AHEAD


def moment(
    candidates: Sequence[Candidate], place: Place, others: Sequence[Candidate] = (), *, latest: bool = False
) -> tuple[datetime, Verdict] | None:
    """The date the candidates amount to, as exact as any of those that agree gives it.

    Args:
        candidates: of one field.
        place: where the headline stands.
        others: dates of the other field; one that readers see while this one is not shown makes it doubtful.
        latest: of several stated dates the last, as for modifications; the first otherwise.
    """
    clusters = _clusters(candidates)
    stated = [cluster for cluster in clusters if any(c.confidence >= _STATED for c in cluster)]
    # Of several dates of publication a page states, the first is that of the publication, the others of new versions.
    stated.sort(key=lambda cluster: naive(cluster[0].value), reverse=latest)
    verdict = weigh(stated[:1] if len(stated) > 1 else clusters)
    if verdict is None:
        return None
    if not any(c.source in _SHOWN for c in verdict.candidates):
        printed = [cluster for cluster in clusters if _is_printed_otherwise(cluster, verdict.candidates[0], place)]
        if len(printed) == 1:
            verdict = weigh(printed) or verdict
        elif any(_shows_another(c, verdict.candidates[0], place) for c in (*candidates, *others)):
            verdict = verdict._replace(confidence=min(verdict.confidence, _DISPUTED))
    return _most_exact([c.value for c in verdict.candidates]), verdict


def _is_printed_otherwise(cluster: Sequence[Candidate], winner: Candidate, place: Place) -> bool:
    """Whether a date line beside the headline gives another day than what machines are told, which readers see
    nowhere: then it is the printed one that people call the article's date."""
    printed = any(
        c.source == "visible" and c.confidence >= _BELIEVED and place.nearness(c.start) == "close" for c in cluster
    )
    return printed and abs(naive(winner.value) - naive(cluster[0].value)) > _FURTHER


def _shows_another(candidate: Candidate, winner: Candidate, place: Place) -> bool:
    """Whether a candidate is a date that readers see near the headline, and another one than the winner."""
    seen = candidate.source == "time" or (
        candidate.source == "visible" and place.nearness(candidate.start) != "elsewhere"
    )
    return seen and not _same(candidate.value, winner.value)


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
    others = [v for v in values if not is_day(v) and v is not best]
    # "20:00+00:00" beside "20:00+02:00": the first forgot its zone.
    forgot = (v for v in others if v.utcoffset() and naive(v) == naive(best) and not best.utcoffset())
    printed = (local for v in others if (local := _local(best, v)))
    return next(forgot, None) or next(printed, best)


def _local(moment: datetime, printed: datetime) -> datetime | None:
    """The moment in the zone in which it is printed, where the printed time is the same up to a zone's offset."""
    if printed.tzinfo is not None:
        return None
    offset = naive(printed) - naive(moment.astimezone(UTC)).replace(second=0, microsecond=0)
    offset -= timedelta(seconds=printed.second)
    if offset % _QUARTER or abs(offset) > _SAME:
        return None
    return moment.astimezone(timezone(offset))
