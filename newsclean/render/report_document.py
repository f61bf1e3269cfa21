"""The document in its report: every block in order, kept text plain, removed text marked and explained."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from newsclean.ledger import Entry
from newsclean.model import BlockType, Removal
from newsclean.read.types import block_type
from newsclean.render.page import chip, shown
from newsclean.render.palette import colour_of
from newsclean.sweep import overlapping

if TYPE_CHECKING:
    from newsclean.article import Article

# The browser lays out only the chunks that are on the screen, so that a document of megabytes opens.
_BLOCKS_A_CHUNK = 60
_STYLES: dict[BlockType, str] = {"heading": "heading", "quote": "quote", "list_item": "item"}


def document_section(article: Article) -> str:
    """All blocks, and a hidden list of the reasons for which pieces were kept."""
    writer = _Writer(article)
    blocks = list(writer.blocks())
    chunks = (blocks[at : at + _BLOCKS_A_CHUNK] for at in range(0, len(blocks), _BLOCKS_A_CHUNK))
    inside = "\n".join(f'<div class="chunk">{"".join(chunk)}</div>' for chunk in chunks)
    reasons = "".join(f'<li id="w{number}">{reason}</li>' for reason, number in writer.reasons.items())
    return (
        f'<section class="document" id="document" tabindex="-1" aria-label="Document">{inside}</section>'
        f"<ul hidden>{reasons}</ul>"
    )


class _Writer:
    """Goes through blocks and ledger side by side."""

    def __init__(self, article: Article) -> None:
        self.document, self.entries = article.document, article.ledger.entries
        self.numbers = {entry.start: number for number, entry in enumerate(self.entries)}
        self.reasons: dict[str, int] = {}
        self.begun: set[int] = set()

    def blocks(self) -> Iterator[str]:
        """Each block as a paragraph; a block that goes on in the same line follows its neighbour at once."""
        blocks, text = self.document.blocks, self.document.kind == "text"
        over = overlapping(((block.start, block.end) for block in blocks), self.entries)
        for index, (block, here) in enumerate(zip(blocks, over, strict=True)):
            parts = [self._part(entry, max(entry.start, block.start), min(entry.end, block.end)) for entry in here]
            kept = {entry.kept for entry in here}
            kind = _STYLES.get(block_type(block), "")
            whole = ("whole" if True in kept else "gone") if len(kept) == 1 else ""
            goes_on = "next" if index and True in kept and block.gap < (1 if text else 2) else ""
            styles = " ".join(filter(None, ("block", kind, whole, goes_on)))
            yield f'<p class="{styles}" id="b{index}" dir="auto">{"".join(parts)}</p>\n'

    def _part(self, entry: Entry, low: int, high: int) -> str:
        """A stretch of one entry; the first of an entry carries its address, the first of a removal its note."""
        number, text = self.numbers[entry.start], shown(self.document.text[low:high])
        first = number not in self.begun
        self.begun.add(number)
        address = f' id="e{number}"' if first else ""
        if entry.removal is None:
            return f'<span class="kept"{address} data-why="w{self._reason(entry)}">{text}</span>'
        removal = entry.removal
        marked = f'<del class="c{colour_of(removal.label)}"{address} data-label="{shown(removal.label)}"'
        marked += f' data-detector="{shown(removal.detector)}" aria-describedby="n{number}"'
        if not first:
            return f"{marked}>{text}</del>"
        note = f'<small class="why" id="n{number}" dir="ltr">{_note(entry, removal)}</small>'
        return f'{marked} tabindex="0">{text}</del>{note}'

    def _reason(self, entry: Entry) -> int:
        """The number of the note that says why a piece is kept; equal reasons share one."""
        near = entry.nearest
        note = f"<span><b>kept</b> {shown(entry.why)}</span>"
        if near is not None:
            note += (
                f"<span>nearest to cutting it: {_found(near.label, near.confidence, near.detector, near.why)}</span>"
            )
        return self.reasons.setdefault(note + _weight(entry), len(self.reasons))


def _note(entry: Entry, removal: Removal) -> str:
    lost = "".join(
        f"<span>also found: {_found(one.label, one.confidence, one.detector, one.why)}</span>" for one in removal.lost
    )
    return (
        f"<span>{chip(removal.label)} {removal.confidence:.2f}</span><span>{shown(removal.why)}</span>"
        f"<span>detector: {shown(removal.detector)}</span>{lost}{_weight(entry)}"
    )


def _found(label: str, confidence: float, detector: str, why: str) -> str:
    return f"{shown(label)} {confidence:.2f}, {shown(why)} ({shown(detector)})"


def _weight(entry: Entry) -> str:
    if entry.probability is None:
        return ""
    return f"<span>together {entry.probability:.2f} for removing, cut from {entry.threshold:.2f}</span>"
