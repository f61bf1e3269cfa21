"""Markup that breaks rules, or keeps them to deceive."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.battery.case import Case
from tests.battery.story import PARAGRAPHS, PARTS, page

SECRET = "the canary sings at midnight"
"""Stands in a file that no input may make the library read."""

_TROUBLE = {
    "an early end of the page": "</body></html>",
    "an early end in capitals": "</BODY></HTML>",
    "a second page": "</body></html><!DOCTYPE html><html><body>",
    "an open comment": "<!-- here begins what is never ended",
    "an empty comment": "<!-->",
    "a dashed comment": "<!--- a -- b --- c --!>",
    "a conditional comment": "<!--[if IE]><p>Old browsers see this.</p><![endif]-->",
    "a processing instruction": "<?php echo '<p>never</p>'; ?>",
    "a CDATA section": "<![CDATA[ some data ]]>",
    "an open script": "<script>let a = 1; if (a < 2) {",
    "an open style": "<style>p { color: red",
    "an open title": "<title>Once more",
    "an open textarea": "<textarea>Write here",
    "an open iframe": "<iframe src='/x'>",
    "an open select": "<select><option>One<option>Two",
    "an open svg": "<svg><g><path d='M0 0'/>",
    "an open math": "<math><mi>x</mi>",
    "an open table": "<table><tr><td>",
    "an open link": "<a href='/elsewhere'>",
    "an open button": "<button>Press",
    "an open object": "<object data='/x'>",
    "an open video": "<video src='/x'>",
    "an open list": "<ul><li>",
    "an open heading": "<h2>",
    "an open quote": "<blockquote>",
    "plaintext": "<plaintext>",
    "xmp": "<xmp>",
    "a closed template": "<template><p>A template is not shown.</p></template>",
    "an icon sprite": "<svg><symbol id='a'><title>icon bookmark</title></symbol></svg>",
    "a formula": "<math><mi>x</mi><mo>=</mo><mn>7</mn></math>",
    "a base element": "<base href='javascript:alert(1)//'>",
    "javascript links": "<a href='javascript:alert(1)'>Click</a> <a href=' java\nscript:x'>here</a>",
    "nested links": "<a href='/1'>one <a href='/2'>two <a href='/3'>three",
    "nested forms": "<form><form><form></form>",
    "crossed tags": "<b><i><u>crossed</b></i></u>",
    "crossed blocks": "<p><div><span><p></div></span>",
    "tags in capitals": "<DIV CLASS=Box><P>Loud.</P></DIV>",
    "unknown elements": "<foo-bar baz><x:y z='1'>custom</x:y></foo-bar>",
    "an entity bomb": "&lol9;" * 2_000,
    "entities that do not exist": "&nosuch; &#xFFFFFF; &#-1; &#99999999999; &;",
    "deep lists": "<ul><li>" * 150 + "deep" + "</li></ul>" * 150,
    "an open wbr": "<wbr>",
    "an open source": "<picture><source>",
    "an open track": "<video><source><track>",
    "an open embed": "<embed src=x>",
    "an open canvas": "<canvas>",
    "an open datalist": "<datalist>",
    "an open audio": "<audio controls>",
    "an open map": "<map><area>",
    "an open dialog": "<dialog open>",
    "an open details": "<details open><summary>x",
    "an open legend": "<fieldset><legend>x",
    "a bogus comment": "<!- not>",
    "an end tag of nothing": "</>",
    "a tag of nothing": "<>",
    "an ASP tag": "<% if (a > b) { %>",
    "a nested comment": "<!-- <!-- nested --> -->",
    "a shown conditional": "<!--[if !IE]><!--><p>Shown to others.</p><!--<![endif]-->",
    "a CDATA section never closed": "<![CDATA[ never closed",
    "a comment in a script": "<script>var s = '<!--';</script>",
    "a script in a comment in a script": "<script><!-- <script> --></script>",
    "a page's end in a script": "<script>var a = '</body></html>';</script>",
    "a script closed by itself": "<script src='/x' />",
    "a page in a textarea": "<textarea><html><body><p>x</p></body></html></textarea>",
    "a meta of another charset": "<meta charset=utf-16>",
    "ends of tables": "</td></tr></table>",
    "ends of boxes": "</div></div></article></main>",
    "an attribute without name": "<div =x>",
    "attributes glued": "<div class=a'b'c id=1'2>x</div>",
    "a greater-than in a title": "<p title='a > b </p>'>x</p>",
    "a foreign object": "<svg><foreignObject><p>Foreign.</p></foreignObject></svg>",
    "a sheet in a drawing": "<svg><style>p{display:none}</style></svg>",
    "ruby": "<ruby>漢<rp>(</rp><rt>kan</rt><rp>)</rp></ruby>",
    "prefixed paragraphs": "<o:p>&nbsp;</o:p><html:p>Prefixed.</html:p>",
    "a frameset inside": "<frameset cols='50%,50%'><frame src=a></frameset>",
    "cells without table": "<tr><td>x<td>y",
    "numbers of no character": "&#0; &#xD800; &#x110000; &#128; &#150;",
    "a link to data": "<a href='data:text/html,<script>alert(1)</script>'>d</a><a href='vbscript:x'>v</a>",
    "links that cannot be read": "<a href='//['>x</a> <a href='http://[::1'>y</a> <a href='http://a b/'>z</a>",
    "a title damaged": "</titleX",
    "an open noscript": "<noscript><img src=x>",
    "an open template": "<template><div>",
    "an open figcaption": "<figure><figcaption>Photo: Ann Bird",
    "an open dialog, closed": "<dialog><p>Accept?</p>",
    "open closed details": "<details><summary>More</summary><p>It rained.</p>",
    "a progress bar": "<progress max=3 value=2>two of three</progress>",
    "an open value": '<div class="a><p>Loud words.</p>',
    "an open value of a paragraph": '<p class="lead>',
    "an address without end": '<a href="https://example.org/x',
    "a marquee": "<marquee><blink>wow</blink></marquee>",
    "a slot and a shadow": "<my-el><template shadowrootmode='open'><slot></slot></template></my-el>",
}


def cases() -> Iterator[Case]:
    """Each trouble before, inside and behind the story, then those that concern the whole page."""
    for where in PARTS:
        for name, markup in _TROUBLE.items():
            yield Case(f"{name}, {where}", lambda m=markup, w=where: page(m, w))
    yield from _whole_pages()
    yield from _entities()


def _whole_pages() -> Iterator[Case]:
    story = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
    yield Case("a frameset with noframes", lambda: f"<frameset><frame src=/x><noframes>{story}</noframes></frameset>")
    yield Case("noscript alone", lambda: f"<html><body><noscript>{story}</noscript></body></html>")
    yield Case("a noscript copy", lambda: page(f"<noscript>{story}</noscript>", "behind"))
    for tag in ("noscript", "template", "figcaption", "figure", "aside", "details"):
        for what, words in (("a copy", story), ("junk", "<p>Please enable JavaScript to use this page.</p>")):
            for where in PARTS if tag != "figcaption" or words != story else ():
                markup = page(f"<{tag}>{words}</{tag}>", where)
                yield Case(f"{what} in {tag}, {where}", lambda m=markup: m)
    yield Case("a template alone", lambda: f"<html><body><template>{story}</template></body></html>")
    yield Case("no head and no body", lambda: story)
    yield Case("only a doctype before the story", lambda: f"<!DOCTYPE html>{story}")
    yield Case("two bodies", lambda: page(behind := "</body><body class='second'>", "inside") + behind)
    yield Case("all in one table", lambda: f"<table><tr><td><table><tr><td>{story}</td></tr></table></td></tr></table>")
    yield Case("everything inside a link", lambda: f"<a href='/x'>{story}</a>")
    yield Case("everything inside a button", lambda: f"<button>{story}</button>")
    yield Case("paragraphs as line breaks", lambda: "<div>" + "<br><br>".join(PARAGRAPHS) + "</div>")
    yield Case("paragraphs as spans", lambda: "".join(f"<div><span>{p}</span></div>" for p in PARAGRAPHS))
    yield Case("every word in a span", lambda: "".join(f"<p>{_spans(p)}</p>" for p in PARAGRAPHS))
    yield Case("every character an entity", lambda: "".join(f"<p>{_references(p)}</p>" for p in PARAGRAPHS))
    yield Case("XHTML with a declaration", lambda: '<?xml version="1.0" encoding="iso-8859-1"?>' + page())
    yield Case(
        "a declaration in capitals of another charset", lambda: '<?XML VERSION="1.0" ENCODING="UTF-16"?>' + page()
    )


def _spans(words: str) -> str:
    return " ".join(f"<span class='w'>{word}</span>" for word in words.split())


def _references(words: str) -> str:
    return "".join(f"&#{ord(char)};" for char in words)


def _entities() -> Iterator[Case]:
    """Document types that blow up, or that ask for a file."""
    bomb = "".join(f'<!ENTITY lol{i} "{f"&lol{i - 1};" * 10}">' for i in range(1, 10))
    yield Case("a billion laughs", lambda: f'<!DOCTYPE html [<!ENTITY lol0 "lol">{bomb}]>{page("<p>&lol9;</p>")}')
    yield Case("an endless parameter entity", lambda: f'<!DOCTYPE html [<!ENTITY % a "%a;"> %a;]>{page()}')
    for kind in ("xml", "html"):
        yield Case(f"an external entity in {kind}", lambda kind=kind: _external(kind), never=(SECRET,))


def _external(kind: str) -> str:
    canary = Path(tempfile.gettempdir()) / "newsclean-canary.txt"
    canary.write_text(SECRET, "utf-8")
    opening = '<?xml version="1.0"?>' if kind == "xml" else ""
    return f'{opening}<!DOCTYPE html [<!ENTITY file SYSTEM "{canary.as_uri()}">]>{page("<p>It says: &file;</p>")}'
