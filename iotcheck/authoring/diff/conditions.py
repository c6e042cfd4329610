"""Two conditions compared: which parts were added, left out, or read otherwise now, each in words."""

from __future__ import annotations

from collections.abc import Iterator

from iotcheck.authoring.diff.sides import Sides
from iotcheck.model import All, AtLeast, Condition, Group, Not
from iotcheck.model import Any as AnyOf

Said = tuple[str, str | None, str | None]


def condition_changes(sides: Sides, aspect: str, before: Condition, after: Condition) -> Iterator[Said]:
    """Yield the smallest parts in which two conditions differ, as aspect, words before, words after.

    Groups of one kind are gone into, their order aside; a named condition is compared by its name, for what it consists
    of is compared where it stands. A part whose author's words alone differ reads otherwise, and so is a change.
    """
    if before == after:
        return
    if isinstance(before, Not) and isinstance(after, Not):
        yield from condition_changes(sides, aspect, before.child, after.child)
        return
    same_group = (
        (isinstance(before, All) and isinstance(after, All))
        or (isinstance(before, AnyOf) and isinstance(after, AnyOf))
        or (isinstance(before, AtLeast) and isinstance(after, AtLeast) and before.count == after.count)
    )
    if same_group and isinstance(before, Group) and isinstance(after, Group):
        yield from _children(sides, aspect, before.children, after.children)
        if before.text != after.text:
            yield f"{aspect}_text", *sides.texts(before.text, after.text)
        if before.sources != after.sources:
            yield f"{aspect}_source", sides.citations(0, before.sources), sides.citations(1, after.sources)
        return
    said = sides.literal(0, before), sides.literal(1, after)
    if said[0] != said[1]:
        yield aspect, *said
        return
    if before.text != after.text:
        yield f"{aspect}_text", *sides.texts(before.text, after.text)
    if before.sources != after.sources:
        yield f"{aspect}_source", sides.citations(0, before.sources), sides.citations(1, after.sources)


def _children(sides: Sides, aspect: str, before: tuple[Condition, ...], after: tuple[Condition, ...]) -> Iterator[Said]:
    gone = [one for one in before if one not in after]
    come = [one for one in after if one not in before]
    pairs = [(one, other) for one in gone for other in come if _alike(one, other)]
    while pairs:
        one, other = pairs[0]
        yield from condition_changes(sides, aspect, one, other)
        gone.remove(one)
        come.remove(other)
        pairs = [(old, new) for old, new in pairs if old is not one and new is not other]
    yield from ((aspect, sides.literal(0, one), None) for one in gone)
    yield from ((aspect, None, sides.literal(1, one)) for one in come)


def _alike(one: Condition, other: Condition) -> bool:
    """Whether two conditions are so alike that one is the other changed: of one kind, and of the same fact."""
    if type(one) is not type(other):
        return False
    subjects = [getattr(side, "fact", None) or getattr(side, "left", None) for side in (one, other)]
    return subjects[0] == subjects[1]
