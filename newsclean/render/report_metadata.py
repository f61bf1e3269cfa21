"""Metadata in a report: what was taken for each field, and every candidate with its evidence and place."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import fields
from datetime import datetime
from itertools import groupby
from typing import TYPE_CHECKING, Any

from newsclean.metadata import Metadata
from newsclean.model import Block, Candidate
from newsclean.render.page import clipped, shown

if TYPE_CHECKING:
    from newsclean.article import Article

_LONGEST = 300
# Fields that only qualify others, or hold the evidence itself.
_ASIDE = frozenset(("confidence", "candidates", "why", "authors_full"))
_QUALIFYING = ("_raw", "_precision")


def metadata_panel(article: Article) -> str:
    """A table of the fields that have a value or a candidate."""
    metadata, blocks = article.metadata, article.document.blocks
    by_field = {
        name: list(group)
        for name, group in groupby(sorted(metadata.candidates, key=lambda c: c.field), key=lambda c: c.field)
    }
    known = [one.name for one in fields(Metadata) if one.name not in _ASIDE and not one.name.endswith(_QUALIFYING)]
    rows = []
    for name in (*known, *sorted(by_field.keys() - set(known))):
        value = getattr(metadata, name, None)
        candidates = by_field.get(name, [])
        if value not in (None, "", [], ()) or candidates:
            rows.append(_row(name, value, _why(metadata, name), candidates, blocks))
    return (
        f'<details class="panel" id="metadata" open><summary>Metadata</summary><table>{"".join(rows)}</table></details>'
    )


def _why(metadata: Metadata, name: str) -> str:
    sure, why = metadata.confidence.get(name), metadata.why.get(name, "")
    return "" if sure is None else f'<br><span class="soft">{sure:.2f} {shown(why)}</span>'


def _row(name: str, value: Any, why: str, candidates: Sequence[Candidate], blocks: Sequence[Block]) -> str:
    taken = _plain(value)
    listed = "".join(_candidate(one, blocks, taken) for one in sorted(candidates, key=lambda c: -c.confidence))
    evidence = (
        f"<details><summary>{len(candidates)} candidate{'s' if len(candidates) > 1 else ''}</summary>"
        f'<ul class="candidates">{listed}</ul></details>'
        if candidates
        else ""
    )
    text = f"<bdi>{shown(clipped(taken, _LONGEST))}</bdi>" if taken else '<span class="soft">not known</span>'
    return f'<tr><th scope="row">{shown(name.replace("_", " "))}</th><td>{text}{why}{evidence}</td></tr>'


def _candidate(candidate: Candidate, blocks: Sequence[Block], taken: str) -> str:
    value = _plain(candidate.value)
    place = ""
    if candidate.start is not None and blocks:
        index = max(bisect_right(blocks, candidate.start, key=lambda block: block.start) - 1, 0)
        place = f' <a href="#b{index}">in the text</a>'
    won = ' class="taken"' if value == taken else ""
    raw = (
        f'<br>written <bdi>"{shown(clipped(candidate.raw, _LONGEST))}"</bdi>'
        if candidate.raw not in ("", value)
        else ""
    )
    evidence = f"{candidate.confidence:.2f} {shown(candidate.source)}: {shown(candidate.why)}{raw}"
    bare = f"<bdi>{shown(clipped(value, _LONGEST))}</bdi>{place}"
    return f'<li{won}>{bare}<br><span class="soft">{evidence}</span></li>'


def _plain(value: Any) -> str:
    """A value as a person reads it."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.isoformat(" ", "seconds")
    if hasattr(value, "_fields"):
        return str(value[0])
    if isinstance(value, list | tuple):
        return ", ".join(map(_plain, value))
    return str(value)
