"""The figures of docs/billion-pages.md, measured on pages of one's own.

    python -m tests.batch_figures FOLDER... [--pages 200]

Cleans pages chosen at random in one process and prints processor time a page, and the size of its line for each
ledger, plain and compressed.
"""

import argparse
import gzip
import random
import time
from pathlib import Path

from newsclean.article import to_json
from newsclean.batch.page import Page
from newsclean.batch.row import LEDGERS, article_of, row


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path, metavar="FOLDER")
    parser.add_argument("--pages", type=int, default=200)
    options = parser.parse_args()
    paths = sorted(path for folder in options.folders for path in folder.rglob("*.html*"))
    chosen = random.Random(11).sample(paths, min(options.pages, len(paths)))
    pages = [Page(path.name, contents(path)) for path in chosen]
    for page in pages[:5]:
        article_of(page)  # what is loaded once is not counted
    lines: dict[str, list[bytes]] = {ledger: [] for ledger in LEDGERS}
    times = []
    for page in pages:
        begun = time.process_time()
        article = article_of(page)
        times.append(time.process_time() - begun)
        for ledger in LEDGERS:
            lines[ledger].append((to_json(row(page, article, ledger)) + "\n").encode())
    times.sort()
    count = len(pages)
    raw = b"".join(page.raw for page in pages)
    print(f"{count} pages of {len(raw) / count / 1000:.0f} kB, {len(gzip.compress(raw, 6)) / count / 1000:.0f} kB gzip")
    print(f"ms a page: mean {sum(times) / count * 1000:.0f}, median {times[count // 2] * 1000:.0f}", end=", ")
    print(f"99 of 100 under {times[count * 99 // 100] * 1000:.0f}")
    for ledger in LEDGERS:
        data = b"".join(lines[ledger])
        packed = len(gzip.compress(data, 6))
        print(f"--ledger {ledger}: {len(data) / count / 1000:.1f} kB a page, {packed / count / 1000:.1f} kB gzip")


def contents(path):
    return gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()


if __name__ == "__main__":
    main()
