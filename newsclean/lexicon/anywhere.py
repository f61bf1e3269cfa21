"""Phrases that may stand at any place of a line, or at its end.

One factored pattern knows the first characters of all phrases and runs over all lines at once; where it finds them,
a dictionary says which phrase it is. A pattern of whole phrases runs no faster and takes six times as long to compile.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from itertools import accumulate

from newsclean.lexicon.beginnings import Beginnings, Hit, by_text
from newsclean.lexicon.heads import heads
from newsclean.lexicon.letters import SPACED, word_ends, word_starts
from newsclean.lexicon.phrases import Phrase

_HEAD = 8
"""Characters of a phrase in the pattern: with 6 twice as many places have to be looked up, with 4 seven times."""
_MARKS = "\n -/:-@[-`{-\u00bf\u2000-\u206f\u2190-\u2bff\u3000-\u3020\uff00-\uff0f\uff1a-\uff20!-,."
"""What may stand in front of a word: a pattern that starts with a plain set runs at 34 MB/s, with a boundary at 18."""
_SPACED = re.compile(SPACED)
_LINE_ENDS = re.compile(r"[\W_]*+$")


class Anywhere:
    """The phrases with position `inside` and `ends`."""

    def __init__(self, phrases: Iterable[Phrase]) -> None:
        texts = by_text(phrases)
        self._beginnings = Beginnings(texts)
        words = {_head(text) for text in texts if _SPACED.match(text)}
        others = {_head(text) for text in texts if text[0] != "<"} - words
        tails = {_head(text[len("<n>") :]) for text in texts if text[0] == "<"}
        # A word is looked for behind a mark; what begins with a mark, or in a script without blanks, by its own first
        # character. Mixing the two gives a few places more to look up, and saves a second run.
        self._own = {text[0] for text in others}
        ahead = heads(words | {text[1:] for text in others})
        if tails:
            ahead += r"|\d[\d.,]{0,12}+" + heads(tails)
        self._pattern = re.compile(f"[{_MARKS}{''.join(map(re.escape, self._own))}](?={ahead})") if texts else None

    def find(self, folded: list[str], texts: list[str]) -> Iterator[tuple[int, int, int, list[Phrase]]]:
        """Number of the line, start and end in it, phrases: from left to right, without overlap."""
        if self._pattern is None:
            return
        whole = "\n" + "\n".join(folded)
        starts = list(accumulate([len(line) + 1 for line in folded], initial=1))
        done = 0
        for match in self._pattern.finditer(whole):
            low, high = match.span()
            for place in (low, high) if match[0] in self._own else (high,):
                # Of thirty places where the pattern stops there is a phrase at one.
                if place >= done and (hits := self._beginnings.at(whole, place)):
                    number = bisect_right(starts, place) - 1
                    if hit := _standing(hits, texts[number], starts[number], place):
                        yield number, place - starts[number], *hit
                        done = starts[number] + hit[0]
                        break


def _standing(hits: Iterable[Hit], text: str, start: int, place: int) -> Hit | None:
    """The longest phrase that stands at a place as whole words, and at the line's end where it has to; where it ends
    in the line that begins at `start`."""
    for end, known in hits:
        if word_starts(text, place - start) and word_ends(text, end - start):
            last = _LINE_ENDS.match(text, end - start)
            if standing := [phrase for phrase in known if last or phrase.position == "inside"]:
                return end - start, standing
    return None


def _head(text: str) -> str:
    return text.partition("<")[0][:_HEAD]
