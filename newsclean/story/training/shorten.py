"""Short stories with other lines in their midst, as scrapers leave them: rare among whole pages, so made from them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from random import Random

_PARAGRAPHS = (3, 12)
_SENTENCE = re.compile(r"[^.!?。]+[.!?。]+[\"'”’»)]*\s?")


def short_story(lines: Sequence[str], shares: Sequence[float], random: Random) -> list[str]:
    """A few paragraphs of a story, at times cut to their first sentence, with lines of the page around and between."""
    inside = [at for at, share in enumerate(shares) if share >= 0.5]
    if not inside:
        return []
    size = random.randint(*_PARAGRAPHS)
    start = random.randrange(max(1, len(inside) - size + 1)) if random.random() < 0.5 else 0
    told = [lines[at] for at in inside[start : start + size]]
    if random.random() < 0.4:
        told = [_opening(line, random) for line in told]
    behind = list(lines[inside[-1] + 1 :])
    for _ in range(random.choice((0, 0, 1, 2, 3))):
        low = random.randrange(max(1, len(behind)))
        told[(at := random.randint(1, len(told))) : at] = behind[low : low + random.choice((1, 1, 2, 4))]
    before, after = random.randint(0, 12), random.randint(0, 12)
    return [*lines[max(0, inside[0] - before) : inside[0]], *told, *behind[:after]]


def _opening(line: str, random: Random) -> str:
    sentences = _SENTENCE.findall(line)
    return "".join(sentences[: random.choice((1, 1, 2))]).strip() if sentences else line
