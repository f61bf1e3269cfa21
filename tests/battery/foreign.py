"""What is no page and no story at all."""

from __future__ import annotations

import gzip
import io
import json
import random
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from email.message import EmailMessage

from tests.battery.case import Case
from tests.battery.story import HEADLINE, PARAGRAPHS, page, text

_NO_TEXT = ("not_text",)


def cases() -> Iterator[Case]:
    """Binary files give a status; whatever is text gives its text."""
    for name, data in {
        "a PDF": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<< /Type /Catalog >>\nendobj\n"
        + random.Random(1).randbytes(9_000),
        "a PNG": _png(),
        "a JPEG": b"\xff\xd8\xff\xe0\x00\x10JFIF" + random.Random(2).randbytes(9_000),
        "a gzip of a page": gzip.compress(page().encode(), mtime=0),
        "a zip of a page": _zip(),
        "an executable": b"\x7fELF\x02\x01\x01" + bytes(9) + random.Random(3).randbytes(9_000),
        "random bytes": random.Random(4).randbytes(20_000),
        "NUL bytes": bytes(20_000),
        "a deflate stream": zlib.compress(page().encode() * 20),
        "a tar of a page": _tar(),
        "a gzip cut short": gzip.compress(page().encode(), mtime=0)[:200],
        "a small PNG": b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1\0\0\0\1\x08\x06\0\0\0\x1f\x15\xc4\x89",
        "a GIF": b"GIF89a" + random.Random(5).randbytes(500),
        "a WebP": b"RIFF\x24\x10\0\0WEBPVP8 " + random.Random(6).randbytes(4_000),
        "an MP3": b"ID3\x04\0\0\0\0\0\x23" + random.Random(7).randbytes(4_000),
        "an MP4": b"\0\0\0\x20ftypisom\0\0\x02\0" + random.Random(8).randbytes(4_000),
        "a font": b"wOF2\0\1\0\0" + random.Random(9).randbytes(4_000),
        "an old Word file": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(40) + random.Random(10).randbytes(4_000),
        "a database": b"SQLite format 3\0" + bytes(80) + random.Random(11).randbytes(4_000),
        "a 7z archive": b"7z\xbc\xaf\x27\x1c\0\4" + random.Random(12).randbytes(4_000),
        "a RAR archive": b"Rar!\x1a\x07\1\0" + random.Random(13).randbytes(4_000),
        "a class file": b"\xca\xfe\xba\xbe\0\0\0\x3d" + random.Random(14).randbytes(4_000),
        "a PDF behind a blank line": b"\n%PDF-1.4\n%\xe2\xe3\n" + random.Random(15).randbytes(4_000),
        "a zip of stored pages": _zip(zipfile.ZIP_STORED),
        "a short deflate stream": zlib.compress(page().encode())[:300],
        "a short font": b"wOF2\0\1\0\0" + random.Random(16).randbytes(300),
        "a short database": b"SQLite format 3\0" + bytes(80) + random.Random(17).randbytes(300),
        "a short FLAC": b"fLaC\0\0\0\x22" + random.Random(18).randbytes(300),
        "a scan of 128 zeros": bytes(128) + b"DICM" + random.Random(19).randbytes(300),
        "little-endian integers": struct.pack("<5000I", *range(5_000)),
    }.items():
        yield Case(name, lambda data=data: data, (), statuses=_NO_TEXT)
    for name, nothing in {
        "nothing": "",
        "no bytes": b"",
        "blanks": " \n\t \u00a0\n",
        "markup without text": "<html><body><div><p></p></div></body></html>",
        "an image alone": "<img src='/x'>",
        "a byte order mark": b"\xef\xbb\xbf",
        "a script alone": "<script>let x = 'a story that is none';</script>",
        "a comment alone": "<!-- nothing -->",
    }.items():
        yield Case(name, lambda nothing=nothing: nothing, (), statuses=("empty",))
    for number in range(3):
        junk = random.Random(30 + number).randbytes(5_000)
        yield Case(f"random bytes behind a page, seed {number}", lambda j=junk: page().encode() + j)
    yield from _text()
    yield from _nearly_markup()


def _png() -> bytes:
    rows = b"".join(b"\0" + random.Random(i).randbytes(300) for i in range(100))
    chunk = zlib.compress(rows)
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I4s", len(chunk), b"IDAT") + chunk


def _tar() -> bytes:
    archive = io.BytesIO()
    with tarfile.open(fileobj=archive, mode="w") as files:
        entry = tarfile.TarInfo("page.html")
        entry.size = len(page().encode())
        files.addfile(entry, io.BytesIO(page().encode()))
    return archive.getvalue()


def _zip(how: int = zipfile.ZIP_DEFLATED) -> bytes:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", how) as files:
        files.writestr(zipfile.ZipInfo("page.html"), page())
    return archive.getvalue()


def _text() -> Iterator[Case]:
    """Text of other formats: its story sentences must come through."""
    story = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
    item = f"<item><title>{HEADLINE}</title><description><![CDATA[{story}]]></description></item>"
    yield Case("an RSS feed", lambda: f'<?xml version="1.0"?><rss version="2.0"><channel>{item}</channel></rss>')
    entry = "".join(f"<content type='html'>&lt;p&gt;{paragraph}&lt;/p&gt;</content>" for paragraph in PARAGRAPHS)
    yield Case("an Atom feed", lambda: f'<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom">{entry}</feed>')
    yield Case("Markdown", lambda: f"# {HEADLINE}\n\n*By Mara Lindqvist*\n\n" + "\n\n".join(PARAGRAPHS) + "\n\n---\n")
    yield Case("an e-mail", _email)
    yield Case("JSON of a page", lambda: json.dumps({"title": HEADLINE, "html": story}), (), statuses=())
    yield Case("JSON of paragraphs", lambda: json.dumps({"body": list(PARAGRAPHS)}, indent=1), ())
    yield Case("RTF", lambda: "{\\rtf1\\ansi " + "\\par ".join(PARAGRAPHS) + "}", ())
    yield Case("PostScript", lambda: "%!PS-Adobe-3.0\n" + "".join(f"({p}) show\n" for p in PARAGRAPHS), ())
    yield Case("LaTeX", lambda: "\\documentclass{article}\\begin{document}\n" + "\n\n".join(PARAGRAPHS))
    yield Case("reStructuredText", lambda: f"{HEADLINE}\n{'=' * 55}\n\n" + "\n\n".join(PARAGRAPHS))
    yield Case("YAML", lambda: "---\ntitle: x\n---\n\n" + "\n\n".join(PARAGRAPHS))
    yield Case("a sitemap", lambda: "<?xml version='1.0'?><urlset><url><loc>http://e.org/</loc></url></urlset>", ())
    yield Case("an e-mail of two parts", _two_parts, ())
    yield Case("a diff", lambda: "--- a\n+++ b\n@@ -1 +1 @@\n-<p>x</p>\n+<p>y</p>\n" * 40, ())
    yield Case("SQL", lambda: "INSERT INTO t VALUES (1, '<p>x</p>');\n" * 100, ())
    yield Case("subtitles", lambda: "".join(f"{i}\n00:00:0{i},000 --> 00:00:0{i},900\nx\n\n" for i in range(9)), ())
    yield Case("Python source", lambda: 'def f(x):\n    """Doc."""\n    return x < 3 and x > 1\n\n' * 50, ())
    yield Case("JavaScript source", lambda: "const f = (a) => a.map(x => `<p>${x}</p>`);\n" * 50, ())
    yield Case("CSS source", lambda: ".a > .b { color: red }\n" * 200, ())
    yield Case("CSV", lambda: "id,name,price\n" + "\n".join(f"{i},thing {i},{i * 3}" for i in range(500)), ())
    yield Case(
        "a log file", lambda: "\n".join(f"2024-03-04T09:{i % 60:02}:00Z INFO request {i}" for i in range(900)), ()
    )
    yield Case("base64", lambda: "QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVo0MTIz\n" * 500, ())
    yield Case("an SVG file", lambda: "<svg xmlns='http://www.w3.org/2000/svg'><text>A</text></svg>", ())


def _email() -> str:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "ann@example.org", "bo@example.org", HEADLINE
    message.set_content("\n\n".join(PARAGRAPHS), cte="8bit")
    return message.as_string()


def _two_parts() -> str:
    message = EmailMessage()
    message["From"], message["Subject"] = "ann@example.org", HEADLINE
    message.set_content("\n\n".join(PARAGRAPHS), cte="quoted-printable")
    message.add_alternative(page(), subtype="html", cte="base64")
    return message.as_string()


def _nearly_markup() -> Iterator[Case]:
    """Text that looks like markup here and there."""
    for name, trouble in {
        "a stray less-than": "if x < y and y > z then x < z",
        "an address in brackets": "Write to <ann@example.org> or see <https://example.org/a>.",
        "a heart": "I <3 ferries, said one of them, and <b is not a tag",
        "a line of code": 'printf("<p>%s</p>", name);',
        "an HTML tag by name": "The <p> element begins a paragraph, the <br> element breaks a line.",
        "template braces": "{{ name }} {% if x %} ${y} <%= z %>",
    }.items():
        yield Case(f"text with {name}", lambda t=trouble: text(t), statuses=("article",))
    yield Case("HTTP headers before a page", lambda: "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + page())
    yield Case("an escaped page", lambda: page().replace("<", "&lt;").replace(">", "&gt;"), PARAGRAPHS[:1])
