"""Which known name somebody may have meant: no more than a likely slip of typing.

A suggestion that is wrong costs money: 国标 is 国家标准 and not 国际标准, though both look alike. So a letter may be
missing, doubled, wrong or in its neighbour's place; a digit or a Chinese character is never taken for another one; and
where two names are equally near, none is offered.
"""

from __future__ import annotations

from collections.abc import Iterable

_MIN_LENGTH = 3
_MAX_LENGTH = 80  # a longer text is no name, and takes long to compare
_LONG = 6  # characters: from here on two slips are likely enough


def likely_slip(name: str, known: Iterable[str]) -> str:
    """Return the one known name of which `name` is a likely misspelling, or an empty text."""
    wanted = name.strip().casefold()
    if len(wanted) > _MAX_LENGTH:
        return ""
    digits = _digits(wanted)
    limit = 2 if len(wanted) >= _LONG and wanted.isascii() else 1
    nearest: dict[int, set[str]] = {}
    for candidate in known:
        folded = candidate.casefold()
        if folded == wanted:
            return candidate
        lengths = len(folded), len(wanted)
        if min(lengths) >= _MIN_LENGTH and max(lengths) - min(lengths) <= limit and _digits(folded) == digits:
            distance = _distance(wanted, folded, limit)
            if distance <= limit:
                nearest.setdefault(distance, set()).add(candidate)
    if not nearest:
        return ""
    names = nearest[min(nearest)]
    return names.pop() if len({candidate.casefold() for candidate in names}) == 1 else ""


def _distance(first: str, second: str, limit: int) -> int:
    """Return how many slips make one text of the other (optimal string alignment); above `limit` any larger number."""
    before_last: list[int] = []
    last = list(range(len(second) + 1))
    for row, letter in enumerate(first, 1):
        current = [row]
        for column, other in enumerate(second, 1):
            cost = 0 if letter == other else 1 if _may_be_mistaken(letter, other) else limit + 1
            best = min(last[column] + 1, current[-1] + 1, last[column - 1] + cost)
            if row > 1 and column > 1 and (letter, first[row - 2]) == (second[column - 2], other):
                best = min(best, before_last[column - 2] + 1)
            current.append(best)
        if min(current) > limit:
            return limit + 1
        before_last, last = last, current
    return last[-1]


def _may_be_mistaken(letter: str, other: str) -> bool:
    return letter.isascii() and other.isascii()


def _digits(text: str) -> str:
    """Return the digits of a text: names with others are other names."""
    return "".join(filter(str.isdigit, text))
