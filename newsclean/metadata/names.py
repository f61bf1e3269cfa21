"""Author hygiene: what pages write where an author's name belongs, made into names, or into nothing.

Pages write "By Ada Lind, staff reporter | March 3", "ada@example.org", "Share on", their own name, an agency, three
names in one string. `clean_names` takes the pieces of a string (`metadata.pieces`), strips what stands around names,
and keeps a piece only where it has the form of a name. Better none than wrong. The words are data
(`metadata.vocabulary`).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from functools import lru_cache
from unicodedata import category

from newsclean.metadata.model import Author
from newsclean.metadata.pieces import name_pieces, without_by
from newsclean.metadata.text import key
from newsclean.metadata.vocabulary import ARTICLES, CJK, CJK_NAME, Vocabulary, plain_word, vocabulary

MAX_RAW = 400
"""A longer string is prose about the author, not a list of names."""
MAX_NAMES = 30
MAX_TOKENS = 5
"""Words of one name, particles not counted."""
_MOST_HANDLES = 2
"""More single words in a row are key words or an address."""
_MOST_JUNK = 12
"""Pieces without a name in front of the first one; a byline begins with its name."""

_SITE_PARTS = re.compile(r"\s[-–—|:·]\s|[|:]")
_DOMAIN = re.compile(r"(?<![\w-])[\w-]{3,}\.[a-z]{2,10}$|\.(?:COM|ORG|NET)$")
_NEEDS_RULES = re.compile(rf"[\d:：／{CJK}·・]")
"""What has rules of its own, beside listed words: counts, labels, names without blanks."""
_NAME_MARKS = dict.fromkeys(map(ord, ".,'’‘-‐"))


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
    pieces = name_pieces(raw, words, named)
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
            found.setdefault(key(author.name), author)
    # Beside full names a single word is a place or a department: "Ada Lind, Oslo".
    if any(author.kind == "person" and _is_full(author) for author in found.values()):
        return [author for author in found.values() if author.kind != "person" or _is_full(author)]
    return list(found.values()) if len(found) <= _MOST_HANDLES else []


def _is_full(author: Author) -> bool:
    return " " in author.name or CJK_NAME.fullmatch(author.name) is not None


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
        piece = without_by(piece, words)
        tokens = piece.split()
        known = words.known_among(tokens)
        if not known and not _needs_rules(piece):
            return self._organisation(piece) if self._is_organisation(piece) else self._person(tokens)
        plain = plain_word(piece)
        if not piece or plain in words.not_names or words.not_name_opening.end(piece):
            return Author("", kind="role") if plain in words.by_words else None
        if plain in words.agencies:
            return Author(piece, self.raw, kind="organisation")
        if self._is_organisation(piece):
            return self._organisation(piece)
        if not piece.isascii() and (cut := words.glued.sub("", piece).strip()) != piece:
            piece, tokens = cut, cut.split()
            known = words.known_among(tokens)
        if CJK_NAME.fullmatch(piece):
            return self._unspaced(piece)
        tokens = _front(tokens, words, self.named, known)
        if not piece.isascii() and CJK_NAME.fullmatch(" ".join(tokens)):
            return self._unspaced(" ".join(tokens))
        bare = {i: plain_word(tokens[i].strip(".,")) for i in known if i < len(tokens)}
        described = [i for i, word in bare.items() if word in words.roles]
        if described:
            return self._described(tokens, described, behind)
        if any(word in words.organisations for word in bare.values()) or (len(tokens) > 1 and bare.get(0) in ARTICLES):
            return self._organisation(" ".join(tokens))
        return self._person(tokens)

    def _is_organisation(self, piece: str) -> bool:
        """Whether a piece is a form of the site's name, or an address."""
        if "." in piece and _DOMAIN.search(piece):
            return True
        if not self.known:
            return False
        mine = key(piece)
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
                if name and CJK_NAME.fullmatch(name[0])
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


def _needs_rules(piece: str) -> bool:
    return _NEEDS_RULES.search(piece) is not None or (not piece.isascii() and any(map(str.isdigit, piece)))


def _front(tokens: list[str], words: Vocabulary, named: bool, known: Sequence[int]) -> list[str]:
    """The words in front of a date, a count or the label of one: "Ada Lind May 3", "Ada Lind Updated".

    Args:
        known: positions of the listed words.
    """
    if len(tokens) == 1:
        return tokens if named or not any(map(str.isdigit, tokens[0])) else []
    count = next((i for i, token in enumerate(tokens) if any(map(str.isdigit, token))), len(tokens))
    for i in known:
        if i >= count:
            break
        if i > 1 and len(tokens[i]) > 2 and words.ends_name(tokens[i]):
            return tokens[:i]
        if i and plain_word(" ".join(tokens[i : i + 2])) in words.not_names:
            return tokens[:i]
    if count < len(tokens):
        tokens = tokens[:count]
        while tokens and words.ends_name(tokens[-1]):
            tokens = tokens[:-1]
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
        last = next(reversed(found))
        if not found[last].role:
            found[last] = found[last]._replace(role=role)


@lru_cache(maxsize=256)
def _known(organisations: tuple[str, ...]) -> tuple[str, ...]:
    """Keys of the parts of organisations' names; those of one page are asked for with each of its strings."""
    parts = (part for name in organisations for part in _SITE_PARTS.split(name))
    return tuple(dict.fromkeys(one for part in parts if len(one := key(part)) > 1))
