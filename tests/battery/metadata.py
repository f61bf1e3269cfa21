"""Metadata of wrong types, without end, against itself."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from tests.battery.case import Case
from tests.battery.story import page

_VALUES: dict[str, Any] = {
    "null": None,
    "a number": 7,
    "a boolean": True,
    "a list of nulls": [None, None],
    "a nested list": [[[[["x"]]]]],
    "an empty object": {},
    "an object of objects": {"@value": {"@value": {"name": 3}}},
    "an empty string": "",
    "a long string": "x" * 100_000,
    "markup": "<script>alert(1)</script>",
    "a lone surrogate": "\ud800",
    "controls": "\u0000\u001b[2J\u202e",
}
_PROPERTIES = ("headline", "author", "datePublished", "dateModified", "publisher", "image", "keywords", "articleBody")
_DATES = (
    "0000-00-00",
    "2024-13-45T99:99:99Z",
    "now",
    "99999999999999999999",
    "-1",
    "2024-02-30",
    "12/13/14",
    "NaN",
    "1e400",
)
_BROKEN = {
    "cut JSON": '{"@type": "NewsArticle", "headline": "Island fer',
    "a comment in JSON": '{"@type": "NewsArticle", /* no */ "headline": "Ferry"}',
    "trailing commas": '{"@type": "NewsArticle", "headline": "Ferry",,,}',
    "control characters in JSON": '{"@type": "NewsArticle", "headline": "Fer\n\try\x01"}',
    "two values in a row": '{"@type": "NewsArticle"}{"@type": "WebPage"}',
    "HTML comment marks": '<!-- {"@type": "NewsArticle"} -->',
    "NaN and Infinity": '{"@type": "NewsArticle", "headline": NaN, "wordCount": -Infinity}',
    "a number without end": '{"@type": "NewsArticle", "wordCount": ' + "9" * 100_000 + "}",
    "a million quotes": '"' * 1_000_000,
    "nested 100,000 deep": "[" * 100_000 + "]" * 100_000,
    "objects nested 100,000 deep": '{"@graph":' * 100_000 + "1" + "}" * 100_000,
    "a cycle of ids": '{"@graph":[{"@id":"a","author":{"@id":"b"}},{"@id":"b","author":{"@id":"a"}}]}',
}


def cases() -> Iterator[Case]:
    """JSON-LD, metas, times and microdata that nobody can use."""
    for name, value in _VALUES.items():
        article = {"@context": "https://schema.org", "@type": "NewsArticle", **dict.fromkeys(_PROPERTIES, value)}
        yield _json(f"{name} for every property", json.dumps(article))
        yield _json(f"{name} as the whole of JSON-LD", json.dumps(value))
        yield _json(f"{name} as a type", json.dumps({"@type": value, "headline": "x"}))
    for name, script in _BROKEN.items():
        yield _json(name, script)
    for date in _DATES:
        article = {"@type": "NewsArticle", "datePublished": date, "dateModified": date}
        head = f'<meta property="article:published_time" content="{date}">{_script(json.dumps(article))}'
        yield Case(
            f"the date {date!r}", lambda h=head, d=date: page(f"<time datetime='{d}'>{d}</time>", "before", head=h)
        )
    yield from _many()


def _json(name: str, script: str) -> Case:
    return Case(name, lambda: page(head=_script(script)), big=len(script) > 50_000)


def _script(script: str) -> str:
    return f'<script type="application/ld+json">{script.replace("</", "<" + chr(92) + "/")}</script>\n'


def _many() -> Iterator[Case]:
    big = json.dumps({"@type": "NewsArticle", "articleBody": "word " * 2_000_000})
    yield Case("10 MB of JSON-LD", lambda: page(head=_script(big)), big=True)
    yield Case("100,000 metas", lambda: page(head='<meta name="author" content="Ann Bird">' * 100_000), big=True)
    yield Case("10,000 JSON-LD scripts", lambda: page(head=_script('{"@type":"Person"}') * 10_000), big=True)
    yield Case("100,000 times", lambda: page("<time datetime='2024-03-04'></time>" * 100_000, "behind"), big=True)
    yield Case("100,000 items", lambda: page("<i itemscope itemprop=author>x</i>" * 100_000, "behind"), big=True)
    yield Case("items nested 1,000 deep", lambda: page("<i itemscope itemprop=a>" * 1_000, "behind"))
    metas = "".join(f'<meta property="og:title" content="Title number {i}">' for i in range(50))
    yield Case("fifty titles", lambda: page(head=metas))
    articles = [
        {"@type": "NewsArticle", "headline": f"Other story {i}", "datePublished": "2020-01-01"} for i in range(50)
    ]
    yield Case("fifty articles", lambda: page(head=_script(json.dumps({"@graph": articles}))))
    yield Case(
        "links that are none",
        lambda: page(head='<link rel=canonical href="javascript:1"><link rel=canonical href="http://[::1">'),
    )
    yield Case("attributes without values", lambda: page("<time datetime><meta property content><a rel href>x</a>"))
