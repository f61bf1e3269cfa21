from __future__ import annotations

from collections.abc import Iterator

from newsclean.detectors import Found, detector
from newsclean.model import Document, Finding
from newsclean.sentences import ends_a_sentence
from newsclean.units import is_raw, is_sentence, size, story_span

_ZONES = (
    "newsletter",
    "footer",
    "paywall",
    "navigation",
    "comments",
    "ad",
    "tags",
    "share_prompt",
    "dateline",
    "cross_link",
)
_KNOWN = (
    *_ZONES,
    "related_list",
    "title",
    "byline",
    "caption",
    "credit",
    "cookie",
    "disclaimer",
    "app_promo",
    "poll",
    "icon_labels",
)
# It only gives a name to what the story model cuts, and adds nothing to the evidence.
_NAMES = 0.5
_FEW_WORDS = 3
_LONG = 45
"""Characters of a phrase that the story model takes for chrome inside the story: a caption more often than not."""
_NO_LISTS = frozenset(("", "navigation", "share_prompt"))
_STAYS = frozenset(("newsletter", "footer", "paywall"))


@detector("related_list", "navigation", "newsletter", "footer", "paywall", "caption", needs=["story", "other", *_KNOWN])
def apart(document: Document, found: Found) -> Iterator[Finding]:
    """Lines apart from the story that no word names, called by the company they keep.

    Under the story most of them are headlines of other stories, `related_list`; under an offer of a newsletter or among
    the legal lines of the footer they belong to it, and a word or two among menu words to the menu. On the development
    pages six in ten are called right so. Nothing is cut on its account: it names what the story model takes for chrome.
    """
    if not is_raw(document, found):
        return
    named = {finding.start: finding.label for label in _KNOWN for finding in found[label]}
    chrome = {finding.start for finding in found["other"]}
    start, end = story_span(document, found)
    above = ""
    few = [_few(block.text) for block in document.blocks]
    for number, block in enumerate(document.blocks):
        label = named.get(block.start, "")
        if label or block.start not in chrome:
            above = label
            continue
        if start <= block.start < end:
            if size(block.text) >= _LONG and not ends_a_sentence(block.text):
                yield Finding.of(block, "caption", _NAMES, "a phrase without a full stop, inside the story")
        elif not (_wordless(block.text) and (above in _NO_LISTS or block.start < end)) and (
            above or not is_sentence(block)
        ):
            label = _called(above, few[number], all(few[max(number - 1, 0) : number + 2]), block.start >= end)
            if label:
                yield Finding.of(block, label, _NAMES, f"stands apart from the story, under {above or 'nothing'}")
        above = label


def _few(text: str) -> bool:
    """Whether a line has but a word or two, or three."""
    return len(text.split(maxsplit=_FEW_WORDS)) <= _FEW_WORDS and (" " in text or text.isascii())


def _wordless(text: str) -> bool:
    return not any(map(str.isalpha, text))


def _called(above: str, few: bool, row: bool, after: bool) -> str:
    """What a line is called that stands under a line of this label; empty where nothing is likely.

    Args:
        above: the label of the line above.
        few: whether it has but a word or two.
        row: whether the lines around it have no more.
        after: whether it stands under the story.
    """
    if above in _STAYS:
        return above
    if row or (few and (above == "navigation" or not after)):
        return "navigation"
    return "" if not after or (few and above == "share_prompt") else "related_list"
