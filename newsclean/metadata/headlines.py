"""The headline of a text without markup: which line above the story it is.

Nothing marks a headline in flattened text. What tells it from menus, teasers, decks and captions is that the story
goes on to use its words, that it stands in front of all other lines of which that is true, near a date, without a full
stop, often twice. A small ensemble of decision trees weighs these (`data/headlines.npz`, made by
`python -m newsclean.story.training.headlines`); here they are measured and the trees are walked.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from math import fsum

import numpy as np
import regex

from newsclean.metadata.text import has_spaceless, key
from newsclean.metadata.trees import Numbers, shipped
from newsclean.model import Document

WHY = "form and place of a headline, and words that the story uses"
ABOVE, BELOW = 30, 3
"""Lines above and below the first line of the story that may be the headline; 98 in 100 are nearer."""
_SHORTEST, _SHORTEST_UNSPACED, _LONGEST = 12, 6, 250
_MOST_DIGITS = 0.3
"""Of a line's characters; those that have more are dates, in whatever digits."""
_PARAGRAPH, _PARAGRAPH_UNSPACED = 60, 25
_STEM, _SHORT_WORD = 6, 3
"""Words are compared by their beginnings, since endings change; short ones say nothing."""
_READ = 6_000
"""Characters of the story in which a line's words are looked for."""
_LOOK, _NONE_NEAR = 6, 9
_SIGNED, _PICTURED = ("byline", "dateline", "reading_time"), ("credit", "caption")
_WORD = regex.compile(r"[^\W_]+")
"""Of `regex`, to which Indic vowel signs are letters."""
_SENTENCE_END = re.compile(r"[.!?…。！？।؟][\"”»’')\]]*$")
_DATE = re.compile(r"(?:19|20)\d\d|\d{1,2}[./]\d{1,2}[./]\d\d")
_CREDIT = re.compile(r"[Ff]oto|[Pp]hoto|[Cc]redit|©|/|写真|Bild")
_BARS = re.compile(r"[|»›]")
FEATURES = (
    "said words relative stronger_above since_stronger strong_below distance copies first_copy sentence long_sentence"
    " date_below date_above date length_words length credit bar list_mark digits previous next inside holds upper lower"
    " cued signed_below pictured"
).split()


def rank(document: Document, first: int, last: int) -> list[tuple[int, float]]:
    """Numbers of the blocks that may be the headline with the probability that they are it, the likeliest first.

    Args:
        document: its blocks are lines or paragraphs of a text.
        first, last: numbers of the first and one past the last block of the story, as far as it is known; a deck may
            be counted to the story or not.

    Copies of one line come as several blocks; a probability is the line's own, they do not add up to 1.
    """
    numbers, measured = features(document, first, last)
    if not numbers:
        return []
    rated = zip(numbers, shipped("headlines").probability(measured).tolist(), strict=True)
    return sorted(rated, key=lambda pair: (-pair[1], pair[0]))


def features(document: Document, first: int, last: int) -> tuple[list[int], Numbers]:
    """The blocks that may be the headline, and what is measured of each: (lines, len(FEATURES))."""
    window = _Window(document, first, last)
    numbers = [n for n in range(window.low, window.high) if _may_be(window.lines[n]) and window.stems[n]]
    rows = [window.measure(n) for n in numbers]
    return numbers, np.array(rows, np.float32).reshape(len(rows), len(FEATURES))


def _may_be(line: str) -> bool:
    shortest = _SHORTEST_UNSPACED if has_spaceless(line) else _SHORTEST
    # What begins with a tag is a feed's or a file's own language.
    return (
        shortest <= len(line) <= _LONGEST
        and not line.startswith("<")
        and sum(map(str.isdigit, line)) <= _MOST_DIGITS * len(line)
    )


def _is_paragraph(line: str) -> bool:
    return len(line) > _PARAGRAPH or (len(line) > _PARAGRAPH_UNSPACED and has_spaceless(line))


class _Window:
    """The lines around the beginning of a story, and what the story says."""

    def __init__(self, document: Document, first: int, last: int) -> None:
        self.lines = lines = [block.text for block in document.blocks]
        self.first, self.last = first, last
        self.low, self.high = max(0, first - ABOVE), min(len(lines), first + BELOW)
        around = range(max(0, self.low - 20), min(len(lines), self.high + 10))
        self.stems = {n: _stems(lines[n][:_LONGEST]) for n in around}
        self.keys = {n: key(lines[n][:_LONGEST]) for n in around}
        self.copies = Counter(self.keys.values())
        self.said = self._story()
        self.chrome = Counter(stem for n in around if not first <= n < last for stem in self.stems[n])
        self.shared = {n: self._shared(n) for n in range(self.low, self.high)}
        self.most = max((weight for _, weight in self.shared.values()), default=0.0) or 1.0
        self.strong, self.rather_strong = self._strong(0.5), self._strong(0.4)
        self.dated = [n for n in around if len(lines[n]) < 120 and _DATE.search(lines[n])]
        labels = {n: {cue.label for cue in document.cues[n] if cue.position != "inside"} for n in around}
        self.cued = {n for n in around if labels[n] - {"title"}}
        self.signed = [n for n in around if not labels[n].isdisjoint(_SIGNED)]
        self.pictured = {n - 1 for n in around if not labels[n].isdisjoint(_PICTURED)}

    def _story(self) -> Counter[str]:
        """How many of the story's paragraphs use a word."""
        said: Counter[str] = Counter()
        size = 0
        for line in self.lines[self.first : self.last]:
            if _is_paragraph(line):
                said.update(_stems(line[:_READ]))
                size += len(line)
                if size > _READ:
                    break
        return said

    def _shared(self, n: int) -> tuple[float, float]:
        """The share of a line's words that the story uses, and their weight: words of other lines around count less."""
        stems = self.stems[n]
        if not stems:
            return 0.0, 0.0
        own = self.first <= n < self.last and _is_paragraph(self.lines[n])
        copies = self.copies[self.keys[n]]
        weight = {stem: (1 + max(0, self.chrome[stem] - copies)) ** -0.5 for stem in stems}
        # Sets have no order that lasts, and plain sums depend on it in the last bit.
        used = fsum(weight[stem] for stem in stems if self.said[stem] > own)
        return used / fsum(weight.values()), used

    def _strong(self, share: float) -> list[int]:
        """The lines that share most with the story."""
        least = share * self.most
        return [
            n
            for n, (part, weight) in self.shared.items()
            if part >= share and weight >= least and len(self.lines[n]) <= _LONGEST
        ]

    def measure(self, n: int) -> list[float]:
        """The numbers of FEATURES for one line."""
        lines, keys, line, mine = self.lines, self.keys, self.lines[n], self.keys[n]
        share, weight = self.shared[n]
        above = [j for j in self.strong if j < n and keys[j] != mine]
        below = [j for j in self.rather_strong if n < j <= n + _LOOK and keys[j] != mine]
        ends = _SENTENCE_END.search(line) is not None
        near = [keys[j] for j in range(max(self.low, n - _LOOK), min(self.high, n + _LOOK)) if keys[j] != mine]
        dense = has_spaceless(line)
        return [
            share,
            weight,
            weight / self.most,
            min(len(above), 4),
            min(n - above[-1], 10) if above else 11,
            min(len(below), 3),
            max(-3, self.first - n),
            min(self.copies[mine], 4),
            mine not in (keys[j] for j in range(self.low, n)),
            ends and not line.endswith(("?", "!")),
            ends and len(line) > 90,
            _nearest(self.dated, n, _LOOK),
            _nearest(self.dated, n, -4),
            n in self.dated,
            min(len(line) / 2.5 if dense else len(line.split()), 30),
            len(line),
            _CREDIT.search(line) is not None,
            _BARS.search(line) is not None,
            line.endswith((":", ",", ";")),
            sum(map(str.isdigit, line)) / len(line),
            min(len(lines[n - 1]), 200) if n else 0,
            min(len(lines[n + 1]), 300) if n + 1 < len(lines) else 0,
            any(mine in other for other in near),
            any(len(other) > 10 and other in mine for other in near),
            line.isupper(),
            line[:1].islower(),
            n in self.cued,
            _nearest(self.signed, n, _LOOK),
            n in self.pictured,
        ]


def _stems(line: str) -> set[str]:
    """Beginnings of the longer words; pairs of characters in scripts without blanks, and in Korean, whose words are short."""
    found: set[str] = set()
    for word in _WORD.findall(line.casefold()):
        if has_spaceless(word) or "\uac00" <= word[0] <= "\ud7af":
            found.update(map("".join, pairwise(word)))
        elif len(word) > _SHORT_WORD:
            found.add(word[:_STEM])
    return found


def _nearest(numbers: Sequence[int], n: int, furthest: int) -> int:
    """How many lines on (back, where `furthest` is negative) the first of some lines is; 9 for none."""
    steps = [j - n if furthest > 0 else n - j for j in numbers]
    return min((step for step in steps if 0 < step <= abs(furthest)), default=_NONE_NEAR)
