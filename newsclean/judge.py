"""The judge: all findings and a policy in, removals out. The only place where something is cut.

The document's blocks are split at every edge of a finding; over each piece the findings are weighed together as
log-odds: those that speak for cutting add up (one per label, the strongest), `story` and `protect` are taken away.
A sum, and ties broken by content, so the order of detectors cannot matter.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise
from math import exp, log
from typing import Any, NamedTuple

from newsclean.model import Block, Document, Finding, Removal
from newsclean.policy import Policy

KEEPING = frozenset(("story", "protect"))
_SUREST = 0.99
_LEAST = 1 - _SUREST
# Making a named tuple by its own name runs Python code: 600 ns more for each of the hundreds on a page.
_new = tuple.__new__
_Cut = tuple[int, int, Finding, Sequence[Finding]]
"""A piece to be cut: start, end, the finding that names it, and those that lost."""


def log_odds(probability: float) -> float:
    """ln(p / (1 - p)), with p held within 1 and 99 %: no single finding outweighs everything."""
    p = _SUREST if probability > _SUREST else max(probability, _LEAST)
    return log(p / (1 - p))


def judge(document: Document, findings: Iterable[Finding], policy: Policy) -> tuple[Removal, ...]:
    """The removals the findings amount to, in order and without overlap.

    Args:
        document: what was looked at.
        findings: from all detectors, in any order.
        policy: label -> action, threshold, weight.
    """
    cuts: list[_Cut] = []
    text, blocks = document.text, document.blocks
    for index, over in sorted(by_block(document, findings).items()):
        # Over most blocks lies the story model's word and nothing else.
        if len(over) > 1 or over[0].label not in KEEPING:
            cuts += _cuts(text, blocks[index], over, policy)
    return _removals(text, cuts)


def by_block(document: Document, findings: Iterable[Finding]) -> dict[int, list[Finding]]:
    """The findings that lie over each block, by the block's index; blocks without any are left out."""
    blocks = document.blocks
    numbers = {block.start: number for number, block in enumerate(blocks)}
    starts = list(numbers)
    over: dict[int, list[Finding]] = defaultdict(list)
    for finding in findings:
        number = numbers.get(finding.start)
        if number is not None and finding.start < finding.end <= blocks[number].end:
            over[number].append(finding)
            continue
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


def split(block: Block, findings: Sequence[Finding]) -> list[tuple[int, int, Sequence[Finding]]]:
    """A block in pieces at every edge of a finding: (start, end, the findings over all of the piece)."""
    first, last = block.start, block.end
    inside = {edge for finding in findings for edge in finding[:2] if first < edge < last}
    if not inside:
        return [(first, last, findings)]
    return [
        (low, high, [f for f in findings if f.start <= low and f.end >= high])
        for low, high in pairwise((first, *sorted(inside), last))
    ]


def _cuts(text: str, block: Block, findings: Sequence[Finding], policy: Policy) -> list[_Cut]:
    """The pieces of one block to be cut, each with the finding that names it and those that lost."""
    pieces = [(low, high, _winner(here, policy), here) for low, high, here in split(block, findings)]
    if len(pieces) > 1 and any(winner for _, _, winner, _ in pieces):
        # What is left of a line when its words are gone (a bar, a bracket, a dash) goes with them.
        rest = "".join([text[low:high] for low, high, winner, _ in pieces if winner is None])
        if not rest.isspace() and not any(map(str.isalnum, rest)):
            pieces = [(low, high, winner or _nearest(pieces, i), h) for i, (low, high, winner, h) in enumerate(pieces)]
    return [
        (low, high, winner, [finding for finding in here if finding is not winner])
        for low, high, winner, here in pieces
        if winner is not None and not text[low:high].isspace()
    ]


def _winner(findings: Sequence[Finding], policy: Policy) -> Finding | None:
    """The finding by whose label a piece is cut; None where it stays."""
    verdict = weigh(findings, policy)
    return verdict.finding if verdict.cuts else None


def _nearest(pieces: Sequence[tuple[int, int, Finding | None, Any]], at: int) -> Finding | None:
    """The finding that cuts the next piece from this one on, or else the one before it."""
    return next(winner for _, _, winner, _ in (*pieces[at:], *pieces[at::-1]) if winner is not None)


def weigh(findings: Sequence[Finding], policy: Policy) -> Verdict:
    """Weighs the findings over one piece: the strongest of each label counts, those for keeping against cutting."""
    best: dict[str, tuple[float, Finding]] = {}
    for finding in findings:
        label = finding.label
        rule = policy.rules.get(label, policy.default)
        if rule.action == "keep":
            continue
        weighed = rule.weight * log_odds(finding.confidence)
        known = best.get(label)
        if known is None or (weighed, _content(finding)) > (known[0], _content(known[1])):
            best[label] = weighed, finding
    total = 0.0
    winner: Finding | None = None
    strongest = False, 0.0, ""
    for label in sorted(best):
        score, finding = best[label]
        if label in KEEPING:
            total -= score
            continue
        total += score
        # A kind that is known names the piece before the story model's plain "other".
        strength = label != "other", score, label
        if winner is None or strength > strongest:
            winner, strongest = finding, strength
    return _new(Verdict, (winner, total, 0.0 if winner is None else log_odds(policy.rule(winner.label).threshold)))


def _content(finding: Finding) -> tuple[int, int, str, str]:
    """What decides between two equally strong findings: never the order in which they came."""
    return finding.start, finding.end, finding.detector, finding.why


def _goes_on(before: Finding, winner: Finding, between: str) -> bool:
    same = before == winner or (
        before.label == winner.label and before.detector == winner.detector and "\n" not in between
    )
    return same and not between.strip()


def _removals(text: str, cuts: Iterable[_Cut]) -> tuple[Removal, ...]:
    """Neighbouring pieces that one finding names are one removal, and so are those of one kind in one line."""
    merged: list[_Cut] = []
    for low, high, winner, lost in cuts:
        if merged and _goes_on(merged[-1][2], winner, text[merged[-1][1] : low]):
            before = merged.pop()
            low, winner, lost = before[0], before[2], (*before[3], *(f for f in lost if f not in before[3]))
        merged.append((low, high, winner, lost))
    return tuple([_removal(number, text, cut) for number, cut in enumerate(merged)])


def _removal(number: int, text: str, cut: _Cut) -> Removal:
    low, high, winner, lost = cut
    piece = text[low:high]
    low += len(piece) - len(piece.lstrip())
    piece = piece.strip()
    _, _, label, confidence, why, _, detector = winner
    others = tuple(sorted(lost, key=_content)) if lost else ()
    return _new(Removal, (number, low, low + len(piece), piece, label, detector, why, confidence, others))
