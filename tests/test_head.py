"""What a page says about itself: collected once, tolerant of everything pages do wrong."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsclean.read.head import Head, read_head
from newsclean.read.html import parse
from newsclean.read.jsonld import collect, read_json


def head(markup: str) -> Head:
    root, _ = parse(markup)
    return read_head(root)


def script(text: str) -> str:
    return f'<html><head><script type="application/ld+json">{text}</script></head><body><p>x</p></body></html>'


def test_metas_links_title_and_headings() -> None:
    found = head(
        '<html lang="de-AT"><head><title>Fähre wieder da | Hafenblatt</title><link rel="canonical" href="/a">'
        '<meta property="og:title" content="Fähre wieder da"><meta name="News_Keywords" content="Hafen, Fähre">'
        '<meta name="author" content="">'
        "</head><body><svg><title>icon share</title></svg><h1>Fähre <em>wieder</em> da</h1></body></html>"
    )
    assert found.title == "Fähre wieder da | Hafenblatt"
    assert found.first("og:title") == "Fähre wieder da"
    assert found.meta["news_keywords"] == ("Hafen, Fähre",), "names in lower case"
    assert "author" not in found.meta, "an empty content says nothing"
    assert found.links["canonical"] == ("/a",)
    assert found.headings == ("Fähre wieder da",)
    assert found.language == "de"


def test_a_drawing_has_no_title_for_the_page() -> None:
    assert head("<body><svg><symbol><title>icon close</title></symbol></svg><p>x</p></body>").title == ""


@pytest.mark.parametrize(
    ("said", "code"),
    [("nb-NO", "no"), ("iw", "he"), ("fil", "tl"), ("zh_Hant", "zh"), ("deu", "de"), ("english", None)],
)
def test_language_codes(said: str, code: str | None) -> None:
    assert head(f'<html lang="{said}"><body>x</body></html>').language == code


def test_times_know_their_company() -> None:
    found = head(
        '<body><nav><time datetime="2019-01-01">old</time></nav><h1>T</h1>'
        '<article class="hentry category-time tag-old"><time class="published" datetime="2020-03-05">5 March</time></article>'
    )
    first, second = found.times
    assert (first.value, first.after_heading) == ("2019-01-01", False)
    assert (second.value, second.text, second.after_heading) == ("2020-03-05", "5 March", True)
    assert second.names.startswith("time published article hentry")
    assert "category-time" not in second.names, "classes that repeat categories say nothing about the element"


def test_rel_marks() -> None:
    found = head(
        '<body><a rel="author" href="/ada">Ada Lind</a> <a rel="category tag">Harbour</a> <a rel="nofollow">x</a>'
    )
    assert [(mark.kind, mark.text, mark.href) for mark in found.marks] == [
        ("author", "Ada Lind", "/ada"),
        ("category", "Harbour", ""),
    ]


@pytest.mark.parametrize(
    "text",
    [
        '{"headline": "Ferry back"}',
        '{"headline": "Ferry back",}',
        '/* cms 3 */ {"headline": "Ferry back"} // end',
        '<!-- {"headline": "Ferry back"} -->',
        '//<![CDATA[\n{"headline": "Ferry back"}\n//]]>',
        "{&quot;headline&quot;: &quot;Ferry back&quot;}",
        "{'headline': 'Ferry back'}",
        '{"headline": "Ferry back"\n "url": "/a"}',
        '{"headline": "Ferry back"}; }',
        '{"headline": "Ferry\\x back"}'.replace("\\x", "\\ "),
        '{"note": "he said "no" to it", "headline": "Ferry back"}',
        '{"text": "two\nlines", "headline": "Ferry back"}',
    ],
)
def test_json_is_mended(text: str) -> None:
    values, _ = read_json(text)
    assert collect([{"@type": "Article", **values[0]}])[0].text("headline") == "Ferry back"


@pytest.mark.parametrize(
    "text", ["no json", "{", '{"a": }', '"' * 1000, "[" * 100_000, '{"a":' * 100_000, "x" * 3_000_000]
)
def test_json_is_given_up_with_a_note(text: str) -> None:
    values, note = read_json(text)
    assert note
    assert values in ([], [text]) or isinstance(values, list)


def test_graph_references_and_wrong_types() -> None:
    graph = {
        "@context": "https://schema.org",
        "@graph": [
            None,
            7,
            {"@type": ["WebPage", None], "@id": "#page"},
            {
                "@type": "https://schema.org/NewsArticle",
                "headline": ["Ferry &amp; crew <b>back</b>", None],
                "author": [{"@id": "#ada"}, None, "Bo Ek", 3, ["x"]],
                "isAccessibleForFree": False,
                "publisher": "Harbour Post",
            },
            {"@type": "Person", "@id": "#ada", "name": "Ada Lind"},
        ],
    }
    article = head(script(json.dumps(graph))).items[1]
    assert article.types == ("NewsArticle",)
    assert article.text("headline") == "Ferry & crew back"
    assert [one.text("name") for one in article.items("author")] == ["Ada Lind"]
    assert article.texts("author") == ["Bo Ek", "3", "x"]
    assert article.text("isAccessibleForFree") == "false"
    assert article.items("publisher") == []


def test_a_loop_of_references_ends() -> None:
    items = collect([{"@type": "Article", "@id": "#a", "isPartOf": {"@id": "#a"}, "author": {"@id": "#nowhere"}}])
    inner = items[0].items("isPartOf")[0]
    assert inner.types == ("Article",)
    assert items[0].items("author")[0].text("name") == ""


def test_microdata() -> None:
    found = head(
        '<div itemscope itemtype="https://schema.org/NewsArticle"><h1 itemprop="headline">Ferry back</h1>'
        '<span itemprop="author" itemscope itemtype="https://schema.org/Person"><b itemprop="name">Ada Lind</b></span>'
        '<time itemprop="datePublished" datetime="2020-03-05">today</time><meta itemprop="dateModified" content="2020-03-06">'
        '<img itemprop="image" src="/p.jpg"><p itemprop="articleBody">A long story.</p></div>'
    )
    (article,) = found.items
    assert (article.types, article.source) == (("NewsArticle",), "microdata")
    assert article.text("headline") == "Ferry back"
    assert article.items("author")[0].text("name") == "Ada Lind"
    assert (article.text("datePublished"), article.text("dateModified")) == ("2020-03-05", "2020-03-06")
    assert article.text("image") == "/p.jpg"


def test_microdata_without_a_name_gives_the_text() -> None:
    (item,) = head('<div itemscope itemtype="Article"><span itemprop="author" itemscope>Ada Lind</span></div>').items
    assert item.items("author")[0].text("name") == "Ada Lind"


def test_rdfa() -> None:
    found = head(
        '<body vocab="https://schema.org/"><div typeof="schema:Article"><span property="schema:headline">Ferry back</span></div>'
    )
    assert [(item.source, item.text("headline")) for item in found.items] == [("rdfa", "Ferry back")]


def test_a_flood_of_metas_is_bounded() -> None:
    found = head("<head>" + '<meta name="a" content="b">' * 5_000 + "</head><body>x</body>")
    assert len(found.meta["a"]) <= 1_000


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["@type", "@id", "@graph", "author", "name", "headline", "@value"]), inner, max_size=4
        )
    ),
    max_leaves=12,
)


@settings(max_examples=60, deadline=None)
@given(ANYTHING)
def test_any_json_is_read(value: object) -> None:
    for item in head(script(json.dumps(value).replace("</", "<\\/"))).items:
        assert all(isinstance(text, str) for text in item.texts("author", "headline", "name"))
        for author in item.items("author"):
            author.text("name")
