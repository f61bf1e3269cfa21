"""Which spans lie over which stretches of a text, both in order: one pass over each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol, TypeVar


class Span(Protocol):
    """Anything with a start and an end."""

    @property
    def start(self) -> int: ...

    @property
    def end(self) -> int: ...


S = TypeVar("S", bound=Span)


def overlapping(stretches: Iterable[tuple[int, int]], spans: Sequence[S]) -> Iterator[list[S]]:
    """For each stretch (start, end) the spans that share a character with it.

    Args:
        stretches: in order, without overlap.
        spans: in order, without overlap.

    >>> from newsclean.model import Link
    >>> list(overlapping([(0, 4), (4, 6), (6, 9)], [Link(2, 5, "a"), Link(8, 9, "b")]))
    [[Link(start=2, end=5, href='a')], [Link(start=2, end=5, href='a')], [Link(start=8, end=9, href='b')]]
    """
    first = 0
    for start, end in stretches:
        while first < len(spans) and spans[first].end <= start:
            first += 1
        last = first
        while last < len(spans) and spans[last].start < end:
            last += 1
        yield list(spans[first:last])
