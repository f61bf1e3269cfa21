"""An article as a line of output, in the field names corpus builders use, and what the summary wants to know of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from newsclean.article import Article, to_json
from newsclean.batch.page import Page
from newsclean.read.decode import decode

if TYPE_CHECKING:
    from newsclean.pipeline import Pipeline

LEDGERS = ("none", "spans", "full")


class Cleaned(NamedTuple):
    """A finished document."""

    line: bytes
    """A JSON object and a line break."""
    status: str
    has_text: bool
    site: str | None
    removed: Mapping[str, int]
    """How many removals of each label."""
    problems: tuple[str, ...]
    """Detectors that failed on it."""


@dataclass(frozen=True)
class Cleaner:
    """What the workers do: a page in, a finished line out. Lines, not articles, travel between processes: a tenth.

    Attributes:
        ledger: how much of what was removed goes into the row, one of `LEDGERS`.
        pipeline: the default pipeline when None.
    """

    ledger: str = "spans"
    pipeline: Pipeline | None = None

    def __call__(self, page: Page) -> Cleaned:
        article = article_of(page, self.pipeline)
        return Cleaned(
            (to_json(row(page, article, self.ledger)) + "\n").encode(),
            article.status,
            bool(article.text),
            article.metadata.domain or article.metadata.site,
            Counter(removal.label for removal in article.removed),
            tuple(problem.detector for problem in article.problems),
        )


def article_of(page: Page, pipeline: Pipeline | None = None) -> Article:
    """Cleans a page; an encoding nobody knows counts as none."""
    from newsclean.pipeline import default_pipeline

    raw = page.raw
    if page.encoding and isinstance(raw, bytes):
        with suppress(LookupError):
            raw = decode(raw, page.encoding)
    return (pipeline or default_pipeline()).clean(raw, page.url, kind=page.kind)


def row(page: Page, article: Article, ledger: str) -> dict[str, Any]:
    """The output's fields, then whatever else the source knew; a name that is taken gets `input_` in front.

    >>> import newsclean
    >>> page = Page("a1", "Rain fell.", fields={"shard": 7, "status": "new"})
    >>> made = row(page, article_of(page), "none")
    >>> made["text"], made["shard"], made["status"], made["input_status"]
    ('Rain fell.', 7, 'too_short', 'new')
    """
    made: dict[str, Any] = {
        "id": page.id,
        "url": page.url,
        "text": article.text,
        "metadata": article.metadata.to_dict(),
        "status": article.status,
        "confidence": round(article.confidence, 4),
    }
    if ledger != "none":
        made["removed"] = removed(article, ledger)
    for key, value in page.fields.items():
        while key in made:
            key = f"input_{key}"
        made[key] = value
    return made


def removed(article: Article, ledger: str) -> dict[str, list[list[float]]] | list[dict[str, Any]]:
    """What was removed: as "spans", [start, end, score] under each label; in "full", each with text and reason."""
    if ledger == "full":
        return [removal.to_dict() for removal in article.removed]
    spans: dict[str, list[list[float]]] = {}
    for removal in article.removed:
        spans.setdefault(removal.label, []).append([removal.start, removal.end, round(removal.confidence, 2)])
    return spans


def encodable(value: Any) -> Any:
    """JSON-ready data with question marks for lone surrogates, which Arrow and orjson refuse."""
    if isinstance(value, str):
        return value if value.isascii() else value.encode("utf-8", "replace").decode("utf-8")
    if isinstance(value, list):
        return [encodable(one) for one in value]
    if isinstance(value, dict):
        return {key: encodable(one) for key, one in value.items()}
    return value
