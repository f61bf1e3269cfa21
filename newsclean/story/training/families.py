"""What simpler models make of the same features: `python -m newsclean.story.training.families --corpus DIR`.

Logistic regression and boosted trees over the numbers of each block and its neighbours, without words, in the folds
the net is scored by. Needs scikit-learn.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from newsclean.story.train import SETS, make_examples, summary
from newsclean.story.training.corpus import Page, read_pages, site_folds
from newsclean.story.training.examples import Example
from newsclean.story.training.labels import word_f1

FORMS = ("html", "blocks")
NEIGHBOURS = (-1, 1)
_MOST_BLOCKS = 150
"""Of a page; more add little and cost memory."""


def rows(one: Example) -> NDArray[np.float32]:
    """The numbers of each block with those of its neighbours."""
    dense = one.given.dense
    return np.concatenate([dense, *(_shifted(dense, by) for by in NEIGHBOURS)], axis=1)


def _shifted(dense: NDArray[np.float32], by: int) -> NDArray[np.float32]:
    at = np.arange(len(dense)) + by
    return dense[np.clip(at, 0, len(dense) - 1)] * ((at >= 0) & (at < len(dense)))[:, None]


def families() -> dict[str, Any]:
    """A fresh model of each family."""
    from sklearn.ensemble import HistGradientBoostingClassifier
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler

    return {
        "logistic regression": make_pipeline(StandardScaler(), LogisticRegression(max_iter=50)),
        "boosted trees": HistGradientBoostingClassifier(max_iter=60, random_state=1),
    }


def score(pages: Sequence[Page], made: Sequence[dict[str, Example]], folds: Sequence[int], form: str) -> None:
    """Prints the mean word F1 by set for each family, every page scored by a model that never saw its site."""
    scored: dict[str, list[tuple[str, str, float]]] = {name: [] for name in families()}
    for fold in range(max(folds) + 1):
        seen = [one[form] for one, of in zip(made, folds, strict=True) if of != fold and form in one]
        given = np.concatenate([rows(one)[:_MOST_BLOCKS] for one in seen])
        story = np.concatenate([one.shares[:_MOST_BLOCKS] >= 0.5 for one in seen])
        for name, model in families().items():
            model.fit(given, story)
            for page, one, of in zip(pages, made, folds, strict=True):
                if of == fold and form in one:
                    kept = model.predict(rows(one[form])).tolist()
                    text = "\n".join(line for line, keep in zip(one[form].texts, kept, strict=True) if keep)
                    scored[name].append((page.set, form, word_f1(text, page.story)))
    for name, found in scored.items():
        print(name, summary(found), flush=True)


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, required=True, help="folder with one folder a set")
    parser.add_argument("--folds", type=int, default=5)
    options = parser.parse_args()
    pages = read_pages(options.corpus, SETS)
    folds = site_folds(pages, options.folds)
    made = make_examples(pages, folds)
    for form in FORMS:
        score(pages, made, folds, form)


if __name__ == "__main__":
    main()
