"""JSON lines: a document in one field of an object on each line."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from io import BufferedReader
from typing import TYPE_CHECKING, Any

from newsclean.batch.page import LARGEST, TOO_LARGE, Page, Unreadable

if TYPE_CHECKING:
    from newsclean.batch.sources import Fields


def read(stream: BufferedReader, name: str, fields: Fields) -> Iterator[Page | Unreadable]:
    """A page for each line; a line that cannot be read costs that line. Lines of white space are nothing."""
    number = 0
    while True:
        number += 1
        place = f"{name}:{number}"
        try:
            line = stream.readline(LARGEST + 1)
        except OSError as error:
            yield Unreadable(place, f"{error}; nothing is read behind it")
            return
        if not line:
            return
        if len(line) > LARGEST:
            yield Unreadable(place, TOO_LARGE)
            while line and not line.endswith(b"\n"):
                line = stream.readline(LARGEST)
        elif line.strip():
            yield _page(line.removeprefix(b"\xef\xbb\xbf"), place, fields)


def _page(line: bytes, place: str, fields: Fields) -> Page | Unreadable:
    try:
        row = json.loads(line.decode("utf-8", "replace"))
    except (ValueError, RecursionError) as error:
        return Unreadable(place, f"not JSON: {error}")
    if not isinstance(row, dict):
        return Unreadable(place, f"not a JSON object but {type(row).__name__}")
    return page_of(row, place, fields)


def page_of(row: Mapping[str, Any], place: str, fields: Fields) -> Page | Unreadable:
    """A row of a table as a page: its text, address and id, and whatever else it holds.

    Args:
        place: what it is called without an id of its own.
    """
    if fields.text not in row:
        return Unreadable(place, f"no field {fields.text!r} (--text-field); it has {', '.join(map(str, row))}")
    raw, url, name = row[fields.text], row.get(fields.url), row.get(fields.id)
    if not isinstance(raw, str | bytes):
        return Unreadable(place, f"field {fields.text!r} is {type(raw).__name__}, not text")
    rest = {key: value for key, value in row.items() if key not in (fields.text, fields.url, fields.id)}
    return Page(place if name is None else str(name), raw, None if url is None else str(url), fields=rest)
