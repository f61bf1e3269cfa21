"""Annotated texts: flattened news with invented stories in which every character is said to be story or a kind of noise.

A file begins with `key: value` lines (language, title, date, authors and related, site), then, behind an empty line,
come the lines of the text, cut into `[label]piece`: `[story]` begins a paragraph, `[joined]` goes on with the one
above, everything else goes. `python -m newsclean.story.training.annotated FILE ...` says what is wrong with files;
with `--show` it prints text and story.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

LABELS = frozenset(
    "story joined icon_labels cross_link share_prompt title dateline byline caption credit newsletter cookie paywall "
    "comments ad tags navigation related_list footer disclaimer app_promo other".split()
)
_KEYS = ("language", "title", "date", "authors", "site", "related")
_WITHOUT_SPACES = ("ja", "zh")
_LABEL = re.compile(r"\[([a-z_]+)\]")
_DATE = re.compile(r"(?:\d{4}-\d\d-\d\d(?:T\d\d:\d\d)?)?\Z")


@dataclass(frozen=True)
class Annotated:
    """A flattened text and what is true of it; the metadata are empty where the text does not tell them."""

    id: str
    lines: tuple[tuple[tuple[str, str], ...], ...]
    """Of the text, each as (label, piece); an empty line has none."""
    language: str
    title: str
    date: str
    """ISO 8601, to the day or the minute."""
    authors: tuple[str, ...]
    site: str
    related: tuple[str, ...]

    @property
    def text(self) -> str:
        """As the scraper left it."""
        return "\n".join("".join(piece for _, piece in line) for line in self.lines)

    @property
    def body(self) -> str:
        """The paragraphs of the story with an empty line between."""
        paragraphs: list[str] = []
        gap = "" if self.language in _WITHOUT_SPACES else " "
        for line in self.lines:
            for at, (label, piece) in enumerate(line):
                if label == "joined" and paragraphs:
                    paragraphs[-1] += piece if at else gap + piece
                elif label == "story":
                    paragraphs.append(piece)
        return "\n\n".join(" ".join(paragraph.split()) for paragraph in paragraphs)

    @property
    def removed(self) -> list[tuple[str, str]]:
        """Every other piece with its label, in order."""
        pairs = (pair for line in self.lines for pair in line)
        return [(label, piece.strip()) for label, piece in pairs if label not in ("story", "joined") and piece.strip()]


def read_annotated(path: Path) -> Annotated:
    """A file as described above.

    Raises:
        ValueError: where it breaks the format, with the file and what is wrong; `mistakes` lists all.
    """
    wrong = mistakes(path)
    if wrong:
        raise ValueError(wrong[0])
    found, rest = _split(path)
    lines = tuple(tuple(_pieces(line)) for line in rest.rstrip("\n").split("\n"))
    first = {key: found.get(key, [""])[0] for key in _KEYS}
    authors = tuple(name.strip() for name in first["authors"].split(";") if name.strip())
    related = tuple(title for title in found.get("related", ()) if title)
    return Annotated(
        path.stem, lines, first["language"], first["title"], first["date"], authors, first["site"], related
    )


def read_all(folder: Path) -> list[Annotated]:
    """Every file of a folder, by name."""
    return [read_annotated(path) for path in sorted(folder.glob("*.txt"))]


def _split(path: Path) -> tuple[dict[str, list[str]], str]:
    """The values of each key of a file's head, and its text with the labels."""
    head, _, rest = path.read_text("utf-8").partition("\n\n")
    found: dict[str, list[str]] = {}
    for line in head.split("\n"):
        key, _, value = line.partition(":")
        found.setdefault(key, []).append(value.strip())
    return found, rest


def _pieces(line: str) -> Iterator[tuple[str, str]]:
    parts = _LABEL.split(line)
    yield from zip(parts[1::2], parts[2::2], strict=True)


def mistakes(path: Path) -> list[str]:
    """What is wrong with a file, a sentence each."""
    values, rest = _split(path)
    found = [
        f"{path.name}: {key[:40]!r} of the head is none of the keys {', '.join(_KEYS)}"
        for key in values
        if key not in _KEYS
    ]
    if not values.get("language", [""])[0]:
        found.append(f"{path.name}: no language")
    if not _DATE.match(values.get("date", [""])[0]):
        found.append(f"{path.name}: the date {values['date'][0]!r} is neither 2023-05-11 nor 2023-05-11T08:30")
    lines = rest.rstrip("\n").split("\n")
    for number, line in enumerate(lines, 1):
        parts = _LABEL.split(line)
        if line and parts[0]:
            found.append(f"{path.name}: line {number} of the text begins without a label: {line[:40]!r}")
        found += [f"{path.name}: unknown label {label!r}" for label in parts[1::2] if label not in LABELS]
    text = " ".join(_LABEL.sub("", rest).split())
    for key in ("title", "related"):
        for value in values.get(key, []):
            if " ".join(value.split()) not in text:
                found.append(f"{path.name}: the {key} {value[:40]!r} does not stand in the text")
    if "[story]" not in rest:
        found.append(f"{path.name}: no story")
    return found


def main(arguments: Sequence[str] | None = None) -> None:
    """Prints the mistakes of files, or with `--show` what they hold."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--show", action="store_true")
    given = parser.parse_args(arguments)
    for path in given.files:
        print("\n".join(mistakes(path)) or f"{path.name}: well formed")
        if given.show and not mistakes(path):
            one = read_annotated(path)
            print(one.text, "-" * 40, one.body, sep="\n")


if __name__ == "__main__":
    main()
