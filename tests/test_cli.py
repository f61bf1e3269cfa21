"""The command line: what it writes, its exit codes, and one clear line for everything that goes wrong."""

import json
import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

import newsclean
from newsclean.cli import main
from tests.pages import PAGES

FOLDER = Path(__file__).parent.parent / "fixtures" / "pages"
HARBOUR = str(FOLDER / "harbour.txt")
STORY = (
    "The ferry is back in service after a winter of repairs, the harbour board said on Monday.\n\n"
    "READ MORE: Island school waits for its first pupil"
)


@pytest.fixture
def run(capfdbinary):
    """Runs the command line; gives its exit code, standard output and the lines of standard error."""

    def call(*words):
        code = main([str(word) for word in words])
        out, err = capfdbinary.readouterr()
        return code, out.decode(), err.decode().splitlines()

    return call


@pytest.fixture
def story(tmp_path):
    path = tmp_path / "story.txt"
    path.write_text(STORY, "utf-8")
    return path


def command(*words, **options):
    """The command line in a process of its own."""
    arguments = [sys.executable, "-m", "newsclean.cli", *map(str, words)]
    return subprocess.run(arguments, capture_output=True, timeout=120, check=False, **options)


def test_a_file_becomes_its_story(run, story):
    assert run(story) == (0, STORY.partition("\n")[0] + "\n", [])


def test_standard_input_is_read_without_a_file_and_for_a_dash():
    for words in ((), ("-",)):
        done = command(*words, input=STORY.encode())
        assert (done.returncode, done.stdout.decode(), done.stderr) == (0, STORY.partition("\n")[0] + "\n", b"")


@pytest.mark.parametrize("form", ["text", "markdown", "jsonl"])
def test_a_page_cannot_steer_the_terminal_it_is_read_on(run, story, monkeypatch, form):
    story.write_text(STORY.replace("winter", "win\x1b[2J\x9bter"), "utf-8")
    assert form != "text" or "\x1b[2J" in run(story, "--format", form)[1]  # a file or a pipe gets it as it is
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    monkeypatch.setenv("NO_COLOR", "1")
    shown = run(story, "--format", form)[1]
    assert "harbour board" in shown
    assert not {"\x1b", "\x9b"} & set(shown)


def test_several_texts_are_told_apart(run, story):
    code, out, _ = run(story, story)
    assert code == 0
    assert out.count(f"==> {story} <==\nThe ferry") == 2


def test_json_of_one_file_is_an_object_and_of_several_a_list(run, story):
    _, one, _ = run(story, "--format", "json")
    _, many, _ = run(story, story, "--format", "json")
    data = json.loads(one)
    assert data["id"] == str(story)
    assert data["removed"][0]["label"] == "cross_link"
    assert json.loads(many) == [data, data]


def test_jsonl_is_a_line_a_document(run, story):
    _, out, _ = run(story, story, "--format", "jsonl")
    lines = out.splitlines()
    assert [list(json.loads(line))[:2] for line in lines] == [["id", "schema_version"]] * 2


def test_metadata_stand_in_front_when_asked_for(run):
    _, text, _ = run(HARBOUR, "--with-metadata")
    assert "authors: Ada Lindqvist\n" in text.partition("\n\n")[0] + "\n"
    _, markdown, _ = run(HARBOUR, "--with-metadata", "--format", "markdown")
    assert markdown.startswith("---\n")
    assert 'authors: "Ada Lindqvist"\n' in markdown.partition("\n---\n")[0] + "\n"


def test_the_address_is_evidence_and_goes_with_one_file(run, story):
    _, out, _ = run(story, "--format", "json", "--url", "https://www.harbourpost.example/a")
    assert json.loads(out)["url"] == "https://www.harbourpost.example/a"
    assert run(story, story, "--url", "https://harbourpost.example") == (2, "", ["newsclean: --url goes with one FILE"])


def test_the_kind_can_be_forced(run, tmp_path):
    path = tmp_path / "code.txt"
    path.write_text(f"<p>{STORY}</p>", "utf-8")
    assert "<p>The ferry" in run("explain", path, "--kind", "text")[1]
    assert "<p>The ferry" not in run("explain", path)[1]


def test_output_goes_to_a_file_but_never_over_an_input(run, story, tmp_path):
    target = tmp_path / "out.txt"
    assert run(story, "-o", target) == (0, "", [])
    assert target.read_text("utf-8").startswith("The ferry")
    code, _, errors = run(story, "-o", story)
    assert (code, errors) == (2, [f"newsclean: {story} is one of the inputs"])
    assert story.read_text("utf-8") == STORY


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("missing.html", None, "No such file or directory"),
        (".", None, "Is a directory"),
        ("picture.png", b"\x89PNG\r\n\x1a\n" + bytes(200), "binary data, neither HTML nor text"),
        ("noise.bin", bytes(range(32)) * 20, "binary data, neither HTML nor text"),
    ],
)
def test_what_cannot_be_read_costs_one_line(run, tmp_path, story, name, content, why):
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    code, out, errors = run(path, story)
    assert (code, errors) == (3, [f"newsclean: {path}: {why}"])
    assert "The ferry is back" in out, "the others are done all the same"


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission_costs_one_line(run, story):
    story.chmod(0)
    assert run(story) == (3, "", [f"newsclean: {story}: Permission denied"])


@pytest.mark.parametrize("content", ["", " \n\n", "<html><body><script>x()</script></body></html>"])
def test_an_input_without_a_story_ends_with_1(run, tmp_path, content):
    path = tmp_path / "empty.html"
    path.write_text(content, "utf-8")
    assert run(path) == (1, "", [])


def test_an_output_that_cannot_be_written_is_one_line(run, story, tmp_path):
    target = tmp_path / "no" / "such" / "folder.txt"
    assert run(story, "-o", target) == (3, "", [f"newsclean: cannot write {target}: No such file or directory"])


def test_wrong_options_end_with_2():
    for words in (["--format", "pdf"], ["--nonsense"], ["explain", "--width", "wide"], ["report", "x.html"]):
        with pytest.raises(SystemExit) as stop:
            main(words)
        assert stop.value.code == 2


def test_wrong_values_say_what_is_right(run):
    assert run(HARBOUR, "--language", "german")[::2] == (
        2,
        ["newsclean: --language takes a two-letter code such as de, not 'german'"],
    )
    assert run("explain", HARBOUR, "--width", "-3")[::2] == (
        2,
        ["newsclean: --width takes a number of columns, not -3"],
    )


def test_the_version_is_printed():
    assert command("--version").stdout.decode() == f"newsclean {newsclean.__version__}\n"


def test_help_names_the_commands():
    shown = command("--help").stdout.decode()
    for name in ("case", "detectors", "explain", "ledger", "report"):
        assert f"\n  {name} " in shown


def test_a_reader_that_goes_away_is_no_error():
    process = subprocess.Popen(
        [sys.executable, "-m", "newsclean.cli", *map(str, PAGES * 20)], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    process.stdout.read(10)
    process.stdout.close()
    assert process.wait(120) == 0
    assert process.stderr.read() == b""
    process.stderr.close()


def test_an_interrupt_ends_with_130():
    process = subprocess.Popen(
        [sys.executable, "-m", "newsclean.cli"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        # Whoever runs the tests in the background has interrupts ignored, and children inherit that.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    with pytest.raises(subprocess.TimeoutExpired):
        # It waits for its input.
        process.wait(3)
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=60)
    assert (process.returncode, errors) == (130, b"")


def test_explain_shows_what_was_removed_and_why(run, story):
    code, out, _ = run(story, "--explain")
    assert code == 0
    assert "pupil-]  # cross_link" in out
    assert run("explain", story)[1] == out


def test_explain_can_show_one_label_alone(run, story):
    _, out, _ = run("explain", story, "--only", "cross_link", "--width", "30")
    shown, summary = out.split("\n\n")
    assert shown.startswith("[-READ MORE: Island school")
    assert "ferry" not in shown
    assert max(map(len, shown.splitlines())) <= 30
    assert "removed" in summary


def test_an_unknown_label_is_an_error_that_lists_the_known(run):
    code, _, errors = run("explain", HARBOUR, "--only", "crosslink")
    assert code == 2
    assert "unknown label 'crosslink'" in errors[0]
    assert "cross_link" in errors[0]


def test_detectors_are_listed_with_a_line_each(run):
    code, out, _ = run("detectors")
    names = [line.split()[0] for line in out.splitlines()]
    assert code == 0
    assert names == sorted(names)
    assert {"cross_link", "title"} <= set(names)
    assert all(len(line.split()) > 3 for line in out.splitlines())


def test_the_ledger_in_its_three_forms(run, story):
    data = json.loads(run("ledger", story)[1])
    assert "".join(entry["text"] for entry in data["entries"]) == STORY
    attributes = json.loads(run("ledger", story, "--format", "attributes")[1])
    assert attributes["id"] == str(story)
    assert list(attributes["attributes"]) == ["newsclean__cross_link"]
    assert json.loads(run("ledger", story, "--format", "displacy")[1])["ents"][0]["label"] == "cross_link"


def test_a_report_is_a_page_a_document_and_an_index(run, tmp_path):
    folder = tmp_path / "report"
    code, out, _ = run("report", HARBOUR, HARBOUR, "-o", folder)
    assert (code, out) == (0, f"{folder / 'index.html'}\n")
    assert sorted(path.name for path in folder.iterdir()) == ["001-harbour.html", "002-harbour.html", "index.html"]
    assert 'href="001-harbour.html"' in (folder / "index.html").read_text("utf-8")


def test_a_report_where_a_file_stands_is_one_line(run, story):
    code, _, errors = run("report", HARBOUR, "-o", story)
    assert (code, errors) == (3, [f"newsclean: cannot write {story}: File exists"])


CONSOLE = re.compile(r"^```console\n\$ newsclean (.*)\n((?:.*\n)*?)```", re.MULTILINE)
DOCUMENT = Path(__file__).parent.parent / "docs" / "command-line.md"


@pytest.mark.parametrize(("words", "shown"), CONSOLE.findall(DOCUMENT.read_text("utf-8")))
def test_the_examples_of_the_document_show_what_they_say(run, monkeypatch, words, shown):
    monkeypatch.chdir(DOCUMENT.parent.parent)
    _, out, _ = run(*words.split())
    assert re.match(re.escape(shown.rstrip()).replace(re.escape("..."), r"[\s\S]*"), out)
