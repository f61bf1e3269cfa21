"""Scrapy: an item pipeline that makes articles of the pages that spiders yield.

    ITEM_PIPELINES = {"newsclean.integrations.scrapy.NewscleanPipeline": 300}

A spider yields items with the page in `html` and its address in `url`; the pipeline adds text, metadata, status,
confidence and removed. Stats count `newsclean/status/<status>` and `newsclean/removed/<label>`.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

from newsclean.batch.row import LEDGERS, removed
from newsclean.extras import need
from newsclean.pipeline import Pipeline


class NewscleanPipeline:
    """Cleans the page in each item; items without one pass as they are.

    Settings:
        NEWSCLEAN_HTML_FIELD: the item's field with the page, str or bytes ("html"). It stays in the item; what is
            exported is Scrapy's FEED_EXPORT_FIELDS' business.
        NEWSCLEAN_URL_FIELD: the item's field with its address ("url").
        NEWSCLEAN_LEDGER: "none", "spans" or "full", what was removed ("spans").
        NEWSCLEAN_POLICY: "balanced", "precision" or "recall" ("balanced").

    Fields are added to dicts; of an item with declared fields, those that it declares are filled.
    """

    def __init__(self, stats: Any, html_field: str, url_field: str, ledger: str, policy: str) -> None:
        if ledger not in LEDGERS:
            raise ValueError(f"NEWSCLEAN_LEDGER is one of {', '.join(LEDGERS)}, not {ledger!r}")
        self._stats, self._html_field, self._url_field, self._ledger = stats, html_field, url_field, ledger
        self._pipeline = Pipeline().with_policy(policy)
        self._adapter = need("itemadapter", "scrapy", "newsclean.integrations.scrapy").ItemAdapter

    @classmethod
    def from_crawler(cls, crawler: Any) -> NewscleanPipeline:
        """Called by Scrapy."""
        settings = crawler.settings
        return cls(
            crawler.stats,
            settings.get("NEWSCLEAN_HTML_FIELD", "html"),
            settings.get("NEWSCLEAN_URL_FIELD", "url"),
            settings.get("NEWSCLEAN_LEDGER", "spans"),
            settings.get("NEWSCLEAN_POLICY", "balanced"),
        )

    def process_item(self, item: Any) -> Any:
        """Called by Scrapy with each item."""
        adapter = self._adapter(item)
        raw = adapter.get(self._html_field)
        if raw is None:
            return item
        article = self._pipeline.clean(raw, adapter.get(self._url_field))
        made = {
            "text": article.text,
            "metadata": article.metadata.to_dict(),
            "status": article.status,
            "confidence": round(article.confidence, 4),
        }
        if self._ledger != "none":
            made["removed"] = removed(article, self._ledger)
        declared = None if isinstance(item, dict) else set(adapter.field_names())
        for name, value in made.items():
            if declared is None or name in declared:
                adapter[name] = value
        self._stats.inc_value(f"newsclean/status/{article.status}")
        for label, count in Counter(removal.label for removal in article.removed).items():
            self._stats.inc_value(f"newsclean/removed/{label}", count)
        return item
