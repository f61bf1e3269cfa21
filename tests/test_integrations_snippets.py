"""The snippets of docs/integrations.md, each run where its package is installed."""

import asyncio
import importlib.util
import re
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

import newsclean

ROOT = Path(__file__).parent.parent
SNIPPET = re.compile(r"^```python (\w+)\n(.*?)^```", re.MULTILINE | re.DOTALL)
SNIPPETS = SNIPPET.findall((ROOT / "docs" / "integrations.md").read_text("utf-8"))
BODY = (ROOT / "fixtures" / "pages" / "harbour.html").read_bytes()

# Other people's packages warn of what they like.
pytestmark = pytest.mark.filterwarnings("default")


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


@pytest.fixture(scope="module")
def site():
    """The invented pages, served on this machine."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=ROOT / "fixtures" / "pages")) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def story_of(found):
    """The text of whatever a package makes of an article."""
    if isinstance(found, tuple):
        return found[1]
    if isinstance(found, dict):
        return found["text"]
    return getattr(found, "page_content", None) or found.text


@pytest.mark.parametrize(("package", "code"), SNIPPETS, ids=[package for package, _ in SNIPPETS])
def test_a_snippet_runs_and_gives_what_clean_gives(package, code, site, tmp_path, monkeypatch):
    if importlib.util.find_spec(package) is None:
        pytest.skip(f"the snippet for {package} needs {package}")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PYTHONPATH", str(ROOT))  # for the processes that ray starts
    (tmp_path / "crawl").mkdir()
    url = f"{site}/harbour.html"
    pages = [{"id": number, "url": url, "html": BODY.decode()} for number in range(2)]
    names = {"pages": pages, "url": url, "body": BODY, "folder": str(tmp_path)}
    exec(compile(code, f"integrations.md: {package}", "exec"), names)
    if package == "crawlee":
        asyncio.run(names["crawler"].run([url]))
        names["articles"] = asyncio.run(names["crawler"].get_data()).items
    if package == "polars":
        names["articles"] = names["articles"].to_dicts()
    found = [names["article"]] if "article" in names else list(names.get("articles", []))
    assert found or package in ("scrapy", "datatrove", "pyspark")  # these have tests of their own
    for one in found:
        assert story_of(one) == newsclean.clean(BODY, url).text
