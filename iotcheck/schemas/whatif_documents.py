"""What the JSON of `iotcheck whatif` holds: see `documents` for how such types are written."""

from typing import Annotated, TypedDict

from iotcheck.engine import CeilingKind, Verdict
from iotcheck.model import Status
from iotcheck.schemas.documents import Answers, Asked, Head
from iotcheck.schemas.sums import Groups
from iotcheck.schemas.values import Count, Day, Money, Value


class Change(TypedDict):
    """What one fact would have to be."""

    fact: str
    asked: Asked
    before: Annotated[Value, "The value now; null where it is not known."]
    after: Annotated[Value, "The least value that does."]
    others: Annotated[list[Value], "Further values of a choice that do as well."]
    min: Annotated[Value, "Of numbers and days: every value from here on does; null where all below do."]
    max: Annotated[Value, "Of numbers and days: every value up to here does; null where all above do."]
    margin: Annotated[Money, "How far a number has to move; of a day, how many days."]


class StandingCeiling(TypedDict):
    """A ceiling before or after a change."""

    kind: CeilingKind
    min: Money
    max: Money


class Standing(TypedDict):
    """How a program stands before or after a change."""

    verdict: Verdict | None
    status: Status | None
    stale: bool
    applicable: bool
    ceiling: StandingCeiling


class StandingTotals(Groups):
    """The sums before or after a change."""

    min: float
    max: Money
    applicable: Count
    conditional: Count


class OtherChange(TypedDict):
    """A program that a change alters without opening or closing it."""

    id: str
    before: Standing
    after: Standing


class ChangedTotals(TypedDict):
    """The sums on both sides of a change."""

    currency: str
    before: StandingTotals
    after: StandingTotals


class Effects(TypedDict):
    """What some changes come to over all programs."""

    gained: Annotated[list[str], "Programs that become applicable."]
    lost: Annotated[list[str], "Programs that stop being applicable."]
    other: Annotated[list[OtherChange], "Programs whose verdict, status or ceiling changes otherwise."]
    totals: ChangedTotals


class Changes(TypedDict):
    """What is changed, and the program then."""

    changes: Annotated[list[Change], "All of them together; empty where waiting is enough."]
    wait_until: Annotated[Day | None, "The day to wait for, or null."]
    result: Annotated[Standing, "The program then, assessed."]


class Suggestion(Changes, Effects):
    """A smallest change: no part of its facts would do."""


class Ways(TypedDict):
    """What would have to change, for one program or over all."""

    program: Annotated[str | None, "The program that was asked for; null over all of them."]
    verdict: Annotated[Verdict | None, "The program's verdict on the answers as they are."]
    fixed: Annotated[list[str], "Facts that would have to change and cannot, where nothing else does."]
    suggestions: Annotated[list[Suggestion], "The smallest first; over all programs, what opens most."]
    complete: Annotated[bool, "False where a bound stopped the search: there may be other ways."]


class Answered(Head):
    """The answers that a search begins with."""

    answers: Answers


class WhatIf(Answered, Ways):
    """What would have to change."""


class Compared(Head):
    """The answers of two situations."""

    answers: Annotated[dict[str, Value], "The answers as they are."]
    set: Annotated[dict[str, Value], "The changed answers."]


class Comparison(Compared, Effects):
    """What some changed answers come to."""

    then: Annotated[Ways | None, "What would have to change yet for the program asked for, if one is."]


class StepCeiling(TypedDict):
    """A ceiling along a step: at its least and its greatest value, or what it tends to at an end that is left out."""

    kind: CeilingKind
    first: Annotated[StandingCeiling | None, "Null where the step has no least value, and the ceiling no end."]
    last: Annotated[StandingCeiling | None, "Null where the step has no greatest value, and the ceiling no end."]


class Step(TypedDict):
    """Values of the fact for which the program has one verdict, and its ceiling one formula."""

    value: Annotated[Value, "The value, of a fact whose values have no order; else null."]
    min: Annotated[Value, "The least number or day; null where there is none."]
    max: Annotated[Value, "The greatest number or day; null where there is none."]
    min_excluded: Annotated[bool, "Whether the least number itself is left out."]
    max_excluded: Annotated[bool, "Whether the greatest number itself is left out."]
    verdict: Verdict | None
    ceiling: StepCeiling


class SteppedProgram(TypedDict):
    """A program whose result depends on the fact."""

    id: str
    steps: Annotated[list[Step], "In order, without gaps."]
    exact: Annotated[bool, "False where a place may have been missed, or is known to a millionth only."]


class Varied(TypedDict):
    """How results change along one fact."""

    fact: str
    programs: Annotated[list[SteppedProgram], "Those whose result depends on the fact."]
    unchanged: Annotated[list[str], "The programs whose result is the same for every value."]
    exact: Annotated[bool, "Whether the steps of all programs are."]


class Variation(Answered, Varied):
    """How results change along one fact, the other answers as they are."""
