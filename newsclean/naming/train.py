"""Trains the net that names removed pieces: `python -m newsclean.naming.train --corpus DIR --nets FOLDER --texts TEXTS`.

DIR holds news-dev, whose lines in and around the story carry their kind. FOLDER is what
`python -m newsclean.story.train --folds 5 --keep-folds FOLDER` wrote: each page is cleaned by the story model that never
saw its site, as HTML, flattened, and cropped to the lines around its story as scrapers leave it. TEXTS are annotated
texts that the same nets learned from; each is cleaned by the net that has not seen it. Printed is the share of
pieces named right, by the detectors alone and by the net, sites held out in the same folds. Needs PyTorch (the training
group).
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from itertools import chain
from math import log
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from newsclean.judge import judge
from newsclean.model import Block, Document, Removal
from newsclean.naming.features import LABELS, Floats, class_words, features
from newsclean.naming.network import Namer, windows
from newsclean.read.decode import decode
from newsclean.read.html import read_html
from newsclean.read.text import read_text
from newsclean.story.training.annotated import Annotated, read_all
from newsclean.story.training.corpus import site
from newsclean.story.training.forms import FORMS
from newsclean.story.training.unseen import pipeline_of

SAME = {"player": "navigation", "reading_time": "dateline"}
"""Kinds that the pages keep apart and the detectors do not."""
CROPS, MOST_BEFORE, MOST_BEHIND = 4, (1, 2, 4, 8, 15), (1, 3, 6, 12, 25)
WORDS, FEWEST_SITES = 96, 12
"""Class words the net knows, and sites on which a word must be used, so that none is a publisher's own."""
HIDDEN, EPOCHS, PAGES, RATE, DECAY, DROPPED, RARE = 32, 20, 16, 5e-3, 1e-2, 0.3, -0.35
"""Size of both layers, rounds, pages a step, top learning rate, weight decay, share of numbers left out, and the power
of a label's share by which its pieces count."""
_UNKNOWN = -1


class Example(NamedTuple):
    """One page in one form, cleaned."""

    form: str
    site: str
    fold: int
    document: Document
    removals: tuple[Removal, ...]
    gold: NDArray[np.int64]
    """For each removal the number of its label, -1 where nobody gave one."""


def examples(corpus: Path, nets: Path) -> Iterator[Example]:
    """Every page of news-dev with a story: as HTML, flattened, and cropped."""
    folds = json.loads((nets / "folds.json").read_text("utf-8"))
    pipelines = [pipeline_of(nets / f"story-fold-{fold}.npz") for fold in range(max(folds.values()) + 1)]
    folder = corpus / "news-dev"
    with gzip.open(folder / "gold.jsonl.gz", "rt", encoding="utf-8") as rows:
        for row in map(json.loads, rows):
            fold = folds.get(f"news-dev/{row['id']}")
            if row["page_type"] != "article" or not row["story_lines"] or fold is None:
                continue
            markup = decode(gzip.decompress((folder / "html" / f"{row['id']}.html.gz").read_bytes()))
            text = FORMS["blocks"](markup)
            documents = [("html", read_html(markup, row["url"])), ("text", read_text(text))]
            documents += [("cropped", read_text(part)) for part in cropped(text, row, Random(row["id"]))]
            for form, document in documents:
                findings, _ = pipelines[fold].find(document)
                removals = judge(document, findings, pipelines[fold].policy)
                if removals:
                    gold = _gold(document, removals, row)
                    yield Example(form, site(row["url"]) or row["id"], fold, document, removals, gold)


def annotated(folder: Path, nets: Path) -> Iterator[Example]:
    """Every annotated text."""
    folds = json.loads((nets / "texts.json").read_text("utf-8"))
    pipelines = [pipeline_of(nets / f"story-fold-{fold}.npz") for fold in range(max(folds.values()) + 1)]
    for one in read_all(folder):
        pipeline, document = pipelines[folds[one.id]], read_text(one.text)
        findings, _ = pipeline.find(document)
        removals = judge(document, findings, pipeline.policy)
        if removals:
            label_at = _label_at(one)
            gold = np.array([_most_of(label_at[removal.start : removal.end]) for removal in removals])
            yield Example("annotated", one.id, folds[one.id], document, removals, gold)


def _label_at(one: Annotated) -> list[int]:
    """The number of its label for each character of a text; story has none."""
    found: list[int] = []
    for line in one.lines:
        for label, piece in line:
            found += [LABELS.index(label) if label in LABELS else _UNKNOWN] * len(piece)
        found.append(_UNKNOWN)
    return found


def _most_of(labels: Sequence[int]) -> int:
    return max(set(labels), key=labels.count, default=_UNKNOWN)


def cropped(text: str, row: Mapping[str, Any], random: Random) -> Iterator[str]:
    """The story of a flattened page with some of the lines around it that have a kind."""
    lines = [line for line in text.split("\n") if line.strip()]
    at = _matched(lines, row)
    first, last = row["story_lines"][0][0], row["story_lines"][-1][1]
    above = max((number for number, (line, _) in at.items() if line < first), default=None)
    below = min((number for number, (line, _) in at.items() if line > last), default=None)
    if above is None or below is None or above >= below:
        return
    for _ in range(CROPS):
        low = max(min(at), above + 1 - random.choice(MOST_BEFORE))
        yield "\n".join(lines[low : min(max(at) + 1, below + random.choice(MOST_BEHIND))])


def _gold(document: Document, removals: Sequence[Removal], row: Mapping[str, Any]) -> NDArray[np.int64]:
    matched = _matched([block.text for block in document.blocks], row)
    label_at = {document.blocks[number].start: label for number, (_, label) in matched.items()}
    starts = np.array([block.start for block in document.blocks])
    of = starts[np.searchsorted(starts, [removal.start for removal in removals], "right") - 1]
    return np.array([label_at.get(start, _UNKNOWN) for start in of.tolist()])


def _matched(lines: Sequence[str], row: Mapping[str, Any]) -> dict[int, tuple[int, int]]:
    """For the lines that have a kind: the line's number in gold, and the number of the kind's label.

    Lines count otherwise in each form, so they are found by their text and order; 97 in 100 are.
    """
    gold = sorted((one["line"], _bare(one["text"]), SAME.get(one["label"], one["label"])) for one in row["removed"])
    matcher = SequenceMatcher(None, [_bare(line) for line in lines], [text for _, text, _ in gold], autojunk=False)
    return {
        a + k: (gold[b + k][0], LABELS.index(gold[b + k][2]))
        for a, b, size in matcher.get_matching_blocks()
        for k in range(size)
        if gold[b + k][2] in LABELS
    }


def _bare(text: str) -> str:
    return "".join(text.split())


def telling_words(given: Iterable[Example]) -> tuple[str, ...]:
    """The class words around pieces that tell most about their labels (mutual information)."""
    sites: dict[str, set[str]] = defaultdict(set)
    with_word: dict[str, Counter[int]] = defaultdict(Counter)
    labels: Counter[int] = Counter()
    for one in given:
        if one.form != "html":
            continue
        blocks = {block.start: block for block in one.document.blocks}
        for removal, label in zip(one.removals, one.gold.tolist(), strict=True):
            if label != _UNKNOWN and (block := blocks.get(removal.start)):
                labels[label] += 1
                for word in _words_around(block):
                    sites[word].add(one.site)
                    with_word[word][label] += 1
    told = {w: _information(with_word[w], labels) for w in with_word if len(sites[w]) >= FEWEST_SITES and len(w) > 1}
    return tuple(sorted(told, key=lambda word: (-told[word], word))[:WORDS])


def _words_around(block: Block) -> set[str]:
    elements = (element for element in block.around() if element.tag not in ("body", "html"))
    return set(chain.from_iterable(class_words(element.names) for element in elements))


def _information(inside: Counter[int], labels: Counter[int]) -> float:
    total, held = labels.total(), inside.total()
    told = 0.0
    for part, size in ((inside, held), (labels - inside, total - held)):
        told += sum(n / total * log(n * total / (size * labels[label])) for label, n in part.items())
    return told


def trained(given: Sequence[Example], words: tuple[str, ...]) -> Namer:
    """A net that learned from these examples."""
    import torch

    torch.manual_seed(0)
    torch.set_num_threads(1)
    order = np.random.default_rng(0)
    pages = [(features(one.document, one.removals, words), one.gold) for one in given if (one.gold != _UNKNOWN).any()]
    counts = np.bincount(np.concatenate([gold[gold != _UNKNOWN] for _, gold in pages]), minlength=len(LABELS))
    rarity = torch.tensor((np.maximum(counts, 30) / counts.max()) ** RARE, dtype=torch.float32)
    net = _net(pages[0][0].shape[1])
    optimizer = torch.optim.AdamW(net.parameters(), weight_decay=DECAY)
    steps = EPOCHS * -(-len(pages) // PAGES)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, RATE, total_steps=steps)
    loss_of = torch.nn.CrossEntropyLoss(rarity, ignore_index=_UNKNOWN)
    for _ in range(EPOCHS):
        turn = order.permutation(len(pages))
        for low in range(0, len(turn), PAGES):
            some = [pages[at] for at in turn[low : low + PAGES]]
            loss = loss_of(_scores(net, [page for page, _ in some]), torch.tensor(np.concatenate([g for _, g in some])))
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            schedule.step()
    arrays = {}
    for name, layer in net.items():
        arrays[name] = layer.weight.detach().numpy().T.copy()
        arrays[f"{name}.bias"] = layer.bias.detach().numpy()
    return Namer(arrays, words, {})


def _net(width: int) -> Any:
    from torch.nn import Linear, ModuleDict

    company = HIDDEN * (1 + len(list(windows(1))))
    layers = {"own": Linear(width, HIDDEN), "company": Linear(company, HIDDEN), "label": Linear(HIDDEN, len(LABELS))}
    return ModuleDict(layers)


def _scores(net: Any, pages: Sequence[Floats]) -> Any:
    """`Namer.probabilities` as PyTorch learns it: scores, of several pages at once."""
    import torch
    from torch.nn.functional import dropout, relu

    hidden = []
    for own in torch.split(relu(net["own"](dropout(torch.tensor(np.concatenate(pages)), 0.1))), [*map(len, pages)]):
        own = dropout(own, DROPPED)
        total = torch.cat((torch.zeros(1, HIDDEN), own.cumsum(0)))
        around = [(torch.tensor(low), torch.tensor(high)) for low, high in windows(len(own))]
        means = [(total[high] - total[low]) / (high - low).clamp(min=1)[:, None] for low, high in around]
        hidden.append(torch.cat((own, *means), 1))
    return net["label"](dropout(relu(net["company"](torch.cat(hidden))), DROPPED))


def scores(given: Sequence[Example], namer: Namer) -> Iterator[tuple[str, str, bool, bool]]:
    """For each piece that has a label: its form, its label, whether the detectors and whether the net name it right."""
    from newsclean.naming import renamed

    for one in given:
        new = renamed(one.document, one.removals, LABELS, namer)
        for old, now, label in zip(one.removals, new, one.gold.tolist(), strict=True):
            if label != _UNKNOWN:
                yield one.form, LABELS[label], old.label == LABELS[label], now.label == LABELS[label]


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, required=True, help="folder that holds news-dev")
    parser.add_argument("--nets", type=Path, required=True, help="folder with the story models of the folds")
    parser.add_argument("--texts", type=Path, help="folder of annotated texts")
    parser.add_argument("-o", "--output", type=Path, help="where to write the net")
    options = parser.parse_args()
    everything = list(examples(options.corpus, options.nets))
    everything += annotated(options.texts, options.nets) if options.texts else ()
    rows: list[tuple[str, str, bool, bool]] = []
    for fold in sorted({one.fold for one in everything}):
        seen = [one for one in everything if one.fold != fold]
        rows += scores([one for one in everything if one.fold == fold], trained(seen, telling_words(seen)))
    _print(rows)
    if options.output:
        trained(everything, telling_words(everything)).save(options.output)


def _print(rows: Sequence[tuple[str, str, bool, bool]]) -> None:
    print("| form | kind | pieces | by detectors | by the net |\n|---|---|---|---|---|")
    for form in dict.fromkeys(row[0] for row in rows):
        here = [row for row in rows if row[0] == form]
        kinds = Counter(label for _, label, _, _ in here)
        for kind in ("all", *(label for label, _ in kinds.most_common())):
            some = [row[2:] for row in here if kind in ("all", row[1])]
            old, new = np.mean(some, axis=0)
            print(f"| {form} | {kind} | {len(some)} | {old:.3f} | {new:.3f} |")


if __name__ == "__main__":
    main()
