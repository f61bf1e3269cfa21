"""What a word can be in a printed date: a month, a weekday, "updated", "at", "Uhr" ... in all languages at once.

Read from `lexicon/<lang>/dates.toml` (names, generated from the CLDR) and `date_words.toml` (the rest, by hand); a
new language is a new folder. Every word gets a one-character symbol for the set of kinds it can be, in any
language: "mar" is a month and a weekday, "a" is French or Spanish "at". A line becomes a string of such symbols,
and the grammar of dates is a few regular expressions over it.
"""

from __future__ import annotations

import tomllib
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from newsclean.dates.zones import zone_names

# Kinds of date_words.toml that are plain lists of words. "on" stands in front of a date, "at" in front of a time,
# "of" inside a date, "until" between two times; hour to second follow their number, year to day theirs. An "opener"
# is the first word of an expression of several words ("last updated").
LISTS = (
    "published", "updated", "on", "at", "of", "until", "hour", "minute", "second", "year", "month", "day",
    "ordinal", "am", "pm",
)  # fmt: skip
KINDS = (*LISTS, "named_month", "jalali_month", "weekday", "zone", "opener")
_FIRST_SYMBOL = 0xE000  # Private use, so no symbol is a mark, a digit or a letter of the grammar.

# Spelling differences that mean nothing: Arabic letter forms and vowel marks, the dot of a lower-cased Turkish
# capital, joiners, geresh, nukta, final sigma.
_PLAIN = str.maketrans("يىكأإآٱς", "ییکااااσ", "\u0307\u200c\u200d\u00ad\u05f3\u093c\u0654" + "ًٌٍَُِّْ")


def plain(word: str) -> str:
    """The spelling under which a word is looked up.

    >>> plain("EKİM"), plain("a. m.")
    ('ekim', 'am')
    """
    word = unicodedata.normalize("NFC", word).lower().translate(_PLAIN)
    return word.replace(".", "").replace(" ", "").replace("\xa0", "") if "." in word else word


@lru_cache(maxsize=1 << 12)
def spelled(printed: str) -> str:
    """The spelling under which a word or an expression of several words is looked up: "Segunda-feira" as well."""
    return " ".join(plain(word) for word in printed.replace("-", " ").split())


@dataclass
class DateWords:
    """The words of all languages, looked up in their `plain` spelling; zones in capitals as printed."""

    symbols: dict[str, str] = field(default_factory=dict)
    """Word or words joined by one blank -> its symbol."""
    longest: dict[str, int] = field(default_factory=dict)
    """First word of an expression of several words -> how many words the longest of them has."""
    months: dict[str, int] = field(default_factory=dict)
    """Word -> number of the month. No two of the languages mean different months by one word."""
    weekdays: dict[str, frozenset[int]] = field(default_factory=dict)
    """Word -> the weekdays it can mean, Monday is 0."""
    kinds: dict[str, str] = field(default_factory=dict)
    """Kind -> all symbols of words that can be of that kind. Also "unknown" words, and "half_after": the half days
    that can stand behind an hour ("3 pm"), which Hungarian "de." and "du.", elsewhere "of" and "from", do not."""
    numeric_order: dict[str, str] = field(default_factory=dict)
    """Language -> order of numeric dates where that is not day, month, year."""
    month_first_regions: frozenset[str] = frozenset()


@cache
def date_words() -> DateWords:
    """The words of every language folder, read once."""
    words = DateWords()
    kinds_of: dict[str, set[str]] = defaultdict(set)
    for language, table in _tables():
        for kind, word, number in _entries(table):
            for spelling in _spellings(word, kind):
                kinds_of[spelling].add(kind)
                if kind in ("named_month", "jalali_month"):
                    if words.months.setdefault(spelling, number) != number:
                        raise ValueError(f"{spelling!r} ({language}) is month {number} and {words.months[spelling]}")
                elif kind == "weekday":
                    words.weekdays[spelling] = words.weekdays.get(spelling, frozenset()) | {number - 1}
        if order := table.get("numeric_order"):
            words.numeric_order[language] = order
        words.month_first_regions |= frozenset(table.get("month_first_regions", ()))
    for name in zone_names():
        kinds_of[name].add("zone")

    for kinds in kinds_of.values():
        if kinds & {"on", "at", "until"}:
            kinds.discard("weekday")  # "on" is more often a preposition than Danish for Wednesday.
    for first, *more in [spelling.split() for spelling in kinds_of]:
        if more:
            words.longest[first] = max(words.longest.get(first, 0), 1 + len(more))
            kinds_of[first].add("opener")

    symbol_of: dict[frozenset[str], str] = {}
    for spelling, kinds in kinds_of.items():
        words.symbols[spelling] = symbol_of.setdefault(frozenset(kinds), chr(_FIRST_SYMBOL + len(symbol_of)))
    for kind in KINDS:
        words.kinds[kind] = "".join(symbol for kinds, symbol in symbol_of.items() if kind in kinds)
    words.kinds["unknown"] = symbol_of.get(frozenset({"opener"}), "") + "x"
    words.kinds["half_after"] = "".join(
        symbol for kinds, symbol in symbol_of.items() if kinds & {"am", "pm"} and not kinds & {"on", "of", "at"}
    )
    return words


def _tables() -> Iterator[tuple[str, dict[str, Any]]]:
    """Language and words of each folder."""
    folders = files("newsclean").joinpath("lexicon").iterdir()
    for folder in sorted(folders, key=lambda folder: folder.name):
        if not folder.joinpath("dates.toml").is_file():
            continue
        by_hand = folder.joinpath("date_words.toml")
        table = tomllib.loads(by_hand.read_text(encoding="utf-8")) if by_hand.is_file() else {}
        yield folder.name, {**table, "cldr": tomllib.loads(folder.joinpath("dates.toml").read_text(encoding="utf-8"))}


def _entries(table: dict[str, Any]) -> Iterator[tuple[str, str, int]]:
    """(kind, word, number of the month or weekday) for every word of one language."""
    for number, names in enumerate(table["cldr"]["months"], 1):
        yield from (("named_month", name, number) for name in names)
    for number, names in enumerate(table["cldr"].get("weekdays", ()), 1):
        yield from (("weekday", name, number) for name in names)
    for half in ("am", "pm"):
        yield from ((half, name, 0) for name in table["cldr"].get(half, ()))
    for section, kind in (("months", "named_month"), ("jalali", "jalali_month"), ("weekdays", "weekday")):
        yield from ((kind, name, number) for name, number in table.get(section, {}).items())
    for prefix in table.get("month_prefixes", ()):
        for number, names in enumerate(table["cldr"]["months"], 1):
            yield from (("named_month", prefix + name, number) for name in names)
    for kind in LISTS:
        yield from ((kind, word, 0) for word in table.get(kind, ()))


def _spellings(word: str, kind: str) -> set[str]:
    """The word as looked up, as it comes out of capitals, and without accents, as capitals are often printed.

    Single letters with a case ("h", Hungarian for Monday) are no weekday or month names: they are units.
    """
    if kind in ("named_month", "weekday") and len(word) == 1 and word.upper() != word:
        return set()
    word = " ".join(word.replace("-", " ").split())
    found = {plain(word), plain(word.upper())}
    bare = "".join(c for c in unicodedata.normalize("NFD", word) if not "\u0300" <= c <= "\u036f")
    if len(word) > 2 and word[0] < "\u0400":
        found.add(plain(bare))
    return found
