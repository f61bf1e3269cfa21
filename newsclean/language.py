"""Which language a text speaks, from the text alone: its scripts, its function words, its letters.

Most scripts are written in one language. Where several share a script, the function words that the lexicon lists for
each are counted, and letters only some of them have. One look at the longest lines, which are prose on nearly every
page, serves metadata, which wants the one language and how sure it is, and the lexicon, which wants all whose cue
phrases may stand in the document.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterable
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from newsclean.model import Document

_LINES, _SAMPLE = 8, 2_000
"""How much is read. Of 184 news pages in ten languages, a quarter leaves two untold; 20 times as much changes none."""
_LOOKED_AT = 50_000
"""Characters of a text whose lines are not known yet."""
_FEWEST_LETTERS = 12
_ENOUGH_WORDS = 0.12
"""Share of function words below which the text is in none of the known languages; prose has 0.25 and more."""
_MOSTLY_LATIN = 0.9
"""Share of Latin-1 characters from which the scripts need not be counted."""
_KANA = 0.08
"""Share of kana among the characters of a text that makes Chinese characters Japanese."""
_LETTER_WEIGHT, _MOST_LETTERS = 0.6, 40
_MARKS = ".,;:!?…\"'()[]{}-|*।。،؛؟"
_CODE = re.compile(r"\s*([a-zA-Z]{2,3})(?![a-zA-Z])")
_SHARE, _MOST_LANGUAGES = 0.5, 3
"""Languages with at least this share of the best one's hits may be spoken, too."""
_ENOUGH_HITS = 3.0
"""With fewer hits nothing is known."""


class _Knowledge(NamedTuple):
    aliases: dict[str, str]
    starts: Any
    """First code points of the ranges, sorted; `ends` and `scripts` go with them."""
    ends: Any
    scripts: Any
    names: list[str]
    languages: dict[str, tuple[str, ...]]
    words: dict[str, list[tuple[str, float]]]
    """Function word -> the languages that have it, with what it says for each."""
    letters: dict[str, list[tuple[str, float]]]


class _Hits(NamedTuple):
    """What speaks for each language of a sample's script, most first."""

    rated: tuple[tuple[float, str], ...]
    share: float
    """Of the script among the letters."""
    words: int
    """In the sample; 0 where the script alone tells the language."""


@lru_cache(maxsize=1)
def _knowledge() -> _Knowledge:
    # The lexicon asks this module which languages a document speaks.
    from newsclean.lexicon.phrases import languages, stopwords

    data = tomllib.loads(files("newsclean").joinpath("data/languages.toml").read_text("utf-8"))
    names = list(data["scripts"])
    ranges = sorted(
        (low, high, names.index(name)) for name, one in data["scripts"].items() for low, high in one["ranges"]
    )
    words: defaultdict[str, list[str]] = defaultdict(list)
    listed = {code: frozenset(text.split()) for code, text in data["words"].items()}
    spoken = listed | {code: found for code in languages() if (found := stopwords(code))}
    for code, some in spoken.items():
        for word in some:
            words[word].append(code)
    letters: defaultdict[str, list[str]] = defaultdict(list)
    for code, text in data["letters"].items():
        for letter in text:
            letters[letter].append(code)
    written = {name: tuple(one["languages"]) for name, one in data["scripts"].items()}
    others = {code for some in written.values() for code in some}
    written["latin"] = tuple(code for code in spoken if code not in others)
    low, high, script = (np.array(column, dtype=np.int64) for column in zip(*ranges, strict=True))
    return _Knowledge(
        data["aliases"],
        low,
        high,
        script,
        names,
        written,
        {word: [(code, len(codes) ** -0.5) for code in codes] for word, codes in words.items()},
        {letter: [(code, _LETTER_WEIGHT / len(codes)) for code in codes] for letter, codes in letters.items()},
    )


def code(value: str | None) -> str | None:
    """The two-letter code in a language tag, a locale or a three-letter code; None for anything else.

    >>> code("de-AT"), code("nb_NO"), code("fil"), code("English")
    ('de', 'no', 'tl', None)
    """
    match = _CODE.match(value or "")
    if match is None:
        return None
    found = match[1].lower()
    known = _knowledge().aliases.get(found)
    return known or (found if len(found) == 2 else None)


def detect(text: str) -> tuple[str | None, float]:
    """The language of a text and how sure that is, 0 to 1; (None, 0.0) where it cannot be told.

    Args:
        text: of any length; its longest lines are looked at.

    >>> detect("Die Fähre ist nach dem Winter wieder im Dienst, und auch die Schule auf der Insel ist offen.")[0]
    'de'
    >>> detect("OK 123")
    (None, 0.0)
    """
    from newsclean.read.fold import fold

    return _told(_hits(_sample(fold(text[:_LOOKED_AT]).split("\n"))))


def language_of(document: Document) -> tuple[str | None, float]:
    """`detect` for a document's own text; what the page says of its language is left aside."""
    return _told(_hits_of(document))


def languages_of(document: Document) -> frozenset[str]:
    """The languages whose cues are to be looked for: the declared one, those that the text gives, English and `any`.

    A language too many costs nothing but a few dictionary entries, since a cue is never enough to cut; one too few
    leaves noise in the text. So neighbours that are nearly as likely are taken as well, at most three in all, and a
    document too short to tell gets all languages. English buttons stand on pages in every language.
    """
    from newsclean.lexicon.phrases import languages

    rated = _hits_of(document).rated[:_MOST_LANGUAGES]
    if rated and rated[0][0] >= _ENOUGH_HITS:
        spoken = {language for hits, language in rated if hits >= _SHARE * rated[0][0]}
    else:
        spoken = set(languages())
    declared = {document.language} if document.language else set()
    return frozenset((spoken | declared) & set(languages()) | {"any", "en"})


def _sample(folded: Iterable[str]) -> str:
    """The longest lines, each as far as the sample has room for it."""
    # Five times as fast as heapq.nlargest for the some hundred lines of a page.
    longest = sorted(folded, key=len, reverse=True)[:_LINES]
    return "\n".join([line[: _SAMPLE // len(longest)] for line in longest])


def _told(hits: _Hits) -> tuple[str | None, float]:
    if not hits.rated or not hits.rated[0][0]:
        return None, 0.0
    (best, language), second = hits.rated[0], hits.rated[1][0] if len(hits.rated) > 1 else 0.0
    if not hits.words:
        return language, round(hits.share, 3)
    clear = (best - second) / best
    dense = min(1.0, best / hits.words / (2 * _ENOUGH_WORDS))
    return language, round(min(0.99, dense * (0.5 + clear)), 3)


def _hits_of(document: Document) -> _Hits:
    """`_hits` of a document, kept beside its cached properties: the lexicon asks for them, and the metadata."""
    kept: _Hits | None = document.__dict__.get("_hits")
    if kept is None:
        kept = document.__dict__["_hits"] = _hits(_sample(document.folded))
    return kept


def _hits(sample: str) -> _Hits:
    """What speaks for each language."""
    script, letters, share = _script(sample)
    if script is None:
        return _Hits((), 0.0, 0)
    languages = _knowledge().languages[script]
    if len(languages) == 1:
        return _Hits(((letters, languages[0]),), share, 0)
    return _by_words(sample, languages, share)


def _script(sample: str) -> tuple[str | None, float, float]:
    """The script most letters belong to, their number and share; kana makes the Chinese characters beside it Japanese."""
    known = _knowledge()
    if len(sample) >= _FEWEST_LETTERS and len(sample.encode("latin-1", "ignore")) > _MOSTLY_LATIN * len(sample):
        letters = sum(map(str.isalpha, sample[:200]))
        return ("latin", letters, 1.0) if letters >= _FEWEST_LETTERS else (None, 0.0, 0.0)
    points = np.frombuffer(sample.encode("utf-32-le", "replace"), dtype=np.uint32).astype(np.int64)
    at = np.searchsorted(known.starts, points, side="right") - 1
    inside = (at >= 0) & (points <= known.ends[at])
    counts = np.bincount(known.scripts[at[inside]], minlength=len(known.names))
    total = int(counts.sum())
    if total < _FEWEST_LETTERS:
        return None, 0.0, 0.0
    by_name = dict(zip(known.names, counts.tolist(), strict=True))
    if by_name["kana"] > _KANA * (by_name["kana"] + by_name["han"]) and by_name["kana"] + by_name["han"] > total / 3:
        japanese = by_name["kana"] + by_name["han"]
        return "kana", japanese, japanese / total
    # A Chinese character says as much as a word of four letters.
    by_name["han"] *= 4
    best = max(by_name, key=lambda name: by_name[name])
    return best, by_name[best], by_name[best] / sum(by_name.values())


def _by_words(sample: str, languages: tuple[str, ...], share: float) -> _Hits:
    known = _knowledge()
    words = Counter(sample.split())
    hits: defaultdict[str, float] = defaultdict(float)
    for word, count in words.items():
        spoken = known.words.get(word) or (known.words.get(word.strip(_MARKS)) if word[-1] in _MARKS else None)
        for one, weight in spoken or ():
            hits[one] += count * weight
    for letter in set(sample) & known.letters.keys():
        count = min(sample.count(letter), _MOST_LETTERS)
        for one, weight in known.letters[letter]:
            hits[one] += count * weight
    rated = sorted(((hits[one], one) for one in languages), reverse=True)
    return _Hits(tuple(rated), share, words.total())
