"""The Solar Hijri (Jalali) calendar of Iran, turned into the Gregorian one."""

from __future__ import annotations

from datetime import date, timedelta

# Leap years of the 33-year cycle, which agrees with the astronomical calendar for 1244 to 1502 (1865 to 2123).
_LEAP_IN_CYCLE = frozenset({1, 5, 9, 13, 17, 22, 26, 30})
_EPOCH_YEAR, _EPOCH = 1300, date(1921, 3, 21)


def jalali_date(year: int, month: int, day: int) -> date:
    """The Gregorian date of a Solar Hijri one, for the years 1300 to 1500.

    Raises ValueError for a date that the calendar does not have.

    >>> jalali_date(1403, 1, 1)
    datetime.date(2024, 3, 20)
    """
    if not 1300 <= year <= 1500:
        raise ValueError(f"year {year}: only 1300 to 1500 are read")
    length = 31 if month <= 6 else 30 if month < 12 or _is_leap(year) else 29
    if not (1 <= month <= 12 and 1 <= day <= length):
        raise ValueError(f"no day {day} in month {month} of {year}")
    years = 365 * (year - _EPOCH_YEAR) + sum(_is_leap(y) for y in range(_EPOCH_YEAR, year))
    return _EPOCH + timedelta(days=years + 31 * min(month - 1, 6) + 30 * max(month - 7, 0) + day - 1)


def _is_leap(year: int) -> bool:
    return year % 33 in _LEAP_IN_CYCLE
