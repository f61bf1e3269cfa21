"""How scrapers flatten pages, for training: the same page in eight forms, and parts of pages.

Needs the training group (beautifulsoup4 comes with the package; inscriptis, html2text and resiliparse do not).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from random import Random
from typing import Any

from newsclean.read.html import read_html

_DROPPED = ("script", "style", "noscript", "template")


def _tidy(text: str) -> str:
    lines = (" ".join(line.split()) for line in text.replace("\u200b", "").replace("\ufeff", "").split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _soup(markup: str) -> Any:
    from bs4 import BeautifulSoup

    soup = BeautifulSoup(markup, "lxml")
    for element in soup(_DROPPED):
        element.decompose()
    return soup


def _tree(markup: str) -> Any:
    import lxml.html

    root = lxml.html.document_fromstring(re.sub(r"^\s*<\?xml[^>]*\?>", "", markup))
    for element in root.xpath("//" + "|//".join(_DROPPED)):
        if element.getparent() is not None:
            element.drop_tree()
    return root


def text_nodes(markup: str) -> str:
    """A line for each text node."""
    return _tidy(_soup(markup).get_text("\n", strip=True))


def one_line(markup: str) -> str:
    """Everything on one line."""
    return " ".join(_soup(markup).get_text(" ").split())


def glued(markup: str) -> str:
    """Tags simply gone: words of neighbouring elements touch."""
    return re.sub(r"\n+", "\n", _tidy(_tree(markup).text_content()))


def laid_out(markup: str) -> str:
    """As a text browser shows it."""
    from inscriptis import Inscriptis
    from inscriptis.model.config import ParserConfig

    return _tidy(Inscriptis(_tree(markup), ParserConfig()).get_text())


def markdown(markup: str) -> str:
    """Markdown without links and images."""
    import html2text
    import lxml.html

    converter = html2text.HTML2Text(bodywidth=0)
    converter.ignore_links = converter.ignore_images = True
    return _tidy(converter.handle(lxml.html.tostring(_tree(markup), encoding="unicode")))


def whole_page(markup: str) -> str:
    """A fast extractor's whole page."""
    return _resiliparse(markup, main_content=False)


def main_content(markup: str) -> str:
    """A fast extractor's main content: most chrome is gone already, and sometimes the story."""
    return _resiliparse(markup, main_content=True)


def _resiliparse(markup: str, *, main_content: bool) -> str:
    import lxml.html
    from resiliparse.extract.html2text import extract_plain_text

    source = lxml.html.tostring(_tree(markup), encoding="unicode")
    return _tidy(extract_plain_text(source, main_content=main_content, alt_texts=False, links=False))


def blocks(markup: str) -> str:
    """A line for each block, inline text joined, a blank line between paragraphs."""
    document = read_html(markup)
    return "".join("\n" * min(block.gap, 2) + block.text for block in document.blocks).strip()


FORMS: dict[str, Callable[[str], str]] = {
    form.__name__: form for form in (text_nodes, one_line, glued, laid_out, markdown, whole_page, blocks, main_content)
}


def crop(lines: Sequence[str], shares: Sequence[float], random: Random, most: int) -> list[str]:
    """The lines of the story and up to `most` lines before and behind it, as a scraper that knew better left them."""
    inside = [at for at, share in enumerate(shares) if share >= 0.5]
    if not inside:
        return []
    return list(lines[max(0, inside[0] - random.randint(0, most)) : inside[-1] + 1 + random.randint(0, most)])
