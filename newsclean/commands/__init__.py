"""The commands, one module each, found by looking: `newsclean report ...` is `commands/report.py`.

A command module has a docstring (its first line is the help), `add_arguments(parser)` and `run(options)`, which
returns an exit code. What they share stands here: exit codes, reading named files, writing the output.
"""

from __future__ import annotations

import argparse
import os
import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

from newsclean.article import Article
from newsclean.pipeline import default_pipeline
from newsclean.read import not_text

DONE, NOTHING, USAGE, SOME_FAILED, INTERRUPTED = 0, 1, 2, 3, 130
STDIN = "-"
_LANGUAGE = re.compile("[A-Za-z]{2}")


class UsageError(Exception):
    """Wrong options: the command ends with one line and exit code 2."""


def complain(message: str) -> None:
    """One line on stderr."""
    print(f"newsclean: {message}", file=sys.stderr)


def add_input(parser: argparse.ArgumentParser) -> None:
    """The arguments that say what is cleaned."""
    parser.add_argument("files", nargs="*", metavar="FILE", help="pages or texts; - or none: standard input")
    parser.add_argument("--url", help="the page's address, evidence for the metadata; never fetched")
    parser.add_argument("--kind", choices=("html", "text"), help="instead of looking at the content")
    parser.add_argument("--language", help="two-letter code, where it is known")


class Inputs:
    """The named files, cleaned one after the other; a file that cannot be read costs one line and is counted."""

    def __init__(self, options: argparse.Namespace) -> None:
        self.names: Sequence[str] = options.files or [STDIN]
        self._options = options
        self._failed = self._with_text = 0
        if options.url and len(self.names) > 1:
            raise UsageError("--url goes with one FILE")
        if options.language and not _LANGUAGE.fullmatch(options.language):
            raise UsageError(f"--language takes a two-letter code such as de, not {options.language!r}")

    def __iter__(self) -> Iterator[tuple[str, Article]]:
        options = self._options
        for name in self.names:
            try:
                data = read_file(name)
            except (OSError, ValueError) as error:
                complain(f"{name}: {error}")
                self._failed += 1
                continue
            article = default_pipeline().clean(data, options.url, kind=options.kind, language=options.language)
            self._with_text += bool(article.text)
            yield name, article

    @property
    def code(self) -> int:
        """The exit code, when all is done."""
        if self._failed:
            return SOME_FAILED
        return DONE if self._with_text else NOTHING


def read_file(name: str) -> bytes:
    """The bytes of a file, or of standard input for "-".

    Raises:
        OSError, ValueError: it cannot be read, or is binary; the message is fit for one line.
    """
    if name == STDIN:
        data = sys.stdin.buffer.read()
    else:
        try:
            data = Path(name).read_bytes()
        except OSError as error:
            raise OSError(error.strerror or str(error)) from None
    if not_text(data):
        raise ValueError("binary data, neither HTML nor text")
    return data


def add_output(parser: argparse.ArgumentParser) -> None:
    """The argument that says where the output goes."""
    parser.add_argument("-o", "--output", metavar="FILE", help="write here instead of to standard output")


class Output:
    """Where a command writes: a file that is opened with the first write, or standard output."""

    def __init__(self, name: str | None, inputs: Sequence[str] = ()) -> None:
        self._name = name
        self._file: BinaryIO | None = None
        if name and any(one != STDIN and Path(one).exists() and _same(one, name) for one in inputs):
            raise UsageError(f"{name} is one of the inputs")

    def __enter__(self) -> Output:
        return self

    def __exit__(self, *_: object) -> None:
        if self._file is not None and self._name:
            self._file.close()

    @property
    def on_terminal(self) -> bool:
        """Whether somebody reads it on a terminal, which control characters would steer."""
        return not self._name and sys.stdout.isatty()

    @property
    def in_colour(self) -> bool:
        """Whether that terminal shows colours (https://no-color.org)."""
        return self.on_terminal and "NO_COLOR" not in os.environ

    def write(self, text: str) -> None:
        """Writes text as UTF-8; a lone surrogate becomes a question mark."""
        if self._file is None:
            self._file = Path(self._name).open("wb") if self._name else sys.stdout.buffer  # noqa: SIM115
        self._file.write(text.encode("utf-8", "replace"))
        self._file.flush()


def _same(one: str, other: str) -> bool:
    return Path(other).exists() and Path(one).samefile(other)
