"""The words beside a figure that say on which side of it one must be: 不超过, 以上, at least, or fewer. Pure.

By law 以上, 以下 and 以内 include the number itself, 超过, 不满 and 以外 do not (Civil Code of China, article 1259).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from iotcheck.authoring.figures.reading import CONNECTED, Figure, Kind


class Direction(NamedTuple):
    """Not to lie above a figure (`upper`) or below it; `strict`: nor on it, None where the words leave that open.

    `words` are those that say so; empty for the ends of a range.
    """

    upper: bool
    strict: bool | None
    words: str = ""


_Meaning = tuple[bool, bool | None]  # upper, strict
# Words before and behind a figure by what they mean, the longer ones first where shorter ones stand in them.
_BEFORE: dict[_Meaning, str] = {
    (
        True,
        False,
    ): r"不(?:得|应|能|宜)?(?:超过|高于|大于|多于|长于|超出)|未超过|(?:最高|最多|至多|最大|最长)(?:可达|可|达)?"
    r"|上限为?|限额为?|可达|(?:not|n't|no) (?:be )?(?:more|greater|higher|later|longer) than"
    r"|(?:not|without) exceed(?:ing)?|at (?:the )?most|up to|maximum(?: of)?|(?:capped|limited) (?:at|to)"
    r"|(?:a )?(?:cap|limit|ceiling) of|within|not above",
    (True, True): r"低于|少于|小于|不足|不满|未满|不到|未达到?"
    r"|(?:less|fewer|smaller|lower|younger)(?: [\w-]+){0,4} than|below|under",
    (False, False): r"不(?:得|应|能|宜)?(?:少于|低于|小于|短于)|至少|最低|最少|年?满|达到?"
    r"|(?:not|no) (?:less|fewer|smaller|lower|younger) than|at least|minimum(?: of)?|not (?:below|under)",
    (False, True): r"超过|大于|高于|多于|超出|逾"
    r"|(?:more|greater|higher|larger|older|longer)(?: [\w-]+){0,4} than|over|above|exceed(?:s|ing|ed)?|in excess of",
}
_DAY_BEFORE: dict[_Meaning, str] = {
    (True, False): r"截至|截止|至|不(?:得)?晚于|on or before|until|by|(?:no|not) later than",
    (True, True): r"早于|(?<!on or )before|earlier than",
    (False, False): r"自|从|不(?:得)?早于|on or after|from|since|(?:no|not) earlier than",
    (False, True): r"晚于|(?<!on or )after|later than",
}
_AFTER: dict[_Meaning, str] = {
    (False, False): r"(?:\(含[^)]*\)|[及或])?以上|起(?!草)|(?:or|and) (?:more|over|above|older|longer|higher)",
    (True, False): r"(?:\(含[^)]*\)|[及或])?以下|以内|之内|内|封顶|为限|为上限|at (?:the )?most"
    r"|or (?:less|fewer|below|under|younger|lower)",
    (False, True): r"以外|之外",
}
_DAY_AFTER: dict[_Meaning, str] = {
    (False, False): r"起|及以后|or (?:later|after)",
    (False, None): r"以后|之后|后",
    (True, False): r"止|及以前|or (?:earlier|before)",
    (True, None): r"以前|之前|前",
}
# A few words may stand between: 最高可给予, 不低于营业收入的, at most a fifth. No other clause, part or condition may.
_BETWEEN = re.compile(r"[^，。；、,;.()部按且并或和及至到\d%A-Za-z]{0,10}|(?: [\w'-]+){0,4} ?")
_BESIDE = r"(?:[^，。；、,;.()的\dA-Za-z]{0,4}|(?: ?[\w'-]+){0,3} )"
_WITHOUT = re.compile(r"[^，。；]{0,4}\(?不含")


class _Words:
    """Words by what they mean, found in a text."""

    def __init__(self, words: dict[_Meaning, str]) -> None:
        self.meanings = tuple(words)
        pattern = "|".join(
            f"(?P<w{place}>(?<![A-Za-z])(?i:{words})(?![A-Za-z]))" for place, words in enumerate(words.values())
        )
        self.anywhere = re.compile(pattern)
        self.behind = re.compile(rf"(?P<without>\(不含[^)]*\))?{_BESIDE}?(?:{pattern})")

    def direction(self, match: re.Match[str]) -> Direction:
        """Return what matching words mean."""
        place = next(place for place in range(len(self.meanings)) if match[f"w{place}"])
        return Direction(*self.meanings[place], match[f"w{place}"])


_NUMBERS_BEFORE, _DAYS_BEFORE = _Words(_BEFORE), _Words(_DAY_BEFORE)
_NUMBERS_AFTER, _DAYS_AFTER = _Words(_AFTER), _Words(_DAY_AFTER)


def directions(text: str, figures: Sequence[Figure]) -> tuple[Direction | None, ...]:
    """Return for each figure of a text what the words beside it say."""
    found: list[Direction | None] = []
    for place, figure in enumerate(figures):
        before = figures[place - 1].end if place else 0
        after = figures[place + 1].start if place + 1 < len(figures) else len(text)
        said = _behind(text, figure, after) or _ahead(text, figure, before)
        if said is None and place and CONNECTED.fullmatch(text, before, figure.start):
            said = found[-1]  # 最高100万、60万、30万元
        found.append(said)
    for place, (figure, following) in enumerate(pairwise(figures)):
        if _is_range(text, figure, following):
            found[place] = found[place] or Direction(upper=False, strict=False)
            if found[place + 1] in (None, found[place]):
                found[place + 1] = Direction(upper=True, strict=False)
    return tuple(found)


_RANGE = re.compile(r" ?(?:[~–—-]|至|到|to) ?")


def _is_range(text: str, figure: Figure, following: Figure) -> bool:
    """Whether two figures are the ends of a range: 1至10人, 60–80 %, between 1 and 49."""
    if text[figure.end : following.start] == " and ":
        return text[: figure.start].casefold().endswith("between ")
    return figure.kind is following.kind and _RANGE.fullmatch(text, figure.end, following.start) is not None


def _ahead(text: str, figure: Figure, start: int) -> Direction | None:
    """Return the direction of the last words before a figure, if they speak of it."""
    found: Direction | None = None
    for words in (_NUMBERS_BEFORE, _DAYS_BEFORE) if figure.kind is Kind.DAY else (_NUMBERS_BEFORE,):
        for match in words.anywhere.finditer(text, start, figure.start):
            if _BETWEEN.fullmatch(text, match.end(), figure.start):
                found = words.direction(match)
    return found


def _behind(text: str, figure: Figure, end: int) -> Direction | None:
    """Return the direction of the words right behind a figure; 不含 there leaves the figure itself out."""
    for words in (_DAYS_AFTER, _NUMBERS_AFTER) if figure.kind is Kind.DAY else (_NUMBERS_AFTER,):
        match = words.behind.match(text, figure.end, end)
        if match:
            said = words.direction(match)
            without = match["without"] or _WITHOUT.match(text, match.end(), end)
            return said._replace(strict=True) if without else said
    return None
