"""Which languages a document speaks, as far as the choice of cue phrases needs to know.

The stop words of each language are counted in the document's longest blocks, which are prose on nearly every page.
A language too many costs nothing but a few dictionary entries, since a cue is never enough to cut; one too few
leaves noise in the text. So neighbours that are nearly as likely are taken as well.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from functools import cache
from heapq import nlargest
from typing import TYPE_CHECKING

from newsclean.lexicon.letters import SIGNS, UNSPACED
from newsclean.lexicon.phrases import languages, stopwords

if TYPE_CHECKING:
    from newsclean.model import Document

_BLOCKS, _CHARACTERS = 8, 250
"""How much is read. Of 184 news pages in ten languages, a quarter leaves two untold; 20 times as much changes none."""
_SHARE = 0.5
"""Languages with at least this share of the best one's hits are taken, up to three."""
_ENOUGH = 3.0
"""With fewer hits nothing is known, and every language is taken."""
_WORD = re.compile(f"[{UNSPACED}]|(?:[^\\W{UNSPACED}]++|[{SIGNS}]++)+")
"""A word, or a character of a script without blanks."""


def languages_of(document: Document) -> frozenset[str]:
    """The languages whose cues are to be looked for: the declared one, those that the words give, English and `any`.

    At most three come from the words. A document too short to tell gets all languages. English buttons stand on pages
    in every language.
    """
    known = {document.language} & set(languages()) if document.language else set()
    return frozenset(known | _spoken(document) | {"any", "en"})


def _spoken(document: Document) -> set[str]:
    sample = " ".join([line[:_CHARACTERS] for line in nlargest(_BLOCKS, document.folded, key=len)])
    hits: defaultdict[str, float] = defaultdict(float)
    meanings = _meanings()
    for word, count in Counter(_WORD.findall(sample)).items():
        for language in (spoken := meanings.get(word, ())):
            hits[language] += count / len(spoken)
    best = nlargest(3, hits, key=lambda language: hits[language])
    if not best or hits[best[0]] < _ENOUGH:
        return set(languages())
    return {language for language in best if hits[language] >= _SHARE * hits[best[0]]}


@cache
def _meanings() -> dict[str, tuple[str, ...]]:
    """Stop word -> the languages it belongs to."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for language in languages():
        for word in stopwords(language):
            found[word].append(language)
    return {word: tuple(spoken) for word, spoken in found.items()}
