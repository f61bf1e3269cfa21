"""Files that are compressed with gzip or Zstandard, read as what they hold."""

from __future__ import annotations

import gzip
import zlib
from io import BufferedReader, RawIOBase
from typing import Any

from newsclean.extras import need

SUFFIXES = (".gz", ".zst")
_GZIP, _ZSTD = b"\x1f\x8b", b"\x28\xb5\x2f\xfd"


def open_compressed(raw: BufferedReader) -> BufferedReader:
    """A stream of what a stream holds, decompressed if its first bytes say that it is compressed.

    Raises:
        MissingExtraError: it is compressed with Zstandard, and that package is not installed.
    """
    start = raw.peek(len(_ZSTD))
    if start.startswith(_GZIP):
        inner: Any = gzip.GzipFile(fileobj=raw)
    elif start.startswith(_ZSTD):
        zstandard = need("zstandard", "zstd", "reading .zst")
        inner = zstandard.ZstdDecompressor().stream_reader(raw, read_across_frames=True)
    else:
        return raw
    return BufferedReader(_Decompressed(inner))


class _Decompressed(RawIOBase):
    """A decompressor that fails as files do: with OSError, whatever the package calls it."""

    def __init__(self, inner: Any) -> None:
        self._inner = inner

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        try:
            # Not read(), which loses what it has when it comes upon a break.
            data = self._inner.read1(len(buffer))
        except (EOFError, zlib.error) as error:
            raise OSError(f"cut short or damaged gzip: {error}") from None
        except Exception as error:
            if type(error).__module__.partition(".")[0] != "zstandard":
                raise
            raise OSError(f"damaged Zstandard: {error}") from None
        buffer[: len(data)] = data
        return len(data)
