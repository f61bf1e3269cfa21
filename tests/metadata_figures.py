"""The figures of docs/metadata.md: `python -m tests.metadata_figures FOLDER [--sets SET ...] [--limit N]`.

FOLDER holds corpus/ and bench/ (the labelled development sets, and how their values are compared). Two tables are
printed: the goals with what is reached, and, by field, how often a value given with a confidence of 0.9 or more is
right. Titles, dates and authors of flattened pages (a line a block) come from the same pages.
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

import newsclean

SETS = ("fundus-dev", "news-dev", "wcxb-dev", "trafilatura-dev")
FLATTENED = ("fundus-dev", "news-dev")
SURE = 0.9
GOALS = {
    ("fundus-dev", "title"): 0.96,
    ("wcxb-dev", "title"): 0.95,
    ("fundus-dev", "authors"): 0.94,
    ("wcxb-dev", "authors"): 0.82,
    ("fundus-dev", "date"): 0.99,
    ("wcxb-dev", "date"): 0.90,
    ("fundus-dev", "instant"): 0.97,
    ("fundus-dev", "tags"): 0.85,
    ("news-dev", "title"): 0.96,
    ("news-dev", "authors"): 0.85,
    ("news-dev", "date"): 0.96,
    ("news-dev", "site"): 0.90,
    ("news-dev", "language"): 1.0,
    ("fundus-dev flattened", "title"): 0.90,
    ("fundus-dev flattened", "date"): 0.90,
}
MOST_INVENTED = 0.1
NO_PERSONS = frozenset(
    "at_ORF_2024_11_22 at_SalzburgerNachrichten_2025_06_05 at_SalzburgerNachrichten_2026_01_06 ca_NationalPost_2024_08_12_h"
    " ca_NationalPost_2025_05_08 ch_SRF_2024_04_15 de_BR_2024_08_27 de_Focus_2023_04_28 de_Kicker_2024_04_26"
    " de_SpiegelOnline_2023_04_28 de_SportSchau_2024_04_25 es_MallorcaMagazin_2025_04_16 fr_LeFigaro_2024_04_29_h"
    " fr_LeFigaro_2024_04_30_h fr_LeFigaro_2024_11_22 fr_LeMonde_2023_09_01 ind_Bhaskar_2024_09_03_h ind_Bhaskar_2024_09_04"
    " ind_TimesOfIndia_2024_08_28_h jp_ChunichiShimbun_2025_01_13 jp_YomiuriShimbun_2024_12_03"
    " lu_LuxemburgerWort_2026_07_12 mx_MexicoNewsDaily_2025_04_16 no_VerdensGang_2024_08_02_h"
    " pt_ThePortugalNews_2025_02_03 tr_NTVTR_2024_04_30 tr_NTVTR_2025_11_10 us_VoiceOfAmerica_2024_04_28".split()
)
"""Pages of fundus-dev whose labelled authors are papers, agencies, desks or initials alone; `authors` are persons."""
SAID_BY = {"authors": "authors_full", "date": "published", "instant": "published"}
"""The field of `Metadata` whose confidence speaks for a figure, where it has another name."""


class Figures:
    """Counts of what is right, given and labelled, by set and field."""

    def __init__(self, compare) -> None:
        self.compare = compare
        self.counts: defaultdict[tuple[str, str], Counter[str]] = defaultdict(Counter)
        self.sure: defaultdict[str, Counter[bool]] = defaultdict(Counter)

    def add(self, name: str, row: dict, metadata: newsclean.Metadata) -> None:
        """Compares the metadata of one page with its labels."""
        c = self.compare
        if row.get("title"):
            right = bool(metadata.title) and c.same_title(row["title"], metadata.title)
            self._count(name, "title", metadata, right, metadata.title)
        self._authors(name, row, metadata)
        self._date(name, row, metadata)
        if row.get("sitename") and name != "trafilatura-dev":
            mine, its = (c.re.sub(r"\W|www|https?", "", c.fold(x or "")) for x in (metadata.site, row["sitename"]))
            self._count(name, "site", metadata, bool(mine) and (mine in its or its in mine), metadata.site)
        if row.get("lang"):
            self._count(name, "language", metadata, row["lang"][:2] == metadata.language, metadata.language)
        if name == "fundus-dev":
            mine, its = ({c.fold(tag).strip("# ") for tag in tags} for tags in (metadata.tags, row.get("topics") or ()))
            self._add(name, "tags", len(mine & its), len(mine), len(its))
            self._sure(name, "tags", metadata, bool(mine), len(mine & its) >= 0.85 * len(mine))

    def _authors(self, name: str, row: dict, metadata: newsclean.Metadata) -> None:
        c = self.compare
        gold = c.split_names(row["authors"] if "authors" in row else row.get("author"))
        persons = c.split_names(metadata.authors)
        everybody = c.split_names([author.name for author in metadata.authors_full])
        hits = c.matched_names(gold, persons)
        self._add(name, "authors", hits, len(persons), len(gold))
        if name == "fundus-dev" and row["id"] not in NO_PERSONS:
            self._add(name, "authors, where persons are labelled", hits, len(persons), len(gold))
        self._add(name, "authors and organisations", c.matched_names(gold, everybody), len(everybody), len(gold))
        self._sure(name, "authors", metadata, bool(persons), hits == len(persons))

    def _date(self, name: str, row: dict, metadata: newsclean.Metadata) -> None:
        c = self.compare
        gold, mine = c.to_date(row.get("date")), c.to_date(metadata.published)
        if gold is None:
            self._add(name, "date where none is labelled", mine is not None, 0, 1)
            self._add(name, "date", 0, mine is not None, 0)
            self._sure(name, "date", metadata, mine is not None, False)
            return
        self._count(name, "date", metadata, mine is not None and c.same_day(gold, mine), mine)
        if gold[1] is not None:
            right = mine is not None and c.same_instant(gold, mine)
            self._add(name, "instant", right, bool(mine and mine[1]), 1)

    def _count(self, name: str, field: str, metadata: newsclean.Metadata, right: bool, given: object) -> None:
        self._add(name, field, right, bool(given), 1)
        self._sure(name, field, metadata, bool(given), right)

    def _add(self, name: str, field: str, right: int, given: int, labelled: int) -> None:
        self.counts[name, field].update(right=right, given=given, labelled=labelled)

    def _sure(self, name: str, field: str, metadata: newsclean.Metadata, given: bool, right: bool) -> None:
        if given and not name.endswith("flattened") and metadata.confidence.get(SAID_BY.get(field, field), 0.0) >= SURE:
            self.sure[field][right] += 1

    def tables(self) -> Iterator[str]:
        """The lines of both tables."""
        yield "| set | field | F1 | precision | recall | labelled | goal |"
        yield "|---|---|---|---|---|---|---|"
        for (name, field), count in sorted(self.counts.items()):
            goal = GOALS.get((name, field), "")
            if field == "date where none is labelled":
                share = count["right"] / count["labelled"]
                yield f"| {name} | {field} | {share:.3f} given | | | {count['labelled']} | <= {MOST_INVENTED} |"
                continue
            precision, recall, f1 = self.compare.prf(count["right"], count["given"], count["labelled"])
            yield f"| {name} | {field} | {f1:.3f} | {precision:.3f} | {recall:.3f} | {count['labelled']} | {goal} |"
        yield ""
        yield f"| field | given with confidence >= {SURE} | right |"
        yield "|---|---|---|"
        for field, sure in sorted(self.sure.items()):
            yield f"| {field} | {sure.total()} | {sure[True] / sure.total():.3f} |"


def articles(folder: Path, name: str, limit: int = 0) -> Iterator[tuple[dict, bytes]]:
    """The labels and the raw page of each article of a set."""
    corpus = folder / "corpus" / name
    with gzip.open(corpus / "gold.jsonl.gz", "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    rows = [row for row in rows if row.get("page_type", "article") == "article"]
    rows = [row for row in rows if any(row.get(field) for field in ("title", "authors", "author", "date"))]
    for row in rows[: limit or None]:
        yield row, gzip.decompress((corpus / "html" / f"{row['id']}.html.gz").read_bytes())


def flattened_labels(row: dict, text: str, compare) -> dict:
    """The labels that can be found in a flattened page: headline, date and site where they are printed."""
    lines = {compare.fold(line) for line in text.split("\n")}
    title = row["title"] if compare.fold(row["title"] or "") in lines else None
    day = row.get("date_printed", row["date"])
    site = row.get("sitename") if compare.fold(row.get("sitename")) in compare.fold(text) else None
    return {"title": title, "date": day, "authors": row["authors"], "sitename": site}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--sets", nargs="+", default=SETS)
    parser.add_argument("--limit", type=int, default=0, help="pages of each set")
    options = parser.parse_args()
    sys.path.insert(0, str(options.folder / "bench"))
    import compare
    import flatten

    figures = Figures(compare)
    for name in options.sets:
        for row, raw in articles(options.folder, name, options.limit):
            figures.add(name, row, newsclean.clean(raw, url=row.get("url")).metadata)
            if name in FLATTENED:
                text = flatten.flatten(flatten.decode(raw), "g")
                labels = flattened_labels(row, text, compare)
                figures.add(f"{name} flattened", labels, newsclean.clean(text, kind="text").metadata)
    print("\n".join(figures.tables()))


if __name__ == "__main__":
    main()
