"""What is cut gets a name by its form, place and company; only the label may change."""

from importlib.resources import files

import pytest

import newsclean
from newsclean import Pipeline
from newsclean.judge import judge
from newsclean.model import Removal
from newsclean.naming import named
from newsclean.read import read

STORY = "".join(
    f"<p>The ferry made crossing number {n} of the winter, the harbour board said on Monday, and nobody was late.</p>"
    for n in range(8)
)
HEADLINES = "".join(
    f'<li><a href="/{n}">{text}</a></li>'
    for n, text in enumerate(
        (
            "Storm takes two roofs in a single night",
            "Mayor of the island rows to work again",
            "School on the island waits for a pupil",
            "Three boats sink off the old harbour wall",
        )
    )
)
LEGAL = "".join(
    f'<li><a href="/{text}">{text}</a></li>' for text in ("Masthead", "Our people", "Rate card", "House rules")
)
PAGE = (
    f"<body><nav><ul><li><a href='/a'>Islands</a></li><li><a href='/b'>Weather</a></li></ul></nav>"
    f"<article><h1>Ferry is back</h1>{STORY}</article><div class='teasers'><ul>{HEADLINES}</ul></div>"
    f"<footer><ul>{LEGAL}</ul><p>© 2024 The Harbour Bell. All rights reserved.</p></footer></body>"
)


def labels(article):
    return {removal.text: removal.label for removal in article.removed}


def test_headlines_behind_the_story_and_links_beside_a_copyright_line():
    found = labels(newsclean.clean(PAGE))
    assert found["Mayor of the island rows to work again"] == "related_list"
    assert found["Rate card"] == "footer"
    assert found["Islands"] == "navigation"


def test_what_is_cut_stays_the_same():
    pipeline, document = Pipeline(), read(PAGE)
    judged = judge(document, pipeline.find(document)[0], pipeline.policy)
    cut = pipeline.clean(PAGE).removed
    assert [one.label for one in cut] != [one.label for one in judged]
    assert [(one.start, one.end, one.detector) for one in cut] == [(one.start, one.end, one.detector) for one in judged]


def test_a_new_name_says_so_and_keeps_the_old_one_among_what_lost():
    mayor = next(one for one in newsclean.clean(PAGE).removed if one.text.startswith("Mayor of the island"))
    assert mayor.why.endswith("related_list by its form, place and company")
    assert any((lost.label, lost.detector) == ("other", "story") for lost in mayor.lost)


@pytest.mark.parametrize(
    "pipeline",
    [Pipeline().without("footer"), Pipeline().with_policy(footer={"action": "keep"})],
    ids=["without", "kept"],
)
def test_nothing_gets_a_name_that_the_pipeline_does_not_give(pipeline):
    assert "footer" not in labels(pipeline.clean(PAGE)).values()


def test_names_of_other_detectors_are_left_alone():
    document = read("Rain fell.\nPaid by Brine & Sons")
    paid = Removal(0, 11, 31, "Paid by Brine & Sons", "sponsor_line", "sponsor", "names a sponsor", 0.9)
    assert named(document, (paid,), {"ad", "footer"}) == (paid,)


def test_a_document_of_very_many_pieces_is_named_in_parts():
    text = "\n".join(f"Menu {n}" for n in range(5000))
    article = newsclean.clean(text)
    assert len(article.removed) == len(named(article.document, article.removed, ()))


def test_the_net_is_small():
    assert len(files("newsclean.data").joinpath("naming.npz").read_bytes()) < 50_000
