"""How well annotated texts are cleaned: `python -m tests.annotated_figures [FOLDER] [--folds NETS] [--worst N]`.

FOLDER (fixtures/annotated/held-out) holds texts as `newsclean.story.training.annotated` reads them; those that the
story model has learned from are cleaned by nets that have not seen them, from the NETS that its training kept. Printed are, for
all and by language: word F1 of the story, bodies exact but for blanks, story characters lost, other characters left,
removed pieces gone and those whose label is right, and the metadata that are right; then the texts that came out worst.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from newsclean import Article, clean
from newsclean.story.training.annotated import Annotated, read_all
from newsclean.story.training.labels import word_f1
from newsclean.story.training.unseen import pipeline_of

HELD_OUT = Path(__file__).parent.parent / "fixtures" / "annotated" / "held-out"
_LEAST = 3
"""Characters; shorter pieces stand in any text."""


def main(folder: Path, folds: Path | None, worst: int) -> None:
    """Prints the figures."""
    fold_of = json.loads((folds / "texts.json").read_text("utf-8")) if folds else {}

    def cleaned(one: Annotated) -> Article:
        return pipeline_of(folds / f"story-fold-{fold_of[one.id]}.npz").clean(one.text) if folds else clean(one.text)

    rows = [(one, figures(one, cleaned(one))) for one in read_all(folder)]
    by_language = defaultdict(list)
    for one, row in rows:
        by_language[one.language].append(row)
    print_row("all", [row for _, row in rows])
    for language, some in sorted(by_language.items()):
        print_row(language, some)
    for one, row in sorted(rows, key=lambda pair: pair[1]["F1"])[:worst]:
        print(f"{one.id}: F1 {row['F1']:.3f}, lost {row['lost']:.3f}, left {row['left']:.3f}")


def figures(one: Annotated, article: Article) -> dict[str, float]:
    """Each figure of one text, 0 to 1 (`left` may be more)."""
    told, story = _squeezed(article.text), _squeezed(one.body)
    pieces = [
        (label, _squeezed(text))
        for label, text in one.removed
        if len(_squeezed(text)) >= _LEAST and text not in one.body
    ]
    named = [(removal.label, _squeezed(removal.text)) for removal in article.removed]
    gone = [text not in told for _, text in pieces]
    right = [any(label == given and text in cut for given, cut in named) for label, text in pieces]
    metadata = article.metadata
    return {
        "F1": word_f1(article.text, one.body),
        "exact": told == story,
        "lost": sum(len(_squeezed(p)) for p in one.body.split("\n\n") if _squeezed(p) not in told) / len(story),
        "left": sum(len(text) for (_, text), is_gone in zip(pieces, gone, strict=True) if not is_gone) / len(story),
        "removed": sum(gone) / max(1, len(gone)),
        "labels": sum(right) / max(1, len(right)),
        "title": _squeezed(metadata.title or "") == _squeezed(one.title),
        "date": _dated(article, one.date),
        "authors": set(metadata.authors) == set(one.authors),
        "related": [_squeezed(link.title) for link in metadata.related] == [_squeezed(title) for title in one.related],
        "site": not one.site or _squeezed(one.site) in _squeezed(metadata.site or "-"),
    }


def _dated(article: Article, wanted: str) -> bool:
    published = article.metadata.published
    told = published.isoformat() if published else ""
    return told[: len(wanted)] == wanted if wanted else not told


def _squeezed(text: str) -> str:
    return "".join(text.split()).lower()


def print_row(name: str, rows: Iterable[dict[str, float]]) -> None:
    """A line of means, with the number of texts."""
    rows = list(rows)
    means = "  ".join(f"{figure} {sum(row[figure] for row in rows) / len(rows):.3f}" for figure in rows[0])
    print(f"{name:4} {len(rows):3}  {means}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path, default=HELD_OUT)
    parser.add_argument("--folds", type=Path, metavar="NETS")
    parser.add_argument("--worst", type=int, default=10, metavar="N")
    given = parser.parse_args()
    main(given.folder, given.folds, given.worst)
