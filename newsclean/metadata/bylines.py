"""Authors that a fixed form names, wherever it stands: "（記者林某／台北報導）", "Written by Ada Lind" under a story."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from newsclean.metadata.lines import LONGEST, Line
from newsclean.metadata.model import Author
from newsclean.metadata.names import clean_names
from newsclean.metadata.vocabulary import vocabulary
from newsclean.metadata.zone import Zone
from newsclean.model import Candidate, Document


def authors_inside(
    document: Document, language: str | None, lines: Sequence[Line], story: tuple[int, int]
) -> Iterator[Candidate]:
    """Names that a fixed form marks inside a line: "（記者林某／台北報導）"."""
    patterns = vocabulary(language).inside
    if not patterns:
        return
    ends = document.blocks[story[0] : story[0] + 2] + document.blocks[max(story[0], story[1] - 2) : story[1] + 1]
    for block in (*(line.block for line in lines), *ends):
        text = block.text if len(block.text) <= LONGEST else f"{block.text[:60]} {block.text[-40:]}"
        match = next((found for pattern in patterns if (found := pattern.search(text))), None)
        if match:
            author = Author(match[1], match[0])
            yield Candidate("authors", (author,), 0.75, "visible", f"stands as '{match[0]}'", match[0], block.start)
            return


def authors_credited(document: Document, language: str | None, zone: Zone) -> Iterator[Candidate]:
    """The first line from the headline on that opens with "written by", "reporting by", "author:" and names somebody."""
    openings = vocabulary(language).credits
    for block, folded in zip(
        document.blocks[zone.low : zone.end[1]], document.folded[zone.low : zone.end[1]], strict=True
    ):
        if folded.startswith(openings) and len(folded) <= LONGEST:
            names = clean_names(block.text.strip("()"), language)
            if any(author.kind == "person" for author in names):
                why = f"opens with '{' '.join(block.text.split()[:2])}'"
                yield Candidate("authors", tuple(names), 0.72, "visible", why, block.text, block.start)
            return
