"""datatrove: archives and JSON lines through a real executor, and a rank that fails and is done again."""

import gzip
import json

import pytest

import newsclean
from tests.batch_helpers import page, record, story

pytest.importorskip("datatrove", reason="the extra datatrove is not installed")
pytest.importorskip("orjson", reason="the extra datatrove is not installed")
# Other people's packages warn of what they like.
pytestmark = pytest.mark.filterwarnings("default")


def written(folder):
    rows = [
        json.loads(line) for path in sorted(folder.glob("*.gz")) for line in gzip.open(path, "rt", encoding="utf-8")
    ]
    return {row["id"]: row for row in rows}


def executor(folder, steps, tasks=3, workers=1):
    from datatrove.executor import LocalPipelineExecutor
    from datatrove.pipeline.writers import JsonlWriter

    return LocalPipelineExecutor(
        [*steps, JsonlWriter(str(folder / "out"))], tasks=tasks, workers=workers, logging_dir=str(folder / "logs")
    )


@pytest.fixture
def archives(tmp_path):
    """Three archives; the first page of each begins with what libmagic does not take for HTML."""
    folder = tmp_path / "crawl"
    folder.mkdir()
    for archive in range(3):
        pages = [page(10 * archive + n) for n in range(3)]
        pages[0] = "<!-- " + "x" * 5000 + " -->\n" + pages[0]
        records = [record(f"https://paper.example/{archive}/{n}", body.encode()) for n, body in enumerate(pages)]
        records.append(record(f"https://paper.example/{archive}/logo", b"\x89PNG", "image/png"))
        (folder / f"{archive}.warc.gz").write_bytes(b"".join(map(gzip.compress, records)))
    return folder


def test_archives_become_articles_and_every_status_and_label_is_counted(archives, tmp_path):
    pytest.importorskip("fastwarc", reason="the extra datatrove is not installed")
    from newsclean.integrations.datatrove import CleanNews, WarcPages

    stats = executor(tmp_path, [WarcPages(str(archives)), CleanNews(ledger="spans")]).run()
    rows = {row["metadata"]["url"]: row for row in written(tmp_path / "out").values()}
    assert sorted(rows) == [f"https://paper.example/{archive}/{n}" for archive in range(3) for n in range(3)]
    for url, row in rows.items():
        archive, number = map(int, url.split("/")[-2:])
        expected = newsclean.clean(page(10 * archive + number).encode(), url)
        assert row["text"] == expected.text
        assert (row["metadata"]["title"], row["metadata"]["status"]) == (expected.metadata.title, "article")
        assert row["metadata"]["warc_payload_digest"] == "sha1:AAAA"
    reader, step, _ = stats.stats
    assert [step[name].total for name in ("total", "status_article", "forwarded", "removed_title")] == [9] * 4
    assert reader["skipped"].total == 3


def test_a_rank_that_fails_is_done_by_the_next_run(tmp_path):
    from datatrove.pipeline.readers import JsonlReader

    from newsclean.integrations.datatrove import CleanNews
    from tests.integrations_helpers import FailsOnce

    source = tmp_path / "in"
    source.mkdir()
    for shard in range(3):
        rows = [{"id": f"{shard}-{n}", "text": story(n), "url": f"https://paper.example/{n}"} for n in range(4)]
        (source / f"{shard}.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")

    def run():
        fails = FailsOnce(str(tmp_path / "marker"), rank=1)
        return executor(tmp_path, [JsonlReader(str(source)), fails, CleanNews()], workers=2).run()

    with pytest.raises(RuntimeError, match="injected"):
        run()
    assert len(list(tmp_path.glob("logs/completions/*"))) < 3
    run()
    assert len(list(tmp_path.glob("logs/completions/*"))) == 3
    rows = written(tmp_path / "out")
    assert sorted(rows) == [f"{shard}-{n}" for shard in range(3) for n in range(4)]
    for row in rows.values():
        number = int(row["id"][-1])
        assert row["text"] == newsclean.clean(story(number)).text
        assert "removed" not in row["metadata"]


def documents(*texts, **metadata):
    from datatrove.data import Document

    return [Document(text=text, id=str(number), metadata=dict(metadata)) for number, text in enumerate(texts)]


def test_bytes_are_read_by_the_encoding_in_the_metadata():
    from newsclean.integrations.datatrove import CleanNews

    (found,) = CleanNews().run(documents(page(1).encode("cp1252"), encoding="windows-1252"))
    assert "the café was open" in found.text


def test_documents_without_a_story_are_dropped_unless_they_are_asked_for():
    from newsclean.integrations.datatrove import CleanNews

    step = CleanNews()
    assert [document.id for document in step.run(documents("", "  ", story(1)))] == ["2"]
    assert step.stats["dropped"].total == 2
    kept = list(CleanNews(keep_empty=True).run(documents("")))
    assert (kept[0].text, kept[0].metadata["status"]) == ("", "empty")


def test_removed_spans_are_kept_on_request():
    from newsclean.integrations.datatrove import CleanNews

    (found,) = CleanNews(ledger="full").run(documents(story(1) + "\ud800"))
    assert "cross_link" in [one["label"] for one in found.metadata["removed"]]
    assert json.dumps(found.metadata, ensure_ascii=False).encode()
    assert found.text.encode()
    with pytest.raises(ValueError, match="none, spans, full"):
        CleanNews(ledger="some")
