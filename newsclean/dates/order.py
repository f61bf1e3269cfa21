"""Whether 3/5/2024 is a day in March or in May."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime, timedelta

import regex

from newsclean.dates.grammar import grammar
from newsclean.dates.tokens import Tokens
from newsclean.dates.values import numeric_day
from newsclean.dates.words import date_words
from newsclean.dates.zones import zone_at


def most_likely_day(
    match: regex.Match[str], tokens: Tokens, weekdays: Collection[int], zone: str, language: str
) -> date | None:
    """The day that a numeric date without a leading year means; None where it means none.

    What counts, in this order: the mark (3.5.2024 is written day first everywhere) unless there is no such day, the
    weekday printed beside it, a date of the same line that can be read in one way only, the language and its
    region, a zone: pages in English with a zone east of the Atlantic put the day first.
    """
    usual = date_words().numeric_order.get(language[:2], "dmy")
    if usual == "ymd" and match["yy"] and match["a"] == "2" and (day := numeric_day(match, tokens, "ymd")):
        return day
    day_first = numeric_day(match, tokens, "dmy")
    if "." in match["sep"] and day_first:
        return day_first
    month_first = numeric_day(match, tokens, "mdy")
    if not day_first or not month_first:
        return day_first or month_first
    if (day_first.weekday() in weekdays) != (month_first.weekday() in weekdays):
        return day_first if day_first.weekday() in weekdays else month_first
    order = _order_elsewhere(match, tokens) or ("mdy" if _month_first(language, zone, usual) else "dmy")
    return month_first if order == "mdy" else day_first


def _order_elsewhere(match: regex.Match[str], tokens: Tokens) -> str | None:
    for other in grammar().date.finditer(tokens.signature):
        if other["a"] and other["sep"] == match["sep"]:
            day_first, month_first = numeric_day(other, tokens, "dmy"), numeric_day(other, tokens, "mdy")
            if (day_first is None) != (month_first is None):
                return "dmy" if day_first else "mdy"
    return None


def _month_first(language: str, zone: str, usual: str) -> bool:
    region = language[3:]
    if region or (language and usual != "mdy"):
        return usual == "mdy" and region in date_words().month_first_regions
    offset = zone_at(zone, datetime.combine(date(2020, 1, 1), datetime.min.time())) if zone else None
    if offset is None:
        return usual == "mdy"
    return offset.utcoffset(None) < timedelta(hours=-1)
