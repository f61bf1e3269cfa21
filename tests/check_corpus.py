"""Checks promises of the ledger on a folder of real pages: `python -m tests.check_corpus FOLDER [--pages 200]`.

For each page: kept and removed text is all of the document; its ledger costs little; random kept positions are found
in the raw markup. Prints the figures and ends with 1 where a promise is broken.
"""

import argparse
import gzip
import random
import re
import sys
import time
from collections.abc import Iterable
from html import unescape
from pathlib import Path

import newsclean
from newsclean import Article

COMPARED = 12
_LOOK_AHEAD = 20_000
_NO_TEXT = re.compile(
    r"<!--.*?-->|<(script|style|noscript|svg|template|select|iframe)\b.*?</\1\s*>|<[a-zA-Z/!?](?:\"[^\"]*\"|'[^']*'|[^>\"'])*>",
    re.DOTALL | re.IGNORECASE,
)
FLOOR = 0.999
_SUFFIXES = (".html", ".htm", ".txt", ".gz")


def misplaced(article: Article, places: Iterable[int]) -> list[int]:
    """The positions of `article.text` behind whose offset in the input the text is not the same."""
    source = article.document.text if article.document.kind == "text" else article.document.markup
    wrong = []
    for at in places:
        place = article.source_offset(at)
        word = article.text[at : at + COMPARED].split()[0]
        if place is None or not _visible(source[place : place + _LOOK_AHEAD], article).startswith(word):
            wrong.append(at)
    return wrong


def _visible(piece: str, article: Article) -> str:
    """The text of a piece of markup, found in another way than newsclean's own."""
    return piece if article.document.kind == "text" else unescape(_NO_TEXT.sub("", piece)).replace("\0", "")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path, metavar="FOLDER")
    parser.add_argument("--pages", type=int, default=200, help="how many, chosen at random")
    parser.add_argument("--positions", type=int, default=10, help="how many in each")
    options = parser.parse_args()
    paths = sorted(path for folder in options.folders for path in folder.rglob("*") if path.suffix in _SUFFIXES)
    chance = random.Random(20200305)
    right = asked = lost = 0
    clean_time = ledger_time = 0.0
    for path in chance.sample(paths, min(options.pages, len(paths))):
        raw = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
        begun = time.process_time()
        article = newsclean.clean(raw)
        cleaned = time.process_time()
        entries = article.ledger.entries
        clean_time, ledger_time = clean_time + cleaned - begun, ledger_time + time.process_time() - cleaned
        if "".join(entry.text for entry in entries) != article.document.text:
            lost += 1
            print(f"{path}: the ledger is not the document")
        places = [at for at, character in enumerate(article.text) if not character.isspace()]
        places = chance.sample(places, min(options.positions, len(places)))
        wrong = misplaced(article, places)
        asked, right = asked + len(places), right + len(places) - len(wrong)
        for at in wrong:
            print(f"{path}: {article.text[at : at + COMPARED]!r} at {at} is not at {article.source_offset(at)}")
    print(f"ledgers that are not the document: {lost}")
    print(f"offsets: {right} of {asked} positions right, {right / max(asked, 1):.2%}")
    print(f"ledger: {ledger_time / max(clean_time, 1e-9):.1%} of clean's time")
    return int(lost > 0 or right < FLOOR * asked)


if __name__ == "__main__":
    sys.exit(main())
