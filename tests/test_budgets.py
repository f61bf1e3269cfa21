"""What a document may cost, and that nothing is kept between documents."""

import json
import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from pathlib import Path

import pytest

import newsclean
from newsclean import Finding, Pipeline
from newsclean.limits import Limits
from tests.battery.story import PARAGRAPHS, page, text
from tests.pages import PAGES


def problems(article) -> dict[str, str]:
    return {problem.detector: problem.message for problem in article.problems}


# A detector that misbehaves


@newsclean.detector("sponsor_line")
def endless(document, found):
    """Finds the first block again and again."""
    for _ in count():
        yield Finding.of(document.blocks[0], "sponsor_line", 0.01, "again")


@newsclean.detector("slow_line")
def slow(document, found):
    """Takes a twentieth of a second for each finding, after a hundred quick ones."""
    for number in count():
        begun = time.thread_time()
        while number > 100 and time.thread_time() - begun < 0.05:
            pass
        yield Finding.of(document.blocks[0], "slow_line", 0.01, "at last")


@newsclean.detector("idle_line")
def sleeping(document, found):
    """Sleeps before each finding."""
    for _ in count():
        time.sleep(0.05)
        yield Finding.of(document.blocks[0], "idle_line", 0.01, "at last")


@newsclean.detector("odd_line")
def garbage(document, found):
    """Finds what is no finding."""
    yield "nonsense"


@newsclean.detector("other_line")
def raising(document, found):
    """Fails."""
    raise KeyError("page")


@pytest.mark.parametrize(
    ("misbehaving", "message"),
    [
        (endless, "TimeoutError: stopped after"),
        (garbage, "TypeError: garbage yields str"),
        (raising, "KeyError: 'page'"),
    ],
)
def test_a_detector_that_misbehaves_is_reported_and_the_others_go_on(misbehaving, message):
    usual = newsclean.clean(page())
    article = Pipeline().plus(misbehaving).clean(page())
    assert problems(article)[misbehaving.name].startswith(message)
    assert (article.text, article.removed) == (usual.text, usual.removed)


@pytest.mark.parametrize("misbehaving", [slow, sleeping])
def test_a_slow_detector_is_stopped_between_its_findings(misbehaving):
    article = Pipeline(limits=Limits(max_seconds=1.0)).plus(misbehaving).clean(page())
    message = problems(article)[misbehaving.name]
    assert message.startswith("TimeoutError: stopped after")
    assert int(message.split()[3]) < 200
    assert all(paragraph in article.text for paragraph in PARAGRAPHS)


# A budget that is too small


def test_out_of_time_the_text_is_there_and_a_warning_says_so():
    article = Pipeline(limits=Limits(max_seconds=1e-9)).clean(page())
    assert all(paragraph in article.text for paragraph in PARAGRAPHS)
    assert article.warnings == ("out of time: what had not begun was left out",)
    assert set(problems(article)) == {detector.name for detector in Pipeline().detectors}


def test_over_the_budget_of_characters_both_ends_are_cleaned():
    flat = text("word " * 30_000, "inside")
    article = Pipeline(limits=Limits(max_chars=4_000)).clean(flat)
    assert article.text.startswith(PARAGRAPHS[0])
    assert article.text.endswith(PARAGRAPHS[-1])
    assert "left out" in article.warnings[0]


def test_real_pages_need_no_budget():
    assert not any("left out" in warning for path in PAGES for warning in newsclean.clean(path.read_bytes()).warnings)


# Nothing is kept between documents


def cleaned(raw: bytes) -> str:
    return newsclean.clean(raw).to_json()


def test_threads_give_what_one_gives():
    many = [path.read_bytes() for path in PAGES] * 10
    with ThreadPoolExecutor(8) as threads:
        assert list(threads.map(cleaned, many)) == [cleaned(raw) for raw in many]


def test_order_does_not_matter():
    many = [path.read_bytes() for path in PAGES]
    assert [cleaned(raw) for raw in many] == [cleaned(raw) for raw in reversed(many)][::-1]


def python(code: str, **environment: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", code], env={**os.environ, **environment}, capture_output=True, text=True, check=True
    )
    return done.stdout


@pytest.mark.parametrize("seed", ["1", "2"])
def test_the_hash_seed_does_not_matter(seed):
    code = f"import newsclean, pathlib; print(newsclean.clean(pathlib.Path({str(PAGES[0])!r}).read_bytes()).to_json())"
    assert python(code, PYTHONHASHSEED=seed).strip() == cleaned(PAGES[0].read_bytes())


def test_nothing_but_python_and_the_package_is_opened():
    code = """
import json, sys
opened = []
sys.addaudithook(lambda event, args: opened.append((event, str(args[0]))) if event in ("open", "socket.connect") else None)
import newsclean
newsclean.clean("<p>Rain fell on the pier all week, and nobody minded it much.</p>", url="https://example.org/a")
print(json.dumps(opened))
"""
    known = (sys.prefix, sys.base_prefix, str(Path(newsclean.__file__).parent))
    strange = [path for event, path in json.loads(python(code)) if event != "open" or not path.startswith(known)]
    assert [path for path in strange if path.startswith("/") and not path.startswith(("/proc", "/sys"))] == []
