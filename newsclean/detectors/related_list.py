from __future__ import annotations

from collections.abc import Iterator
from itertools import takewhile

from newsclean.cued import OPENS, WHOLE
from newsclean.detectors import Found, detector
from newsclean.lexicon import Cue
from newsclean.links import related
from newsclean.model import Document, Finding
from newsclean.units import entries, is_headline, is_raw, is_sentence, linked_share, story_confidence, story_span

_LONGEST_ENTRY, _LONGEST_TEASER, _MOST_ENTRIES = 200, 400, 60
_FEW_ENTRIES = 6
"""In a text that is clean already a heading such as "Resources" is the story's own, with all that stands under it."""
_LONGEST_HEADING, _LONGEST_LABEL = 90, 25
_MOST_LINKS = 3
"""Links that an editor sets into a story are few; more of them are a list that stands on every page."""
# An entry's date, section or button has a kind of its own; in a list it is the list's.
_NAMED, _LIKELY = 0.97, 0.85


@detector("related_list", "cross_link", needs=["story", "other", "title"])
def related_list(document: Document, found: Found) -> Iterator[Finding]:
    """Lists of other stories under a heading: "Most read", "Related articles", "Trending".

    The heading goes with its entries, up to the next line of prose, where the story resumes; a few headlines inside the
    story are `cross_link`, and `metadata.related`. A heading alone cuts no sentence, and a list of the story's own,
    without such a heading, is left alone.
    """
    sure = story_confidence(found)
    start, end = story_span(document, found)
    # A menu has such headings too ("Latest news"); the headline is no entry of theirs.
    headlines = {f.start for f in found["title"] if f.start < start}
    raw = is_raw(document, found)
    done = -1
    for index, cue in sorted(_heads(document, end)):
        block = document.blocks[index]
        if index <= done or len(block.text) > _LONGEST_HEADING or is_sentence(block):
            continue
        whole = cue.position == "whole"
        why = f"{'is nothing but' if whole else 'opens with'} '{cue.phrase}'"
        yield Finding.of(block, "related_list", WHOLE if whole else OPENS, why)
        after = block.start >= end
        longest = _LONGEST_TEASER if after else _LONGEST_ENTRY
        why = f"stands under '{block.text[:40]}'"
        under = list(entries(document, index + 1, sure, longest=longest, most=_MOST_ENTRIES, teasers=after))
        under = list(takewhile(lambda entry: "\t" not in entry[1].text and entry[1].start not in headlines, under))
        if not raw:
            under = list(takewhile(lambda entry: is_headline(entry[1]), under[:_FEW_ENTRIES]))
        inside = start <= block.start < end
        links = {n for n, entry in under if (inside or not end) and is_headline(entry) and not document.cues[n]}
        if document.kind == "html" and not after:
            under = [(n, entry) for n, entry in under if linked_share(entry) > 0.5 or len(entry.text) <= _LONGEST_LABEL]
        for number, entry in under:
            done = number
            if number in links and len(links) <= _MOST_LINKS:
                yield Finding.of(
                    entry, "cross_link", 0.9, why, candidates=(related(entry, entry.text, "see_also", why),)
                )
            elif not any(cue.label in ("ad", "sponsored") for cue in document.cues[number]):
                yield Finding.of(entry, "related_list", _NAMED if after or number not in links else _LIKELY, why)


def _heads(document: Document, end: int) -> Iterator[tuple[int, Cue]]:
    """Headings of lists; under the story the label of a cross-link is one too: "Read also"."""
    for number, cue in document.cued.get("related_list", ()):
        if cue.position in ("whole", "opens"):
            yield number, cue
    for number, cue in document.cued.get("cross_link", ()):
        if cue.position == "whole" and document.blocks[number].start >= end > 0:
            yield number, cue
