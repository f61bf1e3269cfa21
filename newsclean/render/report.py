"""The HTML report of one document: all of it in order, what was removed marked, with reasons, doubts and metadata."""

from __future__ import annotations

from collections import Counter
from itertools import groupby
from typing import TYPE_CHECKING

from newsclean.ledger import Entry, Ledger
from newsclean.render.page import chip, clipped, facts, page, shown
from newsclean.render.palette import colour_of
from newsclean.render.report_document import document_section
from newsclean.render.report_metadata import metadata_panel

if TYPE_CHECKING:
    from newsclean.article import Article

_BAR_STEPS = 300
_DOUBTFUL = 40


def report(article: Article, name: str = "", *, index: str = "") -> str:
    """A self-contained page: no network, no external script, everything from the input escaped.

    Args:
        article: what was cleaned.
        name: of the file, where there is one; the title or the address stands in for it.
        index: file name of the index page to link to.
    """
    title = article.metadata.title or name or article.document.url or "Untitled document"
    body = "\n".join(
        (
            '<a class="skip" href="#document">Skip to the document</a>',
            _head(article, title, name, index),
            f'<div class="tools"><div>{_bar(article.ledger)}{_controls(article)}</div></div>',
            '<div class="columns">',
            f"<main>{document_section(article)}</main>",
            f"<aside>{metadata_panel(article)}{_doubtful(article.ledger)}</aside>",
            "</div>",
        )
    )
    return page(f"{title} - newsclean", body)


def _head(article: Article, title: str, name: str, index: str) -> str:
    back = f'<p><a href="{shown(index)}">All documents</a></p>' if index else ""
    published = article.metadata.published
    removed = sum(len(removal.text) for removal in article.removed)
    known = facts(
        {
            "Status": article.status,
            "Confidence": f"{article.confidence:.2f}",
            "Kept": f"{len(article.text):,} characters",
            "Removed": f"{removed:,} in {len(article.removed):,} places",
            "Site": article.metadata.site,
            "Published": published and published.isoformat(" ", "minutes"),
            "Read as": article.document.kind,
            "File": name,
            "Address": article.document.url,
        }
    )
    notes = [*article.warnings, *(f"{problem.detector} failed: {problem.message}" for problem in article.problems)]
    warnings = f'<ul class="warnings">{"".join(f"<li>{shown(note)}</li>" for note in notes)}</ul>' if notes else ""
    return f'<header class="top">{back}<h1 dir="auto">{shown(title)}</h1>{known}{warnings}</header>'


def _bar(ledger: Ledger) -> str:
    """Where in the document something was removed, and of what kind; each stretch leads there."""
    length = max(len(ledger.document.text), 1)
    steps: list[Counter[str]] = [Counter() for _ in range(_BAR_STEPS)]
    first: list[int | None] = [None] * _BAR_STEPS
    for number, entry in enumerate(ledger.entries):
        removal = entry.removal
        if removal is None:
            continue
        for step in range(removal.start * _BAR_STEPS // length, (removal.end - 1) * _BAR_STEPS // length + 1):
            low, high = step * length // _BAR_STEPS, (step + 1) * length // _BAR_STEPS
            steps[step][removal.label] += max(min(removal.end, high) - max(removal.start, low), 1)
            if first[step] is None:
                first[step] = number
    most = [max(sorted(counts), key=counts.__getitem__, default=None) for counts in steps]
    rects = []
    for label, group in groupby(range(_BAR_STEPS), key=most.__getitem__):
        run = list(group)
        if label is not None:
            rect = f'<rect class="c{colour_of(label)}" x="{run[0]}" width="{len(run)}" height="10">'
            rects.append(f'<a href="#e{first[run[0]]}" tabindex="-1">{rect}<title>{shown(label)}</title></rect></a>')
    return (
        f'<svg class="bar" viewBox="0 0 {_BAR_STEPS} 10" preserveAspectRatio="none" role="img"'
        f' aria-label="Where in the document text was removed">{"".join(rects)}</svg>'
    )


def _controls(article: Article) -> str:
    """The view and the filters; hidden until the script that they need has run."""
    views = "".join(
        f'<label><input type="radio" name="view" value="{view}"{" checked" if view == "both" else ""}>{view}</label>'
        for view in ("both", "kept", "removed")
    )
    labels = Counter(removal.label for removal in article.removed)
    detectors = Counter(removal.detector for removal in article.removed)
    filters = _filter("label", labels) + _filter("detector", detectors)
    return (
        f'<div class="controls hidden"><fieldset><legend>Show</legend>{views}</fieldset>'
        f'<details class="filters"><summary>Filter {len(labels)} labels, {len(detectors)} detectors</summary>'
        f"{filters}</details></div>"
    )


def _filter(name: str, counts: Counter[str]) -> str:
    boxes = "".join(
        f'<label><input type="checkbox" name="{name}" value="{shown(value)}" checked>'
        f"{chip(value) if name == 'label' else shown(value)} {count}</label>"
        for value, count in counts.most_common()
    )
    buttons = "".join(f'<button type="button" data-check="{what}">{what}</button>' for what in ("all", "none"))
    return f"<fieldset><legend>{name.capitalize()}s</legend>{boxes}{buttons}</fieldset>"


def _doubtful(ledger: Ledger) -> str:
    """What was nearest to going the other way."""
    doubtful = ledger.doubtful()
    numbers = {entry.start: number for number, entry in enumerate(ledger.entries)}
    rows = "".join(_doubt(entry, numbers[entry.start]) for entry in doubtful[:_DOUBTFUL])
    more = f"<p>and {len(doubtful) - _DOUBTFUL} more</p>" if len(doubtful) > _DOUBTFUL else ""
    return (
        f'<details class="panel" id="doubtful" open><summary>Doubtful</summary>'
        f'<p class="soft">The nearest to the threshold first. The bar says how much speaks for removing, the mark'
        f" from where on it is removed.</p><ol>{rows}</ol>{more}</details>"
    )


def _doubt(entry: Entry, number: int) -> str:
    likely, against = entry.probability or 0.0, entry.nearest
    meter = (
        '<svg class="meter" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">'
        f'<rect class="fill" width="{100 * likely:.1f}" height="8"/>'
        f'<rect class="mark" x="{100 * entry.threshold:.1f}" width="1" height="8"/></svg>'
    )
    label = chip(entry.removal.label) if entry.removal else ""
    nearest = f"; against it {chip(against.label)} {against.confidence:.2f}: {shown(against.why)}" if against else ""
    return (
        f'<li><span class="state">{"Kept" if entry.kept else "Removed"}</span> {label}'
        f' <span class="soft">{likely:.2f}, removed from {entry.threshold:.2f}</span>{meter}'
        f'<a href="#e{number}"><bdi>{shown(clipped(entry.text, 110))}</bdi></a>'
        f'<br><span class="soft">{shown(entry.why)}{nearest}</span></li>'
    )
