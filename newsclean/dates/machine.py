"""Reads dates as machines write them: ISO 8601 and its wild variants, RFC 2822, epoch numbers, JavaScript and Java."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta, timezone
from functools import lru_cache

from newsclean.dates.written import Precision, find_dates
from newsclean.dates.zones import zone_at

_LONGEST = 120
_ISO = re.compile(
    r"(?P<y>\d{4})(?P<sep>[-/.]?)(?P<m>\d\d|(?<=[-/.])\d)(?P=sep)(?P<d>\d\d|(?<=[-/.])\d)(?!\d(?!\d))"
    r"(?:(?:\s*[Tt,_]\s*|\s+|(?<!\D\d\d)(?=\d{4}))(?P<H>\d\d?)(?::?(?P<M>\d\d)(?::?(?P<S>\d\d)(?:[.,:](?P<f>\d{1,9}))?)?)"
    r"\s*(?P<half>[AaPp]\.?[Mm]\.?)?(?P<zone>\s*(?:[Zz]|[A-Z]{2,5})?\s*(?:[+−-]?\s?\d\d?:?\d\d|[+-]\d\d)?)\s*(?:\[[\w/+-]+\])?)?"
)
# Thu Mar 05 12:38:00 UTC 2020: the year behind the time of day.
_YEAR_LAST = re.compile(r"(\w{3,9}\.? \d{1,2}),? (\d\d?:\d\d(?::\d\d)?)( [+-]?\w{2,5})? (\d{4})")
_EPOCH = re.compile(r"(?:/Date\()?(-?\d{9,19})(?:\.\d+)?(?:[+-]\d{4})?(?:\)/)?")
# Seconds since 1970 for 1990 to 2100: before the web, and after all dates that are read.
_FIRST, _LAST = 631_152_000, 4_133_980_800


def parse_machine_date(value: object) -> tuple[datetime, Precision] | None:
    """A date out of JSON-LD, a meta element or a header, with its precision; None for anything else. Never raises.

    Args:
        value: a string, an epoch number (seconds, milli-, micro- or nanoseconds), a `datetime` or `date`, or JSON-LD's
            `{"@value": ...}`.

    Returns:
        The moment, aware where the value names a zone (epoch numbers: UTC), and "day", "minute" or "second".
        Years outside 1900 to 2100, the placeholder 1970-01-01 and numeric dates that could be read in two ways
        ("03/05/2020") give None.

    >>> parse_machine_date("2020-03-05T12:38Z")
    (datetime.datetime(2020, 3, 5, 12, 38, tzinfo=datetime.timezone.utc), 'minute')
    >>> parse_machine_date("soon")
    """
    found = _parse(value)
    if found is None or not 1900 <= found[0].year <= 2100 or found[0].date() == date(1970, 1, 1):
        return None
    return found


def _parse(value: object) -> tuple[datetime, Precision] | None:
    if isinstance(value, datetime):
        return value, "second"
    if isinstance(value, date):
        return datetime.combine(value, time()), "day"
    if isinstance(value, Mapping):
        inner = value.get("@value")
        return _parse(inner) if isinstance(inner, str | int | float) else None
    if isinstance(value, int | float) and not isinstance(value, bool):
        value = f"{value:.0f}" if 0 < value < 1e20 else ""
    if not isinstance(value, str):
        return None
    return _of_text(value) if 6 <= len(value) <= _LONGEST else None


@lru_cache(maxsize=1_024)
def _of_text(value: str) -> tuple[datetime, Precision] | None:
    """Kept, as a page writes the same date into metas, JSON-LD and time elements."""
    text = html.unescape(value).strip().strip("\"'")
    for read in (_iso, _epoch, _written):
        try:
            if found := read(text):
                return found
        except (ValueError, OverflowError):  # No such day or moment.
            continue
    return None


def _iso(text: str) -> tuple[datetime, Precision] | None:
    match = _ISO.fullmatch(text)
    if not match:
        return None
    day = datetime(int(match["y"]), int(match["m"]), int(match["d"]))
    if not match["M"]:
        return day, "day"
    hour, minute, second = (int(match[name] or 0) for name in "HMS")
    half = (match["half"] or "").lower()[:1]
    hour = hour + 12 if half == "p" and hour < 12 else 0 if half == "a" and hour == 12 else hour
    if hour > 24 or minute > 59 or second > 60:
        return day, "day"
    second = min(second, 59)  # A leap second.
    moment = day + timedelta(hours=hour, minutes=minute, seconds=second, microseconds=int(f"{match['f'] or 0:0<6}"[:6]))
    return moment.replace(tzinfo=_zone(match["zone"], moment)), "second" if match["S"] else "minute"


def _zone(printed: str, moment: datetime) -> timezone | None:
    printed = printed.strip()
    if re.fullmatch(r"\d\d:?\d\d", printed):
        printed = f"+{printed}"  # The plus sign got lost in a URL.
    return zone_at(printed, moment) if printed else None


def _epoch(text: str) -> tuple[datetime, Precision] | None:
    match = _EPOCH.fullmatch(text)
    if not match:
        return None
    seconds = float(match[1])
    while seconds >= _LAST:
        seconds /= 1000
    return (datetime.fromtimestamp(int(seconds), UTC), "second") if seconds >= _FIRST else None


def _written(text: str) -> tuple[datetime, Precision] | None:
    text = _YEAR_LAST.sub(r"\1 \4 \2\3", re.sub(r"\s*\([^()]*\)$", "", text))
    american, british = find_dates(text, "en-us"), find_dates(text, "en-gb")
    if len(american) != 1 or american != british or len(american[0].raw) < 0.4 * len(text):
        return None
    return american[0].value, american[0].precision
