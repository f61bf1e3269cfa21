from __future__ import annotations

from collections.abc import Iterator

from newsclean.detectors import Found, detector
from newsclean.links import kicker
from newsclean.model import Document, Finding
from newsclean.read.fold import fold
from newsclean.units import SHORT_TEXT, is_unspaced, story_span

_EXPLAINED = (
    *("byline", "caption", "credit", "dateline", "cross_link", "share_prompt", "newsletter", "tags", "comments"),
    *("paywall", "cookie", "ad", "app_promo", "disclaimer", "poll", "related_list", "footer", "icon_labels"),
)
# On whole pages a picture, a kicker or an author stands under the headline as often: 12 of 29 such lines were story.
_MOST_LINES = 1
_SURE = 0.9
_FEWEST_WORDS, _FEWEST_CHARACTERS = 3, 12
_PARAGRAPH = 60
_DECK = 25
"""Characters; of 45 such lines on the news pages of the development sets 41 are story."""
_OPENING = 60
"""Characters of a description, which is often cut short, that tell whose it is."""
_ELSEWHERE = ("figure", "figcaption", "a", "nav", "aside", "li")


@detector("protect", needs=["story", "title", *_EXPLAINED])
def deck(document: Document, found: Found) -> Iterator[Finding]:
    """The deck (standfirst) under the headline that no detector explains: it belongs to the story.

    It often has no full stop and stands apart from the first paragraph, with date and author between them, so that
    the story model takes it for chrome. In a text it is the line right under the headline; labels of a word or two
    are left alone, and so are whole flattened pages. In a page it is what the head's description says, word for word,
    between the headline and the story; captions, links and breadcrumbs that say so are left alone.
    """
    explained = {f.start for label in ("title", *_EXPLAINED) for f in found[label]}
    if document.kind == "html":
        yield from _in_page(document, found, explained)
    else:
        yield from _in_text(document, found, explained)


def _in_text(document: Document, found: Found, explained: set[int]) -> Iterator[Finding]:
    start, _ = story_span(document, found)
    # The headline may stand once more below, in a list of the most read.
    titles = [f.end for f in found["title"] if f.confidence > _SURE and f.end <= max(start, document.blocks[0].end)]
    if not titles or len(document.blocks) > SHORT_TEXT:
        return
    under = [n for n, block in enumerate(document.blocks) if block.start >= max(titles)][:_MOST_LINES]
    for number in under:
        block = document.blocks[number]
        few = (
            len(block.text) < _FEWEST_CHARACTERS if is_unspaced(block.text) else len(block.text.split()) < _FEWEST_WORDS
        )
        if few or block.start in explained or document.cues[number] or kicker(block.text, document.text):
            return
        yield Finding.of(block, "protect", 0.99, "stands right under the headline, and nothing explains it")


def _in_page(document: Document, found: Found, explained: set[int]) -> Iterator[Finding]:
    description = fold(document.head.first("og:description", "description") if document.head else "").strip()
    first = min((f.start for f in found["story"] if f.end - f.start >= _PARAGRAPH), default=0)
    if len(description) < _DECK or not first:
        return
    above = [n for n, block in enumerate(document.blocks) if block.start < first]
    headlines = [n for n in above if document.blocks[n].inside("h1")]
    for number in above[headlines[-1] + 1 if headlines else len(above) :]:
        block, text = document.blocks[number], document.folded[number].strip()
        if len(text) < _DECK or block.links or block.start in explained or block.inside(*_ELSEWHERE):
            continue
        if text in description or description[:_OPENING] in text:
            yield Finding.of(block, "protect", 0.99, "says what the page's description says, under the headline")
