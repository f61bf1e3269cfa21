from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

from newsclean.dates import find_dates
from newsclean.detectors import Found, detector
from newsclean.metadata.names import clean_names
from newsclean.metadata.vocabulary import vocabulary
from newsclean.model import Candidate, Document, Finding

_HEAD = 500
"""Characters at the start of a line in which date, headline and author stand."""
_LONGEST_NAMES = 90
_HEADLINE = range(20, 200)
_WORD = re.compile(r"(?<=\s)[^\W\d_]{2,9}(?=\s+[^\W\d_])")


@detector("dateline", "title", "byline")
def one_line(document: Document, found: Found) -> Iterator[Finding]:
    """Date, headline and author at the head of a text that a scraper put on one line: "3 May 2024 9 PM ... By ...".

    Nothing but their order tells them apart: the date, what is as long as a headline, "by" and names. Dates and names
    in the sentences of a story are left alone: without all three in this order nothing is found.
    """
    line = _first_line(document)
    dates = find_dates(document.text[:line], document.language) if line else []
    if not dates:
        return
    date = dates[0]
    by = vocabulary(document.language).by_words
    for word in _WORD.finditer(document.text, date.end, line):
        if word[0].casefold() not in by or word.start() - date.end not in _HEADLINE:
            continue
        rest = document.text[word.end() : word.end() + _LONGEST_NAMES]
        names = [author for author in clean_names(_capitals(rest), document.language) if author.kind == "person"]
        if not names:
            continue
        end = word.end() + rest.rindex(names[-1].name.split()[-1]) + len(names[-1].name.split()[-1])
        title = document.text[date.end : word.start()].strip(" |-")
        start = document.text.index(title, date.end)
        why = "date, headline and author follow each other at the head of a line"
        published = Candidate("published", date.value, 0.85, "visible", why, date.raw, date.start)
        yield Finding(date.start, start, "dateline", 0.97, why, (published,))
        headline = Candidate("title", title, 0.85, "visible", why, title, start)
        yield Finding(start, word.start(), "title", 0.97, why, (headline,))
        authors = Candidate("authors", tuple(names), 0.8, "visible", why, rest, word.start())
        yield Finding(word.start(), end, "byline", 0.97, why, (authors,))
        return


def _first_line(document: Document) -> int:
    """The length of the head of the first line, if it holds several blocks; else 0."""
    blocks = document.blocks
    if document.kind != "text" or len(blocks) < 2 or blocks[1].gap:
        return 0
    end = next((before.end for before, block in itertools.pairwise(blocks) if block.gap), len(document.text))
    return min(end, _HEAD)


def _capitals(text: str) -> str:
    """The names at the start of a text: words in capitals where the first is, and what joins them."""
    words = text.split()
    if not words or not words[0].isupper():
        return ""
    kept = []
    for word in words:
        if not word.isupper() and len(word) > 3:
            break
        kept.append(word)
    return " ".join(kept)
