"""`newsclean batch`: what goes in, what comes out, what goes wrong, and going on after an interruption."""

import gzip
import json
import os
import random
import resource
import signal
import subprocess
import sys
import time
from collections import Counter
from datetime import date
from io import StringIO

import pytest

import newsclean
from newsclean.batch.page import Page, Skipped, Unreadable
from newsclean.batch.row import Cleaner
from newsclean.batch.run import run as run_batch
from newsclean.batch.sink import FileSink
from newsclean.batch.sources import Fields, Source
from newsclean.batch.summary import Summary
from newsclean.cli import main
from newsclean.pipeline import Pipeline
from tests.batch_helpers import deadly, page, record, story

FIELDS = ["id", "url", "text", "metadata", "status", "confidence", "removed"]


@pytest.fixture
def batch(capfdbinary):
    """Runs `newsclean batch`; gives its exit code, standard output and the lines of standard error."""

    def call(*words):
        code = main(["batch", *map(str, words)])
        out, err = capfdbinary.readouterr()
        return code, out.decode(), err.decode().splitlines()

    return call


@pytest.fixture
def lines(tmp_path):
    """A file of twelve JSON lines."""
    path = tmp_path / "in.jsonl"
    write_lines(path, 12)
    return path


def write_lines(path, count):
    rows = (
        {"id": f"a{n}", "url": f"https://paper.example/{n}", "text": story(n), "shard": n % 3} for n in range(count)
    )
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")


def rows(path):
    data = path.read_bytes()
    if path.suffix == ".gz":
        data = gzip.decompress(data)
    elif path.suffix == ".zst":
        data = pytest.importorskip("zstandard").ZstdDecompressor().stream_reader(data, read_across_frames=True).read()
    assert not data or data.endswith(b"\n")
    return [json.loads(line) for line in data.splitlines()]


def chunked(data):
    pieces = [data[at : at + 100] for at in range(0, len(data), 100)]
    return b"".join(b"%x\r\n%s\r\n" % (len(piece), piece) for piece in [*pieces, b""])


def command(*words):
    return [sys.executable, "-m", "newsclean.cli", "batch", *map(str, words)]


# What goes in, what comes out


def test_json_lines_become_json_lines_with_the_fields_they_had(batch, lines, tmp_path):
    out = tmp_path / "out.jsonl"
    code, stdout, err = batch(lines, "-o", out)
    assert (code, stdout) == (0, "")
    assert err[0].startswith("12 documents, 12 with text, 0 failed; ")
    found = rows(out)
    assert [row["id"] for row in found] == [f"a{n}" for n in range(12)]
    assert list(found[0]) == [*FIELDS, "shard"]
    assert found[3]["url"] == "https://paper.example/3"
    article = newsclean.clean(story(3), "https://paper.example/3")
    assert (found[3]["text"], found[3]["metadata"]) == (article.text, json.loads(article.to_json())["metadata"])


def test_fields_go_by_the_names_they_have_and_none_is_lost(batch, tmp_path):
    source, out = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    row = {"doc": 7, "link": "https://paper.example/7", "html": page(7), "status": "fresh", "text": "a teaser"}
    source.write_text(json.dumps(row) + "\n", "utf-8")
    names = ("--text-field", "html", "--url-field", "link", "--id-field", "doc")
    assert batch(source, "-o", out, *names)[0] == 0
    (found,) = rows(out)
    assert (found["id"], found["url"], found["status"]) == ("7", row["link"], "article")
    assert (found["input_status"], found["input_text"]) == ("fresh", "a teaser")
    assert "html" not in found


@pytest.mark.parametrize("ledger", ["none", "spans", "full"])
def test_the_ledger_says_as_much_as_is_asked_for(batch, tmp_path, ledger):
    source = tmp_path / "story.txt"
    source.write_text(story(1), "utf-8")
    batch(source, "-o", tmp_path / "out.jsonl", "--ledger", ledger)
    (row,) = rows(tmp_path / "out.jsonl")
    line = "READ MORE: Island school waits for its first pupil"
    if ledger == "none":
        assert "removed" not in row
    elif ledger == "spans":
        ((start, end, score),) = row["removed"]["cross_link"]
        assert (story(1)[start:end], score > 0.5) == (line, True)
    else:
        assert [(one["label"], one["text"]) for one in row["removed"]] == [("cross_link", line)]


def test_a_folder_gives_its_documents_in_order_and_counts_what_is_none(batch, tmp_path):
    folder = tmp_path / "crawl"
    (folder / "b").mkdir(parents=True)
    (folder / "a.html").write_text(page(1), "utf-8")
    (folder / "b" / "c.txt.gz").write_bytes(gzip.compress(story(2).encode()))
    (folder / "b" / "logo.png").write_bytes(b"\x89PNG")
    (folder / ".hidden.html").write_text(page(3), "utf-8")
    (folder / "z.jsonl").write_text(json.dumps({"text": story(4)}) + "\n", "utf-8")
    out = folder / "out.jsonl"
    code, _, err = batch(folder, "-o", out)
    assert code == 0
    assert [row["id"] for row in rows(out)] == [f"{folder}/a.html", f"{folder}/b/c.txt.gz", f"{folder}/z.jsonl:1"]
    assert "skipped: files .png 1" in err


def test_globs_and_files_of_any_name(batch, tmp_path):
    for number in range(3):
        (tmp_path / f"page{number}.php").write_text(page(number), "utf-8")
    code, _, _ = batch(tmp_path / "page[01].php", tmp_path / "page2.php", "-o", tmp_path / "out.jsonl")
    assert code == 0
    assert [row["id"][-9:] for row in rows(tmp_path / "out.jsonl")] == ["page0.php", "page1.php", "page2.php"]


@pytest.mark.parametrize("packed", [False, True], ids=["plain", "gzip"])
def test_standard_input_is_told_by_looking(packed):
    for data, count in ((json.dumps({"text": story(1)}) * 1 + "\n" + json.dumps({"text": "x"}), 2), (page(1), 1)):
        given = gzip.compress(data.encode()) if packed else data.encode()
        done = subprocess.run(command(), input=given, capture_output=True, check=True)
        assert len(done.stdout.splitlines()) == count


@pytest.mark.parametrize("suffix", [".gz", ".zst"])
def test_output_is_compressed_by_its_name(batch, lines, tmp_path, suffix):
    if suffix == ".zst":
        pytest.importorskip("zstandard", reason="the extra zstd is not installed")
    plain, packed = tmp_path / "out.jsonl", tmp_path / f"out.jsonl{suffix}"
    assert batch(lines, "-o", plain)[0] == batch(lines, "-o", packed)[0] == 0
    assert rows(packed) == rows(plain)
    again = tmp_path / "again.jsonl"
    assert batch(packed, "-o", again)[0] == 0  # what was written can be read
    assert len(rows(again)) == 12


def test_the_summary_counts_statuses_labels_and_sites(batch, lines, tmp_path):
    code, _, err = batch(lines, "-o", tmp_path / "out.jsonl", "--summary", tmp_path / "summary.json")
    summary = json.loads((tmp_path / "summary.json").read_text("utf-8"))
    assert code == 0
    assert (summary["documents"], summary["statuses"], summary["failed"]) == (12, {"article": 12}, 0)
    assert (summary["removed"]["cross_link"], summary["sites"]) == (12, {"paper.example": 12})
    assert summary["seconds"] > 0
    assert "status: article 12" in err


def test_millions_of_sites_are_counted_in_bounded_memory(monkeypatch):
    monkeypatch.setattr("newsclean.batch.summary._SITES", 10)
    summary = Summary()
    for number in range(300):
        site = "large.example" if number % 3 == 0 else f"s{number}.example"
        summary.add(Cleaner()(Page("a", "", f"https://{site}/"))._replace(site=site))
    counted = summary.to_dict()
    assert len(counted["sites"]) <= 10
    assert counted["sites"]["large.example"] == 100
    assert sum(counted["sites"].values()) + counted["other_sites"] == 300


# Web archives and tables


def test_pages_of_an_archive_are_read_with_the_charset_of_their_header(batch, tmp_path):
    pytest.importorskip("fastwarc", reason="the extra warc is not installed")
    body = page(1).replace("café", "caf\xe9").encode("latin-1")
    records = [
        record("https://paper.example/1", body, "text/html; charset=iso-8859-1"),
        record("https://paper.example/2", page(2).encode(), None),
        record("https://paper.example/logo", b"\x89PNG\r\n", "image/png"),
        record("https://paper.example/3", gzip.compress(page(3).encode()), "text/html", "Content-Encoding: gzip"),
        record("https://paper.example/4", page(4).encode(), "text/html", "Content-Encoding: gzip"),
        record("https://paper.example/5", chunked(page(5).encode()), "text/html", "Transfer-Encoding: chunked"),
        record("https://paper.example/ask", b"", "text/html", kind="request"),
    ]
    for name, data in (("a.warc", b"".join(records)), ("b.warc.gz", b"".join(map(gzip.compress, records)))):
        (tmp_path / name).write_bytes(data)
        out = tmp_path / f"{name}.jsonl"
        code, _, err = batch(tmp_path / name, "-o", out)
        found = rows(out)
        assert code == 0
        assert [row["url"][-1] for row in found] == ["1", "2", "3", "4", "5"]
        assert "the café was open" in found[0]["text"]
        assert [row["text"][:9] for row in found] == ["The ferry"] * 5
        assert (found[0]["warc_payload_digest"], found[0]["http_status"]) == ("sha1:AAAA", 200)
        assert "skipped: WARC responses that are not HTML 1" in err


@pytest.mark.parametrize("kept", [0.1, 0.5, 0.9], ids=["in the header", "half way", "near the end"])
def test_an_archive_that_is_cut_short_gives_all_that_is_whole(batch, tmp_path, kept):
    pytest.importorskip("fastwarc", reason="the extra warc is not installed")
    records = [record(f"https://paper.example/{n}", page(n).encode() * 3) for n in range(4)]
    plain, packed = tmp_path / "a.warc", tmp_path / "b.warc.gz"
    for path, pieces in ((plain, records), (packed, [gzip.compress(one) for one in records])):
        path.write_bytes(b"".join(pieces[:-1]) + pieces[-1][: int(len(pieces[-1]) * kept)])
    code, _, _ = batch(plain, packed, "-o", tmp_path / "out.jsonl", "--failures", tmp_path / "failures.jsonl")
    assert code == 3
    assert [row["url"][-1] for row in rows(tmp_path / "out.jsonl")] == ["0", "1", "2"] * 2
    failed = rows(tmp_path / "failures.jsonl")
    assert [row["id"].partition("@")[0] for row in failed] == [str(plain), str(packed)]
    assert all("cut short" in row["reason"] for row in failed)


def test_what_is_no_archive_is_a_failure(batch, tmp_path):
    pytest.importorskip("fastwarc", reason="the extra warc is not installed")
    (tmp_path / "a.warc").write_bytes(b"not an archive at all\n" * 9)
    code, _, err = batch(tmp_path / "a.warc", "-o", tmp_path / "out.jsonl")
    assert code == 3
    assert "not readable as WARC" in err[0]


def test_a_table_gives_its_rows(batch, tmp_path):
    pa = pytest.importorskip("pyarrow", reason="the extra parquet is not installed")
    parquet = pytest.importorskip("pyarrow.parquet")
    table = {"id": list(range(200)), "html": [page(n).encode() for n in range(200)]}
    table["seen"] = [date(2026, 3, 1)] * 200
    parquet.write_table(pa.table(table), tmp_path / "in.parquet")
    (tmp_path / "bad.parquet").write_bytes(b"PAR1 no table")
    words = (tmp_path / "in.parquet", tmp_path / "bad.parquet", "--text-field", "html", "-o", tmp_path / "out.jsonl")
    code, _, err = batch(*words)
    found = rows(tmp_path / "out.jsonl")
    assert code == 3
    assert "not readable as Parquet" in err[0]
    assert [row["id"] for row in found] == [str(n) for n in range(200)]
    assert (found[9]["seen"], found[9]["text"]) == ("2026-03-01", newsclean.clean(page(9).encode()).text)


# What goes wrong


def test_lines_that_cannot_be_read_cost_those_lines(batch, tmp_path):
    source, out = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    good = json.dumps({"id": "a", "text": story(1)})
    bad = ['{"id": "b", "te', "[1, 2]", '{"id": "c", "html": "x"}', '{"id": "d", "text": 5}']
    source.write_text("\n".join([good, *bad, "", good]), "utf-8")
    code, _, err = batch(source, "-o", out, "--failures", tmp_path / "failures.jsonl")
    assert code == 3
    assert [row["id"] for row in rows(out)] == ["a", "a"]
    failed = {row["id"].rpartition(":")[2]: row["reason"] for row in rows(tmp_path / "failures.jsonl")}
    assert failed["2"].startswith("not JSON: ")
    assert failed["3"] == "not a JSON object but list"
    assert failed["4"] == "no field 'text' (--text-field); it has id, html"
    assert failed["5"] == "field 'text' is int, not text"
    assert "ids that stand more than once: 1 (a ...)" in err


def test_failures_are_shown_where_nobody_asked_for_a_file(batch, tmp_path):
    source = tmp_path / "in.jsonl"
    source.write_text("no\n" * 30, "utf-8")
    code, _, err = batch(source, "-o", tmp_path / "out.jsonl")
    assert code == 3
    assert len([line for line in err if "not JSON" in line]) == 10
    assert "no more are shown: --failures FILE has all" in err[9]


def test_a_compressed_file_that_is_cut_short_gives_what_is_whole(batch, tmp_path):
    write_lines(tmp_path / "in.jsonl", 300)
    packed = gzip.compress((tmp_path / "in.jsonl").read_bytes())
    (tmp_path / "in.jsonl.gz").write_bytes(packed[: len(packed) // 2])
    code, _, err = batch(tmp_path / "in.jsonl.gz", "-o", tmp_path / "out.jsonl")
    assert code == 3
    assert 50 < len(rows(tmp_path / "out.jsonl")) < 300
    assert "cut short or damaged gzip" in err[0]


def test_nothing_to_do_is_exit_code_1(batch, tmp_path):
    (tmp_path / "empty").mkdir()
    assert batch(tmp_path / "empty", "-o", tmp_path / "out.jsonl")[0] == 1
    (tmp_path / "blank.txt").write_text("  \n", "utf-8")
    assert batch(tmp_path / "blank.txt")[0] == 1


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["{tmp}/no.jsonl"], "no.jsonl: no such file"),
        (["{tmp}/no*.html"], "no*.html: no such file"),
        (["{in}", "-o", "{in}"], "is one of the inputs"),
        (["{in}", "--resume"], "--resume and --failures go with --output FILE"),
        (["{in}", "-o", "{tmp}/old.jsonl"], "old.jsonl is there already: --resume goes on with it, or name another"),
        (["{in}", "-o", "{tmp}/old.jsonl", "--resume"], "old.jsonl has no journal (old.jsonl.journal)"),
    ],
)
def test_wrong_usage_is_one_line_and_exit_code_2(batch, lines, tmp_path, words, message):
    (tmp_path / "old.jsonl").write_text('{"id": "mine"}\n', "utf-8")
    code, _, err = batch(*(word.format(tmp=tmp_path, **{"in": lines}) for word in words))
    assert code == 2
    assert len(err) == 1
    assert message in err[0]
    assert (tmp_path / "old.jsonl").read_text("utf-8") == '{"id": "mine"}\n'


def test_a_missing_package_names_its_extra(batch, tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "fastwarc", None)
    monkeypatch.setitem(sys.modules, "fastwarc.warc", None)
    (tmp_path / "a.warc").write_bytes(record("https://paper.example/1", b"x"))
    code, _, err = batch(tmp_path / "a.warc", "-o", tmp_path / "out.jsonl")
    assert (code, err) == (2, ["newsclean: reading WARC needs fastwarc: pip install 'newsclean[warc]'"])


def test_an_output_that_cannot_be_written_is_said(batch, lines, tmp_path):
    code, _, err = batch(lines, "-o", tmp_path / "no" / "such" / "out.jsonl")
    assert code == 3
    assert "cannot write" in err[0]
    assert "No such file or directory" in err[0]


def test_a_full_disk_damages_nothing_and_the_rest_comes_later(tmp_path):
    write_lines(tmp_path / "in.jsonl", 12)
    out, whole = tmp_path / "out.jsonl", tmp_path / "whole.jsonl"
    subprocess.run(command(tmp_path / "in.jsonl", "-o", whole), check=True, capture_output=True)
    quota = len(whole.read_bytes()) // 2

    def small_disk():
        resource.setrlimit(resource.RLIMIT_FSIZE, (quota, quota))

    full = subprocess.run(
        command(tmp_path / "in.jsonl", "-o", out), preexec_fn=small_disk, capture_output=True, check=False
    )
    assert full.returncode == 3
    assert b"cannot write" in full.stderr
    assert b"--resume goes on with it" in full.stderr
    assert 0 < len(rows(out)) < 12
    again = subprocess.run(command(tmp_path / "in.jsonl", "-o", out, "--resume"), capture_output=True, check=True)
    assert b"were done before" in again.stderr
    assert out.read_bytes() == whole.read_bytes()


def test_a_worker_that_dies_is_reported_with_its_document(tmp_path):
    source = tmp_path / "in.jsonl"
    texts = [story(1), "KILL ME", story(3), story(4)]
    source.write_text("".join(json.dumps({"id": f"a{n}", "text": t}) + "\n" for n, t in enumerate(texts)), "utf-8")
    sink = FileSink(tmp_path / "out.jsonl", tmp_path / "failures.jsonl", {}, resume=False)
    summary = Summary()
    cleaner = Cleaner("none", Pipeline(detectors=(deadly,)))
    run_batch(Source([str(source)], Fields()), cleaner, sink, _Silent(), summary, workers=2)
    sink.close()
    assert [row["id"] for row in rows(tmp_path / "out.jsonl")] == ["a0", "a2", "a3"]
    assert rows(tmp_path / "failures.jsonl") == [{"id": "a1", "reason": "its worker process died (killed by SIGKILL)"}]
    assert (summary.documents, summary.failed) == (3, 1)


class _Silent:
    def show(self, documents, failed, read):
        pass

    def close(self):
        pass


# Going on


@pytest.mark.parametrize("suffix", ["", ".gz"])
def test_a_run_cut_off_anywhere_is_finished_by_resuming(batch, lines, tmp_path, suffix, monkeypatch):
    monkeypatch.setattr("newsclean.batch.sink._BLOCK", 4000)  # a few documents in each gzip member
    whole, out = tmp_path / f"whole.jsonl{suffix}", tmp_path / f"out.jsonl{suffix}"
    batch(lines, "-o", whole)
    journal = whole.with_name(whole.name + ".journal")
    output_bytes, journal_bytes = whole.read_bytes(), journal.read_bytes()
    chance = random.Random(7)
    for _ in range(12):
        # Killed between any two writes: a half row, rows without a journal line, half a journal line.
        blocks = journal_bytes.splitlines(keepends=True)
        known = chance.randrange(len(blocks))
        end = json.loads(blocks[known])[0] if known else 0
        next_end = json.loads(blocks[known + 1])[0] if known + 1 < len(blocks) else end
        out.write_bytes(output_bytes[: chance.randint(end, next_end)])
        half = blocks[known + 1][: chance.randrange(20)] if known + 1 < len(blocks) else b""
        out.with_name(out.name + ".journal").write_bytes(b"".join(blocks[: known + 1]) + half)
        assert batch(lines, "-o", out, "--resume")[0] == 0
        assert rows(out) == rows(whole)
        assert Counter(row["id"] for row in rows(out)).most_common(1)[0][1] == 1


def test_a_finished_run_has_nothing_more_to_do_until_there_is_more(batch, lines, tmp_path):
    out = tmp_path / "out.jsonl"
    batch(lines, "-o", out)
    before = out.read_bytes()
    code, _, err = batch(lines, "-o", out, "--resume")
    assert (code, out.read_bytes()) == (0, before)
    assert "12 were done before" in err[0]
    write_lines(lines, 14)
    assert batch(lines, "-o", out, "--resume")[0] == 0
    assert [row["id"] for row in rows(out)] == [f"a{n}" for n in range(14)]


def test_failures_are_not_tried_or_noted_twice(batch, tmp_path):
    source, failures = tmp_path / "in.jsonl", tmp_path / "failures.jsonl"
    source.write_text("no\n" + json.dumps({"text": story(1)}) + "\n", "utf-8")
    words = (source, "-o", tmp_path / "out.jsonl", "--failures", failures)
    assert batch(*words)[0] == 3
    assert batch(*words, "--resume")[0] == 0
    assert len(rows(failures)) == 1


def test_another_input_or_other_options_are_not_gone_on_with(batch, lines, tmp_path):
    out = tmp_path / "out.jsonl"
    batch(lines, "-o", out)
    before = out.read_bytes()
    code, _, err = batch(lines, "-o", out, "--resume", "--ledger", "full")
    assert (code, len(err)) == (2, 1)
    assert "the interrupted run had ledger 'spans', this one has 'full'" in err[0]
    lines.write_text(lines.read_text("utf-8").replace("crossing 4", "crossing four"), "utf-8")
    code, _, err = batch(lines, "-o", out, "--resume")
    assert code == 2
    assert "a4 is not what it was in the interrupted run" in err[0]
    assert out.read_bytes() == before


@pytest.mark.parametrize("words", [[], ["--unordered"]], ids=["ordered", "unordered"])
def test_kill_9_and_resume_give_what_an_uninterrupted_run_gives(tmp_path, words):
    source, whole, out = tmp_path / "in.jsonl", tmp_path / "whole.jsonl", tmp_path / "out.jsonl"
    write_lines(source, 150)
    subprocess.run(command(source, "-o", whole), check=True, capture_output=True)
    again = command(source, "-o", out, "--workers", 2, "--resume", *words)
    for kill in range(2):
        process = subprocess.Popen(again, stderr=subprocess.DEVNULL)
        known = out.stat().st_size if kill else 0
        while process.poll() is None and (out.stat().st_size if out.exists() else 0) < known + 20_000:
            time.sleep(0.01)
        process.send_signal(signal.SIGKILL)
        process.wait()
    assert 0 < out.stat().st_size < whole.stat().st_size
    subprocess.run(again, check=True, capture_output=True)
    if words:
        assert sorted(out.read_bytes().splitlines()) == sorted(whole.read_bytes().splitlines())
    else:
        assert out.read_bytes() == whole.read_bytes()


def test_ctrl_c_ends_with_130_and_whole_lines(tmp_path):
    source, out = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    write_lines(source, 2000)
    process = subprocess.Popen(
        command(source, "-o", out, "--workers", 2),
        stderr=subprocess.PIPE,
        start_new_session=True,
        # Whoever runs the tests in the background has interrupts ignored, and children inherit that.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    while not out.exists() or not out.stat().st_size:
        time.sleep(0.02)
    os.killpg(process.pid, signal.SIGINT)  # as a terminal does: to every process of the group
    _, err = process.communicate(timeout=60)
    assert process.returncode == 130
    assert b"interrupted; what is written is whole" in err
    assert b"Traceback" not in err
    assert 0 < len(rows(out)) < 2000


# Small parts


def test_an_unreadable_file_is_a_failure_of_its_own(tmp_path):
    link = tmp_path / "gone.html"
    link.symlink_to(tmp_path / "nowhere")
    assert list(Source([str(tmp_path)], Fields())) == [Unreadable(str(link), "No such file or directory")]


def test_a_document_larger_than_memory_allows_is_not_read(tmp_path, monkeypatch):
    monkeypatch.setattr("newsclean.batch.sources.single.LARGEST", 1000)
    monkeypatch.setattr("newsclean.batch.sources.jsonl.LARGEST", 1000)
    (tmp_path / "a.txt").write_text("x" * 1001, "utf-8")
    (tmp_path / "b.jsonl").write_text('{"text": "' + "x" * 5000 + '"}\n{"text": "y"}\n', "utf-8")
    found = list(Source([str(tmp_path)], Fields()))
    assert [item.reason for item in found[:2]] == ["larger than 64 MB"] * 2
    assert (found[2].id, found[2].raw) == (f"{tmp_path}/b.jsonl:2", "y")


def test_one_bad_byte_in_a_line_costs_one_character(tmp_path):
    (tmp_path / "a.jsonl").write_bytes(b'\xef\xbb\xbf{"id": 1, "text": "caf\xe9"}\r\n')
    assert [(item.id, item.raw) for item in Source([str(tmp_path)], Fields())] == [("1", "caf\ufffd")]


def test_how_much_was_read_is_known_on_the_way(tmp_path):
    for name in "ab":
        write_lines(tmp_path / f"{name}.jsonl", 50)
    (tmp_path / "c.bin").write_bytes(b"x" * 500)
    source = Source([str(tmp_path)], Fields())
    seen = [source.read for _ in source]
    assert seen == sorted(seen)
    assert (source.read, isinstance(list(source)[-1], Skipped)) == (source.size(), True)


def test_progress_is_a_line_now_and_then_without_a_terminal(monkeypatch):
    from newsclean.batch import progress

    monkeypatch.setattr(progress, "_EVERY", 0.0)
    monkeypatch.setattr(sys, "stderr", StringIO())
    shown = progress.progress(1_000_000)
    shown.show(10, 1, 500_000)
    assert "10 documents, 0 of 1 MB, 1 failed, " in sys.stderr.getvalue()
    assert " left\n" in sys.stderr.getvalue()
