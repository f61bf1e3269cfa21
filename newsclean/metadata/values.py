"""What stands in a statement, read into the value a field holds; None or () where it cannot be read.

One reader a field: `(given, reading) -> value`. `given` are texts, numbers and described things, as they were found.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from newsclean.dates import parse_machine_date
from newsclean.language import code
from newsclean.metadata.model import Author, Image
from newsclean.metadata.names import clean_names
from newsclean.metadata.text import absolute, key, plain
from newsclean.model import Document
from newsclean.read.head import Head
from newsclean.read.jsonld import Item

MAX_TITLE = 400
MAX_TAGS = 40
MAX_IMAGES = 30
_TAG_BREAK = re.compile(r"(?:(?<!\s)\s+)?(?:[;|，、]\s*|,\s+|,(?=\D))")
_SYSTEM_TAG = re.compile(
    r"^_|://|\w: ?\w|^\w+\.\w{2,4}$|/|[0-9a-f]{8}-[0-9a-f]{4}|^[a-z]+(?:-[a-z]+){2,}$|^[a-z]+_[a-z_]+$|[a-z][A-Z]\w+[A-Z]"
)
_PAID = frozenset("false no locked paid premium metered 0 subscription subscriber subscribers plus register".split())
_FREE = frozenset("true yes free open 1 unlocked public".split())
_NO_SITE = re.compile(r"^@|^https?:|[©®]|\bcopyright\b|\ball rights\b", re.I)


@dataclass(frozen=True)
class Reading:
    """What the readers know of the page."""

    document: Document
    head: Head
    language: str | None
    sites: tuple[str, ...]
    names: dict[str, list[Author]] = field(default_factory=dict)
    """Author strings read before: the same stands in several places."""

    def authors(self, text: str) -> list[Author]:
        """`clean_names` of a string that stands where authors are named."""
        if text not in self.names:
            self.names[text] = clean_names(text, self.language, organisations=self.sites, named=True)
        return self.names[text]


def _texts(given: list[Any]) -> list[str]:
    return [
        text for value in given if (text := value.text("name", "headline") if isinstance(value, Item) else plain(value))
    ]


def title(given: list[Any], reading: Reading) -> str | None:
    """One line of some length that is not the site's name alone."""
    for text in _texts(given):
        text = " ".join(text.split())
        if 1 < len(text) <= MAX_TITLE and "{{" not in text and not text.startswith("http"):
            return text
    return None


def line(given: list[Any], reading: Reading) -> str | None:
    """Short text: a section, a subtitle."""
    found = title(given, reading)
    return found if found and len(found) <= 200 else None


def description(given: list[Any], reading: Reading) -> str | None:
    """Text of any length up to some paragraphs."""
    return next((text for text in _texts(given) if len(text) > 2 and "{{" not in text), None)


def authors(given: list[Any], reading: Reading) -> tuple[Author, ...]:
    """Persons and organisations; a described thing may bring role and address."""
    found: dict[str, Author] = {}
    for value in given:
        item = value if isinstance(value, Item) else None
        for text in item.texts("name") if item else [plain(value)]:
            for author in reading.authors(text):
                if item:
                    author = _described(author, item, reading)
                found.setdefault(key(author.name), author)
    return tuple(found.values())


def _described(author: Author, item: Item, reading: Reading) -> Author:
    url = next((u for t in item.texts("url", "sameAs") if (u := absolute(t, reading.document.url))), "")
    role = author.role or item.text("jobTitle")[:100]
    company = any(kind.endswith(("Organization", "Corporation")) for kind in item.types)
    # An organisation by its type is believed, unless its name has the form of a full person's name.
    kind = "organisation" if company and " " not in author.name else author.kind
    return author._replace(url=url or author.url, role=role, kind=kind)


def moment(given: list[Any], reading: Reading) -> datetime | None:
    """The first readable date; a time that only repeats midnight is a day."""
    for text in _texts(given):
        parsed = parse_machine_date(text)
        if parsed is not None:
            return parsed[0]
    return None


def site(given: list[Any], reading: Reading) -> str | None:
    for text in _texts(given):
        if 1 < len(text) <= 80 and not _NO_SITE.search(text):
            return text
    return None


def tags(given: list[Any], reading: Reading) -> tuple[str, ...]:
    """Key words, split where one string holds them all. Addresses, sentences, the site's name and what a publishing
    system writes for itself ("_prio_3", "Category: World", "stats-reach-all") are none."""
    found: dict[str, str] = {}
    texts = _texts(given)
    sites = set(map(key, reading.sites))
    for text in texts:
        for tag in _TAG_BREAK.split(text) if len(texts) < 3 else [text]:
            tag = tag.strip(" \t#.,;\"'")
            if 1 < len(tag) <= 80 and len(tag.split()) <= 8 and not _SYSTEM_TAG.search(tag) and key(tag) not in sites:
                found.setdefault(tag.casefold(), tag)
    joined = {tag for tag in found if "," in tag and all(part.strip() in found for part in tag.split(","))}
    return tuple(tag for folded, tag in found.items() if folded not in joined)[:MAX_TAGS]


def url(given: list[Any], reading: Reading) -> str | None:
    for value in given:
        text = value.text("@id", "url") if isinstance(value, Item) else plain(value)
        whole = absolute(text, reading.document.url)
        if whole:
            return whole
    return None


def access(given: list[Any], reading: Reading) -> str | None:
    """free or paid."""
    for text in _texts(given):
        word = text.strip().rpartition("/")[2].casefold()
        if word in _PAID or word in _FREE:
            return "paid" if word in _PAID else "free"
    return None


def word_count(given: list[Any], reading: Reading) -> int | None:
    for text in _texts(given):
        if text.isdecimal() and 0 < int(text[:9]) < 1_000_000:
            return int(text)
    return None


def language(given: list[Any], reading: Reading) -> str | None:
    for value in given:
        text = value.text("alternateName", "name") if isinstance(value, Item) else plain(value)
        if found := code(text):
            return found
    return None


def images(given: list[Any], reading: Reading) -> tuple[Image, ...]:
    found: dict[str, Image] = {}
    for value in given[:MAX_IMAGES]:
        item = value if isinstance(value, Item) else None
        given_url = item.text("url", "contentUrl", "@id") if item else plain(value)
        whole = absolute(given_url, reading.document.url)
        if whole:
            caption = item.text("caption", "description") if item else ""
            credit = item.text("creditText", "copyrightHolder", "author", "copyrightNotice") if item else ""
            found.setdefault(whole.partition("?")[0], Image(whole, caption, credit))
    return tuple(found.values())


def videos(given: list[Any], reading: Reading) -> tuple[str, ...]:
    whole = (absolute(plain(value), reading.document.url) for value in given)
    return tuple(dict.fromkeys(one for one in whole if one))


def breadcrumbs(item: Item) -> tuple[str, ...]:
    """The names of a BreadcrumbList in the order of their positions; () for anything else."""
    if "BreadcrumbList" not in item.types:
        return ()
    steps = []
    for number, step in enumerate(item.items("itemListElement")[:20]):
        name = step.text("name") or next((inner.text("name") for inner in step.items("item")), "")
        position = step.text("position")
        if name:
            steps.append((int(position) if position.isdecimal() and len(position) < 4 else number, name))
    return tuple(name for _, name in sorted(steps, key=lambda step: step[0]))


READERS: Mapping[str, Callable[[list[Any], Reading], Any]] = {
    "title": title,
    "subtitle": line,
    "section": line,
    "authors": authors,
    "published": moment,
    "modified": moment,
    "site": site,
    "description": description,
    "tags": tags,
    "canonical_url": url,
    "access": access,
    "word_count": word_count,
    "language": language,
    "page_type": line,
    "images": images,
    "videos": videos,
}
