"""What is cut from texts that are clean already: `python -m tests.false_alarms CORPUS fundus-dev news-dev [--list]`.

Gives each gold body as input to newsclean, with the story model of the fold in which its page's site was held out
(NEWSCLEAN_FOLDS, see tests/extractors.py), and prints the share of its characters that were cut, by detector.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
from collections import Counter
from pathlib import Path

from tests.extractors import newsclean_unseen


def main() -> None:
    """Prints a row for each set; with --list each removal and its reason too."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("sets", nargs="+")
    parser.add_argument("--list", action="store_true")
    options = parser.parse_args()
    os.environ.setdefault("NEWSCLEAN_CORPUS", str(options.corpus))
    print("| set | bodies | cut, % of characters | whole | by detector |\n|---|---|---|---|---|")
    for name in options.sets:
        cut, given, whole = Counter(), 0, []
        with gzip.open(options.corpus / name / "gold.jsonl.gz", "rt", encoding="utf-8") as rows:
            pages = [row for row in map(json.loads, rows) if row.get("body") and _is_article(row)]
        for page in pages:
            article = newsclean_unseen(page["body"], page["url"])
            given += len(page["body"])
            whole.append(not article.removed)
            for removal in article.removed:
                cut[removal.detector] += len(removal.text)
                if options.list:
                    print(f"{page['id']}: {removal.label}, {removal.detector}: {removal.why}: {removal.text[:90]!r}")
        shares = ", ".join(f"{detector} {100 * size / given:.3f}" for detector, size in cut.most_common(6))
        print(f"| {name} | {len(pages)} | {100 * cut.total() / given:.2f} | {sum(whole) / len(whole):.2f} | {shares} |")


def _is_article(row: dict) -> bool:
    return row.get("page_type", "article") == "article"


if __name__ == "__main__":
    main()
