from __future__ import annotations

from collections.abc import Iterator

from newsclean.detectors import Found, detector
from newsclean.language import language_of
from newsclean.lexicon.phrases import languages
from newsclean.model import Document, Finding

_EXPLAINED = (
    *("byline", "caption", "credit", "dateline", "cross_link", "share_prompt", "newsletter", "tags", "comments"),
    *("paywall", "cookie", "ad", "app_promo", "disclaimer", "poll", "related_list", "footer", "icon_labels"),
)
_FEW_CUES = 0.05
"""Share of lines with a cue phrase. Of clean bodies in the development sets 95 in 100 have less, of whole pages one in
100, of texts that a scraper left half cleaned none: 0.14 and more."""
_MOST_CUES = 3
"""Such lines in all: a long page with hardly any cue has a few, in a language the lexicon does not speak."""
_SOME_STORY = 0.1
_KNOWN = 0.5
"""How sure the language is. Of clean bodies 98 in 100 have more; English with every letter changed has 0.35 at most, and
in it this rule would keep whole pages (word F1 0.89 to 0.68)."""
_GUESS = 0.5
_HEADLINE = 60
"""Characters; what stands alone above a clean text and is longer is a deck, on nine of ten news pages."""


@detector("protect", needs=["story", "title", *_EXPLAINED])
def clean_already(document: Document, found: Found) -> Iterator[Finding]:
    """Lines of a text that was cleaned before: nothing in it says that a page is around the story.

    Chrome always has some words of its own, so a text in which hardly a line carries a cue phrase is story
    throughout: its lists, tables, verse and short lines have only themselves for company, which the story model takes
    for chrome. A language without cue phrases says nothing so. What a detector explains is left alone, and so is a
    short headline in front, and one with a date or an author beside it.
    """
    cued = sum(map(bool, document.cues))
    if document.kind != "text" or cued > _MOST_CUES or cued >= _FEW_CUES * len(document.blocks):
        return
    if sum(f.end - f.start for f in found["story"]) < _SOME_STORY * len(document.text):
        return
    language, sure = language_of(document)
    if sure < _KNOWN or language not in languages():
        return
    explained = {f.start for label in _EXPLAINED for f in found[label] if f.confidence > _GUESS}
    dated = bool(found["dateline"] or found["byline"])
    explained |= {f.start for f in found["title"] if dated or f.end - f.start < _HEADLINE}
    for block in document.blocks:
        if block.start not in explained:
            yield Finding.of(block, "protect", 0.99, "nothing in this text speaks of a page around it")
