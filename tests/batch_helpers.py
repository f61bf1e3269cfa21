"""What tests of the batch share: archives made by hand, and detectors that do what no detector should."""

import os
import signal
from collections.abc import Iterator
from pathlib import Path
from zlib import crc32

from newsclean import Finding, detector

STORY = (
    "The ferry between the two harbours is back in service after a winter of repairs, the harbour board said on"
    " Monday.\n\nREAD MORE: Island school waits for its first pupil\n\nForty passengers took crossing {number}, most of"
    " them for no reason but the crossing itself."
)
PAGE = (
    "<html><head><title>Ferry {number}</title></head><body><article><h1>Ferry {number}</h1><p>The ferry between the two"
    " harbours is back in service after a winter of repairs, the harbour board said on Monday.</p><p>Forty passengers"
    " took crossing {number}, most of them for no reason but the crossing itself, and the café was open.</p></article>"
    "</body></html>"
)


def page(number: int) -> str:
    return PAGE.format(number=number)


def story(number: int) -> str:
    return STORY.format(number=number)


def record(url: str, body: bytes, media_type: str | None = "text/html", *headers: str, kind: str = "response") -> bytes:
    """One WARC record of an HTTP response."""
    lines = ["HTTP/1.1 200 OK", *([f"Content-Type: {media_type}"] if media_type else []), *headers]
    content = "\r\n".join(lines).encode() + b"\r\n\r\n" + body
    number = crc32(url.encode())
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:{number:012d}>\r\nWARC-Target-URI: {url}\r\n"
        "WARC-Date: 2026-03-01T00:00:00Z\r\nWARC-Payload-Digest: sha1:AAAA\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(content)}\r\n\r\n"
    )
    return head.encode() + content + b"\r\n\r\n"


@detector("story")
def deadly(document, found) -> Iterator[Finding]:
    """Kills its process on documents that say so."""
    if "KILL ME" in document.text:
        os.kill(os.getpid(), signal.SIGKILL)
    yield from ()


def double(number: int) -> int:
    return 2 * number


def difficult(task: int) -> int:
    """Raises on 3, dies on 5, is slow to start with."""
    if task == 3:
        raise ValueError("three")
    if task == 5:
        os._exit(7)
    return task


def touch_and_double(task: tuple[Path, int]) -> int:
    folder, number = task
    (folder / str(number)).touch()
    return 2 * number
