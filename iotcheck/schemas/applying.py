"""What the JSON of results holds on when, where and with which documents one applies."""

from typing import Annotated, TypedDict

from iotcheck.model import WindowState
from iotcheck.schemas.values import Count, Day, Source

Period = TypedDict("Period", {"from": Day | None, "until": Day | None})
"""A period, both days included; null where there is no day."""

_Dates = TypedDict(
    "_Dates",
    {
        "from": Annotated[
            Day | None, "The first day of the window that is open, else of the next, else of the last one."
        ]
    },
)


class Evidence(TypedDict):
    """A document that applicants hand in (CCCEV: evidence)."""

    title: str
    issuer: str | None
    url: str | None
    proves: Annotated[list[str], "The facts that it shows."]
    note: str | None
    sources: list[Source]


class Need(TypedDict):
    """A document that a program asks for."""

    document: Annotated[str, "Its id under `documents`."]
    needed: Annotated[bool | None, "Whether this applicant needs it; null while that is open."]


class Outside(TypedDict):
    """How a program stands on a day that none of its editions covers."""

    ended: Annotated[Day | None, "The last day of the edition that was the last to end."]
    begins: Annotated[Day | None, "The first day of the next edition."]
    maximum: Annotated[str, "The most that edition paid, or will pay, in words."]


class Channel(TypedDict, total=False):
    """Where to apply for a program, and its page; absent where the file does not say."""

    apply_at: Annotated[str, "Where to apply: a web address, or words."]
    url: Annotated[str, "The program's official page."]


class Agency(TypedDict):
    """Whom to ask, and how to reach them."""

    name: str
    url: str | None
    apply_at: Annotated[str | None, "Where to apply for its programs, unless a program says otherwise."]
    phone: str | None
    address: str | None


class Window(_Dates):
    """How the windows of a program stand on the day of the result."""

    state: Annotated[
        WindowState,
        "`open`: one can apply; `opens`: later; `closed`: all known windows are over; `unknown`: none is known.",
    ]
    until: Annotated[Day | None, "The last day of the same window, or to apply at all; null where none is known."]
    days_left: Annotated[Count | None, "How many days remain while it is open, 0 on the last day; else null."]
    yearly: Annotated[bool, "Whether there is a window every year; dates that are not known are not guessed."]
    seen: Annotated[list[Period], "The windows that have closed, the last one last."]
    note: Annotated[str | None, "What to know about the window."]
    reckoned: Annotated[str | None, "How its last day was worked out, where no source gives it."]
