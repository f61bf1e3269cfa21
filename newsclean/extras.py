"""Optional packages: imported where they are needed, and named by the extra that installs them."""

from __future__ import annotations

from importlib import import_module
from typing import Any


class MissingExtraError(ImportError):
    """A package that an optional part of newsclean needs is not installed; the message is one line that says how."""


def need(module: str, extra: str, purpose: str) -> Any:
    """Imports a module of an optional package.

    Args:
        module: its full name, "pyarrow.parquet".
        extra: newsclean's extra that installs it.
        purpose: what cannot be done without it, for the message: "reading Parquet".

    Raises:
        MissingExtraError: the package is not installed.

    >>> need("no_such_package.tables", "tables", "reading tables")
    Traceback (most recent call last):
        ...
    newsclean.extras.MissingExtraError: reading tables needs no_such_package: pip install 'newsclean[tables]'
    """
    try:
        return import_module(module)
    except ModuleNotFoundError as error:
        package = module.partition(".")[0]
        if error.name and error.name.partition(".")[0] != package:
            raise  # it is there, but broken
        raise MissingExtraError(f"{purpose} needs {package}: pip install 'newsclean[{extra}]'") from None
