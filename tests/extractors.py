"""Extractors in the form score.py takes with `--with tests.extractors:NAME`: (raw, url) -> text or article.

The other libraries are not dependencies; install those to compare with. `newsclean_unseen` cleans each page with a
story model that never saw the page's site: NEWSCLEAN_FOLDS names the folder that
`python -m newsclean.story.train --folds 5 --keep-folds FOLDER` wrote, NEWSCLEAN_CORPUS the labelled pages.
"""

from __future__ import annotations

import gzip
import json
import os
from functools import cache
from pathlib import Path

from newsclean import Article
from newsclean.story.training.unseen import pipeline_of


def trafilatura(raw, url=None):
    import trafilatura as library

    return library.extract(raw, url=url) or ""


def trafilatura_precision(raw, url=None):
    import trafilatura as library

    return library.extract(raw, url=url, favor_precision=True) or ""


def resiliparse(raw, url=None):
    from resiliparse.extract.html2text import extract_plain_text
    from resiliparse.parse.encoding import bytes_to_str, detect_encoding

    page = bytes_to_str(raw, detect_encoding(raw)) if isinstance(raw, bytes) else raw
    return extract_plain_text(page, main_content=True, alt_texts=False, links=False)


def readability(raw, url=None):
    import lxml.html
    from readability import Document

    page = raw.decode("utf-8", "replace") if isinstance(raw, bytes) else raw
    return lxml.html.fromstring(Document(page).summary()).text_content()


def justext(raw, url=None):
    import justext as library

    stopwords = frozenset().union(*map(library.get_stoplist, library.get_stoplists()))
    return "\n".join(p.text for p in library.justext(raw, stopwords) if not p.is_boilerplate)


def newspaper4k(raw, url=None):
    from newspaper import Article as Page

    page = Page(url or "https://example.org")
    page.set_html(raw.decode("utf-8", "replace") if isinstance(raw, bytes) else raw)
    page.parse()
    return page.text


def long_lines(raw, url=None):
    """The rule for flattened text: lines of five words and more that end in an end mark."""
    text = raw.decode("utf-8", "replace") if isinstance(raw, bytes) else raw
    ends = tuple(".!?\u2026\u3002\uff01\uff1f\u061f\u0964\"'\u201d\u2019\u00bb")
    return "\n".join(x for x in map(str.strip, text.split("\n")) if len(x.split()) >= 5 and x.endswith(ends))


def newsclean_unseen(raw, url=None) -> Article:
    """newsclean with the story model of the fold in which the page's site was held out."""
    folds = Path(os.environ["NEWSCLEAN_FOLDS"])
    return pipeline_of(folds / f"story-fold-{_fold_of(folds)[url]}.npz").clean(raw, url)


@cache
def _fold_of(folds: Path) -> dict[str, int]:
    by_page = json.loads((folds / "folds.json").read_text("utf-8"))
    found = {}
    for name in {key.partition("/")[0] for key in by_page}:
        gold = Path(os.environ["NEWSCLEAN_CORPUS"]) / name / "gold.jsonl.gz"
        for row in map(json.loads, gzip.open(gold, "rt", encoding="utf-8")):
            if f"{name}/{row['id']}" in by_page:
                found[row.get("url")] = by_page[f"{name}/{row['id']}"]
    return found
