"""One pass over a document that tells for every block which cue phrases stand in it, and where.

`whole` and `opens` phrases are looked up by how a line begins. `inside` and `ends` phrases are one factored pattern,
run over all lines at once. Both are built once for each set of languages.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from newsclean.floods import is_flood
from newsclean.lexicon.anywhere import Anywhere
from newsclean.lexicon.beginnings import Beginnings, Hit, by_text
from newsclean.lexicon.letters import label_ends, word_ends
from newsclean.lexicon.phrases import INVISIBLE, SILENT, Phrase, icon_prefix, icon_words, phrases

if TYPE_CHECKING:
    from newsclean.model import Document


class Cue(NamedTuple):
    """A cue phrase found in a block; offsets count from the start of the block's text."""

    label: str
    position: str
    """`whole`, `opens`, `ends` or `inside`. A line glued from several `whole` phrases gives a cue for each, and so does
    one of phrases that want a separator: they have it where nothing else stands."""
    language: str
    phrase: str
    """Folded, as the data file has it; a final colon says that a separator follows in the text."""
    start: int
    end: int
    """Behind the phrase; for a phrase with a colon, behind the separator and its blanks."""


# Making a named tuple by its own name runs Python code: 900 ns against 300, for a hundred on a page.
_new = tuple.__new__
_SEPARATOR = re.compile(r"\s*+(?:[:：|｜»›>→/】］\]〉》=＝]\s*+|[\W_]*+$)|\s++[-–—]\s++")
_DASH_SAYS_IS = frozenset(("ru", "uk", "bg", "sr", "he", "ar"))
"""Languages in which a dash stands between a noun and what it is: "Реклама - двигатель торговли"."""
_IGNORED = re.compile(r"[\W_]|\d+(?:[.,]\d+)*(?:[km](?!\w))?")
_LONGEST_LABEL = 40
"""Characters of a line in which an icon's name may be glued to a button's label: "plusFollow"."""
_LONGEST_RUN = 1_500
"""Characters of a line that may be nothing but labels: glued menus have a few hundred, and each is looked up in turn."""
_LEAD = re.compile(r"[^\w\"']{0,12}")


def cues(document: Document, languages: frozenset[str]) -> tuple[tuple[Cue, ...], ...]:
    """For each block of the document the cues that stand in it, by start.

    `languages` are folders of the lexicon; unknown ones add nothing. `document.cues` holds the cues of the languages
    which the document speaks, found once.
    """
    return _matcher(languages).cues(document)


@lru_cache(maxsize=32)
def _matcher(languages: frozenset[str]) -> Matcher:
    return Matcher(phrase for language in sorted(languages) for phrase in phrases(language))


class Matcher:
    """A set of phrases, ready to be looked for in documents."""

    def __init__(self, phrases: Iterable[Phrase]) -> None:
        known = list(phrases)
        self._beginnings = Beginnings(by_text(phrase for phrase in known if phrase.position in ("whole", "opens")))
        self._anywhere = Anywhere(phrase for phrase in known if phrase.position in ("inside", "ends"))

    def cues(self, document: Document) -> tuple[tuple[Cue, ...], ...]:
        """For each block of the document the cues that stand in it, by start."""
        folded, texts, offsets = _matching(document)
        at, exactly = self._beginnings.at, self._beginnings.texts
        found: defaultdict[int, list[Cue]] = defaultdict(list)
        for number, line in enumerate(folded):
            text = texts[number]
            here: list[Cue] = []
            if line in exactly:
                here = _labels(exactly[line], 0, len(line)) or _cues(exactly[line], 0, len(line))
            elif (hits := at(line, 0)) or not line[:1].isalpha():
                here = self._whole(line, text, hits, 0) or self._opens(line, text, hits)
            if len(line) <= _LONGEST_LABEL and text[:1].islower() and (icon := icon_prefix(text)):
                here = self._whole(line, text, at(line, icon), icon) or here
            if here:
                found[number] = here
        for number, start, end, known in self._anywhere.find(folded, texts):
            found[number] += _cues(known, start, end)
        for number in found.keys() & offsets.keys():
            found[number] = [_back(cue, offsets[number]) for cue in found[number]]
        everywhere: list[tuple[Cue, ...]] = [()] * len(folded)
        for number, here in found.items():
            everywhere[number] = tuple(sorted(here, key=_start) if len(here) > 1 else here)
        return tuple(everywhere)

    def _whole(self, line: str, text: str, hits: Sequence[Hit], place: int) -> list[Cue]:
        """The phrases of which the line consists from `place` on, one after the other; none where anything else stands
        between."""
        found: list[Cue] = []
        while place < len(line) <= _LONGEST_RUN:
            for end, known in hits:
                if label_ends(text, end) and (piece := _labels(known, place, end)):
                    found += piece
                    break
            else:
                ignored = _IGNORED.match(line, place)
                if not ignored:
                    # The icon behind a button's label: "Share by mailenvelope".
                    return found if line[place:] in icon_words() else []
                end = ignored.end()
            if end == len(line):
                return found
            place = end
            hits = self._beginnings.at(line, place)
        return found

    def _opens(self, line: str, text: str, hits: Sequence[Hit]) -> list[Cue]:
        """The longest phrase with which the line opens, behind bullets and arrows but not behind a quotation mark."""
        lead = _LEAD.match(line)
        for start in range(lead.end() + 1 if lead else 1):
            for end, known in self._beginnings.at(line, start) if start else hits:
                separator = _SEPARATOR.match(text, end)
                found = []
                for phrase in known:
                    if phrase.position == "opens" and phrase.apart and separator and not _is_verb(phrase, separator):
                        found += _cues([phrase], start, separator.end())
                    elif phrase.position == "opens" and not phrase.apart and word_ends(text, end):
                        found += _cues([phrase], start, end)
                if found:
                    return found
        return []


def _is_verb(phrase: Phrase, separator: re.Match[str]) -> bool:
    """Whether the dash behind a single word is the verb of a sentence."""
    return separator[0].strip() in ("-", "–", "—") and phrase.language in _DASH_SAYS_IS and " " not in phrase.text


def _cues(known: list[Phrase], start: int, end: int) -> list[Cue]:
    return [_new(Cue, (*phrase, start, end)) for phrase in known]


def _labels(known: list[Phrase], start: int, end: int) -> list[Cue]:
    """The phrases as labels that stand by themselves: one that wants a separator behind it has the line's end."""
    return [
        _new(Cue, (label, "whole", language, text, start, end))
        for label, position, language, text in known
        if position == "whole" or (position == "opens" and text[-1] == ":")
    ]


def _back(cue: Cue, offsets: list[int]) -> Cue:
    return cue._replace(start=offsets[cue.start], end=offsets[cue.end - 1] + 1)


def _start(cue: Cue) -> int:
    return cue.start


def _matching(document: Document) -> tuple[list[str], list[str], dict[int, list[int]]]:
    """Lines folded and as written, both without what is silent; where that cut something, each character's offset."""
    folded, texts = list(document.folded), [block.text for block in document.blocks]
    for number, text in enumerate(texts):
        # A million signs that are each half a cue took ten times as long as prose.
        if is_flood(text):
            folded[number] = texts[number] = ""
    offsets: dict[int, list[int]] = {}
    # A pattern over all lines would cost as much as finding the cues; what is invisible is outside ASCII.
    odd = [number for number, line in enumerate(folded) if "  " in line or not line.isascii()]
    joined = "\n".join([folded[number] for number in odd])
    if "  " not in joined and not INVISIBLE.search(joined):
        return folded, texts, offsets
    for number in odd:
        line = folded[number]
        if SILENT.search(line):
            silent = {place for match in SILENT.finditer(line) for place in range(*match.span())}
            offsets[number] = [place for place in range(len(line)) if place not in silent]
            folded[number] = "".join([line[place] for place in offsets[number]])
            texts[number] = "".join([texts[number][place] for place in offsets[number]])
    return folded, texts, offsets
