"""Annotated texts: the format they are written in, and how well those that nothing has learned from are cleaned."""

from __future__ import annotations

from pathlib import Path
from statistics import mean

import pytest

from newsclean import clean
from newsclean.story.training.annotated import mistakes, read_all, read_annotated
from tests.annotated_figures import HELD_OUT, figures

TRAIN = HELD_OUT.parent / "train"
TEXT = """\
language: en
title: Harbour clock stops
date: 2024-05-03T08:30
authors: Ada Lind; Ole Brandt
site: Harbour Post
related: Ferry back in service

[navigation]Home[navigation]News
[title]Harbour clock stops
[byline]By Ada Lind and Ole Brandt[dateline] 3 May 2024, 8.30

[story]The clock stopped on Friday, the keeper
[ad]Advertisement
[joined]said, and nobody noticed[credit] (photo: Harbour Post)[joined] until Sunday.
[cross_link]Read also: Ferry back in service
[story]It is repaired.
"""


@pytest.fixture
def written(tmp_path: Path) -> Path:
    path = tmp_path / "en-01.txt"
    path.write_text(TEXT, "utf-8")
    return path


def test_pieces_of_a_line_are_glued_as_the_scraper_glued_them(written):
    assert read_annotated(written).text.startswith(
        "HomeNews\nHarbour clock stops\nBy Ada Lind and Ole Brandt 3 May 2024"
    )


def test_a_paragraph_in_pieces_is_one_paragraph_of_the_story(written):
    assert read_annotated(written).body == (
        "The clock stopped on Friday, the keeper said, and nobody noticed until Sunday.\n\nIt is repaired."
    )


def test_everything_else_is_a_removed_piece_with_its_label(written):
    removed = read_annotated(written).removed
    assert removed[:2] == [("navigation", "Home"), ("navigation", "News")]
    assert ("credit", "(photo: Harbour Post)") in removed


def test_the_head_tells_the_metadata(written):
    one = read_annotated(written)
    assert (one.language, one.date, one.site) == ("en", "2024-05-03T08:30", "Harbour Post")
    assert one.authors == ("Ada Lind", "Ole Brandt")
    assert one.related == ("Ferry back in service",)


@pytest.mark.parametrize(
    ("right", "wrong", "told"),
    [
        ("[title]", "[headline]", "unknown label 'headline'"),
        ("[story]It is", "It is", "begins without a label"),
        ("2024-05-03T08:30", "3 May 2024", "is neither"),
        ("related: Ferry", "related: Boat", "does not stand in the text"),
        ("language: en\n", "", "no language"),
    ],
)
def test_what_breaks_the_format_is_said(written, right, wrong, told):
    written.write_text(TEXT.replace(right, wrong), "utf-8")
    assert told in mistakes(written)[0]
    with pytest.raises(ValueError, match=r"en-01\.txt"):
        read_annotated(written)


def test_the_texts_of_this_repository_are_well_formed():
    wrong = [said for folder in (TRAIN, HELD_OUT) for path in folder.glob("*.txt") for said in mistakes(path)]
    assert not wrong


def test_held_out_texts_come_out_as_well_as_ever():
    rows = [figures(one, clean(one.text)) for one in read_all(HELD_OUT)]
    assert mean(row["F1"] for row in rows) >= 0.93
    assert mean(row["removed"] for row in rows) >= 0.84
