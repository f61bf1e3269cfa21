"""What linked stories look like: headlines, and the entries of `metadata.related` that they become."""

from __future__ import annotations

import re

from newsclean.metadata import Related
from newsclean.model import Block, Candidate

_FEWEST_WORDS = 4
_GLUED = re.compile(r"(?<=[^\W\d_A-Z])(?=[A-Z\u00c0-\u00de\u0410-\u042f])|(?<=[\"\u201d\u00bb!?])(?=[^\W\d_])")
_WORD = re.compile(r"\w+")
_NEAR_START = 45


def kicker(text: str, within: str = "") -> int:
    """Where a headline begins behind a kicker glued to it ("Federal PoliticsMinister turns to climate"); 0 if nowhere.

    `within` is the text it stands in: one half of what is glued stands there as a word of its own.

    >>> text = "Federal PoliticsMinister turns to climate"
    >>> text[kicker(text):]
    'Minister turns to climate'
    """
    for glued in _GLUED.finditer(text, 3, _NEAR_START):
        place = glued.start()
        if not text[place].isupper() or text.count(" ", place) < _FEWEST_WORDS - 2:
            continue
        if text[place - 1].isalpha():
            # "McDonald" and "iPhone" are words, and so is "YouTube" where neither half stands by itself.
            left, right = text[text.rfind(" ", 0, place) + 1 : place], _WORD.match(text, place)
            if text[place - 2 : place].islower() and (
                not within
                or any(re.search(rf"\b{re.escape(half)}\b", within) for half in (left, right[0] if right else left))
            ):
                return place
        elif not text[place - 2].isspace():
            return place
    return 0


def related(block: Block, title: str, kind: str, why: str) -> Candidate:
    """An entry of `metadata.related` out of a block; its address is that of the block's last link."""
    url = block.links[-1].href if block.links else ""
    value = Related(" ".join(title.split()), url, kind, block.start)
    return Candidate("related", value, 0.9, "visible", why, block.text, block.start)
