"""What is done, so that an interrupted run can go on: nothing twice, nothing missing.

A text file beside the output. Its first line says with which options the run was begun. Each further line is written
after a block of rows is safe in the output: how long output and failures are by then, and the position and digest of
each document in the block. A process may be killed between any two writes: whatever stands behind the last whole line
that fits the files is cut off, and done again.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import IO, Any, NamedTuple

FORMAT = 1
# Rows of one block may be out of order, and so may be blocks; documents are not further apart than this.
_LOOK_AHEAD = 100_000


class JournalError(Exception):
    """An output that cannot be gone on with; the message says why and what to do."""


class Ends(NamedTuple):
    """How many bytes of the files are safe."""

    journal: int
    output: int
    failures: int


def first_line(options: Mapping[str, Any]) -> bytes:
    return _line({"newsclean_journal": FORMAT, **options})


def block_line(output: int, failures: int, done: list[tuple[int, str]]) -> bytes:
    return _line([output, failures, done])


def recover(path: Path, options: Mapping[str, Any], output_size: int, failures_size: int) -> Ends:
    """Up to where the files of an interrupted run are safe.

    Args:
        options: those of this run; they must be the first run's, or rows of two kinds would stand in one file.

    Raises:
        JournalError: other options, or no journal at all.
    """
    safe: Ends | None = None
    with path.open("rb") as file:
        for line, end in _whole_lines(file):
            if safe is None:
                _check(line, options, path)
                safe = Ends(end, 0, 0)
            elif line[0] <= output_size and line[1] <= failures_size:
                safe = Ends(end, line[0], line[1])
            else:
                break
    return safe or Ends(0, 0, 0)


class Done:
    """The documents that are done, asked for by rising position."""

    def __init__(self, path: Path, end: int) -> None:
        self._rows = self._read(path, end)
        self._ahead: dict[int, str] = {}
        self._furthest = -1

    def digest(self, position: int) -> str | None:
        """The digest of the document at this position when it was done; None when it is still to do."""
        while position not in self._ahead and self._furthest < position + _LOOK_AHEAD:
            row = next(self._rows, None)
            if row is None:
                break
            self._ahead[row[0]] = row[1]
            self._furthest = max(self._furthest, row[0])
        return self._ahead.pop(position, None)

    @staticmethod
    def _read(path: Path, end: int) -> Iterator[tuple[int, str]]:
        if not end:
            return
        with path.open("rb") as file:
            for line, here in _whole_lines(file):
                if here > end:
                    return
                if isinstance(line, list):
                    yield from line[2]


def _whole_lines(file: IO[bytes]) -> Iterator[tuple[Any, int]]:
    """Each whole line as data, and where it ends; a half line ends it."""
    end = 0
    for line in file:
        if not line.endswith(b"\n"):
            return
        end += len(line)
        yield json.loads(line), end


def _check(begun: Mapping[str, Any], options: Mapping[str, Any], path: Path) -> None:
    if not isinstance(begun, dict) or begun.get("newsclean_journal") != FORMAT:
        raise JournalError(f"{path} is no journal of this version of newsclean: start anew with another output")
    for key, value in options.items():
        if begun.get(key) != value:
            raise JournalError(
                f"the interrupted run had {key} {begun.get(key)!r}, this one has {value!r}: resume with the same"
                " options, or start anew with another output"
            )


def _line(data: Any) -> bytes:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogateescape") + b"\n"
