"""Who wrote it, among all who are named."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from math import exp

from newsclean.metadata.given import given_name
from newsclean.metadata.model import Author
from newsclean.metadata.signatures import WHY
from newsclean.metadata.text import key
from newsclean.metadata.weigh import Verdict, grouped, log_odds, weigh
from newsclean.metadata.zone import Place
from newsclean.model import Candidate

_BELIEVED = 0.7
"""A longer list of authors replaces a shorter one that it opens with, where it is believed this much: metas often name
only the first author."""
_HANDLE = 0.85
"""How much of its word a list of single words keeps: they are user names, desks and acronyms as often as persons."""
_ALONE = 0.6
"""What a visible line elsewhere is worth at most where the page's lines with an author's cue all name the same."""
_TOLD = 0.8
"""From here on the markup's authors are all of them, unless a single line names more."""
_DOUBTED = 0.45
"""Persons who are believed less leave the place to organisations that are named as authors."""
_CUED = 0.72
_GIVEN = 1.0
"""Log-odds that a given name in front adds to a visible line, and that its absence takes away: of lines that the trees
find as likely as not to name authors, 86 in 100 do with one, 32 without."""
_CALLED = "stands in an element named"
_SOLE = 0.6
"""What lines whose element is called so are worth, wherever they stand, where all of them name the same person."""
_UNCUED, _MOST_UNCUED = 0.6, 2
"""Lines of nothing but a name: where more of them differ they are menus and topics."""
_MOST = {"close": 1.0, "head": 1.0, "end": 0.65, "elsewhere": 0.4}
"""What a visible line is worth at most, by its place: away from the story teasers and comments have authors too."""


def rated(
    candidates: Sequence[Candidate], place: Place, sites: Collection[str], language: str | None = None
) -> list[Candidate]:
    """Candidates with what their form and their place say taken into account.

    Args:
        place: where the head of the story is; lines elsewhere belong to other stories as often as to this one.
        sites: keys of the site's names; visible lines were read without knowing them.
        language: of the text, for the order of given name and surname.
    """
    read = [c for c in candidates if c.source == "visible" and c.why != WHY]
    cued = {_persons(c) for c in read if c.confidence >= _CUED}
    most = _MOST | {"elsewhere": _ALONE} if len(cued) == 1 else _MOST
    uncued = {_persons(c) for c in read if c.confidence <= _UNCUED}
    if len(uncued) > _MOST_UNCUED:
        candidates = [c for c in candidates if c not in read or c.confidence > _UNCUED]
    called = [
        c for c in candidates if c.why.startswith(_CALLED) and all(given_name(n, language) for n in _full_names(c))
    ]
    sole = called if len(set(map(_persons, called))) == 1 else ()
    named = [c._replace(confidence=_with_given_names(c, language)) if c.source == "visible" else c for c in candidates]
    return [
        _rated(candidate, place, sites, most, one in sole) for candidate, one in zip(named, candidates, strict=True)
    ]


def _rated(
    candidate: Candidate, place: Place, sites: Collection[str], most: Mapping[str, float], sole: bool
) -> Candidate:
    authors, weight = candidate.value, candidate.confidence
    if candidate.source == "visible":
        authors = tuple(_not_site(author, sites) for author in authors)
        if candidate.why != WHY:
            weight = min(weight, _SOLE if sole else most[place.nearness(candidate.start)])
    persons = [author.name for author in authors if author.kind == "person"]
    if persons and all(" " not in name and name.isascii() for name in persons):
        weight *= _HANDLE
    return candidate._replace(value=authors, confidence=weight)


def _with_given_names(candidate: Candidate, language: str | None) -> float:
    told = [given_name(name, language) for name in _full_names(candidate)]
    sure = [_GIVEN if given else -_GIVEN for given in told if given is not None]
    if not sure:
        return candidate.confidence
    odds = log_odds(candidate.confidence) + sum(sure) / len(sure)
    return 1 / (1 + exp(-odds))


def _not_site(author: Author, sites: Collection[str]) -> Author:
    if key(author.name) in sites and not given_name(author.name):
        return author._replace(kind="organisation")
    return author


def authors(candidates: Sequence[Candidate]) -> tuple[tuple[Author, ...], Verdict] | None:
    """The authors and the verdict they rest on; organisations alone where no person is named, None where nobody is."""
    verdict = weigh(_supported(candidates))
    if verdict is None or verdict.confidence < _DOUBTED:
        organisations = [candidate for candidate in candidates if not _persons(candidate)]
        verdict = weigh(grouped(organisations, map(_names, organisations))) or verdict
    if verdict is None:
        return None
    winner = _persons(verdict.candidates[0])
    told = any(c.source != "visible" and c.confidence >= _TOLD for c in verdict.candidates if _persons(c) == winner)
    longer = [c for c in candidates if _is_longer(c, winner) and (not told or _is_one_byline(c))]
    best = max(longer, key=lambda c: (len(_persons(c)), c.confidence), default=verdict.candidates[0])
    merged: dict[str, Author] = {}
    for candidate in (best, *verdict.candidates):
        for author in candidate.value:
            if key(author.name) in merged:
                merged[key(author.name)] = _fuller(merged[key(author.name)], author)
            elif candidate is best:
                merged[key(author.name)] = author
    return tuple(merged.values()), verdict


def _is_longer(candidate: Candidate, winner: tuple[str, ...]) -> bool:
    persons = _persons(candidate)
    return bool(winner) and persons[: len(winner)] == winner and candidate.confidence >= _BELIEVED


def _is_one_byline(candidate: Candidate) -> bool:
    """Whether the candidate is no run of lines one below the other, among which reviewers, roles and links get, and no
    line with an author and something else in it."""
    whole = all(author.name in candidate.raw for author in candidate.value)
    persons = all(given_name(name) is not False for name in _full_names(candidate))
    return candidate.source != "visible" or (whole and persons)


def _supported(candidates: Sequence[Candidate]) -> list[list[Candidate]]:
    """Candidates in groups that name the same persons, each with what groups that share some of them say for it."""
    named = [(group, frozenset(_persons(group[0]))) for group in grouped(candidates, map(_persons, candidates))]
    supported = []
    for group, mine in named:
        shares = [(len(mine & its) / len(mine | its), other) for other, its in named if other is not group]
        support = [_share(c, group[0], common) for common, other in shares if common for c in other]
        supported.append(group + support)
    return supported


def _share(candidate: Candidate, other: Candidate, common: float) -> Candidate:
    """What a candidate says for another one that has a share of its persons in common."""
    odds = log_odds(candidate.confidence) * common
    return candidate._replace(value=other.value, confidence=1 / (1 + exp(-odds)))


def _persons(candidate: Candidate) -> tuple[str, ...]:
    return tuple(key(author.name) for author in candidate.value if author.kind == "person")


def _full_names(candidate: Candidate) -> tuple[str, ...]:
    return tuple(author.name for author in candidate.value if author.kind == "person")


def _names(candidate: Candidate) -> tuple[str, ...]:
    return tuple(key(author.name) for author in candidate.value)


def _fuller(one: Author, other: Author) -> Author:
    """The same person with what the other place knows: role, address, a name that is not all capitals."""
    name = other.name if one.name.isupper() and not other.name.isupper() else one.name
    return one._replace(name=name, role=one.role or other.role, url=one.url or other.url)
