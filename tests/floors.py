"""Pinned quality: `python -m tests.floors FOLDER` scores newsclean on labelled pages and fails below a floor.

FOLDER holds corpus/ and bench/score.py. The seed document must come out to the character; the other floors are
subsets, small enough for every change. Lowering one is a decision: say why in the commit.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from datetime import datetime
from pathlib import Path

import newsclean

# (arguments of score.py, figure, floor)
FLOORS = (
    (["annotated", "recreated-dev"], "F1", 0.95),
    (["html", "fundus-dev", "--limit", "60"], "F1", 0.96),
    (["flat", "g", "fundus-dev", "--limit", "60"], "F1", 0.94),
)


def main(folder: Path) -> int:
    """Prints every figure beside its floor; returns the number of those below."""
    failures = seed(folder / "corpus" / "seed" / "rt-2020-03-05.txt")
    for arguments, figure, floor in FLOORS:
        report = score(folder, arguments)
        ok = report[figure] >= floor
        failures += not ok
        print(f"{'ok  ' if ok else 'LOW '} {' '.join(arguments)}: {figure} {report[figure]:.4f}, floor {floor}")
    return failures


def score(folder: Path, arguments: list[str]) -> dict:
    """One report of score.py as data."""
    what, *rest = arguments
    if what == "annotated":
        rest = [str(folder / "corpus" / rest[0]), *rest[1:]]
    with tempfile.TemporaryDirectory() as scratch:
        out = Path(scratch) / "report.json"
        script = folder / "bench" / "score.py"
        subprocess.run([sys.executable, str(script), what, *rest, "--json", str(out)], check=True, capture_output=True)
        return json.loads(out.read_text("utf-8"))[0]


def seed(path: Path) -> int:
    """The seed document: seven paragraphs unchanged, the rest removed under its name, the metadata read."""
    raw = path.read_text("utf-8")
    article = newsclean.clean(raw)
    lines = [line for line in raw.split("\n") if line]
    story = [line for line in lines[4:] if not line.startswith(("READ MORE:", "Also on rt.com", "Like this story?"))]
    labels = {removal.label: removal.text for removal in article.removed}
    metadata = article.metadata
    checks = {
        "the seven body paragraphs, unchanged": article.text == "\n\n".join(story),
        "title once": metadata.title == lines[2],
        "published": metadata.published == datetime(2020, 3, 5, 12, 38),
        "related, in order": [r.title for r in metadata.related]
        == [next(x[len(p) :].strip() for x in lines if x.startswith(p)) for p in ("READ MORE:", "Also on rt.com")],
        "site": metadata.site in ("rt.com", "RT"),
        "every kind named": {"icon_labels", "dateline", "title", "cross_link", "share_prompt"} <= set(labels),
        "both headlines, both links": sum(r.label == "title" for r in article.removed) == 2
        and sum(r.label == "cross_link" for r in article.removed) == 2,
        "icon run whole": labels.get("icon_labels", "") == lines[0],
        "offsets": all(raw[r.start : r.end] == r.text and r.why and r.detector for r in article.removed),
        "clean again is the same": newsclean.clean(article.text).text == article.text,
    }
    for name, ok in checks.items():
        print(f"{'ok  ' if ok else 'FAIL'} seed: {name}")
    return sum(not ok for ok in checks.values())


if __name__ == "__main__":
    sys.exit(1 if main(Path(sys.argv[1])) else 0)
