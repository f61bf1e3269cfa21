"""The judge: all findings and a policy in, removals out. The only place where something is cut.

The document's blocks are split at every edge of a finding; over each piece the findings are weighed together as
log-odds: those that speak for cutting add up (one per label, the strongest), `story` and `protect` are taken away.
A sum, and ties broken by content, so the order of detectors cannot matter.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import pairwise
from math import exp, log
from operator import attrgetter
from typing import Any, NamedTuple

from newsclean.model import Block, Document, Finding, Removal
from newsclean.policy import Policy

KEEPING = frozenset(("story", "protect"))
_SUREST = 0.99
_LEAST = 1 - _SUREST
_EVEN = 0.5
"""From here on a finding speaks for its label, and below it against."""
# Making a named tuple by its own name runs Python code: 600 ns more for each of the hundreds on a page.
_new = tuple.__new__
_start = attrgetter("start")
_Part = tuple[int, int, Sequence[Finding]]
"""A piece of a block: start, end, the findings over all of it."""
_Cut = tuple[int, int, Finding, Sequence[Finding]]
"""A piece to be cut: start, end, the finding that names it, and those that lost."""


def log_odds(probability: float) -> float:
    """ln(p / (1 - p)), with p held within 1 and 99 %: no single finding outweighs everything."""
    p = _SUREST if probability > _SUREST else max(probability, _LEAST)
    return log(p / (1 - p))


_needed = lru_cache(maxsize=256)(log_odds)
"""Policies have few thresholds, findings many confidences."""


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
        if len(over) == 1 and over[0].label in KEEPING:
            continue
        pieces = split(blocks[index], over)
        if len(pieces) > 1:
            cuts += _cuts(text, pieces, policy)
        elif (winner := _winner(over, policy)) and not blocks[index].text.isspace():
            cuts.append((*pieces[0][:2], winner, [finding for finding in over if finding is not winner]))
    return _removals(text, cuts)


def by_block(document: Document, findings: Iterable[Finding]) -> dict[int, list[Finding]]:
    """The findings that lie over each block, by the block's index; blocks without any are left out."""
    blocks = document.blocks
    numbers = document.numbers
    over: dict[int, list[Finding]] = defaultdict(list)
    for finding in findings:
        start, end, _, _, _, _, _ = finding
        number = numbers.get(start)
        if number is not None and start < end <= blocks[number].end:
            over[number].append(finding)
            continue
        first = max(bisect_right(blocks, start, key=_start) - 1, 0)
        for index in range(first, len(blocks)):
            if blocks[index].start >= end:
                break
            if blocks[index].end > start:
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


def split(block: Block, findings: Sequence[Finding]) -> list[_Part]:
    """A block in pieces at every edge of a finding: (start, end, the findings over all of the piece)."""
    first, last = block.start, block.end
    for finding in findings:
        if finding.start > first or finding.end < last:
            break
    else:
        return [(first, last, findings)]
    inside = {edge for finding in findings for edge in finding[:2] if first < edge < last}
    return [
        (low, high, [f for f in findings if f.start <= low and f.end >= high])
        for low, high in pairwise((first, *sorted(inside), last))
    ]


def _cuts(text: str, parts: Iterable[_Part], policy: Policy) -> list[_Cut]:
    """The pieces of one block to be cut, each with the finding that names it and those that lost."""
    pieces = [(low, high, _winner(here, policy), here) for low, high, here in parts]
    if any(winner for _, _, winner, _ in pieces):
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
    if len(findings) == 2 and (sure := _sure(findings[0], findings[1], policy)):
        return sure
    if len(findings) == 1 and findings[0].label not in KEEPING:
        rule = policy.rule(findings[0].label)
        score = rule.weight * log_odds(findings[0].confidence)
        return findings[0] if rule.action != "keep" and score >= _needed(rule.threshold) else None
    finding, score, needed = weigh(findings, policy)
    return finding if score >= needed else None


def _sure(one: Finding, other: Finding, policy: Policy) -> Finding | None:
    """What `weigh` comes to where the story model rejects what another detector names, and that is enough by itself.

    Three of four pieces of a page are such, and are told in a third of the time.
    """
    if one.label != "other":
        one, other = other, one
    if one.label != "other" or other.label == "other" or other.label in KEEPING or one.confidence < _EVEN:
        return None
    rule = policy.rules.get(other.label, policy.default)
    enough = other.confidence >= _EVEN and other.confidence >= rule.threshold
    return (
        other if enough and rule.weight >= 1 and rule.action == "remove" and policy.rule("other").weight >= 0 else None
    )


def _nearest(pieces: Sequence[tuple[int, int, Finding | None, Any]], at: int) -> Finding | None:
    """The finding that cuts the next piece from this one on, or else the one before it."""
    return next(winner for _, _, winner, _ in (*pieces[at:], *pieces[at::-1]) if winner is not None)


def weigh(findings: Sequence[Finding], policy: Policy) -> Verdict:
    """Weighs the findings over one piece: the strongest of each label counts, those for keeping against cutting."""
    best: dict[str, tuple[float, Finding]] = {}
    rule_of, default = policy.rules.get, policy.default
    for finding in findings:
        label = finding.label
        rule = rule_of(label, default)
        if rule.action == "keep":
            continue
        weighed = rule.weight * log_odds(finding.confidence)
        known = best.get(label)
        if known is None or (weighed, _content(finding)) > (known[0], _content(known[1])):
            best[label] = weighed, finding
    total = 0.0
    winner: Finding | None = None
    strongest = False, 0.0, ""
    # A sum of two is the same in either order, a sum of more is not, to the last bit.
    for label, (score, finding) in sorted(best.items()) if len(best) > 2 else best.items():
        if label in KEEPING:
            total -= score
            continue
        total += score
        # A kind that is known names the piece before the story model's plain "other".
        strength = label != "other", score, label
        if winner is None or strength > strongest:
            winner, strongest = finding, strength
    needed = 0.0 if winner is None else _needed(rule_of(winner.label, default).threshold)
    return _new(Verdict, (winner, total, needed))


def _content(finding: Finding) -> tuple[int, int, str, str]:
    """What decides between two equally strong findings: never the order in which they came."""
    return finding.start, finding.end, finding.detector, finding.why


def _goes_on(before: _Cut, low: int, winner: Finding, text: str) -> bool:
    _, end, last, _ = before
    if last.label != winner.label or last.detector != winner.detector:
        return False
    between = text[end:low]
    return ("\n" not in between or last == winner) and not between.strip()


def _removals(text: str, cuts: Iterable[_Cut]) -> tuple[Removal, ...]:
    """Neighbouring pieces that one finding names are one removal, and so are those of one kind in one line."""
    merged: list[_Cut] = []
    for low, high, winner, lost in cuts:
        if merged and _goes_on(merged[-1], low, winner, text):
            before = merged.pop()
            low, winner, lost = before[0], before[2], (*before[3], *(f for f in lost if f not in before[3]))
        merged.append((low, high, winner, lost))
    return tuple([_removal(number, text, cut) for number, cut in enumerate(merged)])


def _removal(number: int, text: str, cut: _Cut) -> Removal:
    low, high, winner, lost = cut
    piece = text[low:high]
    bare = piece.strip()
    if len(bare) < len(piece):
        low += len(piece) - len(piece.lstrip())
    _, _, label, confidence, why, _, detector = winner
    others = tuple(sorted(lost, key=_content) if len(lost) > 1 else lost)
    return _new(Removal, (number, low, low + len(bare), bare, label, detector, why, confidence, others))
