"""Cue phrases: the data files hold what they promise, and phrases are found where they stand and nowhere else."""

from __future__ import annotations

from collections import defaultdict

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsclean.lexicon import Cue, cues, languages_of
from newsclean.lexicon.match import Matcher
from newsclean.lexicon.phrases import languages, matching, parse, phrases, stopwords
from newsclean.model import Block, Document

LABELS = {
    *("icon_labels", "cross_link", "share_prompt", "title", "dateline", "byline", "caption", "credit", "newsletter"),
    *("cookie", "paywall", "comments", "ad", "tags", "navigation", "related_list", "footer", "disclaimer"),
    *("app_promo", "reading_time", "player", "poll", "other", "sponsored", "machine"),
}
EVERYWHERE = ("any", *languages())


def document(*lines: str, language: str | None = None) -> Document:
    blocks, start = [], 0
    for line in lines:
        blocks.append(Block(line, start, start + len(line), 1))
        start += len(line) + 1
    return Document("\n".join(lines), tuple(blocks), "text", language=language)


def found(lexicon: str, line: str, label: str = "cross_link") -> list[str]:
    """The texts in the line that the lexicon's phrases cover."""
    [in_line] = Matcher(parse(lexicon, "en", label)).cues(document(line))
    return [line[cue.start : cue.end] for cue in in_line]


@pytest.mark.parametrize(
    "line",
    [
        "He said: share it with a friend",
        "Shares fell on Friday",
        "Shared",
        "reshare",
        "Share and share alike",
    ],
)
def test_whole_leaves_sentences_alone(line: str) -> None:
    assert found("whole Share", line) == []


@pytest.mark.parametrize("line", ["Share", "SHARE:", "• Share (12)", "→ share »", "Share 1.2K", "[Share]", " Share ↗️"])
def test_whole_ignores_marks_and_counts_around_the_phrase(line: str) -> None:
    assert [part.lower() for part in found("whole Share", line)] == ["share"]


@pytest.mark.parametrize(
    ("line", "pieces"),
    [
        ("KommentareTeilen", ["Kommentare", "Teilen"]),
        ("Comment via FacebookComment via Sputnik", ["Comment via Facebook", "Comment via Sputnik"]),
        ("Share Tweet Email Print", ["Share", "Tweet", "Email", "Print"]),
        ("Share12Tweet3", ["Share", "Tweet"]),
        ("SHARE | TWEET · EMAIL", ["SHARE", "TWEET", "EMAIL"]),
        ("シェアツイート", ["シェア", "ツイート"]),
    ],
)
def test_lines_glued_from_whole_phrases_come_apart(line: str, pieces: list[str]) -> None:
    known = "Kommentare,Teilen,Comment via Facebook,Comment via Sputnik,Share,Tweet,Email,Print,シェア,ツイート"
    lexicon = "\n".join(f"whole {phrase}" for phrase in known.split(","))
    assert found(lexicon, line) == pieces


def test_a_glued_line_with_anything_else_in_it_is_no_run() -> None:
    assert found("whole Share\nwhole Tweet", "ShareTweetThe minister resigned") == []
    assert found("whole Home\nwhole News", "newshome") == []


@pytest.mark.parametrize("line", ["Read more books, he said.", "“Read more: my advice”", "He said: Read more: now"])
def test_opens_with_a_colon_leaves_sentences_and_quotations_alone(line: str) -> None:
    assert found("opens Read more:", line) == []


@pytest.mark.parametrize(
    ("line", "rest"),
    [
        ("READ MORE: Three things", "Three things"),
        ("• Read more – Three things", "Three things"),
        ("Read more | Three things", "Three things"),
        ("Read more » Three things", "Three things"),
        ("[Read more] Three things", "Three things"),
        ("【Read more】Three things", "Three things"),
        ("Read more/Three things", "Three things"),
    ],
)
def test_opens_with_a_colon_covers_the_separator(line: str, rest: str) -> None:
    [cue] = Matcher(parse("opens Read more:", "en", "cross_link")).cues(document(line))[0]
    assert line[cue.end :] == rest


def test_a_dash_is_the_verb_of_a_sentence_in_some_languages() -> None:
    ad, see_also = parse("opens Реклама:\nopens Читайте также:", "ru", "ad")
    [motto, label, link] = Matcher([ad, see_also]).cues(
        document("Реклама — двигатель торговли", "Реклама: лодки", "Читайте также — Шторм")
    )
    assert motto == ()
    assert [cue.phrase for cue in label] == ["реклама:"]
    assert [cue.phrase for cue in link] == ["читайте также:"], "two words are no noun that is something"


def test_opens_with_a_colon_is_a_label_where_nothing_follows() -> None:
    matcher = Matcher(parse("opens Read more:", "en", "cross_link"))
    assert [[cue.position for cue in matcher.cues(document(line))[0]] for line in ("Read more...", "READ MORE:")] == [
        ["whole"],
        ["whole"],
    ]


def test_opens_without_a_colon_wants_the_end_of_a_word() -> None:
    assert found("opens Also on", "Also online today") == []
    assert found("opens Also on", "Also on rt.com Talks begin") == ["Also on"]
    assert found("opens 関連記事", "関連記事を読む") == ["関連記事"]


def test_of_several_openings_the_longest_counts() -> None:
    lexicon = "opens Read\nopens Read more about:\nopens Read more:"
    assert found(lexicon, "Read more about: trees") == ["Read more about: "]
    assert found(lexicon, "Read more: trees") == ["Read more: "]


def test_ends() -> None:
    assert found("ends Reuters photo", "A Reuters photo won the prize") == []
    assert found("ends Reuters photo", "Two men in a boat. Reuters photo.") == ["Reuters photo"]


def test_inside() -> None:
    assert found("inside icon", "An iconic silicon wafer") == []
    assert found("inside icon", "Camera IconFederal ministers met") == ["Icon"]
    assert found("inside (opens in new tab)", "The law(opens in new tab) was passed.") == ["(opens in new tab)"]
    assert found("inside 写真提供", "記者会見で写真提供：通信社") == ["写真提供"]


def test_placeholders() -> None:
    assert found("whole <n> comments", "1,204 comments") == ["1,204 comments"]
    assert found("whole <n> comments", "comments") == []
    assert found("ends <n> min read", "Opinion 5 min read") == ["5 min read"]
    assert found("opens Reporting by <x>; editing by", "Reporting by A. Writer; Editing by B.") == [
        "Reporting by A. Writer; Editing by"
    ]
    assert found("opens Reporting by <x>; editing by", "Reporting by " + "and " * 20 + "; editing by B.") == []


def test_offsets_hold_where_blanks_and_invisible_marks_are_left_out() -> None:
    assert found("whole Skip to content", "Skip  to\u200b con\u00adtent") == ["Skip  to\u200b con\u00adtent"]
    assert found("opens Read more:", "Read  more: Three  things") == ["Read  more: "]


@pytest.mark.parametrize(
    ("language", "line", "label"),
    [
        ("en", "Read more: Storm closes the harbour", "cross_link"),
        ("de", "Lesen Sie auch: Sturm über dem Hafen", "cross_link"),
        ("fr", "À lire aussi : La tempête ferme le port", "cross_link"),
        ("fr", "A LIRE AUSSI : LA TEMPETE FERME LE PORT", "cross_link"),
        ("es", "Lee también: La tormenta cierra el puerto", "cross_link"),
        ("it", "Leggi anche: La tempesta chiude il porto", "cross_link"),
        ("pl", "Czytaj też: Sztorm zamyka port", "cross_link"),
        ("ru", "Читайте также: Шторм закрыл порт", "cross_link"),
        ("tr", "İLGİLİ HABER: Fırtına limanı kapattı", "cross_link"),
        ("ja", "関連記事：嵐で港が閉鎖", "cross_link"),
        ("ar", "اقرأ أيضا: العاصفة تغلق الميناء", "cross_link"),
        ("any", "Facebook Twitter WhatsApp", "share_prompt"),
    ],
)
def test_phrases_of_many_languages(language: str, line: str, label: str) -> None:
    [in_line] = cues(document(line), frozenset({language}))
    assert label in [cue.label for cue in in_line]


def test_a_document_knows_the_cues_of_its_own_languages() -> None:
    story = "The ministers said that they were not in the capital when the storm had closed the harbour for the day."
    page = document(story, "Share")
    assert "en" in languages_of(page)
    assert page.cues[0] == ()
    assert "share_prompt" in [cue.label for cue in page.cues[1]]


def test_languages_of() -> None:
    german = document("Die Minister sagten, dass sie nicht in der Stadt waren, als der Sturm auf die Küste traf.")
    assert "de" in languages_of(german)
    assert "ja" not in languages_of(german)
    assert {"de", "fr"} <= languages_of(Document(german.text, german.blocks, "html", language="fr"))
    assert languages_of(document("Oslo")) == {*languages(), "any"}, "too short to tell: look for all"


def test_a_cue_holds_what_the_data_file_says() -> None:
    [[cue]] = Matcher(parse("opens Read more:", "en", "cross_link")).cues(document("• Read more: News"))
    assert cue == Cue("cross_link", "opens", "en", "read more:", 2, 13)


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("begins Read more", "unknown position 'begins'"),
        ("whole", "no phrase"),
        ("whole ...", "no phrase"),
        ("opens By <x>", "<x> at an end"),
        ("inside ©", "single character"),
        ("opens Photo /", "a colon stands for any separator"),
        ("opens 写真＝", "a colon stands for any separator"),
    ],
)
def test_a_bad_line_is_named(line: str, fault: str) -> None:
    with pytest.raises(ValueError, match=f"lexicon/en/ad.txt:2: .*{fault}"):
        parse(f"# a comment\n{line}", "en", "ad")


@pytest.mark.parametrize("language", EVERYWHERE)
def test_data_files(language: str) -> None:
    labels = defaultdict(set)
    for phrase in phrases(language):
        assert phrase.label in LABELS, f"{language}/{phrase.label}.txt is no label"
        labels[phrase.position, phrase.text].add(phrase.label)
    twice = {phrase: sorted(known) for phrase, known in labels.items() if len(known) > 1}
    assert not twice, f"phrases of {language} with two labels: {twice}"


@pytest.mark.parametrize("language", languages())
def test_every_language_has_stopwords_and_cues(language: str) -> None:
    assert len(stopwords(language)) >= 30
    assert len(phrases(language)) >= 100


LITERAL = [phrase for language in EVERYWHERE for phrase in phrases(language) if "<" not in phrase.text]
WORDS = st.sampled_from(["the harbour ", "Der Hafen ", "12", ". ", ": ", "  ", "\u00a0", "”", "İ", "\u00ad", "港", "मे"])


# No deadline: the first example loads and compiles all languages.
@settings(deadline=None)
@given(st.lists(st.sampled_from(LITERAL).map(lambda phrase: phrase.text) | WORDS, min_size=1, max_size=5))
def test_spans_are_what_they_say(parts: list[str]) -> None:
    line = "".join(parts)
    for cue in cues(document(line), frozenset(EVERYWHERE))[0]:
        assert 0 <= cue.start < cue.end <= len(line)
        if "<" not in cue.phrase:
            span = matching(line[cue.start : cue.end])
            phrase = cue.phrase.removesuffix(":")
            assert span in (phrase, cue.phrase) or (cue.position == "opens" and span.startswith(phrase))
