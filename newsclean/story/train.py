"""Trains the story model: `python -m newsclean.story.train --corpus DIR [--folds 5] -o story.npz`.

Reads labelled pages, flattens each in every known form, labels blocks by aligning them with the gold story and
trains small nets with PyTorch. With `--folds`, every page is first scored by nets that never saw its site; scores,
seeds, options and the corpus' digest are written into the weights file. The fold nets can be kept, with a list of
which page belongs to which fold, to score a whole pipeline the same way.

Needs PyTorch, inscriptis, html2text and resiliparse. About ten minutes a net on two cores.
"""

from __future__ import annotations

import argparse
import copy
import json
import logging
import multiprocessing
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from io import BytesIO
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
import torch

from newsclean.story.features import REFERENCE_COLUMNS
from newsclean.story.network import STORY, Arrays, Network, save
from newsclean.story.training.corpus import Page, digest, read_pages, site_folds
from newsclean.story.training.examples import FREQUENCY, SHORTENED, Example, cut, examples
from newsclean.story.training.labels import word_f1
from newsclean.story.training.net import StoryNet, batch, loss

log = logging.getLogger("newsclean.story.train")
SETS = ("news-dev", "fundus-dev", "wcxb-dev")
SEEDS = (1, 2)
"""One net each; their answers are averaged."""
RATE = 3e-3
BLOCKS_A_BATCH = 4_000
LONGEST = 500
FORMS_A_PAGE = 2

Made = dict[str, Example]


def train(made: Sequence[Made], *, seed: int, epochs: int) -> StoryNet:
    """A net trained on the examples of some pages: each page as HTML and in two drawn forms in every epoch."""
    torch.manual_seed(seed)
    torch.set_flush_denormal(True)
    random = Random(seed)
    seen = np.concatenate(
        [one[form].given.dense[:LONGEST] for one in made for form in ("html", "blocks") if form in one]
    )
    net = StoryNet(seen.mean(0), np.maximum(seen.std(0), 0.05))
    average = copy.deepcopy(net)
    optimizer = torch.optim.AdamW(net.parameters(), lr=RATE, weight_decay=5e-3)
    step, steps = 0, 0
    for epoch in range(epochs):
        batches = _batches(made, random)
        steps = steps or len(batches) * epochs
        total = 0.0
        for chosen in batches:
            warm, cool = min(1.0, step / 100), 0.5 * (1 + np.cos(np.pi * min(1.0, step / steps)))
            for group in optimizer.param_groups:
                group["lr"] = RATE * (warm * cool + 0.003)
            given = batch(chosen, REFERENCE_COLUMNS, random)
            value = loss(net(given), given)
            optimizer.zero_grad()
            value.backward()  # type: ignore[no-untyped-call]
            torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            optimizer.step()
            step += 1
            total += value.item()
            with torch.no_grad():
                for kept, new in zip(average.parameters(), net.parameters(), strict=True):
                    kept.lerp_(new, 1 - min(0.995, (1 + step) / (10 + step)))
        log.info("seed %d, epoch %d: loss %.4f", seed, epoch + 1, total / len(batches))
    return average


def _batches(made: Sequence[Made], random: Random) -> list[list[Example]]:
    """An epoch's examples in batches of like length."""
    drawn: list[Example] = []
    for forms in made:
        if "html" in forms:
            drawn.append(forms["html"])
        drawn += [
            forms[form]
            for form in random.choices(*zip(*FREQUENCY.items(), strict=True), k=FORMS_A_PAGE)
            if form in forms
        ]
    drawn = [cut(one, LONGEST, random) for one in drawn]
    drawn.sort(key=lambda one: len(one.shares) + 30 * random.random())
    batches: list[list[Example]] = [[]]
    for one in drawn:
        if batches[-1] and max(len(one.shares), len(batches[-1][-1].shares)) * (len(batches[-1]) + 1) > BLOCKS_A_BATCH:
            batches.append([])
        batches[-1].append(one)
    random.shuffle(batches)
    return batches


def scores(pages: Sequence[Page], made: Sequence[Made], network: Network) -> list[tuple[str, str, float]]:
    """(set, form, word F1) for each page and form, by the blocks the net takes for story."""
    found = []
    for page, forms in zip(pages, made, strict=True):
        for form, one in sorted(forms.items()):
            kept = network.states(one.given)[:, STORY] >= 0.5
            text = "\n".join(text for text, keep in zip(one.texts, kept.tolist(), strict=True) if keep)
            told = "\n".join(text for text, share in zip(one.texts, one.shares.tolist(), strict=True) if share >= 0.5)
            # Of a shortened story only what is left can be found.
            found.append((page.set, form, word_f1(text, told if form in SHORTENED else page.story)))
    return found


def summary(scored: Sequence[tuple[str, str, float]]) -> dict[str, float]:
    """Mean word F1 by "set/form"."""
    groups: dict[str, list[float]] = {}
    for name, form, f1 in scored:
        groups.setdefault(f"{name}/{form}", []).append(f1)
    return {key: round(float(np.mean(values)), 4) for key, values in sorted(groups.items())}


def main(arguments: Sequence[str] | None = None) -> None:
    """The command."""
    parser = argparse.ArgumentParser(
        prog="newsclean.story.train", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--corpus", type=Path, required=True, help="folder with one folder a set")
    parser.add_argument("--sets", nargs="+", default=SETS)
    parser.add_argument("--folds", type=int, default=0, help="score by grouped cross-validation first")
    parser.add_argument("--keep-folds", type=Path, help="folder for the nets of the folds and the list of pages")
    parser.add_argument("--epochs", type=int, default=12)
    parser.add_argument("-o", "--output", type=Path, required=True)
    options = parser.parse_args(arguments)
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    pages = read_pages(options.corpus, options.sets)
    folds = site_folds(pages, max(options.folds, 2))
    made = make_examples(pages, folds)
    about: dict[str, Any] = {
        "sets": list(options.sets),
        "pages": len(pages),
        "corpus": digest(pages),
        "epochs": options.epochs,
        "seeds": SEEDS,
    }
    held_out = list(range(options.folds))
    nets = _train_all(made, folds, [*held_out, None], options.epochs)
    if options.folds:
        networks = [_as_shipped(nets[fold]) for fold in held_out]
        about["word_f1"] = summary(
            [
                score
                for page, forms, fold in zip(pages, made, folds, strict=True)
                for score in scores([page], [forms], networks[fold])
            ]
        )
    if options.keep_folds:
        for fold in held_out:
            save(nets[fold], about, options.keep_folds / f"story-fold-{fold}.npz")
        listed = {f"{page.set}/{page.id}": fold for page, fold in zip(pages, folds, strict=True)}
        (options.keep_folds / "folds.json").write_text(json.dumps(listed, indent=0), "utf-8")
    save(nets[None], about, options.output)
    print(json.dumps(about, indent=1))


def _train_all(
    made: Sequence[Made], folds: Sequence[int], held_out: Sequence[int | None], epochs: int
) -> dict[int | None, list[Arrays]]:
    """The nets of each seed for each fold held out; None holds nothing out. A net a core.

    Forked, so that the examples (some gigabytes) are shared and not sent; two threads a net gained a quarter.
    """
    jobs = [
        (fold, seed, [one for one, of in zip(made, folds, strict=True) if of != fold], epochs)
        for fold in held_out
        for seed in SEEDS
    ]
    _jobs.extend(jobs)
    with ProcessPoolExecutor(mp_context=multiprocessing.get_context("fork")) as pool:
        trained = list(pool.map(_train_job, range(len(jobs))))
    found: dict[int | None, list[Arrays]] = {}
    for (fold, *_), arrays in zip(jobs, trained, strict=True):
        found.setdefault(fold, []).append(arrays)
    return found


def _as_shipped(nets: Sequence[Arrays]) -> Network:
    """The nets with their numbers rounded as `save` rounds them."""
    stored = BytesIO()
    save(nets, {}, stored)
    stored.seek(0)
    return Network.load(stored)


_jobs: list[tuple[int | None, int, Sequence[Made], int]] = []


def _train_job(number: int) -> Arrays:
    torch.set_num_threads(1)
    fold, seed, made, epochs = _jobs[number]
    log.info("net %d of %d: seed %d, fold %s held out", number + 1, len(_jobs), seed, fold)
    return train(made, seed=seed, epochs=epochs).arrays()


def make_examples(pages: Sequence[Page], folds: Sequence[int]) -> list[Made]:
    """All examples of each page, in the pages' order; each gets another page of its fold as a donor."""
    random = Random(5)
    by_fold: dict[int, list[Page]] = {}
    for page, fold in zip(pages, folds, strict=True):
        by_fold.setdefault(fold, []).append(page)
    donors = [random.choice(by_fold[fold]) for fold in folds]
    with ProcessPoolExecutor() as pool:
        return list(pool.map(_examples, pages, donors, chunksize=8))


def _examples(page: Page, donor: Page) -> Made:
    return examples(page, donor, Random(page.id))


if __name__ == "__main__":
    main()
