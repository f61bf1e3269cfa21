"""Writes the ledger of a document: everything in order, kept and removed, as data."""

from __future__ import annotations

import argparse

from newsclean.article import to_json
from newsclean.commands import Inputs, Output, add_input, add_output

FORMATS = ("json", "attributes", "displacy")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_input(parser)
    parser.add_argument(
        "--format",
        choices=FORMATS,
        default="json",
        help="json: to read, edit and replay; attributes: [start, end, score] spans, a line a document;"
        " displacy: for displacy.render(manual=True) (default: json)",
    )
    add_output(parser)


def run(options: argparse.Namespace) -> int:
    inputs = Inputs(options)
    with Output(options.output, inputs.names) as output:
        for name, article in inputs:
            ledger = article.ledger
            if options.format == "attributes":
                output.write(to_json(ledger.to_attributes(name)) + "\n")
            else:
                data = ledger.to_displacy() if options.format == "displacy" else ledger.to_dict()
                output.write(to_json(data, indent=1) + "\n")
    return inputs.code
