"""The ledger: all of a document in order, kept or removed, each piece with its reason and what stood against it.

Entries tile the document's text to the character (white space belongs to the piece in front of it), so kept plus
removed is the whole input. It is put together when asked for, from what the article holds anyway.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

from newsclean.judge import KEEPING, Verdict, by_block, log_odds, probability, split, weigh
from newsclean.model import Document, Finding, Removal
from newsclean.policy import Policy

if TYPE_CHECKING:
    from newsclean.article import Article

SCHEMA_VERSION = 1
_NOTHING = "nothing was found over it"


class Entry(NamedTuple):
    """A piece of the document, kept or removed."""

    start: int
    end: int
    """Offsets in the document's text. An entry ends where the next begins, so white space behind it is in it."""
    text: str
    removal: Removal | None
    """What was cut, with the findings that lost; None where the piece is kept."""
    why: str
    probability: float | None
    """How much all findings together speak for cutting, 0 to 1; None where there are none."""
    threshold: float
    """The probability at which the policy cuts."""
    nearest: Finding | None
    """For a kept piece: the finding that would have cut it if the rest had weighed less; None where there is none."""

    @property
    def kept(self) -> bool:
        return self.removal is None

    @property
    def doubt(self) -> float:
        """How near it was to going the other way: 0.5 at the threshold, 0 where nothing spoke against it."""
        if self.probability is None:
            return 0.0
        return 0.5 - abs(probability(log_odds(self.probability) - log_odds(self.threshold)) - 0.5)

    def to_dict(self) -> dict[str, Any]:
        """JSON-ready data: a removed piece has `id`, `label`, `detector`, `confidence` and `lost` as well."""
        data: dict[str, Any] = {"start": self.start, "end": self.end, "kept": self.kept, "text": self.text}
        if self.removal is not None:
            data |= {key: getattr(self.removal, key) for key in ("id", "label", "detector", "confidence")}
        data["why"] = self.why
        data["probability"] = None if self.probability is None else round(self.probability, 4)
        data["threshold"] = self.threshold
        if self.removal is not None:
            data["lost"] = [_plain(finding) for finding in self.removal.lost]
        else:
            data["nearest"] = None if self.nearest is None else _plain(self.nearest)
        return data


@dataclass(frozen=True)
class Ledger:
    """A document's entries in order; `"".join(entry.text for entry in ledger.entries) == document.text`."""

    document: Document = field(repr=False)
    entries: tuple[Entry, ...]

    @property
    def kept(self) -> tuple[Entry, ...]:
        return tuple(entry for entry in self.entries if entry.kept)

    @property
    def removed(self) -> tuple[Entry, ...]:
        return tuple(entry for entry in self.entries if not entry.kept)

    def doubtful(self) -> list[Entry]:
        """The entries that something spoke against, the nearest to the threshold first."""
        return sorted((entry for entry in self.entries if entry.doubt), key=lambda entry: (-entry.doubt, entry.start))

    def to_dict(self) -> dict[str, Any]:
        """JSON-ready data that `replay` reads again, also after a person has edited `kept` and `label`."""
        return {
            "schema_version": SCHEMA_VERSION,
            "kind": self.document.kind,
            "url": self.document.url,
            "sha256": digest(self.document),
            "entries": [entry.to_dict() for entry in self.entries],
        }

    def to_attributes(self, id: str) -> dict[str, Any]:  # noqa: A002 - the key's name in corpus tools
        """The removals as corpus builders write them, one object a document.

        `{"id": ..., "attributes": {"newsclean__cross_link": [[start, end, score], ...]}}`, offsets in the document's
        text, which for flattened input is the input.
        """
        spans: dict[str, list[list[float]]] = {}
        for removal in self._removals():
            row = [removal.start, removal.end, round(removal.confidence, 4)]
            spans.setdefault(f"newsclean__{removal.label}", []).append(row)
        return {"id": id, "attributes": spans}

    def to_displacy(self) -> dict[str, Any]:
        """The removals in the shape that `displacy.render(..., style="ent", manual=True)` takes."""
        ents = [{"start": one.start, "end": one.end, "label": one.label} for one in self._removals()]
        return {"text": self.document.text, "ents": ents, "title": None}

    def _removals(self) -> Iterator[Removal]:
        return (entry.removal for entry in self.entries if entry.removal is not None)


class _Part(NamedTuple):
    """A piece of a block over which the same findings lie."""

    start: int
    end: int
    verdict: Verdict
    findings: Sequence[Finding]


def ledger_of(article: Article) -> Ledger:
    """The ledger of an article; see `Article.ledger`."""
    text = article.document.text
    pieces: list[tuple[int, int, Removal | None]] = [(piece.start, piece.end, None) for piece in article.kept]
    pieces += [(removal.start, removal.end, removal) for removal in article.removed]
    pieces.sort(key=lambda piece: piece[:2])
    if not pieces:
        # Nothing but white space, or nothing at all.
        return Ledger(article.document, (_entry((0, len(text)), text, None, (), article.policy),) if text else ())
    parts = list(_parts(article))
    ends = [part.end for part in parts]
    borders = [0, *(low for low, _, _ in pieces[1:]), len(text)]
    entries = []
    for (low, high, removal), tile in zip(pieces, pairwise(borders), strict=True):
        first = bisect_right(ends, low)
        here = [part for part in parts[first : bisect_left(ends, high) + 1] if part.start < high]
        entries.append(_entry(tile, text, removal, here, article.policy))
    return Ledger(article.document, tuple(entries))


def _parts(article: Article) -> Iterator[_Part]:
    document = article.document
    for index, findings in sorted(by_block(document, article.findings).items()):
        for start, end, here in split(document.blocks[index], findings):
            if here:
                yield _Part(start, end, weigh(here, article.policy), here)


def _entry(tile: tuple[int, int], text: str, removal: Removal | None, parts: Sequence[_Part], policy: Policy) -> Entry:
    start, end = tile
    if not parts:
        why = removal.why if removal else _NOTHING
        return Entry(start, end, text[start:end], removal, why, None, policy.default.threshold, None)
    by_margin = sorted(parts, key=_by_margin) if len(parts) > 1 else parts
    if removal is None:
        part = by_margin[-1]
        why, nearest = _why_kept(part), part.verdict.finding
    else:
        # Of several pieces cut as one, the least sure tells how sure the cut is.
        part = next((part for part in by_margin if part.verdict.cuts), by_margin[-1])
        why, nearest = removal.why, None
    likely, threshold = probability(part.verdict.score), round(probability(part.verdict.needed), 4)
    return Entry(start, end, text[start:end], removal, why, likely, threshold, nearest)


def _by_margin(part: _Part) -> tuple[bool, float]:
    """What would be cut sorts last, the surest at the very end."""
    return part.verdict.finding is not None, part.verdict.margin


def _why_kept(part: _Part) -> str:
    verdict = part.verdict
    if verdict.cuts:
        return "put back: restored, or refused by the veto"
    keeping = [f for f in part.findings if f.label in KEEPING]
    if keeping:
        return max(keeping, key=lambda finding: (finding.confidence, finding.why)).why
    if verdict.finding is not None:
        return f"too little evidence for {verdict.finding.label}"
    return f"the policy keeps {', '.join(sorted({finding.label for finding in part.findings}))}"


def _plain(finding: Finding) -> dict[str, Any]:
    """A finding as JSON-ready data, without the metadata it brings along."""
    keys = ("start", "end", "label", "detector", "confidence", "why")
    return {key: getattr(finding, key) for key in keys}


def digest(document: Document) -> str:
    """What tells whether offsets belong to this document: SHA-256 of its text as UTF-8."""
    return hashlib.sha256(document.text.encode("utf-8", "surrogatepass")).hexdigest()


def replay(saved: Ledger | Mapping[str, Any], raw: Any, url: str | None = None) -> Article:
    """Cuts a document as a saved ledger says, without looking for anything.

    Args:
        saved: a ledger, or what `Ledger.to_dict` gave, read back from JSON. Edits count: `kept` may be turned
            round, `label` written or changed; nothing else need be touched.
        raw: the same input again.
        url: its address, where it is not the ledger's.

    Returns:
        An article of the same text; its metadata is what the page states in its markup.

    Raises:
        TypeError: `saved` is no ledger.
        ValueError: the ledger is of another input or of another schema version.
    """
    from newsclean.article import Article
    from newsclean.metadata import collect, pick
    from newsclean.read import read
    from newsclean.status import status_of

    data = saved.to_dict() if isinstance(saved, Ledger) else saved
    if not isinstance(data, Mapping):
        raise TypeError(f"replay() takes a Ledger or what its to_dict() gave, not {type(data).__name__}")
    if data.get("schema_version") != SCHEMA_VERSION:
        raise ValueError(f"this is a ledger of schema version {data.get('schema_version')!r}, not {SCHEMA_VERSION}")
    document = read(raw, url or data["url"], data["kind"])
    if digest(document) != data["sha256"]:
        raise ValueError("the ledger was made from another input: its sha256 does not fit the text that was read")
    metadata, warnings = pick(collect(document), document)
    removed = _removals(document.text, data["entries"])
    article = Article(document, metadata, removed, warnings=(*document.warnings, *warnings))
    status, confidence = status_of(document, (), article)
    return replace(article, status=status, confidence=confidence)


def _removals(text: str, entries: Iterable[Mapping[str, Any]]) -> tuple[Removal, ...]:
    cut = [entry for entry in entries if not entry["kept"] and text[entry["start"] : entry["end"]].strip()]
    return tuple(_removal(number, text, entry) for number, entry in enumerate(cut))


def _removal(number: int, text: str, entry: Mapping[str, Any]) -> Removal:
    piece = text[entry["start"] : entry["end"]]
    start = entry["start"] + len(piece) - len(piece.lstrip())
    piece = piece.strip()
    label, detector = entry.get("label") or "other", entry.get("detector") or "by hand"
    why = entry["why"] if "detector" in entry else "marked by hand"
    lost = tuple(Finding(**finding) for finding in entry.get("lost", ()))
    confidence = entry.get("confidence", 1.0)
    return Removal(number, start, start + len(piece), piece, label, detector, why, confidence, lost)
