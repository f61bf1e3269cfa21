"""Text made safe to show: what would steer a terminal or a browser instead of being read is shown as a mark."""

from __future__ import annotations

import re

# C0 and C1 controls but tab and line feed, overrides and embeddings of writing direction, and lone surrogates.
_STEERING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def printable(text: str, mark: str = "\ufffd") -> str:
    r"""The text with control characters, direction overrides and lone surrogates replaced, one for one.

    >>> printable("Rain\x1b[31m fell.\u202e", "?")
    'Rain?[31m fell.?'
    """
    return _STEERING.sub(mark, text)
