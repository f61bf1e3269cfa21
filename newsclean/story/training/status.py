"""Fits what `newsclean.story.status` judges by: `python -m newsclean.story.training.status --corpus DIR --nets FOLDER`.

FOLDER is what `python -m newsclean.story.train --folds 5 --keep-folds FOLDER` wrote: each page is looked at by the net
that never saw its site, as HTML and flattened. Pages that are no article come from the same sets. Prints how the
confidence is calibrated, in five folds of its own. Needs scikit-learn.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from newsclean.model import Document
from newsclean.read.html import read_html
from newsclean.read.text import read_text
from newsclean.story.features import features
from newsclean.story.network import STORY, Network
from newsclean.story.status import page_numbers
from newsclean.story.train import SETS
from newsclean.story.training.corpus import Page, read_pages, site
from newsclean.story.training.forms import FORMS
from newsclean.story.training.labels import word_f1

RIGHT = 0.9
"""The word F1 from which a text counts as right."""
THRESHOLD = 0.4
"""Probability of being an article under which a page is called a listing."""


class Judged(NamedTuple):
    """What is learned from one page in one form."""

    numbers: NDArray[np.float64]
    fold: int
    is_article: bool
    is_right: bool
    is_html: bool


def judged(pages: Sequence[Page], nets: Sequence[Network], folds: dict[str, int]) -> Iterator[Judged]:
    """Each page as HTML and flattened; a page of an unknown site is any net's to look at."""
    by_site = {site(page.url): folds[f"{page.set}/{page.id}"] for page in pages if page.story}
    for page in pages:
        fold = folds.get(f"{page.set}/{page.id}", by_site.get(site(page.url), len(page.markup) % len(nets)))
        for document in (read_html(page.markup, page.url), read_text(FORMS["blocks"](page.markup))):
            if document.blocks:
                yield _judged(document, page, nets[fold], fold)


def _judged(document: Document, page: Page, net: Network, fold: int) -> Judged:
    probabilities = net.states(features(document))[:, STORY]
    kept = (probabilities >= 0.5).tolist()
    text = "\n".join(block.text for block, keep in zip(document.blocks, kept, strict=True) if keep)
    right = bool(page.story) and word_f1(text, page.story) >= RIGHT
    return Judged(page_numbers(document, probabilities), fold, bool(page.story), right, document.kind == "html")


def fitted(numbers: NDArray[np.float64], wanted: NDArray[np.bool_], folds: NDArray[np.int64]) -> tuple[Any, Any]:
    """The weights of a logistic regression, and the probability it gives each row when its fold is held out."""
    from sklearn.linear_model import LogisticRegression

    mean, deviation = numbers.mean(0), np.maximum(numbers.std(0), 0.02)
    scaled = (numbers - mean) / deviation
    told = np.zeros(len(wanted))
    for fold in np.unique(folds):
        seen = folds != fold
        model = LogisticRegression(C=0.3, max_iter=2000).fit(scaled[seen], wanted[seen])
        told[~seen] = model.predict_proba(scaled[~seen])[:, 1]
    model = LogisticRegression(C=0.3, max_iter=2000).fit(scaled, wanted)
    weights = {"mean": mean, "deviation": deviation, "weight": model.coef_[0], "bias": model.intercept_}
    return {name: np.round(values, 5).tolist() for name, values in weights.items()}, told


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, required=True, help="folder with one folder a set")
    parser.add_argument("--nets", type=Path, required=True, help="folder with the nets of the folds")
    parser.add_argument("-o", "--output", type=Path, help="where to write the weights")
    options = parser.parse_args()
    folds = json.loads((options.nets / "folds.json").read_text("utf-8"))
    nets = [Network.load(options.nets / f"story-fold-{fold}.npz") for fold in range(max(folds.values()) + 1)]
    pages = read_pages(options.corpus, SETS) + read_pages(options.corpus, SETS, articles=False)
    rows = list(judged(pages, nets, folds))
    numbers, of = np.array([row.numbers for row in rows]), np.array([row.fold for row in rows])
    right, article = np.array([row.is_right for row in rows]), np.array([row.is_article for row in rows])
    confidence, surely = fitted(numbers, right, of)
    kind, likely = fitted(numbers, article, of)
    html = np.array([row.is_html for row in rows])
    _print(surely, right, likely[html], article[html])
    if options.output:
        weights = {"threshold": THRESHOLD, "article": kind, "confidence": confidence}
        options.output.write_text(json.dumps(weights, indent=1) + "\n", "utf-8")


def _print(
    surely: NDArray[np.float64], right: NDArray[np.bool_], likely: NDArray[np.float64], article: NDArray[np.bool_]
) -> None:
    print("| confidence | pages | said | right |\n|---|---|---|---|")
    for low in np.arange(0, 1, 0.1):
        inside = (surely >= low) & (surely < low + 0.1)
        if inside.any():
            print(f"| {low:.1f} | {inside.sum()} | {surely[inside].mean():.2f} | {right[inside].mean():.2f} |")
    print(f"\nof {(~article).sum()} pages that are no article, {(likely[~article] < THRESHOLD).mean():.2f} are told;")
    print(f"of {article.sum()} articles, {(likely[article] < THRESHOLD).mean():.3f} are called something else")


if __name__ == "__main__":
    main()
