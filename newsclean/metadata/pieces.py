"""An author string cut into the pieces that may be names: at separators, at "and", at commas, behind "by"."""

from __future__ import annotations

import re
from functools import lru_cache

import regex

from newsclean.metadata.vocabulary import Vocabulary, plain_word

_ADDRESS = re.compile(r"(?<!\S)\S*@\S+|\b(?:https?:/|www\.)\S+|(?<!\S)\S*//\S*")
_BRACKETS = re.compile(r"[(\[（【〔].*?(?:[)\]）】〕]|$)")
_SEPARATOR = re.compile(r"(?:(?<!\s)\s+)?(?:[|;•●⋅/\n\t→»›<>／｜、，]|\s[-–—·~]+(?=\s|$)|^[-–—·~]+\s)\s*")
_MAY_DIVIDE = re.compile(r"[(\[（【〔|;•●⋅/\n\t→»›<>／｜、，]|(?:^|\s)[-–—·~]")
"""What every separator and bracket begins with; seven in ten strings have none, and a search for it is the cheaper."""
_GLUED = re.compile(r"[A-Za-z][a-z]{1,6}[A-Z][a-z]|Byby ")
_CAPITAL_INSIDE = regex.compile(r"(?<=\p{Ll})(?=\p{Lu}\p{Ll})")
_ASCII_CAPITAL_INSIDE = re.compile(r"[a-z][A-Z][a-z]")
_PREFIXES = ("Mc", "Mac", "Fitz", "Van", "Von", "De", "Des", "Del", "Der", "Di", "La", "Le", "Du", "Da", "O'")
"""MacArthur, DeSantis and VanDyke are one word."""
_OTHER_LABEL = re.compile(r"[\s\u3000][^\W\d_]{2,14}\s?[:：]")
_EDGES = ' \t\r\n.,:;!?*+=~#"“”„«»|_-–—'


def name_pieces(raw: str, words: Vocabulary, named: bool) -> list[str]:
    """The pieces in order, without "by", brackets and addresses; no piece is empty.

    Args:
        raw: as the page writes it.
        words: of the page's language.
        named: nothing but names stands there, so that "Lind, Ada" is one of them turned round.
    """
    text = raw.replace("\u200b", "").replace("\xa0", " ")
    if "@" in text or "//" in text or "www." in text:
        text = _ADDRESS.sub(" | ", text)
    if ":" in text or "：" in text:
        text = _labelled(text, words)
    divided = _MAY_DIVIDE.search(text) is not None
    pieces = []
    for part in _SEPARATOR.split(text) if divided else (text,):
        part = without_by((_BRACKETS.sub(" ", part) if divided else part).strip(_EDGES + "\u3000"), words)
        for one in _split_glued(part, words, named):
            for side in _split_joined(without_by(one, words), words):
                pieces += _split_commas(side, words, named)
    return [piece for piece in (piece.strip(_EDGES) for piece in pieces) if piece]


def _labelled(text: str, words: Vocabulary) -> str:
    """What stands behind the label for authors, up to the next label: "Source: Post Author: Ada Lind Editor: Bo Ek"."""
    label = words.label.search(text)
    if label is None:
        return text
    other = _OTHER_LABEL.search(text, label.end())
    return text[label.start() : other.start() if other else len(text)]


@lru_cache(maxsize=256)
def without_by(text: str, words: Vocabulary) -> str:
    """A text less the words for "by" that open it; a piece is asked for again after each cut."""
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


def _split_glued(text: str, words: Vocabulary, named: bool) -> list[str]:
    """Cuts where something is glued behind a full name: the name again, a role, a label, another full name.

    Where nothing but names stands, a capital inside a word is part of it more often: only what says so itself is cut.
    """
    if " " not in text or (text.isascii() and not _ASCII_CAPITAL_INSIDE.search(text)):
        return [text]
    parts, at = [], 0
    for place in [match.start() for match in _CAPITAL_INSIDE.finditer(text)]:
        left, right = text[at:place], text[place:]
        front, _, last = left.rpartition(" ")
        if not front or last in _PREFIXES:
            continue
        first, _, rest = right.partition(" ")
        next_word = _CAPITAL_INSIDE.split(first, 1)[0]
        told = next_word == front.split(" ", 1)[0] or words.ends_name(next_word) or words.describes([next_word])
        if told or (rest and next_word == first and not named):
            parts.append(left)
            at = place
    return [*parts, text[at:]]


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
