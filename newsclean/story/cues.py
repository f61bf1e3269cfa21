"""What the cue phrases of the lexicon say about blocks: the same numbers in every language that has a lexicon.

Words teach the net the phrases of the languages it was trained in; these columns are what it knows of all others.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from newsclean.model import Document

_POSITIONS = ("whole", "opens", "ends", "inside")
_LABELS = (
    "ad", "app_promo", "byline", "caption", "comments", "cookie", "credit", "cross_link", "dateline", "disclaimer",
    "footer", "icon_labels", "navigation", "newsletter", "paywall", "player", "poll", "reading_time", "related_list",
    "share_prompt", "tags", "title",
)  # fmt: skip
# The weights know the rows by this order.
_ROW = {name: row for row, name in enumerate((*_POSITIONS, *_LABELS), 1)}
CUE_FEATURES = 1 + len(_ROW)


def cue_features(document: Document) -> NDArray[np.float32]:
    """(CUE_FEATURES, n): how much of each block is cue phrases, their positions and their labels."""
    rows = np.zeros((CUE_FEATURES, len(document.blocks)), np.float32)
    for number, cues in enumerate(document.cues):
        if cues:
            length = max(1, len(document.blocks[number].text))
            rows[0, number] = min(1.0, sum([cue.end - cue.start for cue in cues]) / length)
            for cue in cues:
                rows[_ROW[cue.position], number] = 1
                if cue.label in _ROW:
                    rows[_ROW[cue.label], number] = 1
    return rows
