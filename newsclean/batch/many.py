"""Any iterable of documents in, articles out, in order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from newsclean.article import Article
from newsclean.batch.workers import Failed, spread
from newsclean.metadata import Metadata
from newsclean.model import Document, Problem

if TYPE_CHECKING:
    from newsclean.pipeline import Pipeline

_KEYS = ("raw", "url", "id")
_PAIR = 2
_ADDRESS = ("http://", "https://")
# Articles hold their whole page, some megabytes each: few wait their turn.
_WINDOW = 4


class _Item(NamedTuple):
    raw: Any
    url: str | None
    id: str


@dataclass(frozen=True)
class _Clean:
    """The pipeline as a function of one item; None is the default pipeline, which every process has itself."""

    pipeline: Pipeline | None

    def __call__(self, item: _Item) -> Article:
        from newsclean.pipeline import default_pipeline

        return (self.pipeline or default_pipeline()).clean(item.raw, item.url)


def clean_many(pipeline: Pipeline, items: Iterable[Any], *, workers: int = 1) -> Iterator[Article]:
    """Cleans many documents on one or several processes, in order and in bounded memory.

    Args:
        pipeline: with more than one worker it is pickled: detectors and veto stand at the top level of a module.
        items: each a raw document, an (id, raw) pair, or a dict {"id": ..., "raw": ..., "url": ...} of which only
            `raw` must be there. An id that is a web address counts as the document's `url` where none is given.
            Items are read only as fast as articles are taken.
        workers: processes, spawned; 1 cleans in this one. Scripts need `if __name__ == "__main__":` around it.

    Returns:
        One article for each item, in the items' order. A document that could not be cleaned (its worker died, memory
        ran out) gives an article without text, status "failed", and the reason in `problems`.

    Raises:
        ValueError: fewer than one worker.
        TypeError: an item is of no accepted form; the articles before it come first. With workers, `raw` is str or
            bytes: trees do not travel between processes.
        RuntimeError: processes cannot be started here.

    >>> from newsclean import Pipeline
    >>> many = [b"<p>Rain fell.</p>", ("https://example.org/rain", "Rain fell."), {"id": "a1", "raw": "Rain fell."}]
    >>> [(article.text, article.document.url) for article in clean_many(Pipeline(), many)]
    [('Rain fell.', None), ('Rain fell.', 'https://example.org/rain'), ('Rain fell.', None)]
    """
    from newsclean.pipeline import default_pipeline

    own = None if pipeline is default_pipeline() else pipeline
    results = spread(_Clean(own), _items(items, travel=workers > 1), workers=workers, window=_WINDOW)
    return (_failed(item, result) if isinstance(result, Failed) else result for item, result in results)


def _items(items: Iterable[Any], travel: bool) -> Iterator[_Item]:
    for number, item in enumerate(items):
        one = _item(number, item)
        if isinstance(one.raw, bytearray | memoryview):
            one = one._replace(raw=bytes(one.raw))
        is_tree = hasattr(one.raw, "getroottree") or hasattr(one.raw, "getroot") or hasattr(one.raw, "decode_contents")
        if is_tree and travel:
            raise TypeError(f"{one.id}: with workers, raw is str or bytes: write the tree out first, as in str(soup)")
        if not isinstance(one.raw, str | bytes) and not is_tree:
            raise TypeError(
                f"{one.id}: clean_many() takes str, bytes, (id, raw) pairs and dicts with the key 'raw',"
                f" not {type(one.raw).__name__}"
            )
        yield one


def _item(number: int, item: Any) -> _Item:
    if isinstance(item, tuple):
        if len(item) != _PAIR or not isinstance(item[0], str | int | None):
            kinds = ", ".join(type(one).__name__ for one in item)
            raise TypeError(f"item {number}: a pair is (id, raw), the id a str or an int, not ({kinds})")
        item = {"id": item[0], "raw": item[1]}
    elif not isinstance(item, Mapping):
        item = {"raw": item}
    if "raw" not in item or any(key not in _KEYS for key in item):
        keys = ", ".join(map(str, item))
        raise TypeError(f"item {number}: a dict has the key 'raw', and may have 'id' and 'url', not {keys}")
    given = item.get("id")
    name = f"item {number}" if given is None else str(given)
    return _Item(item["raw"], item.get("url") or (name if name.startswith(_ADDRESS) else None), name)


def _failed(item: _Item, failed: Failed) -> Article:
    problem = Problem("clean_many", f"{item.id}: {failed.reason}")
    return Article(Document("", (), "text", item.url), Metadata(), status="failed", problems=(problem,))
