"""Trains the small ensembles of decision trees that rate lines, and tells how good they are on sites held out.

Needs scikit-learn (the training group).
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from newsclean.metadata.trees import Numbers, Trees
from newsclean.story.training.annotated import Annotated, read_all

DEPTH, TREES, RATE, FOLDS = 4, 60, 0.2, 5
ANNOTATED = "annotated"
"""The set of annotated texts."""


class Lines(NamedTuple):
    """The candidate lines of one text."""

    page: str
    site: str
    form: str
    """How the text was made, in words."""
    given: Numbers
    """(lines, features)"""
    right: Any
    """(lines,) bool"""
    weight: float
    """How much they count in training."""


def train(given: Sequence[Lines]) -> Trees:
    """Boosted trees of equal depth, as arrays."""
    from sklearn.ensemble import HistGradientBoostingClassifier

    model = HistGradientBoostingClassifier(max_iter=TREES, max_depth=DEPTH, learning_rate=RATE, random_state=0)
    weights = np.concatenate([np.full(len(text.given), text.weight) for text in given])
    model.fit(np.concatenate([text.given for text in given]), np.concatenate([text.right for text in given]), weights)
    inner = 2**DEPTH - 1
    feature = np.zeros((TREES, inner), np.int16)
    threshold = np.full((TREES, inner), np.inf, np.float32)
    value = np.zeros((TREES, inner + 1), np.float32)
    for tree, predictor in enumerate(step[0] for step in model._predictors):
        _complete(predictor.nodes, 0, 0, feature[tree], threshold[tree], value[tree])
    return Trees(feature, threshold, value, float(model._baseline_prediction.ravel()[0]))


def _complete(nodes: Any, source: int, target: int, feature: Any, threshold: Any, value: Any) -> None:
    """Copies a tree into the arrays; a leaf above the last level is spread over all leaves below it."""
    node, inner = nodes[source], len(feature)
    if target >= inner:
        value[target - inner] = node["value"]
        return
    left, right = (source, source) if node["is_leaf"] else (int(node["left"]), int(node["right"]))
    if not node["is_leaf"]:
        feature[target], threshold[target] = node["feature_idx"], node["num_threshold"]
    _complete(nodes, left, 2 * target + 1, feature, threshold, value)
    _complete(nodes, right, 2 * target + 2, feature, threshold, value)


def scores(given: Sequence[Lines], model: Trees) -> dict[str, float]:
    """By set and form: the share of texts with a right line whose likeliest line is one."""
    hits: defaultdict[str, list[bool]] = defaultdict(list)
    for text in given:
        if text.right.any():
            right = bool(text.right[int(np.argmax(model.probability(text.given)))])
            hits[f"{text.page.partition('/')[0]}, {text.form}"].append(right)
    return {what: round(float(np.mean(found)), 3) for what, found in sorted(hits.items())}


def fit(given: Sequence[Lines], output: Path) -> None:
    """Prints the scores by folds of sites, trains on everything and writes the trees."""
    sites = sorted({text.site for text in given})
    for fold in range(FOLDS):
        held = set(sites[fold::FOLDS])
        model = train([text for text in given if text.site not in held])
        print(f"fold {fold}: {scores([text for text in given if text.site in held], model)}", flush=True)
    model = train(given)
    with output.open("wb") as target:
        np.savez_compressed(
            target, feature=model.feature, threshold=model.threshold, value=model.value, bias=model.bias
        )
    print(f"{len(given)} texts, {len(sites)} sites -> {output}")


def command(
    name: str,
    pages: Callable[[Path, Sequence[str]], Iterable[Lines]],
    annotated: Callable[[Annotated], Iterable[Lines]],
    arguments: Sequence[str] | None = None,
) -> None:
    """The command line of what trains `data/<name>.npz`.

    Args:
        pages: what the labelled pages of some sets in a folder give.
        annotated: what an annotated text gives.
    """
    parser = argparse.ArgumentParser(prog=f"python -m newsclean.story.training.{name}")
    parser.add_argument("corpus", type=Path)
    parser.add_argument("sets", nargs="+")
    parser.add_argument("--texts", type=Path, help="folder of annotated texts to learn from as well")
    parser.add_argument("--output", type=Path, default=Path(__file__).parents[2] / "data" / f"{name}.npz")
    options = parser.parse_args(arguments)
    given = list(pages(options.corpus, options.sets))
    given += [lines for one in (read_all(options.texts) if options.texts else ()) for lines in annotated(one)]
    fit(given, options.output)
