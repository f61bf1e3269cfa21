"""Units: a heading such as "Most read" and the entries that stand under it, up to where the story resumes.

Also what several detectors ask of a line: whether it is a sentence, a headline, a link; and where the story stands.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice, pairwise

from newsclean.detectors import Found
from newsclean.language import language_of
from newsclean.lexicon.letters import UNSPACED
from newsclean.model import Block, Document, Element
from newsclean.sentences import END_MARKS, ends_a_sentence

_FULL_STOPS = frozenset(".\u3002\u0964")
_NO_BLANKS = re.compile(f"[{UNSPACED}]")
_PROSE = 80
"""Characters from which a line with an end mark is prose; headlines rarely have one."""
_SENTENCE = 35
"""Characters from which a line with a full stop is no headline."""
_FAR = 1500
"""Characters between a story's sentences; a sentence farther from the next is none of the story's."""
_CERTAIN = 0.98
"""From here on the story model outweighs a heading in whose list a line would stand."""
_RAW = 0.1
"""Share of a text's blocks that are chrome; of clean texts in the development sets 98 in 100 have less."""
_DECK = 40
"""Lines among which a deck, date, author and picture stand in front of the running text."""
_BOX, _LONGEST_IN_BOX, _UNSURE, _CLEAR = 5, 200, 0.95, 5
"""Lines between two cues of one box, characters of each, how sure the story model may be of them, and of how many
other lines it has to be."""
_SHORTEST_HEADLINE, _LONGEST_HEADLINE, _FEWEST_WORDS, _QUOTES = 20, 200, 4, "\"\u201d\u00bb\u2019'"
"""Linked headlines of the development sets: 99 in 100 have fewer characters, 97 in 100 as many words or more."""
NOISE = (
    *("title", "caption", "credit", "byline", "dateline", "cross_link", "share_prompt", "newsletter", "related_list"),
    *("paywall", "cookie", "ad", "app_promo", "disclaimer", "navigation", "poll", "comments", "tags", "footer"),
)
"""Labels of what is explained wherever it stands, in a short text, too."""
SHORT_TEXT = 60
"""Lines. Whole flattened pages of the development sets have 230 in the middle, the shortest tenth 70."""
_INTERRUPTING = frozenset(("ad", "sponsored", "cross_link", "related_list", "paywall", "newsletter"))
_LABELS = frozenset(("cross_link", "related_list"))
_MOST_LINKED, _MOST_SHORT, _LONGEST_LABEL = 3, 4, 45
_UNSPACED = 3
"""A character of a script without blanks says as much as so many others."""
# What lists under a heading hold besides headlines; any other cue ends them.
_WITHIN_LISTS = frozenset(
    (
        *("navigation", "player", "dateline", "reading_time", "credit", "byline", "icon_labels", "ad", "sponsored"),
        "title",
    )
)

_FEW_CUES, _MOST_CUES = 0.05, 3
"""Share and number of lines with a cue phrase. Of clean bodies in the development sets 95 in 100 have fewer, of whole
pages one in 100, of texts that a scraper left half cleaned none: 0.14 and more."""
_KNOWN = 0.5
"""How sure the language is. Of clean bodies 98 in 100 have more; English with every letter changed has 0.35 at most, and
there the rule would keep whole pages (word F1 0.89 to 0.68)."""


def is_unspaced(text: str) -> bool:
    """Whether a text is written in a script without blanks between words."""
    return not text.isascii() and " " not in text[:60] and bool(_NO_BLANKS.search(text[:60]))


def size(text: str) -> int:
    """The length of a text in characters, those of scripts without blanks counted as the words they are."""
    return len(text) * _UNSPACED if is_unspaced(text) else len(text)


def linked_share(block: Block) -> float:
    """The share of a block's characters that are links, 0 to 1; 0 in flattened text."""
    return sum(link.end - link.start for link in block.links) / len(block.text)


def called(document: Document, said: Callable[[Element], str], levels: int) -> dict[int, str]:
    """What the markup calls each block, by the block's number; blocks it has no word for are left out.

    Args:
        said: what the markup says at one element; empty where it says nothing.
        levels: how many elements around the block's own are looked at, the nearest first.
    """
    found: dict[int, str] = {}
    # Blocks share what is around them: with each block's way up looked at anew this took four times as long.
    around: dict[int, str] = {}
    for number, block in enumerate(document.blocks):
        if (element := block.element) is None:
            continue
        word = said(element)
        if not word and (parent := element.parent) is not None:
            above = around.get(parent.number)
            if above is None:
                above = around[parent.number] = next(filter(None, map(said, islice(parent.around(), levels))), "")
            word = above
        if word:
            found[number] = word
    return found


def is_prose(block: Block) -> bool:
    """A line long enough for a sentence, that ends like one and is no link."""
    return size(block.text) >= _PROSE and ends_a_sentence(block.text) and linked_share(block) < 0.5


def is_sentence(block: Block) -> bool:
    """A line with a full stop that is too long for a name or a label, and is no link."""
    return (
        size(block.text) >= _SENTENCE
        and block.text[-1] != "?"
        and ends_a_sentence(block.text)
        and linked_share(block) < 0.5
    )


def is_headline(block: Block) -> bool:
    """A line of a headline's length without a full stop, also none in a quotation at its end."""
    text = block.text
    return (
        size(text) >= _SHORTEST_HEADLINE and len(text) <= _LONGEST_HEADLINE
        and (text.count(" ") >= _FEWEST_WORDS - 1 or is_unspaced(text))
        and (text[-1] in "?!" or (text[-1] in _QUOTES and text[-2] not in ".,") or not ends_a_sentence(text))
        and text[-1] not in ",;:"
    )  # fmt: skip


def story_confidence(found: Found) -> Mapping[int, float]:
    """How sure the story model is of each block it takes for story, by the block's start."""
    return {finding.start: finding.confidence for finding in found["story"]}


def is_raw(document: Document, found: Found) -> bool:
    """Whether a text is a page with its chrome, as far as the story model sees some; False for one already clean.

    What no phrase announces is looked for in raw texts only: in clean ones it is the story's own sub-headings.
    """
    return document.kind == "html" or len(found["other"]) >= _RAW * len(document.blocks)


def is_cueless(document: Document) -> bool:
    """Whether hardly a line carries a cue phrase, in a language that has some: nothing speaks of a page around it.

    Texts like that were cleaned before, as chrome always has some words of its own.
    """
    cued = sum(map(bool, document.cues))
    if cued > _MOST_CUES or cued >= _FEW_CUES * len(document.blocks):
        return False
    # The lexicon reads texts folded, and reading them asks this module for sentences.
    from newsclean.lexicon.phrases import languages

    language, sure = language_of(document)
    return sure >= _KNOWN and language in languages()


def story_span(document: Document, found: Found) -> tuple[int, int]:
    """Where the story's sentences stand: start of the first, end of the last. (0, 0) where there are none.

    Args:
        found: its `story` findings are used; where there are none, the lines of prose that carry no cue.
    """
    text = document.text
    lines = [(f.start, f.end) for f in found["story"] if _long_enough(text, f.start, f.end)] or [
        (block.start, block.end)
        for block, cues in zip(document.blocks, document.cues, strict=True)
        if len(block.text) >= _SENTENCE and not cues and is_prose(block)
    ]
    ended = [line for line in lines if text[line[1] - 1] in END_MARKS]
    prose = [line for line in ended if size(text[slice(*line)]) >= _PROSE] or ended or lines
    if not prose:
        return 0, 0
    near = [b[0] - a[1] < _FAR for a, b in pairwise(prose)]
    if any(near):
        first, last = prose[near.index(True)], prose[len(prose) - 1 - near[::-1].index(True)]
    else:
        first = last = max(prose, key=lambda line: line[1] - line[0])
    # The last sentences of a story are often short.
    short = [line for line in lines if last[1] < line[0] < last[1] + _FAR and ends_a_sentence(text[slice(*line)])]
    return first[0], _resumed(document, (short or [last])[-1][1])


def _long_enough(text: str, start: int, end: int) -> bool:
    """Whether a line is as long as a sentence, that of a script without blanks counted as the words it is."""
    return end - start >= _SENTENCE or ((end - start) * _UNSPACED >= _SENTENCE and size(text[start:end]) >= _SENTENCE)


def _resumed(document: Document, end: int) -> int:
    """Where the story of a short text ends that goes on behind advertisements and links: "Read also", a headline, and a
    sentence more. Where headlines and sentences take turns they are other stories with their teasers."""
    blocks, cues = document.blocks, document.cues
    if document.kind != "text" or len(blocks) > SHORT_TEXT:
        return end
    number = bisect_left(blocks, end, key=lambda block: block.start)
    linked = False
    while number < len(blocks):
        labels = {cue.label for cue in cues[number]}
        if labels and labels <= _INTERRUPTING:
            whole = any(cue.position == "whole" and cue.label in _LABELS for cue in cues[number])
            number += 1
            below = number
            while whole and below < min(number + _MOST_LINKED, len(blocks)) and _may_be_linked(document, below):
                below += 1
            if below == number and "related_list" in labels:
                break
            linked, number = linked or below > number, below
            continue
        told = number if linked else _heading(document, number)
        while told < len(blocks) and not cues[told] and ends_a_sentence(blocks[told].text):
            told += 1
        if told == number or (linked and told < len(blocks) and is_headline(blocks[told]) and not cues[told]):
            break
        end, number, linked = blocks[told - 1].end, told, False
    return end


def _may_be_linked(document: Document, number: int) -> bool:
    block = document.blocks[number]
    return not document.cues[number] and (is_headline(block) or not ends_a_sentence(block.text))


def _heading(document: Document, number: int) -> int:
    """The number behind a sub-heading, or a question with some short answers, over a sentence; this one if there is none."""
    low = number
    while number < len(document.blocks) and number - low < _MOST_SHORT and not document.cues[number]:
        text = document.blocks[number].text
        if text[-1] in _FULL_STOPS:
            return number
        if size(text) > _LONGEST_LABEL:
            break
        number += 1
    return low


def head_lines(document: Document, found: Found, most: int) -> list[int]:
    """The numbers of the blocks above the story's running text, the nearest last: at most so many above its first
    sentence, and those between a deck and the first two sentences that follow each other."""
    start, _ = story_span(document, found)
    blocks = document.blocks
    first = next((number for number, block in enumerate(blocks) if block.start >= start), 0)
    runs = (
        number
        for number in range(first, min(first + _DECK, len(blocks) - 1))
        if blocks[number + 1].gap and is_sentence(blocks[number]) and is_sentence(blocks[number + 1])
    )
    return list(range(max(first - most, 0), next(runs, first)))


def entries(
    document: Document, index: int, sure: Mapping[int, float], *, longest: int, most: int, teasers: bool = False
) -> Iterator[tuple[int, Block]]:
    """The blocks behind a heading that are its entries: short, neither prose nor clearly story nor another heading.

    Args:
        index: of the first block behind the heading.
        sure: from `story_confidence`.
        longest: characters of an entry.
        most: entries.
        teasers: whether sentences are entries too, as they are where the story is over.
    """
    for number in range(index, min(index + most, len(document.blocks))):
        block = document.blocks[number]
        if len(block.text) > longest or (is_sentence(block) and not teasers) or sure.get(block.start, 0.0) > _CERTAIN:
            return
        if any(cue.label not in _WITHIN_LISTS for cue in document.cues[number]):
            return
        yield number, block


def boxed(document: Document, numbers: Sequence[int], sure: Mapping[int, float]) -> Iterator[Block]:
    """The lines of a box of which only some carry a cue: what stands between two of them, a few lines apart.

    Args:
        numbers: of the blocks with a cue, in order.
        sure: from `story_confidence`; a box with a line that is clearly story is none, and one with sentences is
            told only where the model is sure of the story, as it seldom is in short texts.
    """
    clear = sum(confidence > _CERTAIN for confidence in sure.values()) >= _CLEAR
    for low, high in pairwise(numbers):
        inner = document.blocks[low + 1 : high]
        sentences = sum(ends_a_sentence(block.text) for block in inner)
        # A sentence alone between two calls is the story's, which goes on between two boxes.
        if len(inner) > _BOX or (sentences and (len(inner) == 1 or not clear)):
            continue
        if all(len(block.text) <= _LONGEST_IN_BOX and sure.get(block.start, 0.0) <= _UNSURE for block in inner):
            yield from inner
