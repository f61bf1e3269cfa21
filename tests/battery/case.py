"""A case: how its input is made, and what must come of it."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass

import newsclean
from tests.battery.story import PARAGRAPHS

Raw = str | bytes


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
    json.loads(article.to_json().encode("utf-8"))
    if "\x1b" in article.to_markdown():
        found.append("escape sequence in Markdown")
    return found
