"""Metadata with evidence: from a page's own statements, from its text, and one judge over both."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import newsclean
from newsclean.language import detect
from newsclean.metadata import Author, Metadata, collect, people, pick
from newsclean.metadata.articles import address, described
from newsclean.metadata.given import given_name
from newsclean.metadata.names import clean_names
from newsclean.metadata.sites import resembles
from newsclean.metadata.titles import stripped
from newsclean.model import Candidate, Document
from newsclean.read.html import read_html

NOW = datetime(2026, 1, 1, tzinfo=UTC)
STORY = "".join(
    f"<p>The ferry crossed the sound again on day {n}, and the harbour board said the repairs had held so far.</p>"
    for n in ("one", "two", "three", "four")
)


def page(
    head: str = "", body: str = "", url: str | None = "https://www.harbourpost.example/news/ferry-back"
) -> Document:
    return read_html(f'<html lang="en"><head>{head}</head><body>{body}{STORY}</body></html>', url)


def read(document: Document) -> Metadata:
    return pick(collect(document), document, now=NOW)[0]


def json_ld(**properties: object) -> str:
    return f'<script type="application/ld+json">{json.dumps({"@type": "NewsArticle", **properties})}</script>'


def cleaned(body: str) -> Metadata:
    """As `read`, with what the detectors find."""
    return newsclean.clean(f'<html lang="en"><body>{body}{STORY}</body></html>').metadata


# --- names


@pytest.mark.parametrize(
    ("raw", "language", "names"),
    [
        ("José Volta e Pinto", "pt", ["José Volta e Pinto"]),
        ("Christoph von Ritter", "de", ["Christoph von Ritter"]),
        ("De Clercq", "fr", ["De Clercq"]),
        ("By Ada Lind", "en", ["Ada Lind"]),
        ("Von Anna Segler und Bo Ek", "de", ["Anna Segler", "Bo Ek"]),
        ("Par Loïc Le Clair", "fr", ["Loïc Le Clair"]),
        ("Автор: Иван Петров, корреспондент", "ru", ["Иван Петров"]),
        ("بقلم: أحمد سالم", "ar", ["أحمد سالم"]),
        ("記者林某／台北報導", "zh", ["林某"]),
        ("박민수 기자", "ko", ["박민수"]),
        ("Ada Lind, MD, PhD", "en", ["Ada Lind"]),
        ("Ada Lind, Staff Writer | March 3, 2020", "en", ["Ada Lind"]),
        ("Ada Lind Updated 3 hours ago", "en", ["Ada Lind"]),
        ("ByAda Lind", "en", ["Ada Lind"]),
        ("E. BERG / J. I. DA COSTA", "es", ["E. BERG", "J. I. DA COSTA"]),
        ("Lind, Ada K.", "en", ["Ada K Lind"]),
        ("Ada Lind, Oslo", "en", ["Ada Lind"]),
        ("By Ada LindAda Lind", "en", ["Ada Lind"]),
        ("Ada LindSenior Reporter", "en", ["Ada Lind"]),
        ("Par Ada LindPublié le", "fr", ["Ada Lind"]),
        ("byAda Lind", "en", ["Ada Lind"]),
        ("Ada MacArthur and Bo DeSantis", "en", ["Ada MacArthur", "Bo DeSantis"]),
        ("Source: Post Author: Ada Lind Editor: Bo Ek", "en", ["Ada Lind"]),
        ("शुभम शर्मा", "hi", ["शुभम शर्मा"]),
        ("Share on Facebook", "en", []),
        ("3 min read", "en", []),
        ("info@example.org", "en", []),
        ("https://example.org/ada", "en", []),
        ("View all posts", "en", []),
        ("Special to the Harbour Post", "en", []),
        ("In the evening the pier was closed for the storm.", "en", []),
        ("", "en", []),
        ("x" * 500, "en", []),
    ],
)
def test_names(raw: str, language: str, names: list[str]) -> None:
    assert [author.name for author in clean_names(raw, language) if author.kind == "person"] == names


@pytest.mark.parametrize(
    "raw", ["The Harbour Post", "Newsdesk Team", "dpa", "harbourpost.example", "Redaktion", "Ferry Company Ltd"]
)
def test_organisations_are_no_persons(raw: str) -> None:
    assert [author.kind for author in clean_names(raw, "de", named=True)] == ["organisation"]


def test_a_role_goes_with_its_name() -> None:
    (author,) = clean_names("Ada Lind, staff writer", "en")
    assert (author.name, author.role) == ("Ada Lind", "staff writer")


def test_single_words_only_where_names_stand() -> None:
    assert clean_names("kay_lind", "en") == []
    assert [author.name for author in clean_names("kay_lind", "en", named=True)] == ["kay_lind"]


def test_the_site_is_no_author() -> None:
    (author,) = clean_names("Harbour Post", "en", organisations=["Harbour Post | News"], named=True)
    assert author.kind == "organisation"


# --- titles and sites


@pytest.mark.parametrize(
    ("text", "sites", "headline"),
    [
        ("Ferry back: crew on board", ["harbourpost"], "Ferry back: crew on board"),
        ("Ferry back - crew on board", ["harbourpost"], "Ferry back - crew on board"),
        ("Ferry back | Harbour Post", ["harbourpost"], "Ferry back"),
        ("Harbour Post: Ferry back in service", ["harbourpost"], "Harbour Post: Ferry back in service"),
        ("Harbour Post - Ferry back in service", ["harbourpost"], "Ferry back in service"),
        ("Ferry back in service at last | News | Elsewhere", [], "Ferry back in service at last"),
    ],
)
def test_titles_without_their_site(text: str, sites: list[str], headline: str) -> None:
    assert stripped(text, sites, []) == headline


def test_the_headline_readers_see_wins() -> None:
    found = read(
        page(
            "<title>Ferry: all you need to know about the ferry | Harbour Post</title>"
            '<meta property="og:title" content="All you need to know about the ferry">',
            "<h1>Ferry back: what passengers need to know</h1>",
        )
    )
    assert found.title == "Ferry back: what passengers need to know"


def test_a_related_headline_wins_however_often_the_search_engines_title_is_repeated() -> None:
    title = "Ferry repairs: 5 facts"
    metas = f'<meta property="og:title" content="{title}"><meta name="twitter:title" content="{title}">'
    described = json_ld(headline=title)
    found = read(page(f"<title>{title}</title>{metas}{described}", "<h1>Ferry back after a winter of repairs</h1>"))
    assert found.title == "Ferry back after a winter of repairs"
    assert found.confidence["title"] <= 0.8


def test_an_h1_that_is_the_sites_name_is_no_headline() -> None:
    found = read(page("<title>Ferry back in service - Harbour Post</title>", "<h1>Harbour Post</h1>"))
    assert found.title == "Ferry back in service"
    assert found.site == "Harbour Post"


@pytest.mark.parametrize(
    ("name", "domain", "same"),
    [
        ("Harbour Post", "harbourpost.example", True),
        ("The Harbour Post", "harbourpost.example", True),
        ("Libération du Port", "liberationduport.example", True),
        ("Neue Hafen Zeitung", "nhz.example", True),
        ("Media Holding", "harbourpost.example", False),
        ("Po", "harbourpost.example", False),
    ],
)
def test_names_and_domains(name: str, domain: str, same: bool) -> None:
    assert resembles(name, domain) is same


def test_a_printed_name_is_better_than_an_address() -> None:
    assert read(page('<meta property="og:site_name" content="Harbour Post">')).site == "Harbour Post"
    assert read(page()).site == "harbourpost.example"
    assert read(page()).domain == "harbourpost.example"


# --- several articles


def test_of_several_articles_the_pages_own() -> None:
    document = page(
        json_ld(headline="Island school reopens", url="https://www.harbourpost.example/news/school")
        + json_ld(
            headline="Ferry back", url="https://harbourpost.example/news/ferry-back?x=1", author={"name": "Ada Lind"}
        ),
        "<h1>Ferry back</h1>",
    )
    assert [item.text("headline") for item in described(document).articles] == ["Ferry back"]
    assert read(document).authors == ["Ada Lind"]


def test_addresses_are_compared_without_what_does_not_matter() -> None:
    assert address("https://www.example.org/a/?utm=1#x") == address("http://example.org/a") == "example.org/a"


def test_a_name_is_better_than_its_address() -> None:
    head = (
        '<meta property="og:site_name" content="harbourpost.org"><meta name="application-name" content="Harbourpost">'
    )
    assert read(page(head)).site == "Harbourpost"


def test_the_name_in_the_script_of_the_text_is_the_sites() -> None:
    head = json_ld(publisher={"@type": "Organization", "name": "Port News"})
    body = (
        "<h1>Паром вернулся</h1>"
        + "<p>Паром снова ходит через пролив, сообщили в управлении порта в понедельник.</p>" * 4
    )
    title = "<title>Паром вернулся | Порт Ньюс</title>"
    found = read(read_html(f"<html><head>{title}{head}</head><body>{body}</body></html>", "https://portnews.example/a"))
    assert found.site == "Порт Ньюс"


# --- dates


def published(*values: object, body: str = "") -> datetime | None:
    return read(page("".join(json_ld(datePublished=value) for value in values), body)).published


def test_dates_keep_their_zone_and_time() -> None:
    found = read(page(json_ld(datePublished="2020-03-05T12:38:00+01:00", dateModified="2020-03-06")))
    assert found.published == datetime(2020, 3, 5, 12, 38, tzinfo=timezone(timedelta(hours=1)))
    assert (found.published_precision, found.modified_precision) == ("minute", "day")
    assert found.modified == datetime(2020, 3, 6)


@pytest.mark.parametrize(
    "value", [None, "", "soon", 0, [], {}, "0000-00-00", "1970-01-01T00:00:00Z", True, "2 hours ago"]
)
def test_no_date_is_made_up(value: object) -> None:
    assert published(value) is None


def test_day_and_month_are_turned_round_where_the_page_states_that_day() -> None:
    stated = json_ld(datePublished="2020-05-03T12:38:00+02:00")
    assert read(page(stated, "<h1>Ferry back</h1><p>5/3/2020</p>")).published == datetime(
        2020, 5, 3, 12, 38, tzinfo=timezone(timedelta(hours=2))
    )


def test_a_list_of_other_stories_behind_the_story_gives_no_date() -> None:
    story = "\n".join(line for line in TEXT.split("\n") if len(line) > 80)
    others = "Island school waits\n3 May 2019\nA new pier for the sound\n7 June 2019"
    assert (
        newsclean.clean(f"Ferry back after a winter of repairs\n{story}\n{others}", kind="text").metadata.published
        is None
    )


def test_a_future_date_is_rejected_with_a_warning() -> None:
    document = page(json_ld(datePublished="2031-01-01"))
    found, warnings = pick(collect(document), document, now=NOW)
    assert found.published is None
    assert warnings == ("published: a date in the future was rejected",)


def test_a_date_that_a_sentence_tells_is_not_the_pages() -> None:
    assert published(body="<h1>Ferry back</h1><p>Photo of the old pier, taken on 3 May 2019.</p>") is None


def test_updated_is_not_published() -> None:
    found = read(page(json_ld(dateModified="2020-03-06"), "<h1>Ferry back</h1>"))
    assert found.published is None
    assert found.modified == datetime(2020, 3, 6)


def test_a_label_above_a_date_says_that_it_is_an_update() -> None:
    body = (
        "<h1>Ferry back</h1><div>Published:</div><div>3 May 2019</div><div>Last updated:</div><div>5 March 2020</div>"
    )
    found = read(page(body=body))
    assert (found.published, found.modified) == (datetime(2019, 5, 3), datetime(2020, 3, 5))


@pytest.mark.parametrize(
    ("names", "field"),
    [
        ("entry-date published updated", "published"),
        ("post-date__modified-date", "modified"),
        ("date-last-reviewed", "modified"),
    ],
)
def test_a_time_element_is_called_what_it_is(names: str, field: str) -> None:
    found = read(page(body=f'<h1>Ferry back</h1><time class="{names}" datetime="2020-03-05">5 March</time>'))
    assert {field: getattr(found, field)} == {field: datetime(2020, 3, 5)}
    assert (found.published is None) == (field == "modified")


def test_a_time_element_in_a_line_that_says_updated_is_an_update() -> None:
    body = '<h1>Ferry back</h1><p>Updated <time datetime="2020-03-05T12:38Z">5 March 2020</time></p>'
    found = read(page(body=body))
    assert found.modified == datetime(2020, 3, 5, 12, 38, tzinfo=UTC)
    assert found.confidence["published"] < 0.7


def test_rows_of_a_list_under_the_headline_give_no_date() -> None:
    rows = "".join(
        f'<div class="day">{day} March 2020</div><div class="what">Pier concert number {day}</div>' for day in (5, 6, 7)
    )
    assert read(page(body=f"<h1>Concerts on the pier</h1>{rows}")).published is None


def test_the_only_date_line_of_a_text_is_its_date_wherever_it_stands() -> None:
    menu = "\n".join(f"Section {n} of the harbour" for n in range(20))
    story = "\n".join(line for line in TEXT.split("\n") if len(line) > 80)
    text = f"3 May 2019\n{menu}\nFerry back after a winter of repairs\n{story}"
    assert newsclean.clean(text, kind="text").metadata.published == datetime(2019, 5, 3)


def test_the_day_in_the_address_is_better_than_none() -> None:
    assert read(page(url="https://www.harbourpost.example/2020/03/05/ferry-back")).published == datetime(2020, 3, 5)
    assert read(page(url="https://www.harbourpost.example/20200305.html")).published == datetime(2020, 3, 5)
    assert read(page(url="https://www.harbourpost.example/1234567890/ferry")).published is None


def test_the_h1_is_the_headline_where_an_h2_repeats_it() -> None:
    menu = "".join(f"<li>Crossing number {n}</li>" for n in range(20))
    body = f"<h1>Ferry back</h1><p>By Ada Lind | 5 March 2020</p><ul>{menu}</ul><h2>Ferry back</h2>"
    assert read(page(body=body)).published == datetime(2020, 3, 5)


@pytest.mark.parametrize("name", ["w-published-date", "cms:publish_time", "article:published:time", "publishDate"])
def test_metas_made_up_by_a_publishing_system(name: str) -> None:
    assert read(page(f'<meta name="{name}" content="2020-03-05">')).published == datetime(2020, 3, 5)


def test_a_page_date_alone_is_no_publication() -> None:
    markup = '<script type="application/ld+json">{"@type": "WebPage", "datePublished": "2020-03-05"}</script>'
    assert read(page(markup)).published is None


def test_the_printed_time_gives_the_zone() -> None:
    found = read(page(json_ld(datePublished="2020-03-05T11:38:20Z"), "<h1>Ferry back</h1><p>5 March 2020, 12:38</p>"))
    assert found.published == datetime(2020, 3, 5, 11, 38, 20, tzinfo=UTC)
    assert found.published is not None
    assert found.published.hour == 12


def test_a_forgotten_zone_is_found() -> None:
    found = published("2020-03-05T12:38:00+00:00", "2020-03-05T12:38:00+02:00")
    assert found is not None
    assert found.utcoffset() == timedelta(hours=2)


def test_a_date_among_teasers_is_not_the_pages() -> None:
    teasers = "".join(
        f"<li><a href='/{n}'>Island school story {n}</a> <span>{n} May 2019</span></li>" for n in range(1, 9)
    )
    assert (
        read(read_html(f"<h1>Ferry back</h1>{STORY}<p>x</p><ul>{'<li>more</li>' * 9}{teasers}</ul>")).published is None
    )


# --- authors


def test_independent_places_agree() -> None:
    markup = json_ld(author={"@type": "Person", "name": "Ada Lind", "jobTitle": "Editor"})
    found = read(page(markup, "<h1>Ferry</h1><p>By ADA LIND</p>"))
    (author,) = found.authors_full
    assert (author.name, author.role, author.kind) == ("Ada Lind", "Editor", "person")
    assert found.confidence["authors_full"] > max(0.9, read(page(markup, "<h1>Ferry</h1>")).confidence["authors_full"])
    assert "author" in found.why["authors_full"]


def test_a_section_linked_beside_an_author_is_none_of_the_name() -> None:
    line = '<p class="entry-meta"><a href="/2023/10">30 October 2023</a> <a href="/author/ada">Ada Lind</a> <a href="/c">Culture</a></p>'
    assert read(page('<meta name="author" content="Ada Lind">', f"<h1>Ferry back</h1>{line}")).authors == ["Ada Lind"]


def test_the_longer_byline_completes_the_meta() -> None:
    found = read(page('<meta name="author" content="Ada Lind">', "<h1>Ferry back</h1><p>By Ada Lind and Bo Ekman</p>"))
    assert found.authors == ["Ada Lind", "Bo Ekman"]


def test_an_agency_is_an_organisation() -> None:
    found = read(page(json_ld(author={"name": "dpa"})))
    assert found.authors == []
    assert [(author.name, author.kind) for author in found.authors_full] == [("dpa", "organisation")]


@pytest.mark.parametrize(
    "body", ["<p>Budget Travel</p><p>3 March 2020</p>", "<p>Share this</p>", "<p>Read more books, he said.</p>"]
)
def test_sections_and_prompts_are_no_authors(body: str) -> None:
    text = "<p>We travel on a small budget, and every budget traveller should travel light, the guide says today.</p>"
    assert read(page("", f"<h1>Ferry back</h1>{body}{text}")).authors == []


def test_names_one_below_the_other_are_all_authors() -> None:
    text = TEXT.replace("By Ada Lind\n", "Ada Lind\nReporter\nBo Ekman\nReporter\n")
    assert newsclean.clean(text, kind="text").metadata.authors == ["Ada Lind", "Bo Ekman"]


def test_a_line_with_a_given_name_is_believed_more_than_a_section() -> None:
    lines = "<p>Ada Lind</p><p>5 March 2020</p><p>Harbour Concerts</p>"
    person, section = (cleaned(f"<h1>Ferry back</h1>{one}") for one in (lines, lines.replace("Ada", "Pier")))
    assert person.authors == ["Ada Lind"]
    assert person.confidence["authors_full"] > section.confidence.get("authors_full", 0.0) + 0.2


def test_given_names_stand_behind_in_hungarian() -> None:
    assert (given_name("Kovács Ágnes", "hu"), given_name("Kovács Ágnes", "en")) == (True, False)


def test_a_name_in_an_authors_element_is_an_author_wherever_the_story_begins() -> None:
    box = '<div class="post-author-name">Ada Lind</div>'
    menu = "".join(f"<li>Crossing number {n}</li>" for n in range(30))
    assert cleaned(f"<h1>Ferry back</h1>{STORY}<ul>{menu}</ul>{box}").authors == ["Ada Lind"]


def test_a_person_after_whom_the_site_is_called_is_a_person() -> None:
    head = '<meta name="author" content="Ada Lind"><meta property="og:site_name" content="Ada Lind | Ferries">'
    assert read(page(head, url="https://www.adalind.example/ferry")).authors == ["Ada Lind"]
    firm = head.replace("Ada Lind", "Harbour Post")
    assert read(page(firm)).authors == []


@pytest.mark.parametrize("label", ["Reviewed by:", "Translated by", "Medically reviewed by"])
def test_other_hands_are_no_authors(label: str) -> None:
    body = f'<h1>Ferry back</h1><p class="byline">{label} Ada Lind</p>'
    assert read(page(body=body)).authors == []


def test_lines_below_the_author_add_nobody_where_the_markup_names_the_authors() -> None:
    def named(*names: str, raw: str = "By Ada Lind", source: str = "visible") -> Candidate:
        return Candidate("authors", tuple(map(Author, names)), 0.9, source, "", raw)

    def found(*candidates: Candidate) -> list[str]:
        best = people.authors(candidates)
        return [author.name for author in best[0]] if best else []

    stated, line, lines = named("Ada Lind", source="json-ld"), named("Ada Lind"), named("Ada Lind", "Bo Ek")
    assert found(line, lines) == ["Ada Lind", "Bo Ek"]
    assert found(stated, line, lines) == ["Ada Lind"]
    assert found(stated, line, named("Ada Lind", "Bo Ek", raw="By Ada Lind and Bo Ek")) == ["Ada Lind", "Bo Ek"]


def test_comment_authors_are_left_alone() -> None:
    body = "<h1>Ferry back</h1><div class='comment'><a rel='author' href='/u/1'>Kay Holm</a></div>"
    assert read(page("", body)).authors == []


# --- other fields


def test_every_field_of_a_well_kept_page() -> None:
    head = (
        '<title>Ferry back | Harbour Post</title><link rel="canonical" href="/news/ferry-back">'
        '<meta property="og:type" content="article"><meta property="article:section" content="Harbour">'
        '<meta property="og:description" content="The ferry is back."><meta property="og:video" content="/v.mp4">'
        + json_ld(
            headline="Ferry back",
            image={"url": "/ferry.jpg", "caption": "The ferry", "creditText": "Kay Holm"},
            keywords="ferry, harbour",
            isAccessibleForFree=False,
            wordCount=321,
            inLanguage="en-GB",
            alternativeHeadline="A winter of repairs is over",
            author={"name": "Ada Lind", "url": "/ada"},
        )
        + '<script type="application/ld+json">{"@type": "BreadcrumbList", "itemListElement": ['
        '{"position": 2, "item": {"name": "Harbour"}}, {"position": 1, "name": "Home"}]}</script>'
    )
    found = read(page(head, "<h1>Ferry back</h1>"))
    assert found.canonical_url == "https://www.harbourpost.example/news/ferry-back"
    assert (found.section, found.description, found.subtitle) == (
        "Harbour",
        "The ferry is back.",
        "A winter of repairs is over",
    )
    assert (found.access, found.word_count, found.page_type, found.language) == ("paid", 321, "NewsArticle", "en")
    (image,) = found.images
    assert image == ("https://www.harbourpost.example/ferry.jpg", "The ferry", "Kay Holm", True)
    assert found.videos == ("https://www.harbourpost.example/v.mp4",)
    assert found.tags == ["ferry", "harbour"]
    assert found.breadcrumbs == ("Home", "Harbour")
    assert found.authors_full[0].url == "https://www.harbourpost.example/ada"


def test_key_words_of_the_publishing_system_are_no_tags() -> None:
    given = "ferry, _prio_3, Category: World, 8f507083-bac4-423a-9015-2eb31e1bce50, stats-reach-all, https://x.example"
    assert read(page(json_ld(keywords=given))).tags == ["ferry"]


def test_times_and_words_of_the_headline_are_no_tags() -> None:
    topics = '<meta property="article:tag" content="00:49 min"><meta property="article:tag" content=": harbour">'
    assert read(page(topics, "<h1>Ferry back</h1>")).tags == ["harbour"]
    head = "<title>Harbour board puts ferry back</title><meta name='keywords' content='harbour,board,ferry,back'>"
    assert read(page(head, "<h1>Harbour board puts ferry back</h1>")).tags == []


def test_key_words_that_two_places_tell_are_not_completed_by_one() -> None:
    told = json_ld(keywords=["ferry", "harbour board"]) + '<meta property="article:tag" content="ferry">'
    both = told + '<meta property="article:tag" content="harbour board">'
    longer = '<meta name="keywords" content="news, live, ferry, harbour board, today">'
    assert read(page(both + longer)).tags == ["ferry", "harbour board"]
    assert len(read(page(json_ld(keywords=["ferry", "harbour board"]) + longer)).tags) > 2


def test_key_words_made_of_the_address_are_no_tags() -> None:
    head = '<meta name="keywords" content="six, ferries, cross, sound">'
    assert read(page(head, url="https://www.harbourpost.example/six-ferries-cross-the-sound")).tags == []


def test_a_list_of_topics_that_the_story_does_not_speak_of_is_a_menu() -> None:
    def tags(*topics: str) -> list[str]:
        links = "".join(f'<a href="/topic/{n}">{topic}</a> ' for n, topic in enumerate(topics))
        return read(page(body=f"<h1>Ferry back</h1><div>{links}</div>")).tags

    assert tags("Ferry", "Harbour") == ["Ferry", "Harbour"]
    assert tags("Football", "Cinema") == []


def test_an_organisation_that_is_named_as_author_beats_a_mere_name() -> None:
    found = read(page(json_ld(author={"@type": "Organization", "name": "Harbour Board"}), "<h1>Ferry back</h1>"))
    assert [author.name for author in found.authors_full] == ["Harbour Board"]
    assert found.authors == []


def test_place_and_agency_in_front_of_the_story() -> None:
    markup = f"<h1>Ferry back</h1><p>OSLO (dpa) - The ferry is back in service, the harbour board said on Monday in the town hall.</p>{STORY}"
    found = read(read_html(markup))
    assert (found.dateline_place, found.agency) == ("OSLO", "dpa")


def test_the_text_knows_its_language_better_than_a_template() -> None:
    story = (
        "<p>Die Fähre ist nach dem Winter wieder im Dienst, und auch die Schule auf der Insel ist wieder offen.</p>" * 4
    )
    assert read(read_html(f'<html lang="en"><body>{story}</body></html>')).language == "de"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("The ferry is back in service, and the school on the island will open again in the spring.", "en"),
        ("El ferri vuelve a estar en servicio y la escuela de la isla abrirá de nuevo en primavera.", "es"),
        ("O barco voltou ao serviço e a escola da ilha não vai abrir antes da primavera, disse o diretor.", "pt"),
        ("Il traghetto è di nuovo in servizio e la scuola dell'isola non aprirà prima della primavera.", "it"),
        ("De veerboot vaart weer en de school op het eiland gaat in het voorjaar ook weer open.", "nl"),
        ("Färjan är i trafik igen och skolan på ön ska öppna till våren, säger rektorn som inte vill vänta.", "sv"),
        ("Færgen sejler igen, og skolen på øen skal åbne til foråret, siger rektoren, der ikke vil vente.", "da"),
        ("Prom znów pływa, a szkoła na wyspie nie będzie otwarta przed wiosną, jak powiedział dyrektor.", "pl"),
        ("Паром снова на линии, и школа на острове откроется только весной, как сказал директор.", "ru"),
        ("Пором знову на лінії, і школа на острові відкриється лише навесні, як сказав директор.", "uk"),
        ("フェリーは再び運航を始め、島の学校は春に開く予定だと校長は話した。", "ja"),
        ("渡輪恢復服務，島上的學校將在春天重新開放，校長表示他們不會等待。", "zh"),
        ("여객선이 다시 운항을 시작했고 섬의 학교는 봄에 문을 연다고 교장이 말했다.", "ko"),
        ("عادت العبارة إلى الخدمة وستفتح المدرسة في الجزيرة أبوابها في الربيع كما قال المدير.", "ar"),
        ("המעבורת חזרה לשירות ובית הספר באי ייפתח מחדש באביב, אמר המנהל.", "he"),
        ("Phà đã hoạt động trở lại và trường học trên đảo sẽ mở cửa vào mùa xuân, hiệu trưởng cho biết.", "vi"),
        ("12:30 | 4.5 km", None),
    ],
)
def test_languages(text: str, code: str | None) -> None:
    assert detect(text)[0] == code


def test_a_call_above_the_story_is_no_place() -> None:
    text = TEXT.replace("The ferry is back", "READ MORE: Island school waits\nThe ferry is back")
    assert newsclean.clean(text, kind="text").metadata.dateline_place is None


def test_a_quotation_in_a_headline_is_no_site() -> None:
    assert stripped("Der Hafen ruft zum «politischen Widerstand» auf", [], []).endswith("auf")


# --- flattened text


TEXT = """Home
News
Sport
Harbour Post
Island school waits for its first pupil
Ferry back after a winter of repairs
Ferry back after a winter of repairs
By Ada Lind
5 March 2020 12:38
The ferry is back in service after a winter of repairs, the harbour board said on Monday in the town hall.
Forty passengers took the first crossing, most of them for no reason but the crossing of the sound itself.
The repairs to the ferry had taken longer than planned, because parts of the engine were not to be had at all.
The harbour board wants to keep the old timetable until the summer, when a second ferry is to be chartered.
© 2020 Harbour Post
"""


def test_flattened_text() -> None:
    # The headline comes from the detector that cuts it.
    found = newsclean.clean(TEXT, kind="text").metadata
    assert found.title == "Ferry back after a winter of repairs"
    assert found.authors == ["Ada Lind"]
    assert found.published == datetime(2020, 3, 5, 12, 38)
    assert found.site == "Harbour Post"
    assert found.language == "en"
    assert all(candidate.start is not None for candidate in found.candidates if candidate.field == "published")


SAID = "The ferry crossed the sound again, and the harbour board said that the repairs had held so far."


@pytest.mark.parametrize(
    ("lines", "site"),
    [
        (["Follow us on Facebook", "Contact us", "About the harbour"], None),
        (["The views in this column do not necessarily reflect those of Harbour Post."], "Harbour Post"),
        (["By Ada Lind | Harbour Post", "About Harbour Post", "More from Harbour Post"], "Harbour Post"),
        (["© 2024 Harbour L.P. All rights reserved.", "About Harbour L.P.", "Follow Harbour L.P."], "Harbour L.P."),
        (["© 2024 Harbour Post", "Follow Harbour Post", "post@harbourpost.example"], "Harbour Post"),
    ],
)
def test_a_text_names_its_own_site(lines: list[str], site: str | None) -> None:
    assert (
        newsclean.clean("\n\n".join(["Ferry back in service", SAID, SAID.upper(), SAID, *lines])).metadata.site == site
    )


def test_a_story_alone_gives_nothing() -> None:
    story = "\n\n".join(line for line in TEXT.split("\n") if len(line) > 80)
    found = newsclean.clean(story, kind="text").metadata
    assert (found.title, found.published, found.authors, found.site) == (None, None, [], None)


# --- the judge


def test_losers_stay_with_their_reasons() -> None:
    document = page('<meta property="og:title" content="Ferry back">', "<h1>Ferry back</h1>")
    found = read(document)
    titles = [candidate for candidate in found.candidates if candidate.field == "title"]
    assert {candidate.source for candidate in titles} >= {"opengraph", "html"}
    assert found.why["title"]
    assert all(candidate["why"] for candidate in found.candidates_to_dict())


def test_the_order_of_candidates_does_not_matter() -> None:
    document = page(
        json_ld(headline="Ferry back", author="Ada Lind", datePublished="2020-03-05"), "<h1>Ferry back</h1>"
    )
    candidates = list(collect(document))
    forward, backward = pick(candidates, document, NOW)[0], pick(candidates[::-1], document, NOW)[0]
    assert forward.to_dict() == backward.to_dict()


def test_to_dict_is_json_and_stable() -> None:
    found = read(
        page(
            json_ld(headline="Ferry back", datePublished="2020-03-05T12:38Z", author="Ada Lind"), "<h1>Ferry back</h1>"
        )
    )
    data = json.loads(json.dumps(found.to_dict()))
    assert data["schema_version"] == 1
    assert list(data) == list(Metadata().to_dict()), "the same keys whatever was found"
    assert data["published"] == "2020-03-05T12:38:00+00:00"
    assert data["authors_full"][0]["name"] == "Ada Lind"


ODD = st.sampled_from(
    [None, 7, True, "", "x", [], {}, [None], {"@type": 3}, {"name": ["a", None]}, "2020-13-45", "https://["]
)


@settings(max_examples=60, deadline=None)
@given(
    st.dictionaries(
        st.sampled_from("headline author datePublished image keywords publisher url wordCount".split()), ODD
    )
)
def test_wrong_types_never_raise(properties: dict[str, object]) -> None:
    read(page(json_ld(**properties), "<h1>Ferry back</h1>"))


def test_foreign_candidates_of_a_wrong_type_are_left_alone() -> None:
    document = page()
    odd = [
        Candidate(field, 7, 0.9, "visible", "x")
        for field in ("title", "authors", "published", "tags", "related", "site", "images")
    ]
    found, _ = pick(odd, document, NOW)
    assert (found.title, found.authors, found.published, found.tags, found.related) == (None, [], None, [], ())
