"""The cells of a report's programs: what is said of a program in each part."""

from collections.abc import Iterable

from iotcheck.engine import ProgramReport, Report, Verdict
from iotcheck.render.document import QUIET, Cell
from iotcheck.render.views import View
from iotcheck.texts import ceilings, refusals
from iotcheck.texts import result as results
from iotcheck.texts.values import listing

_SIGNS = {
    Verdict.ELIGIBLE: ("✓", "green"),
    Verdict.CONDITIONAL: ("!", "yellow"),
    Verdict.UNDETERMINED: ("?", "cyan"),
    Verdict.INELIGIBLE: ("✗", QUIET),
}


class Cells(View):
    """The cells of a report's programs, by the part that a program is shown in."""

    def __init__(self, report: Report, language: str) -> None:
        super().__init__(report.policies, language)
        self.report = report

    def closed(self, result: ProgramReport) -> Iterable[Cell]:
        """Say what keeps it closed, and where to look instead."""
        yield self._standing(result)
        verdicts = {other.program.id: other.verdict for other in self.report.programs}
        fitting = [name for name in result.program.see if verdicts.get(name) is not Verdict.INELIGIBLE]
        see = [results.title(self.policies, self.language, name) for name in fitting]
        yield Cell(self.say("instead"), tuple(see))
        yield self._source(result)

    def rest(self, result: ProgramReport) -> Iterable[Cell]:
        """Say why it stands in none of the other parts."""
        if result.edition is None:
            day, program = self.report.as_of, result.program
            yield Cell(self.say("ceiling"), (ceilings.maximum_on(self.policies, self.language, program, day),))
            yield Cell(self.say("verdict"), (results.outside(self.language, program, day),), QUIET, badge=True)
        else:
            yield self._ceiling(result)
            yield self._verdict(result)
        if result.verdict is Verdict.UNDETERMINED:
            why = self.say("label", label=self.say("waits-for"), value=self._missing(result))
        else:
            why = refusals.why_not(self.report, self.language, result)
        yield Cell(self.say("why"), (why,) if why else ())

    def _ceiling(self, result: ProgramReport) -> Cell:
        return Cell(self.say("ceiling"), (ceilings.program_ceiling(self.policies, self.language, result),))

    def verdict(self, result: ProgramReport, *more: str) -> Cell:
        """Say the verdict, with a sign."""
        sign, style = _SIGNS.get(result.verdict, ("", QUIET)) if result.verdict else ("", QUIET)
        words = results.verdict(self.language, result)
        return Cell(self.say("verdict"), (f"{sign} {words}".lstrip(), *more), style, badge=True)

    def _verdict(self, result: ProgramReport, status: str = "") -> Cell:
        return self.verdict(result, status or results.status(self.language, result, self.report.as_of))

    def _standing(self, result: ProgramReport) -> Cell:
        """Say what keeps a program closed; a sign that it fits would promise what nobody can have."""
        confirm = (results.verdict(self.language, result),) if result.verdict is Verdict.CONDITIONAL else ()
        return Cell(self.say("status"), (results.status(self.language, result, self.report.as_of), *confirm), QUIET)

    def _source(self, result: ProgramReport) -> Cell:
        cited = result.edition.sources if result.edition else ()
        places = dict.fromkeys(results.citation(self.policies, self.language, citation) for citation in cited)
        return Cell(self.say("source"), tuple(places), QUIET, folded=True)

    def _missing(self, result: ProgramReport) -> str:
        labels = [self.text(self.policies.facts[fact].label) for fact in result.missing]
        return listing(self.language, labels)
