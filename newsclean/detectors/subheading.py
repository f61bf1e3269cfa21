from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from newsclean.dates import date_line
from newsclean.detectors import Found, detector
from newsclean.model import Block, Document, Finding
from newsclean.sentences import ends_a_sentence
from newsclean.units import NOISE, SHORT_TEXT, size, story_span

_EXPLAINED = (*NOISE, "icon_labels")
_LINE, _SAID = 0.9, 0.99
"""How sure: less than a detector of one's own that knows such lines."""
_LONGEST, _FEWEST_LETTERS = 48, 3
_NUMBERED = re.compile(r"(?:\(?\d{1,2}[.)]|[-*\u2022\u00b7\u2013\u30fb\u25aa\u25cf])\s?\S")
_NO_HEADING = re.compile(r"[@|/\t]|^[(\[\uff08]|[)\]\uff09]$|^(?:[A-Z]{2,6}[ -]?)+$")
"""What makers' names, addresses, rows of tables and agencies look like."""


@detector("protect", needs=["story", *_EXPLAINED])
def subheading(document: Document, found: Found) -> Iterator[Finding]:
    """Sub-headings and lists of a short text: short lines between two sentences of the story that nothing explains.

    The story model takes short lines for chrome. In short texts, of those between two sentences that stay and without
    a cue phrase 74 of 95 are story on the development pages. Advertisements and links between the line and its
    sentence are passed over. Runs of lines count where they are numbered, or a colon announces them; names of makers,
    dates and whole flattened pages are left alone.
    """
    if document.kind != "text" or len(document.blocks) > SHORT_TEXT:
        return
    start, end = story_span(document, found)
    explained = {f.start for label in _EXPLAINED for f in found[label] if f.confidence > 0.5}
    story = {f.start for f in found["story"]}
    flow = [b for n, b in enumerate(document.blocks) if start <= b.start < end and b.start not in explained]
    run: list[Block] = []
    above: Block | None = None
    for block in flow:
        if ends_a_sentence(block.text) or (block.start in story and size(block.text) > _LONGEST):
            if above and _belongs(run, above):
                yield from (
                    Finding.of(one, "protect", _LINE, "a short line between sentences of the story") for one in run
                )
            if above and block.start not in story and document.text.find(block.text, 0, block.start) < 0:
                yield Finding.of(block, "protect", _SAID, "a short sentence of the story")
            run, above = [], block
        elif _is_short(document, block):
            run.append(block)
        else:
            run, above = [], None


def _is_short(document: Document, block: Block) -> bool:
    """A line that can be a sub-heading or an entry of a list."""
    text = block.text
    if size(text) > _LONGEST or sum(map(str.isalpha, text)) < _FEWEST_LETTERS or _NO_HEADING.search(text):
        return False
    return not any(map(str.isdigit, text)) or date_line(text, document.language) is None


def _belongs(run: Sequence[Block], above: Block) -> bool:
    """Whether short lines in a row are one sub-heading, or a list."""
    if len(run) == 1:
        return True
    lines = [above, *run]
    announced = next((n for n, block in enumerate(lines[:-1]) if block.text[-1] in ":\uff1a"), None)
    return (
        above.text[-1] in "?\uff1f\u061f"
        or announced in (0, 1, 2)
        or sum(bool(_NUMBERED.match(block.text)) for block in run) >= len(run) - 1
    )
