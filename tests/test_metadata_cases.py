"""What a reader would say of invented pages in 28 languages, flattened and as markup: `tests/data/metadata_cases.toml`."""

from __future__ import annotations

import tomllib
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

import newsclean

CASES = tomllib.loads((Path(__file__).parent / "data" / "metadata_cases.toml").read_text("utf-8"))


def metadata(case: dict[str, Any]) -> newsclean.Metadata:
    """The metadata of a case, its story put in place, as paragraphs where it is a page."""
    story = CASES["stories"][case["language"]].strip()
    if "html" in case:
        paragraphs = "\n".join(f"<p>{line}</p>" for line in story.split("\n"))
        return newsclean.clean(case["html"].replace("{story}", paragraphs), kind="html").metadata
    return newsclean.clean(case["text"].strip().replace("{story}", story), kind="text").metadata


def moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


@pytest.mark.parametrize("case", CASES["case"], ids=lambda case: f"{case['language']}: {case['name']}")
def test_what_a_reader_would_say(case: dict[str, Any]) -> None:
    found = metadata(case)
    expected = {
        "authors": [name.casefold() for name in case.get("authors", ())],
        "published": moment(case.get("published")),
        "modified": moment(case.get("modified")),
        "title": case.get("title"),
        "language": case["language"],
    }
    expected |= {field: case[field] for field in ("agency", "site") if field in case}
    given = {field: getattr(found, field) for field in expected}
    given["authors"] = [name.casefold() for name in found.authors]
    missed = {field for field in expected if given[field] != expected[field]}
    assert missed == set(case.get("missed", ())), {field: given[field] for field in missed}
