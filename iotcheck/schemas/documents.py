"""What the JSON of results holds: a type for each object, from which its schema is made and which `render` is held to.

A description stands in the `Annotated` of a key.
Every key of version 1 is named and more are admitted: additions keep the major number.
"""

from typing import Annotated, Any, TypedDict

from iotcheck.engine import CeilingKind, Verdict
from iotcheck.loader.format import LANGUAGES, NOT_ELIGIBLE, OPERATORS
from iotcheck.model import Confidence, DateOperator, Operation, Operator, Selection, Status
from iotcheck.schemas.applying import Agency, Channel, Evidence, Need, Outside, Window
from iotcheck.schemas.combining import BestSet
from iotcheck.schemas.scalars import definition
from iotcheck.schemas.sums import Groups, Periodical
from iotcheck.schemas.values import As, Count, Day, Money, Source, Value

_ENDS = {
    "type": "array",
    "description": "The least and the greatest it can be; null where there is no end.",
    "items": {"type": ["number", "null"]},
    "minItems": 2,
    "maxItems": 2,
}
_THRESHOLD = {
    "anyOf": [definition("value"), {"type": "array", "items": {"anyOf": [_ENDS, definition("value")]}}],
}
_COMPARISONS = list(dict.fromkeys(str(one) for one in (*Selection, "same_as", *Operator, *DateOperator)))

Answers = Annotated[dict[str, Value], "By fact: a value, or null for don't know; a fact that is absent was not asked."]
Ends = Annotated[list[Any], As(_ENDS)]
Piece = Annotated[str, "The file that `line` counts in, where it is a piece that the policy file includes."]
Asked = Annotated[bool, "Whether the fact is among the answers, don't know included."]


class File(TypedDict):
    """The policy file that a result rests on."""

    id: str
    sha256: Annotated[str, As({"type": "string", "pattern": "^[0-9a-f]{64}$"})]


class Head(TypedDict):
    """What every document begins with."""

    schema_version: Annotated[str, As({"type": "string", "pattern": "^1\\.[0-9]+$"})]
    kind: str
    generator: Annotated[str, As({"type": "string", "pattern": "^iotcheck "})]
    policies: File
    as_of: Annotated[Day, "The day the result speaks of."]
    language: Annotated[str, As({"enum": list(LANGUAGES)})]


class Note(TypedDict):
    """What a policy file says besides."""

    text: str
    date: Day | None
    confidence: Confidence | None
    sources: list[Source]


class ConditionDetails(TypedDict, total=False):
    """What an evaluated condition says according to its operator."""

    text: Annotated[str | None, "The author's own words for this condition."]
    sources: list[Source]
    children: Annotated[
        list["Explanation"],
        "The conditions below; of `met`, the named condition. In a long explanation it is there once only.",
    ]
    name: Annotated[str, "Of `met`: the named condition."]
    named: Annotated[str, "Of `met`: its text."]
    count: Annotated[Count, "Of `at_least`: how many must hold."]
    question: Annotated[str, "Of `confirm`: what to ask."]
    fact: str
    comparison: Annotated[str, As({"enum": list(dict.fromkeys(_COMPARISONS))})]
    value: Annotated[Any, As({"anyOf": [definition("value"), _ENDS]})]
    threshold: Annotated[Any, As(_THRESHOLD)]
    asked: Asked
    missing: Annotated[list[str], "Of a comparison of amounts: its open facts."]
    operands: Annotated[list["Computation"], "Of a comparison of amounts: the left side, then the bounds."]
    file: Piece


class Explanation(ConditionDetails):
    """One evaluated condition with those below it."""

    operator: Annotated[str, As({"enum": [*OPERATORS, "everyone", "fact", "on_day", "table"]})]
    truth: Annotated[str, As({"enum": ["true", "false", "unknown", "confirm"]})]
    line: Count
    column: Count


AMOUNTS = ("amount_of", "bands", "cases", "dated", "grant_of", "table", "unstated", NOT_ELIGIBLE)


class AmountDetails(TypedDict, total=False):
    """What an evaluated amount says according to its form."""

    fact: Annotated[str, "Of a fact's value, and of a table: the fact."]
    asked: Asked
    name: Annotated[str, "Of `amount_of`: the named amount; of `table`: the table; of `grant_of`: the program."]
    choice: Annotated[str | None, "Of a table: the choice that picks the row, or null."]
    conditions: Annotated[list[Explanation], "Of cases: the conditions looked at."]
    how: Annotated[str, "Of `round`: down, up, half_up or half_even."]
    operands: Annotated[list["Computation"], "What it was made from; of cases and tables, what is possible."]
    file: Piece


class Computation(AmountDetails):
    """One evaluated amount with those below it."""

    operator: Annotated[str, As({"enum": ["constant", "fact", *Operation, *AMOUNTS]})]
    value: Ends
    missing: Annotated[list[str], "The facts that it still depends on."]
    line: Count
    column: Count


class Ceiling(Periodical):
    """How much a program pays at most."""

    kind: CeilingKind
    min: Annotated[Money, "Rounded down to the file's `smallest_unit`; null without a figure or an end."]
    max: Annotated[Money, "As `min`; null where the amount is open."]
    currency: str
    missing: Annotated[list[str], "The facts that the figure still depends on."]
    computation: Annotated[Computation | None, "The evaluated amount, where it was asked for; null without a figure."]


class ProgramDetails(Channel, total=False):
    """What an assessment says of a program where the policy file does."""

    window: Annotated[Window, "When one can apply; absent where the file does not say."]
    documents: Annotated[list[Need], "The documents that it asks for; absent where the file does not say."]
    last_checked: Annotated[Day, "The day to which the terms are known; there only where they still count after it."]
    outside: Annotated[Outside, "When its terms ended or begin; there only where no edition covers the day."]


class Program(ProgramDetails):
    """What an assessment says of one program."""

    id: str
    title: str
    agencies: list[str]
    status: Annotated[Status | None, "The edition's status; null where none is in force that day."]
    stale: Annotated[bool, "Whether the day lies after all that is known of the terms."]
    applicable: Annotated[bool, "Eligible or conditional, open to applicants, and not stale."]
    verdict: Annotated[Verdict | None, "Null for background, and where no edition is in force."]
    ceiling: Ceiling
    missing: Annotated[list[str], "The facts that can still change the verdict."]
    confirm: Annotated[list[str], "What to confirm with the agency."]
    blockers: Annotated[
        list[list[Annotated[str, As({"type": "string", "pattern": "^(/children/[0-9]+)*$"})]]],
        "Smallest sets of conditions that rule the applicant out, as JSON Pointers into the explanation.",
    ]
    explanation: Annotated[Explanation | None, "The evaluated condition, where it was asked for."]
    sources: list[Source]
    notes: list[Note]
    see: Annotated[list[str], "Programs to look at as well."]


class Totals(Groups):
    """The sums over the applicable programs."""

    currency: str
    min: Annotated[float, "The sum of the applicable programs' stated ceilings; where there is a best set, of that."]
    max: Annotated[Money, "As `min`; null where a ceiling is open."]
    applicable: Count
    conditional: Annotated[Count, "Those of the applicable ones that are conditional."]
    undetermined: Annotated[Count, "The undetermined programs that are open to applicants."]
    unstated: Annotated[Count, "The applicable ones whose source names no amount."]


class AssessmentDetails(TypedDict, total=False):
    """What an assessment holds where the policy file does."""

    documents: Annotated[dict[str, Evidence], "By id, the documents programs ask for on that day; absent without any."]
    changed_since: Annotated[list[str], "The programs with terms or notes of a later day; absent without any."]
    agencies: Annotated[dict[str, Agency], "By id, how to reach the agencies; absent where the file does not say."]
    best_set: Annotated[BestSet, "The best combination of programs; absent where the file has no rules on combining."]


class Assessment(Head, AssessmentDetails):
    """One applicant, all programs of a policy file, in the file's order."""

    answers: Answers
    programs: list[Program]
    totals: Totals
    next_question: Annotated[str | None, "The fact that an interview would ask next, or null."]
