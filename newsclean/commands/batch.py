"""Cleans files, folders, JSON lines, tables and web archives into JSON lines; goes on after any interruption."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from newsclean import __version__
from newsclean.batch.journal import JournalError
from newsclean.batch.page import Unreadable
from newsclean.batch.progress import progress
from newsclean.batch.row import LEDGERS, Cleaner
from newsclean.batch.run import run as run_batch
from newsclean.batch.sink import FileSink, Sink, StreamSink, journal_of
from newsclean.batch.sources import Fields, Source
from newsclean.batch.sources.names import missing
from newsclean.batch.summary import Summary
from newsclean.commands import DONE, INTERRUPTED, NOTHING, SOME_FAILED, STDIN, UsageError, complain
from newsclean.extras import MissingExtraError

# Failures that are shown when nobody asked for a file of them.
_SHOWN = 10
_SAFE = "what is written is whole, and --resume goes on with it"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "inputs",
        nargs="*",
        metavar="INPUT",
        help="pages and texts, .jsonl, .parquet, .warc, also .gz or .zst; folders, globs; - or none: standard input",
    )
    parser.add_argument("-o", "--output", metavar="FILE", help="JSON lines; .gz and .zst compress (default: stdout)")
    parser.add_argument("--text-field", default="text", metavar="NAME", help="of JSON lines and tables (default: text)")
    parser.add_argument("--url-field", default="url", metavar="NAME", help="likewise (default: url)")
    parser.add_argument("--id-field", default="id", metavar="NAME", help="likewise (default: id)")
    parser.add_argument(
        "--ledger",
        choices=LEDGERS,
        default="spans",
        help="what was removed: nothing, [start, end, score] for each label, or each with text and reason"
        " (default: spans)",
    )
    parser.add_argument("--workers", type=_at_least_one, default=1, metavar="N", help="processes (default: 1)")
    parser.add_argument("--unordered", action="store_true", help="write documents as they are done")
    parser.add_argument("--resume", action="store_true", help="go on with the output of an interrupted run")
    parser.add_argument("--failures", metavar="FILE", help="JSON lines: what failed, and why")
    parser.add_argument("--summary", metavar="FILE", help="write the summary as JSON, too")


def run(options: argparse.Namespace) -> int:
    for name in missing(options.inputs):
        raise UsageError(f"{name}: no such file")
    if options.output == STDIN:
        options.output = None
    written = [Path(name) for name in (options.output, options.failures, options.summary) if name]
    if options.output:
        written.append(journal_of(Path(options.output)))
    for one in options.inputs:
        if any(Path(one).resolve() == path.resolve() for path in written):
            raise UsageError(f"{one} is one of the inputs")
    source = Source(options.inputs, Fields(options.text_field, options.url_field, options.id_field), written)
    summary = Summary()
    interrupted = False
    try:
        _run(source, options, summary)
    except (JournalError, MissingExtraError) as error:
        raise UsageError(str(error)) from None
    except KeyboardInterrupt:
        interrupted = True
    except OSError as error:
        if not options.output:
            raise
        complain(f"cannot write {error.filename or options.output}: {error.strerror or error}; {_SAFE}")
        return SOME_FAILED
    print(summary, file=sys.stderr)
    if options.summary:
        Path(options.summary).write_text(json.dumps(summary.to_dict(), indent=2, ensure_ascii=False) + "\n", "utf-8")
    if interrupted:
        complain(f"interrupted; {_SAFE}" if options.output else "interrupted")
        return INTERRUPTED
    if summary.failed:
        return SOME_FAILED
    return DONE if summary.with_text or summary.before else NOTHING


def _run(source: Source, options: argparse.Namespace, summary: Summary) -> None:
    sink = _sink(options)
    try:
        shown = progress(source.size())
        try:
            run_batch(
                source,
                Cleaner(options.ledger),
                sink,
                shown,
                summary,
                workers=options.workers,
                ordered=not options.unordered,
                complain=_Complaints(quiet=bool(options.failures)),
            )
        finally:
            shown.close()
    finally:
        sink.close()


def _sink(options: argparse.Namespace) -> Sink:
    if not options.output:
        if options.resume or options.failures:
            raise UsageError("--resume and --failures go with --output FILE")
        return StreamSink()
    same = ("ledger", "text_field", "url_field", "id_field")
    begun = {"version": __version__, **{key: getattr(options, key) for key in same}}
    failures = Path(options.failures) if options.failures else None
    return FileSink(Path(options.output), failures, {**begun, "failures": bool(failures)}, resume=options.resume)


class _Complaints:
    """A line on stderr for the first failures; all of them are in the failures file, where there is one."""

    def __init__(self, quiet: bool) -> None:
        self._left = 0 if quiet else _SHOWN

    def __call__(self, failed: Unreadable) -> None:
        if self._left:
            self._left -= 1
            more = "" if self._left else " (no more are shown: --failures FILE has all)"
            complain(f"{failed.id}: {failed.reason}{more}")


def _at_least_one(word: str) -> int:
    number = int(word)
    if number < 1:
        raise argparse.ArgumentTypeError("at least 1")
    return number
