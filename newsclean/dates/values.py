"""What the parts of a printed date mean: day, month and year, and the hour, minute, second and zone of a clock."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

import regex

from newsclean.dates.calendars import jalali_date
from newsclean.dates.tokens import Tokens
from newsclean.dates.words import date_words, spelled

_YEARS = range(1900, 2101)
# A year of two digits is one in which pages have been printed on the web, or will be.
_CENTURY_TURNS = 70


class Clock(NamedTuple):
    """A time of day as printed; `start` and `end` count tokens, `second` and `zone` may be missing."""

    start: int
    end: int
    hour: int
    minute: int
    second: int | None
    zone: str


def clock_of(match: regex.Match[str], tokens: Tokens) -> Clock | None:
    """The time of day of a match of the grammar's clock; None for one that no clock shows."""
    hour = int(tokens.raw(match.start("H")))
    minute = int(tokens.raw(match.start("M"))) if match["M"] else 0
    second = int(tokens.raw(match.start("S"))) if match["S"] else None
    if match["pm"] and hour < 12:
        hour += 12
    elif match["am"] and hour == 12:
        hour = 0
    if hour > 23 or minute > 59 or (second or 0) > 59:
        return None
    zone = tokens.raw(*match.span("zone")) if match["zone"] else ""
    return Clock(*match.span("time"), hour, minute, second, zone)


def named_day(match: regex.Match[str], tokens: Tokens) -> date | None:
    """The day of a match that says which of its parts is which; None for days that do not exist and years outside
    1900 to 2100."""
    try:
        year, month, day = _year(match, tokens), _month(match, tokens), int(tokens.raw(match.start("d")))
        found = jalali_date(year, month, day) if match["y"] == "j" else date(year, month, day)
    except ValueError:
        return None
    return found if found.year in _YEARS else None


def numeric_day(match: regex.Match[str], tokens: Tokens, order: str) -> date | None:
    """The day of a match of numbers, their order taken as "dmy", "mdy" or "ymd"; None for days that do not exist."""
    first, second = int(tokens.raw(match.start("a"))), int(tokens.raw(match.start("b")))
    try:
        if order == "ymd":
            return date(_full(first), second, int(tokens.raw(match.start("yy"))))
        month, day = (first, second) if order == "mdy" else (second, first)
        return date(_year(match, tokens), month, day)
    except ValueError:
        return None


def _year(match: regex.Match[str], tokens: Tokens) -> int:
    if match["y"]:
        return int(tokens.raw(match.start("y")))
    return _full(int(tokens.raw(match.end("yy") - 1)))  # Behind the apostrophe, where there is one.


def _full(year: int) -> int:
    return year + (2000 if year < _CENTURY_TURNS else 1900)


def _month(match: regex.Match[str], tokens: Tokens) -> int:
    if match["m"] in "12":
        return int(tokens.raw(match.start("m")))
    return date_words().months[spelled(tokens.raw(match.start("m")))]
