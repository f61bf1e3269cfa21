"""The headline among what claims to be one.

A page names itself in its h1, in metas, in JSON-LD and in the title element, where the site's name is glued on. What
readers see is the headline: an h1 that shares words with what the machines are told wins over all of them (metas are
often written for search engines); one that shares none is the site's name or a label.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from itertools import pairwise

from newsclean.metadata.text import has_spaceless, key, words
from newsclean.metadata.weigh import Verdict, grouped, support, weigh
from newsclean.model import Candidate

SEEN = ("html", "visible")
_RELATED = 0.97
"""An h1 that shares words with the page's other titles: right on 43 of 56 development pages where og:title differs."""
_UNRELATED = 0.25
"""One that shares none: right on 11 of 146."""
_CALLED_SITE_TOO = 2
_STRONG_RIVAL, _DISPUTED = 1.0, 0.8
"""Where other places agree on another wording, the headline is right on three of four pages."""
_MARK = re.compile(r"[-–—−·•:|»«›‹>~/\\｜_]+")
_NEEDS_NO_BLANKS = "|｜"
_STRONG = re.compile(r"[|｜»«]|::|_")


def headline(candidates: Sequence[Candidate], sites: Iterable[str]) -> tuple[str, Verdict] | None:
    """The text of the headline and the verdict it rests on; None where nothing claims to be one.

    Args:
        candidates: of the field title.
        sites: names of the site, which no headline is.
    """
    site_keys = [k for k in map(key, sites) if k]
    rated = _less_the_site(candidates, site_keys)
    if not rated and len({c.source for c in candidates}) > _CALLED_SITE_TOO:
        # Where everything that is called the title is called the site's name too, it is the title.
        rated = _less_the_site(candidates, ())
    groups = grouped(rated, merged([key(c.value) for c in rated]))
    headed = any(c.source == "html" and c.confidence >= _RELATED for c in rated)
    # However many places machines read it from, they repeat one record, often written for search engines: beside an h1
    # that is related to it, it is the headline on 3 of 16 development pages where readers see it nowhere.
    verdict = weigh([group for group in groups if not headed or any(c.source in SEEN for c in group)])
    if verdict is None:
        return None
    rivals = [group for group in groups if verdict.candidates[0] not in group and support(group) > _STRONG_RIVAL]
    if rivals:
        verdict = verdict._replace(confidence=min(verdict.confidence, _DISPUTED))
    seen = [c for c in verdict.candidates if c.source in SEEN]
    return (seen or verdict.candidates)[0].value, verdict


def _less_the_site(candidates: Sequence[Candidate], site_keys: Sequence[str]) -> list[Candidate]:
    """The candidates without the site's name in them, weighed anew; those that are nothing else are left out."""
    keys = {c.value: key(c.value) for c in candidates}
    short = {text: stripped(text, site_keys, (k for k in keys.values() if k != keys[text])) for text in keys}
    kept = [c._replace(value=short[c.value]) for c in candidates if key(short[c.value]) not in ("", *site_keys)]
    told = {c.value for c in kept if c.source not in SEEN}
    return [c._replace(confidence=_rated(c, told)) for c in kept]


def _rated(candidate: Candidate, told: Collection[str]) -> float:
    if candidate.source != "html" or not told:
        return candidate.confidence
    if any(_related(candidate.value, other) for other in told):
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
        if has_spaceless(word):
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
    """Spans between separators: bars as they are, dashes and dots between blanks, a low line or a colon near the end."""
    found = []
    at = 0
    for mark in _MARK.finditer(text):
        low, high = mark.span()
        if _separates(text, low, high):
            while low > at and text[low - 1].isspace():
                low -= 1
            while high < len(text) and text[high].isspace():
                high += 1
            if low > at:
                found.append((at, low))
            at = high
    if at < len(text):
        found.append((at, len(text)))
    return found or [(0, len(text))]


def _separates(text: str, low: int, high: int) -> bool:
    first = text[low]
    if first in _NEEDS_NO_BLANKS:
        return True
    if first in "«»" and text.count("«") == text.count("»"):
        return False  # a quotation
    blank_before = low > 0 and text[low - 1].isspace()
    if blank_before and text[high : high + 1].isspace():
        return True
    if first == "_":
        return "_" not in text[high:] or text.count("_") == 2 * text.count("__")
    rest = text[high:].strip()
    return first == ":" and low > 0 and not blank_before and text[high : high + 1].isspace() and _is_one_word(rest)


def _is_one_word(rest: str) -> bool:
    return 3 <= len(rest) <= 30 and not any(map(str.isspace, rest))


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
