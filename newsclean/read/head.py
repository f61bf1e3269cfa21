"""What a page says about itself in its markup, collected once: metas, links, JSON-LD, microdata, times, headings.

Nothing is judged here. A few passes that lxml makes in C pick the elements; all of it costs about a quarter of the
parse. Whatever a page does wrong (wrong types, broken JSON, a hundred thousand metas) ends in fewer values and a note.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from lxml import etree

from newsclean.language import code
from newsclean.read.jsonld import Item, clean_text, collect, read_json
from newsclean.read.marks import Mark, names_of, read_marks, text_of
from newsclean.read.microdata import read_items

MAX_METAS = 1_000
MAX_LINKS = 500
MAX_SCRIPTS = 100
MAX_TIMES = 40
MAX_HEADINGS = 20
MAX_URL = 4_000

_NAMED_BY = ("property", "name", "itemprop", "http-equiv")
_TECHNICAL = frozenset("stylesheet preload dns-prefetch preconnect modulepreload prefetch".split())
_DRAWINGS = frozenset(("svg", "symbol", "g", "defs", "use", "path"))


class Time(NamedTuple):
    """A time element: what its datetime attribute says, what it shows, and where it stands."""

    value: str
    text: str
    names: str
    """class, id and itemprop of the element and of those around it, joined, in lower case."""
    after_heading: bool


@dataclass(frozen=True, slots=True)
class Head:
    """A page's own statements. Keys of `meta` and `links` are lower case; values are as written, in page order."""

    title: str = ""
    meta: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    links: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    language: str | None = None
    """Two letters, lower case, from the html element or a meta; None where nobody says."""
    items: tuple[Item, ...] = ()
    """Things described in JSON-LD, microdata and RDFa, top level only; their parts hang in their properties."""
    json_ld: tuple[Any, ...] = ()
    """The JSON-LD values as parsed, one for each readable script."""
    times: tuple[Time, ...] = ()
    headings: tuple[str, ...] = ()
    """Texts of the h1 elements."""
    marks: tuple[Mark, ...] = ()
    notes: tuple[str, ...] = ()
    """What was given up or mended."""

    def first(self, *names: str) -> str:
        """The first meta content that is not empty under these names; empty where there is none."""
        return next((content for name in names for content in self.meta.get(name, ())), "")


def read_head(root: etree._Element) -> Head:
    """The `Head` of a parsed page; the tree is left as it is.

    Args:
        root: the html element, with its script elements still in it.
    """
    reader = _Reader()
    for element in root.iter("title", "meta", "link", "script", "time", "h1"):
        reader.take(element)
    values: list[Any] = []
    for text in reader.scripts[:MAX_SCRIPTS]:
        found, note = read_json(text)
        values += found
        if note and note not in reader.notes:
            reader.notes.append(note)
    return Head(
        title=reader.title,
        meta={name: tuple(contents) for name, contents in reader.meta.items()},
        links={rel: tuple(hrefs) for rel, hrefs in reader.links.items()},
        language=_language(root, reader.meta),
        items=collect(values) + read_items(root),
        json_ld=tuple(values),
        times=tuple(reader.times),
        headings=tuple(text for text in map(text_of, reader.headings) if text),
        marks=read_marks(root),
        notes=tuple(reader.notes),
    )


class _Reader:
    """Sorts the elements of interest while they pass by."""

    def __init__(self) -> None:
        self.title = ""
        self.meta: dict[str, list[str]] = {}
        self.links: dict[str, list[str]] = {}
        self.scripts: list[str] = []
        self.times: list[Time] = []
        self.headings: list[etree._Element] = []
        self.notes: list[str] = []
        self.metas = 0

    def take(self, element: etree._Element) -> None:
        match element.tag:
            case "meta":
                self._meta(element)
            case "link":
                self._link(element)
            case "script":
                if "ld+json" in (element.get("type") or "").lower() and element.text:
                    self.scripts.append(element.text)
            case "time":
                if len(self.times) < MAX_TIMES:
                    value = clean_text(element.get("datetime") or element.get("content") or "")
                    self.times.append(Time(value, text_of(element), names_of(element), bool(self.headings)))
            case "title":
                parent = element.getparent()
                if not self.title and (parent is None or parent.tag not in _DRAWINGS):
                    self.title = clean_text(element.text or "")
            case _:
                if len(self.headings) < MAX_HEADINGS:
                    self.headings.append(element)

    def _meta(self, element: etree._Element) -> None:
        content = element.get("content") or element.get("value")
        if not content or self.metas >= MAX_METAS:
            return
        for attribute in _NAMED_BY:
            name = element.get(attribute)
            if name and (attribute != "itemprop" or _is_in_head(element)):
                self.metas += 1
                self.meta.setdefault(name.strip().lower(), []).append(clean_text(content))
                return

    def _link(self, element: etree._Element) -> None:
        rel = (element.get("rel") or "").lower()
        if rel in _TECHNICAL:
            return
        href = (element.get("href") or "").strip()
        if href and len(href) < MAX_URL and len(self.links) < MAX_LINKS:
            for word in rel.split():
                self.links.setdefault(word, []).append(href)


def _is_in_head(element: etree._Element) -> bool:
    parent = element.getparent()
    return parent is not None and parent.tag in ("head", "html", "noscript")


def _language(root: etree._Element, meta: Mapping[str, list[str]]) -> str | None:
    said = [root.get("lang"), root.get("{http://www.w3.org/XML/1998/namespace}lang"), root.get("xml:lang")]
    for name in ("content-language", "og:locale", "inlanguage", "dc.language", "dcterms.language", "language"):
        said += meta.get(name, [])
    return next((found for found in map(code, said) if found), None)
