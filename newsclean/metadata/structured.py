"""Candidates from what a page says about itself: metas, JSON-LD, microdata, RDFa, links, title element, address.

Which place speaks for which field, and how far it is believed, is data (`data/metadata.toml`). Here the values are
read and cleaned; a value that cannot be read is no candidate.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from importlib.resources import files
from typing import Any

from newsclean.dates import parse_machine_date
from newsclean.metadata import values
from newsclean.metadata.articles import Described, described
from newsclean.metadata.marked import marked
from newsclean.metadata.sites import site_names
from newsclean.metadata.text import absolute, domain, plain
from newsclean.model import Candidate, Document
from newsclean.read.head import Head
from newsclean.read.jsonld import Item

_DAY_IN_ADDRESS, _ADDRESS_BELIEVED = re.compile(r"[/_-]((?:19|20)\d\d)([/_-]?)(\d\d)\2(\d\d)(?!\d)"), 0.6
_FORMS = {
    "published": (re.compile(r"(?<!last)(?<!last[_-])publi[a-z]*[_:-]?(?:date|time|at|day)|date[_-]pub"), 0.9),
    "authors": (re.compile(r"(?<!smartbanner)(?:^|[:_.-])(?:article|content|page)?[_-]?author(?:s|_?name1?)?$"), 0.7),
}
"""Names of metas that are not listed in the data: right on 30 of 32 (dates) and 20 of 29 (authors) development pages."""
_OPENGRAPH = ("og:", "article:")
_KINDS = {
    "website": frozenset(("WebSite",)),
    "organization": frozenset(("Organization", "NewsMediaOrganization", "Corporation", "LocalBusiness")),
    "video": frozenset(("VideoObject",)),
}


@lru_cache(maxsize=1)
def weights() -> Mapping[str, Mapping[str, Any]]:
    """Field -> kind of place -> name -> how far it is believed, from data/metadata.toml."""
    return tomllib.loads(files("newsclean").joinpath("data/metadata.toml").read_text("utf-8"))


def structured(document: Document, language: str | None = None) -> Iterator[Candidate]:
    """Candidates for all fields from the page's head and address, in no particular order; none for a text.

    Args:
        document: as it was read; `document.head` and `document.url` are looked at, the blocks are not.
        language: of the text, where it is known better than the page says it.
    """
    head = document.head
    if head is None:
        yield from _from_address(document)
        return
    things = described(document)
    reading = values.Reading(document, head, language or document.language, site_names(document, things))
    yield from _from_metas(head, reading)
    yield from _from_items(_by_kind(things), reading)
    yield from marked(reading)
    yield from _from_markup(document, head, things)
    yield from _from_address(document)


@lru_cache(maxsize=1)
def _fields_of_metas() -> Mapping[str, Sequence[tuple[str, float]]]:
    """Name of a meta -> the fields it speaks for, with weights."""
    found: dict[str, list[tuple[str, float]]] = {}
    for field in values.READERS:
        for name, weight in weights().get(field, {}).get("meta", {}).items():
            found.setdefault(name, []).append((field, weight))
    return found


@lru_cache(maxsize=4_096)
def _fields_of_meta(name: str) -> Sequence[tuple[str, float]]:
    """The fields a meta speaks for, with weights; publishing systems make up ever new names for two of them."""
    known = _fields_of_metas().get(name)
    if known is None:
        known = [(field, weight) for field, (form, weight) in _FORMS.items() if form.search(name)]
    return known


def _from_metas(head: Head, reading: values.Reading) -> Iterator[Candidate]:
    for name, contents in head.meta.items():
        for field, weight in _fields_of_meta(name):
            value = values.READERS[field](list(contents), reading)
            if value:
                source = "opengraph" if name.startswith(_OPENGRAPH) else "meta"
                yield Candidate(field, value, weight, source, f"meta {name}", "; ".join(contents)[:500])


def _from_items(items: Mapping[str, Sequence[Item]], reading: values.Reading) -> Iterator[Candidate]:
    for kind, described_things in items.items():
        for item in described_things:
            said = "/".join(item.types) or "item"
            for name, field, weight in _fields_of_items(kind):
                given = item.values(name) if name in item.data else None
                value = values.READERS[field](given, reading) if given else None
                if value:
                    raw = "; ".join(filter(None, map(_raw, given or ())))[:500]
                    yield Candidate(field, value, weight, item.source, f"{said} {name}", raw)


@lru_cache(maxsize=8)
def _fields_of_items(kind: str) -> Sequence[tuple[str, str, float]]:
    """Property, field and weight for one kind of described thing."""
    return [
        (name, field, weight)
        for field in values.READERS
        for name, weight in weights().get(field, {}).get(kind, {}).items()
    ]


def _by_kind(things: Described) -> dict[str, Sequence[Item]]:
    """The described things under the names that data/metadata.toml has for them."""
    found: dict[str, Sequence[Item]] = {"article": things.articles, "page": things.pages}
    for kind, types in _KINDS.items():
        found[kind] = [item for item in things.rest if not types.isdisjoint(item.types)]
    return found


def _raw(value: Any) -> str:
    return value.text("name", "url", "@id") if isinstance(value, Item) else plain(value)


def _from_markup(document: Document, head: Head, things: Described) -> Iterator[Candidate]:
    """What links, the title element, headings, breadcrumbs and types say."""
    for i, heading in enumerate(head.headings):
        yield Candidate("title", heading, 0.85 if i == 0 else 0.4, "html", "h1 element", heading)
    if head.title:
        yield Candidate("title", head.title, 0.8, "title-element", "title element", head.title)
    for href in head.links.get("canonical", ())[:1]:
        whole = absolute(href, document.url)
        if whole:
            yield Candidate("canonical_url", whole, 0.95, "html", "link rel=canonical", href)
    if head.language:
        yield Candidate("language", head.language, 0.85, "html", "lang of the html element", head.language)
    for item in things.articles[:1]:
        if item.types:
            yield Candidate(
                "page_type", item.types[0], 0.9, item.source, "type of the described article", item.types[0]
            )
    trail = next((names for names in map(values.breadcrumbs, things.rest) if names), ())
    if trail:
        yield Candidate("breadcrumbs", trail, 0.9, "json-ld", "BreadcrumbList", " > ".join(trail))


def _from_address(document: Document) -> Iterator[Candidate]:
    head = document.head or Head()
    for url in (document.url, *head.links.get("canonical", ())[:1], head.first("og:url")):
        name = domain(url)
        if name:
            yield Candidate("domain", name, 0.95, "url", "address of the page", url or "")
            yield Candidate("site", name, 0.3, "url", "domain of the address", url or "")
            if day := _DAY_IN_ADDRESS.search(url or ""):
                read = parse_machine_date(f"{day[1]}-{day[3]}-{day[4]}")
                if read:
                    yield Candidate(
                        "published", read[0], _ADDRESS_BELIEVED, "url", "day in the address of the page", day[0]
                    )
            return
