"""Scrapy crawls a site on this machine; web-poet makes a page object of a page."""

import asyncio
import importlib.util
import json
import os
import subprocess
import sys
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

import newsclean
from tests.batch_helpers import page

pytestmark = pytest.mark.filterwarnings("default")
ROOT = Path(__file__).parent.parent
needs_scrapy = pytest.mark.skipif(not importlib.util.find_spec("scrapy"), reason="the extra scrapy is not installed")
needs_web_poet = pytest.mark.skipif(
    not importlib.util.find_spec("web_poet"), reason="the extra web-poet is not installed"
)

SPIDER = """
import json
from pathlib import Path

import scrapy


class Harbour(scrapy.Spider):
    name = "harbour"
    start_urls = ["START"]
    custom_settings = {
        "ITEM_PIPELINES": {"newsclean.integrations.scrapy.NewscleanPipeline": 300},
        "FEED_EXPORT_FIELDS": ["url", "text", "status", "removed", "note"],
    }

    def parse(self, response):
        for link in response.css("a"):
            yield response.follow(link, self.parse_story)

    def parse_story(self, response):
        yield {"url": response.url, "html": response.text}
        yield {"url": response.url, "note": "no page in this item"}

    def closed(self, reason):
        counts = {key: value for key, value in self.crawler.stats.get_stats().items() if "newsclean" in key}
        Path("stats.json").write_text(json.dumps(counts))
"""


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


@pytest.fixture
def site(tmp_path):
    folder = tmp_path / "site"
    folder.mkdir()
    for number in range(4):
        (folder / f"{number}.html").write_text(page(number), "utf-8")
    links = "".join(f'<a href="/{number}.html">Ferry {number}</a>' for number in range(4))
    (folder / "index.html").write_text(f"<html><body>{links}</body></html>", "utf-8")
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=folder)) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


@needs_scrapy
def test_a_crawl_yields_articles_and_counts_them(site, tmp_path):
    (tmp_path / "spider.py").write_text(SPIDER.replace("START", f"{site}/"), "utf-8")
    words = [sys.executable, "-m", "scrapy", "runspider", "spider.py", "-o", "items.jsonl", "-L", "WARNING"]
    subprocess.run(words, cwd=tmp_path, check=True, timeout=120, env={**os.environ, "PYTHONPATH": str(ROOT)})
    items = [json.loads(line) for line in (tmp_path / "items.jsonl").read_text("utf-8").splitlines()]
    articles = {item["url"]: item for item in items if "text" in item}
    assert sorted(articles) == [f"{site}/{number}.html" for number in range(4)]
    assert all("note" in item for item in items if "text" not in item)
    for number in range(4):
        url = f"{site}/{number}.html"
        assert articles[url]["text"] == newsclean.clean(page(number), url).text
        assert (articles[url]["status"], "title" in articles[url]["removed"]) == ("article", True)
    stats = json.loads((tmp_path / "stats.json").read_text("utf-8"))
    assert stats["newsclean/status/article"] == 4
    assert stats["newsclean/removed/title"] == 4


@needs_scrapy
def test_declared_fields_are_filled_and_no_others():
    import scrapy
    from scrapy.utils.test import get_crawler

    from newsclean.integrations.scrapy import NewscleanPipeline

    class Story(scrapy.Item):
        body = scrapy.Field()
        address = scrapy.Field()
        text = scrapy.Field()

    settings = {"NEWSCLEAN_HTML_FIELD": "body", "NEWSCLEAN_URL_FIELD": "address", "NEWSCLEAN_LEDGER": "none"}
    pipeline = NewscleanPipeline.from_crawler(get_crawler(settings_dict=settings))
    item = pipeline.process_item(Story(body=page(1).encode(), address="https://paper.example/1"))
    assert item["text"] == newsclean.clean(page(1), "https://paper.example/1").text
    assert sorted(item.keys()) == ["address", "body", "text"]
    with pytest.raises(ValueError, match="NEWSCLEAN_LEDGER is one of none, spans, full"):
        NewscleanPipeline.from_crawler(get_crawler(settings_dict={"NEWSCLEAN_LEDGER": "some"}))


@needs_web_poet
def test_a_page_object_gives_an_article_item_and_can_be_overwritten():
    from web_poet import HttpResponse, field

    from newsclean.integrations.webpoet import NewsArticle, NewsArticlePage

    class FerryPage(NewsArticlePage):
        @field
        def section(self):
            return self.css("h1::text").get()

    headers = {"Content-Type": "text/html; charset=windows-1252"}
    response = HttpResponse("https://paper.example/1", page(1).encode("cp1252"), headers=headers)
    item = asyncio.run(FerryPage(response=response).to_item())
    expected = newsclean.clean(page(1), "https://paper.example/1")
    assert isinstance(item, NewsArticle)
    assert (item.text, item.title, item.status) == (expected.text, expected.metadata.title, "article")
    assert (item.url, item.section) == ("https://paper.example/1", "Ferry 1")


def test_a_missing_package_names_its_extra(monkeypatch):
    for module, package, extra in (("webpoet", "web_poet", "web-poet"), ("datatrove", "datatrove", "datatrove")):
        monkeypatch.setitem(sys.modules, package, None)
        monkeypatch.delitem(sys.modules, f"newsclean.integrations.{module}", raising=False)
        with pytest.raises(ImportError, match=rf"needs {package}: pip install 'newsclean\[{extra}\]'"):
            importlib.import_module(f"newsclean.integrations.{module}")
