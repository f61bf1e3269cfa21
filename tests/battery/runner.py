"""Each case in a process of its own, within limits that the operating system holds."""

from __future__ import annotations

import multiprocessing
import resource
from importlib import import_module
from multiprocessing.connection import Connection

import newsclean
from tests.battery.case import Case, faults

GROUPS = ("sizes", "encodings", "characters", "structure", "concealed", "metadata", "foreign", "damaged")
SECONDS = 20
MEMORY = 1 << 30


def all_cases(groups: tuple[str, ...] = GROUPS) -> dict[str, list[Case]]:
    """The cases by group; names are unique within one."""
    return {group: list(import_module(f"tests.battery.{group}").cases()) for group in groups}


def _alone(case: Case, report: Connection) -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS + 1))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    try:
        report.send(faults(case))
    except MemoryError:
        report.send(["out of memory"])
    except BaseException as error:
        report.send([f"{type(error).__name__}: {error}"[:200]])


def run(case: Case) -> tuple[list[str], float]:
    """(faults, seconds of CPU time) of a case in its own process.

    The process is a fork of this one, which has the library loaded: to start Python anew and load it took more time
    than most cases do.
    """
    newsclean.clean("Warm.")
    fork = multiprocessing.get_context("fork")
    receiver, sender = fork.Pipe(duplex=False)
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    process = fork.Process(target=_alone, args=(case, sender))
    process.start()
    sender.close()
    try:
        found = receiver.recv()
    except EOFError:
        found = None
    process.join()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    if found is None:
        found = [f"more than {SECONDS} s" if seconds >= SECONDS - 1 else f"died with {process.exitcode}"]
    return found, seconds
