"""Trains the trees of `newsclean.metadata.headlines` and writes `data/headlines.npz`.

    python -m newsclean.story.training.headlines CORPUS SET [SET ...] [--texts FOLDER] [--output FILE]

Labelled pages (`gold.jsonl.gz` with title and body, `html/<id>.html.gz`) are flattened in several forms. The story's
beginning is told in three ways, by gold, by the story model and by the longest run of paragraphs, so that the trees
stand any of them. Each text is used a second time without its headline, so that they also learn to find none, and
once more reduced, as scrapers leave it: the headline, at times twice, a few lines around it, the story. Needs
scikit-learn (the training group). Printed: the share of pages whose likeliest line is the headline, by folds of sites.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random
from typing import Any

import numpy as np

from newsclean.metadata.headlines import ABOVE, features
from newsclean.metadata.text import domain, key
from newsclean.metadata.zone import prose
from newsclean.model import Document
from newsclean.read.decode import decode
from newsclean.read.text import read_text
from newsclean.story.model import story_probabilities
from newsclean.story.training import forms
from newsclean.story.training.annotated import Annotated
from newsclean.story.training.labels import story_shares
from newsclean.story.training.trees import ANNOTATED, Lines, command

FORMS = {"blocks": forms.blocks, "text nodes": forms.text_nodes}
WITHOUT = 0.15
"""What a text without its headline counts: texts that reach cleaning without one are rare."""
ANNOTATED_WEIGHT = 3.0
"""What a text counts that was annotated as scrapers leave it: there are few, each of its own design."""
REDUCED, PARAGRAPHS, KEPT, TWICE = "reduced", (4, 20), 0.4, 0.4
"""The form's name, how many lines of the story stay, the share of other lines that stay, and of headlines that come twice."""


def pages(corpus: Path, sets: Sequence[str]) -> Iterator[Lines]:
    """The texts of all pages that have a gold title and body."""
    for name in sets:
        with gzip.open(corpus / name / "gold.jsonl.gz", "rt", encoding="utf-8") as rows:
            for row in map(json.loads, rows):
                if row.get("page_type", "article") == "article" and row.get("title") and row.get("body"):
                    raw = gzip.decompress((corpus / name / "html" / f"{row['id']}.html.gz").read_bytes())
                    yield from _of_page(f"{name}/{row['id']}", row, decode(raw))


def _of_page(page: str, row: dict[str, Any], markup: str) -> Iterator[Lines]:
    headline, site = key(row["title"]), domain(row.get("url")) or page
    made = [(REDUCED, reduced(FORMS["blocks"](markup), headline, row["body"], Random(page)), 1.0)]
    for form, flatten in FORMS.items():
        text = flatten(markup)
        without = "\n".join(line for line in text.split("\n") if key(line) != headline)
        made += [(form, text, 1.0), (form, without, WITHOUT)]
    for form, text, weight in [one for one in made if one[1]]:
        yield from _lines(page, site, form, text, headline, row["body"], weight)


def annotated(one: Annotated) -> Iterator[Lines]:
    """What an annotated text gives, as it is and without its headline."""
    name, headline = f"{ANNOTATED}/{one.id}", key(one.title)
    without = "\n".join(line for line in one.text.split("\n") if key(line) != headline)
    yield from _lines(name, name, "text", one.text, headline, one.body, ANNOTATED_WEIGHT)
    if headline:
        yield from _lines(name, name, "text", without, headline, one.body, WITHOUT)


def _lines(page: str, site: str, form: str, text: str, headline: str, story: str, weight: float) -> Iterator[Lines]:
    document = read_text(text)
    for beginning, first, last in _beginnings(document, story):
        numbers, measured = features(document, first, last)
        right = np.array([key(document.blocks[n].text) == headline for n in numbers], bool)
        if len(numbers):
            yield Lines(page, site, f"{form}, {beginning}", measured, right, weight)


def reduced(text: str, headline: str, story: str, random: Random) -> str:
    """A flattened page cut to its headline, its story's first lines and a few lines around; empty without a headline.

    >>> page = "Menu\\nFerry back\\nShare\\nThe ferry is back in service.\\nThe board said so on Monday."
    >>> reduced(page, "ferryback", "The ferry is back in service. The board said so on Monday.", Random(3)).split("\\n")[-2:]
    ['The ferry is back in service.', 'The board said so on Monday.']
    """
    lines = [line for line in text.split("\n") if line.strip()]
    on = [share >= 0.5 for share in story_shares(lines, story)]
    first = next((n for n, told in enumerate(on) if told and key(lines[n]) != headline), 0)
    heads = [n for n in range(max(0, first - ABOVE), first) if key(lines[n]) == headline]
    if not heads:
        return ""
    low = max(0, heads[-1] - random.choice((0, 0, 1, 2)))
    high = [n for n, told in enumerate(on) if told][: random.randint(*PARAGRAPHS)][-1] + random.randint(1, 4)
    kept = []
    for n in range(low, min(high, len(lines))):
        if on[n] or n <= heads[-1] or random.random() < KEPT:
            kept += [lines[n]] * (1 + (n == heads[-1] and random.random() < TWICE))
    return "\n".join(kept)


def _beginnings(document: Document, story: str) -> Iterator[tuple[str, int, int]]:
    yield ("prose", *prose(document.blocks))
    for name, shares in (
        ("model", story_probabilities(document).tolist()),
        ("gold", story_shares([block.text for block in document.blocks], story)),
    ):
        on = [n for n, share in enumerate(shares) if share >= 0.5]
        if on:
            yield name, on[0], on[-1] + 1


def main(arguments: Sequence[str] | None = None) -> None:
    """The command line; see the module's documentation."""
    command("headlines", pages, annotated, arguments)


if __name__ == "__main__":
    main()
