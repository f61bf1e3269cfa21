"""A run over inputs: sources to workers to sink, with everything counted on the way."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from typing import NamedTuple

from newsclean.batch.journal import JournalError
from newsclean.batch.page import Page, Skipped, Unreadable
from newsclean.batch.progress import Progress
from newsclean.batch.row import Cleaned
from newsclean.batch.sink import Sink
from newsclean.batch.sources import Source
from newsclean.batch.summary import Summary
from newsclean.batch.workers import Failed, spread

# Finished lines are some 20 kB: this many for each worker may wait for a slow document in front of them.
_WINDOW = 32


class _Task(NamedTuple):
    position: int
    digest: str
    page: Page | Unreadable


@dataclass(frozen=True)
class _OnPage:
    """The cleaner as a function of a task; what could not be read passes through, so that order is kept."""

    clean: Callable[[Page], Cleaned]

    def __call__(self, task: _Task) -> Cleaned | Unreadable:
        return self.clean(task.page) if isinstance(task.page, Page) else task.page


def run(
    source: Source,
    clean: Callable[[Page], Cleaned],
    sink: Sink,
    progress: Progress,
    summary: Summary,
    *,
    workers: int = 1,
    ordered: bool = True,
    complain: Callable[[Unreadable], None] = lambda _: None,
) -> None:
    """Cleans everything a source has that the sink has not got yet.

    Args:
        clean: a page to a finished line, see `newsclean.batch.row.Cleaner`.
        summary: counts what is done.
        workers: processes; 1 cleans in this one.
        ordered: lines in the order of the input.
        complain: called with each document that failed.

    Raises:
        JournalError: a document that was done before is not what it was.
        OSError: the output cannot be written; what is in it is safe.
    """
    tasks = _tasks(source, sink, summary)
    with closing(spread(_OnPage(clean), tasks, workers=workers, ordered=ordered, window=_WINDOW)) as results:
        for task, cleaned in results:
            if isinstance(cleaned, Failed | Unreadable):
                failed = Unreadable(task.page.id, cleaned.reason)
                summary.failed += 1
                sink.failure(task.position, task.digest, failed)
                complain(failed)
            else:
                summary.add(cleaned)
                sink.row(task.position, task.digest, cleaned.line)
            progress.show(summary.before + summary.documents, summary.failed, source.read)


def _tasks(source: Source, sink: Sink, summary: Summary) -> Iterator[_Task]:
    """What is still to do. A document is known by its position and its digest."""
    position = -1
    for item in source:
        if isinstance(item, Skipped):
            summary.skip(item)
            continue
        position += 1
        summary.see(item.id)
        digest = item.digest
        before = sink.done(position)
        if before is None:
            yield _Task(position, digest, item)
        elif before == digest:
            summary.before += 1
        else:
            raise JournalError(f"{item.id} is not what it was in the interrupted run: start anew with another output")
