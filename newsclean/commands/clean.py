"""Cleans pages and texts: the story, as text, JSON or Markdown.

This is what `newsclean FILE...` does without a command.
"""

from __future__ import annotations

import argparse
import json
import shutil
from typing import Any

from newsclean.article import Article, to_json
from newsclean.commands import Inputs, Output, add_input, add_output
from newsclean.render.printable import printable
from newsclean.render.terminal import explain

FORMATS = ("text", "json", "jsonl", "markdown")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_input(parser)
    parser.add_argument("--format", choices=FORMATS, default="text", help="what is written (default: text)")
    parser.add_argument(
        "--with-metadata", action="store_true", help="title, authors, date ... in front of text and Markdown"
    )
    parser.add_argument("--explain", action="store_true", help="show the document with what was removed and why")
    add_output(parser)


def run(options: argparse.Namespace) -> int:
    inputs = Inputs(options)
    many = len(inputs.names) > 1
    with Output(options.output, inputs.names) as output:
        if options.format == "json" and many and not options.explain:
            output.write(to_json([_data(name, article) for name, article in inputs], indent=2) + "\n")
            return inputs.code
        for number, (name, article) in enumerate(inputs):
            if options.explain:
                width = shutil.get_terminal_size().columns if output.in_colour else 0
                written = explain(article, colour=output.in_colour, width=width)
            else:
                written = _written(name, article, options)
                written = printable(written, "?") if output.on_terminal else written
            headed = many and (options.explain or options.format in ("text", "markdown"))
            output.write(("\n" if number else "") + f"==> {name} <==\n{written}" if headed else written)
    return inputs.code


def _written(name: str, article: Article, options: argparse.Namespace) -> str:
    if options.format == "jsonl":
        return to_json(_data(name, article)) + "\n"
    if options.format == "json":
        return to_json(_data(name, article), indent=2) + "\n"
    rows = _metadata(article) if options.with_metadata else {}
    if options.format == "markdown":
        front = "".join(f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in rows.items())
        return (f"---\n{front}---\n\n" if front else "") + article.to_markdown()
    front = "".join(f"{key}: {' '.join(value.split())}\n" for key, value in rows.items())
    return (f"{front}\n" if front else "") + (f"{article.text}\n" if article.text else "")


def _data(name: str, article: Article) -> dict[str, Any]:
    return {"id": name, **article.to_dict()}


def _metadata(article: Article) -> dict[str, str]:
    """What stands in front of a text: the fields a reader asks for, those without a value left out."""
    metadata = article.metadata
    rows = {
        "title": metadata.title,
        "authors": ", ".join(metadata.authors),
        "published": metadata.published and metadata.published.isoformat(),
        "modified": metadata.modified and metadata.modified.isoformat(),
        "site": metadata.site,
        "section": metadata.section,
        "tags": ", ".join(metadata.tags),
        "language": metadata.language,
        "url": article.document.url or metadata.canonical_url,
    }
    return {key: value for key, value in rows.items() if value}
