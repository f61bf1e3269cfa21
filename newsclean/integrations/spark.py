"""Spark: pages to articles with `DataFrame.mapInArrow`, removed spans as a nested column.

    articles = pages.mapInArrow(clean_batches(text="html"), SCHEMA)

Needs Java 17 or newer on every machine, and newsclean on every worker. Spark does the distribution, the retries and
the back-pressure: a function from Arrow batches to Arrow batches is all there is.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from newsclean.article import Article
from newsclean.batch.row import encodable
from newsclean.extras import need
from newsclean.pipeline import Pipeline, default_pipeline

SCHEMA = (
    "id string, url string, text string, title string, authors array<string>, published string, modified string,"
    " site string, language string, status string, confidence double, metadata string,"
    " removed array<struct<start: int, end: int, label: string, confidence: double, text: string, why: string>>"
)
"""The columns of the result, as Spark writes schemas. `metadata` is everything that is known, as JSON."""

Batches = Iterator[Any]


def clean_batches(
    text: str = "text",
    url: str = "url",
    id: str = "id",  # noqa: A002 - the column's name everywhere
    pipeline: Pipeline | None = None,
) -> Callable[[Batches], Batches]:
    """A function for `mapInArrow`, to be used with `SCHEMA`.

    Args:
        text: the column with pages or flattened texts, string or binary.
        url: the column with their addresses; may be missing from the table.
        id: the column with their ids; may be missing from the table.
        pipeline: the default one when left out.

    A document that could not be cleaned has the status "failed" and no text; it never fails the task.
    """
    return partial(_batches, (text, url, id), pipeline)


def arrow_schema() -> Any:
    """`SCHEMA` as a `pyarrow.Schema`."""
    pa = need("pyarrow", "spark", "newsclean.integrations.spark")
    removed = {"start": pa.int32(), "end": pa.int32(), "label": pa.string(), "confidence": pa.float64()}
    removed |= {"text": pa.string(), "why": pa.string()}
    strings = ("published", "modified", "site", "language", "status")
    return pa.schema(
        [(name, pa.string()) for name in ("id", "url", "text", "title")]
        + [("authors", pa.list_(pa.string()))]
        + [(name, pa.string()) for name in strings]
        + [("confidence", pa.float64()), ("metadata", pa.string())]
        + [("removed", pa.list_(pa.struct(list(removed.items()))))]
    )


def _batches(columns: tuple[str, str, str], pipeline: Pipeline | None, batches: Batches) -> Batches:
    pa = need("pyarrow", "spark", "newsclean.integrations.spark")
    schema = arrow_schema()
    for batch in batches:
        texts, urls, ids = (_column(batch, name) for name in columns)
        items = ({"raw": text or "", "url": url} for text, url in zip(texts, urls, strict=True))
        articles = (pipeline or default_pipeline()).clean_many(items)
        rows = [_row(name, url, article) for name, url, article in zip(ids, urls, articles, strict=True)]
        yield pa.RecordBatch.from_pylist(rows, schema)


def _column(batch: Any, name: str) -> list[Any]:
    if name in batch.schema.names:
        values: list[Any] = batch.column(name).to_pylist()
        return values
    return [None] * batch.num_rows


def _row(name: Any, url: str | None, article: Article) -> dict[str, Any]:
    metadata = article.metadata.to_dict()
    keys = ("title", "authors", "published", "modified", "site", "language")
    removed = ("start", "end", "label", "confidence", "text", "why")
    row = {
        "id": None if name is None else str(name),
        "url": url,
        "text": article.text,
        "status": article.status,
        "confidence": article.confidence,
        "metadata": json.dumps(metadata, ensure_ascii=False),
        "removed": [{key: getattr(removal, key) for key in removed} for removal in article.removed],
        **{key: metadata[key] for key in keys},
    }
    made: dict[str, Any] = encodable(row)
    return made
