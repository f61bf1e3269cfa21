"""What most detectors share: turning the cue phrases of the lexicon into findings.

A phrase is never enough. Where it stands in its line, how long the line is and what stands around it decide how much
it says: a line that is nothing but the phrase says nearly everything, but a single menu word between two paragraphs is
a sub-heading more often than not, and a phrase inside a long sentence says nearly nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter

from newsclean.lexicon import Cue
from newsclean.model import Block, Document, Finding
from newsclean.units import is_sentence, is_unspaced

IN_ROW, WHOLE, OPENS, ENDS, INSIDE, ALONE = 0.965, 0.96, 0.92, 0.85, 0.8, 0.45
LONGEST_PROMPT = 220
"""Characters; prompts are short, of those in the development sets 98 in 100 are shorter."""
_DOUBT = 0.5
_VERB = {"opens": "opens with", "ends": "ends with", "inside": "says"}
_CONFIDENCE = {"opens": OPENS, "ends": ENDS, "inside": INSIDE}
_QUOTES = "\"'\u201c\u201e\u2018\u201a\u00ab\u300c"
# Labels whose cues are words that stories use as sub-headings too: "Sport", "Team", "FAQ", "Monthly".
_COMMON = frozenset(
    (
        "navigation",
        "footer",
        "tags",
        "player",
        "paywall",
        "newsletter",
        "app_promo",
        "comments",
        "title",
        "share_prompt",
    )
)
_MOST_COMMON_WORDS = 2
_FEW = 0.04
"""Share of lines with a cue; below it a menu word is the story's own, an entry of a list or a table."""
_WORD = 3
"""Characters of a word in a script without blanks."""
_FULL_STOPS = (".", "\u3002", "\u0964")
"""What ends an answer ("Books.") and no entry of a menu."""
_LETTER = 3
"""Characters of a line in which one letter is a button: "(X)"."""
_PRICED = re.compile(r"[$\u20ac\u00a3\u00a5\u20b9%\t]\s?\d|\d\s?[$\u20ac\u00a3\u00a5\u20b9%\t]")
_LISTED = re.compile(r"(?:[-*\u2022\u00b7\u2013]|\(?\d{1,2}[.)])\s|.*[:!]$")


def cued(document: Document, label: str, *, called: str = "", longest: int = LONGEST_PROMPT) -> Iterator[Finding]:
    """The findings that the cues of a label amount to.

    Args:
        document: its `cues` are used.
        label: cues of this label.
        called: label of the findings, where it is another one.
        longest: lines of more characters are prose, in which only their opening words still count, half as much.
    """
    for number, cues in cued_blocks(document, label):
        block, cue = document.blocks[number], cues[0]
        if cue.position == "whole":
            yield from _rows(document, number, label, called or label)
        elif block.text[0] not in _QUOTES:
            confidence = _CONFIDENCE[cue.position]
            # "Vote now, the posters said": a prompt does not go on behind a comma, unless it goes on with names:
            # "Follow us on Facebook, Instagram and X".
            named = "<x>" in cue.phrase
            if cue.position == "opens" and block.text[cue.end : cue.end + 1] == "," and not named:
                continue
            if len(block.text) > longest:
                confidence = confidence * _DOUBT if cue.position == "opens" else 0.0
            if confidence:
                yield Finding.of(block, called or label, confidence, f"{_VERB[cue.position]} '{cue.phrase}'")


def cued_blocks(document: Document, label: str) -> Iterator[tuple[int, tuple[Cue, ...]]]:
    """The numbers of the blocks in which cues of a label stand, in order, with those cues."""
    for number, run in groupby(document.cued.get(label, ()), key=itemgetter(0)):
        yield number, tuple([cue for _, cue in run])


def _rows(document: Document, number: int, label: str, called: str) -> Iterator[Finding]:
    """A line made of nothing but cues, glued or not: each run of cues of this label is one finding."""
    block = document.blocks[number]
    whole = [cue for cue in document.cues[number] if cue.position == "whole"]
    confidence = _standing(document, number, label, whole)
    if not confidence:
        return
    if all(cue.label == label for cue in whole):
        span = (0, len(block.text)) if not _glued_to_icon(block, whole[0]) else (whole[0].start, len(block.text))
        yield Finding.of(block, called, confidence, f"is nothing but '{whole[0].phrase}'", span=span)
        return
    for one, run in groupby(whole, key=lambda cue: cue.label):
        if one == label:
            pieces = list(run)
            span = (pieces[0].start, pieces[-1].end)
            yield Finding.of(block, called, confidence, f"a row of labels with '{pieces[0].phrase}'", span=span)


def _few(document: Document) -> bool:
    """Whether hardly a line of a text carries a cue: it is a story that was cleaned before."""
    return document.kind == "text" and sum(map(len, document.cued.values())) < _FEW * len(document.blocks)


def _words(phrase: str) -> int:
    return len(phrase) // _WORD + 1 if is_unspaced(phrase) else len(phrase.split())


def _glued_to_icon(block: Block, first: Cue) -> bool:
    """Whether an icon's name is glued in front of the label: "plusFollow"."""
    return first.start > 0 and block.text[first.start - 1].isalnum()


def _standing(document: Document, number: int, label: str, whole: list[Cue]) -> float:
    """How much a line of nothing but cues says where it stands; 0 for an entry of a list in flattened text."""
    block = document.blocks[number]
    said = {cue.phrase for cue in whole if cue.label == label}
    # "##.X" is a drawing, and "Facebook $0.50" the row of a table.
    if (all(len(phrase) == 1 for phrase in said) and len(block.text) > _LETTER) or _PRICED.search(block.text):
        return 0.0
    common = label in _COMMON and sum(map(_words, said)) <= _MOST_COMMON_WORDS
    if common and block.element is None and (_LISTED.match(block.text) or block.text.endswith(_FULL_STOPS)):
        return 0.0
    lines = (*document.cues[max(number - 2, 0) : number], *document.cues[number + 1 : number + 3])
    around = [cue for cues in lines for cue in cues]
    if any(cue.label == label for cue in around):
        return IN_ROW
    if not common:
        return WHOLE
    if _few(document):
        return ALONE
    if any(cue.position != "inside" for cue in around):
        return WHOLE
    beside = (*document.blocks[max(number - 1, 0) : number], *document.blocks[number + 1 : number + 2])
    return ALONE if any(map(is_sentence, beside)) else WHOLE
