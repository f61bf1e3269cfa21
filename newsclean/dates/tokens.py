"""Cuts a text into numbers, words, blanks and marks, and writes it as a string of symbols, one for each.

Numbers become `1` or `2` (so many digits), `4` (a year 1900-2099 or 2100), `j` (1300-1450, a year of the Solar
Hijri calendar) or `n`; a run of blanks one blank; line breaks and bullets `|`, all dashes `-`, marks that no date line
has `%`, other marks `~`; known words their symbol of `DateWords`, unknown ones `x` (`c` for a single Chinese or
Japanese character).
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from itertools import accumulate
from typing import NamedTuple

from newsclean.dates.words import date_words, plain

_HAN = "\u2e80-\u2fff\u3005-\u3007\u3041-\u30ff\u3400-\u9fff\uf900-\ufaff"
# A letter is whatever is no blank, digit, mark or symbol: unlike \w, that keeps the vowel signs of Indic scripts.
_LETTER = (
    r"[^\s\d\x00-\x40\[-`{-\xa9\xab-\xaf\xb1-\xb4\xb6-\xb9\xbb-\xbf\xd7\xf7\u060c\u061b\u061f\u066a-\u066d\u06d4"
    r"\u0964\u0965\u0970\u2000-\u200b\u200e-\u206f\u20a0-\u2bff\u3000-\u3004\u3008-\u3020\u3030-\u303f"
    r"\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65\ue000-\uf8ff\ufe00-\ufe6f\ufeff\U0001f000-\U0001faff"
    + _HAN
    + "]"
)
_MARKS = {
    ord(mark): symbol
    for symbol, marks in {
        "-": "‐‑‒–—―−－﹣",
        "/": "／⁄",
        ":": "：",
        ".": "．",
        ",": "，、،",
        ";": "；",
        "(": "（［[{【〔",
        ")": "）］]}】〕",
        "|": "·•∙⋅●▪‧・│┃¦｜»>",
        "'": "’‘`´",
        "%": '%‰@#"“”„«‹›$€£¥₹₽₺₩?？!！=*<©®',
        " ": "\u200e\u200f\u200b\ufeff",
    }.items()
    for mark in marks
}
_A_LETTER, _A_HAN = re.compile(_LETTER), re.compile(f"[{_HAN}]")
_CAMEL = re.compile(r"(?<=[a-zà-öø-ÿа-яё])(?=[A-ZÀ-ÖØ-ÞА-ЯЁ])|(?<=[A-ZА-ЯЁ])(?=[A-ZА-ЯЁ][a-zа-яё])")


class Tokens(NamedTuple):
    """A text as symbols: token i is `text[at[i]:at[i + 1]]`, its symbol `signature[i]`."""

    text: str
    signature: str
    at: list[int]

    def raw(self, start: int, end: int | None = None) -> str:
        """The text of token `start`, or of the tokens from `start` up to `end`."""
        return self.text[self.at[start] : self.at[start + 1 if end is None else end]]


def tokens_of(text: str) -> Tokens:
    """The text cut into tokens, without gaps.

    >>> tokens_of("5/12 x2024").signature
    '1/2 x4'
    """
    tokens = _token_pattern().findall(text)
    symbols = list(map(_symbols, tokens))
    signature = "".join(symbols)
    if len(signature) != len(tokens):
        tokens = [part for token in tokens for part in (_CAMEL.split(token) if len(_symbols(token)) > 1 else [token])]
    at = list(accumulate(map(len, tokens), initial=0))
    if openers := [match.start() for match in _opener_pattern().finditer(signature)]:
        signature = _join_expressions(openers, tokens, signature, at)
    return Tokens(text, signature, at)


# Most tokens of a text were seen before. Tokens have at most 40 characters, so the cache stays under 5 MB.
@lru_cache(maxsize=1 << 14)
def _symbols(token: str) -> str:
    """The symbol of a token; of several words glued by their capitals ("UpdatedMay"), one symbol each."""
    first = token[0]
    if first.isdecimal():
        return _number_symbol(token)
    if first.isspace():
        return "|" if "\n" in token else " "
    known = date_words().symbols
    symbol = known.get(token) or known.get(plain(token))
    if symbol:
        return symbol
    if _A_HAN.match(first):
        return "c"
    if len(token) == 1 and not _A_LETTER.match(token):
        symbol = token.translate(_MARKS)
        return symbol if symbol in " .,/-:'|();+%" else "~"
    parts = _CAMEL.split(token)
    if len(parts) > 1 and any(plain(part) in known for part in parts):
        return "".join(known.get(plain(part), "x") for part in parts)
    return "x"


def _number_symbol(digits: str) -> str:
    if len(digits) <= 2:
        return str(len(digits))
    if len(digits) == 4:
        value = int(digits)
        return "4" if 1900 <= value <= 2100 else "j" if 1300 <= value <= 1450 else "n"
    return "n"


def _join_expressions(openers: list[int], tokens: list[str], signature: str, at: list[int]) -> str:
    """The signature with one symbol for each known expression of several words ("last updated"). Changes `at`."""
    words = date_words()
    for first in reversed(openers):
        longest = min(words.longest.get(plain(tokens[first]), 1), (len(tokens) - first + 1) // 2)
        for count in range(longest, 1, -1):
            after = first + 2 * count - 1
            symbol = words.symbols.get(" ".join(map(plain, tokens[first:after:2])))
            if symbol and not signature[first + 1 : after : 2].strip(" -"):
                signature = signature[:first] + symbol + signature[after:]
                del at[first + 1 : after]
                tokens[first:after] = [" "]
                break
    return signature


@cache
def _token_pattern() -> re.Pattern[str]:
    known = [word for word in date_words().symbols if _A_HAN.match(word)]
    han = "|".join(sorted(known, key=len, reverse=True))
    glued_year = rf"(?:19|20)\d\d(?=\d\d?(?:[:./-]\d|\. ?{_LETTER}| ?min))"  # To a clock, a date, a reading time.
    dotted = rf"{_LETTER}(?:(?:\.{_LETTER}){{1,4}}\.?|\.[ \xa0\u202f]{_LETTER}\.)(?!{_LETTER})"
    return re.compile(rf"{glued_year}|\d{{1,20}}|\s{{1,60}}|{dotted}|{_LETTER}{{1,40}}|{han}|.", re.DOTALL)


@cache
def _opener_pattern() -> re.Pattern[str]:
    return re.compile(f"[{date_words().kinds['opener']}]")
