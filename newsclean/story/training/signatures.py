"""Trains the trees of `newsclean.metadata.signatures` and writes `data/signatures.npz`.

    python -m newsclean.story.training.signatures CORPUS SET [SET ...] [--texts FOLDER] [--output FILE]

Labelled pages (`gold.jsonl.gz` with authors, `html/<id>.html.gz`) are read as they are and flattened, a line a block. A
line is right where at least half of the names in it are authors. The headline is the one that the pipeline finds.
Needs scikit-learn (the training group). Printed: the share of pages with an author's line whose likeliest line is one,
by folds of sites.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from newsclean.language import language_of
from newsclean.metadata.names import clean_names
from newsclean.metadata.signatures import features
from newsclean.metadata.text import domain, words
from newsclean.metadata.visible import head_of
from newsclean.model import Document
from newsclean.pipeline import default_pipeline
from newsclean.read import read
from newsclean.read.decode import decode
from newsclean.story.training import forms
from newsclean.story.training.annotated import Annotated
from newsclean.story.training.trees import ANNOTATED, Lines, command


def pages(corpus: Path, sets: Sequence[str]) -> Iterator[Lines]:
    """The texts of all articles of some sets; pages without an author count, too."""
    for name in sets:
        with gzip.open(corpus / name / "gold.jsonl.gz", "rt", encoding="utf-8") as rows:
            for row in map(json.loads, rows):
                if row.get("page_type", "article") == "article" and row.get("title"):
                    raw = gzip.decompress((corpus / name / "html" / f"{row['id']}.html.gz").read_bytes())
                    yield from _of_page(f"{name}/{row['id']}", row, raw)


def _of_page(page: str, row: dict[str, Any], raw: bytes) -> Iterator[Lines]:
    site = domain(row.get("url")) or page
    gold = _named(row["authors"] if "authors" in row else row.get("author"))
    yield from _lines(page, site, "page", read(raw, row.get("url")), gold)
    yield from _lines(page, site, "flattened", read(forms.blocks(decode(raw)), kind="text"), gold)


def annotated(one: Annotated) -> Iterator[Lines]:
    """What an annotated text gives."""
    name = f"{ANNOTATED}/{one.id}"
    return _lines(name, name, "text", read(one.text, kind="text"), _named(list(one.authors)))


def _named(given: Any) -> list[set[str]]:
    """The words of each gold name; `given` is a list or one string."""
    texts = given if isinstance(given, list) else [given or ""]
    return [set(words(author.name)) for text in texts for author in clean_names(text, None, named=True)]


def _lines(page: str, site: str, form: str, document: Document, gold: Sequence[set[str]]) -> Iterator[Lines]:
    findings, _ = default_pipeline().find(document)
    headlines = [str(c.value) for finding in findings for c in finding.candidates if c.field == "title"]
    language = language_of(document)[0] or document.language
    signed, measured = features(document, language, *head_of(document, headlines))
    if signed:
        right = [
            2 * sum(any(_same(set(words(person.name)), one) for one in gold) for person in line.persons)
            >= len(line.persons)
            for line in signed
        ]
        yield Lines(page, site, form, measured, np.array(right, bool), 1.0)


def _same(mine: set[str], its: set[str]) -> bool:
    """Whether two names are equal, or one is the other with a middle name."""
    return mine == its or (min(len(mine), len(its)) > 1 and (mine <= its or its <= mine))


def main(arguments: Sequence[str] | None = None) -> None:
    """The command line; see the module's documentation."""
    command("signatures", pages, annotated, arguments)


if __name__ == "__main__":
    main()
