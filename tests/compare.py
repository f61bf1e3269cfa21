"""newsclean beside other extractors on labelled pages: `python -m tests.compare FOLDER html fundus-dev -e NAME ...`.

FOLDER holds corpus/ and bench/score.py; NAMEs are functions of tests/extractors.py. Prints a Markdown table: pages,
mean word F1, precision, recall, 4-gram shingle F1, in-story leak, CPU seconds for a megabyte of input.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path


def main() -> None:
    """Prints a row for each extractor and set."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("what", help="html, or flat:g for flattened pages of form g")
    parser.add_argument("sets", nargs="+")
    parser.add_argument("-e", "--extractors", nargs="+", default=["newsclean_unseen", "trafilatura"])
    parser.add_argument("--limit", type=int, default=0)
    options = parser.parse_args()
    print("| set | extractor | pages | word F1 | P | R | shingle F1 | in-story leak | s/MB |")
    print("|---|---|---|---|---|---|---|---|---|")
    for name in options.sets:
        for extractor in options.extractors:
            report = _score(options, name, extractor)
            figures = [f"{report.get(key, float('nan')):.3f}" for key in ("F1", "P", "R", "shingleF1", "leak")]
            seconds = f"{1 / report['MB_per_cpu_s']:.2f}" if report["MB_per_cpu_s"] else ""
            print(f"| {name} | {extractor} | {report['pages']} | {' | '.join(figures)} | {seconds} |", flush=True)


def _score(options: argparse.Namespace, name: str, extractor: str) -> dict:
    what, _, form = options.what.partition(":")
    with tempfile.TemporaryDirectory() as scratch:
        out = Path(scratch) / "report.json"
        command = [sys.executable, str(options.folder / "bench" / "score.py"), what, *([form] if form else []), name]
        command += ["--with", f"tests.extractors:{extractor}", "--limit", str(options.limit), "--json", str(out)]
        subprocess.run(command, check=True, capture_output=True, env=_environment(options.folder))
        return json.loads(out.read_text("utf-8"))[0]


def _environment(folder: Path) -> dict[str, str]:
    import os

    here = str(Path(__file__).parent.parent)
    return {"NEWSCLEAN_CORPUS": str(folder / "corpus"), **os.environ, "PYTHONPATH": here}


if __name__ == "__main__":
    main()
