"""The command line: `newsclean [FILE|-]...` and `newsclean COMMAND ...`.

Exit codes: 0 done, 1 nothing extracted, 2 wrong usage, 3 some documents failed, 130 interrupted.
"""

from __future__ import annotations

import argparse
import logging
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType

from newsclean import __version__, commands
from newsclean.commands import DONE, INTERRUPTED, SOME_FAILED, USAGE, UsageError, complain

_DEFAULT = "clean"
_EXIT_CODES = "Exit codes: 0 done, 1 nothing extracted, 2 wrong usage, 3 some documents failed, 130 interrupted."


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command line and returns its exit code."""
    logging.basicConfig(stream=sys.stderr, format="%(levelname)s %(message)s", level=logging.WARNING)
    words = list(sys.argv[1:] if arguments is None else arguments)
    try:
        return _run(words)
    except UsageError as error:
        complain(str(error))
        return USAGE
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        # Whoever read has seen enough; what is still buffered has nowhere to go.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except OSError as error:
        complain(f"cannot write {error.filename or 'the output'}: {error.strerror or error}")
        return SOME_FAILED


def _run(words: list[str]) -> int:
    names = sorted(module.name for module in iter_modules(commands.__path__))
    # A file that is called like a command is meant by ./name.
    name = words.pop(0) if words and words[0] in names else _DEFAULT
    command = import_module(f"{commands.__name__}.{name}")
    parser = _parser(name, command, names)
    command.add_arguments(parser)
    code: int = command.run(parser.parse_args(words))
    return code


def _parser(name: str, command: ModuleType, names: Sequence[str]) -> argparse.ArgumentParser:
    described, epilog = _first_line(command), _EXIT_CODES
    if name == _DEFAULT:
        others = (import_module(f"{commands.__name__}.{one}") for one in names if one != _DEFAULT)
        listed = "\n".join(f"  {one.__name__.rpartition('.')[2]:<10} {_first_line(one)}" for one in others)
        epilog = f"commands (newsclean COMMAND --help):\n{listed}\n\n{_EXIT_CODES}"
    parser = argparse.ArgumentParser(
        prog="newsclean" if name == _DEFAULT else f"newsclean {name}",
        description=described,
        epilog=epilog,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"newsclean {__version__}")
    return parser


def _first_line(command: ModuleType) -> str:
    return (command.__doc__ or "").partition("\n")[0]


if __name__ == "__main__":
    sys.exit(main())
