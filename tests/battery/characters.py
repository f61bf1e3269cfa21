"""Characters that no writer typed, and a million of anything."""

from __future__ import annotations

import random
from collections.abc import Iterator

from tests.battery.case import Case
from tests.battery.story import PARAGRAPHS, PARTS, page, text

_STRANGE = {
    "NUL": "\0" * 40,
    "C0 controls": "".join(map(chr, range(1, 32))),
    "C1 controls": "".join(map(chr, range(127, 160))),
    "terminal escapes": "\x1b[2J\x1b]0;owned\x07\x1b[31m",
    "a lone surrogate": "broken \ud800 here",
    "a low surrogate": "\udfff",
    "noncharacters": "\ufffe\uffff\U0001ffff\U0010ffff",
    "bidi overrides": "\u202e desrever \u202d\u2066\u2067\u2069\u200f" * 50,
    "zero-width characters": "\u200b\u200c\u200d\ufeff\u2060" * 20_000,
    "combining marks": "e" + "\u0301\u0323" * 20_000,
    "soft hyphens": "\u00ad" * 20_000,
    "tags and variation selectors": "\U000e0041\ufe0f" * 10_000,
    "emoji": "👩‍👩‍👧‍👦🏳️‍🌈" * 5_000,
    "no-break blanks": "\u00a0\u2007\u202f\u3000" * 10_000,
    "line separators": "\u2028\u2029\x85\x0b\x0c" * 2_000,
    "replacement characters": "\ufffd" * 10_000,
}
_SIGNS = (*"a (<>&-7\"'#*\t./[\\=@{}?0eÄあ漢🙂", "\u00e9\u0301", "\ufffd", "\u00ad", "\x01", "\x85", "…")
_PHRASES = (
    *(
        "icon ",
        "READ MORE: ",
        "Read more: ",
        "12.03.2024 ",
        "2024-03-04T ",
        "12/03/2024 ",
        "10:30 ",
        "Jan ",
        "4 March ",
    ),
    *(
        "https://e.org/",
        "http://e.org/a?b=c&d=",
        "www.",
        "a@b.c ",
        "#tag ",
        "@user ",
        "By A B, ",
        "by ",
        "Photo: ",
        "© ",
    ),
    *("&amp;", "&#1;", "&nosuch;", "</", "<!", "<!--", "<![CDATA[", "<?", "<a ", "<p/", "<<", "><", "--", "]]>"),
    *(
        "“",
        "“”",
        "''",
        "A ",
        "AB",
        "Aa",
        "aA",
        "a.A",
        "a(",
        "((a",
        "1,",
        "1 ",
        "| ",
        "- ",
        "— ",
        "... ",
        "! ",
        "word ",
        "A. ",
    ),
    *("icon\n", "READ MORE: a\n", "Share\n", "By A B\n", "Photo: A\n", "- a\n", "# a\n", "> a\n", "\r\n", "\u2028"),
)
_TAGS = (
    *("<b>", "<a href=x>", "<li>", "<td>", "<svg>", "<script>", "<title>", "<select>", "<table>", "<form>", "<br/>"),
    *("<!-->", "<?php ", "<!DOCTYPE html>", "<p hidden>", "<p style='color:#fff'>", "<time>", "</html>", "&#x301;"),
)
_ATTACKED, _MANY = 1_000_000, 20_000
_CUES = (
    *("READ MORE: ", "Share on Facebook ", "Sign up for our newsletter ", "Advertisement ", "Photo: ", "By Ann Bird "),
    *("Published 4 March 2024 ", "Comments (3) ", "Related: ", "5 min read "),
)


def cases() -> Iterator[Case]:
    """Strange characters everywhere, a million of each pattern, lines that all carry a cue."""
    for where in PARTS:
        for name, characters in _STRANGE.items():
            yield Case(f"{name} in a page, {where}", lambda c=characters, w=where: page(f"<p>{c}</p>", w))
            yield Case(f"{name} in a text, {where}", lambda c=characters, w=where: text(c, w))
    yield from _repeated()
    yield from _spread()
    yield from _cues()


def _repeated() -> Iterator[Case]:
    """Twenty thousand characters of each before, inside and behind the story; a million inside it."""
    for piece in (*_SIGNS, *_PHRASES, *_TAGS):
        for where in PARTS:
            some = piece * (_MANY // len(piece))
            if piece not in _TAGS:
                yield Case(f"many {piece!r} in a text, {where}", lambda s=some, w=where: text(s, w))
            yield Case(f"many {piece!r} in a page, {where}", lambda s=some, w=where: page(f"<div>{s}</div>", w))
        count = _ATTACKED // len(piece)
        if piece not in _TAGS:
            yield Case(f"a million of {piece!r} in a text", lambda p=piece, n=count: text(p * n), big=True)
        made = lambda p=piece, n=count: page(f"<div>{p * n}</div>")  # noqa: E731
        yield Case(f"a million of {piece!r} in a page", made, big=True)


def _spread() -> Iterator[Case]:
    """Characters between those of the story itself: what is read must still be the story."""
    soft = PARAGRAPHS[0].replace("e", "e\u00ad")
    yield Case("soft hyphens in the story", lambda: page(f"<p>{soft}</p>"))
    yield Case("NUL in the story", lambda: page(f"<p>{PARAGRAPHS[0][:30]}\0{PARAGRAPHS[0][30:]}</p>"))
    yield Case("CRLF lines", lambda: text().replace("\n", "\r\n"))
    yield Case("CR lines", lambda: text().replace("\n", "\r"))
    yield Case("an escaped pair of surrogates", lambda: page("<p>\ud83d\ude00 smile</p>"))


def _cues() -> Iterator[Case]:
    for where in PARTS:
        for cue in _CUES:
            lines = "\n".join(f"{cue}{i}" for i in range(3_000))
            yield Case(f"3,000 lines of {cue.strip()!r}, {where}", lambda s=lines, w=where: text(s, w), big=True)
    source = random.Random(11)
    noise = "\n".join("".join(source.choices([*_CUES, *"abc .,:;-|<>&\"'\n"], k=12)) for _ in range(2_000))
    yield Case("2,000 lines of mixed cues", lambda: text(noise, "behind"), big=True)
