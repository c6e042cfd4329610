"""Passages of a source's text: where a quote stands, in which section, and what comes nearest to it. Pure.

Quotes are compared character for character, but white space, full-width forms and kinds of quotation marks do not
count: text taken from a PDF has breaks anywhere, and editors turn quotation marks round.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from difflib import SequenceMatcher
from functools import cached_property
from typing import NamedTuple

from iotcheck.authoring.figures.numerals import chinese

_MARKS = str.maketrans(dict.fromkeys("“”„‟«»「」『』〝〞＂‘’‚‛‹›＇`", '"') | {"'": '"'})
_GAP = re.compile(r"\[?(?:…+|\.{3,})\]?")  # words that a quote leaves out
_BREAK = re.compile("(?<=[\u3001-\u9fff\uff00-\uffef])\\s+(?=[\u3001-\u9fff\uff00-\uffef])")  # within Chinese
_GRAM = 3  # characters that a passage and a quote must share somewhere to be compared
_LOOKED_AT = 20  # places with most votes
_ALIKE = 0.4  # of the quote's characters: what shares fewer is another text


class Heading(NamedTuple):
    """The beginning of a section: how its mark is written, its number, and where it stands."""

    style: str
    number: str
    mark: str
    place: int


class Passage(NamedTuple):
    """Some words of a text, in one line, and the line on which they begin."""

    words: str
    line: int


class SourceText:
    """The text of one source: `file` names it, `sha256` is the hash of its bytes."""

    def __init__(self, file: str, text: str, sha256: str = "") -> None:
        self.file = file
        self.text = text
        self.sha256 = sha256
        self._folded, self._places = folded(text)

    def find(self, quote: str) -> list[int]:
        """Return where a quote begins, each place; parts that … joins stand in their order."""
        parts = [part for piece in _GAP.split(quote) if (part := folded(piece)[0])]
        found = []
        for match in re.finditer(re.escape(parts[0]), self._folded) if parts else ():
            end = match.end()
            for part in parts[1:]:
                place = self._folded.find(part, end)
                end = place + len(part) if place >= 0 else -1
                if end < 0:
                    break
            if end >= 0:
                found.append(self._places[match.start()])
        return found

    def nearest(self, quote: str) -> Passage | None:
        """Return the passage that has most in common with a quote; None where nothing has much.

        Every short run of characters that text and quote share votes for where the quote would begin; around the places
        with most votes the two are compared in full.
        """
        wanted = folded(quote)[0]
        grams: dict[str, list[int]] = {}
        for place in range(len(wanted) - _GRAM + 1):
            grams.setdefault(wanted[place : place + _GRAM], []).append(place)
        width = max(len(wanted) // 4, 1)
        votes = Counter(
            (place - offset) // width
            for place in range(len(self._folded) - _GRAM + 1)
            for offset in grams.get(self._folded[place : place + _GRAM], ())
        )
        best: tuple[int, int, int] | None = None
        for bucket, _ in sorted(votes.items(), key=lambda item: (-item[1], item[0]))[:_LOOKED_AT]:
            start = max((bucket - 1) * width, 0)
            window = self._folded[start : start + len(wanted) + 3 * width]
            blocks = SequenceMatcher(None, wanted, window, autojunk=False).get_matching_blocks()[:-1]
            ends = [block for block in blocks if block.size > 1] or blocks
            shared = sum(block.size for block in blocks)
            if best is None or shared > best[0]:
                best = shared, start + ends[0].b, start + ends[-1].b + ends[-1].size - 1
        if best is None or best[0] < _ALIKE * len(wanted):
            return None
        first, last = self._places[best[1]], self._places[best[2]]
        words = _BREAK.sub("", self.text[first : last + 1])
        return Passage(" ".join(words.split()), self.line(first))

    def line(self, place: int) -> int:
        """Return the number of the line of a place, from 1."""
        return self.text.count("\n", 0, place) + 1

    @cached_property
    def headings(self) -> tuple[Heading, ...]:
        """The beginnings of all sections, in their order."""
        return tuple(_headings(self.text))

    def sections(self, place: int) -> tuple[Heading, ...]:
        """Return the sections that a place is in, the outermost first.

        A mark of a style that is open already ends what stands under it; one that goes on with the number of another
        style takes its place (3、 and then 四、); any other begins a section within.
        """
        open_sections: list[Heading] = []
        for heading in self.headings:
            if heading.place > place:
                break
            level = _level(open_sections, heading)
            open_sections[level:] = [heading]
        return tuple(open_sections)

    def within(self, place: int, section: str) -> bool | None:
        """Whether a place is in the section that a citation names; None where the text's marks do not tell."""
        cited = list(_cited(section))
        known = [one for one in cited if any(_same_style(one, heading) for heading in self.headings)]
        if not known:
            return None
        around = self.sections(place)
        return all(any(_same(one, heading) for heading in around) for one in known)


def folded(text: str) -> tuple[str, list[int]]:
    """Return a text as quotes are compared, and for each of its characters where it stood."""
    characters: list[str] = []
    places: list[int] = []
    for place, character in enumerate(text.translate(_MARKS)):
        for one in unicodedata.normalize("NFKC", character):
            if not one.isspace() and one not in "\ufeff\u200b\u00ad":
                characters.append(one)
                places.append(place)
    return "".join(characters), places


# Marks of sections. A plain mark is a number with a mark of division behind it, in either kind of numerals.

_NUMERAL = "[零一二三四五六七八九十百]+"
_WORDS = {"section": "section", "article": "条", "art.": "条", "chapter": "章", "part": "部分", "annex": "附件"}
_HEADING = re.compile(
    rf"^[ \t\u3000]*(?P<mark>第 ?(?P<n1>\d+|{_NUMERAL}) ?(?P<unit>[条章节款编]|部分)|附件 ?(?P<n2>\d+|{_NUMERAL})"
    rf"|(?P<n3>{_NUMERAL})[、.．](?=\s*\S)|[（(](?P<n4>{_NUMERAL}|\d{{1,2}})[)）]|§ ?(?P<n5>\d+\w*)"
    rf"|(?P<n6>\d{{1,2}})(?:、|[.．](?!\d))|(?P<n7>\d+(?:\.\d+)+)(?=[ \u3000])"
    rf"|(?P<word>(?i:section|article|art\.|chapter|part|annex)) (?P<n8>\d+\w*))",
    re.MULTILINE,
)
_CITED = re.compile(
    rf"第 ?(?P<n1>\d+|{_NUMERAL}) ?(?P<unit>[条章节款项编]|部分)|附件 ?(?P<n2>\d+|{_NUMERAL})"
    rf"|[（(](?P<n4>{_NUMERAL}|\d+)[)）]|§ ?(?P<n5>\d+\w*)|(?P<n7>\d+(?:\.\d+)+)"
    rf"|(?P<word>(?i:section|article|art\.|chapter|part|annex)) (?P<n8>\d+\w*)|(?P<n3>\d+|{_NUMERAL})"
)
_PLAIN = "plain"


def _headings(text: str) -> Iterator[Heading]:
    for match in _HEADING.finditer(text):
        yield _heading(match, match["mark"], match.start("mark"))


def _cited(section: str) -> Iterator[Heading]:
    """Yield the marks of a cited section: 第三章第五条 has two, § 4 has one."""
    for match in _CITED.finditer(section):
        yield _heading(match, match[0], 0)


def _heading(match: re.Match[str], mark: str, place: int) -> Heading:
    groups = match.groupdict()
    style = (
        groups["unit"]
        or ("附件" if groups["n2"] else "")
        or ("()" if groups["n4"] else "")
        or ("§" if groups["n5"] else "")
        or ("." if groups["n7"] else "")
        or (_WORDS[groups["word"].casefold()] if groups["word"] else "")
        or f"{_PLAIN}{'' if groups['n3'] and not groups['n3'].isascii() else ' digits'}"
    )
    number = next(groups[name] for name in sorted(groups) if name[0] == "n" and groups[name])
    value = number if number[0].isascii() else str(chinese(number))
    return Heading(style, value, mark.strip(" 、.．"), place)


def _level(open_sections: list[Heading], heading: Heading) -> int:
    """Return how deep a heading goes among the sections that are open before it."""
    for level, section in enumerate(open_sections):
        if section.style == heading.style:
            return level
    if heading.number.isdigit() and heading.style.startswith(_PLAIN):
        before = str(int(heading.number) - 1)
        for level, section in enumerate(open_sections):
            if section.style.startswith(_PLAIN) and section.number == before != "0":
                return level
    return len(open_sections)


def _same_style(cited: Heading, heading: Heading) -> bool:
    """Whether a mark as it is cited may be that of a heading: 四 and 第四部分 that of 四、 or 4., 第四条 no other's."""
    plain = (_PLAIN, f"{_PLAIN} digits", "部分")
    return cited.style == heading.style or (cited.style in plain and heading.style in plain)


def _same(cited: Heading, heading: Heading) -> bool:
    return _same_style(cited, heading) and cited.number == heading.number
