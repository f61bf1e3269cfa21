"""The pages a story model that never saw their site gets wrong: `python -m tests.hard_pages CORPUS html fundus-dev`.

NEWSCLEAN_FOLDS names the folder of `python -m newsclean.story.train --folds 5 --keep-folds FOLDER`. Prints each page
under the given word F1, with the characters kept before, inside and behind the story and those lost, as shares of it.
"""

from __future__ import annotations

import argparse
import json
import os
from functools import cache
from pathlib import Path

import numpy as np

from newsclean.detectors.story import verdicts
from newsclean.read.html import read_html
from newsclean.read.text import read_text
from newsclean.story.features import features
from newsclean.story.network import STORY, Network
from newsclean.story.training.corpus import Page, read_pages
from newsclean.story.training.forms import FORMS
from newsclean.story.training.labels import story_shares, word_f1


def main() -> None:
    """Prints a row for each page under the limit, the worst first."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("form", choices=["html", *FORMS])
    parser.add_argument("sets", nargs="+")
    parser.add_argument("--under", type=float, default=0.8)
    options = parser.parse_args()
    rows = [(_row(page, options.form), page) for page in read_pages(options.corpus, options.sets)]
    print("| page | word F1 | kept before | kept inside | kept behind | lost | story characters |")
    print("|---|---|---|---|---|---|---|")
    for (f1, *shares), page in sorted(rows, key=lambda row: row[0][0]):
        if f1 < options.under:
            cells = " | ".join(f"{share:.2f}" for share in shares)
            print(f"| {page.set}/{page.id} | {f1:.2f} | {cells} | {len(page.story)} |")
    print(f"\n{sum(row[0] < options.under for row, _ in rows)} of {len(rows)} pages under {options.under}")


def _row(page: Page, form: str) -> tuple[float, ...]:
    document = read_html(page.markup, page.url) if form == "html" else read_text(FORMS[form](page.markup))
    if not document.blocks:
        return (0.0,) * 5
    texts = [block.text for block in document.blocks]
    told = verdicts(document, _network(page).states(features(document))[:, STORY])
    kept = np.array([finding.label == "story" for finding in told])
    story = np.array(story_shares(texts, page.story)) >= 0.5
    inside = np.flatnonzero(story)
    first, last = (inside[0], inside[-1]) if len(inside) else (len(texts), len(texts))
    at = np.arange(len(texts))
    wrong = kept & ~story
    parts = (wrong & (at < first), wrong & (at > first) & (at < last), wrong & (at > last), story & ~kept)
    size = np.array([len(text) for text in texts])
    f1 = word_f1("\n".join(text for text, keep in zip(texts, kept, strict=True) if keep), page.story)
    return (f1, *(float(size[part].sum()) / len(page.story) for part in parts))


def _network(page: Page) -> Network:
    return _load(_fold_of()[f"{page.set}/{page.id}"])


@cache
def _load(fold: int) -> Network:
    return Network.load(Path(os.environ["NEWSCLEAN_FOLDS"]) / f"story-fold-{fold}.npz")


@cache
def _fold_of() -> dict[str, int]:
    return json.loads((Path(os.environ["NEWSCLEAN_FOLDS"]) / "folds.json").read_text("utf-8"))


if __name__ == "__main__":
    main()
