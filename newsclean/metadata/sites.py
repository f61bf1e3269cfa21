"""The names by which a page calls its own site: needed to tell site from headline, and publisher from author."""

from __future__ import annotations

import re
from collections.abc import Iterable
from unicodedata import combining, normalize

import regex

from newsclean.metadata.articles import Described
from newsclean.metadata.given import given_name
from newsclean.metadata.text import domain, host, key, words
from newsclean.metadata.vocabulary import vocabulary
from newsclean.model import Candidate, Document
from newsclean.read.head import Head

_METAS = ("og:site_name", "application-name", "dc.publisher", "publisher", "apple-mobile-web-app-title")
_AUTHOR_METAS = ("author", "article:author", "twitter:data1")
_MOST_WORDS = 3
_COMPANIES = ("Organization", "Corporation")
_CAPITAL_NOUNS = ("de", "lb")
"""Languages in which a noun in lower case says nothing."""
_MAX_NAME = 80
_WRITTEN_AS_ADDRESS, _PRINTED_AS_ADDRESS, _UNLIKE, _UNLIKE_TOLD, _DOUBT_LEFT = 0.55, 0.65, 0.25, 0.7, 0.5
_FOREIGN = 0.5
"""How much of its word a Latin name keeps where another one is written as the text is: right on 4 of 5 pages."""
_NOT_LATIN = regex.compile(r"[^\p{Latin}\P{L}]")
_LATIN = re.compile("[a-z]", re.I)
_ADDRESS = re.compile(r"^www\.|\.[a-z]{2,6}$", re.I)


def site_names(document: Document, things: Described) -> tuple[str, ...]:
    """Names of the site and its publisher, its host and the main label of its domain, best first."""
    head = document.head or Head()
    found = [head.first(name) for name in _METAS] + _organisations(things)
    for item in things.rest:
        if "WebSite" in item.types:
            found += item.texts("name", "alternateName")
    for url in (document.url, *head.links.get("canonical", ())[:1], head.first("og:url")):
        if host(url):
            found += [host(url), domain(url), domain(url).partition(".")[0]]
    personal = _personal(document, things)
    names = (name for name in found if 1 < len(name) <= _MAX_NAME and not _is_one_of(key(name), personal))
    return tuple(dict.fromkeys(names))


def _is_one_of(name: str, personal: Iterable[str]) -> bool:
    """Whether a name is an author's: as it is, a part of it ("lind.example"), or with more behind it."""
    return any(name in one or one in name for one in personal)


def _organisations(things: Described) -> list[str]:
    """Names of publishers and organisations; one that is described as a person too runs a site of its own."""
    found = []
    for item in (*things.articles, *things.pages):
        for publisher in item.items("publisher") + item.items("sourceOrganization"):
            if "Person" not in publisher.types:
                found += publisher.texts("name", "alternateName", "legalName")
        found += item.texts("publisher")
    for item in things.rest:
        if "Person" not in item.types and any(kind.endswith(_COMPANIES) for kind in item.types):
            found += item.texts("name", "alternateName")
    return found


def _personal(document: Document, things: Described) -> frozenset[str]:
    """Keys of authors after whom the site may be called.

    They are named as an author and begin with a given name; or are described as a person or stand in the address, and
    have the form of a full name of which no word is an ordinary word of the text; or are the publishing person.
    """
    head = document.head or Head()
    publishers = [p for item in (*things.articles, *things.pages) for p in item.items("publisher")]
    found = {key(p.text("name")) for p in publishers if "Person" in p.types}
    persons = [author for item in things.articles for author in item.items("author")]
    authors = [author.text("name") for author in persons]
    authors += [text for item in things.articles for text in item.texts("author")]
    authors += [text for name in _AUTHOR_METAS for text in head.meta.get(name, ())]
    found.update(key(name) for name in authors if name.count(" ") < _MOST_WORDS and given_name(name, document.language))
    if document.language in _CAPITAL_NOUNS:
        return frozenset(found)
    named = [author.text("name") for author in persons if "Person" in author.types]
    address = _ascii(host(document.url))
    named += [text for text in head.meta.get("author", ()) if _ascii(text.rpartition(" ")[2]) in address]
    described = vocabulary(document.language).describes
    found.update(key(name) for name in named if _is_proper(name, document) and not described(name.split()))
    return frozenset(found)


def _is_proper(name: str, document: Document) -> bool:
    words = name.split()
    return (
        2 <= len(words) <= 3
        and all(word[0].isupper() and not word.isupper() for word in words)
        and not any(f" {word.lower()} " in document.text for word in words)
    )


def resembles(name: str, address: str) -> bool:
    """Whether a name is a form of the main label of a domain: the same letters, a part, the initials.

    >>> resembles("The Harbour Post", "harbourpost.example"), resembles("Neue Hafen Zeitung", "nhz.example")
    (True, True)
    >>> resembles("Media Group Holding", "harbourpost.example")
    False
    """
    mine, label = _ascii(name), _ascii(address.partition(".")[0])
    if len(mine) < 2 or len(label) < 2:
        return False
    if mine in label or label in mine:
        short, long = sorted((len(mine), len(label)))
        return mine == label or (short > 2 and 2 * short >= long)
    initials = "".join(word[0] for word in words(name) if word)
    return len(initials) > 1 and (
        _ascii(initials) in (label, label.removesuffix("online")) or _ascii(initials[1:]) == label
    )


def rated_site(candidate: Candidate, address: str, *, foreign: bool = False) -> Candidate:
    """A candidate with what its form says beside the page's domain.

    Args:
        address: the page's domain.
        foreign: its script is not that of the text, in which another candidate is written.

    A name that resembles the domain is believed more. One that does not is a publisher's, a section's or a company's
    as often as the site's, which a name in another script than the domain's cannot help. An address is a poor name.
    """
    name, weight = str(candidate.value), candidate.confidence
    if candidate.source == "url":
        return candidate
    if is_address(name):
        weight = _PRINTED_AS_ADDRESS if candidate.source == "title-element" else min(weight, _WRITTEN_AS_ADDRESS)
    elif address and resembles(name, address):
        weight = 1 - (1 - weight) * _DOUBT_LEFT
    elif address and _LATIN.search(name):
        loose = candidate.source in ("visible", "title-element")
        weight = min(weight, _UNLIKE) if loose else weight * _UNLIKE_TOLD if candidate.source != "opengraph" else weight
    return candidate._replace(confidence=weight * _FOREIGN if foreign else weight)


def in_script_of(name: str, text: str) -> bool:
    """Whether a name holds a letter, not a Latin one, that a text has, too.

    >>> in_script_of("Порт Ньюс", "Паром вернулся"), in_script_of("Port News", "Паром вернулся")
    (True, False)
    """
    return not text.isascii() and any(letter in text for letter in _NOT_LATIN.findall(name))


def _ascii(text: str) -> str:
    if text.isascii():
        return "".join(filter(str.isalnum, text.lower()))
    folded = normalize("NFKD", text.casefold()).replace("ß", "ss")
    return "".join(c for c in folded if c.isalnum() and not combining(c))


def is_address(name: str) -> bool:
    """Whether a name is written as a web address: "www.harbourpost.example"."""
    return " " not in name and _ADDRESS.search(name) is not None
