"""Which encoding bytes are in that say nothing, or something wrong, about it.

Every encoding reads a sample of the bytes, and each reading is weighed by how likely it is as text of one of the
languages written in it: frequent letters are likely, rare ones less, signs within words hardly. Outside ASCII, Latin
letters stand alone among others and those of other scripts among themselves. An encoding of two bytes a character
has fewer to explain, so readings are compared by the whole sample. The answer needs no detector to be installed, so
it is the same everywhere.
"""

from __future__ import annotations

import re
import tomllib
from codecs import lookup
from collections import Counter
from functools import cache
from importlib.resources import files
from itertools import pairwise
from math import log
from typing import NamedTuple

SAMPLE = 8_000
"""Bytes looked at: chardet took 5.8 s over a page of 2.75 MB."""
_NOISE = -9.0
"""Mean logarithm below which nothing fits."""
_DECLARED = 0.5, 6.0
"""What a declaration is worth, for each byte outside ASCII and in all: pages lie less often than short samples do."""
# Natural logarithms of what a character costs that is no letter of the language.
_OTHER_LETTER, _PUNCTUATION, _SIGN, _BROKEN = -8.0, -5.0, -11.0, -18.0
_CAPITAL, _OUT_OF_PLACE, _CAPITAL_INSIDE = -3.0, -2.5, -4.0
_BETWEEN_TAGS = re.compile(rb"[^<>\r\n]+")
_OUTSIDE = re.compile(r"[^\x00-\x7f]")
_BESIDE_ASCII = re.compile(r"[A-Za-z][^\x00-\x7f\W]|[^\x00-\x7f\W][A-Za-z]")
_IN_ROW = re.compile(r"(?<=[^\x00-\x7f\W])[^\x00-\x7f\W]")
_ASCII = bytes(range(128))
_LATIN = frozenset(("latin", "central", "turkish", "baltic"))
_TYPOGRAPHY = frozenset("\u00a0«»“”„‘’‚–—…•·§©®°€£¡¿、。，！？：；（）「」『』《》·ªº")


class Script(NamedTuple):
    """What is written in one family of encodings."""

    name: str
    encodings: tuple[str, ...]
    languages: tuple[dict[str, float], ...]
    """For each language the logarithm of its letters' probabilities."""


@cache
def _scripts() -> tuple[Script, ...]:
    data = tomllib.loads(files("newsclean").joinpath("data/charsets.toml").read_text("utf-8"))
    return tuple(
        Script(name, tuple(lookup(one).name for one in entry["encodings"]), tuple(map(_likelihoods, entry["letters"])))
        for name, entry in data.items()
    )


def _likelihoods(letters: str) -> dict[str, float]:
    """Zipf's law over letters that stand in the order of their frequency."""
    whole = sum(1 / (rank + 3) for rank in range(len(letters)))
    return {letter: log(1 / (rank + 3) / whole) for rank, letter in reversed(list(enumerate(letters)))}


def guess(data: bytes, declared: str | None = None) -> str | None:
    """The most likely of the encodings before Unicode, or None where nothing fits.

    Args:
        data: bytes that are not UTF-8.
        declared: Python's name of what the page or its sender says; wins unless another is clearly better.

    >>> guess("Паром вернулся в понедельник".encode("koi8_r"))
    'koi8-u'
    """
    sample = b"\n".join(_segments(data))
    headstart = _DECLARED[0] * len(sample.translate(None, _ASCII)) + _DECLARED[1]
    best: tuple[float, str] | None = None
    scripts = _scripts()
    unlisted = () if declared is None or any(declared in script.encodings for script in scripts) else (declared,)
    for script in scripts:
        for rank, encoding in enumerate((*script.encodings, *unlisted)):
            text = sample.decode(encoding, "replace")
            score = _score(text, script) - rank
            if encoding == declared:
                score += headstart
            if (best is None or score > best[0]) and score > _NOISE * len(_OUTSIDE.findall(text)):
                best = score, encoding
    return best[1] if best is not None else None


def _segments(data: bytes) -> list[bytes]:
    """The first texts between tags that are not all ASCII, as far as the sample goes."""
    found, length = [], 0
    for match in _BETWEEN_TAGS.finditer(data):
        if not match[0].isascii():
            found.append(match[0][: SAMPLE - length])
            length += len(match[0])
            if length >= SAMPLE:
                break
    return found


def _score(text: str, script: Script) -> float:
    """The logarithm of how likely the text is, in the language that suits it best."""
    counts = Counter(_OUTSIDE.findall(text))
    latin = script.name in _LATIN
    letters = max(
        sum(count * _likelihood(char, language) for char, count in counts.items()) for language in script.languages
    )
    misplaced = len((_IN_ROW if latin else _BESIDE_ASCII).findall(text)) * _OUT_OF_PLACE
    inside = sum(a.islower() and b.isupper() and b > "\x7f" for a, b in pairwise(text)) * _CAPITAL_INSIDE
    return letters + misplaced + inside


def _likelihood(char: str, language: dict[str, float]) -> float:
    known = language.get(char)
    if known is not None:
        return known
    small = char.lower()
    if small != char:
        return language.get(small, _OTHER_LETTER) + _CAPITAL
    if char in _TYPOGRAPHY:
        return _PUNCTUATION
    if char == "\ufffd" or "\x80" <= char <= "\x9f" or "\ue000" <= char <= "\uf8ff":
        return _BROKEN
    return _OTHER_LETTER if char.isalpha() else _SIGN
