from __future__ import annotations

from collections.abc import Iterator

from newsclean.detectors import Found, detector
from newsclean.links import kicker
from newsclean.model import Document, Finding
from newsclean.units import is_unspaced

_EXPLAINED = (
    *("byline", "caption", "credit", "dateline", "cross_link", "share_prompt", "newsletter", "tags", "comments"),
    *("paywall", "cookie", "ad", "app_promo", "disclaimer", "poll", "related_list", "footer", "icon_labels"),
)
# On whole pages a picture, a kicker or an author stands under the headline as often: 12 of 29 such lines were story.
_MOST_BLOCKS = 60
_MOST_LINES = 1
_SURE = 0.9
_FEWEST_WORDS, _FEWEST_CHARACTERS = 3, 12


@detector("protect", needs=["story", "title", *_EXPLAINED])
def deck(document: Document, found: Found) -> Iterator[Finding]:
    """The lines right under the headline that no detector explains: the deck, which belongs to the story.

    It often has no full stop and stands apart from the first paragraph, with date and author between them, so that
    the story model takes it for chrome. Labels of a word or two are left alone, and so are whole pages.
    """
    titles = [finding.end for finding in found["title"] if finding.confidence > _SURE]
    if document.kind != "text" or not titles or len(document.blocks) > _MOST_BLOCKS:
        return
    explained = {f.start for label in ("title", *_EXPLAINED) for f in found[label]}
    under = [n for n, block in enumerate(document.blocks) if block.start >= max(titles)][:_MOST_LINES]
    for number in under:
        block = document.blocks[number]
        few = (
            len(block.text) < _FEWEST_CHARACTERS if is_unspaced(block.text) else len(block.text.split()) < _FEWEST_WORDS
        )
        if few or block.start in explained or document.cues[number] or kicker(block.text, document.text):
            return
        yield Finding.of(block, "protect", 0.99, "stands right under the headline, and nothing explains it")
