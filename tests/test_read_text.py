"""Flattened text to blocks: offsets into the very input, whatever its line ends; and documents without end."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsclean import Pipeline
from newsclean.limits import Limits
from newsclean.read.bounds import MOST_BLOCKS, PAGE
from newsclean.read.fold import fold
from newsclean.read.html import read_html
from newsclean.read.text import read_text


def test_a_line_is_a_block_and_a_blank_line_a_paragraph():
    blocks = read_text("The ferry\n  sailed again. \n\nRain fell.").blocks
    assert [(block.text, block.gap) for block in blocks] == [
        ("The ferry", 1 + 1),
        ("sailed again.", 1),
        ("Rain fell.", 2),
    ]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\u2028", "\x0b", "\x85"])
def test_every_line_end_ends_a_line(end):
    assert [block.text for block in read_text(f"one{end}two{end}{end}three").blocks] == ["one", "two", "three"]


@settings(deadline=None)
@given(st.text(alphabet="aB .\n\r\t\u00a0é漢\u2028<&", max_size=300))
def test_blocks_are_slices_in_order_and_hold_everything(text):
    document = read_text(text)
    assert document.text == text
    assert all(text[block.start : block.end] == block.text for block in document.blocks)
    between = [0, *(edge for block in document.blocks for edge in (block.start, block.end)), len(text)]
    assert not any(text[low:high].strip() for low, high in zip(between[::2], between[1::2], strict=True))


@given(st.text(max_size=100))
def test_folding_keeps_every_offset(text):
    assert len(fold(text)) == len(text)


# A line for each text node

FERRY = "Rain kept the ferry in the harbour for a third day, and the board expects no change in the course of"
WRAPPED = "Rain kept the ferry in the harbour\nfor a third day, and the board\nexpects no change before May."
POEM = "the rain came down\nand down it came,\nthe sea went up\nand stayed the same"
LIST = "200 g flour\nbutter\nsalt\na) mix\nb) bake"
TALK = "Anna: Is it raining?\nBo: no\nAnna: Then let us go"


@pytest.mark.parametrize("text", [WRAPPED, POEM, LIST, TALK], ids=["wrapped", "poem", "list", "dialogue"])
def test_lines_that_were_meant_stay_lines(text):
    assert [block.text for block in read_text(text).blocks] == text.split("\n")


def test_a_paragraph_in_pieces_is_one_block():
    text = f"Ferry news\n{FERRY}\nMonday\n, the minister,\nJane Doe\n, said.\nShe did not say why.\nMore about\nFerries"
    assert [block.text.split("\n") for block in read_text(text).blocks] == [
        ["Ferry news"],
        [FERRY, "Monday", ", the minister,", "Jane Doe", ", said."],
        ["She did not say why."],
        ["More about"],
        ["Ferries"],
    ]


def test_the_pieces_are_put_together_as_they_stood_in_the_page():
    pieces = ["The board of", "l'", "Orient", ", which (", "it says", ") is old, met on", "May 3", ", in", "Rye", "."]
    article = Pipeline(detectors=()).clean("\n".join(pieces))
    assert article.text == "The board of l'Orient, which (it says) is old, met on May 3, in Rye."
    assert Pipeline(detectors=()).clean("港湾局\n、先月\n、雨の\n。").text == "港湾局、先月、雨の。"
    assert article.source_offset(article.text.index("Orient")) == "\n".join(pieces).index("Orient")
    assert article.text_offset("\n".join(pieces).index("Rye")) == article.text.index("Rye")


# Everything on one line

FILLER = "The board of the port met again on Monday and said little. "


def cut(line):
    return [block.text for block in read_text(line).blocks]


@pytest.mark.parametrize(
    "pieces",
    [
        ["비가 왔다.", "배는 떠나지 않았다."],
        ["बारिश हुई।", "नाव नहीं चली।"],
        ["(Picture: Anna Lind)", "Rain fell on the pier."],
        ["12:30", "Rain fell on the pier."],
        ["The old ferry sails no more", "Rain fell on the pier.", "The old ferry sails no more", "Share this."],
    ],
    ids=["hangul", "devanagari", "credit", "time", "repeated"],
)
def test_a_long_line_is_cut_where_a_sentence_or_a_label_ends(pieces):
    assert cut(" ".join([FILLER * 20, *pieces])) == [FILLER.strip()] * 20 + pieces


def test_a_long_stretch_without_marks_is_cut_at_its_capitals():
    menu = [
        f"{word} of the old port" for word in "Ferries Tides Boats Fares Maps News Sports Crews Jobs Prizes".split()
    ]
    assert cut(FILLER * 20 + " ".join(menu))[20:] == menu


def test_names_with_a_capital_inside_are_no_glue_in_a_line_with_blanks():
    assert "He wrote by WhatsApp to the board." in cut(FILLER * 20 + "He wrote by WhatsApp to the board.")


# Documents without end

FIRST, LAST = "The ferry sailed again on Monday morning.", "A second boat may come in May."


def test_of_a_text_over_its_budget_both_ends_are_read():
    text = f"{FIRST}\n{'word ' * 10_000}\n{LAST}"
    document = read_text(text, limits=Limits(max_chars=5_000))
    assert document.text == text
    assert (document.blocks[0].text, document.blocks[-1].text) == (FIRST, LAST)
    assert sum(len(block.text) for block in document.blocks) <= 5_000
    assert "left out" in document.warnings[0]


def test_of_a_page_over_its_budget_both_ends_are_read():
    markup = f"<p>{FIRST}</p><p>{'word ' * 10_000}</p><p>{LAST}</p>"
    document = read_html(markup, limits=Limits(max_chars=5_000))
    assert (document.blocks[0].text, document.blocks[-1].text) == (FIRST, LAST)
    assert all(document.text[block.start : block.end] == block.text for block in document.blocks)
    assert "left out" in document.warnings[0]


@pytest.mark.parametrize(
    "read", [read_text, lambda text: read_html(f"<p>{text.replace(chr(10), '<p>')}")], ids=["text", "html"]
)
def test_of_very_many_lines_the_middle_is_read_by_the_page(read):
    document = read("\n".join([FIRST, *("word " * 5 for _ in range(3 * MOST_BLOCKS)), LAST]))
    assert (document.blocks[0].text, document.blocks[-1].text) == (FIRST, LAST)
    assert len(document.blocks) < 1.2 * MOST_BLOCKS
    assert max(len(block.text) for block in document.blocks) < 1.2 * PAGE
    assert sum(block.text.count("word") for block in document.blocks) == 15 * MOST_BLOCKS
    assert document.warnings == ()


@pytest.mark.parametrize("limits", [{"max_chars": 0}, {"max_seconds": -1}])
def test_a_limit_must_be_positive(limits):
    with pytest.raises(ValueError, match="must be positive"):
        Limits(**limits)
