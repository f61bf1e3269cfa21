from __future__ import annotations

import re
from collections.abc import Iterator

from newsclean.detectors import Found, detector
from newsclean.links import kicker
from newsclean.model import Block, Candidate, Document, Finding
from newsclean.read.head import Head
from newsclean.units import ends_a_sentence, is_raw, is_unspaced, size, story_span

_NO_LETTER = re.compile(r"\W+|_")
_SITE_SUFFIX = re.compile(r"\s+[|\u2013\u2014\u00b7\u2022\u00ab\u00bb-]+\s+")
_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]{2}")
# Words are compared by their beginnings, as endings change with case and number.
_STEM, _SHORT_WORD, _MARKS = 5, 3, ".,:;!?\"'()\u2026\u00ab\u00bb|-"
# Headlines of the development sets: 4 to 30 words, half of them 55 to 95 characters.
_SHORTEST, _LONGEST = 12, 250
_SHORTEST_KEY = 6
_USUAL = (30, 150)
_LINES_ABOVE = 25
"""So many lines above the story's first sentence its headline stands at most."""
_READ = 3000
"""Characters of the story in which a headline's words are looked for."""
_ENOUGH, _CLOSE = 1.0, 0.5
# Inside the story a line that says the same may be a sub-heading.
_ABOVE, _WITHIN = 0.95, 0.8
_MOST_COPIES = 4
"""A line that stands more often is a label of the page, not its headline."""


@detector("title", needs=["story", "other", "dateline", "byline", "credit"])
def title(document: Document, found: Found) -> Iterator[Finding]:
    """The headline, wherever it is printed: it is metadata and not part of the text.

    In a page it is what the markup calls the title. In flattened text it is the line above the story whose words the
    story uses, that stands twice, whatever its quotation marks, or beside the date and author lines. Sentences of the
    story that share words with it are left alone, sub-headings too.
    """
    keys = _said(document.head) if document.head is not None else {}
    copies = list(_copies(document, keys))
    if not copies:
        keys = _printed(document, found)
        copies = list(_copies(document, keys))
        if len(copies) > _MOST_COPIES:
            return
    start, end = story_span(document, found)
    for count, (block, why) in enumerate(copies):
        confidence = _WITHIN if start < block.start < end else _ABOVE
        text = block.text[kicker(block.text, document.text) :]
        headline = Candidate("title", text, 0.8 if count else 0.9, "visible", why, block.text, block.start)
        if text != block.text:
            yield Finding(block.start, block.end - len(text), "title", confidence, f"a kicker glued to it; {why}")
        yield Finding(block.end - len(text), block.end, "title", confidence, why, (headline,))


def _copies(document: Document, keys: dict[str, str]) -> Iterator[tuple[Block, str]]:
    """The blocks whose letters are one of the keys."""
    if not keys:
        return
    low, high = min(map(len, keys)), max(map(len, keys))
    # A key has fewer characters than its line: blanks and marks are a third of it at most.
    for block, folded in zip(document.blocks, document.folded, strict=True):
        if low <= len(folded) <= 2 * high and len(folded) < _LONGEST:
            why = keys.get(_key(folded))
            if why is not None:
                yield block, why


def _key(folded: str) -> str:
    """A headline without what differs between its copies: quotation marks, dashes, blanks."""
    return _NO_LETTER.sub("", folded)


def _said(head: Head) -> dict[str, str]:
    """Title keys a page's markup gives, each with its reason."""
    keys: dict[str, str] = {}
    named = [(text, f"the page's {name}") for name in ("og:title", "twitter:title") if (text := head.first(name))]
    named += [(text, "the headline of its JSON-LD") for item in head.items if (text := item.text("headline"))]
    named += [(part, "the page's title element") for part in (head.title, *_without_site(head.title))]
    named += [(text, "the page's only top heading") for text in head.headings[:1] if len(head.headings) == 1]
    for text, why in named:
        key = _key(text.lower())
        if len(key) >= _SHORTEST_KEY:
            keys.setdefault(key, f"equals {why}")
    return keys


def _without_site(title: str) -> Iterator[str]:
    """The title element less the site's name: its longest part, and all before the last separator."""
    parts = _SITE_SUFFIX.split(title)
    if len(parts) > 1:
        longest = max(parts, key=len)
        if 2 * len(longest) > len(title):
            yield longest
        cut = list(_SITE_SUFFIX.finditer(title))[-1].start()
        if 2 * cut > len(title):
            yield title[:cut]


def _printed(document: Document, found: Found) -> dict[str, str]:
    """The key of the headline of a document whose markup does not name it, or that has none."""
    start, _ = story_span(document, found)
    blocks = document.blocks
    first = next((number for number, block in enumerate(blocks) if block.start >= start), 0)
    signed = {f.start for label in ("dateline", "byline") for f in found[label]}
    makers = {f.start for f in found["credit"]}
    above = range(max(first - _LINES_ABOVE, 0), first)
    lines = [n for n in above if blocks[n].gap and _headline_like(blocks[n]) and blocks[n].start not in signed]
    lines = [n for n in lines if not _is_label(document, n) and blocks[n + 1].start not in makers]
    if not lines:
        return {}
    story = _stems(document.text[start : start + _READ].lower())
    keys = {number: _key(document.folded[number]) for number in lines}
    scores = {}
    for rank, number in enumerate(lines):
        twice = list(keys.values()).count(keys[number]) > 1
        near = any(block.start in signed for block in blocks[max(number - 2, 0) : number + 6])
        if not (twice or near or is_raw(document, found)):
            continue
        stems = _stems(document.folded[number])
        score = 1.0 * twice + 1.0 * near + 2.5 * (len(stems & story) / max(1, len(stems))) - 0.1 * rank
        score += 0.5 * (_USUAL[0] <= size(blocks[number].text) <= _USUAL[1])
        why = "stands twice" if twice else "stands by the date or author line" if near else "a headline above the story"
        scores[number] = score, why
    best = max((score for score, _ in scores.values()), default=0.0)
    # A deck shares more words with the story than the headline in front of it.
    chosen = next((number for number, (score, _) in scores.items() if score >= max(best - _CLOSE, _ENOUGH)), None)
    return {} if chosen is None else {keys[chosen]: scores[chosen][1]}


def _stems(text: str) -> set[str]:
    """The beginnings of a lower-case text's longer words; pairs of characters where words have no blanks."""
    words = {word.strip(_MARKS)[:_STEM] for word in text.split() if len(word) > _SHORT_WORD}
    return words | set(_UNSPACED.findall(text))


def _is_label(document: Document, number: int) -> bool:
    return any(cue.label != "title" and cue.position in ("whole", "opens") for cue in document.cues[number])


def _headline_like(block: Block) -> bool:
    text = block.text
    if " " not in text:
        return is_unspaced(text) and _SHORTEST_KEY <= len(text) <= _LONGEST
    return _SHORTEST <= len(text) <= _LONGEST and text[-1] not in ",;:" and (text[-1] in "?!" or not _is_stop(text))


def _is_stop(text: str) -> bool:
    # A headline may end in a quotation; a sentence in quotation marks has its full stop inside.
    return ends_a_sentence(text) and (text[-1] in ".\u3002\u0964" or text[-2] in ".,")
