"""Lists the detectors, built in and installed, with one line of documentation each."""

from __future__ import annotations

import argparse

from newsclean.commands import DONE
from newsclean.pipeline import default_pipeline


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Takes none."""


def run(options: argparse.Namespace) -> int:  # noqa: ARG001 - every command is called alike
    found = sorted(default_pipeline().detectors, key=lambda one: one.name)
    width = max(len(one.name) for one in found)
    for one in found:
        print(f"{one.name:<{width}}  {(one.documentation.splitlines() or [''])[0]}")
    return DONE
