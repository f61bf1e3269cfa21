"""Where documents come from: files by their suffix, folders, globs, standard input by looking.

Each kind of file is a module here with a function `read(...)` that gives pages one by one.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BufferedReader
from pathlib import Path
from typing import cast

from newsclean.batch.page import Page, Skipped, Unreadable
from newsclean.batch.sources import jsonl, parquet, single, warc
from newsclean.batch.sources.compression import SUFFIXES, open_compressed
from newsclean.batch.sources.names import STDIN, Named, names

JSONL, PARQUET, WARC = (".jsonl", ".ndjson", ".json"), (".parquet",), (".warc",)
PAGES = (".html", ".htm", ".xhtml", ".txt", ".md")
Item = Page | Unreadable | Skipped
_LOOKED_AT = 64


@dataclass(frozen=True)
class Fields:
    """Under which names rows of JSON lines and tables hold what."""

    text: str = "text"
    url: str = "url"
    id: str = "id"


class Source:
    """The named inputs, read one after the other; `read` counts their bytes as they go by."""

    def __init__(self, inputs: Sequence[str], fields: Fields, leave_out: Sequence[Path] = ()) -> None:
        self.inputs = inputs or (STDIN,)
        self.fields = fields
        self.read = 0
        self._leave_out = {path.resolve() for path in leave_out}

    def size(self) -> int | None:
        """Bytes of all inputs; None where one of them is standard input."""
        if STDIN in self.inputs:
            return None
        return sum(named.size for named in self._named())

    def __iter__(self) -> Iterator[Item]:
        for named in self._named():
            begun = self.read
            try:
                yield from self._items(named)
            except OSError as error:
                yield Unreadable(named.name, error.strerror or str(error))
            self.read = begun + named.size

    def _named(self) -> Iterator[Named]:
        return names(self.inputs, self._leave_out)

    def _items(self, named: Named) -> Iterator[Item]:
        if named.name == STDIN:
            yield from self._stdin()
            return
        path = Path(named.name)
        *_, kind = ["", *(s.lower() for s in path.suffixes if s.lower() not in SUFFIXES)]
        if not named.asked_for and kind not in (*PAGES, *JSONL, *PARQUET, *WARC):
            yield Skipped(f"files {kind}" if kind else "files without a suffix")
            return
        with path.open("rb") as raw:
            begun = self.read
            for item in _read(raw, named.name, kind, self.fields):
                self.read = begun + raw.tell()
                yield item

    def _stdin(self) -> Iterator[Item]:
        stream = open_compressed(cast(BufferedReader, sys.stdin.buffer))
        start = stream.peek(_LOOKED_AT).lstrip(b"\xef\xbb\xbf \t\r\n")
        if start.startswith(b"WARC/"):
            return warc.read(stream, STDIN)
        return jsonl.read(stream, STDIN, self.fields) if start.startswith(b"{") else single.read(stream, STDIN)


def _read(raw: BufferedReader, name: str, kind: str, fields: Fields) -> Iterator[Item]:
    """What a file of this kind holds, read from its bytes."""
    if kind in PARQUET:
        return parquet.read(raw, name, fields)
    # By what it begins with: what is called .gz may have been unpacked on its way.
    stream = open_compressed(raw) if name.lower().endswith(SUFFIXES) else raw
    if kind in WARC:
        return warc.read(stream, name)
    return jsonl.read(stream, name, fields) if kind in JSONL else single.read(stream, name)
