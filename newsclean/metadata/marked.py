"""Candidates from elements whose attributes say what they hold: time elements, rel="author", rel="tag".

Attributes lie less than texts, but the same classes serve teasers, comments and side bars. So what stands in such
company is left out, and of the rest the first counts, because a page's own head comes before its list of others.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from newsclean.dates import find_dates, parse_machine_date
from newsclean.metadata.called import COMPANY
from newsclean.metadata.text import has_any
from newsclean.metadata.values import Reading, tags
from newsclean.model import Candidate
from newsclean.read.head import Time

_COMPANY = (*COMPANY, "thumbnail", "playlist", "next-", "prev", "chrono", " nav", "card")
_CLOUD = (
    "sidebar",
    "side-bar",
    "widget",
    "cloud",
    "popular",
    "trending",
    "comment",
    " nav",
    "menu",
    "ticker",
    "footer_",
    "hot-",
)
_PUBLISHED = re.compile(r"publish|pubdate|entry-date|post-date|postdate|posted|datecreated|article[-_]+date|created")
_MODIFIED = re.compile(r"updat|changed|revised")
_ONLY_MODIFIED = re.compile(r"modif|review")
"""Says so whatever else stands there, where WordPress calls a date of publication "published updated"."""
_DATE_LENGTH, _OWN = 24, 7
_MOST_TOPICS = 20
"""A longer list is a cloud of all the site's topics."""


def marked(reading: Reading) -> Iterator[Candidate]:
    """Dates from time elements and authors from marked elements of the page's own head."""
    yield from _times(reading)
    yield from _authors(reading)
    yield from _topics(reading)


def _times(reading: Reading) -> Iterator[Candidate]:
    seen: set[str] = set()
    for time in reading.head.times:
        if has_any(time.names, _COMPANY):
            continue
        for field, candidate in _dates(time, reading):
            if field not in seen:
                seen.add(field)
                yield candidate
        if len(seen) == 2:
            return


def _dates(time: Time, reading: Reading) -> Iterator[tuple[str, Candidate]]:
    read = parse_machine_date(time.value) if time.value else None
    # A text no longer than a date has no word for "updated" in it.
    written = find_dates(time.text, reading.language) if not read or len(time.text) > _DATE_LENGTH else []
    if not read and not written:
        return
    value = read[0] if read else written[0].value
    role = written[0].role if written else "unknown"
    own = " ".join(time.names.split()[:_OWN])
    called = _PUBLISHED.search(own) is not None
    updated = role == "updated" or _ONLY_MODIFIED.search(own) or (not called and _MODIFIED.search(own))
    said = role == "published" or called
    weight = 0.93 if said else 0.88 if time.after_heading else 0.65
    field = "modified" if updated else "published"
    yield field, Candidate(field, value, weight, "time", "time element", time.text or time.value)


def _authors(reading: Reading) -> Iterator[Candidate]:
    for mark in reading.head.marks:
        if mark.kind != "author" or has_any(mark.names, _COMPANY):
            continue
        authors = reading.authors(mark.text)
        if any(author.kind == "person" for author in authors):
            yield Candidate("authors", tuple(authors), 0.85, "html", 'link with rel="author"', mark.text[:300])
            return


def _topics(reading: Reading) -> Iterator[Candidate]:
    """The list of topics under an article: links with rel="tag"; rel="category" is its section."""
    category = next((mark.text for mark in reading.head.marks if mark.kind == "category" and mark.text), "")
    if category:
        yield Candidate("section", category, 0.6, "html", 'link with rel="category"', category)
    linked = [mark.text for mark in reading.head.marks if mark.kind == "tag" and not has_any(mark.names, _CLOUD)]
    found = tags(linked, reading)
    if found and len(found) <= _MOST_TOPICS:
        yield Candidate("tags", found, 0.6, "html", 'links with rel="tag"', "; ".join(found))
