"""Writes a test case from a document and what should become of it, in the format of newsclean.testing."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from newsclean.article import Article
from newsclean.case import case
from newsclean.commands import SOME_FAILED, Inputs, Output, UsageError, add_input, add_output, complain
from newsclean.ledger import replay
from newsclean.pipeline import default_pipeline
from newsclean.testing import check_case, read_cases


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_input(parser)
    parser.add_argument(
        "--ledger", metavar="FILE", help="what `newsclean ledger` wrote, edited; without it the case is as it is now"
    )
    parser.add_argument(
        "--label",
        action="append",
        default=[],
        metavar="LABEL",
        help="only removals of this label, with their neighbours",
    )
    parser.add_argument("--title", default="", help="what is special about it, one line")
    add_output(parser)


def run(options: argparse.Namespace) -> int:
    inputs = Inputs(options)
    if len(inputs.names) > 1:
        raise UsageError("a case is made of one FILE")
    with Output(options.output, inputs.names) as output:
        for _, article in inputs:
            try:
                wanted = _replayed(options.ledger, article) if options.ledger else article
            except (OSError, ValueError, KeyError, TypeError) as error:
                complain(f"{options.ledger}: {error}")
                return SOME_FAILED
            written = case(wanted, options.title, options.label)
            output.write(written + "\n")
            complain(_verdict(written))
    return inputs.code


def _replayed(name: str, article: Article) -> Article:
    document = article.document
    return replay(json.loads(Path(name).read_text("utf-8")), document.markup or document.text, document.url)


def _verdict(written: str) -> str:
    """Whether the case holds today, in one line."""
    try:
        check_case(default_pipeline(), read_cases(written)[0])
    except AssertionError:
        return "the case fails today"
    return "the case passes today"
