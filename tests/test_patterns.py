"""No pattern of the package can be made to take long: each is run against strings made up from its own pieces."""

import inspect
import re
import time
from importlib import import_module
from pkgutil import walk_packages

import pytest
import regex

import newsclean

LENGTH = 10_000
SECONDS = 0.3
"""A pattern in linear time needs a hundredth of it, one in quadratic time three times as much."""
ANYTHING = (
    "a",
    "A",
    " ",
    "1",
    "-",
    "(",
    "<",
    "&",
    '"',
    "'",
    ".",
    ",",
    "/",
    ":",
    "\n",
    "=",
    "é",
    "漢",
    "a ",
    "A a ",
    "1,",
    "<a ",
    "a=",
)
LITERAL = re.compile(r"\w[\w ]{0,11}")
APART = ("newsclean.story.train", "newsclean.integrations")


def patterns():
    """Every compiled pattern that a module of the package holds, by where it stands."""
    found = {}
    for module in walk_packages(newsclean.__path__, "newsclean."):
        if module.name.startswith(APART) or module.name.endswith("__main__"):
            continue
        for name, value in vars(import_module(module.name)).items():
            values = value if isinstance(value, tuple) else (value,)
            for number, one in enumerate(values):
                if isinstance(one, re.Pattern | regex.Pattern):
                    found.setdefault(one, f"{module.name}.{name}" + (f"[{number}]" if len(values) > 1 else ""))
    return found


PATTERNS = patterns()


def attacks(pattern):
    """Repeated pieces that nothing ends: characters of every kind, and what the pattern itself is made of."""
    source = pattern.pattern.decode("latin-1") if isinstance(pattern.pattern, bytes) else pattern.pattern
    own = sorted(set(LITERAL.findall(re.sub(r"\\.", " ", source))))[:20]
    for piece in (*ANYTHING, *own):
        text = (own[0] if own else "") + piece * (LENGTH // len(piece)) + "\x00"
        yield text.encode("utf-8") if isinstance(pattern.pattern, bytes) else text


def methods(pattern):
    """As its module uses it: one that is only matched at a place may be slow to search with, and is not asked to."""
    module, _, name = PATTERNS[pattern].rpartition(".")
    source = inspect.getsource(import_module(module))
    matched = re.search(rf"\b{re.escape(name)}\.(?:match|fullmatch)\b", source)
    searched = re.search(rf"\b{re.escape(name)}\.(?:search|find|sub|split)", source)
    return [pattern.match, pattern.fullmatch] if matched and not searched else [pattern.search, pattern.match]


def test_there_are_patterns():
    assert len(PATTERNS) > 100


def seconds(pattern, text):
    begun = time.thread_time()
    for method in methods(pattern):
        method(text)
    return time.thread_time() - begun


@pytest.mark.parametrize("pattern", PATTERNS, ids=PATTERNS.values())
def test_a_pattern_takes_linear_time(pattern):
    for text in attacks(pattern):
        # A busy machine is slow now and then, a bad pattern always.
        assert any(seconds(pattern, text) < SECONDS for _ in range(3)), text[:40]
