"""The judge weighs all findings over a piece together; the order in which they come never matters."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from newsclean import Finding
from newsclean.judge import judge
from newsclean.policy import preset
from newsclean.read.text import read_text

TEXT = "Camera IconThe pier in winter. Credit: A. Lind\nRain fell all week."
DOCUMENT = read_text(TEXT)
BALANCED = preset("balanced")


def cut(*findings, policy=BALANCED):
    return [(r.label, r.text) for r in judge(DOCUMENT, findings, policy)]


def test_nothing_found_is_nothing_cut():
    assert cut() == []


def test_a_finding_below_its_threshold_keeps_the_text():
    assert cut(Finding(0, 46, "caption", 0.4, "looks like one")) == []


def test_a_protect_finding_holds_against_cutting():
    assert cut(Finding(0, 46, "caption", 0.8, "x"), Finding(0, 46, "protect", 0.9, "a quotation")) == []


def test_the_story_model_alone_does_not_save_a_line_that_a_detector_is_sure_of():
    assert cut(Finding(0, 46, "caption", 0.95, "x"), Finding(0, 46, "story", 0.99, "y")) == [("caption", TEXT[:46])]


def test_weak_findings_of_two_kinds_count_together():
    weak = [Finding(0, 46, "caption", 0.55, "x"), Finding(0, 46, "credit", 0.55, "y")]
    doubt = Finding(0, 46, "story", 0.65, "z")
    assert cut(weak[0], doubt) == []
    assert cut(*weak, doubt) != []


def test_a_known_kind_names_the_piece_before_other():
    assert cut(Finding(0, 46, "other", 0.99, "x"), Finding(0, 46, "caption", 0.6, "y")) == [("caption", TEXT[:46])]


def test_parts_of_a_line_are_cut_alone():
    assert cut(Finding(0, 11, "icon_labels", 0.9, "x")) == [("icon_labels", "Camera Icon")]


def test_what_is_left_of_a_line_without_words_goes_with_it():
    document = read_text("Share | Save | Print")
    found = [Finding(0, 5, "share_prompt", 0.9, "x"), Finding(8, 20, "share_prompt", 0.9, "x")]
    removed = judge(document, found, BALANCED)
    assert "".join(r.text for r in removed).replace(" ", "") == "Share|Save|Print"


def test_one_finding_over_several_lines_is_one_removal():
    document = read_text("Most read\nOne storm, two roofs\nRain fell all week.")
    removed = judge(document, [Finding(0, 30, "related_list", 0.9, "x")], BALANCED)
    assert [r.text for r in removed] == ["Most read\nOne storm, two roofs"]


def test_a_label_can_be_kept_by_policy():
    keep = BALANCED.with_rules({"caption": {"action": "keep"}})
    assert cut(Finding(0, 46, "caption", 0.99, "x"), policy=keep) == []


def test_losers_stay_with_the_removal():
    story = Finding(0, 46, "story", 0.6, "prose")
    removed = judge(DOCUMENT, [Finding(0, 46, "caption", 0.95, "x"), story], BALANCED)
    assert removed[0].lost == (story,)


findings = st.builds(
    lambda a, b, label, confidence, why: Finding(min(a, b), max(a, b), label, confidence, why),
    st.integers(0, len(TEXT)),
    st.integers(0, len(TEXT)),
    st.sampled_from(["caption", "credit", "other", "story", "protect", "icon_labels"]),
    st.floats(0, 1),
    st.sampled_from(["one reason", "another"]),
)


@given(st.lists(findings, max_size=8), st.randoms())
def test_any_findings_in_any_order_give_the_same_ordered_spans_without_overlap(found, random):
    removed = judge(DOCUMENT, found, BALANCED)
    shuffled = list(found)
    random.shuffle(shuffled)
    assert [r[:6] for r in judge(DOCUMENT, shuffled, BALANCED)] == [r[:6] for r in removed]
    assert all(a.end <= b.start for a, b in pairwise(removed))
    assert all(TEXT[r.start : r.end] == r.text and r.text.strip() for r in removed)
