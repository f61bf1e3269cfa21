"""Parquet tables: a document in one column of each row."""

from __future__ import annotations

from collections.abc import Iterator
from io import BufferedReader
from typing import TYPE_CHECKING, Any

from newsclean.batch.page import Page, Unreadable
from newsclean.batch.sources.jsonl import page_of
from newsclean.extras import need

if TYPE_CHECKING:
    from newsclean.batch.sources import Fields

# Rows in memory at once: pages of 100 kB make some 6 MB.
_ROWS = 64


def read(stream: BufferedReader, name: str, fields: Fields) -> Iterator[Page | Unreadable]:
    """A page for each row.

    Raises:
        MissingExtraError: pyarrow is not installed.
    """
    parquet = need("pyarrow.parquet", "parquet", "reading Parquet")
    number = 0
    try:
        with parquet.ParquetFile(stream) as table:
            for batch in table.iter_batches(batch_size=_ROWS):
                for row in batch.to_pylist():
                    number += 1
                    plain = {key: value if key == fields.text else _plain(value) for key, value in row.items()}
                    yield page_of(plain, f"{name}:{number}", fields)
    except (ValueError, OSError) as error:
        yield Unreadable(f"{name}:{number + 1}", f"not readable as Parquet: {str(error).splitlines()[0]}")


def _plain(value: Any) -> Any:
    """A value as JSON knows it: dates and decimals become text."""
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_plain(one) for one in value]
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    if value is None or isinstance(value, str | int | float):
        return value
    return value.isoformat() if hasattr(value, "isoformat") else str(value)
