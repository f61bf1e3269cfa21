"""Author hygiene: what pages write where an author's name belongs, made into names, or into nothing.

Pages write "By Ada Lind, staff reporter | March 3", "ada@example.org", "Share on", their own name, an agency, three
names in one string. `clean_names` takes a string apart at its separators, strips what stands around names, and keeps
a piece only where it has the form of a name. Better none than wrong. The words are data: `lexicon/<lang>/names.toml`.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Iterable
from functools import lru_cache
from importlib.resources import files
from unicodedata import category, normalize

from newsclean.metadata.model import Author

MAX_RAW = 400
"""A longer string is prose about the author, not a list of names."""
MAX_NAMES = 30
MAX_TOKENS = 5
"""Words of one name, particles not counted."""
_MOST_HANDLES = 2
"""More single words in a row are key words or an address."""
_MOST_JUNK = 12
"""Pieces without a name in front of the first one; a byline begins with its name."""

_CJK = "\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af"
_CJK_NAME = re.compile(rf"[{_CJK}・·]{{2,14}}(?: [{_CJK}・]{{1,7}})?")
_ADDRESS = re.compile(r"(?<!\S)\S*@\S+|\b(?:https?:/|www\.)\S+|(?<!\S)\S*//\S*")
_BRACKETS = re.compile(r"[(\[（【〔].*?(?:[)\]）】〕]|$)")
_SEPARATOR = re.compile(r"(?:(?<!\s)\s+)?(?:[|;•●⋅/\n\t→»›<>／｜、，]|\s[-–—·~]+(?=\s|$)|^[-–—·~]+\s)\s*")
_FIRST_WORD = re.compile(r"[^\s:：／]+")
_BEHIND_PHRASE = re.compile(r"(?:\s*([:：／])[\s:：／]*|\s+|$)")
_SITE_PARTS = re.compile(r"\s[-–—|:·]\s|[|:]")
_GLUED = re.compile(r"[A-Z][a-z]{1,6}[A-Z][a-z]|Byby ")
_DOMAIN = re.compile(r"(?<![\w-])[\w-]{3,}\.[a-z]{2,10}$|\.(?:COM|ORG|NET)$")
_ARTICLES = frozenset(("the", "our", "your", "la", "le", "el", "il", "der", "die", "das", "les", "los", "das"))
_NAME_MARKS = dict.fromkeys(map(ord, ".,'’‘-‐"))
_EDGES = ' \t\r\n.,:;!?*+=~#"“”„«»|_-–—'


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
            word.capitalize() for word in by if word.isalpha() and plain_word(word) not in plain("particles", tables)
        ]
        self.glued_by = re.compile(rf"(?:{'|'.join(alone)})(?:by)?(?=[^\W\d_]{{3}})")
        joiners = sorted(map(re.escape, {*words("joiners", spoken), "&", "+"}), key=len, reverse=True)
        self.joiner = re.compile(rf"\s+(?:{'|'.join(joiners)})\s+", re.I)
        self.not_names = plain("not_names", spoken) | frozenset(map(plain_word, self.by_words))
        self.not_name_opening = Openings(w for w in words("not_names", spoken) if " " in w or len(w) > 5)
        self.roles, self.organisations = plain("roles", spoken), plain("organisations", spoken)
        self.agencies, self.credentials = plain("agencies", tables), plain("credentials", tables)
        self.titles, self.particles = plain("titles", tables), plain("particles", tables)
        self.calendar = _calendar()
        self.inside = [re.compile(pattern) for pattern in words("inside", [language or ""])]
        glued = [w for part in ("by", "roles") for w in words(part, tables) if len(w) > 1 and _CJK_NAME.fullmatch(w)]
        self.glued = re.compile(
            rf"^(?:{'|'.join(glued)})(?=[{_CJK}]{{2,4}}$)|(?<=[{_CJK}]{{2}})\s?(?:{'|'.join(glued)})$"
        )
        self.cjk_not_names = tuple(w for w in self.not_names if len(w) > 1 and _CJK_NAME.fullmatch(w))
        self.cjk_organisations = tuple(w for w in self.organisations if _CJK_NAME.fullmatch(w + "社"))

    def ends_name(self, token: str) -> bool:
        """Whether a word behind a name begins something else: a date, "Updated", "for"."""
        return (word := plain_word(token.strip(".,:"))) in self.not_names or word in self.calendar

    def describes(self, tokens: Iterable[str]) -> bool:
        """Whether one of the words is a role or part of an organisation's name."""
        return any(
            (word := plain_word(token.strip(".,"))) in self.roles or word in self.organisations for token in tokens
        )


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


def clean_names(
    raw: str, language: str | None = None, *, organisations: Collection[str] = (), named: bool = False
) -> list[Author]:
    """The authors a string names, persons and organisations told apart.

    Args:
        raw: as the page writes it.
        language: the page's, a two-letter code; decides which words for "by" and "and" are looked for.
        organisations: names of the site and its publisher, which are no persons.
        named: the place where the string stands holds nothing but names (an author field), so that a single word
            or a name in lower case is believed.

    Returns:
        Each name once, in order; an empty list where nothing has the form of a name.

    >>> [author.name for author in clean_names("By Ada Lind and Bo Ek, staff reporters | March 3, 2020", "en")]
    ['Ada Lind', 'Bo Ek']
    >>> clean_names("Share on Facebook"), clean_names("3 min read"), clean_names("info@example.org")
    ([], [], [])
    >>> clean_names("The Harbour News Team")[0].kind
    'organisation'
    """
    if not isinstance(raw, str) or not raw or len(raw) > MAX_RAW:
        return []
    words = vocabulary(language)
    pieces = _pieces(raw, words, named)
    reader = _Reader(raw, words, organisations, named, alone=len(pieces) == 1)
    found: dict[str, Author] = {}
    for number, piece in enumerate(pieces):
        author = reader.author(piece, bool(found))
        if author is None:
            # Behind the names a byline goes on with something else: a section, a count, a sentence about the author.
            # An author field that begins with something else names none: "Department of Trade and Industry".
            if found or named or number > _MOST_JUNK:
                break
        elif author.kind == "role":
            _give_role(found, author.name)
        elif len(found) < MAX_NAMES:
            found.setdefault(_key(author.name), author)
    # Beside full names a single word is a place or a department: "Ada Lind, Oslo".
    if any(author.kind == "person" and _is_full(author) for author in found.values()):
        return [author for author in found.values() if author.kind != "person" or _is_full(author)]
    return list(found.values()) if len(found) <= _MOST_HANDLES else []


def _is_full(author: Author) -> bool:
    return " " in author.name or _CJK_NAME.fullmatch(author.name) is not None


def _pieces(raw: str, words: Vocabulary, named: bool) -> list[str]:
    text = raw.replace("\u200b", "").replace("\xa0", " ")
    if "@" in text or "//" in text or "www." in text:
        text = _ADDRESS.sub(" | ", text)
    pieces = []
    for part in _SEPARATOR.split(text):
        part = _without_by(_BRACKETS.sub(" ", part).strip(_EDGES + "\u3000"), words)
        for side in _split_joined(part, words):
            pieces += _split_commas(side, words, named)
    return [piece for piece in (piece.strip(_EDGES) for piece in pieces) if piece]


def _without_by(text: str, words: Vocabulary) -> str:
    for _ in range(3):
        end = words.by.end(text)
        if not end and _GLUED.match(text) and (glued := words.glued_by.match(text)):
            end = glued.end()
        if not end:
            break
        rest = text[end:]
        # "De Clercq" is a name, "De Jan Clercq" is not.
        if text[:end].strip(" :：").casefold() in words.particles and text[:1].isupper() and len(rest.split()) < 2:
            break
        text = rest.lstrip(_EDGES)
    return text


def _split_joined(text: str, words: Vocabulary) -> list[str]:
    """Cuts at "and". A joiner of one letter is also part of Romance and Slavic names: both sides need two words."""
    if text.count(" ") < 2:
        return [text]
    sides = [""]
    at = 0
    for match in words.joiner.finditer(text):
        left, right = text[at : match.start()], text[match.end() :]
        if len(match[0].strip()) > 1 or (len(left.split()) > 1 and len(words.joiner.split(right)[0].split()) > 1):
            sides[-1] = left
            sides.append("")
            at = match.end()
    sides[-1] = text[at:]
    return sides


def _split_commas(text: str, words: Vocabulary, named: bool) -> list[str]:
    """Cuts at commas, but turns "Lind, Ada K." round, and "Lind, Ada" where nothing but names stands: "Sides, Bread"."""
    if "," not in text:
        return [text]
    parts = [part.strip() for part in text.split(",") if part.strip()]
    parts = [part for part in parts if plain_word(part.strip(" .®")) not in words.credentials]
    if len(parts) == 2 and len(parts[0].split()) == 1 and (1 if named else 2) <= len(parts[1].split()) <= 2:
        family, given = parts
        if family.isalpha() and family[:1].isupper() and not words.describes([family, *given.split()]):
            return [f"{given} {family}"]
    return parts


class _Reader:
    """Reads single pieces of one string."""

    def __init__(self, raw: str, words: Vocabulary, organisations: Collection[str], named: bool, alone: bool) -> None:
        self.raw = raw
        self.words = words
        self.known = _known(tuple(organisations)) if organisations else ()
        self.named = named
        self.alone = alone

    def author(self, piece: str, behind: bool) -> Author | None:
        """The author a piece names; kind "role" for a description; None for anything else.

        Args:
            behind: whether a name stands in front of the piece.
        """
        words = self.words
        piece = _without_by(piece, words)
        plain = plain_word(piece)
        if not piece or plain in words.not_names or words.not_name_opening.end(piece):
            return Author("", kind="role") if plain in words.by_words else None
        if plain in words.agencies:
            return Author(piece, self.raw, kind="organisation")
        if self._is_organisation(piece):
            return self._organisation(piece)
        piece = words.glued.sub("", piece).strip() if not piece.isascii() else piece
        if _CJK_NAME.fullmatch(piece):
            return self._unspaced(piece)
        tokens = _front(piece.split(), words, self.named)
        if not piece.isascii() and _CJK_NAME.fullmatch(" ".join(tokens)):
            return self._unspaced(" ".join(tokens))
        bare = [plain_word(token.strip(".,")) for token in tokens]
        described = [i for i, word in enumerate(bare) if word in words.roles]
        if described:
            return self._described(tokens, described, behind)
        if any(word in words.organisations for word in bare) or (len(bare) > 1 and bare[0] in _ARTICLES):
            return self._organisation(" ".join(tokens))
        return self._person(tokens)

    def _is_organisation(self, piece: str) -> bool:
        """Whether a piece is a form of the site's name, or an address."""
        mine = _key(piece)
        if _DOMAIN.search(piece):
            return True
        return any(mine == one or (len(one) > 5 and one in mine) for one in self.known)

    def _organisation(self, piece: str) -> Author | None:
        written_small = piece[:1].islower() and " " in piece
        fits = len(piece) <= 80 and piece.count(" ") < 8 and not written_small and any(map(str.isalpha, piece))
        return Author(piece, self.raw, kind="organisation") if fits else None

    def _described(self, tokens: list[str], described: list[int], behind: bool) -> Author:
        """A name with a role in front of it or behind it; behind another name the whole is that one's role."""
        role = Author(" ".join(tokens), kind="role")
        if behind:
            return role
        for name in (tokens[: described[0]], tokens[described[-1] + 1 :]):
            full = len(name) > 1 and not name[0][:1].islower()
            person = (
                self._person(name)
                if full
                else self._unspaced(name[0])
                if name and _CJK_NAME.fullmatch(name[0])
                else None
            )
            if person is not None and person.kind == "person":
                return person._replace(role=" ".join(token for token in tokens if token not in name))
        return role

    def _unspaced(self, piece: str) -> Author | None:
        words = self.words
        if piece in words.roles or piece.endswith(words.cjk_not_names):
            return None
        if piece.endswith(words.cjk_organisations):
            return Author(piece, self.raw, kind="organisation")
        kana = any("\u30a0" <= c <= "\u30ff" for c in piece)
        return Author(piece, self.raw) if len(piece.replace(" ", "")) <= (14 if kana else 5) else None

    def _person(self, tokens: list[str]) -> Author | None:
        words = self.words
        last = len(tokens)
        while last > 1 and plain_word(tokens[last - 1].strip(".,")) in words.credentials:
            # "Ada Do" is a name, "Ada DO" is a physician.
            if last == 2 and tokens[1].istitle():
                break
            last -= 1
        tokens = [token for token in tokens[:last] if plain_word(token) not in words.titles]
        if len(tokens) == 1 and tokens[0].isupper() and len(tokens[0]) <= 5 and tokens[0].isascii():
            return Author(tokens[0], self.raw, kind="organisation")
        if not self._is_name(tokens):
            return None
        return Author(" ".join(token.rstrip(",") for token in tokens), self.raw)

    def _is_name(self, tokens: list[str]) -> bool:
        words = self.words
        own = [token for token in tokens if plain_word(token) not in words.particles]
        if not 1 <= len(own) <= MAX_TOKENS or len(tokens) > MAX_TOKENS + 3 or sum(map(len, tokens)) > 60:
            return False
        if len(own) < 3 and any(plain_word(token.strip(".,:")) in words.not_names for token in own):
            return False
        if len(tokens) == 1:
            # A name of one word is believed only where names stand, and there it may be a handle: "marc", "kay_77".
            return self.named and 3 <= len(tokens[0]) <= 30 and sum(map(str.isalpha, tokens[0])) >= 3
        if not all(map(_is_word, tokens)):
            return False
        lower = sum(token[:1].islower() for token in own)
        return not lower or (lower == len(own) <= 3 and self.named and self.alone)


def _front(tokens: list[str], words: Vocabulary, named: bool) -> list[str]:
    """The words in front of a date, a count or the label of one: "Ada Lind May 3", "Ada Lind Updated"."""
    if len(tokens) == 1:
        return tokens if named or not any(map(str.isdigit, tokens[0])) else []
    for i, token in enumerate(tokens):
        if any(map(str.isdigit, token)):
            tokens = tokens[:i]
            while tokens and words.ends_name(tokens[-1]):
                tokens = tokens[:-1]
            break
        if i > 1 and len(token) > 2 and words.ends_name(token):
            return tokens[:i]
        if i and plain_word(" ".join(tokens[i : i + 2])) in words.not_names:
            return tokens[:i]
    return tokens


def _is_word(token: str) -> bool:
    """Letters, with the marks that stand inside names: O'Hara, Al-Khalidi, J.M."""
    if not token[:1].isalpha():
        return False
    plain = token.translate(_NAME_MARKS)
    # Indic vowel signs are no letters to Python.
    return plain.isalpha() or all(c.isalpha() or category(c)[0] == "M" for c in plain)


def _give_role(found: dict[str, Author], role: str) -> None:
    if found and role:
        key = next(reversed(found))
        if not found[key].role:
            found[key] = found[key]._replace(role=role)


@lru_cache(maxsize=256)
def _known(organisations: tuple[str, ...]) -> tuple[str, ...]:
    """Keys of the parts of organisations' names; those of one page are asked for with each of its strings."""
    parts = (part for name in organisations for part in _SITE_PARTS.split(name))
    return tuple(dict.fromkeys(one for part in parts if len(one := _key(part)) > 1))


@lru_cache(maxsize=1_024)
def _key(name: str) -> str:
    return "".join(filter(str.isalnum, name.casefold()))
