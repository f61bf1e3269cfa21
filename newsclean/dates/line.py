"""Tells a printed date line from a sentence that happens to hold a date, and picks the date that counts."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files

from newsclean.dates.grammar import grammar
from newsclean.dates.tokens import Tokens
from newsclean.dates.written import DateMatch, Reading, read_dates

_ADDRESS = re.compile(r"@\w|://")
_PROSE = re.compile("%")  # Quotation marks, currencies, #, %, =, ?, !
_SCORE = re.compile(r"[124nj] ?[-:] ?[124nj]")
_NUMBER = re.compile("[124nj]")
_MARK = re.compile(r"[|/,;:()]| -|- ")


def date_line(text: str, language: str | None = None) -> DateMatch | None:
    """The date of publication in a printed date line; None where the text is no date line or holds no date.

    Args:
        text: a line or a few joined lines. A date line is a date, its time, zone and role words, and at most a few
            other words set apart from them, as a section or a name is.
        language: as in `find_dates`.

    Of several dates it is the one called published, else the earliest without a role, else the one called updated:
    look at `role`.

    >>> date_line("Updated: 4 May 2024 | Published: 3 May 2024").raw
    '3 May 2024'
    >>> date_line("The match on 3 May 2024 ended 2-1 in front of 40,000.")
    """
    if len(text) > _limits()["longest"]:
        return None
    reading = read_dates(text, language)
    if not reading.dates or not _is_date_line(reading):
        return None
    return min(reading.dates, key=_rank)


def _rank(date: DateMatch) -> tuple[object, ...]:
    order = ("published", "unknown", "updated").index(date.role)
    return (order, date.value.date(), date.precision == "day", date.start)


def _is_date_line(reading: Reading) -> bool:
    limits, patterns, signature = _limits(), grammar(), reading.tokens.signature
    if _PROSE.search(signature) or _ADDRESS.search(reading.tokens.text):
        return False
    role = any(date.role != "unknown" for date in reading.dates)
    clock = any(date.precision != "day" for date in reading.dates)
    budget = limits["words"] + limits["words_beside_role"] * role + limits["words_beside_clock"] * clock
    costs: list[float] = []
    for low, gap in zip([0, *(end for _, end in reading.spans)], reading.gaps, strict=True):
        if _NUMBER.search(gap):
            if patterns.hours.search(gap):
                return False
            gap = patterns.time.sub(lambda clock: "|" * len(clock[0]), gap)
            if _SCORE.search(gap) or len(_NUMBER.findall(gap)) > limits["numbers"]:
                return False
        costs += [_cost(reading.tokens, low, gap, word.start()) for word in patterns.other_word.finditer(gap)]
    if any(patterns.deadline.search(gap) for gap in reading.gaps[:-1]):
        return False
    is_sentence = limits["running"] in costs and signature.rstrip().endswith(".")
    return sum(costs) <= budget and (role or not is_sentence)


def _cost(tokens: Tokens, low: int, gap: str, at: int) -> float:
    """How much an other word speaks against a date line: most where it goes on in lower case from a date or to one,
    least behind a bar, a bullet or a line break. `low` is the gap's first token."""
    limits = _limits()
    before = gap[:at] if low else "|"  # The line's edges set apart as a bar does.
    behind = gap[at:] if low + len(gap) < len(tokens.signature) else "|"
    word = limits["han"] if gap[at] == "c" else 1
    if "|" in before and "|" in behind:
        return word * limits["apart"]
    touches = not _MARK.search(before) or not _MARK.search(behind)
    return limits["running"] if touches and tokens.raw(low + at)[0].islower() else word


@cache
def _limits() -> dict[str, float]:
    return tomllib.loads(files("newsclean.dates").joinpath("limits.toml").read_text(encoding="utf-8"))
