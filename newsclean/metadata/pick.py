"""The judge of metadata: all candidates in, one value for each field out, with confidence and reason."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from functools import cached_property
from typing import Any

from newsclean.metadata import moments, people
from newsclean.metadata.model import Image, Metadata, Related
from newsclean.metadata.sites import in_script_of, is_address, rated_site
from newsclean.metadata.structured import weights
from newsclean.metadata.text import key, words
from newsclean.metadata.titles import headline, merged, trailing
from newsclean.metadata.weigh import Verdict, family, grouped, weigh
from newsclean.metadata.zone import Place, place, story_of
from newsclean.model import Candidate, Document

_SINGLE = (
    "subtitle section description canonical_url access word_count page_type domain language agency dateline_place"
).split()

_TYPES: dict[str, type] = {
    "published": datetime,
    "modified": datetime,
    "authors": tuple,
    "tags": tuple,
    "breadcrumbs": tuple,
    "images": tuple,
    "videos": tuple,
    "related": Related,
    "word_count": int,
}
"""What a field's candidates are; text where it is not said. A detector's candidate of another type is left out."""
_ONLY_UPDATE = 0.65
_SUFFIX = 0.55
_MOSTLY = 0.8
"""A longer list that holds this share of the winner's key words replaces it."""
_LABELLED = 0.95
"""How much of its word a list keeps that a label tells; lines of a menu and of other parts of the page get into it."""
_OFF_TOPIC = 0.5
"""What is left of the word of key words of which the story uses none."""
_FEW_WORDS, _FROM_HEADLINE = 4, 0.3
_TAG_EDGES = " \t#.,;:\"'"
_CLOCK = re.compile(r"\d[:.]\d\d\b")


def pick(
    candidates: Iterable[Candidate], document: Document, now: datetime | None = None
) -> tuple[Metadata, tuple[str, ...]]:
    """One value for each field, and warnings on what was contradictory or impossible.

    Args:
        candidates: from `collect` and from findings, in any order.
        document: whose they are.
        now: dates after it are rejected; the present when left out.
    """
    judge = _Judge(candidates, document, now or datetime.now(UTC))
    return judge.metadata(), tuple(judge.warnings)


def _tag_keys(candidate: Candidate) -> frozenset[str]:
    return frozenset(map(key, candidate.value))


def _doubtful(tags: list[Candidate]) -> bool:
    """Whether nobody but a page's key words, or a list that is read as one of topics, says so."""
    return all(c.source in ("meta", "visible") for c in tags)


class _Judge:
    """The candidates of one document, and the values as they are found."""

    def __init__(self, candidates: Iterable[Candidate], document: Document, now: datetime) -> None:
        self.fields: dict[str, list[Candidate]] = defaultdict(list)
        for candidate in candidates:
            if isinstance(candidate.value, _TYPES.get(candidate.field, str)):
                self.fields[candidate.field].append(candidate)
        self.document = document
        self.now = now
        self.warnings: list[str] = []
        self.values: dict[str, Any] = {}
        self.confidence: dict[str, float] = {}
        self.why: dict[str, str] = {}
        self.place = Place((0, 0), (0, 0), (0, 0))

    def metadata(self) -> Metadata:
        self._title()
        self._site()
        for field in _SINGLE:
            if given := self.fields[field]:
                self._take(field, weigh(grouped(given, [key(str(c.value)) for c in given])))
        self.place = self._place()
        self._authors()
        self._dates()
        self._lists()
        everything = tuple(c for of_field in self.fields.values() for c in of_field)
        return Metadata(**self.values, confidence=self.confidence, why=self.why, candidates=everything)

    def _take(self, field: str, verdict: Verdict | None, value: Any = None) -> None:
        least = weights()["least"].get(field, 0.0)
        if verdict is not None and verdict.confidence >= least:
            self.values[field] = verdict.candidates[0].value if value is None else value
            self.confidence[field] = min(verdict.confidence, weights()["most"].get(field, 1.0))
            self.why[field] = verdict.why

    def _title(self) -> None:
        sites = [str(c.value) for c in self.fields["site"]]
        sites += [str(c.value).partition(".")[0] for c in self.fields["site"] if c.source == "url"]
        found = headline(self.fields["title"], sites)
        if found:
            self._take("title", found[1], found[0])

    def _site(self) -> None:
        """The name as printed; what is behind the headline in the title element speaks for it, the address too."""
        address = next((str(c.value) for c in self.fields["domain"]), "")
        given = self.fields["site"]
        if "title" in self.values:
            for told in (c for c in self.fields["title"] if c.source == "title-element"):
                for piece in trailing(str(told.value), self.values["title"])[:1]:
                    why = "behind the headline in the title element"
                    given.append(Candidate("site", piece, _SUFFIX, "title-element", why, told.raw))
        home = [not c.value.isascii() and in_script_of(c.value, self.story) for c in given]
        rated = [rated_site(c, address, foreign=any(home) and not own) for c, own in zip(given, home, strict=True)]
        self.fields["site"] = rated
        verdict = weigh(grouped(rated, merged([key(str(c.value)) for c in rated])))
        if verdict:
            names = [str(c.value) for c in verdict.candidates]
            self._take("site", verdict, next((name for name in names if not is_address(name)), names[0]))

    def _authors(self) -> None:
        sites = {key(str(c.value)) for c in self.fields["site"]}
        found = people.authors(people.rated(self.fields["authors"], self.place, sites, self.values.get("language")))
        if found:
            self._take("authors_full", found[1], found[0])
        if "authors_full" in self.values:
            self.values["authors"] = [author.name for author in self.values["authors_full"] if author.kind == "person"]

    def _place(self) -> Place:
        title = self.values.get("title")
        return place(self.document, {key(title)} if title else ())

    def _dates(self) -> None:
        published, modified = moments.told_apart(self._possible("published"), self._possible("modified"))
        given = {"published": published, "modified": modified}
        if not any(c.confidence >= weights()["least"]["published"] for c in given["published"]):
            # Where the only date near the headline is that of an update, readers take it for the page's date.
            shown = [
                c
                for c in given["modified"]
                if c.source == "visible" and self.place.nearness(c.start) in ("close", "head")
            ]
            given["published"] = [c._replace(confidence=min(c.confidence, _ONLY_UPDATE)) for c in shown]
        for field, candidates in given.items():
            others = given["modified"] if field == "published" else ()
            found = moments.moment(candidates, self.place, others, latest=field == "modified")
            if found is None:
                continue
            self._take(field, found[1], found[0])
            if field in self.values:
                self.values[f"{field}_precision"] = moments.precision(found[0])
                self.values[f"{field}_raw"] = found[1].candidates[0].raw

    def _possible(self, field: str) -> list[Candidate]:
        given = self.fields[field]
        past = [c for c in given if moments.possible(c, self.now)]
        if len(past) < len(given):
            self.warnings.append(f"{field}: a date in the future was rejected")
        own = moments.without_lists(moments.without_rows(past, self.document), self.place)
        alone = len({candidate.value.date() for candidate in past}) == 1
        return [moments.placed(candidate, self.place, alone=alone) for candidate in moments.read_again(own)]

    def _tags(self) -> None:
        given = [c if c.start is None else c._replace(confidence=c.confidence * _LABELLED) for c in self.fields["tags"]]
        topical = (
            [self._topical(c) for c in given] if len(set(map(_tag_keys, given))) > 1 or _doubtful(given) else given
        )
        verdict = weigh(grouped(topical, map(_tag_keys, topical)))
        if verdict is None:
            return
        told = Counter(keys for keys, _ in {(_tag_keys(c), family(c)) for c in topical})
        best = max([c for c in topical if self._completes(c, verdict, told)], key=lambda c: len(c.value))
        named = {key(author.name) for author in self.values.get("authors_full", ())}
        tidy = [tag.strip(_TAG_EDGES) for tag in best.value if key(tag) not in named and not _CLOCK.search(tag)]
        self._take("tags", verdict, tidy)

    @staticmethod
    def _completes(candidate: Candidate, verdict: Verdict, told: Mapping[frozenset[str], int]) -> bool:
        """Whether a list holds most of the winner's key words, and as many families of places say it."""
        winner, mine = _tag_keys(verdict.candidates[0]), _tag_keys(candidate)
        if mine == winner:
            return True
        sure = candidate.confidence >= weights()["least"]["tags"] and told[mine] >= told[winner]
        return sure and len(winner & mine) >= _MOSTLY * len(winner)

    def _topical(self, candidate: Candidate) -> Candidate:
        """Key words with how many of them the story speaks of taken into account: some sites give all pages the same, and
        some the words of the headline."""
        headline = self.headline_words
        if len(candidate.value) >= _FEW_WORDS and all(tag.casefold() in headline for tag in candidate.value):
            return candidate._replace(confidence=candidate.confidence * _FROM_HEADLINE)
        said = sum(tag.casefold() in self.story for tag in candidate.value) / max(1, len(candidate.value))
        return candidate._replace(
            confidence=candidate.confidence * (_OFF_TOPIC + (1 - _OFF_TOPIC) * min(1.0, 2 * said))
        )

    @cached_property
    def headline_words(self) -> frozenset[str]:
        """The words of the headline and of the page's address, which is often made of another headline."""
        address = self.document.url or str(self.values.get("canonical_url") or "")
        return frozenset(words(str(self.values.get("title"))) + words(address))

    @cached_property
    def story(self) -> str:
        """The longest run of paragraphs and the headline, case folded."""
        blocks = self.document.blocks
        low, high = story_of(self.document)
        text = self.document.text[blocks[low].start : blocks[high - 1].end] if low < high else ""
        return f"{self.values.get('title')} {text}".casefold()

    def _lists(self) -> None:
        self._tags()
        trail = weigh(grouped(self.fields["breadcrumbs"], (c.value for c in self.fields["breadcrumbs"])))
        self._take("breadcrumbs", trail)
        images: dict[str, Image] = {}
        for candidate in self.fields["images"]:
            for image in candidate.value:
                images.setdefault(image.url.partition("?")[0], image)
        self.values["images"] = tuple(image._replace(main=i == 0) for i, image in enumerate(images.values()))
        self.values["videos"] = tuple(dict.fromkeys(url for c in self.fields["videos"] for url in c.value))
        related = [c.value for c in self.fields["related"]]
        self.values["related"] = tuple(sorted(related, key=lambda one: (one.start is None, one.start or 0)))
