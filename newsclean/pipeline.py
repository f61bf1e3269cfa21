"""The pipeline: read once, let every detector look, let the judge decide, name what is cut, return the article.

raw -> read -> Document --detectors--> Findings --judge + policy--> removals + metadata -> Article
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache, cached_property
from typing import Any

from newsclean import detectors as registry
from newsclean.article import Article
from newsclean.detectors import Detector
from newsclean.judge import judge
from newsclean.limits import Deadline, Limits, Share
from newsclean.metadata import collect, pick
from newsclean.model import Document, Finding, Kind, Problem, Removal
from newsclean.naming import named
from newsclean.policy import Policy, preset
from newsclean.read import read
from newsclean.status import status_of

log = logging.getLogger("newsclean")
_LATE = "out of time: what had not begun was left out"
_MOST_FINDINGS = 100
"""Findings of one detector for each block: real ones give one or two."""
# Making a named tuple by its own name or by `_replace` runs Python code: 900 ns against 300, for hundreds on a page.
_new = tuple.__new__
Veto = Callable[[Document, Removal], bool]


def _all_detectors() -> tuple[Detector, ...]:
    return registry.in_order((*registry.built_in(), *registry.installed()))


@dataclass(frozen=True)
class Pipeline:
    """Detectors and a policy; immutable, so that it can be shared between threads and processes.

    Attributes:
        detectors: in the order in which they run; all built-in and installed ones when left out.
        policy: a `Policy`, or the name of a preset: "balanced", "precision", "recall".
        strict: raise what a detector raises instead of noting it in `article.problems`.
        veto: called with (document, removal); a removal for which it returns True stays in the text.
        limits: how much of a document is looked at, and for how long.
    """

    detectors: tuple[Detector, ...] = field(default_factory=_all_detectors)
    policy: Policy = field(default_factory=lambda: preset("balanced"))
    strict: bool = False
    veto: Veto | None = None
    limits: Limits = field(default_factory=Limits)

    def __post_init__(self) -> None:
        if isinstance(self.policy, str):
            object.__setattr__(self, "policy", preset(self.policy))
        object.__setattr__(self, "detectors", registry.in_order(self.detectors))

    def without(self, *names: str) -> Pipeline:
        """A pipeline less these detectors; an unknown name is a ValueError that lists the known."""
        self._check(names)
        return replace(self, detectors=tuple(d for d in self.detectors if d.name not in names))

    def only(self, *names: str) -> Pipeline:
        """A pipeline of these detectors alone; an unknown name is a ValueError that lists the known."""
        self._check(names)
        return replace(self, detectors=tuple(d for d in self.detectors if d.name in names))

    def plus(self, *more: Detector) -> Pipeline:
        """A pipeline with more detectors; one of a name that is taken already is a ValueError."""
        return replace(self, detectors=(*self.detectors, *more))

    def with_policy(self, policy: Policy | str | None = None, /, **labels: Mapping[str, Any]) -> Pipeline:
        """A pipeline with another policy or preset, or with some labels' rules changed.

        >>> from newsclean import Pipeline
        >>> Pipeline().with_policy("precision", caption={"action": "keep"}).policy.rule("caption").action
        'keep'
        """
        base = self.policy if policy is None else preset(policy) if isinstance(policy, str) else policy
        return replace(self, policy=base.with_rules(labels))

    @cached_property
    def _names(self) -> frozenset[str]:
        """Labels under which something may be removed: those of its detectors that the policy does not keep."""
        labels = {label for detector in self.detectors for label in detector.labels}
        return frozenset(label for label in labels if self.policy.rule(label).action != "keep")

    def _check(self, names: Iterable[str]) -> None:
        known = [detector.name for detector in self.detectors]
        for name in names:
            if name not in known:
                raise ValueError(f"unknown detector {name!r}; known: {', '.join(sorted(known))}")

    def clean(
        self, raw: Any, url: str | None = None, *, kind: Kind | None = None, language: str | None = None
    ) -> Article:
        """Cleans one document; see `newsclean.clean`."""
        deadline = self.limits.deadline()
        document = read(raw, url, kind, language, self.limits)
        findings, problems = self.find(document, deadline)
        removed = judge(document, findings, self.policy)
        if not deadline.passed():
            removed = named(document, removed, self._names)
        if self.veto is not None:
            removed = tuple(removal for removal in removed if not self.veto(document, removal))
        candidates = collect(document, (c for finding in findings for c in finding.candidates))
        metadata, warnings = pick(candidates, document)
        article = Article(document, metadata, removed, problems=problems, findings=findings, policy=self.policy)
        status, confidence = status_of(document, findings, article)
        late = (_LATE,) if deadline.passed() else ()
        return replace(article, status=status, confidence=confidence, warnings=(*document.warnings, *warnings, *late))

    def find(
        self, document: Document, deadline: Deadline | None = None
    ) -> tuple[tuple[Finding, ...], tuple[Problem, ...]]:
        """All findings of all detectors over a document, and the detectors that failed or were out of time."""
        by_label: dict[str, list[Finding]] = {}
        problems: list[Problem] = []
        everything: list[Finding] = []
        deadline = deadline or self.limits.deadline()
        for detector in self.detectors:
            found = {label: tuple(by_label.get(label, ())) for label in detector.needs}
            try:
                mine = _looked(detector, document, found, deadline)
            except Exception as error:
                if self.strict:
                    raise
                problems.append(Problem(detector.name, f"{type(error).__name__}: {error}"))
                log.warning("detector %s failed: %s", detector.name, error)
                continue
            for finding in mine:
                by_label.setdefault(finding.label, []).append(finding)
            everything += mine
        return tuple(everything), tuple(problems)

    def clean_many(self, items: Iterable[Any], *, workers: int = 1) -> Iterator[Article]:
        """Cleans many documents; see `newsclean.clean_many`."""
        from newsclean.batch import clean_many

        return clean_many(self, items, workers=workers)


def _looked(
    detector: Detector, document: Document, found: Mapping[str, tuple[Finding, ...]], deadline: Deadline
) -> list[Finding]:
    """What one detector finds within half of the time that is left; the clock is read between its findings."""
    mine: list[Finding] = []
    if deadline.passed():
        raise TimeoutError("did not look, out of time")
    share = Share(deadline)
    most = _MOST_FINDINGS * (len(document.blocks) + 1)
    name, labels, size = detector.name, detector.labels, len(document.text)
    for count, finding in enumerate(detector(document, found), 1):
        if not isinstance(finding, Finding):
            raise _fault(finding, detector, document)
        start, end, label, confidence, why, candidates, _ = finding
        if not (label in labels and 0 <= start <= end <= size and 0 <= confidence <= 1):
            raise _fault(finding, detector, document)
        mine.append(_new(Finding, (start, end, label, confidence, why, candidates, name)))
        if count >= share.next and (share.used_up(count) or count > most):
            raise TimeoutError(f"stopped after {count:,} findings")
    return mine


def _fault(finding: Any, detector: Detector, document: Document) -> Exception:
    """How a finding breaks the contract between detectors and the pipeline."""
    if not isinstance(finding, Finding):
        return TypeError(
            f"{detector.name} yields {type(finding).__name__}; yield Finding.of(block, label, confidence, why)"
        )
    if finding.label not in detector.labels:
        return ValueError(
            f"{detector.name} gives the label {finding.label!r} but declares {', '.join(detector.labels)}"
        )
    if not 0 <= finding.start <= finding.end <= len(document.text):
        return ValueError(f"{detector.name}: span {finding.start}..{finding.end} lies outside 0..{len(document.text)}")
    return ValueError(f"{detector.name}: confidence {finding.confidence!r} is not within 0 and 1")


@cache
def default_pipeline() -> Pipeline:
    return Pipeline()


def clean(raw: Any, url: str | None = None, *, kind: Kind | None = None, language: str | None = None) -> Article:
    """Cleans one page or text: the story, its metadata, and everything removed with the reason.

    Args:
        raw: str or bytes, HTML or flattened text, told apart by looking; or a BeautifulSoup or lxml tree.
        url: the page's address, evidence for the metadata; never fetched.
        kind: "html" or "text" to force one.
        language: two-letter code where it is known; otherwise told from the page.

    Returns:
        An `Article`. Bad content gives one with a status that says what is wrong, never an exception.

    Raises:
        TypeError: `raw` is of no accepted type.

    >>> import newsclean
    >>> article = newsclean.clean(
    ...     "The ferry is back in service after a winter of repairs, the harbour board said on Monday.\\n\\n"
    ...     "READ MORE: Island school waits for its first pupil\\n\\n"
    ...     "Forty passengers took the first crossing, most of them for no reason but the crossing itself."
    ... )
    >>> [(removal.label, removal.text) for removal in article.removed]
    [('cross_link', 'READ MORE: Island school waits for its first pupil')]
    >>> article.metadata.related[0].title
    'Island school waits for its first pupil'
    """
    return default_pipeline().clean(raw, url, kind=kind, language=language)


def clean_many(items: Iterable[Any], *, workers: int = 1) -> Iterator[Article]:
    """Cleans many documents in order; one bad document never stops the rest.

    Args:
        items: raw documents, (id, raw) pairs, or dicts {"id": ..., "raw": ..., "url": ...} of which only `raw` must be
            there. An id that is a web address is the document's `url`, too.
        workers: processes; 1 cleans in this one.

    Returns:
        An article for each item. One that could not be cleaned (its worker died, memory ran out) has no text, the
        status "failed", and the reason in `problems`.

    Raises:
        TypeError, ValueError: an item of another form, no workers; more in `newsclean.batch.clean_many`.

    >>> import newsclean
    >>> [article.status for article in newsclean.clean_many(["", "  "])]
    ['empty', 'empty']
    """
    return default_pipeline().clean_many(items, workers=workers)
