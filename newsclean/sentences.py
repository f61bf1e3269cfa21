"""How a text ends: like a sentence or not. A module that needs no other, as reading asks it too."""

from __future__ import annotations

import re

# An author's or an agency's short sign may follow: "..., he said. (kob)".
_SENTENCE_END = re.compile(
    r"[.!?\u2026\u3002\uff01\uff1f\u061f\u0964]['\"\u201c\u201d\u2018\u2019\u00ab\u00bb\u300d)\]]*"
    r"(?:\s\(\w{2,4}(?:/\w{2,5})?\))?$"
)
END_MARKS = frozenset(".!?\u2026\u3002\uff01\uff1f\u061f\u0964'\"\u201c\u201d\u2018\u2019\u00ab\u00bb\u300d)]")
_TAIL = 60
"""Characters in which a text ends; more quotes and brackets behind a mark are no sentence's."""


def ends_a_sentence(text: str) -> bool:
    """Whether a text ends like a sentence, closing quotes and brackets aside."""
    return text[-1:] in END_MARKS and bool(_SENTENCE_END.search(text, max(0, len(text) - _TAIL)))
