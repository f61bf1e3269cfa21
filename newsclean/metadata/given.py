"""Whether a name begins as persons' names do: with a given name."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from importlib.resources import files
from unicodedata import category, normalize

import regex

_SURNAME_FIRST = ("hu",)
_BARRED = str.maketrans("łøđı", "lodi")
_LISTED = regex.compile(r"[\p{Latin}\p{Cyrillic}\p{Greek}\p{Hebrew}]")
"""Scripts of which the list holds most given names that are met."""


def given_name(name: str, language: str | None = None) -> bool | None:
    """Whether a name of several words has a frequent given name in front (in Hungarian behind); None for single words and
    scripts that are not listed.

    Firms, sections and topics have the form of a full name as often as persons have; few begin so. A name that does not
    may be a person's all the same: the list holds the frequent given names of some forty languages.

    >>> given_name("Ada Lind"), given_name("A. Marie-Lou Ek"), given_name("Harbour Post"), given_name("Ada")
    (True, True, False, None)
    """
    words = [word for word in name.split() if len(word.rstrip(".")) > 1]
    if " " not in name or not words or not _LISTED.match(words[0]):
        return None
    told = (words[0], words[-1]) if language in _SURNAME_FIRST else words[:1]
    return any(_plain(word.partition("-")[0]) in _given_names() for word in told)


def _plain(word: str) -> str:
    word = word.casefold()
    if word.isascii():
        return word
    return "".join(c for c in normalize("NFD", word.translate(_BARRED)) if category(c) != "Mn")


@lru_cache(maxsize=1)
def _given_names() -> frozenset[str]:
    table = tomllib.loads(files("newsclean").joinpath("data/given_names.toml").read_text("utf-8"))
    return frozenset(_plain(name) for names in table.values() for name in names.split())
