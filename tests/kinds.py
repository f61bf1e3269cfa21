"""What the detectors are worth on annotated pages: `python -m tests.kinds CORPUS [STEP]`.

CORPUS holds news-dev, whose lines in and around the story carry their kind; every STEP-th page is flattened to a line
a block and cleaned. Printed is, for each kind, the share of its lines that was removed, the share named right, and how
many story characters a page were cut under that name; then, for each detector alone, how many lines it finds, how many
of those with a kind it names right, how many are story, the share of its kinds' lines it finds, and what it costs.
"""

from __future__ import annotations

import gzip
import json
import sys
import time
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from newsclean import Article, Document, Finding, Pipeline
from newsclean.read import read

SAME = {"player": "navigation", "reading_time": "dateline"}
"""Kinds that news-dev keeps apart and the detectors do not."""


def main(corpus: Path, step: int = 1) -> None:
    """Prints both tables."""
    pipeline = Pipeline()
    kinds: dict[str, Counter] = defaultdict(Counter)
    alone: dict[str, Counter] = defaultdict(Counter)
    pages = 0
    for row, text in islice(flattened(corpus), 0, None, step):
        pages += 1
        article = pipeline.clean(text, kind="text")
        story = {n for low, high in row["story_lines"] for n in range(low, high + 1)}
        named = {r["line"]: SAME.get(r["label"], r["label"]) for r in row["removed"]}
        starts = line_starts(text)
        count_kinds(article, named, story, starts, kinds)
        count_detectors(article, named, story, starts, alone)
    print_kinds(kinds, pages)
    print_detectors(alone, kinds, cost(pipeline, [text for _, text in islice(flattened(corpus), 0, 400, 10)]))


def count_kinds(article: Article, named: dict[int, str], story: set[int], starts: list[int], kinds: dict) -> None:
    """Adds a page to the counts by kind."""
    cuts: dict[int, list] = defaultdict(list)
    for removal in article.removed:
        for line in range(line_at(starts, removal.start), line_at(starts, removal.end - 1) + 1):
            cuts[line].append(removal)
    for line, label in named.items():
        end = starts[line + 1] if line + 1 < len(starts) else len(article.document.text)
        size = len(article.document.text[starts[line] : end].strip())
        gone = sum(min(r.end, end) - max(r.start, starts[line]) for r in cuts[line]) > 0.5 * size
        kinds[label].update(lines=1, gone=gone, named=any(r.label == label for r in cuts[line]))
    for line in story:
        for removal in cuts[line]:
            kinds[removal.label]["story"] += len(removal.text)


def count_detectors(article: Article, named: dict[int, str], story: set[int], starts: list[int], alone: dict) -> None:
    """Adds a page to the counts by detector, of findings that would cut by themselves."""
    seen: set[tuple[str, int]] = set()
    for finding in article.findings:
        line = line_at(starts, finding.start)
        if finding.detector != "story" and finding.confidence > 0.5 and (finding.detector, line) not in seen:
            seen.add((finding.detector, line))
            right = named.get(line) == finding.label
            alone[finding.detector].update(found=1, story=line in story, right=right, known=line in named)


def print_kinds(kinds: dict[str, Counter], pages: int) -> None:
    print(f"{pages} pages\n{'kind':<14} {'lines':>6} {'removed':>8} {'named':>7} {'story cut a page':>17}")
    for label, count in sorted(kinds.items(), key=lambda item: -item[1]["lines"]):
        n = max(1, count["lines"])
        shares = f"{count['gone'] / n:>8.3f} {count['named'] / n:>7.3f}"
        print(f"{label:<14} {count['lines']:>6} {shares} {count['story'] / pages:>17.1f}")


def print_detectors(alone: dict[str, Counter], kinds: dict[str, Counter], costs: dict[str, float]) -> None:
    print(f"\n{'detector':<14} {'found':>6} {'precision':>10} {'recall':>7} {'on story':>9} {'us a page':>10}")
    for name, count in sorted(alone.items()):
        precision = count["right"] / max(1, count["known"] + count["story"])
        recall = f"{count['right'] / kinds[name]['lines']:>7.3f}" if kinds[name]["lines"] else f"{'-':>7}"
        print(f"{name:<14} {count['found']:>6} {precision:>10.3f} {recall} {count['story']:>9} {costs[name]:>10.0f}")


def flattened(corpus: Path) -> Iterator[tuple[dict, str]]:
    """Gold rows of news-dev with their pages as the lines that gold counts (form g of bench/flatten.py)."""
    sys.path.insert(0, str(corpus.parent / "bench"))
    from flatten import decode, flatten  # type: ignore[import-not-found]

    folder = corpus / "news-dev"
    rows = [json.loads(line) for line in gzip.open(folder / "gold.jsonl.gz", "rt", encoding="utf-8")]
    for row in rows:
        if row["page_type"] == "article" and row["story_lines"]:
            yield row, flatten(decode(gzip.open(folder / "html" / f"{row['id']}.html.gz").read()), "g")


def line_starts(text: str) -> list[int]:
    """Where the lines that are not blank begin."""
    starts, place = [], 0
    for line in text.split("\n"):
        if line.strip():
            starts.append(place)
        place += len(line) + 1
    return starts


def line_at(starts: list[int], place: int) -> int:
    return bisect_right(starts, place) - 1


def cost(pipeline: Pipeline, texts: list[str]) -> dict[str, float]:
    """Microseconds of CPU a page for each detector, cues found beforehand."""
    documents: list[Document] = [read(text, kind="text") for text in texts]
    found: list[dict[str, list[Finding]]] = [defaultdict(list) for _ in documents]
    spent: dict[str, float] = {}
    for document in documents:
        _ = document.cued
    for one in pipeline.detectors:
        needed = [{label: tuple(labels[label]) for label in one.needs} for labels in found]
        start = time.process_time()
        results = [list(one(document, labels)) for document, labels in zip(documents, needed, strict=True)]
        spent[one.name] = (time.process_time() - start) / len(documents) * 1e6
        for labels, findings in zip(found, results, strict=True):
            for finding in findings:
                labels[finding.label].append(finding)
    return spent


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 1)
