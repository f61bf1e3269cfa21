"""The headline among what claims to be one.

A page names itself in its h1, in metas, in JSON-LD and in the title element, where the site's name is glued on. What
readers see is the headline: an h1 that shares words with what the machines are told wins over all of them (metas are
often written for search engines); one that shares none is the site's name or a label.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from itertools import pairwise

from newsclean.metadata.text import key, words
from newsclean.metadata.weigh import Verdict, grouped, weigh
from newsclean.model import Candidate

SEEN = ("html", "visible")
_RELATED = 0.97
"""An h1 that shares words with the page's other titles: right on 43 of 56 development pages where og:title differs."""
_UNRELATED = 0.25
"""One that shares none: right on 11 of 146."""
_SEPARATOR = re.compile(
    r"\s+[-–—−·•:|»«>~/\\]+\s+|\s*[|｜»«]+\s*|\s+::\s+|\s*_{1,2}\s*(?=[^_]*$)|(?<=\S):\s+(?=\S{3,30}$)"
)
_STRONG = re.compile(r"[|｜»«]|::|_")
_SPACELESS = re.compile("[\u3040-\u30ff\u3400-\u9fff\u0e00-\u0e7f]")


def headline(candidates: Sequence[Candidate], sites: Iterable[str]) -> tuple[str, Verdict] | None:
    """The text of the headline and the verdict it rests on; None where nothing claims to be one.

    Args:
        candidates: of the field title.
        sites: names of the site, which no headline is.
    """
    site_keys = [k for k in map(key, sites) if k]
    keys = {c.value: key(c.value) for c in candidates}
    short = {text: stripped(text, site_keys, (k for k in keys.values() if k != keys[text])) for text in keys}
    texts = [short[c.value] for c in candidates]
    told = [
        text for c, text in zip(candidates, texts, strict=True) if c.source not in SEEN and key(text) not in site_keys
    ]
    rated = [
        c._replace(value=text, confidence=_rated(c, text, told))
        for c, text in zip(candidates, texts, strict=True)
        if key(text) and key(text) not in site_keys
    ]
    verdict = weigh(grouped(rated, merged([key(c.value) for c in rated])))
    if verdict is None:
        return None
    seen = [c for c in verdict.candidates if c.source in SEEN]
    return (seen or verdict.candidates)[0].value, verdict


def _rated(candidate: Candidate, text: str, told: Collection[str]) -> float:
    if candidate.source != "html" or not told:
        return candidate.confidence
    if any(_related(text, other) for other in told):
        return max(candidate.confidence, _RELATED)
    return min(candidate.confidence, _UNRELATED)


def _related(text: str, other: str) -> bool:
    """Whether two titles share at least two words and a third of the shorter one's."""
    mine, its = _tokens(text), _tokens(other)
    shared, short = len(mine & its), min(len(mine), len(its))
    return short > 0 and shared >= min(2, short) and shared >= 0.34 * short


def _tokens(text: str) -> set[str]:
    """Words; pairs of characters where a script writes without blanks."""
    found: set[str] = set()
    for word in words(text):
        if _SPACELESS.search(word):
            found.update(map("".join, pairwise(word)))
        else:
            found.add(word)
    return found


def merged(keys: Sequence[str]) -> list[str]:
    """Keys so that one that holds most of another counts as the same."""
    heads: list[str] = []
    merged = []
    for one in keys:
        head = next((h for h in heads if _holds(h, one)), one)
        if head is one:
            heads.append(one)
        merged.append(head)
    return merged


def _holds(a: str, b: str) -> bool:
    short, long = sorted((a, b), key=len)
    return len(short) >= 0.6 * len(long) and short in long


def stripped(text: str, site_keys: Iterable[str], others: Iterable[str]) -> str:
    """A title without the name of the site in front of it or behind it.

    Args:
        text: as the page writes it.
        site_keys: keys of the site's names.
        others: keys of the page's other titles; where a part of this one is one of them, that part is the title.

    >>> stripped("Ferry back in service | News | Harbour Post", ["harbourpost"], [])
    'Ferry back in service'
    """
    pieces = _pieces(text)
    if len(pieces) == 1:
        return text
    sites = [site for site in site_keys if len(site) > 2]
    keys = set(others)
    spans = [(a, b) for a in range(len(pieces)) for b in range(len(pieces), a, -1) if (a, b) != (0, len(pieces))]
    for a, b in spans[:30]:
        part = text[pieces[a][0] : pieces[b - 1][1]]
        if len(part) > 12 and (one := key(part)) in keys and one not in sites:
            return part
    low, high = 0, len(pieces)
    while high - low > 1 and _is_site(text[slice(*pieces[high - 1])], sites):
        high -= 1
    while high - low > 1 and _is_site(text[slice(*pieces[low])], sites):
        low += 1
    while high - low > 1 and _is_suffix(text, pieces, low, high):
        high -= 1
    return text[pieces[low][0] : pieces[high - 1][1]]


def trailing(text: str, headline: str) -> list[str]:
    """What a title has behind or in front of the headline, piece by piece, the last first.

    >>> trailing("Ferry back in service | News | Harbour Post", "Ferry back in service")
    ['Harbour Post', 'News']
    """
    found = [text[a:b].strip() for a, b in _pieces(text)]
    mine = key(headline)
    return [piece for piece in reversed(found) if key(piece) and key(piece) not in mine]


def _pieces(text: str) -> list[tuple[int, int]]:
    found = []
    at = 0
    for match in _SEPARATOR.finditer(text):
        if match.start() > at:
            found.append((at, match.start()))
        at = match.end()
    if at < len(text):
        found.append((at, len(text)))
    return found or [(0, len(text))]


def _is_site(part: str, sites: Sequence[str]) -> bool:
    mine = key(part)
    return not mine or any(mine == site or _names(mine, site) for site in sites)


def _names(mine: str, site: str) -> bool:
    """Whether one is a form of the other: "Harbour Post" of "harbourpost.example", "Harbour Post Online" of it."""
    if min(len(mine), len(site)) < 4:
        return False
    return mine in site or (site in mine and len(mine) < 2 * len(site) + 8)


def _is_suffix(text: str, pieces: Sequence[tuple[int, int]], low: int, high: int) -> bool:
    """A short last part behind a strong separator, with a headline's worth of words in front of it."""
    between = text[pieces[high - 2][1] : pieces[high - 1][0]]
    front, last = text[pieces[low][0] : pieces[high - 2][1]], text[slice(*pieces[high - 1])]
    return (
        bool(_STRONG.search(between)) and len(last) <= 40 and len(words(last)) <= 5 and len(front) > max(20, len(last))
    )
