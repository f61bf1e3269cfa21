"""Blocks that say nothing: a sign without end, a phrase over and over, the same line a hundred times.

The story model weighs each block by what stands around it, and a hundred thousand characters of one sign weigh more
than any story. So it never sees them, and no cue is looked for in them; they are no story.
"""

from __future__ import annotations

import re
import zlib
from collections import Counter
from collections.abc import Sequence

from newsclean.model import Block

_LONG = 400
"""Characters from which a block can be a flood."""
_SAMPLE = 2_000
"""How many characters in the middle of a block are looked at."""
_FEW_SIGNS = 24
"""Different characters; prose has more, so that hardly a paragraph has to be compressed. Longer blocks always are."""
_PACKED = 0.2
"""Its size compressed, of that as it stands; prose is at 0.5 or more."""
_REPEATS = 100
"""How often a line stands in a document, figures aside, that tells nothing: no story has a line of its own so often."""
_DIGITS = "0123456789"
_FIGURES = str.maketrans("", "", _DIGITS)
_ROW = 300
_NO_BLANK = re.compile(rf"[!-~]{{{_ROW}}}")


def telling(blocks: Sequence[Block]) -> list[int]:
    """The numbers of the blocks that are no floods."""
    numbers = [number for number, block in enumerate(blocks) if not is_flood(block.text)]
    if len(numbers) < _REPEATS:
        return numbers
    # Lines alike begin alike; to take the figures out of every line takes a third of a parse.
    begun = Counter([blocks[number].text.lstrip(_DIGITS)[:1] for number in numbers])
    if max(begun.values()) < _REPEATS:
        return numbers
    lines = [blocks[number].text.translate(_FIGURES) for number in numbers]
    often = {line for line, count in Counter(lines).items() if count >= _REPEATS}
    return [number for number, line in zip(numbers, lines, strict=True) if line not in often] if often else numbers


def is_flood(text: str) -> bool:
    """Whether a long text is a few signs or words over and over, or a row of signs without a blank.

    >>> is_flood("READ MORE: " * 100), is_flood("".join(map(chr, range(200, 900))))
    (True, False)
    """
    if len(text) < _LONG:
        return False
    middle = text[max(0, len(text) - _SAMPLE) // 2 :][:_SAMPLE]
    # A blank in each stretch of half the length tells the same of a paragraph in a twentieth of the time.
    stretches = range(0, len(middle), _ROW // 2)
    if not all(" " in middle[low : low + _ROW // 2] for low in stretches) and _NO_BLANK.search(middle):
        return True
    if len(text) < _SAMPLE and len(set(middle)) > _FEW_SIGNS:
        return False
    raw = middle.encode("utf-8", "replace")
    return len(zlib.compress(raw, 1)) < _PACKED * len(raw)
