"""Time zones as printed beside a time of day: names, offsets from UTC, and both ("GMT+7")."""

from __future__ import annotations

import re
import tomllib
from datetime import datetime, timedelta, timezone
from functools import cache
from importlib.resources import files
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

_OFFSET = re.compile(r"([+-])(\d\d?)(?::?(\d\d))?$")
_MOST = timedelta(hours=14)


def zone_names() -> frozenset[str]:
    """All names of `zones.toml`, as they are written there: in capitals."""
    table = _table()
    return frozenset(table["offsets"]) | frozenset(table["daylight"])


def zone_at(printed: str, moment: datetime, language: str | None = None) -> timezone | None:
    """The offset that a printed zone ("GMT", "ET", "+0200", "UTC+5:30") had at a naive local `moment`.

    None for names that are unknown or mean two offsets at that moment (the hour repeated when summer time ends),
    and for offsets of more than 14 hours: no zone is better than a guessed one.

    >>> zone_at("GMT+5:30", datetime(2024, 5, 3)).utcoffset(None)
    datetime.timedelta(seconds=19800)
    """
    name = re.match(r"[^\W\d_]*", printed.strip())[0]  # type: ignore[index]
    signed = printed.strip()[len(name) :].replace(" ", "").replace("−", "-")
    base = _named(name.upper(), moment, (language or "")[:2]) if name else timedelta(0)
    if base is None:
        return None
    if not signed:
        return timezone(base)
    found = _OFFSET.match(signed)
    if not found:
        return None
    offset = timedelta(hours=int(found[2]), minutes=int(found[3] or 0))
    return timezone(base + (-offset if found[1] == "-" else offset)) if offset <= _MOST else None


def _named(name: str, moment: datetime, language: str) -> timedelta | None:
    table = _table()
    printed = table["language"].get(language, {}).get(name) or table["offsets"].get(name)
    if printed:
        hours, minutes = printed[1:].split(":")
        offset = timedelta(hours=int(hours), minutes=int(minutes))
        return -offset if printed[0] == "-" else offset
    if name not in table["daylight"]:
        return None
    try:
        zone = ZoneInfo(table["daylight"][name])
    except ZoneInfoNotFoundError:  # A system without time zone data.
        return None
    offsets = {moment.replace(tzinfo=zone, fold=fold).utcoffset() for fold in (0, 1)}
    return offsets.pop() if len(offsets) == 1 else None


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(files("newsclean.dates").joinpath("zones.toml").read_text(encoding="utf-8"))
