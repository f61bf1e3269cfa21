"""The lexicon's data files, read and brought into the form in which they are matched.

Folded text keeps every character, so that offsets hold; matching text is folded text without what never decides
whether two phrases are the same: further blanks in a run, soft hyphens, joiners, vowel points. `matching` cuts these
out of phrases; the matcher does the same for the few lines of a document that contain them.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import NamedTuple
from unicodedata import normalize

from newsclean.read.fold import fold

POSITIONS = ("whole", "opens", "ends", "inside")
INVISIBLE = re.compile(
    "[\u00ad\u0591-\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670\u200b-\u200f\u202a-\u202e\u2060\ufeff]"
)
"""Soft hyphens, joiners, direction marks, Hebrew and Arabic points."""
SILENT = re.compile(f"(?<= ) +|{INVISIBLE.pattern}+")
"""What does not count in a line: blanks after a blank, and what is invisible."""

_ACCENTS = re.compile("[\u0300-\u036f]")
_STOPWORDS, _ICONS = "stopwords.txt", "icon_labels.txt"
_NO_END = tuple("/([=\uff0f\uff08\uff3b\uff1d")
"""What a phrase that opens a line does not end in: a colon stands for any separator behind it."""
_NO_CUES = (_STOPWORDS, _ICONS)
_MARKS = " .,;!?\u2026\u00bf\u00a1()[]\"'-|>*\u2022\u00b7/"
_LABEL_MARKS = _MARKS + ":"
# Making a named tuple by its own name or by `_replace` runs Python code, for each of 75,000 phrases.
_new = tuple.__new__

_WORD = re.compile(r"[^\W\d_]+")
_ICON_NAME = re.compile(r"[^\W\d_A-Z\u00c0-\u00de]+(?:-[^\W\d_A-Z\u00c0-\u00de]+)*+(?=[A-Z\u00c0-\u00de]|$)")


class Phrase(NamedTuple):
    """One line of a data file: `text` is in matching form, a final colon says that a separator must follow."""

    label: str
    position: str
    language: str
    text: str

    @property
    def apart(self) -> bool:
        """Whether a separator has to follow."""
        return self.position == "opens" and self.text.endswith(":")


@cache
def languages() -> tuple[str, ...]:
    """The languages that have a folder, sorted, without `any`."""
    return tuple(sorted(folder.name for folder in _folders() if folder.name != "any"))


@cache
def phrases(language: str) -> tuple[Phrase, ...]:
    """All cues of one language, or of `any`; none for a language without a folder.

    Phrases with accents stand in it without them as well, as they are written in capitals ("A LIRE AUSSI").
    Raises ValueError naming file and line for an unknown position or an empty phrase.
    """
    found: list[Phrase] = []
    for file in _texts(language):
        if file.name not in _NO_CUES:
            found += parse(file.read_text("utf-8"), language, file.name.removesuffix(".txt"))
    written = {(phrase.position, phrase.text) for phrase in found}
    plain = [
        _new(Phrase, (label, position, language, bare))
        for label, position, _, text in found
        if not text.isascii() and (position, bare := _unaccented(text)) not in written
    ]
    return (*found, *plain)


@cache
def stopwords(language: str) -> frozenset[str]:
    """The frequent words that tell this language from its neighbours, in matching form."""
    content = "\n".join(file.read_text("utf-8") for file in _texts(language) if file.name == _STOPWORDS)
    return frozenset(line.strip() for line in matching(content).split("\n") if line.strip() and line[0] != "#")


@cache
def icon_words() -> frozenset[str]:
    """The single words of which the names of icons and buttons consist, in all languages."""
    texts = [file for folder in _folders() for file in folder.iterdir() if file.name == _ICONS]
    found = (phrase for file in texts for phrase in parse(file.read_text("utf-8"), "any", "icon_labels"))
    return frozenset(word for phrase in found for word in _WORD.findall(phrase.text))


def icon_prefix(text: str) -> int:
    """The length of an icon's name in front of a capital or alone in its line; 0 where there is none.

    A name in front of a label is glued to it; alone it has parts ("chevron-right"), or is no other word in use.

    >>> [icon_prefix(text) for text in ("plusFollow", "share-arrowShare", "chevron-right", "plus one")]
    [4, 11, 13, 0]
    """
    name = _ICON_NAME.match(text)
    if not name or not all(word in icon_words() for word in name[0].split("-")):
        return 0
    alone = name.end() == len(text)
    return name.end() if not alone or "-" in name[0] or not name[0].isascii() else 0


def parse(content: str, language: str, label: str) -> list[Phrase]:
    """The phrases of one file's content.

    >>> parse("# cross-links\\nopens Read more:\\nwhole You may also like …", "en", "cross_link")[1].text
    'you may also like'
    """
    found = []
    for number, line in enumerate(matching(content).split("\n"), 1):
        position, _, text = line.strip().partition(" ")
        if not position or position.startswith("#"):
            continue
        if position == "opens" and text.endswith(_NO_END):
            raise ValueError(
                f"lexicon/{language}/{label}.txt:{number}: a colon stands for any separator; not {text[-1]!r}"
            )
        if position in ("whole", "opens"):
            text = text.strip(_MARKS if position == "opens" else _LABEL_MARKS)
            text += ">" if text.endswith(("<n", "<x")) else ""
        if fault := _fault(position, text):
            raise ValueError(f"lexicon/{language}/{label}.txt:{number}: {fault}")
        found.append(_new(Phrase, (label, position, language, text)))
    return found


def _fault(position: str, text: str) -> str:
    if position not in POSITIONS:
        return f"unknown position {position!r}; a line is one of {', '.join(POSITIONS)}, a blank and a phrase"
    if not text[:1].isalpha() and not text.replace("<n>", "").strip(_LABEL_MARKS):
        return "no phrase; write the words that stand in the text"
    if text.startswith("<x>") or text.endswith("<x>"):
        return "<x> at an end says nothing; leave it out"
    if len(text) == 1 and position in ("inside", "ends"):
        return "a single character is no cue inside a line"
    return ""


def matching(text: str) -> str:
    """Folded text without what is `SILENT`."""
    return SILENT.sub("", fold(text))


def _unaccented(text: str) -> str:
    return normalize("NFC", _ACCENTS.sub("", normalize("NFD", text))).replace("\u0131", "i")


@cache
def _folders() -> list[Traversable]:
    return [entry for entry in files(__package__).iterdir() if entry.is_dir() and not entry.name.startswith("_")]


def _texts(language: str) -> list[Traversable]:
    found = [file for folder in _folders() if folder.name == language for file in folder.iterdir()]
    return sorted((file for file in found if file.name.endswith(".txt")), key=_name)


def _name(file: Traversable) -> str:
    return file.name
