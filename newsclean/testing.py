r"""The test kit for detectors: fixtures a person can read, for this project and for everybody else's detectors.

A fixture file holds cases; a line that starts with `#` opens one. The gutter names what each line is, an empty
gutter is story, and `protect` what a detector speaks up for; `{{...}}` marks the part of a line that is meant, where
it is not the whole line, and `{{label|...}}` one of several kinds in one line. `newsclean case FILE` writes cases
(docs/cases.md).

    # cut: the cue and a colon open the line
               | The delegation left the capital on Friday.
    cross_link | READ MORE: Three things to know about the talks
    # keep: the cue opens an ordinary sentence
               | Read more books, he said.
    # cut, html: the markup says it
    caption    | <figcaption>The pier in winter.</figcaption>

In `html` cases each line is markup that closes what it opens, or opens and closes wrappers without text.

>>> from newsclean.testing import read_cases
>>> case, = read_cases("# cut: a bare label\nad | Advertisement\n   | Rain fell.")
>>> case.title, case.lines
('cut: a bare label', (('ad', 'Advertisement'), ('', 'Rain fell.')))
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from newsclean.article import Article
from newsclean.detectors import Detector, built_in
from newsclean.model import Document, Finding, Removal
from newsclean.pipeline import Pipeline
from newsclean.read import read

_GUTTER = re.compile(r"^\s*([a-z_]*)\s*\|(?: (.*))?$")
_PART = re.compile(r"\{\{(?:([a-z_]+)\|)?(.*?)\}\}")


@dataclass(frozen=True)
class Case:
    """One small document and what each of its lines is."""

    title: str
    lines: tuple[tuple[str, str], ...]

    @property
    def keeps(self) -> bool:
        """Whether it is a case in which nothing may be cut."""
        return self.title.startswith("keep")

    @property
    def html(self) -> bool:
        return "html" in self.title.partition(":")[0]

    @property
    def source(self) -> str:
        """The document as a scraper would hand it over."""
        return "\n".join(_PART.sub(r"\2", text) for _, text in self.lines)


def read_cases(fixture: str | Path) -> list[Case]:
    """The cases of a fixture file, or of its text.

    Raises:
        ValueError: a line without a gutter, naming the line.
    """
    text = fixture.read_text("utf-8") if isinstance(fixture, Path) else fixture
    cases: list[tuple[str, list[tuple[str, str]]]] = []
    for number, line in enumerate(text.splitlines(), 1):
        if line.startswith("#"):
            cases.append((line.lstrip("# ").strip(), []))
        elif line.strip():
            match = _GUTTER.match(line)
            if not match or not cases:
                raise ValueError(f"line {number}: expected '# title' or 'label | text', not {line!r}")
            cases[-1][1].append((match[1], match[2] or ""))
    return [Case(title, tuple(lines)) for title, lines in cases if lines]


def check_detector(detector: Detector, fixture: str | Path, *others: Detector) -> None:
    """Checks a detector against its fixture: documentation, a case that cuts, a case that keeps, every case right.

    Args:
        detector: the one to check; those whose labels it needs run too, but only its own findings can cut.
        fixture: a file in the format above, or its text; labels the detector does not give count as kept.
        others: detectors it needs that are not built in.

    Raises:
        AssertionError: says what is missing, or shows the case with the gutter as it came out.
    """
    cases = read_cases(fixture)
    assert detector.documentation, f"{detector.name} has no docstring: say what it finds and what it leaves alone"
    assert any(label for case in cases for label, _ in case.lines), f"{detector.name}: no case cuts anything"
    assert any(case.keeps for case in cases), f"{detector.name}: no case is titled 'keep: ...'"
    needed = _with_needed(detector, others)
    silent = {label for one in needed for label in one.labels if label not in detector.labels}
    pipeline = Pipeline(detectors=needed, strict=True).with_policy(**{label: {"action": "keep"} for label in silent})
    for case in cases:
        mine = tuple((label if label in detector.labels else "", text) for label, text in case.lines)
        check_case(pipeline, replace(case, lines=mine))


def check_case(pipeline: Pipeline, case: Case) -> None:
    """Runs one case through a pipeline; an AssertionError shows expected and found gutters side by side."""
    assert not (case.keeps and any(label for label, _ in case.lines)), (
        f"{case.title!r} keeps, but its gutter names labels"
    )
    article = pipeline.clean(case.source, kind="html" if case.html else "text")
    expected = list(_expected(case, article.document))
    spoken_for = any(label == "protect" for label, _ in case.lines)
    found = [_named(article, start, end, protected=spoken_for) for start, end in _spans(article.document)]
    if expected != found:
        rows = [
            f"{'  ' if want == got else '->'} {got or '(kept)'}\n     expected {want or '(kept)'}"
            for want, got in zip(expected, found, strict=False)
        ]
        raise AssertionError(f"{case.title}\n" + "\n".join(rows))


def _with_needed(detector: Detector, others: tuple[Detector, ...]) -> tuple[Detector, ...]:
    chosen = {detector.name: detector}
    todo = [detector]
    while todo:
        needs = set(todo.pop().needs)
        for other in (*others, *built_in()):
            if other.name not in chosen and needs & set(other.labels):
                chosen[other.name] = other
                todo.append(other)
    return tuple(chosen.values())


def _spans(document: Document) -> Iterator[tuple[int, int]]:
    for block in document.blocks:
        yield block.start, block.end


def _named(article: Article, start: int, end: int, *, protected: bool) -> str:
    """A block as its cut and protected parts would stand in a fixture: "label: part / label: part"."""
    named: list[Removal | Finding] = list(article.removed)
    if protected:
        named += [finding for finding in article.findings if finding.label == "protect"]
    parts = [
        f"{one.label}: {' '.join(article.document.text[max(one.start, start) : min(one.end, end)].split())}"
        for one in named
        if one.start < end and one.end > start
    ]
    return " / ".join(parts)


def _expected(case: Case, document: Document) -> Iterator[str]:
    for label, text in case.lines:
        parts = [(named or label, read(part, kind=document.kind).text) for named, part in _PART.findall(text)]
        for block in read(_PART.sub(r"\2", text), kind=document.kind).blocks:
            whole = [(label, block.text)] if label else []
            here = [part for part in parts if part[1] in block.text] if parts else whole
            yield " / ".join(f"{named}: {' '.join(part.split())}" for named, part in here)
