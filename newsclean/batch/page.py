"""What sources give: pages to clean, documents that could not be read, and what is no document."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from newsclean.model import Kind

# The largest page of the development sets has 5.3 MB; a document has to fit into memory several times over.
LARGEST = 64 << 20
TOO_LARGE = f"larger than {LARGEST >> 20} MB"


@dataclass(frozen=True, slots=True)
class Page:
    """One document to clean."""

    id: str
    raw: str | bytes
    url: str | None = None
    encoding: str | None = None
    """As the HTTP header says it."""
    kind: Kind | None = None
    fields: Mapping[str, Any] = field(default_factory=dict)
    """What else the source knows about it; carried through to the output."""

    @property
    def digest(self) -> str:
        """Tells whether this is still the document it was when a run was interrupted."""
        return _digest(self.id, self.raw)


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A document, or the rest of an archive, that could not be read."""

    id: str
    reason: str

    @property
    def digest(self) -> str:
        return _digest(self.id, self.reason)


@dataclass(frozen=True, slots=True)
class Skipped:
    """Something that is no document to clean: an image in an archive, a file of an unknown kind in a folder."""

    reason: str


def _digest(*parts: str | bytes) -> str:
    digest = hashlib.blake2b(digest_size=8)
    for part in parts:
        digest.update(part if isinstance(part, bytes) else part.encode("utf-8", "surrogatepass"))
        digest.update(b"\0")
    return digest.hexdigest()
