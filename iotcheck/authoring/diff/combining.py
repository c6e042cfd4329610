"""Which rules on combining programs of two files are one: they have no ids."""

from __future__ import annotations

from collections.abc import Sequence

from iotcheck.model.combining import CombineRule


def pairs_of(
    old: Sequence[CombineRule], new: Sequence[CombineRule]
) -> tuple[dict[int, CombineRule], dict[int, CombineRule]]:
    """Return by their places, from 1, the new rules that were in the old file, as they were, and the old that are gone.

    Equal rules are one; of the others those of one form on the same programs, and then those of the same text.
    """
    gone = dict(enumerate(old, 1))
    pairs: dict[int, CombineRule] = {}
    for alike in (_equal, _of_the_same_programs, _of_the_same_text):
        for place, rule in enumerate(new, 1):
            earlier = next((one for one, before in gone.items() if place not in pairs and alike(before, rule)), None)
            if earlier is not None:
                pairs[place] = gone.pop(earlier)
    return pairs, gone


def _equal(one: CombineRule, other: CombineRule) -> bool:
    return one == other


def _of_the_same_programs(one: CombineRule, other: CombineRule) -> bool:
    return type(one) is type(other) and one.programs == other.programs


def _of_the_same_text(one: CombineRule, other: CombineRule) -> bool:
    return one.text == other.text
