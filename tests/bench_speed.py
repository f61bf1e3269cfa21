"""Where the time goes: `python -m tests.bench_speed [stages|text|linear|start|memory|large|threads|seeds|workers] [FOLDER]`.

All times are CPU times, and those of pages are ratios to lxml's bare parse of the same page in the same run, so that
they hold on other machines. FOLDER holds pages (*.html, *.html.gz); without one the invented pages are read.
"""

from __future__ import annotations

import argparse
import gzip
import multiprocessing
import os
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from lxml import etree

import newsclean
from newsclean.judge import judge
from newsclean.metadata import collect, pick
from newsclean.naming import named
from newsclean.naming.features import LABELS
from newsclean.pipeline import default_pipeline
from newsclean.read import html as reader
from newsclean.read.blocks import read_blocks
from newsclean.read.decode import decode
from newsclean.read.head import read_head
from tests.battery.story import PARAGRAPHS, page

PAGES = 150
ROUNDS = 5
INVENTED = Path(__file__).parent.parent / "fixtures" / "pages"
Stages = dict[str, float]


def pages(folder: Path | None) -> list[bytes]:
    """At most 150 pages of a folder, the same at each run."""
    paths = sorted(path for path in (folder or INVENTED).iterdir() if path.name.endswith((".html", ".html.gz")))
    chosen = random.Random(1).sample(paths, min(PAGES, len(paths)))
    return [gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes() for path in chosen]


def clock(stages: Stages, name: str, call: Callable[[], Any]) -> Any:
    """The call's result; its CPU time is noted under the name, the shortest of all rounds."""
    start = time.thread_time()
    result = call()
    stages[name] = min(stages.get(name, 1e9), time.thread_time() - start)
    return result


def through(raw: bytes, stages: Stages) -> None:
    """One page through all stages, as `Pipeline.clean` calls them."""
    bare = decode(raw).encode("utf-8", "replace")
    clock(stages, "lxml alone", lambda: etree.fromstring(bare, etree.HTMLParser(encoding="utf-8", huge_tree=True)))
    markup = clock(stages, "decode", lambda: decode(raw))
    root = clock(stages, "parse", lambda: reader.parse(markup))[0]
    clock(stages, "head", lambda: read_head(root))
    clock(stages, "blocks", lambda: read_blocks(root))
    document = reader.read_html(markup)
    clock(stages, "cue phrases", lambda: document.cued)
    found: dict[str, tuple[Any, ...]] = {}
    findings: list[Any] = []
    for detector in default_pipeline().detectors:
        name = "story model" if detector.name == "story" else f"detector {detector.name}"
        mine = clock(stages, name, lambda d=detector: list(d(document, {k: found.get(k, ()) for k in d.needs})))
        findings += mine
        for finding in mine:
            found[finding.label] = (*found.get(finding.label, ()), finding)
    policy = default_pipeline().policy
    removed = clock(stages, "judge", lambda: judge(document, findings, policy))
    removed = clock(stages, "names", lambda: named(document, removed, LABELS))
    candidates = [candidate for finding in findings for candidate in finding.candidates]
    metadata = clock(stages, "metadata", lambda: pick(collect(document, candidates), document))[0]
    article = newsclean.Article(document, metadata, removed)
    clock(stages, "render", lambda: article.text)
    clock(stages, "all of clean()", lambda: newsclean.clean(raw))


def stages(folder: Path | None) -> None:
    """A table of the stages: median ratio to lxml's parse, and the share of the whole."""
    ratios: dict[str, list[float]] = {}
    for raw in pages(folder):
        one: Stages = {}
        for _ in range(ROUNDS):
            through(raw, one)
        for name, seconds in one.items():
            ratios.setdefault(name, []).append(seconds / one["lxml alone"])
    whole = statistics.median(ratios["all of clean()"])
    print(f"{'stage':28}{'ratio':>8}{'share':>8}   {len(ratios['parse'])} pages, median")
    for name, values in ratios.items():
        ratio = statistics.median(values)
        print(f"{name:28}{ratio:8.2f}{ratio / whole:8.1%}")


def text(folder: Path | None) -> None:
    """MB of UTF-8 a second, for whole flattened pages and for what is left of them."""
    articles = [newsclean.clean(raw) for raw in pages(folder)]
    for name, texts in {
        "whole pages, a block a line": [article.document.text for article in articles],
        "stories alone": [article.text for article in articles],
    }.items():
        size = sum(len(one.encode()) for one in texts)
        best = min(_seconds(texts) for _ in range(ROUNDS))
        print(f"{name:28}{size / best / 1e6:8.2f} MB/s")


def _seconds(texts: list[str]) -> float:
    start = time.thread_time()
    for one in texts:
        newsclean.clean(one, kind="text")
    return time.thread_time() - start


GROWING: dict[str, Callable[[int], str]] = {
    "paragraphs": lambda n: page("".join(f"<p>Crossing {i} was as calm as the last one.</p>" for i in range(n))),
    "line breaks": lambda n: page("<p>" + "calm<br>" * (4 * n) + "</p>"),
    "table cells": lambda n: page("<table>" + "<tr><td>7</td><td>8</td></tr>" * (2 * n) + "</table>"),
    "links": lambda n: page("<p>" + "<a href='/x'>a boat</a> " * (4 * n) + "</p>"),
    "nested elements": lambda n: page("<div>" * (4 * n) + "deep" + "</div>" * (4 * n)),
    "attributes": lambda n: page("<div " + " ".join(f"a{i}=1" for i in range(20 * n)) + "></div>"),
    "lines of a text": lambda n: "\n".join(f"{PARAGRAPHS[i % 8]} {i}" for i in range(n)),
    "one line of a text": lambda n: " ".join(f"{PARAGRAPHS[i % 8]} {i}" for i in range(n)),
}


def linear(folder: Path | None) -> None:
    """For eight kinds of size: how much longer twice as much takes."""
    print(f"{'of twice as many':28}{'seconds':>9}{'doubled':>9}{'ratio':>7}")
    for name, make in GROWING.items():
        small, large = (min(_seconds_of(make(n)) for _ in range(3)) for n in (2_000, 4_000))
        print(f"{name:28}{small:9.2f}{large:9.2f}{large / small:7.2f}")


def _seconds_of(raw: str) -> float:
    start = time.thread_time()
    newsclean.clean(raw)
    return time.thread_time() - start


def start(folder: Path | None) -> None:
    """CPU time of the import, and what a first call adds."""
    for name, code in {
        "python alone": "pass",
        "import newsclean": "import newsclean",
        "and clean a line": "import newsclean; newsclean.clean('Rain fell.')",
    }.items():
        times = []
        # Installed packages are compiled; a checkout may not be.
        with tempfile.TemporaryDirectory() as compiled:
            environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": compiled}
            for _ in range(ROUNDS):
                before = resource.getrusage(resource.RUSAGE_CHILDREN)
                subprocess.run([sys.executable, "-c", code], env=environment, check=True)
                after = resource.getrusage(resource.RUSAGE_CHILDREN)
                times.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
        print(f"{name:28}{min(times) * 1000:8.0f} ms", flush=True)


def memory(folder: Path | None) -> None:
    """How the process grows over 10,000 pages, counted from the 500th."""
    many = pages(folder)
    first = 0
    for number in range(10_001):
        newsclean.clean(many[number % len(many)]).to_json()
        if number in (500, 1_000, 2_500, 5_000, 10_000):
            held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            first = first or held
            print(f"{number:6} pages: {held:6.0f} MiB at most, {held - first:+.0f}", flush=True)


def large(folder: Path | None) -> None:
    """Seconds, and memory over the input, for pages of 5 to 20 MB, each in a process of its own."""
    fork = multiprocessing.get_context("fork")
    newsclean.clean("Warm.")
    for megabytes in (5, 10, 20):
        process = fork.Process(target=_large, args=(megabytes,))
        process.start()
        process.join()


def _large(megabytes: int) -> None:
    paragraph = "".join(f"<p>{one}</p>" for one in PARAGRAPHS)
    raw = page(paragraph * (megabytes * 1_000_000 // len(paragraph) - 1)).encode()
    held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    begin = time.thread_time()
    article = newsclean.clean(raw)
    seconds = time.thread_time() - begin
    more = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - held) / 1024
    print(f"{len(raw) / 1e6:5.1f} MB: {seconds:5.1f} s, {more:4.0f} MiB over the input, {article.warnings}", flush=True)


def threads(folder: Path | None) -> None:
    """Eight threads with 200 pages each against one: how many results differ."""
    many = pages(folder)
    many = [many[number % len(many)] for number in range(200)]
    alone = [_cleaned(raw) for raw in many]
    with ThreadPoolExecutor(8) as pool:
        results = list(pool.map(lambda _: [_cleaned(raw) for raw in many], range(8)))
    differ = sum(one != other for result in results for one, other in zip(alone, result, strict=True))
    print(f"8 threads x {len(many)} pages: {differ} results differ from one thread's")


def _cleaned(raw: bytes) -> str:
    return newsclean.clean(raw).to_json()


def seeds(folder: Path | None) -> None:
    """A hash over the results of all pages under four values of PYTHONHASHSEED."""
    code = f"""
import hashlib, pathlib
from tests.bench_speed import _cleaned, pages
folder = {str(folder)!r}
results = map(_cleaned, pages(None if folder == "None" else pathlib.Path(folder)))
print(hashlib.sha256(chr(10).join(results).encode()).hexdigest())
"""
    for seed in ("0", "1", "2", "3"):
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
        print(f"PYTHONHASHSEED={seed}: {done.stdout.strip()}", flush=True)


def workers(folder: Path | None) -> None:
    """Pages a second with one and with two worker processes."""
    many = pages(folder) * 4
    rates = []
    for count in (1, 2):
        begin = time.perf_counter()
        drain(newsclean.clean_many(many, workers=count))
        rates.append(len(many) / (time.perf_counter() - begin))
        print(f"{count} workers: {rates[-1]:7.1f} pages/s")
    print(f"two against one: {rates[1] / rates[0]:.2f}")


def drain(items: Iterable[Any]) -> None:
    """Takes all items and keeps none."""
    for _ in items:
        pass


_COMMANDS = (stages, text, linear, start, memory, large, threads, seeds, workers)


def main() -> None:
    """Runs what is asked for."""
    commands = {command.__name__: command for command in _COMMANDS}
    parser = argparse.ArgumentParser(prog="python -m tests.bench_speed", description=__doc__.partition("\n")[0])
    parser.add_argument("command", choices=commands, nargs="?", default="stages")
    parser.add_argument("folder", type=Path, nargs="?")
    options = parser.parse_args()
    commands[options.command](options.folder)


if __name__ == "__main__":
    main()
