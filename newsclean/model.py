"""The nouns of newsclean: documents, findings, removals, articles. No logic beyond reading them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

if TYPE_CHECKING:
    from newsclean.lexicon import Cue
    from newsclean.packing import Rows
    from newsclean.read.head import Head

Kind = Literal["html", "text"]
BlockType = Literal["paragraph", "heading", "list_item", "quote", "table_cell", "caption", "preformatted"]


class Link(NamedTuple):
    """A link inside a block; offsets count from the start of the document's text."""

    start: int
    end: int
    href: str


class Element(NamedTuple):
    """What a page's markup says about a block: one element on the way from the body down to it."""

    tag: str
    names: str
    """class, id, role, rel and itemprop as written, joined by blanks; empty where there are none."""
    parent: Element | None
    number: int
    """Position among the page's elements, counted in document order: the same element, the same number."""

    def around(self) -> Iterator[Element]:
        """The element and those around it, innermost first."""
        element: Element | None = self
        while element is not None:
            yield element
            element = element.parent


class Block(NamedTuple):
    """A stretch of text that stands or falls together: a line of a text, a block element's inline text in a page.

    `document.text[block.start:block.end] == block.text`, always.
    """

    text: str
    start: int
    end: int
    gap: int
    """Line breaks in front: 0 = goes on in the same line (a long line cut at sentence ends),
    1 = the next line of the same paragraph (after `<br>`) or the next line of a text, 2 = a new paragraph."""
    element: Element | None = None
    links: tuple[Link, ...] = ()
    hidden: str = ""
    """Why a reader of the page would not see it ("display:none"); empty where it is visible."""

    def around(self) -> Iterator[Element]:
        """The element the block stands in and those around it, innermost first; none in a text."""
        return iter(()) if self.element is None else self.element.around()

    def inside(self, *tags: str) -> bool:
        """Whether the block stands in an element with one of these tags (itself or any ancestor)."""
        element = self.element
        while element is not None:
            if element.tag in tags:
                return True
            element = element.parent
        return False


@dataclass(frozen=True)
class Document:
    """One input, read once: its text, cut into blocks. For flattened input `text` is the input itself."""

    text: str
    blocks: tuple[Block, ...]
    kind: Kind
    url: str | None = None
    language: str | None = None
    """As the caller or the page says it, a lower-case two-letter code; None where nobody does."""
    head: Head | None = None
    """What the page says about itself in its markup; None for text."""
    warnings: tuple[str, ...] = ()
    markup: str | None = field(default=None, repr=False)
    """The page as it was read, decoded, or a tree written out; None for text, where `text` is the input."""

    def __reduce__(self) -> tuple[Any, ...]:
        from newsclean.packing import pack

        plain = {one.name: getattr(self, one.name) for one in fields(self) if one.name != "blocks"}
        return _document, (plain, *pack(self.blocks))

    @cached_property
    def numbers(self) -> Mapping[int, int]:
        """The number of each block, by where it starts."""
        return {block.start: number for number, block in enumerate(self.blocks)}

    @cached_property
    def folded(self) -> tuple[str, ...]:
        """Each block's text in lower case with typographic quotes, dashes and blanks made plain.

        Character for character as long as the block's text wherever lower-casing keeps the length, so offsets
        found in it can be used on the block (see `newsclean.read.fold`).
        """
        from newsclean.read.fold import fold

        return tuple([fold(block.text) for block in self.blocks])

    @cached_property
    def cues(self) -> tuple[tuple[Cue, ...], ...]:
        """For each block the cue phrases that stand in it, of the languages the document speaks (`newsclean.lexicon`)."""
        from newsclean.lexicon import cues, languages_of

        return cues(self, languages_of(self))

    @cached_property
    def cued(self) -> Mapping[str, tuple[tuple[int, Cue], ...]]:
        """The same cues by label, each with the number of its block: detectors look only where there is something."""
        by_label: dict[str, list[tuple[int, Cue]]] = {}
        for number, cues in enumerate(self.cues):
            for cue in cues:
                by_label.setdefault(cue.label, []).append((number, cue))
        return {label: tuple(found) for label, found in by_label.items()}


def _document(plain: dict[str, Any], elements: Rows, rows: Rows) -> Document:
    """A document out of its pickled parts."""
    from newsclean.packing import unpack

    return Document(blocks=unpack(plain["text"], elements, rows), **plain)


class Candidate(NamedTuple):
    """One possible value of a metadata field, with its evidence. Many are found, the judge takes one."""

    field: str
    value: Any
    confidence: float
    source: str
    """Where it stands: json-ld, microdata, opengraph, meta, time, visible, url, title-element, html."""
    why: str
    raw: str = ""
    start: int | None = None
    """Offset in the document's text, for candidates that are visible there."""


class Finding(NamedTuple):
    """What a detector found: the span is `label`, with this confidence (0 to 1), because of `why`.

    The label `story` speaks for keeping. A finding may bring metadata along: a date line is cut *and* read.
    """

    start: int
    end: int
    label: str
    confidence: float
    why: str
    candidates: tuple[Candidate, ...] = ()
    detector: str = ""
    """Filled in by the pipeline."""

    @classmethod
    def of(
        cls,
        block: Block,
        label: str,
        confidence: float,
        why: str,
        *,
        span: tuple[int, int] | None = None,
        candidates: tuple[Candidate, ...] = (),
    ) -> Finding:
        """A finding over a whole block, or over a part of it: `span` counts from the block's start."""
        low, high = (0, len(block.text)) if span is None else span
        # Not by its own name, which runs Python code: 600 ns less for each of the hundreds on a page.
        return tuple.__new__(cls, (block.start + low, block.start + high, label, confidence, why, candidates, ""))


class Removal(NamedTuple):
    """A span that was cut, and why. `document.text[start:end] == text`; for flattened input that is the raw input."""

    id: int
    start: int
    end: int
    text: str
    label: str
    detector: str
    why: str
    confidence: float
    lost: tuple[Finding, ...] = ()
    """What else was found over the span: findings of other labels, and those that spoke for keeping."""

    def to_dict(self) -> dict[str, Any]:
        """The removal as JSON-ready data, without the findings that lost."""
        return {key: value for key, value in self._asdict().items() if key != "lost"}


class Problem(NamedTuple):
    """A detector that failed on this input; the others went on."""

    detector: str
    message: str
