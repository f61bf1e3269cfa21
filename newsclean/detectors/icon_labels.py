from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from newsclean.detectors import Found, detector
from newsclean.lexicon.phrases import icon_prefix, icon_words
from newsclean.model import Block, Document, Finding
from newsclean.sentences import ends_a_sentence

_WORD = re.compile(r"[^\W\d_]+")
_ICON = re.compile(r"icon|ikon|svg")
# The name of an icon, glued to the word behind it where its element vanished: "Camera IconThe pier in winter".
_GLUED = re.compile(r"(?:[A-Z][\w-]*[ -])?(?:[Ii]con|[Ii]kon)(?=[A-Z\u00c0-\u00de])")
_FEWEST_REPEATS = 4
_FEWEST_NAMES = 3
_LONGEST_LABEL = 40


@detector("icon_labels")
def icon_labels(document: Document, found: Found) -> Iterator[Finding]:
    """Runs of icon and button names, glued or not: "icon bookmark-bicon bookmarkicon camera ...".

    They are the titles of drawings that a scraper turned into text. A run repeats one short word again and again, is
    made of icon names alone ("chevron-right"), or is glued in front of a button's label ("plusFollow"); it never is a
    sentence. A story that lists icons is left alone: it has other words.
    """
    for number, (block, folded) in enumerate(zip(document.blocks, document.folded, strict=True)):
        if len(folded) <= _LONGEST_LABEL and block.text[0].islower():
            end = icon_prefix(block.text)
            if end and (document.cues[number] or end == len(block.text)):
                yield Finding.of(
                    block, "icon_labels", 0.97, f"the name of an icon: '{block.text[:end]}'", span=(0, end)
                )
        elif "icon" in folded or "ikon" in folded or "svg" in folded:
            yield from _run(block, folded)


def _run(block: Block, folded: str) -> Iterator[Finding]:
    """A line in which icons are named again and again, or one is glued to its first word."""
    if glued := _GLUED.match(block.text):
        why = f"'{glued[0]}' is glued to the word behind it"
        yield Finding.of(block, "icon_labels", 0.9, why, span=(0, glued.end()))
        return
    if ends_a_sentence(block.text):
        return
    words = _WORD.findall(folded)
    repeats = max(Counter(_ICON.findall(folded)).values())
    if repeats >= _FEWEST_REPEATS and 3 * repeats >= len(words) - repeats:
        yield Finding.of(block, "icon_labels", 0.97, f"says 'icon' {repeats} times in {len(words)} words")
    elif len(words) >= _FEWEST_NAMES and all(word in icon_words() for word in words):
        yield Finding.of(block, "icon_labels", 0.9, f"nothing but icon names: '{words[0]} {words[1]} ...'")
