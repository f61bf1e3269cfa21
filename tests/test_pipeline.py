"""`clean` and `Pipeline`: what goes in, what comes out, and which calls are wrong."""

import pickle
import threading
from random import Random

import pytest
from bs4 import BeautifulSoup
from lxml import etree

import newsclean
from newsclean import Pipeline
from newsclean.testing import read_cases

STORY = (
    "The ferry between the two harbours is back in service after a winter of repairs, the harbour board said."
    "\n\n"
    "Forty passengers took the first crossing, most of them for no reason but the crossing itself.\n\n"
    "“We missed the noise,” said Ada Lind, who runs the café on the pier and opened an hour early for the occasion."
)
PAGE = "<html><body><article>" + "".join(f"<p>{p}</p>" for p in STORY.split("\n\n")) + "</article></body></html>"


@pytest.mark.parametrize("raw", [None, 3, ["<p>x</p>"], {"html": "x"}, 2.5])
def test_a_wrong_type_is_an_error_that_names_what_is_accepted(raw):
    with pytest.raises(
        TypeError, match=f"takes str, bytes, a BeautifulSoup object or an lxml element, not {type(raw).__name__}"
    ):
        newsclean.clean(raw)


@pytest.mark.parametrize("raw", ["", "  \n\t ", "<div><br></div>", b"", "<html></html>"])
def test_nothing_to_read_gives_an_empty_article(raw):
    article = newsclean.clean(raw)
    assert (article.text, article.status, article.removed) == ("", "empty", ())


def test_binary_bytes_are_no_text():
    assert newsclean.clean(Random(1).randbytes(5_000)).status == "not_text"


@pytest.mark.parametrize("character", ["\ud800", "\x00", "\x1b", "\ufffe", "\u202e"])
def test_odd_characters_never_raise(character):
    for raw in (STORY[:200] + character + STORY[200:], PAGE[:200] + character + PAGE[200:]):
        article = newsclean.clean(raw)
        assert "Forty passengers took the first crossing" in article.text
        assert article.to_json().encode()


@pytest.mark.parametrize(
    "raw",
    [PAGE, PAGE.encode(), PAGE.encode("utf-16"), BeautifulSoup(PAGE, "html.parser"), etree.HTML(PAGE)],
    ids=["str", "bytes", "utf-16", "bs4", "lxml"],
)
def test_every_accepted_form_of_a_page_gives_the_same_story(raw):
    assert newsclean.clean(raw).text == STORY


def test_flattened_text_comes_back_as_it_is():
    assert newsclean.clean(STORY).text == STORY
    assert newsclean.clean(STORY.encode()).text == STORY


def test_kind_forces_how_it_is_read():
    assert newsclean.clean("<p>Rain fell.</p>", kind="text").document.kind == "text"
    assert newsclean.clean("Rain fell.", kind="html").document.kind == "html"
    with pytest.raises(ValueError, match="'html', 'text' or None"):
        newsclean.clean("Rain fell.", kind="pdf")


def test_unknown_detector_names_list_the_known():
    for change in (Pipeline().without, Pipeline().only):
        with pytest.raises(ValueError, match=r"unknown detector 'cross_links'; known: .*cross_link"):
            change("cross_links")


def test_a_pipeline_is_not_changed_by_its_methods():
    pipeline = Pipeline()
    fewer = pipeline.without("cross_link")
    assert "cross_link" in [d.name for d in pipeline.detectors]
    assert "cross_link" not in [d.name for d in fewer.detectors]
    assert [d.name for d in pipeline.only("cross_link").detectors] == ["cross_link"]
    with pytest.raises(AttributeError):
        pipeline.strict = True


@pytest.mark.parametrize(
    ("change", "error", "message"),
    [
        ({"caption": {"colour": "red"}}, ValueError, "unknown key 'colour'; known: action, threshold, weight"),
        ({"caption": {"action": "burn"}}, ValueError, "unknown action 'burn'; known: remove, keep"),
        ({"caption": {"threshold": "high"}}, TypeError, "threshold is a number"),
    ],
)
def test_a_wrong_policy_is_an_error_at_once(change, error, message):
    with pytest.raises(error, match=message):
        Pipeline().with_policy(**change)


def test_an_unknown_preset_lists_the_known():
    with pytest.raises(ValueError, match="known: balanced, precision, recall"):
        Pipeline(policy="careful")


def test_a_veto_keeps_what_it_refuses_to_lose():
    text = STORY.replace("\n\nForty", "\n\nREAD MORE: Island school waits for its first pupil\n\nForty")
    assert "READ MORE" not in newsclean.clean(text).text
    kept = Pipeline(veto=lambda document, removal: removal.label == "cross_link").clean(text)
    assert "READ MORE: Island school" in kept.text


def test_many_documents_come_in_order_and_one_bad_one_does_not_stop_the_rest():
    raws = [STORY, b"\x89PNG\r\n\x1a\n" + bytes(range(256)), PAGE, ("https://example.org/rain", "Rain fell.")]
    articles = list(newsclean.clean_many(raws))
    assert [a.text for a in articles[:3]] == [STORY, "", STORY]
    assert articles[3].document.url == "https://example.org/rain"
    with pytest.raises(ValueError, match="workers is at least 1"):
        newsclean.clean_many(raws, workers=0)


def test_workers_give_what_one_process_gives():
    raws = [STORY, PAGE, "Rain fell."] * 3
    assert [a.text for a in newsclean.clean_many(raws, workers=2)] == [newsclean.clean(r).text for r in raws]


def test_threads_share_a_pipeline():
    pipeline, texts = Pipeline(), []
    threads = [threading.Thread(target=lambda: texts.append(pipeline.clean(PAGE).text)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert texts == [STORY] * 8


def test_an_article_can_be_pickled():
    article = newsclean.clean(PAGE)
    again = pickle.loads(pickle.dumps(article))
    assert (again.text, again.removed, again.to_dict()) == (article.text, article.removed, article.to_dict())


def test_the_gutter_format_reads_back():
    (case,) = read_cases("# cut, html: one\nad | <p>{{Anzeige}} Regen</p>")
    assert case.html
    assert case.source == "<p>Anzeige Regen</p>"
