"""Which phrases stand at a place in a line: a dictionary, asked only for the lengths that the place's first four
characters allow. As fast as a factored regular expression, and a thousand phrases are ready in 3 ms instead of 60.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property

from newsclean.lexicon.phrases import Phrase

Hit = tuple[int, list[Phrase]]
"""Where a text ends in the line, and the phrases that are written so."""

# Bounded, or a megabyte of digits would be read anew from each of its places.
_NUMBER = re.compile(r"\d{1,12}(?:[.,' ]\d{1,12}){0,4}(?: ?[km](?!\w))?")
_PLACEHOLDERS = {"<n>": _NUMBER.pattern, "<x>": r"[^\n]{1,60}?"}
_PLACEHOLDER = re.compile("(<[nx]>)")
_KEY = 4


class Beginnings:
    """Texts, to be found by how they begin. Whether words end there, and separators follow, is left to the caller."""

    def __init__(self, texts: dict[str, list[Phrase]]) -> None:
        self.texts = texts
        self._buckets: defaultdict[str, _Bucket] = defaultdict(_Bucket)
        self._after_number: Beginnings | None = None
        for text in texts:
            literal = text.partition("<")[0]
            if literal == text:
                self._buckets[text[:_KEY]].lengths.add(len(text))
            elif literal:
                self._buckets[literal[:_KEY]].open_ended.append(text)
        for key in sorted(self._buckets, key=len):
            shorter = [self._buckets[key[:size]] for size in range(1, len(key)) if key[:size] in self._buckets]
            self._buckets[key].lengths.update(*(bucket.lengths for bucket in shorter))
            self._buckets[key].open_ended += shorter[-1].open_ended if shorter else []
        if tails := {text[len("<n>") :]: known for text, known in texts.items() if text.startswith("<n>")}:
            self._after_number = Beginnings(tails)

    def at(self, line: str, start: int) -> list[Hit]:
        """What stands in the line from `start` on, the longest first."""
        key = line[start : start + _KEY]
        get = self._buckets.get
        bucket = get(key) or get(key[:3]) or get(key[:2]) or get(key[:1])
        if bucket is None:
            return self._from_number(line, start) if key[:1].isdecimal() else []
        found = self._in(bucket, line, start)
        if key[0].isdecimal():
            found += self._from_number(line, start)
        if len(found) > 1:
            found.sort(key=_end, reverse=True)
        return found

    def _from_number(self, line: str, start: int) -> list[Hit]:
        number = _NUMBER.match(line, start)
        return self._after_number.at(line, number.end()) if self._after_number and number else []

    def _in(self, bucket: _Bucket, line: str, start: int) -> list[Hit]:
        found = []
        for length in bucket.lengths:
            known = self.texts.get(line[start : start + length])
            if known and start + length <= len(line):
                found.append((start + length, known))
        if bucket.open_ended and (match := bucket.pattern.match(line, start)):
            text = bucket.open_ended[int((match.lastgroup or "p0")[1:])]
            found.append((match.end(), self.texts[text]))
        return found


class _Bucket:
    """What may stand where a line goes on with certain characters."""

    def __init__(self) -> None:
        self.lengths: set[int] = set()
        self.open_ended: list[str] = []
        """Texts with placeholders, whose length is not known beforehand."""

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Any of the texts with placeholders, in groups named by number. Made when first met: most never are."""
        return re.compile("|".join(f"(?P<p{number}>{_regex(text)})" for number, text in enumerate(self.open_ended)))


def by_text(phrases: Iterable[Phrase]) -> dict[str, list[Phrase]]:
    """Phrases by text, without the colon of those that open a line with a separator behind them.

    Of phrases with the same text, position and label, which several languages may share, the first is taken.
    """
    found: defaultdict[str, list[Phrase]] = defaultdict(list)
    for phrase in phrases:
        alike = found[phrase.text[:-1] if phrase.apart else phrase.text]
        if not any(other._replace(language=phrase.language) == phrase for other in alike):
            alike.append(phrase)
    return dict(found)


def _regex(text: str) -> str:
    return "".join(_PLACEHOLDERS.get(piece) or re.escape(piece) for piece in _PLACEHOLDER.split(text))


def _end(hit: Hit) -> int:
    return hit[0]
