"""How results change along one fact: a document with a table for each program, and JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

from iotcheck.answers import in_file_order, plain_value
from iotcheck.engine import Ceiling, Report, Verdict
from iotcheck.engine.partition import Range
from iotcheck.render.document import QUIET, Cell, Document, Row
from iotcheck.render.json import head
from iotcheck.render.views import View
from iotcheck.texts import result as results
from iotcheck.texts import variation as words
from iotcheck.values import Number
from iotcheck.whatif import Stretch, Variation

if TYPE_CHECKING:
    from iotcheck.schemas import whatif_documents as data

BAR = 20  # the cells of the longest bar


def variation_document(report: Report, language: str, variation: Variation) -> Document:
    """Return what changes along the fact, for people."""
    page = Document()
    view = _VariationView(report.policies, language)
    label = view.text(variation.fact.label)
    page.heading(view.say("title", label=label))
    for steps in variation.programs:
        page.heading(view.text(steps.program.title), level=3)
        most = max((high for stretch in steps.stretches for high in _ends(stretch)), default=0)
        page.table(label, (view.row(variation, stretch, most) for stretch in steps.stretches))
        if not steps.exact:
            page.paragraph(view.say("inexact"))
    page.blank()
    if not variation.programs:
        page.paragraph(view.say("nothing"))
    elif variation.unchanged:
        page.paragraph(view.say("unchanged", n=len(variation.unchanged)), QUIET)
    if not variation.exact and all(steps.exact for steps in variation.programs):
        page.paragraph(view.say("inexact"))
    return page


def variation_json(report: Report, language: str, variation: Variation) -> data.Variation:
    """Return what changes along the fact."""
    return {
        **head("variation", report.policies, report.as_of, language),
        "answers": {name: plain_value(value) for name, value in in_file_order(report.policies, report.answers).items()},
        "fact": variation.fact.id,
        "programs": [
            {
                "id": steps.program.id,
                "steps": [_step(stretch) for stretch in steps.stretches],
                "exact": steps.exact,
            }
            for steps in variation.programs
        ],
        "unchanged": [program.id for program in variation.unchanged],
        "exact": variation.exact,
    }


class _VariationView(View):
    subject = "variation"

    def row(self, variation: Variation, stretch: Stretch, most: Number) -> Row:
        """Return one step; its bar is as long as its maximum is large beside the `most` of any step."""
        verdict = results.verdict(self.language, stretch.result)
        maximum = words.stretch_maximum(self.policies, self.language, stretch)
        return Row(
            words.stretch_values(self.policies, self.language, variation.fact, stretch),
            (
                Cell(self.say("verdict"), (verdict,)),
                Cell(self.say("maximum"), (maximum,)),
                Cell(self.say("bar"), (_bar(stretch, most),), QUIET),
            ),
        )


def _ends(stretch: Stretch) -> list[Number]:
    """Return the maximums at both ends of a step, as far as there are any."""
    ceilings = [ceiling for ceiling in (stretch.first, stretch.last) if ceiling is not None]
    return [ceiling.high for ceiling in ceilings if ceiling.high is not None]


def _bar(stretch: Stretch, most: Number) -> str:
    """Return a bar: solid to the lower of the maximums at both ends of a step, pale to the higher."""
    ends = sorted(int(end * BAR // most) for end in _ends(stretch)) if most else []
    if not ends or stretch.result.verdict is Verdict.INELIGIBLE:
        return ""
    return "█" * ends[0] + "░" * (ends[-1] - ends[0])


def _step(stretch: Stretch) -> data.Step:
    values = stretch.values
    ordered = values if isinstance(values, Range) else Range()
    return {
        "value": None if isinstance(values, Range) else plain_value(values),
        "min": plain_value(ordered.low),
        "max": plain_value(ordered.high),
        "min_excluded": ordered.after,
        "max_excluded": ordered.before,
        "verdict": stretch.result.verdict,
        "ceiling": {
            "kind": stretch.result.ceiling.kind,
            "first": _ceiling(stretch.first),
            "last": _ceiling(stretch.last),
        },
    }


def _ceiling(ceiling: Ceiling | None) -> data.StandingCeiling | None:
    if ceiling is None:
        return None
    return {"kind": ceiling.kind, "min": plain_value(ceiling.low), "max": plain_value(ceiling.high)}
