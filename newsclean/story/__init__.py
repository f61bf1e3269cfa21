"""The learned story model: which blocks of a document are its story."""

from __future__ import annotations

from newsclean.story.model import story_probabilities
from newsclean.story.status import page_status

__all__ = ["page_status", "story_probabilities"]
