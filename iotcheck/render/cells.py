"""What each part of a result says of one program: the cells of its row, or the lines of its card."""

from collections.abc import Iterable

from iotcheck.engine import ProgramReport, Report, Verdict
from iotcheck.render.sheet import QUIET, Cell
from iotcheck.texts import ceilings, say
from iotcheck.texts import explanation as reasons
from iotcheck.texts import result as results
from iotcheck.texts.format import day, listing

_SIGNS = {
    Verdict.ELIGIBLE: ("✓", "green"),
    Verdict.CONDITIONAL: ("!", "yellow"),
    Verdict.UNDETERMINED: ("?", "cyan"),
    Verdict.INELIGIBLE: ("✗", QUIET),
}


class Cells:
    """The cells of a report's programs, by the part that a program is shown in."""

    def __init__(self, report: Report, language: str) -> None:
        self.report = report
        self.language = language
        self.policies = report.policies

    def applicable(self, result: ProgramReport) -> Iterable[Cell]:
        """Say whom to ask, how much it is, how it stands, and what says so."""
        yield self._agency(result)
        yield self._ceiling(result)
        yield self._verdict(result)
        yield self._source(result)

    def undetermined(self, result: ProgramReport) -> Iterable[Cell]:
        """Say how much it may be, and what it waits for."""
        yield self._ceiling(result)
        yield Cell(self._say("status"), (results.status(self.language, result),))
        yield Cell(self._say("waits-for"), (self._missing(result),))

    def closed(self, result: ProgramReport) -> Iterable[Cell]:
        """Say what keeps it closed, and where to look instead."""
        yield self._standing(result)
        see = [results.title(self.policies, self.language, name) for name in result.program.see]
        yield Cell(self._say("instead"), tuple(see))
        yield self._source(result)

    def stale(self, result: ProgramReport) -> Iterable[Cell]:
        """Say what its terms were when they were last known."""
        yield self._agency(result)
        yield self._ceiling(result)
        yield self._verdict(result, self._say("then", status=results.status(self.language, result)))
        known = day(self.language, result.edition.known_to) if result.edition else ""
        yield Cell(self._say("last-known"), (known,))

    def rest(self, result: ProgramReport) -> Iterable[Cell]:
        """Say why it stands in none of the other parts."""
        yield self._ceiling(result)
        yield self._verdict(result)
        if result.verdict is Verdict.UNDETERMINED:
            why = self._say("label", label=self._say("waits-for"), value=self._missing(result))
        else:
            why = reasons.why_not(self.report, self.language, result)
        yield Cell(self._say("why"), (why,) if why else ())

    def _agency(self, result: ProgramReport) -> Cell:
        names = results.agencies(self.policies, self.language, result.program) or [self._say("no-agency")]
        return Cell(self._say("agency"), tuple(names), folded=True)

    def _ceiling(self, result: ProgramReport) -> Cell:
        return Cell(self._say("ceiling"), (ceilings.ceiling(self.policies, self.language, result.ceiling),))

    def _verdict(self, result: ProgramReport, status: str = "") -> Cell:
        sign, style = _SIGNS.get(result.verdict, ("", QUIET)) if result.verdict else ("", QUIET)
        words = results.verdict(self.language, result)
        lines = (f"{sign} {words}".lstrip(), status or results.status(self.language, result))
        return Cell(self._say("verdict"), lines, style, badge=True)

    def _standing(self, result: ProgramReport) -> Cell:
        """Say what keeps a program closed; a sign that it fits would promise what nobody can have."""
        confirm = (results.verdict(self.language, result),) if result.verdict is Verdict.CONDITIONAL else ()
        return Cell(self._say("status"), (results.status(self.language, result), *confirm), QUIET)

    def _source(self, result: ProgramReport) -> Cell:
        cited = result.edition.sources if result.edition else ()
        places = dict.fromkeys(results.citation(self.policies, self.language, one) for one in cited)
        return Cell(self._say("source"), tuple(places), QUIET, folded=True)

    def _missing(self, result: ProgramReport) -> str:
        labels = [self.policies.facts[fact].label.in_language(self.language) for fact in result.missing]
        return listing(self.language, labels)

    def _say(self, key: str, **params: object) -> str:
        return say(self.language, f"result.{key}", **params)
