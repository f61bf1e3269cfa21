"""A document in the terminal: what was kept plain, what was removed marked, with the reason at the end of the line."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING, NamedTuple
from unicodedata import combining, east_asian_width

from newsclean.model import Removal
from newsclean.render.palette import colour_of
from newsclean.render.printable import printable
from newsclean.sweep import overlapping

if TYPE_CHECKING:
    from newsclean.article import Article

_RESET = "\x1b[0m"
_STRUCK = "2;9;"
_CODES = (36, 33, 32, 35, 34, 31, 96, 93, 92, 95, 94, 91, 37, 37)
_LINE = re.compile(r"[^\n\r\x0b\x0c\x85\u2028\u2029]+")
_TOKEN = re.compile(r"\s+|\S+")


class _Run(NamedTuple):
    """A stretch of one line in one style: an escape code, or "" for plain."""

    text: str
    style: str


def explain(article: Article, *, colour: bool = False, only: Collection[str] = (), width: int = 0) -> str:
    """The document in order, a line for each of its lines, and a summary.

    Args:
        article: what was cleaned.
        colour: removed text struck out in the colour of its label; otherwise it stands as `[-text-]`.
        only: show no lines but those in which something was removed under one of these labels.
        width: columns to wrap at; 0 does not wrap.

    Control and direction-override characters of the input are shown as `?`, so that a page cannot steer the terminal.
    """
    text = article.document.text
    lines: list[str] = []
    last = ""
    matches = [match for match in _LINE.finditer(text) if match[0].strip()]
    for match, here in zip(matches, overlapping((match.span() for match in matches), article.removed), strict=True):
        start, end = match.span()
        if only and not any(removal.label in only for removal in here):
            continue
        state = "gone" if here and here[0].start <= start and here[-1].end >= end else "kept"
        # Paragraphs stand apart, removed lines close together.
        if last and (last, state) != ("gone", "gone") and not only:
            lines.append("")
        lines += _wrapped(list(_runs(text, start, end, here, colour)), width)
        last = state
    return "\n".join([*lines, "", _summary(article)]) + "\n"


def _runs(text: str, start: int, end: int, removals: Collection[Removal], colour: bool) -> Iterator[_Run]:
    """A line's kept and removed stretches, and behind them the reasons for the removals that end in it."""
    at = start
    for removal in removals:
        low, high = max(removal.start, start), min(removal.end, end)
        piece = printable(text[low:high], "?")
        yield _Run(printable(text[at:low], "?"), "")
        yield _Run(piece, _STRUCK + _code(removal)) if colour else _Run(f"[-{piece}-]", "")
        at = high
    yield _Run(printable(text[at:end], "?").rstrip(), "")
    for removal in removals:
        if removal.end <= end:
            why = f"{removal.label} {removal.confidence:.2f}: {removal.why} ({removal.detector})"
            yield _Run("  # " + printable(why, "?"), _code(removal) if colour else "")


def _code(removal: Removal) -> str:
    return str(_CODES[colour_of(removal.label)])


def _wrapped(runs: list[_Run], width: int) -> Iterator[str]:
    """The runs as lines of at most `width` columns, each with its escape codes closed."""
    line: list[_Run] = []
    room = width
    for text, style in runs:
        for token in _TOKEN.findall(text):
            for part in _parts(token, width):
                columns = _columns(part)
                if width and columns > room and line:
                    yield _painted(line)
                    line, room = [], width
                    if part.isspace():
                        continue
                line.append(_Run(part, style))
                room -= columns
    yield _painted(line)


def _parts(token: str, width: int) -> Iterator[str]:
    """A word, cut where it is wider than a line: text without blanks has to break somewhere."""
    if not width or _columns(token) <= width:
        yield token
        return
    start = used = 0
    for at, character in enumerate(token):
        columns = _columns(character)
        if used + columns > width and at > start:
            yield token[start:at]
            start, used = at, 0
        used += columns
    yield token[start:]


def _columns(text: str) -> int:
    if text.isascii():
        return len(text)
    return sum(0 if combining(c) else 2 if east_asian_width(c) in "WF" else 1 for c in text)


def _painted(line: list[_Run]) -> str:
    painted, last = [], ""
    for text, style in line:
        if style != last:
            painted.append((_RESET if last else "") + (f"\x1b[{style}m" if style else ""))
        painted.append(text)
        last = style
    return "".join(painted).rstrip() + (_RESET if last else "")


def _summary(article: Article) -> str:
    counts = Counter(removal.label for removal in article.removed)
    kinds = ", ".join(f"{label} {count}" for label, count in counts.most_common())
    removed = sum(len(removal.text) for removal in article.removed)
    return printable(
        f"{article.status}, confidence {article.confidence:.2f}: kept {len(article.text)} characters,"
        f" removed {removed} in {len(article.removed)} places" + (f" ({kinds})" if kinds else ""),
        "?",
    )
