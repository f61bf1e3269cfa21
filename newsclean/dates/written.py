"""Finds the dates written in a line, with their time of day, zone and role."""

from __future__ import annotations

import re
from datetime import datetime, time
from functools import lru_cache
from itertools import pairwise
from typing import Literal, NamedTuple

import regex

from newsclean.dates.drafts import Draft, drafts
from newsclean.dates.grammar import grammar
from newsclean.dates.tokens import Tokens, tokens_of
from newsclean.dates.zones import zone_at

Precision = Literal["day", "minute", "second"]
Role = Literal["published", "updated", "unknown"]

# A longer text is no date line, and what it tells in passing is not worth the time.
MAX_CHARS = 4000
# Up to this length a text is read as a whole, in longer ones only the surroundings of what may be a date.
_SHORT, _AROUND = 300, 80
# What every written date has: a day and a year not far from each other, or three numbers.
_MAY_HOLD = re.compile(r"\d\D{1,25}?\d{4}|\d{4}\D{1,25}?\d|\d\D{1,3}\d\d?\D{1,3}\d\d(?!\d)|\d\D{3,15}?\d\d(?!\d)")


class DateMatch(NamedTuple):
    """A date as printed: `raw == text[start:end]`, with its weekday, time of day and zone, without a role word."""

    start: int
    end: int
    value: datetime
    """Aware where the line names an unambiguous zone, else naive; midnight where no time of day is printed."""
    precision: Precision
    role: Role
    raw: str


class Reading(NamedTuple):
    """A text and its dates: what `date_line` needs to judge the rest of the line."""

    tokens: Tokens
    gaps: list[str]
    """The signatures in front of, between and behind the dates."""
    spans: list[tuple[int, int]]
    """The tokens of each date."""
    dates: list[DateMatch]


def find_dates(text: str, language: str | None = None) -> list[DateMatch]:
    """All absolute dates written in a short text, in order.

    Args:
        text: a line, a block, or a few joined lines; only the first 4,000 characters are read.
        language: "en", "en-gb" ...: decides the order of numeric dates (3/5/2024). Names are read in all
            languages, whatever it is.

    Relative dates ("2 hours ago"), dates without a year, ranges, impossible dates and years outside 1900 to 2100
    give nothing. No zone is guessed.

    >>> [m] = find_dates("Publié le 3 mai 2024 à 14h05", "fr")
    >>> m.value, m.precision, m.role, m.raw
    (datetime.datetime(2024, 5, 3, 14, 5), 'minute', 'published', '3 mai 2024 à 14h05')
    """
    text = text[:MAX_CHARS]
    if len(text) <= _SHORT:
        return list(read_dates(text, language).dates)
    return [
        date._replace(start=date.start + low, end=date.end + low)
        for low, high in _surroundings(text)
        for date in read_dates(text[low:high], language).dates
    ]


@lru_cache(maxsize=1_024)
def read_dates(text: str, language: str | None = None) -> Reading:
    """The dates of a text of at most a few hundred characters, with the tokens that were read.

    Kept, as the same line is asked for by the detector that cuts date lines and by the metadata.
    """
    if not _MAY_HOLD.search(text):
        return Reading(Tokens(text, "", [0]), [""], [], [])
    language = (language or "").lower().replace("_", "-")
    tokens = tokens_of(text)
    found = list(drafts(tokens, language))
    if any(draft.weak for draft in found):
        found = _without_weak(tokens, found)
    if len(found) > 1:
        found = _without_ranges(tokens, found)
    gaps = _gaps(tokens, found)
    dates = [_match(tokens, draft, role, language) for draft, role in zip(found, _roles(gaps), strict=True)]
    return Reading(tokens, gaps, [(draft.start, draft.end) for draft in found], dates)


def _surroundings(text: str) -> list[tuple[int, int]]:
    """Stretches of the text around everything that may be a date."""
    stretches: list[tuple[int, int]] = []
    for match in _MAY_HOLD.finditer(text):
        low, high = max(0, match.start() - _AROUND), min(len(text), match.end() + _AROUND)
        if stretches and low <= stretches[-1][1]:
            stretches[-1] = (stretches[-1][0], high)
        else:
            stretches.append((low, high))
    return stretches


def _without_weak(tokens: Tokens, found: list[Draft]) -> list[Draft]:
    """Weak dates count where the text is nothing else."""
    if any(grammar().letter.search(gap) for gap in _gaps(tokens, found)):
        return [draft for draft in found if not draft.weak]
    return found


def _without_ranges(tokens: Tokens, found: list[Draft]) -> list[Draft]:
    """3 May 2024 - 5 June 2024 is a span of time, not a date of the page."""
    gaps = _gaps(tokens, found)
    ranged: set[int] = set()
    for i, (one, other) in enumerate(pairwise(found)):
        if not one.clock and not other.clock and one.day != other.day and grammar().range_mark.fullmatch(gaps[i + 1]):
            ranged |= {i, i + 1}
    return [draft for i, draft in enumerate(found) if i not in ranged]


def _roles(gaps: list[str]) -> list[Role]:
    """The role of each date, by the signatures before, between and behind the dates.

    It is the last role word in front of it; where none stands in front of the first and one behind the last, role
    words stand behind. One with a number beside it ("updated 2 hours ago") is not the date's.
    """
    before = [_role(grammar().role_before.search(gap)) for gap in gaps[:-1]]
    behind = [_role(grammar().role_behind.match(gap)) for gap in gaps[1:]]
    return behind if before and before[0] == "unknown" != behind[-1] else before


def _role(match: regex.Match[str] | None) -> Role:
    return "unknown" if not match else "published" if match["published"] else "updated"


def _gaps(tokens: Tokens, found: list[Draft]) -> list[str]:
    """The signatures in front of, between and behind the dates."""
    ends = [0, *(draft.end for draft in found)]
    starts = [*(draft.start for draft in found), len(tokens.signature)]
    return [tokens.signature[end:start] for end, start in zip(ends, starts, strict=True)]


def _match(tokens: Tokens, draft: Draft, role: Role, language: str) -> DateMatch:
    start, end = tokens.at[draft.start], tokens.at[draft.end]
    clock = draft.clock
    value = datetime.combine(draft.day, time(clock.hour, clock.minute, clock.second or 0) if clock else time())
    if clock and clock.zone:
        value = value.replace(tzinfo=zone_at(clock.zone, value, language))
    precision: Precision = "day" if not clock else "minute" if clock.second is None else "second"
    return DateMatch(start, end, value, precision, role, tokens.text[start:end])
