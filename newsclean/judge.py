"""The judge: all findings and a policy in, removals out. The only place where something is cut.

The document's blocks are split at every edge of a finding; over each piece the findings are weighed together as
log-odds: those that speak for cutting add up (one per label, the strongest), `story` and `protect` are taken away.
A sum, and ties broken by content, so the order of detectors cannot matter.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from math import exp, log
from typing import NamedTuple

from newsclean.model import Block, Document, Finding, Removal
from newsclean.policy import Policy

KEEPING = frozenset(("story", "protect"))
_SUREST = 0.99


def log_odds(probability: float) -> float:
    """ln(p / (1 - p)), with p held within 1 and 99 %: no single finding outweighs everything."""
    p = min(max(probability, 1 - _SUREST), _SUREST)
    return log(p / (1 - p))


def judge(document: Document, findings: Iterable[Finding], policy: Policy) -> tuple[Removal, ...]:
    """The removals the findings amount to, in order and without overlap.

    Args:
        document: what was looked at.
        findings: from all detectors, in any order.
        policy: label -> action, threshold, weight.
    """
    cuts: list[tuple[int, int, Finding, tuple[Finding, ...]]] = []
    for index, over in sorted(by_block(document, findings).items()):
        cuts += _cuts(document.text, document.blocks[index], over, policy)
    return _removals(document.text, cuts)


def by_block(document: Document, findings: Iterable[Finding]) -> dict[int, list[Finding]]:
    """The findings that lie over each block, by the block's index; blocks without any are left out."""
    blocks = document.blocks
    starts = [block.start for block in blocks]
    over: dict[int, list[Finding]] = defaultdict(list)
    for finding in findings:
        first = max(bisect_left(starts, finding.start + 1) - 1, 0)
        for index in range(first, len(blocks)):
            if blocks[index].start >= finding.end:
                break
            if blocks[index].end > finding.start:
                over[index].append(finding)
    return over


class Verdict(NamedTuple):
    """What all findings over one piece of a block amount to."""

    finding: Finding | None
    """The one by whose label the piece is cut, if it is; None where nothing speaks for cutting."""
    score: float
    """All the evidence for cutting, less that for keeping, in log-odds."""
    needed: float
    """The log-odds at which the policy cuts."""

    @property
    def margin(self) -> float:
        """How far the evidence is over the policy's threshold; negative below it."""
        return self.score - self.needed

    @property
    def cuts(self) -> bool:
        return self.finding is not None and self.score >= self.needed


def probability(score: float) -> float:
    """The probability that log-odds stand for; the inverse of `log_odds`."""
    return 1 / (1 + exp(-score))


def split(block: Block, findings: Sequence[Finding]) -> Iterator[tuple[int, int, Sequence[Finding]]]:
    """A block in pieces at every edge of a finding: (start, end, the findings over all of the piece)."""
    first, last = block.start, block.end
    inside = {edge for finding in findings for edge in finding[:2] if first < edge < last}
    if not inside:
        yield first, last, findings
        return
    for low, high in pairwise((first, *sorted(inside), last)):
        yield low, high, [f for f in findings if f.start <= low and f.end >= high]


def _cuts(
    text: str, block: Block, findings: Sequence[Finding], policy: Policy
) -> Iterator[tuple[int, int, Finding, tuple[Finding, ...]]]:
    """The pieces of one block to be cut, each with the finding that names it and those that lost."""
    pieces = []
    for low, high, here in split(block, findings):
        verdict = weigh(here, policy)
        pieces.append((low, high, verdict.finding if verdict.cuts else None, here))
    cut = [piece for piece in pieces if piece[2] is not None]
    # What is left of a line when its words are gone (a bar, a bracket, a dash) goes with them.
    rest = "".join(text[low:high] for low, high, winner, _ in pieces if winner is None)
    wordless = cut and not any(map(str.isalnum, rest))
    for i, (low, high, winner, here) in enumerate(pieces):
        if winner is None and wordless and rest.strip():
            winner = next(p[2] for p in pieces[i:] + pieces[i::-1] if p[2] is not None)
        if winner is not None and text[low:high].strip():
            yield low, high, winner, tuple(f for f in here if f is not winner)


def weigh(findings: Sequence[Finding], policy: Policy) -> Verdict:
    """Weighs the findings over one piece: the strongest of each label counts, those for keeping against cutting."""
    best: dict[str, tuple[float, Finding]] = {}
    for finding in findings:
        rule = policy.rule(finding.label)
        if rule.action == "keep":
            continue
        weighed = rule.weight * log_odds(finding.confidence)
        known = best.get(finding.label)
        if known is None or (weighed, _content(finding)) > (known[0], _content(known[1])):
            best[finding.label] = weighed, finding
    total, named = 0.0, []
    for label, (score, _) in sorted(best.items()):
        if label in KEEPING:
            total -= score
        else:
            total += score
            # A kind that is known names the piece before the story model's plain "other".
            named.append((label != "other", score, label))
    if not named:
        return Verdict(None, total, 0.0)
    winner = best[max(named)[2]][1]
    return Verdict(winner, total, log_odds(policy.rule(winner.label).threshold))


def _content(finding: Finding) -> tuple[int, int, str, str]:
    """What decides between two equally strong findings: never the order in which they came."""
    return finding.start, finding.end, finding.detector, finding.why


def _goes_on(before: Finding, winner: Finding, between: str) -> bool:
    same = before == winner or (
        before.label == winner.label and before.detector == winner.detector and "\n" not in between
    )
    return same and not between.strip()


def _removals(text: str, cuts: list[tuple[int, int, Finding, tuple[Finding, ...]]]) -> tuple[Removal, ...]:
    """Neighbouring pieces that one finding names are one removal, and so are those of one kind in one line."""
    merged: list[tuple[int, int, Finding, tuple[Finding, ...]]] = []
    for low, high, winner, lost in cuts:
        if merged and _goes_on(merged[-1][2], winner, text[merged[-1][1] : low]):
            before = merged.pop()
            low, winner, lost = before[0], before[2], (*before[3], *(f for f in lost if f not in before[3]))
        merged.append((low, high, winner, lost))
    removals = []
    for number, (low, high, winner, lost) in enumerate(merged):
        piece = text[low:high]
        low += len(piece) - len(piece.lstrip())
        high = low + len(piece.strip())
        removals.append(
            Removal(
                number,
                low,
                high,
                text[low:high],
                winner.label,
                winner.detector,
                winner.why,
                winner.confidence,
                tuple(sorted(lost, key=_content)),
            )
        )
    return tuple(removals)
