"""Finds the lottery results that some papers print between any two paragraphs."""

import re

from newsclean import Finding, detector

_DRAW = re.compile(r"Lottery:(?: \d{1,2}){6}$")


@detector("lottery_numbers")
def lottery_numbers(document, found):
    """The week's lottery numbers: a label and six numbers on a line of their own.

    They are a service of the paper, not part of the story around them. A sentence about a draw is left alone.
    """
    for block in document.blocks:
        if _DRAW.match(block.text):
            yield Finding.of(block, "lottery_numbers", 0.97, "a draw of six numbers on a line of its own")
