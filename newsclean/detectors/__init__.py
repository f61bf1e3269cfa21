"""Detectors: small functions that say what a span of a document is. Nobody here cuts.

A detector is one decorated generator in one file of this folder, found by looking. It has no order to worry
about; where it needs to know what others found, it names the labels, and they are looked for first.

>>> from newsclean import Finding, detector
>>> @detector("sponsor_line")
... def sponsor_line(document, found):
...     '''Lines that name a sponsor: they are paid for and not the story.'''
...     for block in document.blocks:
...         if block.text.startswith("Sponsored by"):
...             yield Finding.of(block, "sponsor_line", 0.95, "opens with 'Sponsored by'")
>>> sponsor_line.labels
('sponsor_line',)
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from graphlib import CycleError, TopologicalSorter
from importlib import import_module
from importlib.metadata import entry_points
from pickle import PicklingError
from pkgutil import iter_modules, resolve_name
from typing import Any

from newsclean.model import Document, Finding

ENTRY_POINTS = "newsclean.detectors"
Found = Mapping[str, tuple[Finding, ...]]
"""What was found under the labels a detector needs; every needed label is there, empty where nothing was."""
Detect = Callable[[Document, Found], Iterator[Finding]]


@dataclass(frozen=True)
class Detector:
    """A detector function with its name, the labels it may give and the labels it needs looked for first."""

    name: str
    labels: tuple[str, ...]
    needs: tuple[str, ...]
    find: Detect

    def __call__(self, document: Document, found: Found) -> Iterator[Finding]:
        return self.find(document, found)

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickled as functions are, by name: it leads to the detector and not to what it decorates."""
        try:
            found = resolve_name(name := f"{self.find.__module__}:{self.find.__qualname__}")
        except (AttributeError, ValueError, ImportError):
            found = None
        if found is not self:
            raise PicklingError(f"the detector {self.name!r} does not stand at the top level of a module")
        return resolve_name, (name,)

    @property
    def documentation(self) -> str:
        """What it finds, why that is not the story and what it leaves alone: the function's docstring."""
        return inspect.getdoc(self.find) or ""


def detector(*labels: str, needs: Iterable[str] = ()) -> Callable[[Detect], Detector]:
    """Makes a detector of a generator function `(document, found)`; its name is the function's name.

    Args:
        labels: what its findings may be called. `story` and `protect` speak for keeping, all others for cutting.
        needs: labels whose findings it wants to see in `found`; other detectors give them before it runs.

    Raises:
        TypeError: without labels, or used without brackets.
    """
    if not labels or not all(isinstance(label, str) for label in labels):
        raise TypeError('name the labels it gives: @detector("sponsor_line"), not @detector')

    def decorate(find: Detect) -> Detector:
        return Detector(find.__name__, labels, tuple(needs), find)

    return decorate


@cache
def built_in() -> tuple[Detector, ...]:
    """The detectors of this package, by name: each lives in a module of its own name."""
    names = sorted(module.name for module in iter_modules(__path__))
    return tuple(getattr(import_module(f"{__name__}.{name}"), name) for name in names)


@cache
def installed() -> tuple[Detector, ...]:
    """The detectors other installed packages offer under the entry point group `newsclean.detectors`."""
    found = []
    for entry in sorted(entry_points(group=ENTRY_POINTS), key=lambda e: e.name):
        candidate = entry.load()
        if not isinstance(candidate, Detector):
            raise TypeError(
                f"entry point {entry.name!r} of {ENTRY_POINTS} gives {type(candidate).__name__}, not a detector:"
                " point it to a function decorated with @newsclean.detector(...)"
            )
        found.append(candidate)
    return tuple(found)


def in_order(detectors: Iterable[Detector]) -> tuple[Detector, ...]:
    """The detectors so that each runs after those whose labels it needs; otherwise by name.

    Raises:
        ValueError: two detectors share a name, or they need each other in a circle.
    """
    by_name: dict[str, Detector] = {}
    for one in detectors:
        if not isinstance(one, Detector):
            raise TypeError(f"{one!r} is no detector: decorate the function with @newsclean.detector(...)")
        if one.name in by_name:
            raise ValueError(
                f"two detectors are called {one.name!r}: rename one, or leave one out with .without({one.name!r})"
            )
        by_name[one.name] = one
    graph = {
        name: sorted(
            other.name for other in by_name.values() if other is not one and set(other.labels) & set(one.needs)
        )
        for name, one in sorted(by_name.items())
    }
    try:
        return tuple(by_name[name] for name in TopologicalSorter(graph).static_order())
    except CycleError as error:
        raise ValueError(f"detectors need each other in a circle: {' -> '.join(error.args[1])}") from None
