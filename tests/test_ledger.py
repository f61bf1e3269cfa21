"""The ledger: nothing is lost, everything has a reason, and what was saved can be replayed."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import newsclean
from newsclean import Pipeline
from newsclean.ledger import replay
from tests.pages import NAMES, PAGES, finding, spans

STORY = "Rain fell on the pier.\nAd: umbrellas\n\nIt stopped at six. Photo: A. Lind\n"
FOUND = (("Ad: umbrellas", "ad", 0.9), ("Photo: A. Lind", "credit", 0.8), ("It stopped at six.", "caption", 0.3))


def cleaned(raw=STORY, *found, **options):
    return Pipeline(detectors=(finding(*(found or FOUND)),), **options).clean(raw)


def accounts_for_everything(article):
    """Entries tile the text, and what is kept or removed is all of it but white space."""
    text, entries = article.document.text, article.ledger.entries
    assert "".join(entry.text for entry in entries) == text
    assert [entry.start for entry in entries] == [0, *(entry.end for entry in entries)][: len(entries)]
    for entry in entries:
        assert entry.text == text[entry.start : entry.end]
        if entry.removal:
            assert entry.removal.text == text[entry.removal.start : entry.removal.end] == entry.text.strip()
    kept = "".join(entry.text for entry in entries if entry.kept)
    assert "".join(kept.split()) == "".join(article.text.split())
    for block in article.document.blocks:
        assert any(entry.start < block.end and entry.end > block.start for entry in entries)


@pytest.mark.parametrize("path", PAGES, ids=NAMES)
def test_every_fixture_is_accounted_for(path):
    accounts_for_everything(newsclean.clean(path.read_bytes()))


@settings(max_examples=60, deadline=None)
@given(st.text(st.characters(codec="utf-8"), max_size=300))
def test_random_text_is_accounted_for(text):
    accounts_for_everything(newsclean.clean(text, kind="text"))


LINES = st.lists(st.sampled_from(["Rain fell.", "READ MORE: x", "  ", "", "雨が降った。", "a\u00a0b", "Ad|Share"]))
SPANS = st.lists(
    st.tuples(
        st.integers(0, 200),
        st.integers(0, 200),
        st.sampled_from(["story", "ad", "caption", "other"]),
        st.floats(0, 1),
    ),
    max_size=12,
)


@settings(max_examples=200, deadline=None)
@given(LINES, st.sampled_from(["\n", "\n\n", "\r\n", " "]), SPANS, st.sampled_from(["text", "html"]))
def test_any_findings_over_any_text_are_accounted_for(lines, between, found, kind):
    text = between.join(lines)
    raw = "".join(f"<p>{line}</p>{between}" for line in lines) if kind == "html" else text
    article = Pipeline(detectors=(spans(found),), strict=True).clean(raw, kind=kind)
    accounts_for_everything(article)
    assert replay(article.ledger, raw).text == article.text


def test_white_space_belongs_to_what_stands_in_front_of_it():
    assert [entry.text for entry in cleaned().ledger.entries] == [
        "Rain fell on the pier.\n",
        "Ad: umbrellas\n\n",
        "It stopped at six. ",
        "Photo: A. Lind\n",
    ]


def test_an_input_without_text_is_kept_as_it_is():
    assert [entry.text for entry in cleaned(" \n\t").ledger.entries] == [" \n\t"]
    assert cleaned("").ledger.entries == ()


def test_a_removal_says_what_else_was_found_over_it():
    article = cleaned("Ad: umbrellas", ("Ad: umbrellas", "ad", 0.9), ("Ad: umbrellas", "caption", 0.7))
    entry = article.ledger.removed[0]
    assert (entry.removal.label, entry.why) == ("ad", "says 'Ad: umbrellas'")
    assert [(lost.label, lost.confidence) for lost in entry.removal.lost] == [("caption", 0.7)]
    assert entry.probability > 0.9, "together they weigh more than each alone"


def test_a_kept_piece_says_why_and_what_came_nearest_to_cutting_it():
    entries = {entry.text.strip(): entry for entry in cleaned().ledger.kept}
    assert entries["Rain fell on the pier."].why == "nothing was found over it"
    assert entries["Rain fell on the pier."].probability is None
    doubted = entries["It stopped at six."]
    assert doubted.why == "too little evidence for caption"
    assert (doubted.nearest.label, doubted.probability, doubted.threshold) == ("caption", pytest.approx(0.3), 0.5)


def test_what_speaks_for_the_story_is_the_reason_for_keeping():
    article = cleaned("Rain fell.", ("Rain fell.", "story", 0.9), ("Rain", "caption", 0.6))
    assert article.ledger.kept[0].why == "says 'Rain fell.'"
    assert article.ledger.kept[0].nearest.label == "caption"


def test_a_policy_that_keeps_a_label_is_the_reason_for_keeping():
    pipeline = Pipeline(detectors=(finding(*FOUND),)).with_policy(ad={"action": "keep"})
    assert "the policy keeps ad" in [entry.why for entry in pipeline.clean(STORY).ledger.kept]


def test_what_was_put_back_says_so():
    article = cleaned()
    restored = article.restore(article.removed[0]).ledger
    assert [entry.why for entry in restored.kept][1].startswith("put back")
    vetoed = cleaned(veto=lambda document, removal: True).ledger
    assert [entry.why for entry in vetoed.kept][1].startswith("put back")


def test_doubtful_entries_come_in_the_order_of_their_doubt():
    doubtful = cleaned().ledger.doubtful()
    assert [entry.text.strip() for entry in doubtful] == ["It stopped at six.", "Photo: A. Lind", "Ad: umbrellas"]
    assert [entry.doubt for entry in doubtful] == pytest.approx([0.3, 0.2, 0.1])


def saved(article):
    """The ledger as it comes back from a file."""
    return json.loads(json.dumps(article.ledger.to_dict()))


@pytest.mark.parametrize("path", PAGES, ids=NAMES)
def test_a_saved_ledger_replays_to_the_same_text(path):
    article = newsclean.clean(path.read_bytes())
    again = replay(saved(article), path.read_bytes())
    assert again.text == article.text
    assert [removal._replace(lost=()) for removal in again.removed] == [r._replace(lost=()) for r in article.removed]


def test_edits_of_a_saved_ledger_count():
    data = saved(cleaned())
    rain, ad = data["entries"][:2]
    rain |= {"kept": False, "label": "caption"}
    ad["kept"] = True
    again = replay(data, STORY)
    assert again.text == "Ad: umbrellas\n\nIt stopped at six."
    assert [(removal.label, removal.detector, removal.why) for removal in again.removed] == [
        ("caption", "by hand", "marked by hand"),
        ("credit", "told", "says 'Photo: A. Lind'"),
    ]


def test_a_ledger_of_another_input_is_refused():
    with pytest.raises(ValueError, match="another input"):
        replay(saved(cleaned()), STORY + "!")
    with pytest.raises(ValueError, match="schema version None"):
        replay({}, STORY)


def test_spans_in_the_form_of_corpus_builders():
    assert cleaned().ledger.to_attributes("doc-1") == {
        "id": "doc-1",
        "attributes": {"newsclean__ad": [[23, 36, 0.9]], "newsclean__credit": [[57, 71, 0.8]]},
    }


def test_spans_in_the_form_of_displacy():
    assert cleaned().ledger.to_displacy() == {
        "text": STORY,
        "ents": [{"start": 23, "end": 36, "label": "ad"}, {"start": 57, "end": 71, "label": "credit"}],
        "title": None,
    }
