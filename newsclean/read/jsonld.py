"""JSON-LD as pages really carry it: broken, wrapped, nested, contradictory, and read all the same.

`read_json` turns the text of one script into Python values, mending what it can. `collect` turns those values into
`Item`s, the same noun that microdata and RDFa give. An `Item` is a view: properties are looked up, flattened and
resolved (`@id` references) only when somebody asks, because a page's graph is far larger than what is read of it.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import regex

MAX_CHARS = 2_000_000
"""Longest script that is read. The longest of 1,949 real pages had 840,919 characters, the 99th percentile 19,000."""
MAX_REPAIR = 300_000
"""Longest script that is mended where it does not parse; mending costs about 50 times what parsing costs."""
MAX_ITEMS = 2_000
MAX_TEXT = 2_000

_WRAPPING = re.compile(
    r"^\s*(?:(?://|/\*)\s*)?(?:<!--|<!\[CDATA\[)(?:\s*\*/)?|(?:(?://|/\*)\s*)?(?:-->|\]\]>)(?:\s*\*/)?\s*$"
)
_BETWEEN_STRINGS = r"""
    | (?P<comment> //[^\n]* | /\*.*?\*/ | <!-- | --> )
    | (?P<single> '(?:[^'\\\n]|\\.)*+' )
    | (?P<comma> ,(?=\s*[}\]]) )
"""
# Of `re`, Python before 3.11.5 forgets where it was inside such possessive groups.
_STRICT = regex.compile(r"""(?P<string> "(?:[^"\\]|\\.)*+"? )""" + _BETWEEN_STRINGS, regex.X | regex.S)
# A quotation mark that nothing structural follows belongs to the text: "headline": "He said "no" to it",
_LENIENT = regex.compile(r"""(?P<string> "(?:[^"\\]|\\.|"(?!\s*[,:}\]]))*+"? )""" + _BETWEEN_STRINGS, regex.X | regex.S)
_MISSING_COMMA = re.compile(r'(["}\]\d])(\s*\n\s*)(?=["{])')
_BAD_ESCAPE = re.compile(r'\\(?!["\\/bfnrtu])')
_BETWEEN_VALUES = re.compile(r"[\s,;}\]]*")
_DECODER = json.JSONDecoder(strict=False)


class Item:
    """One described thing (an article, a person, a video): its types and its properties.

    >>> article = collect([{"@type": "NewsArticle", "author": [{"name": "Ada Lind"}, None]}])[0]
    >>> article.types, article.items("author")[0].text("name")
    (('NewsArticle',), 'Ada Lind')
    """

    __slots__ = ("_index", "data", "source", "types")

    def __init__(self, types: tuple[str, ...], data: Mapping[str, Any], source: str, index: Mapping[str, Any]) -> None:
        self.types = types
        self.data = data
        self.source = source
        """json-ld, microdata or rdfa."""
        self._index = index

    def __repr__(self) -> str:
        return f"Item({'/'.join(self.types)}, {self.source}, {list(self.data)[:8]})"

    def values(self, name: str) -> list[Any]:
        """All values of a property, lists opened, nulls dropped: text, numbers and Items; true as "true"."""
        given = self.data.get(name)
        if given is None:
            return []
        if isinstance(given, str):
            return [given]
        found: list[Any] = []
        stack = [given]
        while stack and len(found) < MAX_ITEMS:
            value = stack.pop()
            if isinstance(value, list):
                stack.extend(reversed(value[:MAX_ITEMS]))
            elif isinstance(value, dict):
                found.append(_plain_value(value) or self._item(value))
            elif isinstance(value, bool):
                found.append("true" if value else "false")
            elif isinstance(value, str | int | float | Item):
                found.append(value)
        return found

    def items(self, name: str) -> list[Item]:
        """The values of a property that are described things themselves."""
        return [value for value in self.values(name) if isinstance(value, Item)]

    def texts(self, *names: str) -> list[str]:
        """The values of properties that are text (or numbers), stripped, the empty ones left out."""
        found = []
        for name in names:
            for value in self.values(name):
                text = "" if isinstance(value, Item) else clean_text(str(value))
                if text:
                    found.append(text)
        return found

    def text(self, *names: str) -> str:
        """The first text among these properties; empty where there is none."""
        return next(iter(self.texts(*names)), "")

    def _item(self, value: dict[str, Any]) -> Item:
        target = self._index.get(value["@id"]) if isinstance(value.get("@id"), str) else None
        if target is not None and target is not value:
            value = {**target, **value}
        return Item(types_of(value), value, self.source, self._index)


def clean_text(text: str) -> str:
    """Blank runs as one blank, character references and tags resolved, at most MAX_TEXT characters."""
    text = text[:MAX_TEXT]
    if "&" in text:
        text = html.unescape(text)
    if "<" in text:
        text = re.sub(r"<[a-zA-Z/][^<>]*>", " ", text)
    return " ".join(text.split())


def types_of(data: Mapping[str, Any]) -> tuple[str, ...]:
    """The names of an object's types without their vocabulary: https://schema.org/NewsArticle -> NewsArticle."""
    given = data.get("@type")
    given = given if isinstance(given, list) else [given]
    return tuple(re.split(r"[/#:]", name.strip())[-1] for name in given if isinstance(name, str) and name.strip())


def read_json(text: str) -> tuple[list[Any], str]:
    """The values in the text of one script, and a note on what was wrong with it (empty: nothing).

    Mends comments, CDATA and HTML comment wrappers, control characters, trailing and missing commas, single
    quotes, quotation marks inside texts, HTML-escaped scripts, text after the end. Gives up, with a note, on what
    is too long, nested too deep or no JSON at all.

    >>> read_json('/* x */ {"@type": "Article", "headline": "He said "no" to it",}')[0]
    [{'@type': 'Article', 'headline': 'He said "no" to it'}]
    """
    if len(text) > MAX_CHARS:
        return [], f"JSON-LD of {len(text)} characters left unread"
    if not text.strip():
        return [], ""
    try:
        return [_DECODER.decode(text)], ""
    except ValueError:
        pass
    except RecursionError:
        return [], "JSON-LD nested too deep"
    if len(text) > MAX_REPAIR:
        return [], "broken JSON-LD left unread"
    best: list[Any] = []
    try:
        for attempt in _repairs(text):
            values, complete = _decode_all(attempt)
            best = best or values
            if complete:
                return values, "broken JSON-LD mended"
    except RecursionError:
        return [], "JSON-LD nested too deep"
    return best, "broken JSON-LD read in part" if best else "broken JSON-LD left unread"


def _repairs(text: str) -> Iterator[str]:
    text = _WRAPPING.sub("", text).strip().rstrip(";")
    yield text
    if '"' not in text or text[:300].count("&quot;") > 2:
        text = html.unescape(text)
    strict = _STRICT.sub(_mend, text)
    yield strict
    yield _MISSING_COMMA.sub(r"\1,\2", strict)
    yield _LENIENT.sub(_mend, text)


def _mend(match: regex.Match[str]) -> str:
    if match.lastgroup == "string":
        inner = _BAD_ESCAPE.sub("", match[0][1:-1] if match[0].endswith('"') and len(match[0]) > 1 else match[0][1:])
        return '"' + re.sub(r'(?<!\\)((?:\\\\)*)"', r'\1\\"', inner) + '"'
    if match.lastgroup == "single":
        return json.dumps(match[0][1:-1].replace("\\'", "'"))
    return ""


def _decode_all(text: str) -> tuple[list[Any], bool]:
    """Values one behind the other, as far as they can be read, and whether that was to the end."""
    values: list[Any] = []
    at = _BETWEEN_VALUES.match(text).end()  # type: ignore[union-attr]  # matches the empty string as well
    while at < len(text):
        try:
            value, at = _DECODER.raw_decode(text, at)
        except ValueError:
            return values, False
        values.append(value)
        at = _BETWEEN_VALUES.match(text, at).end()  # type: ignore[union-attr]
        if len(values) >= MAX_ITEMS:
            break
    return values, True


def _plain_value(data: dict[str, Any]) -> str:
    """The text of {"@value": "...", "@language": "en"}."""
    value = data.get("@value")
    return value if isinstance(value, str) else ""


def collect(values: Iterable[Any]) -> tuple[Item, ...]:
    """The things described on top of JSON-LD values: through lists, @graph and mainEntity, in their order.

    >>> [item.types for item in collect([[{"@graph": [{"@type": "WebPage"}, None, {"@type": ["Article"]}]}]])]
    [('WebPage',), ('Article',)]
    """
    found: list[dict[str, Any]] = []
    stack: list[Any] = list(values)[::-1]
    while stack and len(found) < MAX_ITEMS:
        value = stack.pop()
        if isinstance(value, list):
            stack.extend(reversed(value[:MAX_ITEMS]))
        elif isinstance(value, dict):
            if "@type" in value:
                found.append(value)
            inner = (value.get(name) for name in ("mainEntityOfPage", "mainEntity", "@graph"))
            stack.extend(one for one in inner if isinstance(one, (dict, list)))
    index = {data["@id"]: data for data in reversed(found) if isinstance(data.get("@id"), str) and len(data) > 2}
    return tuple(Item(types_of(data), data, "json-ld", index) for data in found)
