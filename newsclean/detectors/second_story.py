from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice

from newsclean.detectors import Found, detector
from newsclean.model import Block, Document, Element, Finding

_SURE = 0.97
_HEADINGS = frozenset(("h1", "h2", "h3"))
_NEAR = 4
"""A heading stands at most so many elements around its text: links, spans, a `hgroup`."""
_PARAGRAPHS = 3
"""Story paragraphs under the headline that tell which element holds the whole story."""


@detector("related_list", needs=["story", "title"])
def second_story(document: Document, found: Found) -> Iterator[Finding]:
    """Other stories of the site behind the story, set as it is set: feeds that go on with the next one.

    Nothing in their text tells them apart. What does is that the page's headline stands in an element with its story,
    and that headings of the same tag and class stand as deep in later elements of the same tag. On 1,317 development
    pages that is so on nine; two hold stories kept by the story model (14,000 characters), and one 800 characters of
    gold. Posts of a live blog and steps of a list stand under the headline, not beside it, and are left alone.
    """
    if document.kind != "html":
        return
    titles = {finding.start for finding in found["title"]}
    first = next((block for block in document.blocks if block.start in titles and _heading(block) is not None), None)
    if first is None or (headline := _heading(first)) is None:
        return
    look = _look(headline)
    behind = (block for block in document.blocks if block.start > first.start)
    later = [heading for block in behind if (heading := _heading(block)) is not None and _look(heading) == look]
    told = {finding.start for finding in found["story"]}
    if not later or (height := _height(document, headline, told)) is None:
        return
    around = list(headline.around())
    own = {element.number for element in around}
    beside = (next(islice(one.around(), height, None), None) for one in later)
    others = {
        element.number
        for element in beside
        if element is not None and element.tag == around[height].tag and element.number not in own
    }
    if others:
        # A headline that is printed again heads no other story.
        others -= {one.number for block in document.blocks if block.start in titles for one in block.around()}
        for block in document.blocks:
            if block.start > first.start and any(element.number in others for element in block.around()):
                yield Finding.of(block, "related_list", _SURE, "another story, set like the one of the page's headline")


def _heading(block: Block) -> Element | None:
    """The heading a block stands in."""
    element = block.element
    for _ in range(_NEAR):
        if element is None or element.tag in _HEADINGS:
            return element
        element = element.parent
    return None


def _look(heading: Element) -> tuple[str, frozenset[str]]:
    """A heading's tag and class names, without those that count."""
    return heading.tag, frozenset(name for name in heading.names.split() if not any(map(str.isdigit, name)))


def _height(document: Document, headline: Element, told: set[int]) -> int | None:
    """How many elements above the headline the first one stands that holds some paragraphs of the story too."""
    heights: Mapping[int, int] = {element.number: at for at, element in enumerate(headline.around()) if at}
    reached = sorted(
        next((heights[element.number] for element in block.around() if element.number in heights), len(heights))
        for block in document.blocks
        if block.start in told
    )
    if len(reached) < _PARAGRAPHS:
        return None
    height = reached[_PARAGRAPHS - 1]
    return height if height < len(heights) - 1 else None
