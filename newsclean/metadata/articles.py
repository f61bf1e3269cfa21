"""Which of the things a page describes is the article on it.

Pages describe several: the article, the articles it links to, a list, the site, videos. The page's own article names
the page's address or carries the page's headline; an article with another address is another article.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import unquote

from newsclean.metadata.text import key
from newsclean.model import Document
from newsclean.read.head import Head
from newsclean.read.jsonld import Item

_ARTICLE_ENDINGS = ("Article", "Posting")
_ARTICLES = frozenset(
    "Report Review CriticReview EmployerReview Recipe HowTo BlogPost Hentry hentry entry Chapter"
    " Claim ClaimReview MedicalScholarlyArticle QAPage Question CreativeWork SpecialAnnouncement".split()
)
_PAGES = ("WebPage", "AboutPage", "FAQPage", "ItemPage", "MedicalWebPage")
_OTHERS = frozenset(
    ("comment", "mentions", "citation", "isPartOf", "hasPart", "itemListElement", "relatedLink", "about", "review")
)
_MAX_ITEMS = 400
_MAX_DEPTH = 4


class Described(NamedTuple):
    """The described things of a page, sorted by what they say about it."""

    articles: tuple[Item, ...]
    """The page's own article, once for each description of it."""
    pages: tuple[Item, ...]
    rest: tuple[Item, ...]


def described(document: Document) -> Described:
    """Sorts what the page's markup describes; of several articles only the page's own are named articles."""
    head = document.head or Head()
    articles, pages, rest = [], [], []
    for item in _unfolded(head.items):
        if any(kind.endswith(_ARTICLE_ENDINGS) or kind in _ARTICLES for kind in item.types):
            articles.append(item)
        elif any(kind in _PAGES for kind in item.types):
            pages.append(item)
        else:
            rest.append(item)
    return Described(_own(articles, document, head), tuple(pages), tuple(rest))


def _unfolded(items: tuple[Item, ...]) -> Iterator[Item]:
    """The items, and in microdata the articles inside them: there a page or a blog is wrapped around its article."""
    for item in items[:_MAX_ITEMS]:
        yield item
        if item.source != "json-ld" and not any(kind.endswith(_ARTICLE_ENDINGS) for kind in item.types):
            yield from _inner(item, 0)


def _inner(item: Item, depth: int) -> Iterator[Item]:
    for name in list(item.data):
        if name in _OTHERS or name == "@type" or depth > _MAX_DEPTH:
            continue
        for value in item.items(name):
            if any(kind.endswith(_ARTICLE_ENDINGS) for kind in value.types):
                yield value
            else:
                yield from _inner(value, depth + 1)


def _own(articles: list[Item], document: Document, head: Head) -> tuple[Item, ...]:
    addresses = {address(url) for url in (document.url, *head.links.get("canonical", ()), head.first("og:url")) if url}
    addresses.discard("")
    headlines = {key(text) for text in (*head.headings, head.first("og:title"), head.title) if text}
    headlines.discard("")
    rated = [(_nearness(item, addresses, headlines), item) for item in articles]
    best = max((rating for rating, _ in rated), default=0)
    if len(rated) > 1 and (best < 0 or (best == 0 and len({item.text("headline", "name") for item in articles}) > 1)):
        # Several articles, and nothing says that one of them is the page's own: they are those it leads to.
        return ()
    return tuple(item for rating, item in rated if rating == best or (rating > 0 and best > 0))


def _nearness(item: Item, addresses: set[str], headlines: set[str]) -> int:
    """How much speaks for the item being the page's article: its address and its headline, or those of another page."""
    rating = 0
    given = item.texts("url", "@id", "mainEntityOfPage")
    given += [url for page in item.items("mainEntityOfPage") for url in page.texts("@id", "url")]
    own = {address(url.partition("#")[0]) for url in given if "/" in url}
    own = {one for one in own if "/" in one}
    if own & addresses:
        rating += 2
    elif own and addresses:
        rating -= 1
    headline = key(item.text("headline", "name"))
    if headline and headlines:
        same = any(headline in other or other in headline for other in headlines if min(len(other), len(headline)) > 5)
        rating += 2 if same else -1
    return rating


def address(url: str) -> str:
    """A web address less what does not tell pages apart: scheme, www, query, fragment, a slash at the end.

    >>> address("https://www.example.org/a/b/?utm_source=x#top")
    'example.org/a/b'
    """
    url = unquote(url.strip()).partition("://")[2] or url.strip()
    return url.partition("#")[0].partition("?")[0].rstrip("/").removeprefix("www.").removeprefix("m.").lower()
