"""A page as a bad line leaves it: cut, flipped, shuffled."""

from __future__ import annotations

import random
from collections.abc import Iterator

from tests.battery.case import Case
from tests.battery.story import PARAGRAPHS, page

CUTS = 20
FLIPS = 100
SHUFFLES = 100


def cases() -> Iterator[Case]:
    """20 cuts, 100 pages with flipped bytes, 100 with their lines in another order; all seeded."""
    raw = page(head="<script>let state = {a: 1};</script>").encode("utf-8")
    for i in range(1, CUTS + 1):
        cut = raw[: len(raw) * i // (CUTS + 1)]
        whole = tuple(p for p in PARAGRAPHS if p.encode() in cut)
        # One or two paragraphs of a page that broke off may be taken for anything.
        yield Case(f"cut at {i} of {CUTS + 1}", lambda cut=cut: cut, whole if len(whole) > 2 else ())
    for seed in range(FLIPS):
        yield _flipped(raw, seed)
    for seed in range(SHUFFLES):
        lines = raw.splitlines(keepends=True)
        random.Random(seed).shuffle(lines)
        yield Case(f"lines shuffled, seed {seed}", lambda lines=lines: b"".join(lines), ())


def _flipped(raw: bytes, seed: int) -> Case:
    """Ten bytes of the page changed; sentences that were not touched, nor the tags beside them, must survive."""
    source = random.Random(seed)
    data = bytearray(raw)
    for _ in range(10):
        data[source.randrange(len(data))] = source.randrange(256)
    flipped = bytes(data)
    # Behind a lost quotation mark everything up to the next is an attribute's value, in browsers too.
    quoted = flipped.count(b'"') == raw.count(b'"')
    whole = tuple(p for p in PARAGRAPHS if f"<p>{p}</p>".encode() in flipped)
    return Case(f"bytes flipped, seed {seed}", lambda: flipped, whole if quoted else ())
