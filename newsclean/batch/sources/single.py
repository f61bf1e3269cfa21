"""A file that is one document."""

from __future__ import annotations

from collections.abc import Iterator
from io import BufferedReader

from newsclean.batch.page import LARGEST, TOO_LARGE, Page, Unreadable


def read(stream: BufferedReader, name: str) -> Iterator[Page | Unreadable]:
    """The whole stream as one page, called by its name."""
    raw = stream.read(LARGEST + 1)
    yield Page(name, raw) if len(raw) <= LARGEST else Unreadable(name, TOO_LARGE)
