"""Inputs as people name them, files as they are opened: folders and globs become their files, in a fixed order."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterator, Sequence, Set
from pathlib import Path
from typing import NamedTuple

STDIN = "-"


class Named(NamedTuple):
    """A file to read."""

    name: str
    size: int
    asked_for: bool
    """Named by itself or by a glob, not found in a folder."""


def missing(inputs: Sequence[str]) -> list[str]:
    """The inputs that lead to nothing: no such file, no file for a glob."""
    return [one for one in inputs if one != STDIN and not os.path.lexists(one) and not _matches(one)]


def names(inputs: Sequence[str], leave_out: Set[Path]) -> Iterator[Named]:
    """The files of the inputs, each folder's in the order of their names; hidden ones are left alone.

    Args:
        leave_out: resolved paths that are never inputs: what this run writes.
    """
    for one in inputs:
        if one == STDIN:
            yield Named(STDIN, 0, True)
            continue
        for name in [one] if os.path.lexists(one) else _matches(one):
            found = _folder(name) if Path(name).is_dir() else iter([name])
            for file in found:
                if Path(file).resolve() not in leave_out:
                    yield Named(file, _size(file), file == name)


def _matches(pattern: str) -> list[str]:
    # glob and not Path.glob: a pattern may begin anywhere, at the root as well as here.
    return sorted(glob.glob(pattern, recursive=True)) if glob.has_magic(pattern) else []  # noqa: PTH207


def _folder(folder: str) -> Iterator[str]:
    # Links to folders are not followed: they may lead in circles.
    with os.scandir(folder) as entries:
        here = sorted(((e.name, e.path, e.is_dir(follow_symlinks=False)) for e in entries), key=lambda e: e[0])
    for name, path, is_folder in here:
        if name.startswith("."):
            continue
        if is_folder:
            yield from _folder(path)
        else:
            yield path


def _size(name: str) -> int:
    try:
        return Path(name).stat().st_size
    except OSError:
        return 0
