"""Finds dates among tokens, each with the weekday, the time of day and the zone that belong to it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

import regex

from newsclean.dates.grammar import grammar
from newsclean.dates.order import most_likely_day
from newsclean.dates.tokens import Tokens
from newsclean.dates.values import Clock, clock_of, named_day
from newsclean.dates.words import date_words, spelled

# So many tokens in front of a date may be its time of day and its weekday, and so many behind it the end of an event.
_BEFORE, _BEHIND = 30, 12


class Draft(NamedTuple):
    """A date that was found; `start` and `end` count tokens."""

    start: int
    end: int
    day: date
    clock: Clock | None
    weak: bool
    """Can be a score, a version or a number as well."""


def drafts(tokens: Tokens, language: str) -> Iterator[Draft]:
    """All dates of the text, in order; no two share a token."""
    signature = tokens.signature
    free = 0  # The first token that belongs to no date yet.
    for match in grammar().date.finditer(signature):
        low = max(free, match.start() - _BEFORE)
        if _is_broken(signature, low, *match.span()):
            continue
        free = match.end()
        if draft := _draft(match, tokens, low, language):
            yield draft
            free = draft.end


def _is_broken(signature: str, low: int, start: int, end: int) -> bool:
    """Whether it is a piece of something longer: a version, a number, the end of a range, an address of a page."""
    if signature[start - 1 : start] == "/" and signature[end : end + 1] in ("/", "-"):
        return True
    patterns = grammar()
    return bool(patterns.broken_before.search(signature, low, start) or patterns.broken_after.match(signature, end))


def _draft(match: regex.Match[str], tokens: Tokens, low: int, language: str) -> Draft | None:
    """The date of a match with what stands around it; None where it means no day, or the hours of an event."""
    patterns, signature = grammar(), tokens.signature
    timed = _time_beside(match, signature, low)
    end = max(match.end(), timed.end() if timed else 0)
    if patterns.hours.search(signature, low, min(len(signature), end + _BEHIND)):
        return None
    weekday = patterns.weekday_before.search(signature, low, match.start())
    if not weekday:
        weekday = timed if timed and timed["weekday"] else patterns.weekday_after.match(signature, end)
    start = min(part.start() for part in (match, timed, weekday) if part)
    end = max(end, weekday.end() if weekday else 0)
    clock = clock_of(timed, tokens) if timed else None
    if clock and not clock.zone and (zone := patterns.zone_after.match(signature, end)):
        clock, end = clock._replace(zone=tokens.raw(*zone.span("zone"))), zone.end()

    if match["a"]:
        printed = spelled(tokens.raw(weekday.start("weekday"))) if weekday else ""
        weekdays = date_words().weekdays.get(printed, frozenset())
        day = most_likely_day(match, tokens, weekdays, clock.zone if clock else "", language)
    else:
        day = named_day(match, tokens)
    weak = not clock and not weekday and _is_weak(match, language)
    weak = weak and not patterns.role_beside.search(signature, low, start)
    return Draft(start, end, day, clock, weak) if day else None


def _time_beside(match: regex.Match[str], signature: str, low: int) -> regex.Match[str] | None:
    """The time of day in front of a date, or else behind it.

    No clock is "14.21" without anything that tells it from a price, unless the line pauses behind it.
    """
    patterns = grammar()
    for timed in (
        patterns.time_before.search(signature, low, match.start()),
        patterns.time_after.match(signature, match.end()),
    ):
        if not timed:
            continue
        marked = timed["marked"] or timed["am"] or timed["pm"] or timed["zone"]
        if marked or not timed["dotted"] or patterns.pause.match(signature, timed.end("time")):
            return timed
    return None


def _is_weak(match: regex.Match[str], language: str) -> bool:
    """Whether it can be a score, a version or a number as well: 5/5/20, 3.11.20, 2024.1.2."""
    if match["yy"]:
        return match["sep"] != "." or match["a"] + match["b"] != "22"
    if match["a"] or match["sep"] != "." or date_words().numeric_order.get(language[:2]) == "ymd":
        return False
    return match["m"] + match["d"] != "22"
