"""Conditions that alone rule applicants out: how many each, and by how much these miss it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

from iotcheck.answers import plain_value
from iotcheck.values import Number, exact

_MOST_GAPS = 10_000  # different ones of a condition; beyond, gaps are counted to three digits
_DIGITS = 3

Obstacles = dict[tuple[str, str], "Obstacle"]  # by program, and the condition's place in it


class Obstacle:
    """How many applicants a condition alone rules out of a program, and the gaps of those whose figure misses it.

    `required` is what it asks for, in words; `fact` the one whose figure it compares as it is, None for others.
    """

    def __init__(self, required: str, fact: str | None) -> None:
        self.required = required
        self.fact = fact
        self.count = 0
        self._gaps: Counter[Number] = Counter()

    def add(self, gap: Number | None) -> None:
        """Count an applicant; `gap` is None where there is no figure."""
        self.count += 1
        if gap is not None:
            self._gaps[gap] += 1
            self._bound()

    def merge(self, other: Obstacle) -> None:
        """Count what another one has counted."""
        self.count += other.count
        self._gaps.update(other._gaps)
        self._bound()

    @property
    def median_gap(self) -> Number | None:
        """The gap in the middle, of two such ones their mean; None without gaps."""
        total = self._gaps.total()
        if not total:
            return None
        passed = 0
        middle: list[Number] = []
        for gap in sorted(self._gaps):
            passed += self._gaps[gap]
            middle += [gap] * ((passed > (total - 1) // 2) + (passed > total // 2) - len(middle))
            if len(middle) == 2:
                break
        return exact(Fraction(middle[0] + middle[1]) / 2)

    def _bound(self) -> None:
        if len(self._gaps) > _MOST_GAPS:
            rounded: Counter[Number] = Counter()
            for gap, count in self._gaps.items():
                rounded[exact(Fraction(f"{float(gap):.{_DIGITS}g}"))] += count
            self._gaps = rounded


def merge(obstacles: Obstacles, others: Obstacles) -> None:
    """Add to some obstacles those of another batch."""
    for key, obstacle in others.items():
        if key in obstacles:
            obstacles[key].merge(obstacle)
        else:
            obstacles[key] = obstacle


def obstacles_of(obstacles: Mapping[tuple[str, str], Obstacle], program: str) -> list[dict[str, Any]]:
    """Return the conditions that alone rule applicants out of a program as plain data, the most frequent first."""
    return sorted(_entries(obstacles, program), key=lambda entry: (-entry["count"], entry["blocker"]))


def _entries(obstacles: Mapping[tuple[str, str], Obstacle], program: str) -> Iterator[dict[str, Any]]:
    for (name, pointer), obstacle in obstacles.items():
        if name == program:
            yield {
                "blocker": pointer,
                "condition": obstacle.required,
                "fact": obstacle.fact,
                "count": obstacle.count,
                "median_gap": plain_value(obstacle.median_gap),
            }
