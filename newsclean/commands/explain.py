"""Shows a document in the terminal: kept text plain, removed text struck out, with the reason behind it."""

from __future__ import annotations

import argparse
import shutil

from newsclean.commands import Inputs, Output, UsageError, add_input, add_output
from newsclean.pipeline import default_pipeline
from newsclean.render.terminal import explain


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_input(parser)
    parser.add_argument(
        "--only", action="append", default=[], metavar="LABEL", help="only the lines with removals of this label"
    )
    parser.add_argument("--width", type=int, metavar="COLUMNS", help="wrap here (default: the terminal's width)")
    add_output(parser)


def run(options: argparse.Namespace) -> int:
    known = {label for detector in default_pipeline().detectors for label in detector.labels}
    for label in options.only:
        if label not in known:
            raise UsageError(f"unknown label {label!r}; known: {', '.join(sorted(known))}")
    if options.width is not None and options.width < 1:
        raise UsageError(f"--width takes a number of columns, not {options.width}")
    inputs = Inputs(options)
    with Output(options.output, inputs.names) as output:
        width = shutil.get_terminal_size().columns if output.in_colour else 0
        for number, (name, article) in enumerate(inputs):
            shown = explain(
                article,
                colour=output.in_colour,
                only=options.only,
                width=width if options.width is None else options.width,
            )
            head = f"==> {name} <==\n" if len(inputs.names) > 1 else ""
            output.write(("\n" if number else "") + head + shown)
    return inputs.code
