"""The HTML report: self-contained, escaped, and in a real browser everything that it promises."""

import re
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import newsclean
from newsclean import Candidate, Finding, Pipeline
from newsclean.cli import main
from newsclean.limits import Limits
from tests import browser as browsers
from tests.pages import NAMES, PAGES, finding
from tests.test_render import CONTROL, NASTY

STORY = "Rain fell on the pier.\nAd: umbrellas\nIt stopped at six. Photo: A. Lind\nThe lamp went out."
FOUND = (
    *(("Ad: umbrellas", "ad", 0.9), ("Photo: A. Lind", "credit", 0.6), ("The lamp went out.", "caption", 0.4)),
    ("Rain fell on the pier.", "story", 0.9),
)
HOSTILE = (
    "</script><script>hacked=1</script>",
    "<img src=CANARY onerror=hacked=1>",
    "\"><svg onload=hacked=1>' onfocus=hacked=1 autofocus x='",
    "</style><style>@import 'CANARY';</style><link rel=stylesheet href=CANARY>",
    "<!-- <base href=CANARY> --><meta http-equiv=refresh content='0;url=CANARY'><iframe src=CANARY>",
    "javascript:hacked=1//{{body}}{{script}}&lt;script&gt;hacked=1&lt;/script&gt;]]>\x00\x1b[2J\u202eevil",
)


def report(raw=STORY, found=FOUND, **options):
    return Pipeline(detectors=(finding(*found),)).clean(raw, **options).to_html_report()


def hostile_article(canary=""):
    """Everything a page controls is hostile: its text, title, address, what detectors quote, candidates."""
    nasty = [text.replace("CANARY", canary) for text in HOSTILE]

    @newsclean.detector("ad", "story")
    def quoting(document, _):
        for number, block in enumerate(document.blocks):
            found = Candidate("title", block.text, 0.9, block.text, block.text, block.text, block.start)
            label = "ad" if number % 2 else "story"
            yield Finding.of(block, label, 0.9, f"says {block.text!r}", candidates=(found,))

    return Pipeline(detectors=(quoting,)).clean("\n".join(nasty), nasty[1], kind="text")


def test_a_report_is_one_page_that_asks_for_nothing():
    page = report()
    assert page.startswith("<!doctype html>")
    assert "default-src 'none'" in page
    assert re.findall(r"""\s(?:src|href)=["']?[^#"']""", page) == []
    assert "url(" not in page


def test_removed_text_is_marked_and_explained():
    page = report()
    (mark,) = re.findall(r'<del [^>]*data-label="ad"[^>]*>(.*?)</del>', page)
    assert mark == "Ad: umbrellas"
    assert "says &#x27;Ad: umbrellas&#x27;" in page


def test_nothing_of_the_input_is_markup():
    page = hostile_article("http://canary.invalid/").to_html_report("<name onclick=hacked=1>")
    body = re.sub(r"<script>.*?</script>|<style>.*?</style>", "", page, flags=re.DOTALL)
    assert not re.search(r"<(?:script|img|iframe|link|base|form|object|style)\b", body)
    assert not re.search(r"<[^<>]*\son\w+\s*=", body)
    assert page.count("<script>") == page.count("<style>") == page.count("<meta http-equiv") == 1


@settings(max_examples=80, deadline=None)
@given(NASTY, st.sampled_from(["text", "html"]))
def test_no_control_character_gets_through(text, kind):
    page = Pipeline(detectors=(finding(*FOUND),)).clean(f"{STORY}\n{text}", kind=kind).to_html_report(text)
    assert not CONTROL.search(page)
    page.encode("utf-8")


def test_an_empty_document_has_a_report_too():
    assert "Untitled document" in report("")


# From here on in a real browser.


@pytest.fixture(scope="module")
def driver(tmp_path_factory):
    driver = browsers.start(tmp_path_factory.mktemp("profile"))
    yield driver
    driver.quit()


@pytest.fixture
def browser(driver):
    return browsers.Browser(driver)


@pytest.fixture
def page(browser, tmp_path):
    """Opens a report."""

    def opened(content=None, **how):
        path = tmp_path / "report.html"
        path.write_text(report() if content is None else content, "utf-8")
        return browser.open(path, **how)

    return opened


@pytest.fixture
def canary():
    """A server that should never be asked for anything; gives its address and the list of requests."""
    asked = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            self.send_response(204)
            self.end_headers()

        def log_message(self, *words):
            """Stays quiet."""

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/", asked
        server.shutdown()
        thread.join()


def test_hostile_input_stays_inert_and_nothing_is_loaded(page, canary):
    address, asked = canary
    browser = page(hostile_article(address).to_html_report(HOSTILE[0]))
    browser.run("document.querySelectorAll('*').forEach(e => e.dispatchEvent(new Event('focus'))) || 1")
    assert browser.run("typeof hacked") == "undefined"
    assert [url.partition(":")[0] for url in browser.requests()] == ["file"]
    assert browser.run("document.querySelectorAll('img, iframe, link, base, object, form').length") == 0
    assert browser.errors() == []
    assert asked == []


def test_the_policy_would_stop_what_got_through(page, canary):
    address, asked = canary
    browser = page()
    inject = f"document.body.insertAdjacentHTML('beforeend', '<img src={address}x><b onclick=\"hacked=1\">x</b>')"
    browser.run(f"{inject} || [...document.querySelectorAll('b')].at(-1).click()")
    assert browser.run("typeof hacked") == "undefined"
    assert asked == []
    assert any("Content Security Policy" in error for error in browser.errors())


def test_the_views_show_kept_text_removed_text_or_both(page):
    browser = page()
    assert (browser.shown(".kept"), browser.shown("del")) == (3, 2)
    browser.click("input[value=kept]")
    assert (browser.shown(".kept"), browser.shown("del")) == (3, 0)
    browser.click("input[value=removed]")
    assert (browser.shown(".kept"), browser.shown("del")) == (0, 2)
    browser.click("input[value=both]")
    assert (browser.shown(".kept"), browser.shown("del")) == (3, 2)


def test_labels_and_detectors_filter(page):
    browser = page()
    browser.click(".filters summary")
    browser.click("input[name=label][value=ad]")
    assert browser.shown("del.off[data-label=ad]") == 1
    assert browser.shown("del:not(.off)") == 1
    browser.click("input[value=removed]")
    assert browser.shown("del") == 1
    browser.click("input[name=detector][value=told]")
    assert browser.shown("del") == 0
    for number in (1, 2):
        browser.click(f".filters fieldset:nth-of-type({number}) button[data-check=all]")
    assert browser.shown("del") == 2


def test_reasons_show_under_the_pointer_and_for_the_keyboard(page):
    from selenium.webdriver import ActionChains
    from selenium.webdriver.common.keys import Keys

    browser = page()
    assert browser.shown(".tip") == 0
    ActionChains(browser.driver).move_to_element(browser.find("del[data-label=credit]")).perform()
    assert "says 'Photo: A. Lind'" in browser.find(".tip").text
    ActionChains(browser.driver).move_to_element(browser.find(".kept")).perform()
    assert "kept says 'Rain fell on the pier.'" in browser.find(".tip").text
    ActionChains(browser.driver).move_to_element(browser.find("h1")).perform()
    assert browser.shown(".tip") == 0
    browser.run("document.querySelector('del').focus() || 1")
    assert "says 'Ad: umbrellas'" in browser.find(".tip").text
    browser.find("del").send_keys(Keys.TAB)
    assert browser.run("document.activeElement.dataset.label") == "credit"
    assert "says 'Photo: A. Lind'" in browser.find(".tip").text
    ActionChains(browser.driver).send_keys(Keys.ESCAPE).perform()
    assert browser.shown(".tip") == 0


def test_doubtful_entries_lead_to_their_place_even_where_the_view_hides_it(page):
    filler = "\n".join(f"Rain fell on the {number}th of the month and on the day after." for number in range(90))
    browser = page(report(f"{filler}\n{STORY}"))
    first = browser.find("#doubtful li")
    assert first.text.startswith("Removed credit")
    browser.click("input[value=kept]")
    first.find_element("css selector", "a").click()
    assert browser.run("document.documentElement.dataset.view") == "both"
    assert browser.run("document.activeElement.textContent") == "Photo: A. Lind"
    place = browser.run("document.activeElement.getBoundingClientRect().top")
    assert 0 < place < 900


def test_the_bar_leads_to_what_was_removed(page):
    browser = page()
    browser.find(".bar a").click()
    assert browser.run("document.querySelector(location.hash).textContent") == "Ad: umbrellas"


def test_candidates_lead_to_where_they_stand(page):
    raw = PAGES[NAMES.index("harbour.txt")].read_bytes()
    browser = page(newsclean.clean(raw).to_html_report("harbour.txt"))
    browser.run("document.querySelectorAll('#metadata details').forEach(d => d.open = true) || 1")
    link = browser.find("#metadata li a")
    value = browser.run("document.querySelector('#metadata li:has(a) bdi').textContent")
    link.click()
    target = browser.run("document.querySelector(location.hash).textContent")
    assert value.split()[0] in target


@pytest.mark.parametrize("path", PAGES, ids=NAMES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_fixture_fits_a_phone(page, path, scheme):
    content = newsclean.clean(path.read_bytes()).to_html_report(path.name)
    browser = page(content, width=360, height=740, prefers_color_scheme=scheme)
    assert browser.run("document.documentElement.scrollWidth") == 360
    assert browser.errors() == []


# The lowest contrast on the page, by the formula of the accessibility guidelines (WCAG 2).
CONTRAST = """(() => {
  const channel = c => (c /= 255) <= .03928 ? c / 12.92 : ((c + .055) / 1.055) ** 2.4;
  const light = rgb => .2126 * channel(rgb[0]) + .7152 * channel(rgb[1]) + .0722 * channel(rgb[2]);
  const numbers = css => css.match(/[\\d.]+/g).map(Number);
  const ground = element => {
    const colour = numbers(getComputedStyle(element).backgroundColor);
    return colour[3] === 0 ? ground(element.parentElement) : colour;
  };
  const ratio = (element, part) => {
    const text = light(numbers(getComputedStyle(element, part).color)), back = light(ground(element));
    return (Math.max(text, back) + .05) / (Math.min(text, back) + .05);
  };
  const all = [...document.querySelectorAll("del, .chip, .soft, .kept, dt, dd, a, summary")];
  return Math.min(...all.map(e => ratio(e)), ...all.map(e => ratio(e, "::before")));
})()"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_all_text_has_contrast(page, scheme):
    labels = [f"kind_{number}" for number in range(80)]
    raw = "\n".join(f"{label} was here" for label in labels)
    browser = page(report(raw, [(f"{label} ", label, 0.9) for label in labels]), prefers_color_scheme=scheme)
    assert browser.run(CONTRAST) >= 4.5


@pytest.mark.parametrize("name", ["almina.html", "migdalor.txt"])
def test_right_to_left_text_runs_right_to_left(page, name):
    browser = page(newsclean.clean(PAGES[NAMES.index(name)].read_bytes()).to_html_report())
    assert browser.run("getComputedStyle(document.querySelector('.block.whole')).direction") == "rtl"
    assert browser.run("getComputedStyle(document.querySelector('h1')).direction") == "rtl"


def test_on_paper_the_reasons_stand_beside_the_text(page):
    browser = page(media="print")
    assert browser.shown(".controls") == 0
    assert browser.run("getComputedStyle(document.querySelector('.why')).position") == "static"


def test_without_script_everything_is_there_but_the_controls(page, driver):
    driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    try:
        browser = page()
        visible = browser.driver.find_element("css selector", "body").text
    finally:
        driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})
    assert "Ad: umbrellas" in visible
    assert "Doubtful" in visible
    assert "Filter" not in visible


def test_a_document_of_five_megabytes_opens(page):
    line = "Rain fell on the pier and nobody wrote it down, which is why nobody knows when it began to fall.\n"
    raw = "".join(line + ("Ad: umbrellas\n" if number % 20 == 0 else "") for number in range(52_000))
    assert len(raw) > 5_000_000

    @newsclean.detector("ad")
    def ads(document, _):
        for block in document.blocks:
            if block.text.startswith("Ad:"):
                yield Finding.of(block, "ad", 0.9, "opens with 'Ad:'")

    limits = Limits(max_chars=10_000_000, max_seconds=300)
    article = Pipeline(detectors=(ads,), limits=limits).clean(raw)
    browser = page(article.to_html_report())
    assert browser.run("document.querySelectorAll('del').length") == len(article.removed) > 900
    browser.click("input[value=removed]")
    assert browser.run("document.querySelectorAll('.kept')[5].getClientRects().length") == 0


def test_the_index_sorts_and_leads_to_the_reports(browser, tmp_path):
    assert main(["report", *map(str, PAGES), "-o", str(tmp_path)]) == 0
    browser.open(tmp_path / "index.html")
    numbers = "[...document.querySelectorAll('table')[0].tBodies[0].rows].map(r => +r.cells[4].dataset.sort)"
    before = browser.run(numbers)
    browser.click("table th:nth-child(5) button")
    assert browser.run(numbers) == sorted(before, reverse=True)
    browser.click("table th:nth-child(5) button")
    assert browser.run(numbers) == sorted(before)
    assert browser.run("document.querySelector('th:nth-child(5)').ariaSort") == "ascending"
    assert browser.run("[...document.querySelectorAll('h2')].map(h => h.textContent)") == [
        *("Documents", "By label", "By detector", "By site"),
    ]
    browser.click("tbody a")
    assert browser.shown(".document .kept") > 0
    browser.click(".top a")
    assert browser.run("document.title") == "Documents - newsclean"
