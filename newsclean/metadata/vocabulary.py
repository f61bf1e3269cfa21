"""The words that stand around authors' names, by language: "by", "and", roles, desks, agencies, degrees, months.

They are data, `lexicon/<lang>/names.toml`; months and weekdays come from `lexicon/<lang>/dates.toml`.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import lru_cache
from importlib.resources import files
from unicodedata import category, normalize

CJK = "\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af"
CJK_NAME = re.compile(rf"[{CJK}・·]{{2,14}}(?: [{CJK}・]{{1,7}})?")
ARTICLES = frozenset(("the", "our", "your", "la", "le", "el", "il", "der", "die", "das", "les", "los", "das"))
"""What opens an organisation's name, and no person's."""
EDGES = ".,:"
_FIRST_WORD = re.compile(r"[^\s:：／]+")
_BEHIND_PHRASE = re.compile(r"(?:\s*([:：／])[\s:：／]*|\s+|$)")


class Vocabulary:
    """The words of one page language and of all languages, in plain form, ready for looking up."""

    def __init__(self, language: str | None) -> None:
        tables = _tables()
        spoken = list(dict.fromkeys((language, "en", "any"))) if language in tables else list(tables)

        def words(part: str, codes: Iterable[str]) -> list[str]:
            return [word for code in codes for word in tables.get(code, {}).get(part, ())]

        def plain(part: str, codes: Iterable[str]) -> frozenset[str]:
            return frozenset(map(plain_word, words(part, codes)))

        by = words("by", spoken)
        self.by = Openings(by)
        self.by_words = frozenset(word.casefold() for word in by if not word.endswith(":"))
        phrases = tuple(word.casefold() for word in by if " " in word or word.endswith(":"))
        self.credits = (*phrases, *(f"({phrase}" for phrase in phrases))
        # "ByAda Lind": only words that are no part of a name themselves; "DeShawn" and "VonHolt" are names.
        alone = [
            f"[{word[0]}{word[0].upper()}]{word[1:]}"
            for word in by
            if word.isalpha() and plain_word(word) not in plain("particles", tables)
        ]
        self.glued_by = re.compile(rf"(?:{'|'.join(alone)})(?:by)?(?=[^\W\d_]{{2}})")
        labels = sorted((re.escape(word.rstrip(":")) for word in by if len(word) > 1), key=len, reverse=True)
        self.label = re.compile(rf"(?<![^\W\d_{CJK}])(?:{'|'.join(labels)})\s?[:：]", re.I)
        joiners = sorted(map(re.escape, {*words("joiners", spoken), "&", "+"}), key=len, reverse=True)
        self.joiner = re.compile(rf"\s+(?:{'|'.join(joiners)})\s+", re.I)
        self.not_names = plain("not_names", spoken) | frozenset(map(plain_word, self.by_words))
        self.not_name_opening = Openings(w for w in words("not_names", spoken) if " " in w or len(w) > 5)
        self.other_hands = Openings(words("other_hands", spoken))
        self.roles, self.organisations = plain("roles", spoken), plain("organisations", spoken)
        self.describing = self.roles | self.organisations
        self.agencies, self.credentials = plain("agencies", tables), plain("credentials", tables)
        self.titles, self.particles = plain("titles", tables), plain("particles", tables)
        self.calendar = _calendar()
        self.inside = [re.compile(pattern) for pattern in words("inside", [language or ""])]
        glued = [w for part in ("by", "roles") for w in words(part, tables) if len(w) > 1 and CJK_NAME.fullmatch(w)]
        self.glued = re.compile(
            rf"^(?:{'|'.join(glued)})(?=[{CJK}]{{2,4}}$)|(?<=[{CJK}]{{2}})\s?(?:{'|'.join(glued)})$"
        )
        self.cjk_not_names = tuple(w for w in self.not_names if len(w) > 1 and CJK_NAME.fullmatch(w))
        self.cjk_organisations = tuple(w for w in self.organisations if CJK_NAME.fullmatch(w + "社"))
        # One look for most words of names, which are none of these.
        phrases = (*by, *words("not_names", spoken), *words("agencies", tables), *ARTICLES)
        listed = (self.roles, self.organisations, self.credentials, self.titles, self.particles, self.calendar)
        firsts = {word for phrase in phrases for word in (phrase.split()[0], plain_word(phrase).split()[0])}
        self.known = frozenset(plain_word(word.strip(EDGES)) for some in (*listed, firsts) for word in some)

    def ends_name(self, token: str) -> bool:
        """Whether a word behind a name begins something else: a date, "Updated", "for"."""
        return (word := plain_word(token.strip(EDGES))) in self.not_names or word in self.calendar

    def known_among(self, tokens: Iterable[str]) -> list[int]:
        """Positions of the words that are listed as anything at all; the others need not be looked up one list at a time."""
        known = self.known
        return [i for i, token in enumerate(tokens) if plain_word(token.strip(EDGES)) in known]

    def describes(self, tokens: Iterable[str]) -> bool:
        """Whether one of the words is a role or part of an organisation's name."""
        # A generator in any() costs twice as much.
        for token in tokens:  # noqa: SIM110
            if plain_word(token.strip(".,")) in self.describing:
                return True
        return False


@lru_cache(maxsize=1)
def _tables() -> dict[str, dict[str, list[str]]]:
    """Language -> part -> words; `any` holds what is the same in every language."""
    found = {}
    for folder in sorted(files("newsclean").joinpath("lexicon").iterdir(), key=lambda entry: entry.name):
        file = folder.joinpath("names.toml")
        if folder.is_dir() and file.is_file():
            found[folder.name] = tomllib.loads(file.read_text("utf-8"))
    return found


@lru_cache(maxsize=1)
def _calendar() -> frozenset[str]:
    """Names of months and weekdays in all languages: what is left of a date when its digits are gone."""
    words: set[str] = set()
    for folder in files("newsclean").joinpath("lexicon").iterdir():
        file = folder.joinpath("dates.toml")
        if folder.is_dir() and file.is_file():
            table = tomllib.loads(file.read_text("utf-8"))
            words.update(word for part in ("months", "weekdays") for names in table.get(part, ()) for word in names)
    return frozenset(plain_word(word) for word in words if len(word) > 2)


@lru_cache(maxsize=40)
def vocabulary(language: str | None) -> Vocabulary:
    """The words for a page language; of all languages where it is None or unknown."""
    return Vocabulary(language)


@lru_cache(maxsize=4_096)
def plain_word(word: str) -> str:
    """A word case folded and, where it is long, without accents: pages write REDACCION and Redacción; Bộ is not Bo."""
    word = word.casefold()
    if word.isascii() or len(word) < 5:
        return word
    return "".join(c for c in normalize("NFD", word) if category(c) != "Mn")


def first_word(text: str) -> str:
    """By which `Openings` finds its phrases; empty where a text opens with none."""
    first = _FIRST_WORD.match(text)
    return first[0].casefold() if first else ""


class Openings:
    """Phrases that may open a string, found by their first word: fifty times faster than one alternation of them.

    A phrase that ends in a colon wants the colon, the others a blank, a colon or the end behind them.
    """

    def __init__(self, phrases: Iterable[str]) -> None:
        self.by_first: dict[str, list[tuple[str, bool]]] = {}
        for phrase in sorted(set(phrases), key=len, reverse=True):
            bare = phrase.rstrip(":").casefold()
            self.by_first.setdefault(_FIRST_WORD.match(bare)[0], []).append((bare, phrase.endswith(":")))  # type: ignore[index]

    def end(self, text: str) -> int:
        """Where the longest phrase that opens the text ends, separators behind it included; 0 for none."""
        first = _FIRST_WORD.match(text)
        for phrase, colon in self.by_first.get(first[0].casefold(), ()) if first else ():
            if text[: len(phrase)].casefold() == phrase:
                behind = _BEHIND_PHRASE.match(text, len(phrase))
                if behind and (behind[1] or not colon):
                    return behind.end()
        return 0
