"""The article: its text, its blocks, what can be put back, and what survives a pickle."""

import json
import pickle

import pytest

import newsclean
from newsclean import Pipeline
from tests.pages import finding


def cleaned(raw, *found, **options):
    return Pipeline(detectors=(finding(*found),) if found else ()).clean(raw, **options)


def test_paragraphs_have_a_blank_line_between_whatever_the_input_had():
    assert cleaned("Rain fell.\nIt stopped.\n\n\n\nThe end.").text == "Rain fell.\n\nIt stopped.\n\nThe end."


def test_a_line_break_inside_a_paragraph_of_a_page_stays_one():
    page = "<p>Roses are red,<br>the pier is grey.</p><p>End.</p>"
    assert cleaned(page).text == "Roses are red,\nthe pier is grey.\n\nEnd."


def test_two_line_breaks_make_a_paragraph():
    assert cleaned("<p>Rain fell.<br><br>It stopped.</p>").text == "Rain fell.\n\nIt stopped."


def test_kept_text_is_not_rewritten():
    text = "“Rain” – it\u00a0fell … 5\u202f%\tand\u200bso on"
    assert cleaned(text).text == text


@pytest.mark.parametrize(
    ("raw", "cut", "text"),
    [
        ("The page (opens in a new tab) is long.", "(opens in a new tab)", "The page is long."),
        ("The page (opens in a new tab), he said.", "(opens in a new tab)", "The page, he said."),
        ("Camera IconRain fell on the pier.", "Camera Icon", "Rain fell on the pier."),
        ("It was unclear.READ MOREThe offices stay shut.", "READ MORE", "It was unclear. The offices stay shut."),
        ("雨が降った。広告港は静かだ。", "広告", "雨が降った。港は静かだ。"),
    ],
)
def test_a_line_is_joined_again_behind_a_cut(raw, cut, text):
    assert cleaned(raw, (cut, "other", 0.99)).text == text


def test_a_sentence_is_joined_again_behind_a_cut():
    raw = "The board said on Monday that\nAdvertisement\nthe ferry will sail."
    assert cleaned(raw, ("Advertisement", "ad", 0.99)).text == "The board said on Monday that the ferry will sail."


def test_lines_that_stand_together_stay_lines():
    assert cleaned("two eggs\nflour, sifted\nsalt").text == "two eggs\n\nflour, sifted\n\nsalt"


def test_blocks_are_the_text_with_types():
    article = cleaned("<h2>Tides</h2><p>High at <b>six</b> Ad.</p><ul><li>Low at noon</li></ul>", ("Ad.", "ad", 0.99))
    assert [(block.type, block.text) for block in article.blocks] == [
        ("heading", "Tides"),
        ("paragraph", "High at six"),
        ("list_item", "Low at noon"),
    ]
    assert article.blocks[0].level == 2


STORY = "Rain fell on the pier.\nAd: umbrellas\nIt stopped at six.\nPhoto: A. Lind"
FOUND = (("Ad: umbrellas", "ad", 0.9), ("Photo: A. Lind", "credit", 0.9))


def test_removals_can_be_put_back_one_by_one_or_by_label():
    article = cleaned(STORY, *FOUND)
    assert article.text == "Rain fell on the pier.\n\nIt stopped at six."
    ad, credit = article.removed
    assert "Ad: umbrellas" in article.restore(ad).text
    assert article.restore(ad.id).removed == (credit,)
    assert article.without_removing("credit").text.endswith("Photo: A. Lind")
    assert article.without_removing(label="credit").removed == (ad,)
    assert len(article.removed) == 2, "the article itself does not change"


def test_restoring_what_was_not_removed_is_an_error():
    article = cleaned(STORY, *FOUND)
    with pytest.raises(ValueError, match="not among"):
        article.restore(7)
    with pytest.raises(ValueError, match="another article"):
        article.restore(article.removed[0]._replace(text="else"))
    with pytest.raises(TypeError, match="without_removing"):
        article.restore("ad")


def test_the_veto_keeps_what_it_refuses():
    pipeline = Pipeline(detectors=(finding(*FOUND),), veto=lambda document, removal: removal.label == "credit")
    assert pipeline.clean(STORY).text.endswith("Photo: A. Lind")


def test_data_have_stable_keys():
    data = cleaned(STORY, *FOUND).to_dict()
    assert list(data) == [
        *("schema_version", "url", "status", "confidence", "text", "metadata", "removed", "warnings", "problems"),
    ]
    assert list(data["removed"][0]) == ["id", "start", "end", "text", "label", "detector", "why", "confidence"]
    assert json.loads(cleaned(STORY, *FOUND).to_json()) == json.loads(json.dumps(data))


def test_json_can_be_encoded_whatever_the_input():
    article = cleaned("Rain \ud800 fell on the pier.")
    assert json.loads(article.to_json().encode("utf-8"))["text"] == article.text


def test_an_article_survives_a_pickle_whole():
    page = "<div class='story'><p>Rain fell on <a href='/pier'>the pier</a>.</p><p>Ad: umbrellas</p></div>"
    article = cleaned(page, *FOUND)
    assert all((article.ledger, article.blocks, article.source_offset(3)))
    copy = pickle.loads(pickle.dumps(article))
    assert copy == article
    assert copy.ledger == article.ledger
    assert copy.document.blocks[0].element == article.document.blocks[0].element
    assert copy.source_offset(3) == article.source_offset(3)


def test_a_pickle_holds_nothing_that_can_be_computed_again():
    article = cleaned(STORY, *FOUND)
    small = len(pickle.dumps(article))
    assert all((article.ledger, article.blocks, article.text, article.document.folded))
    assert len(pickle.dumps(article)) == small


def test_a_page_nested_deeper_than_pickle_recurses_survives_too():
    article = newsclean.clean("<div>" * 1_500 + "<p>Rain fell on the pier.</p>", kind="html")
    copy = pickle.loads(pickle.dumps(article))
    assert [block.text for block in copy.document.blocks] == [block.text for block in article.document.blocks]
