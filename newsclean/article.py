"""The result of cleaning: the story, what it says of itself, and everything that was taken out."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, fields, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from newsclean.metadata import Metadata
from newsclean.model import Document, Finding, Problem, Removal
from newsclean.policy import Policy, preset
from newsclean.render.markdown import TextBlock, markdown, text_blocks
from newsclean.render.text import Piece, render

if TYPE_CHECKING:
    from newsclean.ledger import Ledger
    from newsclean.offsets import Offsets

SCHEMA_VERSION = 1
STATUSES = ("article", "empty", "too_short", "listing", "consent", "paywalled", "not_text", "failed")


@dataclass(frozen=True)
class Article:
    """A cleaned document. `str(article)` is its text.

    Attributes:
        document: the input as it was read; offsets of removals count in `document.text`.
        metadata: title, authors, dates ... each with its evidence.
        removed: every removal, in order.
        status: "article", or why it is none: "empty", "too_short", "listing", "consent", "paywalled", "not_text".
        confidence: 0 to 1, how sure it is that `text` is the story.
        warnings: what was cut short or given up while reading.
        problems: detectors that failed; the others went on.
        findings: everything the detectors found, what lost included.
        policy: what the findings were judged by.
    """

    document: Document = field(repr=False)
    metadata: Metadata
    removed: tuple[Removal, ...] = field(default=(), repr=False)
    status: str = "article"
    confidence: float = 0.0
    warnings: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    findings: tuple[Finding, ...] = field(default=(), repr=False)
    policy: Policy = field(default_factory=lambda: preset("balanced"), repr=False)

    def __str__(self) -> str:
        return self.text

    def __getstate__(self) -> dict[str, Any]:
        """What is pickled: the fields, nothing that can be computed again."""
        return {one.name: getattr(self, one.name) for one in fields(self)}

    @cached_property
    def _rendered(self) -> tuple[str, tuple[Piece, ...]]:
        return render(self.document, [(removal.start, removal.end) for removal in self.removed])

    @property
    def text(self) -> str:
        """The story's paragraphs with a blank line between; the headline is in `metadata.title`."""
        return self._rendered[0]

    @property
    def kept(self) -> tuple[Piece, ...]:
        """The kept spans: offsets in `document.text` and where each begins in `text`."""
        return self._rendered[1]

    @cached_property
    def blocks(self) -> tuple[TextBlock, ...]:
        """The story as typed blocks: paragraph, heading, list_item, quote, table_cell, caption, preformatted."""
        return tuple(text_blocks(self.document, *self._rendered))

    @cached_property
    def ledger(self) -> Ledger:
        """All of the document in order, kept and removed, with reasons.

        >>> import newsclean
        >>> from newsclean import Finding, Pipeline, detector
        >>> @detector("sponsor_line")
        ... def sponsor_line(document, found):
        ...     for block in document.blocks:
        ...         if block.text.startswith("Sponsored by"):
        ...             yield Finding.of(block, "sponsor_line", 0.95, "opens with 'Sponsored by'")
        >>> article = Pipeline(detectors=(sponsor_line,)).clean("Rain fell.\\nSponsored by the pier.\\nIt stopped.")
        >>> [(entry.kept, entry.text, entry.why) for entry in article.ledger.entries]
        [(True, 'Rain fell.\\n', 'nothing was found over it'),
         (False, 'Sponsored by the pier.\\n', "opens with 'Sponsored by'"),
         (True, 'It stopped.', 'nothing was found over it')]
        """
        from newsclean.ledger import ledger_of

        return ledger_of(self)

    @cached_property
    def _offsets(self) -> Offsets:
        from newsclean.offsets import Offsets

        return Offsets(self.document, self.kept, len(self.text))

    def source_offset(self, text_position: int) -> int | None:
        """Where a position of `text` stands in the input.

        Args:
            text_position: 0 to len(text); on white space between paragraphs, the end of the one before counts.

        Returns:
            An offset in the input as decoded: the flattened text or the page's markup (`document.markup`). None where
            the markup is too broken to tell. For a page the markup is scanned at the first call, never before.

        Raises:
            ValueError: the position lies outside the text.

        >>> import newsclean
        >>> page = "<p>Salt &amp; wind wore the <b>pier</b> away, the harbour board said on Monday morning.</p>"
        >>> article = newsclean.clean(page)
        >>> page[article.source_offset(article.text.index("pier")):][:8]
        'pier</b>'
        """
        return self._offsets.to_source(text_position)

    def text_offset(self, source_position: int) -> int | None:
        """Where a position of the input stands in `text`; None where it was removed or is markup.

        Raises:
            ValueError: the position lies outside the input.
        """
        return self._offsets.to_text(source_position)

    def restore(self, *removals: Removal | int) -> Article:
        """A new article in which these removals, or their ids, are back in the text.

        Raises:
            TypeError: something that is neither a removal nor an id.
            ValueError: one of them is none of this article's removals.
        """
        for one in removals:
            if not isinstance(one, Removal | int):
                raise TypeError(f"restore() takes removals or their ids, not {one!r}; by label: without_removing()")
        ids = {removal if isinstance(removal, int) else removal.id for removal in removals}
        unknown = ids - {removal.id for removal in self.removed}
        if unknown or any(r not in self.removed for r in removals if not isinstance(r, int)):
            raise ValueError(f"not among this article's removals: {sorted(unknown) or 'a removal of another article'}")
        return replace(self, removed=tuple(r for r in self.removed if r.id not in ids))

    def without_removing(self, label: str, *more: str) -> Article:
        """A new article in which everything removed under these labels is back in the text."""
        return replace(self, removed=tuple(r for r in self.removed if r.label not in (label, *more)))

    def to_markdown(self) -> str:
        """Title and story as Markdown: headings, lists, quotes and tables as they stood."""
        return markdown(self.document, *self._rendered, self.metadata.title)

    def to_html_report(self, name: str = "") -> str:
        """A self-contained page that shows the document with what was removed and why.

        Args:
            name: of the file, where there is one; the address or the title stands in for it.
        """
        from newsclean.render.report import report

        return report(self, name)

    def to_dict(self) -> dict[str, Any]:
        """JSON-ready data with stable keys; `schema_version` changes when one is renamed or goes."""
        return {
            "schema_version": SCHEMA_VERSION,
            "url": self.document.url,
            "status": self.status,
            "confidence": round(self.confidence, 4),
            "text": self.text,
            "metadata": self.metadata.to_dict(),
            "removed": [removal.to_dict() for removal in self.removed],
            "warnings": list(self.warnings),
            "problems": [problem._asdict() for problem in self.problems],
        }

    def to_json(self, indent: int | None = None) -> str:
        """`to_dict` as JSON text; lone surrogates of the input are escaped, so that it can be encoded."""
        return to_json(self.to_dict(), indent)


def to_json(data: Any, indent: int | None = None) -> str:
    """JSON text that can be encoded as UTF-8: where the data hold a lone surrogate, everything is escaped."""
    text = json.dumps(data, ensure_ascii=False, indent=indent)
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return json.dumps(data, indent=indent)
    return text
