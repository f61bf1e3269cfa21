"""From the clean text to the input and back."""

import lxml.html
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import newsclean
from newsclean import Pipeline
from newsclean.offsets.scan import Scan
from newsclean.read import read
from tests.check_corpus import misplaced
from tests.pages import NAMES, PAGES, finding


def cleaned(raw, *found, **options):
    return Pipeline(detectors=(finding(*found),) if found else ()).clean(raw, **options)


@pytest.mark.parametrize("path", PAGES, ids=NAMES)
def test_every_kept_position_of_a_fixture_is_found_in_the_input_and_back(path):
    article = newsclean.clean(path.read_bytes())
    places = [at for at, character in enumerate(article.text) if not character.isspace()]
    assert len(places) > 100
    assert misplaced(article, places) == []
    assert [article.text_offset(article.source_offset(at)) for at in places] == places


def test_a_quotation_can_be_marked_in_the_source():
    page = "<p>Rain &amp; <b>wi</b>nd, the b&#246;ard said.</p>"
    article = cleaned(page)
    start = article.text.index("wind")
    assert page[article.source_offset(start) : article.source_offset(start + 4)] == "wi</b>nd"
    assert page[article.source_offset(article.text.index("öard")) :].startswith("&#246;ard")
    assert article.source_offset(len(article.text)) == page.index("</p>")


def test_what_was_removed_or_is_markup_has_no_place_in_the_text():
    page = "<p>Rain fell.</p><p>Ad: umbrellas</p>"
    article = cleaned(page, ("Ad: umbrellas", "ad", 0.9))
    assert article.text_offset(page.index("Rain")) == 0
    assert article.text_offset(page.index(" fell")) == 4
    assert article.text_offset(page.index("</p>")) is None
    assert article.text_offset(page.index("Ad:")) is None
    text = cleaned("Rain fell. Ad: umbrellas", ("Ad: umbrellas", "ad", 0.9))
    assert text.text_offset(11) is None


def test_text_between_paragraphs_counts_as_the_end_of_the_one_before():
    article = cleaned("Rain fell.\nAd: umbrellas\nIt stopped.", ("Ad: umbrellas", "ad", 0.9))
    assert article.text == "Rain fell.\n\nIt stopped."
    assert [article.source_offset(at) for at in (9, 10, 11, 12)] == [9, 10, 10, 25]


def test_positions_outside_are_errors():
    article = cleaned("<p>Rain fell.</p>")
    with pytest.raises(ValueError, match="0 to 10"):
        article.source_offset(11)
    with pytest.raises(ValueError, match="0 to 17"):
        article.text_offset(-1)


def test_an_empty_text_has_one_position():
    assert cleaned("").source_offset(0) == 0


def test_a_tree_counts_in_its_markup_written_out():
    article = cleaned(lxml.html.fromstring("<p>Rain fell.</p>"))
    assert article.document.markup[article.source_offset(5) :].startswith("fell.</p>")


@pytest.mark.parametrize(
    "page",
    [
        "<p>Rain<script>if (a < b) '</p>'</script> fell <!-- not this --> hard</p>",
        '<p title="a > b">Rain <svg><title>icon</title></svg>fell</p>',
        "<p>Rain\0 fell & stopped &copy 2024 &nbsp;&unknown; x&lt;y</p>",
        "<p>1 < 2 and <3</p><? php ?><!doctype x></ >",
        "<div>Rain<template><p>no</p></template><select><option>a</select> fell</div>",
        "<a><svg><path></a><p>Behind an open drawing</p>",
        "<title>Not <b>this</b></title><textarea></p></textarea>Rain<iframe><p>no</iframe> fell",
        "<p>Unclosed <b class='x'>tags <i>all over<p>the place",
        "<p>Rain fell</p><p class='open",
        "<p>a\x01b\ud800c</p>",
    ],
)
def test_the_scan_reads_what_the_parser_reads(page):
    words = "".join("".join(block.text.split()) for block in read(page, kind="html").blocks)
    assert Scan(page).text == words


TAGS = [
    *("<p>", "</p>", "<b>", "</b>", "<br>", "<div>", "</div>", "<!--", "-->", "<script>", "</script>"),
    *("<svg>", "</svg>", "<a>", "</a>", "<title>", "</title>"),
]
MARKUP = st.lists(
    st.sampled_from([*TAGS, *'&<>"\0 ', "&amp;", "&#8364;", "Rain ", "fell", "雨", "<a href=x>", "<x y='"]), max_size=30
)


@settings(max_examples=200, deadline=None)
@given(MARKUP)
def test_any_markup_gives_the_right_place_or_none(pieces):
    article = cleaned("".join(pieces), kind="html")
    for at, character in enumerate(article.text):
        place = article.source_offset(at)
        if place is not None and not character.isspace() and article.document.markup[place] != "&":
            assert article.document.markup[place] == character
    for place in range(len(article.document.markup) + 1):
        at = article.text_offset(place)
        assert at is None or 0 <= at <= len(article.text)


def test_nothing_is_scanned_before_somebody_asks(monkeypatch):
    monkeypatch.setattr("newsclean.offsets.Scan", lambda markup: pytest.fail("scanned"))
    article = newsclean.clean(PAGES[0].read_bytes())
    assert article.to_dict()
    assert article.ledger.to_dict()
