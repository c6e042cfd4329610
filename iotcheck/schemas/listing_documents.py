"""What the JSON of listings holds, and that of problems: see `documents` for how such types are written."""

from typing import Annotated, TypedDict

from iotcheck.model import Confidence, FactType, Status
from iotcheck.schemas.applying import Agency, Evidence, Period
from iotcheck.schemas.documents import Head, Note, ProgramDetails
from iotcheck.schemas.next_documents import Group
from iotcheck.schemas.values import As, Count, Day, Source, Value


class Summary(ProgramDetails):
    """What a listing says of a program."""

    id: str
    title: str
    topic: str | None
    agencies: list[str]
    agency_titles: list[str]
    support: Annotated[str, "The id of the kind of support."]
    support_title: str
    maximum: Annotated[str, "The most that it pays under the terms of that day, in words."]
    status: Annotated[Status | None, "The edition's status; null where none is in force that day."]
    stale: Annotated[bool, "Whether the day lies after all that is known of the terms."]
    known_to: Annotated[Day | None, "The day to which the terms are known; null where none are in force that day."]


class Programs(Head):
    """Every program on a day; the result of `iotcheck programs --json`."""

    programs: list[Summary]


class ConditionLine(TypedDict):
    """A line of the conditions, as deep as it stands in their tree."""

    text: str
    depth: Annotated[Count, "0 for the uppermost conditions; those that a line is made of follow it, one deeper."]
    rule: Annotated[str | None, "What is checked exactly, where `text` says it more simply."]
    sources: list[Source]


class NeededIf(TypedDict):
    """A document that an edition asks for."""

    document: Annotated[str, "Its id under `documents`."]
    condition: Annotated[str | None, "The condition under which it is needed, in words; null where it always is."]


_Terms = TypedDict(
    "_Terms",
    {
        "from": Annotated[Day | None, "The first day; null where there is none."],
        "until": Annotated[Day | None, "The last day; null where there is none."],
    },
)


class StatedWindow(Period):
    """A window as the file states it."""

    note: str | None
    reckoned: Annotated[str | None, "How its last day was worked out, where no source gives it."]
    sources: list[Source]


class Applying(TypedDict):
    """When one may apply, as the file states it."""

    anytime: bool
    yearly: bool
    windows: list[StatedWindow]


class EditionDetails(TypedDict, total=False):
    """What an edition holds where the policy file does."""

    reckoned: Annotated[str, "How its last day was worked out, where no source gives it."]
    documents: list[str]
    needs: Annotated[list[NeededIf], "The same documents with their conditions."]
    apply: Applying


class Edition(_Terms, EditionDetails):
    """The terms of a program in a period."""

    known_to: Day
    reviewed: Annotated[Day | None, "When somebody last went through them, where the file says."]
    status: Status
    confidence: Confidence
    maximum: Annotated[str, "The most that it pays, in words."]
    conditions: Annotated[list[ConditionLine] | None, "Null for background, which nobody applies for."]
    all: Annotated[bool, "Whether every one of the uppermost conditions must hold."]
    sources: list[Source]


class Document(TypedDict):
    """A document that is cited."""

    title: str
    number: str | None
    issuer: str | None
    date: Day | None
    url: str | None


class FullProgram(Summary):
    """One program with all its editions."""

    summary: str | None
    editions: list[Edition]
    notes: list[Note]
    next_steps: list[str]
    see: Annotated[list[str], "Programs to look at as well."]


class Combining(TypedDict):
    """A rule on programs together, as the policy file has it."""

    text: str
    programs: list[str]
    rule: Annotated[str, "What it says of its programs, in words."]
    sources: list[Source]


class ProgramDocument(TypedDict, total=False):
    """What the document of a program holds where the policy file does."""

    agencies: Annotated[dict[str, Agency], "By id, how to reach the agencies; absent where the file does not say."]
    documents: Annotated[dict[str, Evidence], "By id, the documents to hand in; absent without any."]
    combine: Annotated[list[Combining], "The rules on combining that name the program; absent without any."]


class OneProgram(Head, ProgramDocument):
    """The rules of one program; the result of `iotcheck show ID --json`."""

    program: FullProgram
    sources: Annotated[dict[str, Document], "By id, the documents that the program cites."]


class FactDetails(TypedDict, total=False):
    """What a question holds where the policy file does."""

    groups: Annotated[dict[str, Group], "Groups of choices by id."]


class Question(FactDetails):
    """A question as it is asked."""

    id: str
    type: FactType
    ask: str
    label: str
    help: str | None
    topic: str | None
    unit: str | None
    choices: Annotated[dict[str, str], "Labels by the ids of the choices."]
    min: Value
    max: Value
    changeable: bool
    asked_if: Annotated[str | None, "The condition under which it is asked, in words; null where it always may be."]
    otherwise: Annotated[Value, "What it counts as where it is not asked; null where that is not known."]
    programs: Annotated[list[str], "The programs that use it."]


class Questions(Head):
    """Every question; the result of `iotcheck questions --json`."""

    questions: list[Question]


class ProblemDetails(TypedDict, total=False):
    """What a problem holds where there is something to choose from."""

    known: Annotated[list[str], "The words that are known in its place."]
    suggestion: Annotated[str, "The word that was probably meant."]


class Problem(ProblemDetails):
    """Something that is wrong."""

    code: Annotated[str, "A stable code: docs/problems.md."]
    severity: Annotated[str, As({"enum": ["error", "warning", "notice"]})]
    message: Annotated[str, "What is wrong, in the language asked for."]
    file: Annotated[str | None, "The file, option or command where it is."]
    line: Annotated[Count | None, "The line, from 1; null where there is none."]
    column: Annotated[Count | None, "The column, from 1; null where there is none."]


class Problems(TypedDict):
    """What stopped a command that was asked for JSON; the exit code says the kind."""

    schema_version: Annotated[str, As({"type": "string", "pattern": "^1\\.[0-9]+$"})]
    kind: str
    generator: Annotated[str, As({"type": "string", "pattern": "^iotcheck "})]
    language: str
    exit_code: Annotated[int, As({"enum": [2, 3, 4]})]
    problems: list[Problem]
    more: Annotated[bool, "Whether there may be more, to be seen once these are mended."]
