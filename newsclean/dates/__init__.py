"""Reads dates as pages print them, in 28 languages, and as machines write them.

A line is cut into tokens, every token becomes one symbol (`tokens`, with the words of all languages from `words`),
and the grammar of dates is a handful of regular expressions over these symbols (`grammar`). So a language is only
data, and all languages are read at once at the cost of one.
"""

from newsclean.dates.line import date_line
from newsclean.dates.machine import parse_machine_date
from newsclean.dates.written import DateMatch, find_dates

__all__ = ["DateMatch", "date_line", "find_dates", "parse_machine_date"]
