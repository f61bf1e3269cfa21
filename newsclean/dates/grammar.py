"""The grammar of written dates and times, as regular expressions over token symbols (see `tokens`).

`@kind` in a character class stands for all symbols that can be of that kind; digits, marks and blanks stand for
themselves. All repetition is bounded, so nothing here can backtrack for long. The `regex` module is used because
it allows a group name in several alternatives.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

import regex

from newsclean.dates.words import date_words

_ORDER = r"\.?(?: ?[@ordinal]\.?)?"  # 3. / 3rd / 1er / 3-го
_WEEKDAY = r"(?P<weekday>[@weekday])(?:-[@weekday])?[.']?"
_OPEN_END = r"(?=$| ?[|;)(/]|,(?! ?(?:[12][:.]|4))|-(?! ?[12])| (?:[@at]|2[:.]2))"

# Each form names its parts y, m, d (yy: a year of two digits); a and b where their order must be decided first.
_DATES = (
    # 3 May 2024, 3. Mai 2024, 3 de mayo de 2024, 03/May/24, 3rd of May '24, 4 nisan / avril 2024
    (
        rf"(?P<d>[12]){_ORDER}[ ./'-]{{0,2}}(?:[@of][ '-]?)?(?P<m>[@named_month])(?: ?/ ?[@named_month])?\.?"
        rf"[ ,./-]{{0,3}}(?:[@of@year] )?(?:(?P<y>4)|(?P<yy>'?2){_OPEN_END})"
    ),
    # May 3, 2024, May 3rd 2024, May 3 '24
    rf"(?P<m>[@named_month])\.?[ -]?(?P<d>[12]){_ORDER}[ ,./-]{{0,2}}(?:(?P<y>4)|(?P<yy>'2))",
    # 2024. május 3., 2024 May 3
    r"(?P<y>4)[.,]?(?: ?[@year])?[ .,-]{0,2}(?P<m>[@named_month])\.?[ -]?(?P<d>[12])(?:\.|(?![.:12]))",
    # 2024年5月3日, 2024년 5월 3일
    r"(?:(?P<y>4)|(?P<yy>2)) ?[@year] ?(?P<m>[12]) ?[@month] ?(?P<d>[12])(?: ?[@day])?",
    # 3 tháng 5 năm 2024, 3 tháng 5, 2024
    r"(?P<d>[12]),? [@month] (?P<m>[12])[ ,/-]{1,2}(?:[@year] )?(?P<y>4)",
    # 2024-05-03, 2024/5/3, 2024. 5. 3.
    r"(?P<y>4)(?P<sep> ?[./-] ?)(?P<m>[12])(?P=sep)(?P<d>[12])",
    # 3.5.2024, 03/05/24, 3 / 5 / 2024
    r"(?P<a>[12])(?P<sep>[./-]|\. | / )(?P<b>[12])(?P=sep)(?:(?P<y>4)|(?P<yy>2))",
    # 14 اردیبهشت 1403
    r"(?P<d>[12]) ?(?P<m>[@jalali_month])[ ,-]{0,2}(?:[@of] )?(?P<y>j)",
    # ۱۴۰۳/۰۲/۱۴
    r"(?P<y>j)(?P<sep> ?[/.-] ?)(?P<m>[12])(?P=sep)(?P<d>[12])",
)
# 12:38, 12:38:05.123, 14.21; 14h05, 7시 30분, 16 h; 5 (before p.m.)
_CLOCK = (
    r"(?:(?P<H>[12])(?: ?: ?|(?P<dotted>\.))(?P<M>2)(?:[:.](?P<S>2)(?:[.,][124nj])?)?(?![12]|[:.][124nj]| ?[@minute])"
    r"|(?P<H>[12]) ?[@hour]\.?(?: ?(?P<M>[12])(?![@ordinal./])(?: ?[@minute]\.?)?(?: ?(?P<S>[12]) ?[@second])?)?"
    r"|(?P<H>[12])(?= ?[@half_after]))"
)
_SIGNED = r" ?[+-] ?(?:[12]:2|[124nj])(?!:)"
# Without a name only +02:00 is sure to be a zone; 10:00-12:00 are the hours of an event.
_EAST, _WEST = r" ?\+(?:[12]:2|[4nj])(?!:)", r" ?-(?:[12]:2|[4nj])(?!:)"
_HALF = r"(?:(?P<am>[@am])|(?P<pm>[@pm]))"
_TIME = (
    rf"(?P<time>(?:{_HALF}\.? ?)?{_CLOCK}(?: ?(?=[@half_after]){_HALF}\.?)?(?: ?(?P<marked>[@hour])\.?)?"
    rf"(?:[ ,|-]{{0,3}}\(?(?P<zone>[@zone](?:{_SIGNED})?)\)?|(?P<zone>{_EAST}|(?<=:2:2|:2[.,]n){_WEST}))?)"
)
_HOUR = r"[12](?:[:.]2| ?[@hour@half_after])(?: ?[@hour@half_after]\.?)?"
_GAP = r"[ ,|/:;.()~-]{0,4}"
_NUMBER = "[124nj]"
_ROLE = r"(?:(?P<published>[@published])|(?P<updated>[@updated]))"
_ON = r"(?:[@on][ -]?)?(?:[@day] ?)?"


@dataclass(frozen=True)
class Grammar:
    """The compiled patterns: those called `before` end where a date starts, those called `after` begin at its end."""

    date: regex.Pattern[str]
    broken_before: regex.Pattern[str]
    broken_after: regex.Pattern[str]
    time: regex.Pattern[str]
    time_before: regex.Pattern[str]
    time_after: regex.Pattern[str]
    pause: regex.Pattern[str]
    hours: regex.Pattern[str]
    weekday_before: regex.Pattern[str]
    weekday_after: regex.Pattern[str]
    zone_after: regex.Pattern[str]
    role_beside: regex.Pattern[str]
    role_before: regex.Pattern[str]
    role_behind: regex.Pattern[str]
    range_mark: regex.Pattern[str]
    deadline: regex.Pattern[str]
    letter: regex.Pattern[str]
    other_word: regex.Pattern[str]


@cache
def grammar() -> Grammar:
    """The patterns over the symbols of `date_words`, compiled once."""
    return Grammar(
        date=_compile("|".join(f"(?:{form})" for form in _DATES)),
        # Part of a longer number, a version, an address, or the end of a range: 3-5 May 2024, May 3 - June 5, 2024.
        broken_before=_compile(
            rf"(?:{_NUMBER}[./:-]|(?:^|[^:.@hour])[12]\.? ?[-/@until] ?|[12]\.[12]\. ?- ?|[12]/[12] ?- ?"
            rf"|[@named_month]\.? ?(?:[12]\.?[@ordinal]? ?)?[-@until] ?)$"
        ),
        broken_after=_compile(rf"[./-]{_NUMBER}(?!:[12])"),
        time=_compile(_TIME),
        time_before=_compile(rf"(?:(?P<marked>[@at])\.? ?)?{_TIME}{_GAP}{_ON}(?:{_WEEKDAY}[ ,.)]{{0,3}})?{_ON}$"),
        time_after=_compile(
            rf"(?: ?[@year]\.?(?!{_NUMBER}))?{_GAP}(?:{_WEEKDAY}{_GAP})?(?:(?P<marked>[@at])[.:]? ?){{0,2}}{_TIME}"
        ),
        pause=_compile(r" ?(?:$|[|,;()/-]|[@published@updated])"),
        # 14:45 to 15:45, 10-12 Uhr. The number in front must not be the end of a date: 3.5.24 - 12 Uhr.
        hours=_compile(rf"(?<![./-]|[@named_month]\.? )(?:{_HOUR} ?(?:-|[@until@at])|[12] ?(?:-|[@until])) ?{_HOUR}"),
        weekday_before=_compile(rf"{_WEEKDAY}[ ,.|]{{0,3}}{_ON}$"),
        weekday_after=_compile(rf"[ ,.(|]{{0,3}}{_WEEKDAY}\)?(?![12])"),
        zone_after=_compile(rf"[ ,(]{{1,2}}(?P<zone>[@zone](?:{_SIGNED})?)\)?"),
        role_beside=_compile(rf"{_ROLE}[ :.,(|]{{0,3}}{_ON}$"),
        role_before=_compile(rf"{_ROLE}[^124nj@published@updated]{{0,16}}$"),
        role_behind=_compile(rf"[^124nj]{{0,16}}?{_ROLE}[^124nj]*$"),
        range_mark=_compile(r" ?(?:-|[@until]) ?"),
        other_word=_compile("[c@unknown]"),
        deadline=_compile(rf"[@until] {_ON}$"),
        letter=_compile(r"[^124nj .,/:'|();-]"),
    )


def _compile(template: str) -> regex.Pattern[str]:
    kinds = date_words().kinds
    return regex.compile(re.sub(r"@([a-z_]+)", lambda match: kinds[match[1]], template))
