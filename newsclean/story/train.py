"""Trains the story model: `python -m newsclean.story.train --corpus DIR [--folds 5] -o story.npz`.

Reads labelled pages, flattens each in every known form, labels blocks by aligning them with the gold story and
trains some small nets together with PyTorch, twice: labels of which the first nets are sure of the contrary, each on
the pages of sites that it never saw, count for little the second time. Every page is then scored by nets that never
saw its site; scores, seed, options and the corpus' digest are written into the weights file. The fold nets can be
kept, with a list of which page belongs to which fold, to score a whole pipeline the same way. Pages without labels
(`--unlabelled`) get those of the first nets that saw nothing of the fold held out.

Needs PyTorch, inscriptis, html2text and resiliparse. About seven minutes a fold on one core.
"""

from __future__ import annotations

import argparse
import copy
import json
import logging
import multiprocessing
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from random import Random
from typing import Any, NamedTuple, TypeVar

import numpy as np
import torch

from newsclean.story.network import STORY, Arrays, Network, save
from newsclean.story.training.annotated import read_all
from newsclean.story.training.corpus import Page, digest, read_pages, read_unlabelled, site_folds
from newsclean.story.training.examples import (
    FREQUENCY,
    SHORTENED,
    Example,
    cut,
    examples,
    labelled,
    unlabelled,
    variants,
)
from newsclean.story.training.labels import word_f1
from newsclean.story.training.net import StoryNets, batch, loss

log = logging.getLogger("newsclean.story.train")
SETS = ("news-dev", "fundus-dev", "wcxb-dev")
SEED = 1
NETS, FIRST_NETS = 4, 2
CONTRARY = 0.9
"""A label is doubted where the first nets give its contrary more."""
RATE = 3e-3
BLOCKS_A_BATCH = 4_000
LONGEST = 500
FORMS_A_PAGE = 2
VARIANTS_A_TEXT = 3

Made = dict[str, Example]
T = TypeVar("T")


def train(made: Sequence[Made], texts: Sequence[Sequence[Example]], *, nets: int, epochs: int) -> StoryNets:
    """Nets trained on examples: in every epoch each page as HTML and in two drawn forms, each text in some variants."""
    torch.manual_seed(SEED)
    torch.set_flush_denormal(True)
    random = Random(SEED)
    seen = np.concatenate(
        [one[form].given.dense[:LONGEST] for one in made for form in ("html", "blocks") if form in one]
    )
    net = StoryNets(nets, seen.mean(0), np.maximum(seen.std(0), 0.05))
    average = copy.deepcopy(net)
    optimizer = torch.optim.AdamW(net.parameters(), lr=RATE, weight_decay=5e-3)
    step, steps = 0, 0
    for epoch in range(epochs):
        batches = _batches(_drawn(made, texts, random), random)
        steps = steps or len(batches) * epochs
        total = 0.0
        for chosen in batches:
            warm, cool = min(1.0, step / 100), 0.5 * (1 + np.cos(np.pi * min(1.0, step / steps)))
            for group in optimizer.param_groups:
                group["lr"] = RATE * (warm * cool + 0.003)
            given = batch(chosen, random)
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
        log.info("epoch %d: loss %.4f", epoch + 1, total / len(batches))
    return average


def _drawn(made: Sequence[Made], texts: Sequence[Sequence[Example]], random: Random) -> list[Example]:
    """The examples of an epoch."""
    drawn: list[Example] = []
    for forms in made:
        if "html" in forms:
            drawn.append(forms["html"])
        drawn += [
            forms[form]
            for form in random.choices(*zip(*FREQUENCY.items(), strict=True), k=FORMS_A_PAGE)
            if form in forms
        ]
    for variants_of_text in texts:
        drawn += random.sample(variants_of_text, k=min(VARIANTS_A_TEXT, len(variants_of_text)))
    return drawn


def _batches(drawn: list[Example], random: Random) -> list[list[Example]]:
    """Examples in batches of like length."""
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
    parser.add_argument("--unlabelled", nargs="*", default=(), help="sets whose pages have no gold story")
    parser.add_argument("--texts", type=Path, help="folder of annotated texts to learn from as well")
    parser.add_argument("--folds", type=int, default=5, help="parts that no site has pages in two of")
    parser.add_argument("--keep-folds", type=Path, help="folder for the nets of the folds and the list of pages")
    parser.add_argument("--epochs", type=int, default=12)
    parser.add_argument("-o", "--output", type=Path, required=True)
    options = parser.parse_args(arguments)
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    pages = read_pages(options.corpus, options.sets)
    more = read_unlabelled(options.corpus, options.unlabelled)
    folds = site_folds([*pages, *more], options.folds)
    folds, more_folds = folds[: len(pages)], folds[len(pages) :]
    made, more_made = make_examples(pages, folds), make_unlabelled(more)
    annotated = read_all(options.texts) if options.texts else []
    texts = [variants(text, Random(text.id)) for text in annotated]
    text_folds = [number % options.folds for number in range(len(texts))]
    about: dict[str, Any] = {
        "sets": list(options.sets),
        "pages": len(pages),
        "unlabelled": len(more),
        "texts": len(texts),
        "corpus": digest([*pages, *more]),
        "epochs": options.epochs,
        "seed": SEED,
    }
    held_out = list(range(options.folds))
    jobs = [Job(_but(fold, made, folds), (), FIRST_NETS, options.epochs) for fold in held_out]
    first = [_as_shipped(nets) for nets in _train_all(jobs)]
    made = [_doubted(forms, first[fold]) for forms, fold in zip(made, folds, strict=True)]
    jobs = []
    for fold in (*held_out, None):
        told = _labelled(_but(fold, more_made, more_folds), first if fold is None else [first[fold]])
        own = [*_but(fold, made, folds), *told]
        jobs.append(Job(own, _but(fold, texts, text_folds), NETS, options.epochs))
    *nets, shipped = _train_all(jobs)
    networks = [_as_shipped(arrays) for arrays in nets]
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
        listed = {
            f"{page.set}/{page.id}": fold for page, fold in zip((*pages, *more), (*folds, *more_folds), strict=True)
        }
        (options.keep_folds / "folds.json").write_text(json.dumps(listed, indent=0), "utf-8")
        of_texts = {text.id: fold for text, fold in zip(annotated, text_folds, strict=True)}
        (options.keep_folds / "texts.json").write_text(json.dumps(of_texts, indent=0), "utf-8")
    save(shipped, about, options.output)
    print(json.dumps(about, indent=1))


def _but(fold: int | None, items: Sequence[T], folds: Sequence[int]) -> list[T]:
    """What a fold's nets may see."""
    return [one for one, of in zip(items, folds, strict=True) if of != fold]


class Job(NamedTuple):
    """Nets to train on some pages and annotated texts."""

    made: Sequence[Made]
    texts: Sequence[Sequence[Example]]
    nets: int
    epochs: int


def _train_all(jobs: Sequence[Job]) -> list[Arrays]:
    """The nets of each job, a job a core.

    Forked, so that the examples (some gigabytes) are shared and not sent; two threads a job gained a quarter.
    """
    _jobs[:] = jobs
    with ProcessPoolExecutor(mp_context=multiprocessing.get_context("fork")) as pool:
        return list(pool.map(_train_job, range(len(jobs))))


def _doubted(forms: Made, network: Network) -> Made:
    """Examples with those labels marked that nets which never saw the page are sure are wrong."""

    def doubted(one: Example) -> Example:
        told = network.states(one.given)[:, STORY]
        return replace(one, doubted=np.abs(told - (one.shares >= 0.5)) > CONTRARY)

    return {form: doubted(one) for form, one in forms.items()}


def _labelled(made: Sequence[Made], networks: Sequence[Network]) -> list[Made]:
    """The examples of pages without labels that nets are sure of, with what they say for labels."""
    told = [np.mean([network.states(forms["html"].given)[:, STORY] for network in networks], 0) for forms in made]
    with ProcessPoolExecutor() as pool:
        found = list(pool.map(labelled, made, told, chunksize=8))
    log.info("%d of %d pages without labels got some", sum(map(bool, found)), len(made))
    return [forms for forms in found if forms]


def _as_shipped(nets: Arrays) -> Network:
    """The nets with their numbers rounded as `save` rounds them."""
    stored = BytesIO()
    save(nets, {}, stored)
    stored.seek(0)
    return Network.load(stored)


_jobs: list[Job] = []


def _train_job(number: int) -> Arrays:
    torch.set_num_threads(1)
    job = _jobs[number]
    log.info("%d of %d: %d pages", number + 1, len(_jobs), len(job.made))
    return train(job.made, job.texts, nets=job.nets, epochs=job.epochs).arrays()


def make_examples(pages: Sequence[Page], folds: Sequence[int]) -> list[Made]:
    """All examples of each page, in the pages' order; each gets another page of its fold as a donor."""
    random = Random(5)
    by_fold: dict[int, list[Page]] = {}
    for page, fold in zip(pages, folds, strict=True):
        by_fold.setdefault(fold, []).append(page)
    donors = [random.choice(by_fold[fold]) for fold in folds]
    with ProcessPoolExecutor() as pool:
        return list(pool.map(_examples, pages, donors, chunksize=8))


def make_unlabelled(pages: Sequence[Page]) -> list[Made]:
    """The examples of pages that have no labels yet."""
    with ProcessPoolExecutor() as pool:
        return list(pool.map(unlabelled, pages, chunksize=8))


def _examples(page: Page, donor: Page) -> Made:
    return examples(page, donor, Random(page.id))


if __name__ == "__main__":
    main()
