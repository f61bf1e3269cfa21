from __future__ import annotations

import re
from collections.abc import Iterator

from newsclean.cued import cued
from newsclean.detectors import Found, detector
from newsclean.model import Document, Finding

_ADDRESS = re.compile(r"https?://\S+$")
_LONGEST_COUNT = 8


@detector("share_prompt")
def share_prompt(document: Document, found: Found) -> Iterator[Finding]:
    """Calls and buttons to share: "Share this story", "Like this story? Share it with a friend!", network names.

    Rows of networks are found as a run of cues, glued or not; counts and the page's address beside them go along. A
    story in which somebody shares something with friends is left alone: a prompt is short and consists of its cue.
    """
    prompts: set[int] = set()
    for finding in cued(document, "share_prompt"):
        prompts.add(finding.start)
        yield finding
    if not prompts:
        return
    for number, block in enumerate(document.blocks):
        short = len(block.text) <= _LONGEST_COUNT and not any(map(str.isalpha, block.text))
        if (short or _ADDRESS.match(block.text)) and not document.cues[number]:
            around = document.blocks[max(number - 1, 0) : number] + document.blocks[number + 1 : number + 2]
            if any(other.start in prompts for other in around):
                yield Finding.of(block, "share_prompt", 0.93, "a count or an address beside buttons to share")
