"""Looks for input that breaks a promise: `python -m tests.fuzz [--minutes 30] [--seed 1] [--keep FOLDER]`.

Inputs of the battery and the invented pages are cut, doubled, spliced, flipped and sprinkled with what parsers stumble
over, from a seed. Whatever comes in, `clean` must not raise, no detector may fail, kept and removed must be the whole
document at the offsets they name, and no input of these sizes may take seconds. What does not hold is written to
FOLDER and named; the exit code is 1. Findings become cases of the battery.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import newsclean
from tests.battery.case import outputs
from tests.battery.runner import all_cases
from tests.pages import PAGES

SECONDS = 5.0
LONGEST = 60_000
GROUPS = ("encodings", "structure", "concealed", "metadata", "foreign", "damaged")
PIECES = (
    *(
        b"<p>",
        b"</p>",
        b"<div style='display:none'>",
        b"<!--",
        b"-->",
        b"<script>",
        b"<svg>",
        b"<table><tr><td>",
        b"</html>",
    ),
    *(
        b"<a href='",
        b"'>",
        b'"',
        b"&#x",
        b";",
        b"&lt;",
        b"<![CDATA[",
        b"<?xml version='1.0'?>",
        b"<title>",
        b"<li>" * 300,
    ),
    *(
        b"\x00",
        b"\xff\xfe",
        b"\xef\xbb\xbf",
        b"\xed\xa0\x80",
        b"\xc3\x83\xc2\xa9" * 4,
        b"\x1b$B",
        b"\x1b[31m",
        b"\r",
        b"\x85",
    ),
    *(
        b"READ MORE: ",
        b"icon ",
        b"Photo: ",
        b"By Ann Bird\n",
        b"12 March 2024",
        b"Share on Facebook",
        b"\n\n",
        b"\t" * 50,
    ),
    *("\u202e", "\u200b" * 50, "e\u0301" * 50, "\ud7ff", "\U0001f600", "。", "، "),
    *(
        b'<script type="application/ld+json">{"@type":"NewsArticle","author":[{"name":',
        b'"datePublished":"2024-',
        b"}]}",
    ),
)
BYTES = tuple(piece.encode() if isinstance(piece, str) else piece for piece in PIECES)


def seeds() -> list[bytes]:
    """The small inputs of the battery, and the invented pages."""
    made = [case.make() for cases in all_cases(GROUPS).values() for case in cases if not case.big]
    raws = [raw.encode("utf-8", "surrogatepass") if isinstance(raw, str) else raw for raw in made]
    return [raw for raw in (*raws, *(path.read_bytes() for path in PAGES)) if len(raw) <= LONGEST]


def mutated(chance: random.Random, pool: list[bytes]) -> bytes:
    """One input of the pool after one to eight changes."""
    data = chance.choice(pool)
    for _ in range(chance.randint(1, 8)):
        low, high = sorted(chance.randint(0, len(data)) for _ in range(2))
        match chance.randrange(6):
            case 0:
                data = data[:low] + data[min(high, low + chance.randint(1, 400)) :]
            case 1:
                data = data[:high] + data[low:high] * chance.randint(1, 3) + data[high:]
            case 2:
                data = data[:low] + chance.choice(BYTES) * chance.choice((1, 1, 1, 3, 40)) + data[low:]
            case 3:
                other = chance.choice(pool)
                data = data[:low] + other[chance.randint(0, len(other)) :]
            case 4:
                data = data[:low] + chance.randbytes(chance.randint(1, 4)) + data[low + 1 :]
            case _:
                data = data[high:] + data[low:high] + data[:low]
        data = data[:LONGEST]
    return data


def broken(raw: bytes | str) -> Iterator[str]:
    """The promises that an input breaks."""
    begun = time.thread_time()
    try:
        article = newsclean.clean(raw, url="https://www.example.org/sea/ferry")
        yield from outputs(article)
    except Exception as error:
        yield f"{type(error).__name__}: {error}"
        return
    seconds = time.thread_time() - begun
    if seconds > SECONDS:
        yield f"{seconds:.1f} s"
    yield from (f"{problem.detector}: {problem.message}" for problem in article.problems)
    text = article.document.text
    yield from (f"offsets of {r.label}" for r in article.removed if text[r.start : r.end] != r.text)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__.partition("\n")[0])
    parser.add_argument("--minutes", type=float, default=30)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path, default=Path("fuzz"), help="folder for what breaks a promise")
    options = parser.parse_args()
    chance = random.Random(options.seed)
    pool = seeds()
    end = time.monotonic() + options.minutes * 60
    count = found = 0
    while time.monotonic() < end:
        data = mutated(chance, pool)
        raw = data.decode("utf-8", "replace") if chance.random() < 0.3 else data
        faults = list(broken(raw))
        count += 1
        if faults:
            found += 1
            options.keep.mkdir(parents=True, exist_ok=True)
            (options.keep / f"{options.seed}-{count}").write_bytes(data)
            print(f"{options.seed}-{count}: {'; '.join(faults[:3])}", flush=True)
    print(f"seed {options.seed}: {count:,} inputs, {found} broke a promise")
    return bool(found)


if __name__ == "__main__":
    sys.exit(main())
