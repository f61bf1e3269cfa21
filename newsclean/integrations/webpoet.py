"""web-poet and scrapy-poet: a page object whose item is the cleaned article.

class StoryPage(NewsArticlePage):
    @field
    def section(self):  # what a site does better itself
        return self.css(".kicker::text").get()
"""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field as attribute
from datetime import datetime
from functools import cached_property
from typing import Any

from newsclean.article import Article
from newsclean.extras import need
from newsclean.pipeline import default_pipeline
from newsclean.read.decode import decode

need("web_poet", "web-poet", "newsclean.integrations.webpoet")

from web_poet import WebPage, field  # noqa: E402 - behind the line that says what is missing


@dataclass
class NewsArticle:
    """What a page object gives: an article, flat."""

    url: str
    text: str
    status: str
    confidence: float
    title: str | None = None
    authors: list[str] = attribute(default_factory=list)
    published: datetime | None = None
    modified: datetime | None = None
    site: str | None = None
    language: str | None = None
    description: str | None = None
    section: str | None = None
    tags: list[str] = attribute(default_factory=list)


class NewsArticlePage(WebPage[NewsArticle]):
    """A page object that cleans its response once and gives a `NewsArticle`; overwrite what a site does better."""

    @cached_property
    def article(self) -> Article:
        """Everything newsclean knows about the page, removals included."""
        response: Any = self.response
        page = decode(bytes(response.body), response.headers.declared_encoding())
        return default_pipeline().clean(page, str(response.url))

    @field
    def url(self) -> str:  # type: ignore[override]
        return str(self.response.url)

    @field
    def text(self) -> str:
        return self.article.text

    @field
    def status(self) -> str:
        return self.article.status

    @field
    def confidence(self) -> float:
        return self.article.confidence

    @field
    def title(self) -> str | None:
        return self.article.metadata.title

    @field
    def authors(self) -> list[str]:
        return self.article.metadata.authors

    @field
    def published(self) -> datetime | None:
        return self.article.metadata.published

    @field
    def modified(self) -> datetime | None:
        return self.article.metadata.modified

    @field
    def site(self) -> str | None:
        return self.article.metadata.site

    @field
    def language(self) -> str | None:
        return self.article.metadata.language

    @field
    def description(self) -> str | None:
        return self.article.metadata.description

    @field
    def section(self) -> str | None:
        return self.article.metadata.section

    @field
    def tags(self) -> list[str]:
        return self.article.metadata.tags
