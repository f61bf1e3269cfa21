"""datatrove: a reader that gives the pages of web archives, and a step that makes articles of pages.

    LocalPipelineExecutor([WarcPages("crawl/"), CleanNews(), JsonlWriter("articles/")], tasks=8)

The reader takes the media type from the HTTP header. datatrove's own asks libmagic where the archive has no payload
type, and pages that libmagic does not call HTML are gone without a word. The step is a plain `PipelineStep`, because
datatrove's extractors see no address and return no metadata.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from io import BufferedReader
from typing import Any

from newsclean.batch.page import Page, Skipped, Unreadable
from newsclean.batch.row import LEDGERS, article_of, encodable, removed
from newsclean.batch.sources import warc
from newsclean.batch.sources.compression import open_compressed
from newsclean.extras import need
from newsclean.pipeline import Pipeline
from newsclean.read.decode import decode

need("datatrove", "datatrove", "newsclean.integrations.datatrove")

from datatrove.pipeline.base import PipelineStep  # noqa: E402 - behind the line that says what is missing
from datatrove.pipeline.readers.base import BaseDiskReader  # noqa: E402


class WarcPages(BaseDiskReader):
    """Reads the HTML responses of WARC files, as `newsclean batch` does.

    Documents have the page as `text`, the record's id, and in `metadata` url, WARC date, digests and HTTP status.
    Arguments are those of datatrove's readers. What is no page, and what could not be read, is counted in the stats.
    """

    name = "newsclean: WARC pages"
    _requires_dependencies = ("fastwarc",)

    def read_file(self, filepath: str) -> Iterator[Any]:
        """The pages of one file; called by datatrove."""
        with self.data_folder.open(filepath, "rb") as file:
            stream = open_compressed(BufferedReader(file))
            for number, item in enumerate(warc.read(stream, filepath)):
                if isinstance(item, Skipped):
                    self.stat_update("skipped")
                elif isinstance(item, Unreadable):
                    self.stat_update("unreadable")
                elif document := self.get_document_from_dict(_plain(item), filepath, number):
                    yield document


def _plain(page: Page) -> dict[str, Any]:
    text = decode(page.raw, _known(page.encoding)) if isinstance(page.raw, bytes) else page.raw
    return {"text": text, "id": page.id, "url": page.url, **page.fields}


class CleanNews(PipelineStep):
    """Replaces each document's text, a page or flattened text, by the story, and fills its metadata.

    Reads `metadata["url"]`; where the text is bytes, `metadata["encoding"]` as well. Documents without a story are
    dropped, as datatrove's extractors do; `keep_empty` keeps them, with their status.

    Stats: total, forwarded, dropped, `status_<status>` for each status, `removed_<label>` for each removal.

    Args:
        ledger: "none", "spans" or "full": what was removed, in `metadata["removed"]`.
        keep_empty: forward documents without text, too.
        pipeline: a `newsclean.Pipeline`; the default one when left out.
    """

    type = "extractor"
    name = "newsclean"

    def __init__(self, ledger: str = "none", *, keep_empty: bool = False, pipeline: Pipeline | None = None) -> None:
        if ledger not in LEDGERS:
            raise ValueError(f"ledger is one of {', '.join(LEDGERS)}, not {ledger!r}")
        super().__init__()
        self.ledger, self.keep_empty, self.pipeline = ledger, keep_empty, pipeline

    def run(self, data: Any, rank: int = 0, world_size: int = 1) -> Iterator[Any]:  # noqa: ARG002 - as datatrove calls
        """Cleans the documents of one task; called by datatrove."""
        for document in data:
            self.stat_update("total")
            with self.track_time():
                self._clean(document)
            if document.text or self.keep_empty:
                self.stat_update("forwarded")
                self.update_doc_stats(document)
                yield document
            else:
                self.stat_update("dropped")

    def _clean(self, document: Any) -> None:
        metadata = document.metadata
        url, encoding = metadata.get("url"), metadata.get("encoding")
        article = article_of(Page(document.id, document.text, url, encoding), self.pipeline)
        document.text = encodable(article.text)
        own = {**article.metadata.to_dict(), "status": article.status, "confidence": round(article.confidence, 4)}
        if self.ledger != "none":
            own["removed"] = removed(article, self.ledger)
        metadata |= encodable(own)
        self.stat_update(f"status_{article.status}")
        for label, count in Counter(removal.label for removal in article.removed).items():
            self.stat_update(f"removed_{label}", value=count)


def _known(encoding: str | None) -> str | None:
    try:
        "".encode(encoding or "utf-8")
    except LookupError:
        return None
    return encoding
