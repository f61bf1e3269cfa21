"""Which phrases stand at a place in a line: a dictionary, asked only for the lengths that the place's first four
characters allow, and where phrases are longer the first eight. That is one look-up or two at most places, however many
phrases there are; a thousand are ready in 3 ms, as a factored regular expression in 60.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

from newsclean.lexicon.phrases import Phrase

Hit = tuple[int, list[Phrase]]
"""Where a text ends in the line, and the phrases that are written so."""

# Bounded, or a megabyte of digits would be read anew from each of its places.
_NUMBER = re.compile(r"\d{1,12}(?:[.,' ]\d{1,12}){0,4}(?: ?[km](?!\w))?")
_PLACEHOLDERS = {"<n>": _NUMBER.pattern, "<x>": r"[^\n]{1,60}?"}
_PLACEHOLDER = re.compile("(<[nx]>)")
_KEYS = (4, 2, 1)
_LONG = 8
"""Characters of the keys. A phrase is kept under the longest that it fills; of long ones the eight tell the lengths."""


class Beginnings:
    """Texts, to be found by how they begin. Whether words end there, and separators follow, is left to the caller."""

    def __init__(self, texts: dict[str, list[Phrase]]) -> None:
        self.texts = texts
        buckets: defaultdict[str, _Bucket] = defaultdict(_Bucket)
        longer: defaultdict[str, set[int]] = defaultdict(set)
        for text in texts:
            if "<" in text:
                if literal := text.partition("<")[0]:
                    buckets[_key(literal)].open_ended.append(text)
            elif len(text) < _LONG:
                buckets[_key(text)].lengths.add(len(text))
            else:
                longer[text[:_LONG]].add(len(text))
        for head in longer:
            buckets[_key(head)].goes_on = True
        for key in sorted(buckets, key=len):
            shorter = next((buckets[key[:size]] for size in _KEYS if size < len(key) and key[:size] in buckets), None)
            if shorter is not None:
                buckets[key].lengths.update([n for n in shorter.lengths if key[:n] in texts])
                buckets[key].open_ended += shorter.open_ended
        self._buckets = dict(buckets)
        self._longer = {
            head: (*sorted(lengths, reverse=True), *buckets[_key(head)].lengths) for head, lengths in longer.items()
        }
        tails = {text[len("<n>") :]: known for text, known in texts.items() if text.startswith("<n>")}
        self._after_number = Beginnings(tails) if tails else None

    def at(self, line: str, start: int) -> Sequence[Hit]:
        """What stands in the line from `start` on, the longest first."""
        get = self._buckets.get
        bucket = get(line[start : start + 4]) or get(line[start : start + 2]) or get(line[start : start + 1])
        if bucket is None:
            return self._from_number(line, start) if line[start : start + 1].isdecimal() else ()
        found: list[Hit] = []
        longer = self._longer.get(line[start : start + _LONG]) if bucket.goes_on else None
        for length in longer or bucket.lengths:
            known = self.texts.get(line[start : start + length])
            if known and start + length <= len(line):
                found.append((start + length, known))
        if bucket.open_ended and (match := bucket.pattern.match(line, start)):
            text = bucket.open_ended[int((match.lastgroup or "p0")[1:])]
            found.append((match.end(), self.texts[text]))
        if line[start].isdecimal():
            found += self._from_number(line, start)
        if len(found) > 1:
            found.sort(key=_end, reverse=True)
        return found

    def _from_number(self, line: str, start: int) -> Sequence[Hit]:
        number = _NUMBER.match(line, start)
        return self._after_number.at(line, number.end()) if self._after_number and number else ()


class _Bucket:
    """What may stand where a line goes on with certain characters."""

    __slots__ = ("_pattern", "goes_on", "lengths", "open_ended")

    def __init__(self) -> None:
        self.lengths: set[int] = set()
        self.goes_on = False
        """Whether there are texts so long that eight characters tell more."""
        self.open_ended: list[str] = []
        """Texts with placeholders, whose length is not known beforehand."""
        self._pattern: re.Pattern[str] | None = None

    @property
    def pattern(self) -> re.Pattern[str]:
        """Any of the texts with placeholders, in groups named by number. Made when first met: most never are."""
        if self._pattern is None:
            texts = enumerate(self.open_ended)
            self._pattern = re.compile("|".join(f"(?P<p{number}>{_regex(text)})" for number, text in texts))
        return self._pattern


def by_text(phrases: Iterable[Phrase]) -> dict[str, list[Phrase]]:
    """Phrases by text, without the colon of those that open a line with a separator behind them.

    Of phrases with the same text, position and label, which several languages may share, the first is taken.
    """
    found: defaultdict[str, list[Phrase]] = defaultdict(list)
    for phrase in phrases:
        alike = found[phrase.text[:-1] if phrase.apart else phrase.text]
        if not alike or all(other._replace(language=phrase.language) != phrase for other in alike):
            alike.append(phrase)
    return dict(found)


def _key(text: str) -> str:
    size = len(text)
    return text[:4] if size >= 4 else text[:2] if size >= 2 else text


def _regex(text: str) -> str:
    return "".join(_PLACEHOLDERS.get(piece) or re.escape(piece) for piece in _PLACEHOLDER.split(text))


def _end(hit: Hit) -> int:
    return hit[0]
