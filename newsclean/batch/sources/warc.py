"""Web archives: the pages among the responses of a WARC file."""

from __future__ import annotations

from collections.abc import Iterator
from io import BufferedReader, BytesIO
from typing import Any

from newsclean.batch.page import LARGEST, TOO_LARGE, Page, Skipped, Unreadable
from newsclean.extras import need
from newsclean.read.sniff import sniff

_HTML = ("text/html", "application/xhtml+xml")
_DECODERS = {"gzip": "GzipReader", "x-gzip": "GzipReader", "br": "BrotliReader"}
_FIELDS = {
    "WARC-Date": "warc_date",
    "WARC-Payload-Digest": "warc_payload_digest",
    "WARC-Block-Digest": "warc_block_digest",
}
_LOOKED_AT = 4096
_END = b"\r\n\r\n"
"""What every record ends with."""


def read(stream: BufferedReader, name: str) -> Iterator[Page | Unreadable | Skipped]:
    """A page for each HTML response; other responses are skipped, other records are not looked at.

    Args:
        stream: binary, decompressed.
        name: of the archive, for messages.

    Raises:
        MissingExtraError: fastwarc is not installed.
    """
    fastwarc = need("fastwarc.warc", "warc", "reading WARC")
    place = f"{name}@0"
    forward = _Forward(stream)
    item: Page | Unreadable | Skipped | None = None
    try:
        for record in fastwarc.ArchiveIterator(forward, record_types=fastwarc.WarcRecordType.response):
            place = f"{name}@{record.stream_pos}"
            item = _page(record, place)
            yield item
    except OSError as error:
        yield Unreadable(place, f"not readable as WARC behind this: {error}")
        return
    if forward.problem and not isinstance(item, Unreadable):
        yield Unreadable(place, f"not readable behind this: {forward.problem}")


def _page(record: Any, place: str) -> Page | Unreadable | Skipped:
    headers = record.headers
    if not record.is_http:
        return Skipped("WARC responses that are not HTTP")
    media_type = record.http_content_type or headers.get("WARC-Identified-Payload-Type")
    if media_type and media_type.lower() not in _HTML:
        return Skipped("WARC responses that are not HTML")
    length = record.content_length
    if length > LARGEST:
        return Unreadable(place, TOO_LARGE)
    body = record.reader.read()
    if len(body) < length:
        return Unreadable(place, f"cut short: {len(body)} of {length} bytes")
    body = _decoded(body, record.http_headers)
    if len(body) > LARGEST:
        return Unreadable(place, TOO_LARGE)
    if not media_type and sniff(body[:_LOOKED_AT].decode("latin-1")) != "html":
        return Skipped("WARC responses that are not HTML")
    fields = {ours: headers.get(theirs) for theirs, ours in _FIELDS.items() if headers.get(theirs)}
    fields["http_status"] = record.http_headers.status_code
    name = (record.record_id or place).removeprefix("<").removesuffix(">").removeprefix("urn:uuid:")
    return Page(name, body, headers.get("WARC-Target-URI"), record.http_charset, "html", fields)


def _decoded(body: bytes, headers: Any) -> bytes:
    """The body without its transfer and content encodings, where it is in them.

    Many crawlers store bodies decoded and headers as they were, so an encoding that does not fit is none.
    """
    if (headers.get("Transfer-Encoding") or "").lower() == "chunked":
        body = _through("ChunkedReader", body)
    encoding = (headers.get("Content-Encoding") or "").lower()
    return _through(_DECODERS[encoding], body) if encoding in _DECODERS else body


def _through(reader: str, body: bytes) -> bytes:
    stream_io = need("fastwarc.stream_io", "warc", "reading WARC")
    try:
        decoded: bytes = getattr(stream_io, reader)(BytesIO(body)).read(LARGEST + 1)
    except OSError:
        return body
    return decoded


class _Forward:
    """A stream that only goes forward and ends quietly, so that fastwarc gives every record in front of a break."""

    def __init__(self, stream: BufferedReader) -> None:
        self._stream = stream
        self._position = 0
        self._end = b""
        self._error = ""

    def read(self, size: int) -> bytes:
        try:
            data = self._stream.read1(size)
        except OSError as error:
            self._error = str(error)
            return b""
        self._position += len(data)
        self._end = (self._end + data[-len(_END) :])[-len(_END) :]
        return data

    def tell(self) -> int:
        return self._position

    @property
    def problem(self) -> str:
        """Why this cannot be all; empty where nothing speaks against it. fastwarc takes half a header for the end."""
        return self._error or ("cut short" if self._position and self._end != _END else "")
