"""Too big, too deep, too many: a hundred thousand to fifty million of something."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from tests.battery.case import Case
from tests.battery.story import PARTS, page, text

_MILLION = 1_000_000

_MARKUP: dict[str, tuple[Callable[[], str], bool]] = {
    "300 nested elements": (lambda: "<div>" * 300 + "deep" + "</div>" * 300, False),
    "3,000 nested elements": (lambda: "<div>" * 3_000 + "deep" + "</div>" * 3_000, False),
    "100,000 nested elements": (lambda: "<div>" * 100_000 + "deep" + "</div>" * 100_000, True),
    "100,000 nested spans": (lambda: "<span>" * 100_000 + "deep" + "</span>" * 100_000, True),
    "a million unclosed paragraphs": (lambda: "<p>" * _MILLION, True),
    "a million unclosed bold": (lambda: "<b>" * _MILLION, True),
    "a million end tags": (lambda: "</div>" * _MILLION, True),
    "a million attributes": (lambda: "<div " + " ".join(f"a{i}=1" for i in range(_MILLION)) + "></div>", True),
    "a million bare attributes": (lambda: "<div " + " ".join(f"a{i}" for i in range(_MILLION)) + "></div>", True),
    "a 10 MB attribute": (lambda: f'<img alt="{"x" * 10 * _MILLION}">', True),
    "a 10 MB class of words": (lambda: f'<div class="{"word " * 2 * _MILLION}"></div>', True),
    "a 12 MB script": (lambda: "<script>" + "let x = 1;" * 1_200_000 + "</script>", True),
    "a 12 MB comment": (lambda: "<!--" + "x" * 12 * _MILLION + "-->", True),
    "a 12 MB style element": (lambda: "<style>" + ".a{display:none}" * 750_000 + "</style>", True),
    "200,000 line breaks": (lambda: "<p>" + "x<br>" * 200_000 + "</p>", True),
    "a table of 100,000 cells": (lambda: "<table>" + ("<tr>" + "<td>7</td>" * 10) * 10_000 + "</table>", True),
    "100,000 links": (lambda: "<p>" + "<a href='/x'>link</a> " * 100_000 + "</p>", True),
    "100,000 list items": (lambda: "<ul>" + "<li>item" * 100_000 + "</ul>", True),
    "100,000 images": (lambda: "<img src=x>" * 100_000, True),
    "100,000 headings": (lambda: "<h1>Another</h1>" * 100_000, True),
}

_TEXT: dict[str, tuple[Callable[[], str], bool]] = {
    "a 50 MB line": (lambda: "word " * 10 * _MILLION, True),
    "5 million short lines": (lambda: "x\n" * 5 * _MILLION, True),
    "10 MB without a blank": (lambda: "x" * 10 * _MILLION, True),
    "a million empty lines": (lambda: "\n" * _MILLION, False),
    "a million carriage returns": (lambda: "\r" * _MILLION, False),
}


def cases() -> Iterator[Case]:
    """Each size before, inside and behind the story."""
    for where in PARTS:
        for name, (make, big) in _MARKUP.items():
            yield Case(f"{name}, {where}", lambda make=make, where=where: page(make(), where), big=big)
        for name, (make, big) in _TEXT.items():
            yield Case(f"{name}, {where}", lambda make=make, where=where: text(make(), where), big=big)
    yield Case("200,000 paragraphs", _many_paragraphs, big=True)
    yield Case("a 20 MB page", lambda: page("<p class='x'>" + "<i>a</i> " * 2_200_000 + "</p>", "behind"), big=True)
    yield Case("a 50 MB page", lambda: page("<p>" + "word " * 10 * _MILLION + "</p>", "behind"), warns=True, big=True)


def _many_paragraphs() -> str:
    return page("".join(f"<p>The crossing number {i} was as calm as the one before it.</p>" for i in range(200_000)))
