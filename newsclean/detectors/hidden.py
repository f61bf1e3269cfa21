from __future__ import annotations

from collections.abc import Iterator

from newsclean.detectors import Found, detector
from newsclean.model import Document, Finding
from newsclean.units import is_prose, size

_SURE, _UNSURE = 0.99, 0.6
_PHRASE = 20
"""Characters. `aria-hidden` is put on initials, stars and figures that are to be seen, and hardly on phrases: on 1,100
labelled pages 6 % of what is longer belongs to stories."""
_PAGE = 3
"""Different paragraphs that can be a page's story; notes for machines are shorter, or the same over and over."""


@detector("hidden")
def hidden(document: Document, found: Found) -> Iterator[Finding]:
    """Text that a reader of the page does not see: hidden by an attribute, a style or a class of the page's own.

    Instructions for language models, keywords for search engines and copies for print stand in such places. Text that
    only a style sheet from elsewhere would hide is left alone, and so is a page that hides most of its prose: a script
    shows it. Flattened text has none.
    """
    concealed = [block for block in document.blocks if block.hidden]
    if concealed:
        paragraphs = {block.text for block in concealed if is_prose(block)}
        shown = sum([len(block.text) for block in document.blocks if not block.hidden and is_prose(block)])
        page = len(paragraphs) >= _PAGE and sum(map(len, paragraphs)) > shown
        for block in concealed:
            unsure = page or (block.hidden == "aria-hidden" and size(block.text) < _PHRASE)
            yield Finding.of(block, "hidden", _UNSURE if unsure else _SURE, f"hidden: {block.hidden}")
