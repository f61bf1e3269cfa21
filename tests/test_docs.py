"""The documents keep their word: their examples run, and the generated page is what the code says."""

import re
from pathlib import Path

import pytest

from tests.detectors_page import PAGE, page

ROOT = Path(__file__).parent.parent
PYTHON = re.compile(r"^```python\n(.*?)^```", re.M | re.S)


def documents_with_examples():
    paths = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
    return [path for path in paths if PYTHON.search(path.read_text("utf-8"))]


@pytest.mark.parametrize("path", documents_with_examples(), ids=lambda path: path.name)
def test_the_examples_of_a_document_run_from_top_to_bottom(path, monkeypatch):
    monkeypatch.chdir(ROOT)
    names: dict = {}
    for example in PYTHON.findall(path.read_text("utf-8")):
        exec(compile(example, path.name, "exec"), names)


def test_the_page_of_detectors_is_up_to_date():
    assert PAGE.read_text("utf-8") == page(), "run: python -m tests.detectors_page"
