"""The language of a text from the text alone: its scripts, its function words, its letters.

Most scripts are written in one language. Where several share a script, the function words that the lexicon lists for
each are counted, and letters only some of them have. It costs about a tenth of a millisecond, and says how sure it
is: a text in a language it does not know looks like none of the others. `newsclean.language.detect_long` of the extra
`lang` is there for short and mixed texts.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter, defaultdict
from functools import lru_cache
from importlib.resources import files
from typing import Any, NamedTuple

import numpy as np

SAMPLE = 1_200
"""Characters that are looked at, from the longer lines; more changed no answer on the development pages."""
_SHORTEST_LINE = 40
_FEWEST_LETTERS = 12
_ENOUGH_WORDS = 0.12
"""Share of function words below which the text is in none of the known languages; prose has 0.25 and more."""
_MOSTLY_LATIN = 0.9
"""Share of Latin-1 characters from which the scripts need not be counted."""
_KANA = 0.08
"""Share of kana among the characters of a text that makes Chinese characters Japanese."""
_LETTER_WEIGHT, _MOST_LETTERS = 0.6, 40
_MARKS = ".,;:!?…\"'“”„«»‘’()[]{}–—-|*।。،؛؟"
_CODE = re.compile(r"\s*([a-zA-Z]{2,3})(?![a-zA-Z])")


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


@lru_cache(maxsize=1)
def _knowledge() -> _Knowledge:
    data = tomllib.loads(files("newsclean").joinpath("data/languages.toml").read_text("utf-8"))
    names = list(data["scripts"])
    ranges = sorted(
        (low, high, names.index(name)) for name, one in data["scripts"].items() for low, high in one["ranges"]
    )
    words: defaultdict[str, list[str]] = defaultdict(list)
    spoken = {**{code: text.split() for code, text in data["words"].items()}, **_stopwords()}
    for code, listed in spoken.items():
        for word in set(listed):
            words[word].append(code)
    letters: defaultdict[str, list[str]] = defaultdict(list)
    for code, some in data["letters"].items():
        for letter in some:
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


def _stopwords() -> dict[str, list[str]]:
    found = {}
    for folder in files("newsclean").joinpath("lexicon").iterdir():
        file = folder.joinpath("stopwords.txt")
        if folder.is_dir() and file.is_file():
            lines = file.read_text("utf-8").split("\n")
            found[folder.name] = [line.strip().lower() for line in lines if line.strip() and not line.startswith("#")]
    return found


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
        text: of any length; the longer lines of its first part are looked at.

    >>> detect("Die Fähre ist nach dem Winter wieder im Dienst, und auch die Schule auf der Insel ist offen.")[0]
    'de'
    >>> detect("OK 123")
    (None, 0.0)
    """
    sample = _sample(text)
    script, share = _script(sample)
    if script is None:
        return None, 0.0
    languages = _knowledge().languages[script]
    if len(languages) == 1:
        return languages[0], round(share, 3)
    return _by_words(sample, languages)


def _sample(text: str) -> str:
    lines, size = [], 0
    for line in text[: 10 * SAMPLE].split("\n"):
        if len(line) >= _SHORTEST_LINE:
            lines.append(line[: SAMPLE - size])
            size += len(lines[-1]) + 1
            if size >= SAMPLE:
                break
    return "\n".join(lines) if size > 4 * _SHORTEST_LINE else text[:SAMPLE]


def _script(sample: str) -> tuple[str | None, float]:
    """The script most letters belong to, and its share; kana makes the Chinese characters beside it Japanese."""
    known = _knowledge()
    if len(sample) >= _FEWEST_LETTERS and len(sample.encode("latin-1", "ignore")) > _MOSTLY_LATIN * len(sample):
        letters = sum(map(str.isalpha, sample[:200]))
        return ("latin", 1.0) if letters >= _FEWEST_LETTERS else (None, 0.0)
    points = np.frombuffer(sample.encode("utf-32-le", "replace"), dtype=np.uint32).astype(np.int64)
    at = np.searchsorted(known.starts, points, side="right") - 1
    inside = (at >= 0) & (points <= known.ends[at])
    counts = np.bincount(known.scripts[at[inside]], minlength=len(known.names))
    total = int(counts.sum())
    if total < _FEWEST_LETTERS:
        return None, 0.0
    by_name = dict(zip(known.names, counts.tolist(), strict=True))
    if by_name["kana"] > _KANA * (by_name["kana"] + by_name["han"]) and by_name["kana"] + by_name["han"] > total / 3:
        return "kana", (by_name["kana"] + by_name["han"]) / total
    # A Chinese character says as much as a word of four letters.
    by_name["han"] *= 4
    best = max(by_name, key=lambda name: by_name[name])
    return best, by_name[best] / sum(by_name.values())


def _by_words(sample: str, languages: tuple[str, ...]) -> tuple[str | None, float]:
    known = _knowledge()
    lowered = sample.lower()
    words = Counter(lowered.split())
    hits: defaultdict[str, float] = defaultdict(float)
    for word, count in words.items():
        spoken = known.words.get(word) or (known.words.get(word.strip(_MARKS)) if word[-1] in _MARKS else None)
        for one, weight in spoken or ():
            hits[one] += count * weight
    for letter in set(lowered) & known.letters.keys():
        count = min(lowered.count(letter), _MOST_LETTERS)
        for one, weight in known.letters[letter]:
            hits[one] += count * weight
    rated = sorted(((hits[one], one) for one in languages), reverse=True)
    (best, language), (second, _) = rated[0], rated[1]
    total = sum(words.values())
    if not best or not total:
        return None, 0.0
    clear = (best - second) / best
    dense = min(1.0, best / total / (2 * _ENOUGH_WORDS))
    return language, round(min(0.99, dense * (0.5 + clear)), 3)
