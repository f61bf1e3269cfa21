"""How far a run has come, on stderr: a bar on a terminal that has tqdm, else a line now and then."""

from __future__ import annotations

import sys
import time
from typing import Any, Protocol

from newsclean.extras import MissingExtraError, need

_EVERY = 10.0
"""Seconds between two lines."""
_MB = 1_000_000


class Progress(Protocol):
    """Is told how far the run has come."""

    def show(self, documents: int, failed: int, read: int) -> None: ...

    def close(self) -> None: ...


def progress(total: int | None) -> Progress:
    """What suits where stderr goes.

    Args:
        total: bytes of all inputs; None where nobody knows.
    """
    if sys.stderr.isatty():
        try:
            return _Bar(total)
        except MissingExtraError:
            pass
    return _Lines(total)


class _Bar:
    def __init__(self, total: int | None) -> None:
        tqdm = need("tqdm", "progress", "a progress bar").tqdm
        self._bar: Any = tqdm(total=total, unit="B", unit_scale=True, file=sys.stderr)
        self._begun = time.monotonic()

    def show(self, documents: int, failed: int, read: int) -> None:
        rate = documents / max(time.monotonic() - self._begun, 1e-9)
        self._bar.set_postfix_str(f"{documents:,} documents, {failed:,} failed, {rate:.1f}/s", refresh=False)
        self._bar.update(read - self._bar.n)

    def close(self) -> None:
        self._bar.close()


class _Lines:
    def __init__(self, total: int | None) -> None:
        self._total = total
        self._begun = self._last = time.monotonic()

    def show(self, documents: int, failed: int, read: int) -> None:
        now = time.monotonic()
        if now - self._last < _EVERY:
            return
        self._last = now
        print(describe(documents, failed, read, self._total, now - self._begun), file=sys.stderr, flush=True)

    def close(self) -> None:
        pass


def describe(documents: int, failed: int, read: int, total: int | None, seconds: float) -> str:
    """One line: documents, megabytes, failures, rate and time left.

    >>> describe(1200, 3, 60_000_000, 240_000_000, 100)
    '1,200 documents, 60 of 240 MB, 3 failed, 12.0/s, 5 min left'
    """
    of = f" of {total / _MB:,.0f}" if total else ""
    line = f"{documents:,} documents, {read / _MB:,.0f}{of} MB, {failed:,} failed, {documents / seconds:.1f}/s"
    if total and read:
        line += f", {_duration(seconds * max(total - read, 0) / read)} left"
    return line


def _duration(seconds: float) -> str:
    if seconds < 90:
        return f"{seconds:.0f} s"
    return f"{seconds / 60:.0f} min" if seconds < 5400 else f"{seconds / 3600:.1f} h"
