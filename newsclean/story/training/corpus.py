"""Labelled pages on disk: sets of `gold.jsonl.gz` (a row a page) and `html/<id>.html.gz` (the bytes as fetched)."""

from __future__ import annotations

import gzip
import hashlib
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from newsclean.read.decode import decode

_CLASS = re.compile(r"class\s*=\s*[\"']([^\"']+)")
# Public suffixes of two parts, well enough: "news.example.co.uk" and "www.example.co.uk" are one site.
_SECOND_LEVEL = frozenset(("co", "com", "org", "net", "gov", "ac", "edu", "or", "ne", "go", "gob", "gouv"))
_COMMON_TEMPLATE = 0.35
_LEAST_SHARED = 25
_RARE = 60


@dataclass(frozen=True)
class Page:
    """A labelled page: its set and id, where it came from, its markup and its story."""

    set: str
    id: str
    url: str
    markup: str
    story: str


def read_pages(corpus: Path, sets: Iterable[str], *, articles: bool = True) -> list[Page]:
    """The articles with a gold body of these sets, in file order; or the pages that are none, with an empty story."""
    pages = []
    for name in sets:
        with gzip.open(corpus / name / "gold.jsonl.gz", "rt", encoding="utf-8") as rows:
            for row in map(json.loads, rows):
                is_article = row.get("page_type", "article") == "article"
                story = row.get("body") or ""
                if is_article == articles and (story or not articles):
                    pages.append(_page(corpus, name, row, story if articles else ""))
    return pages


def read_unlabelled(corpus: Path, sets: Iterable[str]) -> list[Page]:
    """The articles of these sets that nobody marked a story in; their story is empty."""
    pages = []
    for name in sets:
        with gzip.open(corpus / name / "gold.jsonl.gz", "rt", encoding="utf-8") as rows:
            found = [row for row in map(json.loads, rows) if row.get("page_type", "article") == "article"]
        pages += [_page(corpus, name, row, "") for row in found if not row.get("body")]
    return pages


def _page(corpus: Path, name: str, row: Mapping[str, Any], story: str) -> Page:
    raw = gzip.decompress((corpus / name / "html" / f"{row['id']}.html.gz").read_bytes())
    return Page(name, row["id"], row.get("url") or "", decode(raw), story)


def digest(pages: Sequence[Page]) -> str:
    """A short hash over everything that was learned from."""
    total = hashlib.blake2b(digest_size=8)
    for page in pages:
        total.update(f"{page.set}\0{page.id}\0{page.markup}\0{page.story}\0".encode("utf-8", "replace"))
    return total.hexdigest()


def site(url: str) -> str:
    """The name a site is registered under, without its suffix, so that its country editions are one site.

    >>> site("https://news.example.co.uk/a"), site("http://example.com")
    ('example', 'example')
    """
    parts = (urlsplit(url).hostname or "").split(".")
    while len(parts) > 2 and not (len(parts) == 3 and parts[1] in _SECOND_LEVEL):
        parts = parts[1:]
    return parts[0] or url


def site_folds(pages: Sequence[Page], folds: int) -> list[int]:
    """A fold for each page: pages of one site share it, and so do sites built from one template.

    Two pages share a template when 35 % of the smaller one's class names, and at least 25, are common to them and
    rare elsewhere: publisher groups run many titles on one.
    """
    classes = [{name for names in _CLASS.findall(page.markup) for name in names.split()} for page in pages]
    spread = Counter(name for names in classes for name in names)
    holders: dict[str, list[int]] = defaultdict(list)
    for at, names in enumerate(classes):
        for name in names:
            if 1 < spread[name] < _RARE:
                holders[name].append(at)
    shared: Counter[tuple[int, int]] = Counter()
    for at_pages in holders.values():
        shared.update((a, b) for i, a in enumerate(at_pages) for b in at_pages[i + 1 :])
    groups = _Groups(len(pages))
    first: dict[str, int] = {}
    for at, page in enumerate(pages):
        groups.join(first.setdefault(site(page.url) if page.url else page.id, at), at)
    for (a, b), number in shared.items():
        if number >= _LEAST_SHARED and number >= _COMMON_TEMPLATE * min(len(classes[a]), len(classes[b])):
            groups.join(a, b)
    return _balanced(pages, groups, folds)


class _Groups:
    """Disjoint sets."""

    def __init__(self, count: int) -> None:
        self.parents = list(range(count))

    def find(self, at: int) -> int:
        while self.parents[at] != at:
            self.parents[at] = self.parents[self.parents[at]]
            at = self.parents[at]
        return at

    def join(self, a: int, b: int) -> None:
        self.parents[self.find(b)] = self.find(a)


def _balanced(pages: Sequence[Page], groups: _Groups, folds: int) -> list[int]:
    """Groups dealt to folds, the largest first, each to the fold that has least of the sets it brings."""
    members: dict[int, list[int]] = defaultdict(list)
    for at in range(len(pages)):
        members[groups.find(at)].append(at)
    sizes = Counter(page.set for page in pages)
    loads: list[Counter[str]] = [Counter() for _ in range(folds)]
    found = [0] * len(pages)
    for group in sorted(members.values(), key=lambda group: (-len(group), pages[group[0]].set, pages[group[0]].id)):
        brings = Counter(pages[at].set for at in group)

        def weight(fold: int, brings: Counter[str] = brings) -> float:
            return sum(loads[fold][name] * number / sizes[name] ** 2 for name, number in brings.items())

        fold = min(range(folds), key=weight)
        loads[fold].update(brings)
        for at in group:
            found[at] = fold
    return found
