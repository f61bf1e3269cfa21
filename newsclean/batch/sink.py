"""The output: whole lines, written once, and a journal from which an interrupted run goes on.

Compressed output is a row of gzip members or Zstandard frames of about a megabyte of text each, every one complete in
itself, so that it can be cut off behind any of them. A plain line is a block of its own.
"""

from __future__ import annotations

import gzip
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Protocol

from newsclean.article import to_json
from newsclean.batch.journal import Done, Ends, JournalError, block_line, first_line, recover
from newsclean.batch.page import Unreadable
from newsclean.extras import need

# Smaller blocks compress worse (1 MB is within 2 % of one stream), larger ones lose more work to a kill.
_BLOCK = 1 << 20


class Sink(Protocol):
    """Takes finished documents, each with its position in the input and its digest."""

    def row(self, position: int, digest: str, line: bytes, /) -> None: ...

    def failure(self, position: int, digest: str, failed: Unreadable, /) -> None: ...

    def done(self, position: int, /) -> str | None: ...

    def close(self) -> None: ...


class FileSink:
    """Writes to files, with a journal.

    Attributes:
        output: JSON lines; compressed when it ends with .gz or .zst.
        failures: JSON lines with `id` and `reason`, where somebody wants them.
    """

    def __init__(self, output: Path, failures: Path | None, options: Mapping[str, Any], *, resume: bool) -> None:
        self.output, self.failures, self.journal = output, failures, journal_of(output)
        self._compress = _compressor(output)
        ends = self._resume(options) if resume and output.exists() else self._begin()
        self._done = Done(self.journal, ends.journal)
        self._journal = _Tail(self.journal, ends.journal)
        self._output = _Tail(output, ends.output)
        self._failures = _Tail(failures, ends.failures) if failures else None
        if not ends.journal:
            self._journal.append(first_line(options))
        self._rows, self._failed = bytearray(), bytearray()
        self._block: list[tuple[int, str]] = []

    def row(self, position: int, digest: str, line: bytes) -> None:
        """Writes a finished line."""
        self._rows += line
        self._add(position, digest)

    def failure(self, position: int, digest: str, failed: Unreadable) -> None:
        """Notes a document that gave no line."""
        if self._failures:
            self._failed += failure_line(failed)
        self._add(position, digest)

    def done(self, position: int) -> str | None:
        """The digest of the document at this position, if it was done before; asked by rising position."""
        return self._done.digest(position)

    def close(self) -> None:
        """Writes what is still in memory."""
        self._commit()
        for tail in (self._output, self._failures, self._journal):
            if tail:
                tail.close()

    def _add(self, position: int, digest: str) -> None:
        self._block.append((position, digest))
        if self._compress is None or len(self._rows) >= _BLOCK:
            self._commit()

    def _commit(self) -> None:
        # Taken out first: whatever interrupts the writing, nothing is written a second time.
        rows, failed, block = bytes(self._rows), bytes(self._failed), self._block
        self._rows, self._failed, self._block = bytearray(), bytearray(), []
        if rows:
            self._output.append(self._compress(rows) if self._compress else rows)
        if failed and self._failures:
            self._failures.append(failed)
        if block:
            self._journal.append(block_line(self._output.end, self._failures.end if self._failures else 0, block))

    def _begin(self) -> Ends:
        for path in (self.output, self.failures):
            if path and path.exists() and path.stat().st_size:
                raise JournalError(f"{path} is there already: --resume goes on with it, or name another")
        return Ends(0, 0, 0)

    def _resume(self, options: Mapping[str, Any]) -> Ends:
        size = self.output.stat().st_size
        if not self.journal.exists():
            if size:
                raise JournalError(f"{self.output} has no journal ({self.journal.name}): it cannot be resumed")
            return Ends(0, 0, 0)
        failed_size = self.failures.stat().st_size if self.failures and self.failures.exists() else 0
        return recover(self.journal, options, size, failed_size)


class StreamSink:
    """Writes to standard output; nothing is remembered."""

    def row(self, _position: int, _digest: str, line: bytes) -> None:
        """Writes a finished line, at once: who reads it may wait for it."""
        sys.stdout.buffer.write(line)
        sys.stdout.buffer.flush()

    def failure(self, _position: int, _digest: str, _failed: Unreadable) -> None:
        """Nothing: standard output is for documents."""

    def done(self, _position: int) -> None:
        """Nothing is done before."""

    def close(self) -> None:
        """Nothing is held back."""


class _Tail:
    """A file that is appended to from a known end on; what stood behind it goes."""

    def __init__(self, path: Path, end: int) -> None:
        self.end = end
        self._file = path.open("ab", buffering=0)
        self._file.truncate(end)

    def append(self, data: bytes) -> None:
        """Writes all of it, or raises and leaves the file as it was."""
        rest = memoryview(data)
        try:
            while rest:
                rest = rest[self._file.write(rest) :]
        except BaseException:
            self._file.truncate(self.end)
            raise
        self.end += len(data)

    def close(self) -> None:
        self._file.close()


def journal_of(output: Path) -> Path:
    """Where the journal of an output stands: beside it."""
    return output.with_name(output.name + ".journal")


def failure_line(failed: Unreadable) -> bytes:
    """A line of the failures file."""
    return (to_json({"id": failed.id, "reason": failed.reason}) + "\n").encode()


def _compressor(output: Path) -> Callable[[bytes], bytes] | None:
    if output.suffix == ".gz":
        # Level 6 is zlib's own; without a time in it the same rows give the same bytes.
        return lambda data: gzip.compress(data, 6, mtime=0)
    if output.suffix == ".zst":
        compress: Callable[[bytes], bytes] = need("zstandard", "zstd", "writing .zst").ZstdCompressor().compress
        return compress
    return None
