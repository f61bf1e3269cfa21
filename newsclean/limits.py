"""How much of an input is looked at, and for how long."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import NamedTuple

_SELDOM = 32
_QUICK = 0.001
"""Seconds."""


@dataclass(frozen=True)
class Limits:
    """Budgets for one document; the defaults let every real page through.

    Attributes:
        max_chars: characters of text that are looked at; of longer ones both ends, as what is wrong with a page may
            stand before or behind its story. Markup may be five times as long. Of 3,647 pages the longest text had
            2.0 million characters, the longest markup 5.3 million.
        max_seconds: seconds of the thread's CPU time, looked at between steps; what has not begun by then is left out.

    Raises:
        ValueError: a limit is not positive.
    """

    max_chars: int = 4_000_000
    max_seconds: float = 15.0

    def __post_init__(self) -> None:
        for name in ("max_chars", "max_seconds"):
            if getattr(self, name) <= 0:
                raise ValueError(f"{name} must be positive, not {getattr(self, name)!r}")

    @property
    def max_markup(self) -> int:
        """Characters of markup that are parsed."""
        return 5 * self.max_chars

    def deadline(self) -> Deadline:
        """When a document begun now is out of time."""
        return Deadline(time.thread_time() + self.max_seconds)


class Deadline(NamedTuple):
    """A moment on the thread's CPU clock, which other threads and processes do not move on."""

    at: float

    def passed(self) -> bool:
        """Whether the moment has come."""
        return time.thread_time() >= self.at

    def half(self) -> Deadline:
        """The moment half way from now."""
        now = time.thread_time()
        return Deadline(now + (self.at - now) / 2)


class Share:
    """Half of the time that is left, for one of many; also looked at by the wall clock, for what sleeps.

    What is counted quickly is looked at more and more seldom, up to every 32nd time: reading two clocks takes 0.6 us.
    """

    def __init__(self, deadline: Deadline) -> None:
        half = deadline.half()
        self._cpu = half
        self._before = time.monotonic()
        # Twice as long, as others use the processor too.
        self._wall = self._before + 2 * (half.at - time.thread_time())
        self._step = 1
        self.next = 1
        """The count from which to look again."""

    def used_up(self, count: int) -> bool:
        """Whether the time is over; the caller has counted so far."""
        now = time.monotonic()
        self._step = min(2 * self._step, _SELDOM) if now - self._before < _QUICK else 1
        self._before = now
        self.next = count + self._step
        return now >= self._wall or self._cpu.passed()
