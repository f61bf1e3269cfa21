"""Worker processes: order, back-pressure, what raises, what dies, and how it all ends."""

import asyncio
import multiprocessing
import threading
import time

import pytest

import newsclean
from newsclean import Finding, Pipeline, detector
from newsclean.batch.workers import Failed, spread
from tests.batch_helpers import deadly, difficult, double, page, story, touch_and_double


def alive():
    return [child for child in multiprocessing.active_children() if child.is_alive()]


@pytest.mark.parametrize("workers", [1, 2])
def test_results_come_in_the_order_of_the_tasks(workers):
    assert list(spread(double, range(50), workers=workers)) == [(n, 2 * n) for n in range(50)]
    assert not alive()


def test_unordered_results_are_the_same_in_another_order():
    assert sorted(spread(double, range(50), workers=2, ordered=False)) == [(n, 2 * n) for n in range(50)]


@pytest.mark.parametrize("ordered", [True, False])
def test_a_task_that_raises_or_kills_its_worker_fails_alone(ordered):
    results = dict(spread(difficult, range(12), workers=2, ordered=ordered))
    assert results.pop(3) == Failed("ValueError: three")
    assert results.pop(5) == Failed("its worker process died (exit code 7)")
    assert results == {n: n for n in range(12) if n not in (3, 5)}


def test_tasks_are_read_only_as_fast_as_results_are_taken():
    read = []
    results = spread(double, (read.append(n) or n for n in range(10_000)), workers=2, window=8)
    next(results)
    time.sleep(0.3)
    assert len(read) <= 2 * 8 + 1
    results.close()
    assert not alive()


def test_tasks_that_raise_do_so_behind_the_results_before_them():
    def tasks():
        yield from range(5)
        raise KeyError("six")

    results = spread(double, tasks(), workers=2)
    assert [next(results) for _ in range(5)] == [(n, 2 * n) for n in range(5)]
    with pytest.raises(KeyError, match="six"):
        next(results)


def test_whoever_stops_half_way_leaves_no_process_behind(tmp_path):
    results = spread(touch_and_double, ((tmp_path, n) for n in range(1000)), workers=2)
    next(results)
    with pytest.raises(KeyboardInterrupt):
        results.throw(KeyboardInterrupt())
    assert not alive()
    assert len(list(tmp_path.iterdir())) < 100


def test_large_documents_in_both_directions_do_not_block():
    raws = [page(n) + "<p>Rain fell.</p>" * 4_000 for n in range(4)]
    articles = list(newsclean.clean_many(raws, workers=2))
    assert [len(article.document.markup) for article in articles] == [len(raw) for raw in raws]


def test_a_document_that_kills_its_worker_gives_an_article_that_failed():
    pipeline = Pipeline(detectors=(deadly,))
    raws = [story(n) for n in range(6)] + [{"raw": "KILL ME", "id": "a7", "url": "https://example.org/7"}, story(8)]
    articles = list(pipeline.clean_many(raws, workers=2))
    assert [article.status for article in articles] == ["article"] * 6 + ["failed", "article"]
    assert articles[6].document.url == "https://example.org/7"
    assert articles[6].problems[0].message == "a7: its worker process died (killed by SIGKILL)"
    assert (articles[6].text, articles[6].to_dict()["status"]) == ("", "failed")


def test_pipelines_of_ones_own_reach_the_workers():
    raws = [story(n) for n in range(3)]
    pipeline = Pipeline().without("cross_link", "story")
    expected = [pipeline.clean(raw).text for raw in raws]
    assert [article.text for article in pipeline.clean_many(raws, workers=2)] == expected


def test_what_cannot_be_sent_to_a_worker_is_an_error_that_says_so():
    @detector("ad")
    def local(document, found):
        yield Finding.of(document.blocks[0], "ad", 0.9, "by chance")

    for pipeline in (Pipeline(veto=lambda document, removal: False), Pipeline(detectors=(local,))):
        with pytest.raises(TypeError, match="define detectors and veto at the top level of a module, or use workers=1"):
            list(pipeline.clean_many(["Rain fell."], workers=2))


@pytest.mark.parametrize(
    ("item", "message"),
    [
        (None, "item 1: clean_many\\(\\) takes str, bytes"),
        (("a", "b", "c"), r"item 1: a pair is \(id, raw\), the id a str or an int, not \(str, str, str\)"),
        ((b"<p>Rain.</p>", "https://example.org/"), r"item 1: a pair is \(id, raw\), .*, not \(bytes, str\)"),
        (("a1", None), "a1: clean_many"),
        ({"html": "x"}, "item 1: a dict has the key 'raw'"),
        ({"raw": 5, "id": "a5"}, "a5: clean_many"),
    ],
)
def test_an_item_of_a_wrong_form_is_an_error_behind_the_articles_before_it(item, message):
    articles = newsclean.clean_many(["Rain fell.", item])
    assert next(articles).text == "Rain fell."
    with pytest.raises(TypeError, match=message):
        next(articles)


def test_ids_name_their_documents_and_addresses_are_their_urls():
    address = "https://example.org/rain"
    items = [(7, "Rain fell."), (address, "Rain fell."), {"raw": "Rain fell.", "url": address}, (None, "Rain fell.")]
    articles = list(newsclean.clean_many(items))
    assert [article.text for article in articles] == ["Rain fell."] * 4
    assert [article.document.url for article in articles] == [None, address, address, None]


def test_trees_stay_in_their_process():
    from bs4 import BeautifulSoup

    soup = BeautifulSoup(page(1), "html.parser")
    assert [article.text for article in newsclean.clean_many([soup])] == [newsclean.clean(page(1)).text]
    with pytest.raises(TypeError, match="write the tree out first"):
        list(newsclean.clean_many([soup], workers=2))


def test_it_works_in_threads_and_executors():
    raws, expected = [story(n) for n in range(4)], [newsclean.clean(story(n)).text for n in range(4)]
    found = []

    def work():
        found.append([article.text for article in newsclean.clean_many(raws, workers=2)])

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    asyncio.run(asyncio.to_thread(work))
    assert found == [expected, expected]


def _in_a_daemon(queue):
    one = [article.text for article in newsclean.clean_many(["Rain fell."])]
    try:
        list(newsclean.clean_many(["Rain fell."], workers=2))
    except RuntimeError as error:
        queue.put((one, str(error)))


def test_a_daemonic_worker_of_a_task_queue_cleans_in_its_own_process():
    context = multiprocessing.get_context("spawn")
    queue = context.SimpleQueue()
    process = context.Process(target=_in_a_daemon, args=(queue,), daemon=True)
    process.start()
    one, error = queue.get()
    process.join()
    assert one == ["Rain fell."]
    assert "use workers=1" in error
