"""Markup to blocks: what is one block, where it stands, what hides it, and what mends a broken page."""

import pytest

from newsclean.read import read
from newsclean.read.blocks import DEEPEST
from newsclean.read.hidden import hiding_declaration
from newsclean.read.html import read_html
from newsclean.read.types import block_type


def texts(markup: str) -> list[str]:
    return [block.text for block in read_html(markup).blocks if not block.hidden]


def hidden(markup: str) -> list[str]:
    return [block.text for block in read_html(markup).blocks if block.hidden]


def path(block) -> list[str]:
    """The tags from a block's own element outwards."""
    tags, element = [], block.element
    while element is not None:
        tags.append(element.tag)
        element = element.parent
    return tags


STORY = "<p>The ferry sailed again on Monday, after eleven weeks of repairs in the yard on the mainland.</p>"
REST = "".join(
    f"<p>Crossing {n} was as calm as the one before it, and nobody on board had wished for more.</p>" for n in "ABC"
)


# One block


def test_inline_elements_do_not_split_words():
    assert texts("<p>The <b>fer</b>ry <a href=x>s<i>ail</i>ed</a>.</p>") == ["The ferry sailed."]


def test_words_never_glue_across_a_border():
    assert texts("<div>Sea<p>Land</p>Air<ul><li>Fire<li>Earth</ul></div>") == ["Sea", "Land", "Air", "Fire", "Earth"]


def test_a_break_is_a_border_of_one_line_and_two_are_a_paragraph():
    blocks = read_html("<p>one<br>two<br><br>three</p>").blocks
    assert [(block.text, block.gap) for block in blocks] == [("one", 2), ("two", 1), ("three", 2)]


def test_buttons_stand_alone():
    assert texts("<p>Rain <button>Share</button> fell.</p>") == ["Rain", "Share", "fell."]


def test_white_space_is_one_blank():
    assert texts("<p>  The\n\t ferry \u00a0 <b> sailed </b>  . </p>") == ["The ferry sailed ."]


@pytest.mark.parametrize(
    "tag", ["script", "style", "svg", "template", "noscript", "select", "textarea", "video", "math"]
)
def test_what_is_no_text_is_dropped(tag):
    assert texts(f"<p>Rain <{tag}>code</{tag}> fell.</p>") == ["Rain fell."]


def test_blocks_are_slices_of_the_text():
    document = read_html(f"{STORY}<p>One <a href=/x>two</a><br>three</p>{REST}")
    assert all(document.text[block.start : block.end] == block.text for block in document.blocks)


# Where it stands


def test_links_know_their_place_and_address():
    document = read_html("<p>See <a href='/a'>the  ferry</a>, <b><a href='/b'>boats</a></b> and <a>more</a>.</p>")
    found = [(document.text[link.start : link.end], link.href) for link in document.blocks[0].links]
    assert found == [("the ferry", "/a"), ("boats", "/b"), ("more", "")]


def test_a_link_over_several_blocks_is_a_link_in_each():
    blocks = read_html("<a href='/a'><h3>Boats</h3><p>All of them</p></a>").blocks
    assert [[link.href for link in block.links] for block in blocks] == [["/a"], ["/a"]]


def test_a_link_that_is_never_closed_is_none():
    assert all(not block.links for block in read_html(f"<a href='/a'>{STORY}{REST}").blocks)


def test_elements_are_known_from_the_inside_out():
    block = read_html("<main><article class='story'><p id='lead'>Rain fell.</p></article></main>").blocks[0]
    assert path(block) == ["p", "article", "main", "body", "html"]
    assert (block.element.names, block.element.parent.names) == ("lead", "story")


def test_a_named_inline_element_counts_where_it_holds_the_whole_block():
    whole, part = read_html("<div>\n <span class=caption>The pier.</span>\n</div><p>A <i class=x>pier</i></p>").blocks
    assert (path(whole)[:2], whole.element.names) == (["span", "div"], "caption")
    assert path(part)[0] == "p"


def test_the_same_element_has_the_same_number():
    first, second, other = read_html("<td>a<br>b</td><p>c</p>").blocks
    assert first.element is second.element
    assert first.element.number != other.element.number


@pytest.mark.parametrize(
    ("markup", "kind"),
    [
        ("<h2>x</h2>", "heading"),
        ("<li><p>x</p></li>", "list_item"),
        ("<blockquote><p>x</p></blockquote>", "quote"),
        ("<table><tr><td>x</table>", "table_cell"),
        ("<figcaption>x</figcaption>", "caption"),
        ("<pre>x</pre>", "preformatted"),
        ("<div>x</div>", "paragraph"),
    ],
)
def test_the_type_of_a_block(markup, kind):
    assert block_type(read_html(markup).blocks[0]) == kind


# What hides it


@pytest.mark.parametrize(
    "style",
    ["left: 4px", "margin: 0", "opacity: 0.5", "font-size: 0.9em", "color: #fff; background: #000", "display: block"],
)
def test_a_style_that_shows_the_text(style):
    assert hiding_declaration(style) == ""


@pytest.mark.parametrize(
    "style",
    [
        *("display:none", "DISPLAY : NONE!important", "visibility: hidden", "opacity:0", "opacity: 0.00", "opacity:.0"),
        *("font-size:0", "font-size: 0px", "font: 0/0 a", "position:absolute;left:-9999px", "text-indent:-100em"),
        *("clip: rect(0 0 0 0)", "clip-path: inset(50%)", "color:transparent", "transform: scale(0)"),
        *(
            "color:#fff;background:#FFFFFF",
            "background-color: white; color: white",
            "color:rgb(0,0,0);background:rgb(0, 0, 0)",
        ),
    ],
)
def test_a_style_that_hides_the_text(style):
    assert hiding_declaration(style)


def test_hidden_text_is_a_block_of_its_own_and_says_why():
    document = read_html(f"{STORY}<p>Rain <span style='display:none'>praise us</span> fell.</p>{REST}")
    assert [block.hidden for block in document.blocks if block.text == "praise us"] == ["display:none"]
    assert "Rain" in texts(f"{STORY}<p>Rain <span hidden>praise us</span> fell.</p>{REST}")


def test_what_the_pages_own_style_hides():
    style = "<style>.x,#y{display:none} .z{position:absolute;left:-9999px}</style>"
    markup = f"{style}{STORY}<p class='a x'>one</p><p id=y>two</p><p class=z>three</p>{REST}"
    assert hidden(markup) == ["one", "two", "three"]


@pytest.mark.parametrize(
    "style",
    [
        "@media print {.x{display:none}}",
        ".x{display:none} @media screen {.x{display:block}}",
        ".x{display:none} .x.open{display:block}",
        ".menu .x{display:none}",
        ".x:empty{display:none}",
        ".xy{display:none}",
        ".x{display:none} .b{display:block}",
    ],
)
def test_what_depends_on_device_state_or_place_is_not_hidden(style):
    assert hidden(f"<style>{style}</style>{STORY}<p class='x b'>one</p>{REST}") == []


def test_a_page_hidden_as_a_whole_is_not_hidden():
    assert hidden(f"<body style='opacity:0'>{STORY}{REST}</body>") == []
    assert hidden(f"<div style='visibility:hidden'>{STORY}{REST}</div><p>Accept all cookies?</p>") == []


def test_one_or_two_closed_details_are_asides_and_more_are_questions_with_answers():
    details = "<details><summary>Why?</summary><p>The engine.</p></details>"
    assert {block.hidden for block in read(f"<p>Rain.</p>{details}").blocks} == {"", "closed details"}
    assert {block.hidden for block in read(f"<p>Rain.</p>{details * 3}").blocks} == {""}
    assert {block.hidden for block in read(details.replace("<details", "<details open")).blocks} == {""}


def test_a_closed_dialog_is_hidden():
    blocks = read_html("<dialog>Log in</dialog><p>Rain.</p><dialog open>Hail</dialog>").blocks
    assert [block.hidden for block in blocks] == ["closed dialog", "", ""]


@pytest.mark.parametrize(
    ("around", "hidden"),
    [("background:#fff", True), ("background:navy", False), ("background: #101010", False), ("", True)],
)
def test_white_text_is_hidden_on_white_and_on_a_page_without_colours(around, hidden):
    (block,) = read(f"<div style='{around}'><p style='color:white'>Rain fell.</p></div>").blocks
    assert bool(block.hidden) == hidden


def test_white_text_is_shown_where_a_style_sheet_may_colour_what_is_behind():
    (block,) = read("<link rel=stylesheet href=x><p style='color:white'>Rain fell.</p>").blocks
    assert block.hidden == ""


# What mends a broken page


def warnings(markup: str) -> str:
    return " ".join(read_html(markup).warnings)


def test_text_behind_an_early_end_of_the_page():
    assert len(texts(f"<html><body>{STORY}</body></html>{REST}</body></html>")) == 4


@pytest.mark.parametrize(
    "trouble", ["<!-- open", "<title>", "<textarea>", "<script>f(", "<style>p{", "<iframe>", "<plaintext>"]
)
def test_what_is_left_open_does_not_swallow_the_page(trouble):
    assert len(texts(f"{STORY}{trouble}{REST}")) == 4


@pytest.mark.parametrize("trouble", ["<svg><g>", "<select><option>", "<math>", "<object>", "<video>"])
def test_paragraphs_in_what_is_no_text_are_text(trouble):
    assert len(texts(f"{STORY}{trouble}{REST}")) == 4


@pytest.mark.parametrize("depth", [DEEPEST - 20, DEEPEST + 20, 3_000, 20_000])
@pytest.mark.parametrize("tag", ["div", "span", "ul"])
def test_no_depth_loses_text(depth, tag):
    markup = f"{STORY}{f'<{tag}>' * depth}deep{f'</{tag}>' * depth}{REST}"
    assert "deep" in texts(markup)
    assert len(texts(markup)) == 5
    assert bool(warnings(markup)) == (depth > DEEPEST)


def test_the_stack_of_the_caller_does_not_matter():
    def below(levels: int) -> list[str]:
        return below(levels - 1) if levels else texts(f"<div><section>{STORY}</section></div>{REST}")

    assert below(880) == below(0)


def test_attributes_without_end_are_dropped():
    markup = f"<div {' '.join(f'a{n}=1' for n in range(50_000))}>{STORY}</div>{REST}"
    assert len(texts(markup)) == 4
    assert "attributes" in warnings(markup)


def test_a_long_attribute_is_none_of_that():
    markup = f"<div data-state='{'word ' * 50_000}'>{STORY}</div>{REST}"
    assert warnings(markup) == ""


def test_scripts_that_compare_are_none_of_that():
    assert warnings(f"<script>{'if (i<b && c) {{ f(a, b) }} ' * 5_000}</script>{STORY}") == ""


def test_noscript_counts_where_there_is_nothing_else():
    assert len(texts(f"<noscript>{STORY}{REST}</noscript>")) == 4
    assert len(texts(f"{STORY}<noscript>{REST}</noscript>")) == 1


def test_pairs_of_surrogates_are_characters_and_lone_ones_are_not():
    assert texts("<p>\ud83d\ude00 and \ud83d</p>") == ["😀 and \ufffd"]


def test_the_story_of_a_feed_stands_in_its_cdata():
    feed = f'<?xml version="1.0"?><rss><channel><item><description><![CDATA[{STORY}]]></description></item></channel></rss>'
    assert len(read(feed).blocks) == 1


def test_trees_are_read_as_pages_and_left_as_they_are():
    from lxml import etree

    tree = etree.HTML(f"<div>{STORY}</div>")
    before = etree.tostring(tree)
    assert [block.text for block in read(tree).blocks] == texts(STORY)
    assert etree.tostring(tree) == before
