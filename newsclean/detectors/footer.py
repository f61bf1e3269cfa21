from __future__ import annotations

import re
from collections.abc import Iterator

from newsclean.cued import cued
from newsclean.detectors import Found, detector
from newsclean.model import Document, Finding

_LONGEST = 400
_MARKS = ("\u00a9", "(c)", "copyright")
_RIGHTS = re.compile(r"(?:\u00a9|\(c\)|copyright)\s*(?:\u00a9\s*)?\d{4}")


@detector("footer")
def footer(document: Document, found: Found) -> Iterator[Finding]:
    """The foot of a page: copyright lines, legal links, "Follow us on ...".

    It stands under every page of a site. A sentence on copyright law is left alone: it is longer, and names no year
    or holder behind the mark.
    """
    yield from cued(document, "footer", longest=_LONGEST)
    for block, folded in zip(document.blocks, document.folded, strict=True):
        if folded.startswith(_MARKS) and len(folded) <= _LONGEST and _RIGHTS.match(folded):
            yield Finding.of(block, "footer", 0.95, "opens with a copyright mark and a year")
