"""One colour for each kind of removal, the same in the terminal, in every report and in every run."""

from __future__ import annotations

from zlib import crc32

COLOURS = 12
GREY, SLATE = 12, 13
"""What has no kind of its own, and what frames every page: they should not draw the eye."""
_PLAIN = {"other": GREY, "navigation": SLATE, "footer": SLATE}
# Twelve in a row have twelve colours; kinds that share one seldom stand side by side.
_KINDS = [
    *("cross_link", "title", "dateline", "byline", "share_prompt", "caption", "newsletter", "ad", "icon_labels"),
    *("credit", "related_list", "comments", "poll", "disclaimer", "reading_time", "tags", "app_promo", "player"),
    *("paywall", "cookie"),
]


def colour_of(label: str) -> int:
    """A number from 0 to COLOURS - 1, or GREY, or SLATE.

    >>> colour_of("cross_link"), colour_of("title"), colour_of("other") == GREY
    (0, 1, True)
    """
    if label in _PLAIN:
        return _PLAIN[label]
    return (_KINDS.index(label) if label in _KINDS else crc32(label.encode("utf-8", "replace"))) % COLOURS
