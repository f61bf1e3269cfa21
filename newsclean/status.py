"""What a cleaned document turned out to be: an article, or why it is none."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from newsclean.model import Document, Finding
from newsclean.story.status import SHORTEST, page_status

if TYPE_CHECKING:
    from newsclean.article import Article

# A consent wall instead of a page: most of what there is to read is about cookies.
_CONSENT = 0.4


def status_of(document: Document, findings: Sequence[Finding], article: Article) -> tuple[str, float]:
    """(status, confidence) of an article that has been put together.

    The story model's word decides between article and listing; the removals tell a consent wall and a story that was
    cut off for those who do not pay.
    """
    if any("binary" in warning for warning in document.warnings):
        return "not_text", 0.0
    if not article.text.strip():
        return ("consent", 0.0) if _about_cookies(document, article) else ("empty", 0.0)
    said = {
        f.start: f.confidence if f.label == "story" else 1 - f.confidence for f in findings if f.detector == "story"
    }
    if not said:
        # Without the story model nothing tells an article from a listing.
        return ("article" if len(article.text) >= SHORTEST else "too_short"), 0.5
    probabilities = np.array([said.get(block.start, 0.5) for block in document.blocks], np.float32)
    status, confidence = page_status(document, probabilities)
    if status != "article" and _about_cookies(document, article):
        return "consent", confidence / 2
    if status == "article" and article.metadata.access == "paid" and _cut_off(article):
        return "paywalled", confidence
    return ("too_short" if status == "empty" else status), confidence


def _about_cookies(document: Document, article: Article) -> bool:
    size = sum(len(block.text) for block in document.blocks)
    return sum(len(r.text) for r in article.removed if r.label == "cookie") > _CONSENT * size


def _cut_off(article: Article) -> bool:
    """Whether an offer to pay stands right behind the last kept line."""
    end = article.kept[-1].end
    following = [removal.label for removal in article.removed if removal.start >= end][:3]
    return "paywall" in following
