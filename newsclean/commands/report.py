"""Writes a report a browser shows: a page for each document, what was removed marked with its reason, and an index."""

from __future__ import annotations

import argparse
import re
from pathlib import Path

from newsclean.commands import SOME_FAILED, STDIN, Inputs, add_input, complain
from newsclean.render.report import report
from newsclean.render.report_index import Row, index_page

INDEX = "index.html"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_input(parser)
    parser.add_argument("-o", "--output", metavar="DIR", required=True, help="folder for the pages; made if missing")


def run(options: argparse.Namespace) -> int:
    inputs = Inputs(options)
    folder = Path(options.output)
    rows = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for number, (name, article) in enumerate(inputs, 1):
            file = _file_name(number, name)
            _write(folder / file, report(article, name, index=INDEX))
            rows.append(Row.of(article, file, name))
        _write(folder / INDEX, index_page(rows))
    except OSError as error:
        complain(f"cannot write {error.filename or folder}: {error.strerror or error}")
        return SOME_FAILED
    print(folder / INDEX)
    return inputs.code


def _file_name(number: int, name: str) -> str:
    """A name every file system takes, in the order of the inputs."""
    stem = "stdin" if name == STDIN else Path(name).stem
    return f"{number:03d}-{re.sub(r'[^A-Za-z0-9._-]+', '-', stem)[:60].strip('-.') or 'document'}.html"


def _write(path: Path, text: str) -> None:
    path.write_text(text, "utf-8", errors="replace")
