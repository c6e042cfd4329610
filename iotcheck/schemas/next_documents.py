"""What the JSON of `iotcheck next` holds: see `documents` for how such types are written."""

from typing import Annotated, TypedDict

from iotcheck.model import FactType
from iotcheck.schemas.documents import Answers, Head, Totals
from iotcheck.schemas.values import Count, Value

# A group of choices; `in` is the group that it is in.
Group = TypedDict("Group", {"label": str, "choices": list[str], "in": str | None})


class Effect(TypedDict):
    """What an answer, or every answer of a range, would decide for the programs that depend on the question."""

    answer: Annotated[Value, "The answer; of a range null."]
    min: Annotated[Value, "The lower end of a range; null where it has none."]
    max: Annotated[Value, "The upper end of a range; null where it has none."]
    min_included: bool
    max_included: bool
    eligible: Annotated[Count, "Programs that one could apply for, perhaps with something to confirm."]
    undetermined: Count
    ineligible: Count


class Question(TypedDict):
    """The question to ask next."""

    id: str
    type: FactType
    ask: str
    label: str
    help: str | None
    unit: str | None
    choices: Annotated[dict[str, str], "Labels by the ids of the choices."]
    groups: Annotated[dict[str, Group], "Groups of choices by id."]
    min: Value
    max: Value
    changeable: bool
    programs: Annotated[list[str], "The programs whose verdict or maximum depends on the answer: why it is asked."]
    effects: Annotated[list[Effect], "What each answer by itself would decide; empty where only amounts depend on it."]


class Next(Head):
    """The question that an interview would ask next, and what is known so far; the result of `iotcheck next`."""

    answers: Answers
    question: Annotated[Question | None, "Null when nothing is left to ask."]
    remaining: Annotated[Count, "How many questions can follow at most, this one included."]
    totals: Totals
