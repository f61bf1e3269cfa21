"""A document and what should become of it as a case of the test kit: a bug report turned into a test.

For a page the case holds the markup that the reader saw: the elements around each block with their names, links, and
whether they are hidden; scripts, styles and other attributes are left out.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from html import escape
from typing import NamedTuple

from newsclean.article import Article
from newsclean.model import Block, Element, Removal
from newsclean.sweep import overlapping

_AROUND = 2


class _Cut(NamedTuple):
    """A removed part of a block."""

    start: int
    end: int
    label: str


def case(article: Article, title: str = "", labels: Collection[str] = ()) -> str:
    """A case for `newsclean.testing`: what the article removed stands in the gutter.

    Args:
        article: as it should be; restore what was cut wrongly, or replay an edited ledger.
        title: what is special about the case, one line.
        labels: only these kinds, with the two lines around each; all of the document where empty.

    >>> import newsclean
    >>> from newsclean import Pipeline
    >>> print(case(Pipeline(detectors=()).clean("Rain fell.\\nIt stopped at six."), "nothing but a story"))
    # keep: nothing but a story
               | Rain fell.
               | It stopped at six.
    """
    cuts = _cuts(article)
    chosen = [number for number in range(len(cuts)) if not labels or _near(cuts, number, labels)]
    blocks = [article.document.blocks[number] for number in chosen]
    html = article.document.kind == "html"
    lines = list((_html_lines if html else _text_lines)(blocks, [cuts[number] for number in chosen]))
    verdict = "cut" if any(cuts[number] for number in chosen) else "keep"
    width = max((len(label) for label, _ in lines), default=0)
    gutters = [f"{label:<{max(width, 10)}} | {text}".rstrip() for label, text in lines]
    head = f"# {verdict}{', html' if html else ''}: {' '.join(title.split()) or 'from a document'}"
    return "\n".join([head, *gutters])


def _cuts(article: Article) -> list[list[_Cut]]:
    """For each block the parts that were removed, offsets counted in the document's text."""
    text, blocks = article.document.text, article.document.blocks
    over = overlapping(((block.start, block.end) for block in blocks), article.removed)
    return [[_cut(text, block, removal) for removal in here] for block, here in zip(blocks, over, strict=True)]


def _cut(text: str, block: Block, removal: Removal) -> _Cut:
    start, end = max(removal.start, block.start), min(removal.end, block.end)
    piece = text[start:end]
    return _Cut(start + len(piece) - len(piece.lstrip()), end - len(piece) + len(piece.rstrip()), removal.label)


def _near(cuts: Sequence[Sequence[_Cut]], number: int, labels: Collection[str]) -> bool:
    around = cuts[max(number - _AROUND, 0) : number + _AROUND + 1]
    return any(cut.label in labels for here in around for cut in here)


def _text_lines(blocks: Sequence[Block], cuts: Sequence[Sequence[_Cut]]) -> Iterator[tuple[str, str]]:
    """(gutter, text) for each line; blocks cut out of one line are one line again."""
    line: list[tuple[Block, Sequence[_Cut]]] = []
    for block, here in zip(blocks, cuts, strict=True):
        if line and block.gap:
            yield _line(line)
            if block.gap > 1:
                yield "", ""
            line = []
        line.append((block, here))
    if line:
        yield _line(line)


def _line(parts: Sequence[tuple[Block, Sequence[_Cut]]]) -> tuple[str, str]:
    """The gutter of a line and its text, with marks where not all of it is of one kind."""
    gutter, plain = _gutter(parts)
    return gutter, " ".join(_marked(block, here, gutter, plain) for block, here in parts)


def _gutter(parts: Sequence[tuple[Block, Sequence[_Cut]]]) -> tuple[str, bool]:
    """The one label of a line, if it has one, and whether all of the line is of that kind."""
    labels = {cut.label for _, here in parts for cut in here}
    if len(labels) != 1:
        return "", not labels
    whole = all(len(here) == 1 and here[0][:2] == (block.start, block.end) for block, here in parts)
    return labels.pop(), whole


def _marked(block: Block, cuts: Sequence[_Cut], gutter: str, plain: bool, markup: bool = False) -> str:
    """A block's text with its cut parts in braces; as markup, with its links."""
    marks: list[tuple[int, int, str]] = []
    if not plain:
        for cut in cuts:
            marks += [(cut.start, 1, "{{" if gutter else f"{{{{{cut.label}|"), (cut.end, -1, "}}")]
    if markup:
        for link in block.links:
            marks += [(link.start, 2, f'<a href="{escape(link.href)}">'), (link.end, -2, "</a>")]
    written, at = [], block.start
    # At one place ends stand before beginnings, and the inner mark ends first.
    for place, _, mark in sorted(marks, key=lambda mark: (mark[0], mark[1] > 0, mark[1])):
        written += [_text(block.text[at - block.start : place - block.start], markup), mark]
        at = place
    return "".join([*written, _text(block.text[at - block.start :], markup)])


def _text(text: str, markup: bool) -> str:
    """Text in one line that holds no braces of its own."""
    text = " ".join(text.splitlines()) if text else ""
    text = re.sub(r"\{(?=\{)|\}(?=\})", r"\g<0> ", text)
    return escape(text, quote=False) if markup else text


def _html_lines(blocks: Sequence[Block], cuts: Sequence[Sequence[_Cut]]) -> Iterator[tuple[str, str]]:
    """(gutter, markup) for each block and for each element that holds several of them."""
    paths = [_path(block) for block in blocks]
    shared = Counter(element.number for path in paths for element in path)
    opened: list[Element] = []
    for block, path, here in zip(blocks, paths, cuts, strict=True):
        around = [element for element in path if shared[element.number] > 1]
        own = path[len(around) :]
        while opened and opened[-1].number not in {element.number for element in around}:
            yield "", f"</{opened.pop().tag}>"
        for element in around[len(opened) :]:
            opened.append(element)
            yield "", _tag(element)
        gutter, plain = _gutter([(block, here)])
        text = _marked(block, here, gutter, plain, markup=True)
        yield gutter, _wrapped(block, own, text)
    while opened:
        yield "", f"</{opened.pop().tag}>"


def _wrapped(block: Block, own: Sequence[Element], text: str) -> str:
    """A block's markup in the elements that hold nothing else."""
    hidden = " hidden" if block.hidden else ""
    if not own:
        # A line in an element that holds several begins behind a break, or two for a paragraph.
        breaks = "<br>" * (block.gap or 1)
        return f"{breaks}<span{hidden}>{text}</span>" if hidden else breaks + text
    tags = "".join(_tag(element, hidden if element is own[0] else "") for element in own)
    return tags + text + "".join(f"</{element.tag}>" for element in reversed(own))


def _tag(element: Element, more: str = "") -> str:
    names = f' class="{escape(element.names)}"' if element.names else ""
    return f"<{element.tag}{names}{more}>"


def _path(block: Block) -> list[Element]:
    """The elements around a block, from the outside in, less those every page has."""
    path = []
    element = block.element
    while element is not None:
        if element.tag != "html" and (element.tag != "body" or element.names):
            path.append(element)
        element = element.parent
    return path[::-1]
