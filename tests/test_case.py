"""A document and what should become of it, written as a case that the test kit reads."""

import json
from pathlib import Path

import pytest

import newsclean
from newsclean import Pipeline
from newsclean.case import case
from newsclean.cli import main
from newsclean.read import read
from newsclean.testing import check_case, read_cases
from tests.pages import NAMES, PAGES, finding

CASES = sorted((Path(__file__).parent.parent / "fixtures" / "cases").glob("*.txt"))
STORY = "Rain fell on the pier.\nAd: umbrellas\n\nIt stopped at six. Photo: A. Lind\n"
FOUND = (("Ad: umbrellas", "ad", 0.9), ("Photo: A. Lind", "credit", 0.8))


@pytest.mark.parametrize("path", CASES, ids=[path.stem for path in CASES])
def test_cases_made_from_reports_of_users_hold(path):
    for one in read_cases(path):
        check_case(Pipeline(), one)


def test_what_was_removed_stands_in_the_gutter():
    article = Pipeline(detectors=(finding(*FOUND),)).clean(STORY)
    assert case(article, "a line and a part of one") == (
        "# cut: a line and a part of one\n"
        "           | Rain fell on the pier.\n"
        "ad         | Ad: umbrellas\n"
        "           |\n"
        "credit     | It stopped at six. {{Photo: A. Lind}}"
    )


def test_a_line_of_several_kinds_names_each_part():
    article = Pipeline(detectors=(finding(*FOUND),)).clean("Ad: umbrellas, it said. Photo: A. Lind")
    assert case(article).endswith("| {{ad|Ad: umbrellas}}, it said. {{credit|Photo: A. Lind}}")


def test_a_document_that_loses_nothing_is_a_case_to_keep():
    assert case(Pipeline(detectors=()).clean("Rain fell.")).startswith("# keep: ")


def test_one_label_comes_with_its_neighbours():
    lines = [f"Rain fell for the {number}th time." for number in range(9)]
    article = Pipeline(detectors=(finding(("4th", "ad", 0.9), ("8th", "credit", 0.9)),)).clean("\n".join(lines))
    assert [text.partition("| ")[2][18:21] for text in case(article, labels=["ad"]).splitlines()[1:]] == [
        *("2th", "3th", "{{4", "5th", "6th"),
    ]


def test_markup_is_written_as_the_reader_saw_it():
    page = (
        "<html><body><script>1</script><div id='story'>"
        "<p class='lead' style='color:red'>Rain &amp; <b>wind</b> <a href='/pier?a=1&amp;b=2'>on the pier</a></p>"
        "<p>Ad: umbrellas</p>Loose<br>lines</div><p hidden>Gone</p></body></html>"
    )
    written = case(Pipeline(detectors=(finding(*FOUND),)).clean(page), "markup")
    assert written.splitlines() == [
        "# cut, html: markup",
        '           | <div class="story">',
        '           | <p class="lead">Rain &amp; wind <a href="/pier?a=1&amp;b=2">on the pier</a></p>',
        "ad         | <p>Ad: umbrellas</p>",
        "           | <br><br>Loose",
        "           | <br>lines",
        "           | </div>",
        "           | <p hidden>Gone</p>",
    ]


@pytest.mark.parametrize("path", PAGES, ids=NAMES)
def test_a_case_of_a_fixture_reads_as_the_same_blocks(path):
    article = newsclean.clean(path.read_bytes())
    (one,) = read_cases(case(article))
    again = read(one.source, kind=article.document.kind)
    assert [block.text for block in again.blocks] == [block.text for block in article.document.blocks]
    names = [block.element and block.element.names for block in article.document.blocks]
    assert [block.element and block.element.names for block in again.blocks] == names


@pytest.mark.parametrize("path", [path for path in PAGES if path.suffix == ".txt"], ids=lambda path: path.name)
def test_a_case_of_what_is_passes(path):
    (one,) = read_cases(case(newsclean.clean(path.read_bytes())))
    check_case(Pipeline(), one)


def test_from_a_bug_report_to_a_test_in_one_command(tmp_path, capsys):
    page, ledger, wanted = tmp_path / "page.txt", tmp_path / "ledger.json", tmp_path / "case.txt"
    page.write_text("Rain fell on the pier all week.\nA line that nobody knows\nIt stopped at six.", "utf-8")
    assert main(["ledger", str(page), "-o", str(ledger)]) == 0
    data = json.loads(ledger.read_text("utf-8"))
    for entry in data["entries"]:
        entry["kept"] = not entry["text"].startswith("A line")
        entry["label"] = "poll"
    ledger.write_text(json.dumps(data), "utf-8")
    assert main(["case", str(page), "--ledger", str(ledger), "--title", "a poll", "-o", str(wanted)]) == 0
    assert wanted.read_text("utf-8").splitlines()[1:] == [
        "           | Rain fell on the pier all week.",
        "poll       | A line that nobody knows",
        "           | It stopped at six.",
    ]
    assert capsys.readouterr().err == "newsclean: the case fails today\n"


def test_a_ledger_that_does_not_fit_is_one_line(tmp_path, capsys):
    page, ledger = tmp_path / "page.txt", tmp_path / "ledger.json"
    page.write_text(STORY, "utf-8")
    for content in ("{}", "no json", "[1]"):
        ledger.write_text(content, "utf-8")
        assert main(["case", str(page), "--ledger", str(ledger)]) == 3
        assert len(capsys.readouterr().err.splitlines()) == 1
