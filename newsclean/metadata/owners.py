"""The site's name in a text without markup: how the page speaks of itself.

No place in flattened text is made for the site's name, but pages name themselves all the time: in the copyright line,
in "About ..." and "... on Facebook", in disclaimers, behind an author's name, in addresses. The phrases and what each
kind of mention weighs are data (`data/self_mentions.toml`); a name is given where its mentions add up.
"""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import lru_cache
from importlib.resources import files
from math import exp
from typing import NamedTuple

import regex

from newsclean.metadata.sites import resembles
from newsclean.metadata.text import key
from newsclean.metadata.vocabulary import Openings, first_word, vocabulary
from newsclean.model import Candidate, Document

_LONGEST, _BYLINE, _SHORT_LINE = 240, 120, 60
_SURE_WORDS = 3
"""Words from which a phrase says so wherever it stands; a shorter one has to open a line or to end a short one."""
_WORD = r"(?:\p{Lu}|\p{Lo}|\d)[\p{L}\p{M}\p{N}'’&+.-]*"
_NAME = regex.compile(rf"{_WORD}(?: (?:(?:of|the|and|&|de|di|du|la|le|el|der|die|das|den|do|da) )?{_WORD}){{0,3}}")
_NAME_BEHIND = regex.compile(rf"(?i:the |die |der |das |la |le |el |il |l['’])?[\"“”„«»'’@]?[ ]?({_NAME.pattern})")
_TAIL = re.compile(r"\s(?:[|/•]|for|pour|für|para|per|voor)\s", re.I)
_DOMAIN_END = re.compile(r"\.(?:com|net|org|info|co|[a-z]{2})(?![\w-])")
_LABEL = re.compile(r"[a-z0-9-]{3,30}$")
_PLATFORMS = frozenset("facebook twitter instagram youtube linkedin pinterest whatsapp telegram google apple".split())
_YEAR = re.compile(r"^(?:19|20)\d\d\W+")
_EDGES = " .-'’&+"
_INITIALS = re.compile(r"\b[A-Z](?:\.[A-Z])+$")
"""The point behind them belongs to the name: "Harbour L.P."."""


class _Sure(NamedTuple):
    """A phrase that says so wherever it stands."""

    cue: str
    words: frozenset[str]
    """Those of its words that have blanks around them wherever it stands."""


class _Phrases(NamedTuple):
    before: Openings
    behind: dict[str, tuple[str, ...]]
    """Last word -> the phrases that end with it; phrases of scripts without blanks under the empty word."""
    sure_before: tuple[_Sure, ...]
    sure_behind: tuple[_Sure, ...]
    weights: dict[str, float]


def owner(document: Document, language: str | None, holder: str = "") -> Iterator[Candidate]:
    """The name of the site that a flattened text came from, at most one.

    Args:
        document: a text; in a page the head says it better.
        language: of the text, for the words around authors' names.
        holder: the name in its copyright line; empty where there is none.
    """
    found = _mentions(document, language, holder)
    if not found:
        return
    lines = [folded for folded in document.folded if len(folded) <= _LONGEST]
    labels = _labels(document.text.lower())
    odds = {name: _odds(name, kinds, lines, labels) for name, kinds in found.items()}
    best = max(odds, key=lambda name: (odds[name], len(name)))
    if odds[best] >= _phrases().weights["least"]:
        start = max(0, document.text.find(best))
        why = f"the page speaks so of itself: {', '.join(sorted(found[best]))}"
        yield Candidate("site", best, round(1 / (1 + exp(-odds[best])), 4), "visible", why, best, start)


def _mentions(document: Document, language: str | None, holder: str) -> dict[str, set[str]]:
    """Names with the kinds of places in which they stand; of a longer name its beginnings, too."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    written: dict[str, str] = {}

    def note(name: str, kind: str, parts: bool = True) -> None:
        words = _YEAR.sub("", name).strip(_EDGES).split(" ")
        for count in range(1 if parts else len(words), len(words) + 1):
            part = _INITIALS.sub(r"\g<0>.", " ".join(words[:count]).strip(_EDGES))
            if len(part) > 1 and key(part) not in _PLATFORMS and f" {part.lower()} " not in document.text:
                found[written.setdefault(key(part), part)].add(kind)

    if holder:
        note(holder, "copyright", parts=False)
    phrases, by = _phrases(), vocabulary(language).by
    before = phrases.before.by_first
    for number, block in enumerate(document.blocks):
        text = block.text
        if len(text) > _LONGEST:
            continue
        first = first_word(text)
        if first in before and (end := phrases.before.end(text)) and (name := _NAME_BEHIND.match(text, end)):
            note(name[1], text[:end].strip().lower())
        if len(text) <= _SHORT_LINE and (cue := _ending(document.folded[number], phrases)):
            shared = any(one.label == "share_prompt" for one in document.cues[number])
            if not shared and _NAME.fullmatch(front := text[: -len(cue)].strip(_EDGES)):
                note(front, cue)
        if (
            first in by.by_first
            and len(text) <= _BYLINE
            and by.end(text)
            and (tail := _TAIL.search(text))
            and (name := _NAME_BEHIND.match(text, tail.end()))
        ):
            note(name[1], "author's")
    _note_sure(document.text, phrases, note)
    return found


def _ending(folded: str, phrases: _Phrases) -> str:
    """The phrase with which a folded line ends; empty where there is none."""
    last = folded[folded.rfind(" ") + 1 :]
    listed = phrases.behind.get(last) or (() if last.isascii() else phrases.behind[""])
    if not listed or not folded.endswith(listed):
        return ""
    return next(cue for cue in listed if folded.endswith(cue))


def _note_sure(text: str, phrases: _Phrases, note: Callable[..., None]) -> None:
    """Notes the names beside phrases that say so wherever they stand; their kinds begin with a star."""
    lowered = text.lower()
    # Looking for a phrase costs 8 us, and none of the words of nearly all of them is in the text.
    words = set(lowered.split())
    for cue, its in phrases.sure_before:
        if its <= words and (at := lowered.find(cue)) >= 0 and (name := _NAME_BEHIND.match(text, at + len(cue))):
            note(name[1], f"*{cue.strip()}")
    for cue, its in phrases.sure_behind:
        if its <= words and (at := lowered.find(cue)) >= 0:
            names = [n[0] for n in _NAME.finditer(text, max(0, at - _SHORT_LINE), at) if n.end() == at]
            if names:
                note(names[-1], f"*{cue.strip()}", parts=False)


def _odds(name: str, kinds: set[str], lines: list[str], labels: set[str]) -> float:
    """What the places of a name say for it, as log-odds."""
    weights = _phrases().weights
    lowered = name.lower()
    count = sum([lowered in line for line in lines])
    sure = sum(kind[0] == "*" for kind in kinds)
    short = len(kinds - {"copyright", "author's"}) - sure
    return (
        weights["none"]
        + weights["copyright"] * ("copyright" in kinds)
        + weights["author"] * ("author's" in kinds)
        + weights["sure"] * min(2, sure)
        + weights["short"] * min(2, short)
        + weights["address"] * any(resembles(name, label) for label in labels)
        + weights["often"] * (count >= weights["often_lines"])
        + weights["share"] * min(0.3, count / (len(lines) + 1))
        + weights["words"] * min(4, len(name.split()))
        + weights["tiny"] * (len(name) < 3)
    )


def _labels(lowered: str) -> set[str]:
    """The names in front of the top level of the addresses in a text, without those of networks."""
    ends = (_LABEL.search(lowered, max(0, end.start() - 30), end.start()) for end in _DOMAIN_END.finditer(lowered))
    return {label[0] for label in ends if label} - _PLATFORMS


@lru_cache(maxsize=1)
def _phrases() -> _Phrases:
    data = tomllib.loads(files("newsclean").joinpath("data/self_mentions.toml").read_text("utf-8"))
    before, behind = ({phrase for some in data[part].values() for phrase in some} for part in ("before", "behind"))
    endings: defaultdict[str, tuple[str, ...]] = defaultdict(tuple)
    for phrase in sorted(behind, key=len, reverse=True):
        spaced = " " in phrase or phrase.isascii() or not regex.search(r"\p{Han}|\p{Kana}|\p{Hira}|\p{Hangul}", phrase)
        endings[phrase.rpartition(" ")[2] if spaced else ""] += (f" {phrase}" if spaced else phrase,)

    def sure(phrases: set[str], form: str) -> tuple[_Sure, ...]:
        long = [form.format(p) for p in sorted(phrases) if p.count(" ") + 1 >= _SURE_WORDS]
        return tuple(_Sure(cue, frozenset(f"{cue}-".split()[:-1])) for cue in long)

    return _Phrases(Openings(before), dict(endings), sure(before, " {} "), sure(behind, " {}"), data["weights"])
