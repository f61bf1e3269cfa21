"""Markdown and the terminal: the structure survives, and nothing of the input steers what shows it."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import newsclean
from newsclean import Pipeline
from newsclean.render.printable import printable
from newsclean.render.terminal import explain
from tests.pages import NAMES, PAGES, finding

STEERING = "\x1b\x00\x07\x9b\x85\r\u202e\u2066\ud800"
NASTY = st.lists(
    st.sampled_from([*STEERING, *"\n\t []<>&;`*_#|-+1.)\\~ab雨é", "\x1b[31m", "<script>", "&lt;"]), max_size=60
).map("".join)
CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def markdown(raw, *found):
    return Pipeline(detectors=(finding(*found),) if found else ()).clean(raw).to_markdown()


@pytest.mark.parametrize(
    ("raw", "written"),
    [
        ("<h2>Tides</h2><h4>Low</h4><p>Rain fell.</p>", "## Tides\n\n#### Low\n\nRain fell.\n"),
        ("<p>Roses,<br>pier.</p><p>End</p>", "Roses,\\\npier.\n\nEnd\n"),
        ("<ul><li>a</li><li>b<ul><li>c</li></ul></li></ul><p>d</p>", "- a\n- b\n   - c\n\nd\n"),
        ("<ol><li>a</li><li>b</li></ol><ol><li>c</li></ol>", "1. a\n2. b\n\n1. c\n"),
        ("<ul><li><p>a</p><p>b</p></li></ul>", "- a\n\n   b\n"),
        ("<blockquote><p>a</p><p>b</p></blockquote><p>c</p>", "> a\n>\n> b\n\nc\n"),
        ("<pre>a ``` b</pre>", "````\na ``` b\n````\n"),
        ("<table><tr><th>a<th>b|c<tr><td>d</table>", "| a | b\\|c |\n| --- | --- |\n| d |  |\n"),
        ("<table><tr><td><p>The page in</p><p>a table</p></td></tr></table>", "The page in\n\na table\n"),
        ("# Tides\n- High\n- Low\n1. one\n> quoted\nRain", "## Tides\n\n- High\n- Low\n1. one\n\n> quoted\n\nRain\n"),
    ],
)
def test_markdown_keeps_the_structure(raw, written):
    assert markdown(raw) == written


def test_the_headline_stands_above_the_story():
    article = newsclean.clean((PAGES[NAMES.index("harbour.html")]).read_bytes())
    assert article.to_markdown().startswith("# Old ferry returns to Lorne Island after eleven winters\n\n")


def test_markdown_is_joined_behind_a_cut_as_the_text_is():
    assert markdown("<p>It (ad) rained.</p>", ("(ad)", "ad", 0.9)) == "It rained.\n"


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("*not* _bold_ `code` [link](x) ~~no~~ a|b", r"\*not\* \_bold\_ \`code\` \[link\](x) \~\~no\~\~ a\|b"),
        ("<script>alert(1)</script> &copy; AT&T", r"\<script\>alert(1)\</script\> \&copy; AT&T"),
        ("#1 in the charts", r"\#1 in the charts"),
        ("- 5 degrees", r"\- 5 degrees"),
        ("+ 5 degrees", r"\+ 5 degrees"),
        ("1984. A year", r"1984\. A year"),
        ("1,984 sheep", "1,984 sheep"),
        ("---", r"\---"),
        ("===", r"\==="),
        ("back\\slash", r"back\\slash"),
    ],
)
def test_text_is_never_markdown(text, written):
    page = "<p>" + text.replace("&", "&amp;").replace("<", "&lt;") + "</p>"
    assert markdown(page) == written + "\n"


@settings(max_examples=150, deadline=None)
@given(NASTY)
def test_markdown_lets_no_control_character_and_no_tag_through(text):
    written = markdown("<p>" + text.replace("&", "&amp;").replace("<", "&lt;") + "</p>")
    assert not CONTROL.search(written)
    assert not re.search(r"(?<!\\)<", written)


STORY = "Rain fell on the pier.\nAd: umbrellas\nIt stopped at six. Photo: A. Lind"
FOUND = (("Ad: umbrellas", "ad", 0.9), ("Photo: A. Lind", "credit", 0.8))


def explained(raw=STORY, **options):
    return explain(Pipeline(detectors=(finding(*FOUND),)).clean(raw), **options)


def test_the_terminal_shows_the_document_in_order_with_reasons():
    assert explained().startswith(
        "Rain fell on the pier.\n\n"
        "[-Ad: umbrellas-]  # ad 0.90: says 'Ad: umbrellas' (told)\n\n"
        "It stopped at six. [-Photo: A. Lind-]  # credit 0.80: says 'Photo: A. Lind' (told)\n\n"
    )
    assert explained().endswith("kept 42 characters, removed 27 in 2 places (ad 1, credit 1)\n")


def test_with_colour_removed_text_is_struck_in_the_colour_of_its_label():
    shown = explained(colour=True)
    assert "\x1b[2;9;93mAd: umbrellas\x1b[0m\x1b[93m  # ad 0.90" in shown
    assert re.sub(r"\x1b\[[\d;]*m", "", shown) == explained().replace("[-", "").replace("-]", "")


def test_one_label_alone():
    assert explained(only=["credit"]).partition("\n\n")[0].startswith("It stopped at six. [-Photo: A. Lind-]")


def test_lines_wrap_at_the_width_in_columns():
    lines = explained(width=30).splitlines()[:-1]
    assert max(map(len, lines)) <= 30
    assert "".join(explained(width=30).split()) == "".join(explained().split())
    wide = explained("雨が降った港は静かだった", width=10).splitlines()[:3]
    assert wide == ["雨が降った", "港は静かだ", "った"]


@settings(max_examples=150, deadline=None)
@given(NASTY, st.booleans(), st.integers(0, 12))
def test_no_input_steers_the_terminal(text, colour, width):
    shown = explained(f"{STORY}\n{text}", colour=colour, width=width)
    assert not CONTROL.search(re.sub(r"\x1b\[[\d;]*m", "", shown) if colour else shown)
    shown.encode("utf-8")


def test_printable_keeps_text_and_marks_what_steers():
    assert printable("Rain\tfell\n雨 עברית \u200f", "?") == "Rain\tfell\n雨 עברית \u200f"
    assert printable("\x1b[2J\u202eevil\ud800", "?") == "?[2J?evil?"
