"""Candidates that stand in the text itself, with or without markup: what a reader of the page would say.

Whole date lines, author lines and headlines are found by the detectors, which cut them; here is what is not cut, or
only recognised by where it stands: a name beside the date under the headline, the place and agency that open a
story, the site's name in the copyright line.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from newsclean.metadata.bylines import authors_credited, authors_inside
from newsclean.metadata.lines import LONGEST, element_names, short_lines
from newsclean.metadata.owners import owner
from newsclean.metadata.printed import printed_dates
from newsclean.metadata.signatures import LEAST, authors_near
from newsclean.metadata.text import has_any, key
from newsclean.metadata.titles import stripped
from newsclean.metadata.vocabulary import vocabulary
from newsclean.metadata.zone import Zone, head_zone, story_of
from newsclean.model import Candidate, Document

_TOPIC_PAGE = re.compile(
    r"/(?:tags?|topics?|themen?|thema|temas?|keywords?|etiket(?:ler)?|etiqueta|schlagwort|sujets?|dossier)/", re.I
)
_TOPIC_LIST = re.compile(
    r"(?:(?<![A-Za-z])|(?<=[a-z])(?=[A-Z]))"
    r"(?:[Tt]ags|[Tt]ag-?_?[Ll]ist|[Tt]opics|[Kk]eywords|[Tt]hemen|[Ss]chlagworte|[Ee]tiquetas|[Ee]tiketler|[Tt]emas)(?![a-z])"
)
_MAY_BE_TOPICS = "tags tag-list taglist tag_list topics keywords themen schlagw etiket etiquet temas".split()
_TOPICS_BEHIND, _MOST_TOPICS, _LONGEST_TOPIC = 15, 20, 50
_COPYRIGHT = re.compile(
    r"(?:©|\(c\)|copyright)\s*(?P<year>\d{4}(?:\s*[-–—/]\s*(?:\d{4}|\d\d))?)?[\s,.:-]*(?:by\s+)?(?P<name>(?:[^\d|•·©.,;:()]|(?<=\b[A-Z])\.){3,60})",
    re.I,
)
_RIGHTS = re.compile(
    r"(?:(?<!\s)\s+)?(?:[-–|,]|(?<!\b[A-Z])\.|\b(?:all rights|alle rechte|tous droits|todos los|inc|gmbh|llc|ltd)\b).*$",
    re.I,
)
_NO_NAME = re.compile(r"copyright|©|all rights|privacy|@|terms|disclaimer", re.I)
_LITTLE_BEFORE = 3
_FOOTER = 40
_INTO = 6
"""Lines of the story under which its date may still stand: a deck is often taken for its first paragraph."""
_LEVELS = 3
_OPENING = re.compile(
    r"^(?P<place>[^\W\d_][\w .'’/-]{1,40}?)"
    r"(?:,\s+(?P<region>[^\W\d_][\w. ]{1,25}?))?(?:,?\s+\d{1,2}\.?\s+[^\W\d_]{3,12}\.?|,?\s+[^\W\d_]{3,12}\.?\s+\d{1,2})?"
    r"\s*(?:\((?P<agency>[^()]{2,40})\)\s*[-–—:.]*|[-–—]{1,2}|:)\s+\S"
)
_BEHIND_PLACE = "(:-–—"


def visible(
    document: Document, language: str | None = None, found: Sequence[Candidate] = (), *, told: bool = False
) -> Iterator[Candidate]:
    """Candidates for authors, dates, tags, agency, dateline place and site from the document's blocks, and those found
    before.

    Args:
        document: as it was read.
        language: of the text, where it is known better than the page says it.
        found: by detectors. The headline among them tells where authors stand; what they read in a line that is rated
            here, with all that stands beside it, is left out.
        told: the page's markup names its authors.
    """
    if not document.blocks:
        yield from found
        return
    language = language or document.language
    zone, story = head_of(document, [str(candidate.value) for candidate in found if candidate.field == "title"])
    head = short_lines(document, language, range(zone.low, zone.high))
    dated = [line for line in head if line.number < story[0] + _INTO] + short_lines(
        document, language, range(*zone.end)
    )
    dates = list(printed_dates(document, dated, language, zone))
    yield from dates
    updates = {candidate.start for candidate in dates if candidate.field == "modified"}
    found = [c._replace(field="modified") if c.field == "published" and c.start in updates else c for c in found]
    hands = vocabulary(language).other_hands
    near = list(authors_near(document, language, zone, story, told=told))
    yield from (c for c in near if c.confidence >= LEAST and not hands.end(c.raw))
    rated = {candidate.start for candidate in near}
    yield from (c for c in found if c.field != "authors" or (c.start not in rated and not hands.end(c.raw)))
    yield from authors_inside(document, language, head, story)
    yield from authors_credited(document, language, zone)
    yield from _opening(document, language, story)
    yield from _topics(document, zone, story)
    held = list(_copyright(document))
    if document.head is None:
        yield from owner(document, language, str(held[0].value) if held else "")
    else:
        yield from held


def head_of(document: Document, headlines: Iterable[str] = ()) -> tuple[Zone, tuple[int, int]]:
    """Where the head of a document's story is, and the numbers of the story's first and one past its last block."""
    story = story_of(document)
    return head_zone(document, _titles(document) | set(map(key, headlines)), story), story


def _titles(document: Document) -> set[str]:
    head = document.head
    if head is None:
        return set()
    said = [*head.headings, head.first("og:title"), head.first("twitter:title"), head.title]
    said += [item.text("headline") for item in head.items[:20]]
    keys = {key(text) for text in said if text}
    return {k for k in keys | {key(stripped(head.title, [], keys))} if len(k) > 5}


def _opening(document: Document, language: str | None, story: tuple[int, int]) -> Iterator[Candidate]:
    """Place and agency in front of the first sentence: "LONDON, March 3 (Reuters) -"."""
    agencies = vocabulary(language).agencies
    for number, block in enumerate(document.blocks[story[0] : story[0] + 4], story[0]):
        front = block.text[:120]
        match = _OPENING.match(front) if has_any(front, _BEHIND_PLACE) else None
        if match is None or any(cue.position != "inside" for cue in document.cues[number]):
            continue
        place, agency = match["place"].strip(), (match["agency"] or "").strip()
        known = agency.casefold() in agencies
        if known:
            yield Candidate(
                "agency", agency, 0.85, "visible", "stands in brackets in front of the story", match[0], block.start
            )
        if known or (place.isupper() and len(place) > 3):
            why = "stands in front of the first sentence"
            yield Candidate("dateline_place", place, 0.8, "visible", why, match[0], block.start)
        return


def _topics(document: Document, zone: Zone, story: tuple[int, int]) -> Iterator[Candidate]:
    """Topics beside a story: links whose address says that they lead to one, or that stand in a list called so."""
    first = zone.low if zone.title is None else zone.title
    by_address: dict[str, str] = {}
    by_class: dict[str, str] = {}
    for block in document.blocks[first : story[1] + _TOPICS_BEHIND]:
        if not block.links or len(block.text) > LONGEST:
            continue
        listed = _is_topic_list(element_names(block, _LEVELS))
        for link in block.links:
            told = _TOPIC_PAGE.search(link.href) is not None
            if not listed and not told:
                continue
            text = block.text[link.start - block.start : link.end - block.start].strip(" #,")
            if 1 < len(text) <= _LONGEST_TOPIC:
                if listed:
                    by_class.setdefault(key(text), text)
                if told:
                    by_address.setdefault(key(text), text)
    for found, why in ((by_address, "links to topics beside the story"), (by_class, "a list of topics")):
        if 0 < len(found) <= _MOST_TOPICS:
            names = tuple(found.values())
            yield Candidate("tags", names, 0.6, "visible", why, "; ".join(names))


@lru_cache(maxsize=4_096)
def _is_topic_list(names: str) -> bool:
    """Whether elements with these classes and ids hold a list of topics; the blocks of a page share most of them."""
    return has_any(names.lower(), _MAY_BE_TOPICS) and _TOPIC_LIST.search(names) is not None


def _copyright(document: Document) -> Iterator[Candidate]:
    """The owner's name behind a copyright sign that opens its line or stands before a year: others are of pictures."""
    first = max(0, len(document.blocks) - _FOOTER)
    if not has_any(document.text[document.blocks[first].start :], ("©", "opyright")):
        return
    for number in reversed(range(first, len(document.blocks))):
        block = document.blocks[number]
        if len(block.text) > 300 or ("©" not in block.text and "opyright" not in block.text):
            continue
        match = _COPYRIGHT.search(block.text)
        if match is None or (match.start() > _LITTLE_BEFORE and not match["year"]):
            continue
        name = _RIGHTS.sub("", match["name"]).strip(" -–|℗")
        low, high = match.span("name")
        reserved = any(cue.start >= low - 1 and cue.end <= high + 1 for cue in document.cues[number])
        if 2 < len(name) <= 40 and not _NO_NAME.search(name) and not reserved:
            yield Candidate("site", name, 0.55, "visible", "copyright line", block.text[:200], block.start)
            return
