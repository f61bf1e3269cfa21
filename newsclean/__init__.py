"""newsclean turns scraped news pages, HTML or flattened text, into clean article text plus metadata.

>>> import newsclean
>>> page = "<article><h1>Ferry back</h1><p>The ferry is back in service, the harbour board said today.</p></article>"
>>> article = newsclean.clean(page)
>>> article.metadata.title, str(article)
('Ferry back', 'The ferry is back in service, the harbour board said today.')
"""

import logging as _logging
from importlib import import_module as _import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from newsclean.article import Article
    from newsclean.detectors import Detector, detector
    from newsclean.metadata import Metadata
    from newsclean.model import Block, Candidate, Document, Element, Finding, Link, Problem, Removal
    from newsclean.pipeline import Pipeline, clean, clean_many
    from newsclean.policy import Policy

__version__ = "0.1.0"
__all__ = [
    "Article",
    "Block",
    "Candidate",
    "Detector",
    "Document",
    "Element",
    "Finding",
    "Link",
    "Metadata",
    "Pipeline",
    "Policy",
    "Problem",
    "Removal",
    "clean",
    "clean_many",
    "detector",
]
_logging.getLogger("newsclean").addHandler(_logging.NullHandler())

# Names are fetched when they are asked for (PEP 562): numpy and lxml alone take 100 ms to import.
_HOMES = {
    "article": ("Article",),
    "detectors": ("Detector", "detector"),
    "metadata": ("Metadata",),
    "model": ("Block", "Candidate", "Document", "Element", "Finding", "Link", "Problem", "Removal"),
    "pipeline": ("Pipeline", "clean", "clean_many"),
    "policy": ("Policy",),
}


def __getattr__(name: str) -> object:
    for home, names in _HOMES.items():
        if name in names:
            value = globals()[name] = getattr(_import_module(f"newsclean.{home}"), name)
            return value
    raise AttributeError(f"module 'newsclean' has no attribute {name!r}")


def __dir__() -> list[str]:
    return [*globals(), *__all__]
