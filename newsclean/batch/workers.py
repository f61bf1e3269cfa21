"""Worker processes: a function over many tasks, in bounded memory, come what may of a single task.

Processes are spawned, never forked (a fork in a process with threads can hang), and no signal handler is set in the
calling process, so this works in threads, notebooks and executors. Each worker talks over a pipe of its own: when it
dies, it is known which task it was at, and the tasks behind that one are given to others.
"""

from __future__ import annotations

import multiprocessing
import pickle
import signal
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import suppress
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnContext
from queue import SimpleQueue
from typing import Any, Generic, NamedTuple, TypeAlias, TypeVar

Task = TypeVar("Task")
Result = TypeVar("Result")

# Tasks a worker has, the one at work included: enough that it does not wait for a busy parent (on a machine with four
# processes for each core, 58 pauses in 290 documents of 10 ms), few enough to be done again when it dies.
_HELD = 6


class Failed(NamedTuple):
    """What stands in the place of a result: the function raised, or the worker died."""

    reason: str


Results: TypeAlias = Generator[tuple[Task, Result | Failed], None, None]


def spread(
    function: Callable[[Task], Result],
    tasks: Iterable[Task],
    *,
    workers: int = 1,
    ordered: bool = True,
    window: int = 8,
) -> Results[Task, Result]:
    """Calls the function with every task; gives each task with its result.

    Args:
        function: with more than one worker it is pickled, so it stands at the top level of a module.
        tasks: read only as fast as results are taken.
        workers: processes; 1 works in this one.
        ordered: results in the order of the tasks, else as they come.
        window: tasks for each worker that may be out or waiting for their turn; bounds memory.

    Raises:
        ValueError: fewer than one worker.
        TypeError: the function cannot be pickled.
        RuntimeError: workers cannot be started here.
        Exception: whatever reading the tasks raises, after the results of the tasks before it.
    """
    if workers < 1:
        raise ValueError(f"workers is at least 1, not {workers}")
    if workers == 1:
        return ((task, _attempt(function, task)) for task in tasks)
    team: _Team[Task, Result] = _Team(_pickled(function), workers)
    return team.run(tasks, ordered, workers * max(window, _HELD))


def _attempt(function: Callable[[Task], Result], task: Task) -> Result | Failed:
    try:
        return function(task)
    except Exception as error:
        return Failed(f"{type(error).__name__}: {error}")


def _pickled(function: Callable[..., Any]) -> bytes:
    try:
        return pickle.dumps(function)
    except (pickle.PicklingError, AttributeError, TypeError) as error:
        raise TypeError(
            f"cannot be sent to worker processes: {error}; define detectors and veto at the top level of a module,"
            " or use workers=1"
        ) from None


class _Worker:
    """A process, the pipe to it, and the numbers of the tasks it has, the one at work first."""

    def __init__(self, context: SpawnContext, function: bytes) -> None:
        self.pipe, theirs = context.Pipe()
        self.process = context.Process(target=_work, args=(theirs, function), daemon=True)
        self.process.start()
        theirs.close()
        self.tasks: deque[int] = deque()
        self.ready = False

    def give(self, number: int, task: Any) -> None:
        self.tasks.append(number)
        # Where it has died, the pipe's end tells when its turn to be read comes.
        with suppress(OSError):
            self.pipe.send(task)

    def stop(self) -> None:
        self.pipe.close()
        self.process.terminate()
        self.process.join()


class _Team(Generic[Task, Result]):
    """The workers of one run, and the tasks that are out."""

    def __init__(self, function: bytes, size: int) -> None:
        if multiprocessing.current_process().daemon:
            raise RuntimeError("this process may not start others (it is a daemonic worker itself): use workers=1")
        self._context = multiprocessing.get_context("spawn")
        self._function = function
        self._size = size
        self._workers: list[_Worker] = []
        self._out: dict[int, Task] = {}
        self._again: deque[int] = deque()

    def run(
        self, tasks: Iterable[Task], ordered: bool, limit: int
    ) -> Generator[tuple[Task, Result | Failed], None, None]:
        source = _Numbered(tasks)
        done: dict[int, tuple[Task, Result | Failed]] = {}
        turn = 0
        try:
            for _ in range(self._size):
                self._workers.append(_Worker(self._context, self._function))
            while True:
                self._hand_out(source, limit - len(done))
                if not self._out:
                    break
                for number, result in self._results():
                    done[number] = (self._out.pop(number), result)
                while done and (not ordered or turn in done):
                    yield done.pop(turn if ordered else next(iter(done)))
                    turn += 1
        finally:
            for worker in self._workers:
                worker.stop()
        if source.error is not None:
            raise source.error

    def _hand_out(self, source: _Numbered[Task], limit: int) -> None:
        """Gives out tasks until every worker has enough, nothing is left, or the window is full."""
        while True:
            worker = min(self._workers, key=lambda one: len(one.tasks))
            if len(worker.tasks) >= _HELD:
                return
            if self._again:
                number = self._again.popleft()
            elif len(self._out) < limit and (new := source.next()) is not None:
                number, self._out[new[0]] = new
            else:
                return
            worker.give(number, self._out[number])

    def _results(self) -> Iterator[tuple[int, Result | Failed]]:
        """What the workers have to say, at least one of them."""
        by_pipe = {worker.pipe: worker for worker in self._workers}
        for pipe in wait(list(by_pipe)):
            assert isinstance(pipe, Connection)
            worker = by_pipe[pipe]
            try:
                result = pipe.recv()
            except (EOFError, OSError):
                yield from self._bury(worker)
                continue
            if worker.ready:
                yield worker.tasks.popleft(), result
            worker.ready = True

    def _bury(self, worker: _Worker) -> Iterator[tuple[int, Failed]]:
        """Replaces a worker that died; the task it was at has failed, the others are given out again."""
        worker.stop()
        if not worker.ready:
            raise RuntimeError(
                "a worker process cannot start (its own error stands above); a script that uses workers needs its code"
                ' under if __name__ == "__main__":'
            )
        self._workers[self._workers.index(worker)] = _Worker(self._context, self._function)
        if worker.tasks:
            yield worker.tasks.popleft(), Failed(f"its worker process died ({_how(worker.process.exitcode)})")
        self._again.extend(worker.tasks)


class _Numbered(Generic[Task]):
    """Tasks with their numbers; what reading them raises is kept for later, so that no result before it is lost."""

    def __init__(self, tasks: Iterable[Task]) -> None:
        self._tasks = enumerate(tasks)
        self.error: Exception | None = None

    def next(self) -> tuple[int, Task] | None:
        if self.error is not None:
            return None
        try:
            return next(self._tasks, None)
        except Exception as error:
            self.error = error
            return None


def _how(code: int | None) -> str:
    if code is not None and code < 0:
        return f"killed by {signal.Signals(-code).name}"
    return f"exit code {code}"


def _work(pipe: Connection, function: bytes) -> None:
    """What a worker process does until the pipe closes, at one end or the other."""
    # Ctrl-C on a terminal reaches every process; what becomes of the work is decided by the one that started it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    call = pickle.loads(function)
    inbox: SimpleQueue[Any] = SimpleQueue()
    # A thread empties the pipe, so that neither side ever waits for the other while both want to write.
    threading.Thread(target=_receive, args=(pipe, inbox), daemon=True).start()
    with suppress(OSError):
        pipe.send("ready")
        while (task := inbox.get()) is not _END:
            pipe.send(_attempt(call, task))


_END = object()


def _receive(pipe: Connection, inbox: SimpleQueue[Any]) -> None:
    while True:
        try:
            inbox.put(pipe.recv())
        except (EOFError, OSError):
            inbox.put(_END)
            return
