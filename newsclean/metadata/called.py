"""What the elements around a line are called: an author's, or those of other stories, other people's words and tools."""

from __future__ import annotations

import re
from functools import lru_cache

from newsclean.metadata.lines import element_names
from newsclean.metadata.text import has_any
from newsclean.model import Block

_START = r"(?:(?<![A-Za-z])|(?<=[a-z])(?=[A-Z]))"
# Words of class names; camelCase counts as two words. What stands beside a name (its picture, its date) is none.
_NAMED = re.compile(
    _START
    + r"(?:[Aa]uthor|AUTHOR|[Aa]utore?|[Aa]uteur|[Bb]y-?[Ll]ine|[Ww]riter|[Rr]eporter|[Cc]ontributor|[Vv]erfasser)s?"
    r"(?![a-z])(?!\S*(?:[Ii]mage|img|[Aa]vatar|[Pp]hoto|[Pp]ic|[Bb]io|[Dd]esc|[Ss]ocial|[Ii]con|[Ff]ollow|[Bb]ox|[Dd]ate"
    r"|[Tt]ime|[Ee]mail|[Cc]ard|related))"
)
_MAY_BE_NAMED = ("author", "autor", "auteur", "byline", "by-line", "writer", "reporter", "contributor", "verfasser")
_NAME_ONLY = re.compile(r"author\W*name|name\W*author|byline\W*name|\bfn\b|author\W*link|post-author")
COMPANY = (
    "comment quote zitat sidebar side-bar related recommend teaser widget popular trending latest most-read mostread recent"
    " footer_ carousel slider promo newsletter menu ticker embed tweet reply list__item list-item similar"
).split()
"""In elements called so stand other stories, other people's words and tools."""
NAME, BYLINE, IN_COMPANY = "name", "byline", "in company"
_LEVELS = 3
"""Elements from the line's own upwards whose names are read."""


def called(block: Block) -> str:
    """NAME or BYLINE where the elements around a block are called so, IN_COMPANY among other stories and tools; else
    empty."""
    return _called(element_names(block, _LEVELS)) if block.element is not None else ""


@lru_cache(maxsize=4_096)
def _called(names: str) -> str:
    """`called` of the classes and ids around a block; the blocks of a page share most of them."""
    lower = names.lower()
    if has_any(lower, COMPANY):
        return IN_COMPANY
    if not has_any(lower, _MAY_BE_NAMED) or not _NAMED.search(names):
        return ""
    return NAME if _NAME_ONLY.search(lower) else BYLINE
