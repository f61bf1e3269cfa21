"""The invented pages under fixtures/pages, and small detectors that tests can do without the built-in ones."""

from collections.abc import Iterable
from pathlib import Path

import newsclean
from newsclean import Detector, Finding

PAGES = sorted(path for path in (Path(__file__).parent.parent / "fixtures" / "pages").iterdir())
NAMES = [path.name for path in PAGES]


def finding(*found: tuple[str, str, float]) -> Detector:
    """A detector that finds exactly these: (text, label, confidence), each where it first stands in a block."""

    @newsclean.detector(*sorted({label for _, label, _ in found}))
    def told(document, _):
        for text, label, confidence in found:
            for block in document.blocks:
                at = block.text.find(text)
                if at >= 0:
                    span = (at, at + len(text))
                    yield Finding.of(block, label, confidence, f"says {text!r}", span=span)

    return told


def spans(found: Iterable[tuple[int, int, str, float]]) -> Detector:
    """A detector that finds these spans of the document's text, as far as they lie in it."""
    rows = list(found)

    @newsclean.detector("story", "ad", "caption", "other")
    def random_spans(document, _):
        for start, end, label, confidence in rows:
            low, high = sorted((start % (len(document.text) + 1), end % (len(document.text) + 1)))
            yield Finding(low, high, label, confidence, "by chance")

    return random_spans
