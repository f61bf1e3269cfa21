from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from itertools import takewhile

from newsclean.cued import OPENS, WHOLE
from newsclean.dates import date_line
from newsclean.detectors import Found, detector
from newsclean.lexicon import Cue
from newsclean.links import kicker, related
from newsclean.metadata.names import clean_names
from newsclean.model import Block, Candidate, Document, Finding
from newsclean.sentences import ends_a_sentence
from newsclean.units import (
    is_headline,
    is_prose,
    is_raw,
    is_sentence,
    is_unspaced,
    linked_share,
    size,
    story_confidence,
    story_span,
)

_SITE = re.compile(r"(?:www\.)?((?:[\w-]+\.)+[a-z]{2,24})\b[\s:,|-]*", re.I)
_SEPARATOR = re.compile(r"\s*[:\uff1a|\uff5c\u00bb\u203a>\u2192]|\s+[-\u2013\u2014]\s")
_DURATION = re.compile(r"\W*\d{1,3}:\d\d(?:\s*\w{3,8}\.?)?\W*$")
_LONGEST_TEASER = 320
_LONGEST_SIGNATURE = 60
_LONGEST_CATEGORY = 30
_LONGEST_LABEL = 20
_SHORTEST_TITLE, _LONG_TITLE, _FEW_WORDS = 12, 32, 2
_MOST_ENTRIES = 6
_FEWEST_CAPITALS, _SHORTEST_CAPITALS, _LONGEST_CAPITALS = 6, 45, 110
# What two headlines in a row must not have, lest they be sub-headings of the story.
_LIKELY_STORY, _CAPITALISED, _SHARED = 0.97, 0.75, 0.5
# What points at another story: a line in square brackets, an arrow in front of a headline or behind it.
_POINTS = re.compile(
    r"\[[^\[\]]+\]$|(?:>>+\s*|[\u00bb\u2192\u27a1\u27a4]\ufe0f?\s+)(?=[^\W\d_])[^\u00ab]*$|[^\u00ab]+\s(?:>>+|[\u00bb\u2192\u27a1]\ufe0f?)$"
)
_POINTERS = " []>\u00bb\u2192\u27a1\ufe0f\u27a4"
_SENTENCES = re.compile(r"[.!?]\s+[A-Z\u00c0-\u00de]")
_FEWEST_WORDS, _SHORT_WORD, _MARKS = 5, 3, ".,:;!?\"'()\u201c\u201d\u00ab\u00bb"


@detector("cross_link", needs=["story", "other"])
def cross_link(document: Document, found: Found) -> Iterator[Finding]:
    """Links to other stories in the middle of this one: "READ MORE: ...", "Also on <site> ...", label and headline.

    They are other stories' headlines; in a search index they answer for the wrong story. The linked titles become
    `metadata.related`. A label goes with what stands under it: section, headlines, teaser, author and date. Without a
    label, paragraphs of nothing but a link are found, and in flattened text headlines in capitals, with a section
    glued to them, or two in a row between paragraphs. A line that only opens with a label's words ("Read more books, he
    said.") is left alone, and so are sub-headings, and lists behind the story's end, which are `related_list`.
    """
    known: set[str] = set()
    for finding in _links(document, found):
        titles = {candidate.value.title for candidate in finding.candidates if candidate.field == "related"}
        # A link that stands in the story several times is one related story.
        yield finding._replace(candidates=()) if titles and titles <= known else finding
        known |= titles


def _links(document: Document, found: Found) -> Iterator[Finding]:
    sure = story_confidence(found)
    start, end = story_span(document, found)
    raw = is_raw(document, found)
    cued = dict(reversed(document.cued.get("cross_link", ())))
    unit_end = -1
    low, high = (bisect_left(document.blocks, place, key=lambda block: block.start) for place in (start + 1, end))
    for index in sorted({*cued, *range(low, high)}):
        block = document.blocks[index]
        if block.start < unit_end:
            continue
        cue = cued.get(index)
        rest = block.text[cue.end :].lstrip("]\u3011\uff3d)").strip(" :|\u00bb\u203a>\u2192-\u2013") if cue else ""
        if cue is not None and cue.position == "opens" and rest:
            yield from _labelled(document, index, cue, rest)
        elif cue is not None and cue.position in ("whole", "opens") and (start <= block.start < end or not end):
            unit_end = block.end
            yield Finding.of(
                block, "cross_link", WHOLE, f"is nothing but '{cue.phrase}'", span=(cue.start, len(block.text))
            )
            if raw and _stands_under(document, index):
                yield _headline(document.blocks[index - 1], 0.93, f"a headline above '{cue.phrase}'")
                continue
            under = _unit(document, index + 1, sure, cue.phrase)
            # In a text that is clean already a label such as "Watch" may be an entry of the story's list.
            for finding in under if raw else takewhile(lambda finding: bool(finding.candidates), under):
                unit_end = finding.end
                yield finding
        elif low <= index < high and not document.cues[index]:
            for finding in _without_label(document, index, sure if raw else None):
                unit_end = finding.end
                yield finding


def _labelled(document: Document, index: int, cue: Cue, rest: str) -> Iterator[Finding]:
    """A line that opens with a label and names the linked story behind it."""
    block = document.blocks[index]
    site = _SITE.match(rest)
    if site:
        rest = rest[site.end() :]
    # "Also on Wednesday the council ..." is a sentence; with a site's address or a separator it is a label.
    apart = site or cue.phrase.endswith(":") or _SEPARATOR.match(block.text, cue.end)
    sentence = (ends_a_sentence(rest) and rest[-1] not in "?!") or rest[:1].islower() or not is_headline(block)
    if (sentence and not apart) or len(block.text) > _LONGEST_TEASER:
        return
    why = f"opens with '{block.text[cue.start : cue.end].strip()}'" + (f" and the site {site[1]}" if site else "")
    title = _title(document, index, rest)
    candidates = [related(block, title, "also_on" if site else "read_more", why)] if title else []
    if site:
        candidates.append(Candidate("site", site[1], 0.6, "visible", why, site[0].strip(), block.start))
    yield Finding.of(block, "cross_link", WHOLE if title else OPENS, why, candidates=tuple(candidates))


def _title(document: Document, index: int, rest: str) -> str:
    """The linked text where markup shows it, else all behind the label and behind what other labels follow it."""
    block = document.blocks[index]
    linked = [block.text[link.start - block.start : link.end - block.start] for link in block.links]
    longest = max(linked, key=len, default="")
    if longest and longest in rest:
        return longest
    low = block.text.rindex(rest)
    for cue in document.cues[index]:
        if cue.label != "cross_link" and low - 2 <= cue.start <= low + _LONGEST_LABEL and cue.end < len(block.text):
            return block.text[cue.end :].strip(" :|-")
    return rest


def _unit(document: Document, index: int, sure: Mapping[int, float], phrase: str) -> Iterator[Finding]:
    """What stands under a label: section, headlines, teaser, author and date, up to the next line of the story."""
    why = f"stands under '{phrase}'"
    section, titles = False, 0
    for number in range(index, min(index + _MOST_ENTRIES, len(document.blocks))):
        block = document.blocks[number]
        linked = linked_share(block) > 0.8
        if titles and _signature(document, block):
            yield Finding.of(block, "cross_link", 0.97, why)
        elif not titles and not section and _is_section(document, number):
            section = True
            yield Finding.of(block, "cross_link", 0.97, why)
        elif (is_headline(block) or (not titles and _is_short_title(document, number))) and (
            linked or (block.element is None and _goes_on(document, number, sure, titles))
        ):
            titles += 1
            text = block.text[kicker(block.text, document.text) :]
            yield Finding.of(block, "cross_link", 0.97, why, candidates=(related(block, text, "see_also", why),))
        elif section and titles == 1 and len(block.text) <= _LONGEST_TEASER and is_sentence(block):
            yield Finding.of(block, "cross_link", 0.92, f"the teaser under '{phrase}'")
            return
        else:
            return


def _stands_under(document: Document, index: int) -> bool:
    """Whether the label is the button under a headline, and the story goes on below: "How owls sleep", "Read more"."""
    blocks = document.blocks
    if not 1 < index < len(blocks) - 1 or document.kind != "text" or document.cues[index - 1]:
        return False
    return is_headline(blocks[index - 1]) and ends_a_sentence(blocks[index - 2].text) and is_sentence(blocks[index + 1])


def _is_section(document: Document, number: int) -> bool:
    """Whether a line under a label names a section: a word or two, and the linked headline stands under it."""
    text = document.blocks[number].text
    if len(text) > _LONGEST_CATEGORY or ends_a_sentence(text):
        return False
    few = size(text) < _LONG_TITLE // 2 if is_unspaced(text) else text.count(" ") < _FEW_WORDS
    below = document.blocks[number + 1 : number + 2]
    if is_unspaced(text) and not few:
        return False
    return any(is_headline(block) and (few or block.text[-1] not in "?!") for block in below)


def _is_short_title(document: Document, number: int) -> bool:
    """Whether a line right under a label can be a headline of a few words."""
    text = document.blocks[number].text
    return size(text) >= _SHORTEST_TITLE and not ends_a_sentence(text) and not document.cues[number]


def _goes_on(document: Document, number: int, sure: Mapping[int, float], titles: int) -> bool:
    """Whether a headline-like line of flattened text is an entry: from the second on it may be a sub-heading."""
    block = document.blocks[number]
    following = document.blocks[number + 1] if number + 1 < len(document.blocks) else block
    if not titles:
        return True
    own = is_unspaced(block.text) or not _like_the_story(document, block, sure)
    own = own and size(block.text) >= _LONG_TITLE and not document.cues[number] and not ends_a_sentence(block.text)
    return own or sure.get(block.start, 0.0) < 0.6 or is_headline(following) or _signature(document, following)


def _signature(document: Document, block: Block, *, names: bool = True) -> bool:
    """A line that only names people, or only a date; without `names`, a date."""
    text = block.text
    if len(text) > _LONGEST_SIGNATURE or ends_a_sentence(text):
        return False
    if any(map(str.isdigit, text)):
        return date_line(text, document.language) is not None
    people = (
        [author.name for author in clean_names(text, document.language) if author.kind == "person"] if names else []
    )
    return bool(people) and " " in people[0] and sum(map(len, people)) >= 0.7 * len(text)


def _without_label(document: Document, index: int, sure: Mapping[int, float] | None) -> Iterator[Finding]:
    """Headlines between two paragraphs that no label announces; in a clean text (no `sure`) only those with marks."""
    blocks = document.blocks
    if not 0 < index < len(blocks) - 1:
        return
    block, before, after = blocks[index], blocks[index - 1], blocks[index + 1]
    if not ends_a_sentence(before.text) or len(block.text) > _LONGEST_TEASER:
        return
    if _lone_link(block) and is_prose(before) and is_prose(after):
        yield _headline(block, 0.9, "a paragraph that is nothing but a link, between paragraphs of prose")
    elif block.gap and is_sentence(after) and _points(block.text):
        title = block.text.strip(_POINTERS)
        why = "a line in brackets or with an arrow, between paragraphs"
        yield Finding.of(block, "cross_link", 0.92, why, candidates=(related(block, title, "", why),))
    elif sure is None:
        return
    elif document.kind == "text" and block.gap and _DURATION.match(block.text) and is_headline(after):
        why = "a headline under the length of a film"
        yield Finding.of(block, "cross_link", 0.93, why)
        yield _headline(after, 0.93, why, kicker(after.text, document.text))
    elif document.kind == "text" and block.gap and is_headline(block):
        yield from _flattened(document, index, sure)


def _points(text: str) -> bool:
    """Whether a line of a headline's length points at another story by its marks."""
    return (
        text.count(" ") >= _FEWEST_WORDS - 1
        and bool(_POINTS.match(text))
        and not ends_a_sentence(text.rstrip(_POINTERS))
    )


def _flattened(document: Document, index: int, sure: Mapping[int, float]) -> Iterator[Finding]:
    """A headline in flattened text, where no link shows: what tells it from a sub-heading is its form or company."""
    block, after = document.blocks[index], document.blocks[index + 1]
    if _in_capitals(block.text) and is_sentence(after) and not after.text.isupper() and not _spoken_of(document, block):
        yield _headline(block, 0.9, "a headline in capitals between paragraphs")
    elif block.text[0].isupper() and (place := kicker(block.text, document.text)):
        yield _headline(block, 0.9, "a section's name is glued to the headline", place)
        if _signature(document, after):
            yield Finding.of(after, "cross_link", 0.93, "the author of the story linked above")
    elif not _like_the_story(document, block, sure):
        why = "a headline with its author or date, between paragraphs"
        signed = list(takewhile(lambda b: _signature(document, b), document.blocks[index + 1 : index + 3]))
        if signed and (len(signed) == 2 or not _signature(document, signed[0], names=False)):
            yield _headline(block, 0.9, why, kicker(block.text))
            for follower in signed:
                yield Finding.of(follower, "cross_link", 0.95, why)
        elif not signed and is_headline(after) and all(map(is_sentence, document.blocks[index + 2 : index + 3])):
            pair = (block, after)
            if not document.cues[index + 1] and not _like_the_story(document, after, sure):
                yield from (_headline(one, 0.88, "two headlines in a row between paragraphs") for one in pair)


def _like_the_story(document: Document, block: Block, sure: Mapping[int, float]) -> bool:
    """Whether a line can be a sub-heading: its words are the story's, it is written in Capitals, or it is in a list."""
    words = block.text.split()
    if (
        sure.get(block.start, 0.0) > _LIKELY_STORY
        or _SENTENCES.search(block.text)
        or len(words) < _FEWEST_WORDS
        or not block.text[0].isalpha()
    ):
        return True
    long = [word.strip(_MARKS) for word in words if len(word) > _SHORT_WORD]
    if not long or sum(word[:1].isupper() for word in long) > _CAPITALISED * len(long):
        return True
    return sum(_elsewhere(document, block, word) for word in long) > _SHARED * len(long)


def _elsewhere(document: Document, block: Block, word: str) -> bool:
    return document.text.find(word, 0, block.start) >= 0 or document.text.find(word, block.end) >= 0


def _headline(block: Block, confidence: float, why: str, place: int = 0) -> Finding:
    title = block.text[place:]
    return Finding.of(block, "cross_link", confidence, why, candidates=(related(block, title, "", why),))


def _in_capitals(text: str) -> bool:
    """A headline in capitals; a sub-heading, a sign or a shout is shorter, or has sentences."""
    words = text.split()
    return (
        text.isupper()
        and len(words) >= _FEWEST_CAPITALS
        and _SHORTEST_CAPITALS <= len(text) <= _LONGEST_CAPITALS
        and not ends_a_sentence(text)
    )


def _spoken_of(document: Document, block: Block) -> bool:
    """Whether the text uses a good part of a line's words: the line is a heading of its own."""
    words = [word for word in block.text.lower().split() if len(word) > _SHORT_WORD]
    return sum(_elsewhere(document, block, word) for word in words) > _SHARED * len(words)


def _lone_link(block: Block) -> bool:
    if not block.links or linked_share(block) < 0.95 or not is_headline(block):
        return False
    return not block.inside("li", "td", "h1", "h2", "blockquote", "nav")
