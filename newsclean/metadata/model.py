"""What is known about an article besides its text. Plain values; the evidence hangs in `Metadata.candidates`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import datetime
from typing import Any, NamedTuple

from newsclean.model import Candidate

SCHEMA_VERSION = 1


class Author(NamedTuple):
    """Somebody, or some organisation, that a page names as its author."""

    name: str
    raw: str = ""
    """As the page writes it: "By Ada Lind, staff reporter"."""
    role: str = ""
    url: str = ""
    kind: str = "person"
    """person or organisation."""


class Image(NamedTuple):
    """A picture of the story."""

    url: str
    caption: str = ""
    credit: str = ""
    main: bool = False


class Related(NamedTuple):
    """Another story that the story itself links to."""

    title: str
    url: str = ""
    kind: str = ""
    """read_more, also_on, see_also ...; empty where nothing says."""
    start: int | None = None
    """Offset in the document's text, where it stands in it."""


@dataclass(frozen=True)
class Metadata:
    """Metadata of one article. None, "" and () mean: not known. Every value's evidence is in `candidates`."""

    title: str | None = None
    subtitle: str | None = None
    section: str | None = None
    authors: list[str] = field(default_factory=list)
    """Names of persons."""
    authors_full: tuple[Author, ...] = ()
    """Persons and organisations, each with raw form, role and address where there is one."""
    published: datetime | None = None
    """Aware where the page gives a zone. A day without a time of day is midnight, see `published_precision`."""
    published_precision: str = ""
    """day, minute or second; empty without a date."""
    published_raw: str = ""
    modified: datetime | None = None
    modified_precision: str = ""
    modified_raw: str = ""
    dateline_place: str | None = None
    agency: str | None = None
    site: str | None = None
    """The site's name as printed, else its domain."""
    domain: str | None = None
    language: str | None = None
    """Two letters, lower case."""
    description: str | None = None
    canonical_url: str | None = None
    images: tuple[Image, ...] = ()
    videos: tuple[str, ...] = ()
    tags: list[str] = field(default_factory=list)
    breadcrumbs: tuple[str, ...] = ()
    related: tuple[Related, ...] = ()
    access: str | None = None
    """free or paid; None where the page does not say."""
    word_count: int | None = None
    """As the page says it; the words of the story itself are counted in its text."""
    page_type: str | None = None
    """The page's own word for what it is, a schema.org type or og:type: NewsArticle, article, website."""
    confidence: Mapping[str, float] = field(default_factory=dict)
    """For each field that was weighed and has a value: how sure it is, 0 to 1."""
    why: Mapping[str, str] = field(default_factory=dict)
    """For the same fields: which place gave the value, and which others say so."""
    candidates: tuple[Candidate, ...] = field(default=(), repr=False)
    """All values that were found for all fields, those that won included, with source and reason."""

    def to_dict(self) -> dict[str, Any]:
        """JSON-ready data with stable keys; dates as ISO 8601. Candidates are left out, see `candidates_to_dict`.

        >>> Metadata(title="Ferry back").to_dict()["title"]
        'Ferry back'
        """
        data: dict[str, Any] = {"schema_version": SCHEMA_VERSION}
        for one in fields(self):
            if one.name != "candidates":
                data[one.name] = _plain(getattr(self, one.name))
        return data

    def candidates_to_dict(self) -> list[dict[str, Any]]:
        """The evidence as JSON-ready data: field, value, confidence, source, why, raw, start."""
        return [{key: _plain(value) for key, value in candidate._asdict().items()} for candidate in self.candidates]


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): _plain(one) for key, one in value.items()}
    if hasattr(value, "_asdict"):
        return {key: _plain(one) for key, one in value._asdict().items()}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    if value is None or isinstance(value, str | int | float | bool):
        return value
    return str(value)
