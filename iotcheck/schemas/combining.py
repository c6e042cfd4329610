"""What the JSON of results says of combining programs."""

from typing import Annotated, TypedDict

from iotcheck.schemas.scalars import Schema
from iotcheck.schemas.values import As, Count, Money, Source

_TRUTH: Schema = {"enum": ["true", "false", "unknown"]}
Rules = Annotated[list[Count], "By which rules, as places in `rules`, from 0."]


class CombineRule(TypedDict):
    """A rule of the policy file on programs together."""

    text: str
    truth: Annotated[str, As(_TRUTH), "Whether it holds of this applicant."]
    programs: list[str]
    sources: list[Source]


class InBestSet(TypedDict):
    """A program of the best set."""

    program: str
    min: Annotated[Money, "What it adds; less than its ceiling where `rules` limit it. Null while that is not settled."]
    max: Annotated[Money, "As `min`; null without an upper end, too."]
    settled: Annotated[bool, "Whether what it adds is settled, as far as its own ceiling is."]
    rules: Rules


class LeftOut(TypedDict):
    """A program that the best set leaves out."""

    program: str
    rules: Rules


class BestSet(TypedDict):
    """The programs that come to the most together, by the amounts alone."""

    programs: Annotated[
        list[InBestSet],
        "The applicable programs of the best set that a rule names; those that none names can be had besides. Where "
        "open facts decide, the set that is best if every amount comes to the least.",
    ]
    left_out: list[LeftOut]
    not_compared: Annotated[list[str], "Applicable programs that compete without a stated amount."]
    may_change: Annotated[list[str], "Undetermined programs that a rule joins with applicable ones."]
    settled: Annotated[bool, "Whether no open fact decides which set is best."]
    exact: Annotated[bool, "False where there were too many sets to compare them all; totals are then a range."]
    missing: Annotated[list[str], "The facts that decide which set is best."]
    rules: Annotated[list[CombineRule], "All rules of the file, in its order."]
