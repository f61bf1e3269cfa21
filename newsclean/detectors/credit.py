from __future__ import annotations

import re
from collections.abc import Iterator

from newsclean.detectors import Found, detector
from newsclean.lexicon import Cue
from newsclean.model import Block, Document, Finding
from newsclean.sentences import ends_a_sentence

_LONGEST_CREDIT = 90
_LONGEST_LINE = 400
_ADDRESS = re.compile(r"\s*(?:www\.)?(?:[\w-]+\.)+[a-z]{2,10}\b(?=\s+\w)")
_NAME = r"[A-Z\u00c0-\u00de\u0410-\u042f][\w.'\u2019-]*"
# "caption. Ada Lind / AP", "sak/Reuters": the maker's name in front of an agency, back to the sentence before it.
_MAKER = re.compile(
    rf"(?:^|(?<=[.!?\u2026)\u00bb\u201d\"'])\s|(?<=\s))(?:{_NAME}(?:\s{_NAME}){{0,4}}|\w{{2,4}})\s*[/,|]?\s*$"
)
# "caption. ADA LIND FOR \u00abTHE HARBOUR\u00bb": a name in capitals behind the last full stop.
_CAPITALS = r"[A-Z\u00c0-\u00de.'\u2019/&\u00ab\u00bb-]"
_SHOUTED = re.compile(
    rf"(?<=[.!?\u2026\u00bb\u201d)])\s+([A-Z\u00c0-\u00de\u00ab]{_CAPITALS}*(?:[\s/]{_CAPITALS}+){{1,9}})$"
)
_SHORTEST_SHOUT = 8
# The foot of a page: a picture's credit names no year in front of its maker.
_RIGHTS = re.compile(r"(?:\u00a9|\(c\)|copyright)\s*(?:\u00a9\s*)?\d{4}", re.I)
_MARKED = re.compile(r"(?<=\s)(?:\u00a9|\(c\) )\s?[^.\u00a9]{2,60}$")
# "caption. (Ada Lind/The Harbour)": a name of two words and more in front of whom it works for.
_BRACKETED = re.compile(rf"(?<=\s)\({_NAME}(?:\s{_NAME}){{1,4}}/[^\s()/][^()/]{{1,60}}\)\.?$")
# "caption. Kuva: Ada Lind / agency": the word that announces the maker, in any language.
_ANNOUNCED = re.compile(r"(?:^|(?<=[.!?\u2026\u3002\u00bb\u201d)]\s))[^\s\d_:.]{2,20}\s?[:\uff1a]\s*$")
_BULLETS = ("- ", "* ", "\u2013 ", "\u2022 ")
_ABBREVIATION = 4
_CLOSING = " .\u00bb\u201d\"'"


@detector("credit")
def credit(document: Document, found: Found) -> Iterator[Finding]:
    """Who made a picture: "Photo: A. Lind", "Credit: PA", "\u00a9 Agency"; alone or at the end of a caption.

    It belongs to the picture. Only the credit's own part of a line is found, with the maker's name in front of an
    agency, the caption beside it is `caption`. An agency named in a sentence is left alone: a credit opens or ends its
    line.
    """
    cued = set()
    for number, cue in document.cued.get("credit", ()):
        block = document.blocks[number]
        if _RIGHTS.match(block.text):
            continue
        row = any(other.label != "credit" and other.position == "whole" for other in document.cues[number])
        span = None if row else _span(block, cue)
        if span is not None and len(block.text) <= _LONGEST_LINE:
            cued.add(number)
            announced = _ANNOUNCED.search(block.text, 0, span[0])
            span = (announced.start(), span[1]) if announced else span
            part = block.text[span[0] : span[1]]
            confidence = 0.93 if span[0] == 0 else 0.88
            yield Finding.of(block, "credit", confidence, f"names a maker: '{part[:40]}'", span=span)
    for number, block in enumerate(document.blocks):
        if number not in cued and len(block.text) <= _LONGEST_LINE:
            yield from _unnamed(block)


def _unnamed(block: Block) -> Iterator[Finding]:
    """A maker's name at the end of a caption that no word announces: behind a copyright mark, or in capitals."""
    text = block.text
    if "\u00a9" in text and (marked := _MARKED.search(text)):
        yield Finding.of(block, "credit", 0.88, "a copyright mark and a name end the line", span=marked.span())
    elif text.rstrip(".")[-1:] == ")" and (named := _BRACKETED.search(text)):
        why = f"a name and whom it works for, in brackets: '{named[0][:40]}'"
        yield Finding.of(block, "credit", 0.9, why, span=named.span())
    elif text.rstrip(_CLOSING)[-1:].isupper() and not text.isupper():
        shouted = _SHOUTED.search(text)
        if shouted and len(shouted[1]) >= _SHORTEST_SHOUT:
            why = f"a name in capitals ends the line: '{shouted[1][:40]}'"
            yield Finding.of(block, "credit", 0.87, why, span=shouted.span(1))


def _span(block: Block, cue: Cue) -> tuple[int, int] | None:
    """Where the credit stands in its line: the whole line, or what follows the cue near its end."""
    text = block.text
    if cue.position == "whole":
        written = text[cue.start : cue.end]
        # "Pa" is a word, "PA" an agency.
        label = cue.phrase.endswith(":") or (len(written) <= _ABBREVIATION and written.istitle())
        return None if label else (cue.start, cue.end)
    if cue.position == "opens":
        # "- Photographer: 4,000 for the day" is an entry of a list.
        if not any(map(str.isalpha, text[cue.end :])) or text.startswith(_BULLETS):
            return None
        address = _ADDRESS.match(text, cue.end)
        if address and text[address.end() :].lstrip()[:1].isupper():
            return (0, address.end())
        return (0, len(text)) if len(text) <= _LONGEST_CREDIT and text[cue.end - 1 : cue.end + 1] != ", " else None
    if cue.position == "ends":
        maker = _MAKER.search(text, 0, cue.start)
        start = maker.start() if maker else cue.start
        return (start + len(text[start:]) - len(text[start:].lstrip()), len(text))
    start = cue.start + len(text[cue.start :]) - len(text[cue.start :].lstrip(" .,"))
    return (start, len(text)) if len(text) - start <= _LONGEST_CREDIT and not _is_sentence(text, cue) else None


def _is_sentence(text: str, cue: Cue) -> bool:
    return cue.start == 0 and ends_a_sentence(text) and len(text) > _LONGEST_CREDIT
