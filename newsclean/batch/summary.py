"""What a run did, counted: per status, label and site, for people and as data."""

from __future__ import annotations

import time
from collections import Counter
from typing import Any

from newsclean.batch.page import Skipped
from newsclean.batch.row import Cleaned

# A crawl has millions of sites and an archive millions of ids; memory is for neither. Beyond these numbers the
# smallest sites are counted together, and ids are no longer compared.
_SITES, _IDS = 20_000, 500_000
_SHOWN = 10


class Summary:
    """The counts of a run; grows with labels, statuses and sites, not with documents."""

    def __init__(self) -> None:
        self.documents = self.with_text = self.failed = self.before = 0
        self.statuses: Counter[str] = Counter()
        self.removed: Counter[str] = Counter()
        self.sites: Counter[str] = Counter()
        self.problems: Counter[str] = Counter()
        self.skipped: Counter[str] = Counter()
        self.repeated: list[str] = []
        self.repeats = 0
        self._other_sites = 0
        self._ids: set[int] = set()
        self._begun = time.monotonic()

    def add(self, cleaned: Cleaned) -> None:
        """Counts a document that was written."""
        self.documents += 1
        self.with_text += cleaned.has_text
        self.statuses[cleaned.status] += 1
        self.removed.update(cleaned.removed)
        self.problems.update(cleaned.problems)
        self.sites[cleaned.site or "unknown"] += 1
        if len(self.sites) > _SITES:
            kept = self.sites.most_common(_SITES // 2)
            self._other_sites += self.sites.total() - sum(count for _, count in kept)
            self.sites = Counter(dict(kept))

    def skip(self, skipped: Skipped) -> None:
        """Counts something that is no document."""
        self.skipped[skipped.reason] += 1

    def see(self, name: str) -> None:
        """Compares a document's id with those before it."""
        key = hash(name)
        if key in self._ids:
            self.repeats += 1
            if len(self.repeated) < _SHOWN:
                self.repeated.append(name)
        elif len(self._ids) < _IDS:
            self._ids.add(key)

    @property
    def seconds(self) -> float:
        return time.monotonic() - self._begun

    def to_dict(self) -> dict[str, Any]:
        """JSON-ready data; the largest counts first."""
        seconds = self.seconds
        return {
            "documents": self.documents,
            "with_text": self.with_text,
            "failed": self.failed,
            "done_before": self.before,
            "statuses": dict(self.statuses.most_common()),
            "removed": dict(self.removed.most_common()),
            "sites": dict(self.sites.most_common()),
            "other_sites": self._other_sites,
            "skipped": dict(self.skipped.most_common()),
            "failed_detectors": dict(self.problems.most_common()),
            "repeated_ids": self.repeats,
            "seconds": round(seconds, 3),
            "documents_per_second": round(self.documents / seconds, 2) if seconds else 0.0,
        }

    def __str__(self) -> str:
        """A few lines for people."""
        data = self.to_dict()
        head = f"{self.documents:,} documents, {self.with_text:,} with text, {self.failed:,} failed"
        before = f", {self.before:,} were done before" if self.before else ""
        lines = [f"{head}{before}; {data['seconds']:.1f} s, {data['documents_per_second']} a second"]
        for title, counts in (
            ("status", self.statuses),
            ("removed", self.removed),
            ("sites", self.sites),
            ("skipped", self.skipped),
            ("detectors that failed", self.problems),
        ):
            if counts:
                shown = ", ".join(f"{name} {count:,}" for name, count in counts.most_common(_SHOWN))
                more = len(counts) - _SHOWN
                lines.append(f"{title}: {shown}{f' and {more:,} more' if more > 0 else ''}")
        if self.repeats:
            lines.append(f"ids that stand more than once: {self.repeats:,} ({', '.join(self.repeated[:3])} ...)")
        return "\n".join(lines)
