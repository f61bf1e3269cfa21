"""The story model: what it must keep, what it must drop, and what it must never do."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from random import Random

import numpy as np
import pytest

from newsclean.model import Document
from newsclean.read.html import read_html
from newsclean.read.segments import Segments
from newsclean.read.text import read_text
from newsclean.story import page_status, story_probabilities
from newsclean.story.features import CUE_COLUMNS, features
from newsclean.story.words import scan

STORY = [
    "The council of Marlow Bridge voted on Tuesday evening to close the old ferry landing for the winter.",
    "Repairs had been put off for three years, the harbour master said, and the timber would not last another flood.",
    "“We cannot wait until somebody falls in,” said Ada Lind, who has run the ferry since 2009.",
    "The work is expected to cost 1.2 million and to take until April, according to the town's engineers.",
    "Residents of the eastern bank will have to take the bus, which crosses the river four miles upstream.",
    "Shopkeepers had asked for a temporary bridge, but the council turned the proposal down by nine votes to four.",
]
MENU = ["Home", "News", "Sport", "Weather", "Sign in", "Subscribe"]
FOOTER = [
    "Most read",
    "Ten gardens to see this spring",
    "About us",
    "Contact",
    "Privacy policy",
    "© 2024 Marlow Courier",
]
PAGE = (
    "<html><body><nav><ul>" + "".join(f"<li><a href='/{x}'>{x}</a></li>" for x in MENU) + "</ul></nav>"
    "<article class='story'><h1>Ferry landing to close</h1>" + "".join(f"<p>{x}</p>" for x in STORY) + "</article>"
    "<footer>" + "".join(f"<div><a href='/{x}'>{x}</a></div>" for x in FOOTER) + "</footer></body></html>"
)


def kept(document: Document) -> list[str]:
    probabilities = story_probabilities(document)
    return [block.text for block, p in zip(document.blocks, probabilities, strict=True) if p >= 0.5]


def test_keeps_the_paragraphs_of_a_page_and_drops_menu_and_footer() -> None:
    assert [text for text in kept(read_html(PAGE)) if text in STORY] == STORY
    assert not set(kept(read_html(PAGE))) & {*MENU, *FOOTER}


@pytest.mark.parametrize("separator", ["\n", "\n\n"])
def test_keeps_the_same_from_flattened_text(separator: str) -> None:
    text = separator.join([*MENU, *STORY, *FOOTER])
    assert [line for line in kept(read_text(text)) if line in STORY] == STORY
    assert not set(kept(read_text(text))) & {*MENU, *FOOTER}


@pytest.mark.parametrize("separator", ["\n", "\n\n"])
def test_leaves_clean_text_as_it_is(separator: str) -> None:
    assert kept(read_text(separator.join(STORY))) == STORY


def test_gives_a_probability_for_each_block() -> None:
    document = read_html(PAGE)
    probabilities = story_probabilities(document)
    assert probabilities.shape == (len(document.blocks),)
    assert ((probabilities >= 0) & (probabilities <= 1)).all()


def test_gives_none_for_an_empty_document() -> None:
    assert story_probabilities(read_text("")).shape == (0,)


@pytest.mark.parametrize(
    "text",
    [
        "x",
        "\ud800 lone surrogate",
        "🙏" * 50,
        "日本語" * 5_000,
        "a\u0300" * 3_000,
        "\u200b",
        "1 " * 9_000,
        "." * 40_000,
        "aB" * 9_000,
    ],
)
def test_odd_content_raises_nothing(text: str) -> None:
    document = read_text(text)
    assert len(story_probabilities(document)) == len(document.blocks)


def test_a_document_longer_than_one_part_is_scored_whole() -> None:
    document = read_text("\n".join(f"{line} Line {n}." for n, line in enumerate(STORY * 900)))
    probabilities = story_probabilities(document)
    assert len(probabilities) == len(document.blocks) > 5_000
    assert np.isfinite(probabilities).all()


def test_a_story_is_an_article_and_a_menu_is_none() -> None:
    page, menu = read_html(PAGE), read_text("\n".join(MENU * 9))
    assert page_status(page, story_probabilities(page))[0] == "article"
    status, confidence = page_status(menu, story_probabilities(menu))
    assert status != "article"
    assert confidence < 0.5


def test_an_empty_document_is_empty() -> None:
    document = read_text("")
    assert page_status(document, story_probabilities(document)) == ("empty", 0.0)


def test_threads_agree() -> None:
    documents = [read_html(PAGE), read_text("\n".join(STORY)), read_text("\n".join(MENU + STORY))] * 8
    alone = [story_probabilities(document) for document in documents]
    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(story_probabilities, documents))
    assert all(np.array_equal(a, b) for a, b in zip(alone, together, strict=True))


def test_equal_words_hash_alike_wherever_they_stand() -> None:
    random = Random(1)
    words = ["".join(random.choices("abcdefghij", k=random.randint(1, 9))) for _ in range(30_000)]
    scanned = scan([" ".join(words), " ".join(words[:100])])
    seen: dict[str, int] = {}
    for word, value in zip(words, scanned.hashes.tolist(), strict=False):
        # Only a word across a border of 65,536 characters may differ.
        if seen.setdefault(word, value) != value:
            seen[word] = -1
    assert sum(value == -1 for value in seen.values()) <= 3
    assert scanned.hashes[:100].tolist() == scanned.hashes[-100:].tolist()


def test_words_of_unspaced_scripts_are_characters() -> None:
    assert scan(["東京の空 blue"]).word_owner.tolist() == [0] * 5


def test_class_names_are_cut_at_capitals() -> None:
    one, two = scan(["articleBody"], camel=True), scan(["article body"], camel=True)
    assert one.hashes.tolist() == two.hashes.tolist()


def test_features_are_finite() -> None:
    for document in (read_html(PAGE), read_text("\n".join(STORY)), read_text("…"), read_html("<p>x")):
        assert np.isfinite(features(document).dense).all()


class TestSegments:
    """Long or glued lines are cut; everything else is left whole."""

    def cut(self, line: str) -> list[str]:
        return [line[low:high] for low, high in Segments(line).of(0, len(line))]

    @pytest.mark.parametrize(
        "line", [*STORY, " ".join(STORY[:3]), "McDonald met the YouTube team.", "東京は晴れです。風が強い。"]
    )
    def test_a_paragraph_stays_whole(self, line: str) -> None:
        assert self.cut(line) == [line]

    def test_a_page_on_one_line_is_cut_at_sentence_ends(self) -> None:
        assert self.cut(" ".join(STORY * 3)) == STORY * 3

    def test_a_line_glued_twice_is_cut_at_the_glue(self) -> None:
        pieces = ["The case is unclear.", "Public offices stay closed until Monday", "Share it with others"]
        assert self.cut("".join(pieces)) == pieces

    def test_labels_of_a_menu_are_cut_from_the_sentence_behind_them(self) -> None:
        pieces = self.cut("Home News Sport Weather " + " ".join(STORY * 3))
        assert pieces[0] == "Home News Sport Weather"
        assert pieces[1] == STORY[0]

    def test_offsets_name_the_text(self) -> None:
        text = " ".join(STORY * 3) + "\n\n" + "Share"
        document = read_text(text)
        assert len(document.blocks) == 19
        assert all(document.text[block.start : block.end] == block.text for block in document.blocks)


def test_cue_phrases_are_told_alike_in_every_language() -> None:
    lines = [
        ("The ferry is back in service, the harbour board said on Monday.", "Read more: Island school waits"),
        ("Die Fähre verkehrt wieder, wie der Hafenrat am Montag mitteilte.", "Lesen Sie auch: Inselschule wartet"),
    ]
    given = [features(read_text("\n".join(pair))).dense[:, CUE_COLUMNS] for pair in lines]
    for sentence, cued in given:
        assert not sentence.any()
        assert 0 < cued[0] < 1
    assert (given[0][1, 1:] == given[1][1, 1:]).all()


def test_the_trained_net_answers_alike_in_numpy_and_pytorch() -> None:
    torch = pytest.importorskip("torch")
    from newsclean.story.network import Network, save
    from newsclean.story.training.examples import example
    from newsclean.story.training.net import StoryNets, batch

    page = read_html("<main><h1>Ferry</h1><p>The ferry sails again on Monday.</p></main><ul><li>Home<li>News</ul>")
    text = read_text("The ferry sails again.\n\nHome")
    given = [example(page, [0.0, 1.0, 0.0, 0.0]), example(text, [1.0, 0.0])]
    width = given[0].given.dense.shape[1]
    torch.manual_seed(1)
    nets = StoryNets(2, np.zeros(width, np.float32), np.ones(width, np.float32)).eval()
    with torch.no_grad():
        expected = torch.softmax(nets(batch(given, None)), 2).mean(0).numpy()
    stored = BytesIO()
    save(nets.arrays(), {}, stored)
    stored.seek(0)
    shipped = Network.load(stored)
    told = np.concatenate([shipped.states(one.given) for one in given])
    assert np.abs(told - expected).max() < 0.02  # numbers are rounded to eight and sixteen bits
