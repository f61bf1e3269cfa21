"""What the page's head says about its story: texts that blocks are compared with. Evidence, never truth."""

from __future__ import annotations

from newsclean.model import Document

REFERENCES = 3
_MOST = 100_000


def reference_texts(document: Document) -> tuple[str, str, str]:
    """The page's headline, its description and the JSON-LD `articleBody`; empty strings where there are none."""
    head = document.head
    if head is None:
        return "", "", ""
    headline = " \n ".join((head.title, head.first("og:title", "twitter:title"), *head.headings[:1]))
    description = head.first("og:description", "description", "twitter:description")
    bodies = [
        body
        for item in head.items
        if item.source == "json-ld"
        for body in item.values("articleBody")
        if isinstance(body, str)
    ]
    return headline[:1000], description[:2000], max(bodies, key=len, default="")[:_MOST]
