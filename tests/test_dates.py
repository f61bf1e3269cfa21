"""Dates as they are printed in 28 languages, and as machines write them; and lines that hold none."""

from __future__ import annotations

import time
import tomllib
import unicodedata
from datetime import UTC, date, datetime, timedelta, timezone
from importlib.resources import files
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsclean.dates import DateMatch, date_line, find_dates, parse_machine_date
from newsclean.dates.calendars import jalali_date

DATA = Path(__file__).parent / "data"
NOTHING, NO_LINE = "[nothing to find]", "[a date, but no date line]"
LANGUAGES = {
    "en", "de", "fr", "es", "it", "pt", "nl", "pl", "sv", "no", "da", "fi", "cs", "hu", "ro", "el", "tr", "ru", "uk",
    "ar", "he", "fa", "hi", "ja", "zh", "ko", "id", "vi",
}  # fmt: skip


def printed_lines() -> list[tuple[str, str, datetime, str, str]]:
    rows = (DATA / "date_lines.tsv").read_text(encoding="utf-8").splitlines()[1:]
    fields = (row.split("\t") for row in rows)
    return [
        (lang, line, datetime.fromisoformat(value), precision, role) for lang, line, value, precision, role in fields
    ]


def lines_without(part: str) -> list[str]:
    text = (DATA / "dateless_lines.txt").read_text(encoding="utf-8")
    return [line for line in text.split(part)[1].split("\n[")[0].splitlines() if line]


def read(line: str, language: str | None) -> tuple[datetime, timedelta | None, str, str] | None:
    found = date_line(line, language)
    return found and (found.value, found.value.utcoffset(), found.precision, found.role)


def test_date_lines_of_28_languages_are_read_right() -> None:
    rows = printed_lines()
    misses = [
        f"{lang}: {line!r} is {value.isoformat()} {precision} {role}, not {read(line, lang)}"
        for lang, line, value, precision, role in rows
        if read(line, lang) != (value, value.utcoffset(), precision, role)
    ]
    print(f"{len(rows) - len(misses)} of {len(rows)} right", *misses, sep="\n")
    assert len(rows) >= 320
    assert {lang[:2] for lang, *_ in rows} == LANGUAGES
    assert len(misses) <= 0.03 * len(rows)


def test_date_lines_are_read_the_same_where_the_language_is_not_known() -> None:
    rows = [row for row in printed_lines() if row[0] != "en-us"]
    misses = [line for lang, line, *_ in rows if read(line, None) != read(line, lang)]
    assert len(misses) <= 0.01 * len(rows), misses


@pytest.mark.parametrize("language", [None, "en", "de"])
def test_lines_that_hold_no_date_give_nothing(language: str | None) -> None:
    lines = lines_without(NOTHING)
    assert len(lines) >= 210
    assert [line for line in lines if find_dates(line, language) or date_line(line, language)] == []


@pytest.mark.parametrize("language", [None, "en", "de"])
def test_a_sentence_that_holds_a_date_is_no_date_line(language: str | None) -> None:
    lines = lines_without(NO_LINE)
    assert len(lines) >= 40
    assert [line for line in lines if not find_dates(line, language)] == []
    assert [line for line in lines if date_line(line, language)] == []


@pytest.mark.parametrize(
    ("line", "dates"),
    [
        ("Aktualizacja: 02.02.2025 23:49 Publikacja: 02.02.2025 20:10", ["updated 23:49", "published 20:10"]),
        ("Published 08:00, 5 May 2024Updated 09:30, 5 May 2024", ["published 08:00", "updated 09:30"]),
        ("2024年5月5日 08:00 公開 2024年5月5日 09:30 更新", ["published 08:00", "updated 09:30"]),
        ("5 May 2024, 08:00 | Updated 2 hours ago", ["unknown 08:00"]),
        ("22:04, 5 May 2024 22:05, 5 May 2024", ["unknown 22:04", "unknown 22:05"]),
    ],
)
def test_each_date_of_a_line_has_its_own_time_and_role(line: str, dates: list[str]) -> None:
    assert [f"{found.role} {found.value:%H:%M}" for found in find_dates(line)] == dates


@pytest.mark.parametrize(
    ("line", "raw"),
    [
        ("Updated: 4 May 2024 Published: 3 May 2024", "3 May 2024"),
        ("Updated:\nMar 6, 2018\nOriginal:\nDec 21, 2016", "Dec 21, 2016"),
        ("December 10, 2021April 9, 2019", "April 9, 2019"),
        ("3 May 2024 03.05.2024, 14:05 Uhr", "03.05.2024, 14:05 Uhr"),
    ],
)
def test_a_date_line_gives_its_published_or_else_earliest_date(line: str, raw: str) -> None:
    found = date_line(line)
    assert found is not None
    assert found.raw == raw


def test_joined_lines_are_one_date_line() -> None:
    found = date_line("Publisert\ntorsdag 9. mai 2024 - 13:26\nSist oppdatert\ntorsdag 9. mai 2024 - 20:24", "no")
    assert found is not None
    assert (found.value, found.role) == (datetime(2024, 5, 9, 13, 26), "published")


@pytest.mark.parametrize(
    ("line", "language", "day"),
    [
        ("3/5/2024", "en", (3, 5)),
        ("3/5/2024", "en-us", (3, 5)),
        ("3/5/2024", "en-GB", (5, 3)),
        ("3/5/2024", "en_AU", (5, 3)),
        ("3/5/2024", "fr", (5, 3)),
        ("3.5.2024", "en", (5, 3)),
        ("3/25/2024", "de", (3, 25)),
        ("Friday, 3/5/2024", "en", (5, 3)),
        ("3/5/2024 14:05 BST", "en", (5, 3)),
        ("3/5/2024 2:05 pm ET", None, (3, 5)),
        ("Posted 3/5/2024, updated 13/5/2024", "en", (5, 3)),
        ("24.05.03 08:10", "ko", (5, 3)),
    ],
)
def test_the_order_of_day_and_month_follows_the_evidence(line: str, language: str | None, day: tuple[int, int]) -> None:
    found = find_dates(line, language)[0].value
    assert (found.year, found.month, found.day) == (2024, *day)


@pytest.mark.parametrize(
    ("zone", "hours"),
    [
        ("GMT", 0), ("BST", 1), ("CEST", 2), ("MSK", 3), ("IST", 5.5), ("JST", 9), ("KST", 9), ("ET", -4), ("EST", -5),
        ("PT", -7), ("GMT+7", 7), ("(UTC-03:00)", -3), ("GMT +0545", 5.75), ("XYZ", None), ("UTC+25", None),
    ],
)  # fmt: skip
def test_a_zone_makes_the_date_aware_where_it_means_one_offset(zone: str, hours: float | None) -> None:
    found = find_dates(f"3 May 2024, 14:05 {zone}")[0].value
    assert found.utcoffset() == (None if hours is None else timedelta(hours=hours))


def test_the_hour_that_comes_twice_in_autumn_stays_naive() -> None:
    assert find_dates("Nov 3, 2024 1:30 AM ET")[0].value.tzinfo is None
    assert find_dates("Nov 3, 2024 3:30 AM ET")[0].value.utcoffset() == timedelta(hours=-5)


@pytest.mark.parametrize("language", ["en", "de", "ja"])
def test_years_outside_1900_to_2100_and_days_that_do_not_exist_give_nothing(language: str) -> None:
    for text in ("3 May 1899", "2101-05-03", "31 June 2024", "29.02.2023", "2024年13月1日", "30 اسفند 1402"):
        assert find_dates(text, language) == []
    assert len(find_dates("29.02.2024")) == len(find_dates("3 May 1900")) == 1


def test_hours_that_no_clock_shows_leave_the_day() -> None:
    [found] = find_dates("3 May 2024, 27:80")
    assert (found.value, found.precision) == (datetime(2024, 5, 3), "day")


def test_addresses_of_pages_are_no_dates() -> None:
    assert find_dates("https://example.org/2024/05/03/story.html and /2024-05-03-harbour") == []


@pytest.mark.parametrize(
    ("jalali", "gregorian"),
    [
        ((1400, 1, 1), date(2021, 3, 21)),
        ((1403, 1, 1), date(2024, 3, 20)),
        ((1403, 12, 30), date(2025, 3, 20)),
        ((1357, 11, 22), date(1979, 2, 11)),
    ],
)
def test_solar_hijri_dates_are_turned_into_gregorian_ones(jalali: tuple[int, int, int], gregorian: date) -> None:
    assert jalali_date(*jalali) == gregorian


def test_the_month_names_of_every_language_are_read() -> None:
    for language in LANGUAGES - {"ja", "ko", "vi", "zh"}:  # These number their months.
        assert [find_dates(f"1 {name} 2024")[0].value.month for name in month_names(language)] == list(range(1, 13))


def month_names(language: str) -> list[str]:
    """The first name of each month in the generated file of a language."""
    text = files("newsclean").joinpath("lexicon", language, "dates.toml").read_text(encoding="utf-8")
    return [names[0] for names in tomllib.loads(text)["months"]]


CET = timezone(timedelta(hours=1))


@pytest.mark.parametrize(
    ("value", "moment", "precision"),
    [
        ("2020-03-05", datetime(2020, 3, 5), "day"),
        ("2020-03-05T12:38Z", datetime(2020, 3, 5, 12, 38, tzinfo=UTC), "minute"),
        ("2020-03-05T12:38:00+01:00", datetime(2020, 3, 5, 12, 38, tzinfo=CET), "second"),
        ("2020-03-05 12:38:00 +0100", datetime(2020, 3, 5, 12, 38, tzinfo=CET), "second"),
        ("2020-03-05T12:38:00 01:00", datetime(2020, 3, 5, 12, 38, tzinfo=CET), "second"),
        ("2020-03-05T12:38:00&#43;01:00", datetime(2020, 3, 5, 12, 38, tzinfo=CET), "second"),
        ("2020-03-05T12:38:00+01:00[Europe/Paris]", datetime(2020, 3, 5, 12, 38, tzinfo=CET), "second"),
        ("2020-03-05T12:38:00.1234567Z", datetime(2020, 3, 5, 12, 38, 0, 123456, tzinfo=UTC), "second"),
        ("20200305T123800Z", datetime(2020, 3, 5, 12, 38, tzinfo=UTC), "second"),
        ("20200305", datetime(2020, 3, 5), "day"),
        (20200305, datetime(2020, 3, 5), "day"),
        ("2020/3/5 9:05", datetime(2020, 3, 5, 9, 5), "minute"),
        ("2020-03-05T24:00:00Z", datetime(2020, 3, 6, tzinfo=UTC), "second"),
        ("Thu, 05 Mar 2020 12:38:00 +0100", datetime(2020, 3, 5, 12, 38, tzinfo=CET), "second"),
        ("Thu, 5 Mar 2020 12:38:00 GMT", datetime(2020, 3, 5, 12, 38, tzinfo=UTC), "second"),
        ("Thu Mar 05 12:38:00 UTC 2020", datetime(2020, 3, 5, 12, 38, tzinfo=UTC), "second"),
        ("Thu Mar 05 2020 12:38:00 GMT+0100 (Paris Time)", datetime(2020, 3, 5, 12, 38, tzinfo=CET), "second"),
        (1583411880, datetime(2020, 3, 5, 12, 38, tzinfo=UTC), "second"),
        (1583411880000, datetime(2020, 3, 5, 12, 38, tzinfo=UTC), "second"),
        ("1583411880", datetime(2020, 3, 5, 12, 38, tzinfo=UTC), "second"),
        ("/Date(1583411880000)/", datetime(2020, 3, 5, 12, 38, tzinfo=UTC), "second"),
        ("March 5, 2020 12:38 PM", datetime(2020, 3, 5, 12, 38), "minute"),
        ("05.03.2020 12:38", datetime(2020, 3, 5, 12, 38), "minute"),
        ({"@type": "Date", "@value": "2020-03-05"}, datetime(2020, 3, 5), "day"),
        (datetime(2020, 3, 5, 12, 38, tzinfo=CET), datetime(2020, 3, 5, 12, 38, tzinfo=CET), "second"),
        (date(2020, 3, 5), datetime(2020, 3, 5), "day"),
    ],
)  # fmt: skip
def test_dates_of_machines_are_read(value: object, moment: datetime, precision: str) -> None:
    found = parse_machine_date(value)
    assert found is not None
    assert (found[0], found[0].utcoffset(), found[1]) == (moment, moment.utcoffset(), precision)


@pytest.mark.parametrize(
    "value",
    [
        None, True, 0, -5, 12, float("nan"), float("inf"), 10**400, "", "soon", "12:38", "2020", "2020-03",
        "2020-02-31", "0001-01-01T00:00:00Z", "1970-01-01T00:00:00Z", "03/05/2020", "22 hours ago", [], {},
        {"@value": None}, b"2020-03-05", "2020-03-05" * 50, "²²²²-²²-²²", datetime(1, 1, 1), object(),
    ],
)  # fmt: skip
def test_what_is_no_date_of_a_machine_gives_none(value: object) -> None:
    assert parse_machine_date(value) is None


@given(st.text(max_size=400))
def test_any_text_is_read_without_an_exception(text: str) -> None:
    check(text, find_dates(text))
    date_line(text)
    parse_machine_date(text)


PIECES = [
    "3",
    "05",
    "2024",
    "1403",
    "14:05",
    ".",
    "/",
    "-",
    " ",
    "|",
    "May",
    "mai",
    "年",
    "月",
    "日",
    "م",
    "²",
    "٣",
    "GMT",
    "+",
    "\n",
]


@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
def test_any_heap_of_pieces_of_dates_is_read_without_an_exception(text: str) -> None:
    check(text, find_dates(text, "en"))
    date_line(text, "ko")
    parse_machine_date(text)


def check(text: str, found: list[DateMatch]) -> None:
    assert all(text[one.start : one.end] == one.raw for one in found)
    assert all(one.end <= other.start for one, other in pairwise(found))


def test_long_texts_are_read_piece_by_piece_with_right_offsets() -> None:
    text = (
        "The board met in the old hall beside the harbour. " * 20
        + "It met on 3 May 2024, 14:05 GMT. "
        + "No more. " * 50
    )
    [found] = find_dates(text)
    check(text, [found])
    assert found.value == datetime(2024, 5, 3, 14, 5, tzinfo=UTC)


def test_dates_are_read_in_decomposed_and_fullwidth_letters_and_foreign_digits() -> None:
    for text in (
        "3 août 2024",
        "３　août ２０２４",
        "٣ août ٢٠٢٤",
        "३ août २०२४",
        "3\u00a0août\u202f2024",
        "\u200f3 août 2024",
    ):
        assert [found.value for found in find_dates(text)] == [datetime(2024, 8, 3)], text
    assert find_dates(unicodedata.normalize("NFD", "3 août 2024"))[0].value == datetime(2024, 8, 3)


@pytest.mark.parametrize(
    "piece",
    [
        "1", "1/", "1.", "2024-", "2024 ", "3 May ", "3 May 2024 ", "12:30 ", "12:30, ", "a.m. ", "last updated ",
        "GMT+", "年", "٣/", "( ",
    ],
)  # fmt: skip
def test_hostile_repetition_takes_no_time(piece: str) -> None:
    text = piece * (2_000_000 // len(piece))
    begin = time.process_time()
    find_dates(text)
    date_line(text)
    date_line(text[:200])
    parse_machine_date(text)
    parse_machine_date(text[:120])
    assert time.process_time() - begin < 2
