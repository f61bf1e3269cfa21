"""A case: how its input is made, and what must come of it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import newsclean
from newsclean.render.terminal import explain
from tests.battery.story import PARAGRAPHS

Raw = str | bytes
_READ_BY_PEOPLE = 2_000_000
_STEERS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_RUNS = re.compile(r"""<script>alert|<[^>]*\s(?:href|src)\s*=\s*["']?\s*(?:javascript|data:text)""", re.IGNORECASE)


@dataclass(frozen=True)
class Case:
    """One bad input.

    Attributes:
        name: unique, as printed.
        make: the input; called in the process that reads it.
        sentences: what the text must hold, each once and unchanged.
        never: what the text must not hold.
        statuses: what the status may be; any where it is empty.
        warns: whether a warning must say that something was cut or given up.
        big: takes more than a second or 100 MB; left out of the quick run.
    """

    name: str
    make: Callable[[], Raw]
    sentences: tuple[str, ...] = PARAGRAPHS
    never: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    warns: bool = False
    big: bool = False


def faults(case: Case) -> list[str]:
    """What came out other than it must; an exception is not caught."""
    article = newsclean.clean(case.make(), url="https://www.example.org/sea/ferry")
    text = " ".join(article.text.split())
    found = [f"lost: {sentence[:40]}" for sentence in case.sentences if " ".join(sentence.split()) not in text]
    found += [f"kept: {words[:40]}" for words in case.never if words in text]
    if case.statuses and article.status not in case.statuses:
        found.append(f"status {article.status}")
    if case.warns and not article.warnings:
        found.append("no warning")
    raw = article.document.text
    found += [f"offsets of {r.label} {r.start}" for r in article.removed if raw[r.start : r.end] != r.text]
    found += [f"problem: {problem.detector}: {problem.message}" for problem in article.problems]
    return [*found, *outputs(article)]


def outputs(article: newsclean.Article) -> Iterator[str]:
    """What is wrong with the ways in which an article can be shown."""
    json.loads(article.to_json().encode("utf-8"))
    report = article.to_html_report()
    shown = {"Markdown": article.to_markdown(), "report": report}
    if len(article.document.text) < _READ_BY_PEOPLE:
        shown["terminal"] = explain(article, width=80)
    yield from (f"control characters in {name}" for name, output in shown.items() if _STEERS.search(output))
    if _RUNS.search(report):
        yield "script in report"
    if "".join(entry.text for entry in article.ledger.entries) != article.document.text:
        yield "the ledger is not the document"
