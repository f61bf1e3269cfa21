"""What is measured of a line that names somebody: its own form, and what stands around it.

The address it links to, what its element is called, how near headline, date and story are, what stands beside it,
whether the story speaks of the persons. The trees of `metadata.signatures` are given these numbers.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

from newsclean.metadata.called import BYLINE, NAME
from newsclean.metadata.lines import Line
from newsclean.metadata.model import Author
from newsclean.metadata.text import has_spaceless
from newsclean.metadata.vocabulary import Vocabulary
from newsclean.metadata.zone import SENTENCE_END, Zone
from newsclean.model import Document

BELOW, INTO, BEHIND = 16, 4, 6
"""Lines below the headline, into the story where it begins later, and behind it: further ones count as these."""
LONGEST_ROLE = 80
_SAID = 8_000
"""Characters of the story in which names and their words are looked for."""
_FAR, _NO_TITLE = 12, -10
_CAPITAL_NOUNS = ("de", "lb")
"""Languages in which any two nouns look like a name."""
FEATURES = (
    "by glued_by byline_inside rest from_title no_title from_story below_story behind dated date_above date_below persons"
    " shortest ordinary capitals copies told rivals rank role role_below length_above length_below sentence_above sentence"
    " pictured other_cue author_page called_name called_byline links heading comma unspaced capital_nouns length"
    " page name_above name_below organisations"
).split()


class Signed(NamedTuple):
    """A short line with names in it."""

    line: Line
    text: str
    """Without its dates."""
    names: list[Author]
    persons: list[Author]
    opening: int
    """Where the word for "by" that opens it ends; 0 where there is none."""
    called: str
    """See `newsclean.metadata.called`."""
    linked: bool
    """Whether it links to an author's page."""


class Beside:
    """What is looked up for several lines of one document."""

    def __init__(
        self,
        document: Document,
        language: str | None,
        zone: Zone,
        story: tuple[int, int],
        lines: Sequence[Line],
        signed: Sequence[Signed],
        words: Vocabulary,
    ) -> None:
        self.document, self.zone, self.story, self.signed, self.words = document, zone, story, signed, words
        self.capital_nouns = language in _CAPITAL_NOUNS
        self.dated = [line.number for line in lines if line.dates]
        self.numbers = {one.line.number for one in signed}
        blocks = document.blocks
        start = blocks[story[0]].start if story[0] < len(blocks) else 0
        self.said = document.text[start : start + _SAID]

    def measure(self, rank: int) -> list[float]:
        """The numbers of FEATURES for one line."""
        line, text, names, persons, opening, called, linked = self.signed[rank]
        number, block, dates = line
        document, words, title = self.document, self.words, self.zone.title
        blocks = document.blocks
        cues = document.cues[number]
        labels = {cue.label for cue in cues if cue.position != "inside"}
        above = blocks[number - 1].text if number else ""
        below = blocks[number + 1].text if number + 1 < len(blocks) else ""
        parts = [part for author in persons for part in author.name.split()]
        at = bisect_left(self.dated, number)
        after = at + (number in self.dated)
        return [
            opening > 0,
            opening > 0 and text[opening - 1].isalpha(),
            any(cue.label == "byline" and cue.position == "inside" for cue in cues),
            len(block.text) - sum(len(date.raw) for date in dates) - sum(len(a.name) for a in persons) - opening,
            _NO_TITLE if title is None else _clipped(number - title, BELOW + 1),
            title is None,
            _clipped(number - self.story[0], BELOW + INTO),
            _clipped(number - self.story[1], BEHIND),
            number >= self.story[1],
            bool(dates),
            min(number - self.dated[at - 1], _FAR) if at else _FAR,
            min(self.dated[after] - number, _FAR) if after < len(self.dated) else _FAR,
            len(persons),
            min(author.name.count(" ") for author in persons),
            sum(part.lower() != part and f" {part.lower()} " in self.said for part in parts) / len(parts),
            block.text.isupper(),
            min(5, document.text.count(persons[0].name)),
            min(4, self.said.count(persons[0].name)),
            len(self.signed),
            min(rank, 9),
            any(author.role for author in persons),
            len(below) <= LONGEST_ROLE and words.describes(below.split()),
            min(len(above), 200),
            min(len(below), 200),
            SENTENCE_END.search(above) is not None,
            SENTENCE_END.search(block.text) is not None,
            not labels.isdisjoint(("credit", "caption")),
            bool(labels - {"credit", "caption", "byline", "dateline", "title"}),
            linked,
            called == NAME,
            called == BYLINE,
            len(block.links),
            block.element is not None and block.element.tag in ("h1", "h2", "h3", "h4"),
            "," in text,
            has_spaceless(persons[0].name),
            self.capital_nouns,
            len(block.text),
            document.kind == "html",
            number - 1 in self.numbers,
            number + 1 in self.numbers,
            len(names) - len(persons),
        ]


def _clipped(steps: int, most: int) -> int:
    return max(1 + _NO_TITLE, min(most, steps))
