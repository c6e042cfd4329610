"""What would have to change: for one program, over all of them, or between two situations; a document, and JSON."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, assert_never

from iotcheck.answers import in_file_order, plain_value
from iotcheck.engine import Answers, ProgramReport, Report, Totals, Verdict
from iotcheck.render.document import QUIET, Document, Item
from iotcheck.render.json import head
from iotcheck.render.sums import subtotals
from iotcheck.render.views import View
from iotcheck.texts import result as results
from iotcheck.texts import whatif as ways
from iotcheck.texts.values import answer, listing
from iotcheck.values import Value
from iotcheck.whatif import Change, Comparison, Effects, Found, Suggestion, Unlocking, WhatIf

if TYPE_CHECKING:
    from iotcheck.schemas import whatif_documents as data

_MOST_LISTED = 5  # changes in each list over all programs


def what_if_document(report: Report, language: str, found: Found) -> Document:
    """Return what was found, for people."""
    page = Document()
    shown = _WhatIfPage(page, report, language)
    match found:
        case WhatIf():
            shown.program(found)
        case Unlocking():
            shown.unlocking(found)
        case Comparison():
            shown.comparison(found)
        case never:
            assert_never(never)
    return page


def what_if_json(report: Report, language: str, found: Found) -> data.WhatIf | data.Comparison:
    """Return the changes for one program, or over all of them, or a comparison."""
    kind = "comparison" if isinstance(found, Comparison) else "whatif"
    begin: data.Answered = {
        **head(kind, report.policies, report.as_of, language),
        "answers": _answers(report, report.answers),
    }
    match found:
        case Comparison(changed=changed, effects=effects, then=then):
            after = report.replace(answers={**report.answers, **changed})
            ways = None if then is None else _ways(after, then)
            return {**begin, "set": _answers(report, changed), **_effects(report, effects), "then": ways}
        case WhatIf() | Unlocking():
            return {**begin, **_ways(report, found)}
        case never:
            assert_never(never)


class _WhatIfPage(View):
    """What was found on its way to a document."""

    subject = "whatif"

    def __init__(self, page: Document, report: Report, language: str) -> None:
        super().__init__(report.policies, language)
        self.page = page
        self.report = report

    def program(self, found: WhatIf, *, then: bool = False) -> None:
        """Show the smallest changes for one program, as it stands now or `then`, after other changes."""
        result = found.program
        self.page.heading(self.text(result.program.title))
        self.page.paragraph(ways.standing(self.language, result, then=then))
        if result.verdict is Verdict.ELIGIBLE:
            if not then:
                self._paragraph("already")
        elif found.suggestions:
            self.page.heading(self.say("ways", n=len(found.suggestions)))
            self._numbered(found.suggestions, besides=result.program.id)
        else:
            self._no_way(found)
        status = result.status
        if status is not None and not status.open_to_applicants and result.verdict is not None:
            self.page.blank()
            self._paragraph("not-open", status=results.status(self.language, result, self.report.as_of))
        self._end(complete=found.complete, any_found=bool(found.suggestions))

    def unlocking(self, found: Unlocking) -> None:
        """Show the changes that open most, over all programs: by money, then by number."""
        self.page.heading(self.say("unlocks"))
        if not found.suggestions:
            self._paragraph("nothing-unlocks")
        by_money = [suggestion for suggestion in found.suggestions if suggestion.effects.most != 0][:_MOST_LISTED]
        by_number = sorted(found.suggestions, key=lambda suggestion: -suggestion.effects.programs)[:_MOST_LISTED]
        for key, shown in (("for-money", by_money), ("for-programs", by_number)):
            if shown:
                self.page.heading(self.say(key))
                self._numbered(shown)
        self._end(complete=found.complete, any_found=bool(found.suggestions))

    def comparison(self, found: Comparison) -> None:
        """Show what some answers change."""
        self.page.heading(self.say("compared"))
        now = self.report.answers
        self.page.fields(
            (
                self.text(self.policies.facts[name].label),
                self.say("turn", before=self._answer(name, now), after=self._answer(name, found.changed)),
            )
            for name in found.changed
        )
        self.page.blank()
        lines = [*ways.side_effects(self.policies, self.language, found.effects, whole=True)]
        self.page.items(Item(line) for line in lines or [self.say("no-difference")])
        if found.then is not None:
            self.program(found.then, then=True)

    def _no_way(self, found: WhatIf) -> None:
        result = found.program
        if result.verdict is None:
            self._paragraph("background" if result.edition else "no-terms")
            return
        if result.verdict is Verdict.CONDITIONAL:
            questions = [self.text(question) for question in result.confirm]
            self._paragraph("only-confirm", questions=self.say("next").join(questions))
        elif found.complete:
            self._paragraph("no-way")
        if found.fixed:
            labels = [self.text(self.policies.facts[name].label) for name in found.fixed]
            self._paragraph("fixed", facts=listing(self.language, labels))

    def _numbered(self, suggestions: Sequence[Suggestion], besides: str | None = None) -> None:
        for number, suggestion in enumerate(suggestions, 1):
            below: Iterable[str] = ways.side_effects(self.policies, self.language, suggestion.effects, besides)
            if besides is not None:
                below = (*ways.consequences(self.policies, self.language, suggestion), *below)
            text = ways.suggestion(self.policies, self.language, suggestion)
            self.page.items([Item(text, tuple(below), f"{number}.")])

    def _end(self, *, complete: bool, any_found: bool) -> None:
        if not complete or any_found:
            self.page.blank()
        if not complete:
            self._paragraph("incomplete")
        if any_found:
            self.page.paragraph(self.say("honest"), QUIET)

    def _answer(self, name: str, answers: Mapping[str, Value | None]) -> str:
        return answer(self.language, self.policies.facts[name], answers, self.policies.currency)

    def _paragraph(self, key: str, **params: object) -> None:
        self.page.paragraph(self.say(key, **params))


def _ways(report: Report, found: WhatIf | Unlocking) -> data.Ways:
    """Return what would have to change; `program` and `verdict` are null over all programs."""
    result = found.program if isinstance(found, WhatIf) else None
    return {
        "program": result.program.id if result else None,
        "verdict": result.verdict if result else None,
        "fixed": list(found.fixed) if isinstance(found, WhatIf) else [],
        "suggestions": [_suggestion(report, suggestion) for suggestion in found.suggestions],
        "complete": found.complete,
    }


def _answers(report: Report, answers: Answers) -> dict[str, Any]:
    return {name: plain_value(value) for name, value in in_file_order(report.policies, answers).items()}


def _suggestion(report: Report, suggestion: Suggestion) -> data.Suggestion:
    return {
        "changes": [_change(report, change) for change in suggestion.changes],
        "wait_until": suggestion.wait_until.isoformat() if suggestion.wait_until else None,
        "result": _standing(suggestion.after),
        **_effects(report, suggestion.effects),
    }


def _change(report: Report, change: Change) -> data.Change:
    return {
        "fact": change.fact,
        "asked": change.fact in report.answers,
        "before": plain_value(change.before),
        "after": plain_value(change.after),
        "others": [plain_value(value) for value in change.others],
        "min": plain_value(change.low),
        "max": plain_value(change.high),
        "margin": plain_value(change.margin),
    }


def _effects(report: Report, effects: Effects) -> data.Effects:
    return {
        "gained": [pair.after.program.id for pair in effects.gained],
        "lost": [pair.after.program.id for pair in effects.lost],
        "other": [
            {"id": pair.after.program.id, "before": _standing(pair.before), "after": _standing(pair.after)}
            for pair in effects.other
        ],
        "totals": {
            "currency": report.policies.currency,
            "before": _sum(effects.before),
            "after": _sum(effects.after),
        },
    }


def _sum(totals: Totals) -> data.StandingTotals:
    sums: data.StandingTotals = {
        "min": plain_value(totals.low),
        "max": plain_value(totals.high),
        "applicable": totals.applicable,
        "conditional": totals.conditional,
    }
    return {**sums, "groups": subtotals(totals)} if totals.several else sums


def _standing(result: ProgramReport) -> data.Standing:
    return {
        "verdict": result.verdict,
        "status": result.status,
        "stale": result.stale,
        "applicable": result.applicable,
        "ceiling": {
            "kind": result.ceiling.kind,
            "min": plain_value(result.ceiling.low),
            "max": plain_value(result.ceiling.high),
        },
    }
