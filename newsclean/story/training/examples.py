"""What is trained on: each page as HTML, in every flattened form, cropped, clean, and with another page's chrome."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from random import Random

import numpy as np
from numpy.typing import NDArray

from newsclean.model import Document
from newsclean.read.html import read_html
from newsclean.read.text import read_text
from newsclean.story.features import Features, features
from newsclean.story.network import AFTER, BEFORE, BETWEEN, STORY
from newsclean.story.training.annotated import Annotated
from newsclean.story.training.corpus import Page
from newsclean.story.training.forms import FORMS, crop
from newsclean.story.training.labels import story_shares
from newsclean.story.training.shorten import short_story

MOST_BLOCKS = 4_000
INSIDE_WEIGHT = 2.0
"""Noise between story paragraphs is rare and costs readers most; 3 cost more story than it saved."""
DOUBTED_WEIGHT = 0.2
"""Gold that ends at a paywall, or knows nothing of a list, teaches nothing that holds elsewhere."""
FREQUENCY = {
    "text_nodes": 1.0, "one_line": 1.5, "glued": 1.0, "laid_out": 1.0, "markdown": 1.0, "whole_page": 1.0,
    "blocks": 3.0, "main_content": 0.7, "cropped": 0.5, "cropped_form": 0.7, "spliced": 0.8, "clean": 0.4,
    "clean_lines": 0.3, "short": 1.2, "short_line": 0.3,
}  # fmt: skip
"""How often each form is drawn, beside the page itself."""
UNLABELLED_FORMS = ("text_nodes", "one_line", "whole_page", "blocks")
LEAST_STORY = 400
"""Characters; a page that nobody labelled teaches nothing with less."""
SURE, UNSURE = 0.8, 0.2
"""How sure nets are of a block that they can teach, and how much of a story may be less sure."""
VARIANTS = 6
LEFT_OUT = (0.0, 0.1, 0.3)
SPACINGS = ("\n", "\n", "\n\n", "\n\n", " ")
"""Of an annotated text: how many examples, what share of lines each leaves out, what stands between its lines."""
SHORTENED = ("short", "short_line")
"""Forms that leave part of the story out."""


@dataclass(frozen=True)
class Example:
    """A labelled document of n blocks."""

    given: Features
    shares: NDArray[np.float32]
    """(n,) how much of each block stands in the gold story."""
    lengths: NDArray[np.float32]
    """(n,) characters."""
    texts: tuple[str, ...]
    doubted: NDArray[np.bool_]
    """(n,) labels that count for little, as nets which have not seen the page are sure of the contrary."""

    @property
    def states(self) -> NDArray[np.int64]:
        """(n,) before, story, between, after."""
        story = self.shares >= 0.5
        states = np.full(len(story), BETWEEN, np.int64)
        inside = np.flatnonzero(story)
        if not len(inside):
            return np.full(len(story), BEFORE, np.int64)
        states[: inside[0]], states[inside[-1] + 1 :] = BEFORE, AFTER
        states[story] = STORY
        return states

    @property
    def weights(self) -> NDArray[np.float32]:
        """(n,) what a mistake costs: by length, more inside the story, less where gold is torn or doubted; they sum to 1."""
        weights = np.sqrt(self.lengths + 4)
        weights[(self.shares > 0.2) & (self.shares < 0.5)] *= 0.3
        weights[self.states == BETWEEN] *= INSIDE_WEIGHT
        weights[self.doubted] *= DOUBTED_WEIGHT
        return np.asarray(weights / weights.sum(), np.float32)


def cut(one: Example, most: int, random: Random) -> Example:
    """At most `most` blocks of an example in a row, more often than not with some of the story in them."""
    size = len(one.shares)
    if size <= most:
        return one
    low = random.randint(0, size - most)
    inside = np.flatnonzero(one.shares >= 0.5).tolist()
    if inside and random.random() < 0.7:
        low = min(max(0, random.choice(inside) - random.randrange(most)), size - most)
    part = slice(low, low + most)
    return Example(
        one.given.part(low, low + most), one.shares[part], one.lengths[part], one.texts[part], one.doubted[part]
    )


def example(document: Document, shares: Sequence[float]) -> Example | None:
    """A document with the share of each block that stands in the gold story; None where it has no block."""
    document = replace(document, blocks=document.blocks[:MOST_BLOCKS])
    if not document.blocks:
        return None
    texts = tuple(block.text for block in document.blocks)
    lengths = np.array([len(text) for text in texts], np.float32)
    return Example(
        features(document), np.array(shares[:MOST_BLOCKS], np.float32), lengths, texts, np.zeros(len(texts), bool)
    )


def examples(page: Page, donor: Page, random: Random) -> dict[str, Example]:
    """All examples a page gives, by form; "html" is the page itself.

    Args:
        page: what is learned from.
        donor: a page of the same fold, whose chrome is put around this page's story.
        random: decides how much is left around crops.
    """
    document = read_html(page.markup, page.url)
    made = {"html": example(document, _shares(document, page.story))}
    for name, text in _texts(page, donor, random):
        flat = read_text(text)
        made[name] = example(flat, _shares(flat, page.story))
    return {name: one for name, one in made.items() if one is not None}


def unlabelled(page: Page) -> dict[str, Example]:
    """Examples of a page whose story nobody marked, as HTML and in some forms; see `labelled`."""
    given = {"html": read_html(page.markup, page.url)}
    given |= {name: read_text(FORMS[name](page.markup)) for name in UNLABELLED_FORMS}
    made = {name: example(document, [0.0] * len(document.blocks)) for name, document in given.items()}
    return {name: one for name, one in made.items() if one is not None}


def labelled(forms: dict[str, Example], told: NDArray[np.float32]) -> dict[str, Example]:
    """Examples that `unlabelled` made, with labels: nothing where the story is short or told unsurely.

    Args:
        forms: as it made them.
        told: (n,) how likely each block of the page is story, as nets say that have learned from other pages.
    """
    page = forms["html"]
    length = page.lengths[told >= 0.5].sum()
    if length < LEAST_STORY or page.lengths[(told >= 0.5) & (told < SURE)].sum() > UNSURE * length:
        return {}
    unsure = np.abs(told - 0.5) < SURE - 0.5
    found = {"html": replace(page, shares=(told >= 0.5).astype(np.float32), doubted=unsure)}
    story = "\n".join(text for text, one in zip(page.texts, told.tolist(), strict=True) if one >= 0.5)
    for name, one in forms.items():
        if name != "html":
            found[name] = replace(one, shares=np.array(story_shares(one.texts, story), np.float32))
    return found


def variants(text: Annotated, random: Random) -> list[Example]:
    """Examples of an annotated text: its lines as they are, then some of them, in other spacing or as one line."""
    found = []
    for number in range(VARIANTS):
        left_out = random.choice(LEFT_OUT) if number else 0.0
        lines = [line for line in text.lines if random.random() >= left_out]
        found.append(_spelled(lines, random.choice(SPACINGS) if number else "\n"))
    return [one for one in found if one is not None]


def _spelled(lines: Sequence[Sequence[tuple[str, str]]], spacing: str) -> Example | None:
    """The lines of an annotated text with this between them."""
    told, written = "", bytearray()
    for line in lines:
        for label, piece in (*line, ("", spacing)):
            told += piece
            written += bytes((label in ("story", "joined"),)) * len(piece)
    document = read_text(told)
    shares = [sum(written[block.start : block.end]) / len(block.text) for block in document.blocks]
    return example(document, shares)


def _shares(document: Document, story: str) -> list[float]:
    return story_shares([block.text for block in document.blocks], story)


def _texts(page: Page, donor: Page, random: Random) -> Iterator[tuple[str, str]]:
    flat = {name: form(page.markup) for name, form in FORMS.items()}
    yield from flat.items()
    story = "\n\n".join(_lines(page.story))
    yield "clean", story
    yield "clean_lines", story.replace("\n\n", "\n")
    cropped = _cropped(flat["blocks"], page.story, random)
    yield "cropped", random.choice(("\n", "\n\n")).join(cropped)
    form = random.choice(("text_nodes", "laid_out", "markdown", "whole_page"))
    yield "cropped_form", "\n".join(_cropped(flat[form], page.story, random))
    lines = _lines(flat["blocks"])
    short = short_story(lines, story_shares(lines, page.story), random)
    yield "short", random.choice(("\n", "\n\n")).join(short)
    yield "short_line", " ".join(short)
    head, tail = _chrome(FORMS["blocks"](donor.markup), donor.story, random)
    yield "spliced", "\n".join((*head, *cropped, *tail))


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.split("\n") if line.strip()]


def _cropped(text: str, story: str, random: Random) -> list[str]:
    lines = _lines(text)
    return crop(lines, story_shares(lines, story), random, random.choice((0, 3, 6, 10)))


def _chrome(text: str, story: str, random: Random) -> tuple[Sequence[str], Sequence[str]]:
    """Some of the lines before a page's story, and some of those behind it."""
    lines = _lines(text)
    inside = [at for at, share in enumerate(story_shares(lines, story)) if share >= 0.5]
    if not inside:
        return (), ()
    head = lines[max(0, inside[0] - random.choice((10, 30, 80))) : inside[0]]
    return head, lines[inside[-1] + 1 :][: random.choice((10, 40, 120))]
