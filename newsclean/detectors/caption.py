from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from newsclean.cued import cued
from newsclean.detectors import Found, detector
from newsclean.model import Block, Document, Element, Finding
from newsclean.sentences import ends_a_sentence
from newsclean.units import called, is_sentence, size

_NAMED = re.compile(r"caption|bildunterschrift|legende|didascalia|pie-?(?:de-?)?foto|podpis", re.I)
_IN_NAMES = ("caption", "bildunterschrift", "legende", "didascalia", "foto", "podpis")
"""One of these is part of each such name; telling by them that there is none takes a tenth of the time."""
_LISTED = re.compile(r"(?:\d{1,2}[.)]|[-*\u2022\u2013|])\s|.*(?:\t|\s\|\s)")
"""A heading in a list, an entry of one, a row of a table: none stands there for a picture."""
_NO_LETTER = re.compile(r"\W+")
_LONGEST = 450
_LONGEST_BESIDE = 300
"""What is longer and ends in an agency's name is a paragraph that quotes it."""
_LONGEST_ABOVE = 220
_SHORTEST_REPEAT = 40
_START = 20
_LONGEST_COUNT = 2
_LEVELS = 3
_PLACES = 0.88
"""What tells where somebody stands ("(left)", "from left") is said of pictures, wherever in the line it stands."""
_BESIDE = " |-\u2013\u2014.,:;()\u00b7\u2022"


@detector("caption", needs=["credit"])
def caption(document: Document, found: Found) -> Iterator[Finding]:
    """What stands under a picture, also when it repeats a sentence of the story.

    In a page the markup says so: figcaption, or a class named so. In flattened text it is the line that shares its
    line with a credit or stands above one, or that repeats a story sentence without its full stop, and the line under
    such a repeat. Sentences of the story that describe a picture are left alone.
    """
    for finding in cued(document, "caption", longest=_LONGEST):
        # "Ada Lind (pictured), 58, said ..." is how some papers tell a story.
        said = finding.why.startswith("says") and finding.end - finding.start > _LONGEST_ABOVE
        yield finding if said else finding._replace(confidence=max(finding.confidence, _PLACES))
    makers = _by_block(document, found)
    repeats = _repeats(document)
    above = -1
    for number in makers:
        yield from _counter(document, number)
    yield from _film(document)
    markup = called(document, _markup, _LEVELS)
    beside = {n - 1 for n in makers if n} | {n + 1 for n in repeats if n + 1 < len(document.blocks)}
    for index in sorted({*markup, *makers, *repeats, *beside}):
        block = document.blocks[index]
        if len(block.text) > _LONGEST:
            continue
        if index in markup:
            yield Finding.of(block, "caption", 0.93, markup[index])
        elif index in makers:
            yield from _beside(document, block, makers[index])
        elif index in repeats:
            above = index
            yield Finding.of(block, "caption", 0.9, "repeats a sentence of the story, without its full stop")
        elif index == above + 1 and above >= 0 and _is_phrase(block):
            yield Finding.of(block, "caption", 0.9, "a line like the caption above it")
        elif index + 1 in makers and _above(document, index, makers[index + 1]):
            why = f"stands above the credit '{_quote(document, makers[index + 1][0])}'"
            yield Finding.of(block, "caption", 0.88, why)


def _counter(document: Document, number: int) -> Iterator[Finding]:
    """The number of a gallery's picture, above or below its credit."""
    for block in document.blocks[max(number - 1, 0) : number] + document.blocks[number + 1 : number + 2]:
        if block.text.isdecimal() and len(block.text) <= _LONGEST_COUNT:
            yield Finding.of(block, "caption", 0.88, "a picture's number beside its credit")


def _film(document: Document) -> Iterator[Finding]:
    """Title and description of a film under its player: the second begins with the first."""
    blocks = document.blocks
    for number, _ in document.cued.get("player", ()) + document.cued.get("navigation", ()):
        title, *description = document.folded[number + 1 : number + 3] or [""]
        titled = size(title) >= _START and not ends_a_sentence(title)
        if titled and description and description[0].startswith(title):
            for block in blocks[number + 1 : number + 3]:
                yield Finding.of(block, "caption", 0.9, "a film's title, and a description that begins with it")


def _by_block(document: Document, found: Found) -> Mapping[int, list[Finding]]:
    """The credits in each block, by the block's number."""
    if not found["credit"]:
        return {}
    makers: dict[int, list[Finding]] = {}
    starts = sorted(found["credit"])
    number = 0
    for finding in starts:
        while document.blocks[number].end <= finding.start:
            number += 1
        makers.setdefault(number, []).append(finding)
    return makers


def _beside(document: Document, block: Block, makers: list[Finding]) -> Iterator[Finding]:
    """What is left of a line whose other part is a credit."""
    why = f"shares its line with the credit '{_quote(document, makers[0])}'"
    for low, high in ((block.start, makers[0].start), (max(f.end for f in makers), block.end)):
        if document.text[low:high].strip(_BESIDE) and high - low <= _LONGEST_BESIDE:
            yield Finding(low, high, "caption", 0.87, why)


def _above(document: Document, index: int, makers: list[Finding]) -> bool:
    """Whether a line stands above a line that is nothing but a credit, and can be what it belongs to."""
    block, below = document.blocks[index], document.blocks[index + 1]
    alone = makers[0].start == below.start and makers[0].end == below.end and not below.text.endswith(":")
    if not alone or len(block.text) > _LONGEST_ABOVE or document.cues[index] or _LISTED.match(block.text):
        return False
    return not is_sentence(block) and not block.inside("h1", "h2", "h3", "h4", "h5", "h6")


def _is_phrase(block: Block) -> bool:
    return (
        size(block.text) >= _SHORTEST_REPEAT and len(block.text) <= _LONGEST_ABOVE and not ends_a_sentence(block.text)
    )


def _repeats(document: Document) -> set[int]:
    """The numbers of lines that say what a sentence of the story says, less its full stop."""
    blocks, folded = document.blocks, document.folded
    lines = [number for number, line in enumerate(folded) if _SHORTEST_REPEAT < len(line) <= _LONGEST]
    ended = {n for n in lines if ends_a_sentence(blocks[n].text)}
    begun = {folded[n][:_START] for n in ended}
    suspects = [
        n for n in lines if n not in ended and folded[n][:_START] in begun and not _LISTED.match(blocks[n].text)
    ]
    if not suspects:
        return set()
    sentences = {_NO_LETTER.sub("", folded[n]) for n in ended if not _LISTED.match(blocks[n].text)}
    return {n for n in suspects if _NO_LETTER.sub("", folded[n]) in sentences}


def _markup(element: Element) -> str:
    """What the markup says, or nothing: an element made for captions, or one named so."""
    if element.tag == "figcaption":
        return "stands in a figcaption"
    return _said(element.names) if element.names else ""


@lru_cache(maxsize=4_096)
def _said(names: str) -> str:
    """The blocks of a page share most of their names, so these are looked at once."""
    lower = names.lower()
    named = _NAMED.search(names) if any(word in lower for word in _IN_NAMES) else None
    return f"stands in an element named '{named[0]}'" if named else ""


def _quote(document: Document, finding: Finding) -> str:
    return document.text[finding.start : finding.end][:40]
