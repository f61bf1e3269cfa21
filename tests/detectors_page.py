"""Writes docs/detectors.md from the detectors' own docstrings: `python -m tests.detectors_page`."""

from __future__ import annotations

from pathlib import Path

from newsclean.detectors import built_in

PAGE = Path(__file__).parent.parent / "docs" / "detectors.md"


def page() -> str:
    """The page of all built-in detectors, as Markdown."""
    parts = ["# Detectors\n\nWritten by `python -m tests.detectors_page` from the detectors' docstrings.\n"]
    for one in built_in():
        facts = f"Labels: {', '.join(f'`{label}`' for label in one.labels)}."
        if one.needs:
            facts += f" Needs: {', '.join(f'`{label}`' for label in one.needs)}."
        parts.append(f"## {one.name}\n\n{one.documentation}\n\n{facts}\n")
    return "\n".join(parts)


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
