"""The index page of a report: one line for each document, and totals by label, by detector and by site."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from newsclean.render.page import chip, clipped, facts, page, shown

if TYPE_CHECKING:
    from newsclean.article import Article

_TITLE = 120


class Row(NamedTuple):
    """What the index says of one document."""

    file: str
    """Its report, relative to the index."""
    name: str
    title: str
    site: str
    status: str
    confidence: float
    kept: int
    places: Counter[tuple[str, str]]
    """Removals by (label, detector)."""
    removed: Counter[tuple[str, str]]
    """Characters removed by (label, detector)."""

    @classmethod
    def of(cls, article: Article, file: str, name: str) -> Row:
        """The row of an article whose report lies in `file`."""
        metadata = article.metadata
        places: Counter[tuple[str, str]] = Counter()
        removed: Counter[tuple[str, str]] = Counter()
        for removal in article.removed:
            places[removal.label, removal.detector] += 1
            removed[removal.label, removal.detector] += len(removal.text)
        title, site = clipped(metadata.title or "", _TITLE), metadata.domain or metadata.site or ""
        return cls(file, name, title, site, article.status, article.confidence, len(article.text), places, removed)


class _Cell(NamedTuple):
    """A cell's markup and what it sorts by."""

    markup: str
    key: str | float


def index_page(rows: Sequence[Row]) -> str:
    """The index of a report: sortable tables, no network, everything from the input escaped."""
    kept, removed = sum(row.kept for row in rows), sum(row.removed.total() for row in rows)
    known = facts({"Documents": len(rows), "Kept": f"{kept:,} characters", "Removed": f"{removed:,} characters"})
    heads = ("Document", "Site", "Status", "Confidence", "Kept", "Removed", "Places")
    body = (
        f'<header class="top"><h1>Documents</h1>{known}</header><main class="page">'
        f"<section>{_table('Documents', heads, 3, map(_document, rows))}</section>"
        f'<div class="totals">{_found("Label", rows, 0)}{_found("Detector", rows, 1)}{_sites(rows)}</div></main>'
    )
    return page("Documents - newsclean", body)


def _document(row: Row) -> list[_Cell]:
    name = f'<br><span class="soft"><bdi>{shown(row.name)}</bdi></span>' if row.title else ""
    link = f'<a href="{shown(row.file)}"><bdi>{shown(row.title or row.name)}</bdi></a>{name}'
    return [
        _Cell(link, row.title or row.name),
        *map(_text, (row.site, row.status)),
        _Cell(f"{row.confidence:.2f}", row.confidence),
        *map(_count, (row.kept, row.removed.total(), row.places.total())),
    ]


def _found(name: str, rows: Sequence[Row], part: int) -> str:
    """Totals by label (part 0) or by detector (part 1)."""
    documents: Counter[str] = Counter()
    places: Counter[str] = Counter()
    removed: Counter[str] = Counter()
    for row in rows:
        documents.update({key[part] for key in row.places})
        for key, count in row.places.items():
            places[key[part]] += count
            removed[key[part]] += row.removed[key]
    cells = (
        [_Cell(chip(one) if part == 0 else shown(one), one), *map(_count, (documents[one], places[one], removed[one]))]
        for one, _ in removed.most_common()
    )
    return f"<section>{_table(f'By {name.lower()}', (name, 'Documents', 'Places', 'Characters'), 1, cells)}</section>"


def _sites(rows: Sequence[Row]) -> str:
    """Totals by site: a site whose share differs from the others' is worth a look."""
    by_site: dict[str, list[Row]] = {}
    for row in rows:
        by_site.setdefault(row.site or "unknown", []).append(row)
    cells = []
    for site, group in sorted(by_site.items(), key=lambda item: -len(item[1])):
        kept, removed = sum(row.kept for row in group), sum(row.removed.total() for row in group)
        share = 100 * removed / max(kept + removed, 1)
        cells.append([_text(site), *map(_count, (len(group), kept, removed)), _Cell(f"{share:.0f} %", share)])
    return f"<section>{_table('By site', ('Site', 'Documents', 'Kept', 'Removed', 'Share'), 1, cells)}</section>"


def _table(caption: str, heads: Sequence[str], texts: int, rows: Iterable[Sequence[_Cell]]) -> str:
    """A table that sorts by any column; all columns behind the first `texts` hold numbers."""
    classes = ["" if number < texts else ' class="number"' for number in range(len(heads))]
    head = "".join(
        f'<th scope="col"{style}><button type="button">{name}</button></th>'
        for name, style in zip(heads, classes, strict=True)
    )
    body = "".join(f"<tr>{''.join(map(_cell, row, classes))}</tr>" for row in rows)
    return f"<h2>{caption}</h2><table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _cell(cell: _Cell, style: str) -> str:
    return f'<td{style} data-sort="{shown(cell.key)}">{cell.markup}</td>'


def _text(text: str) -> _Cell:
    return _Cell(f"<bdi>{shown(text)}</bdi>", text)


def _count(number: int) -> _Cell:
    return _Cell(f"{number:,}", number)
