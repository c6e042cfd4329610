"""Why a program came out as it did: the short answer, then its condition as a tree of what is met and what is not."""

from collections.abc import Iterable, Iterator

from iotcheck.engine import AmountTrace, ProgramReport, Report, Trace, Verdict, blockers, case_traces
from iotcheck.errors import Location
from iotcheck.logic import Truth
from iotcheck.model import (
    All,
    Amount,
    Bands,
    Calculation,
    Condition,
    ConditionCases,
    Confirm,
    Constant,
    Everyone,
    GrantOf,
    Met,
    NamedAmount,
)
from iotcheck.model.lookups import Lookup
from iotcheck.model.walk import facts_below, written_parts
from iotcheck.render.combining import Combination
from iotcheck.render.document import Details, Document, Item, Prose
from iotcheck.render.evidence import Documents
from iotcheck.render.views import View
from iotcheck.texts import applying, ceilings, condition_cases, refusals, say
from iotcheck.texts import explanation as reasons
from iotcheck.texts import result as results
from iotcheck.texts.bands import trace_of
from iotcheck.texts.lookups import cell_of
from iotcheck.texts.rules import Rules, branches_of
from iotcheck.texts.values import listing

_STEP = "="
_CASE = "→"
_SIGNS = {"true": ("✓", "green"), "false": ("✗", "red"), "unknown": ("?", "cyan"), "confirm": ("!", "yellow")}


def explain(report: Report, language: str, shown: Iterable[ProgramReport], *, opened: bool) -> Iterator[Details]:
    """Yield the explanation of each of some programs, to be folded or `opened`."""
    rules = Rules(report.policies, language, report.as_of)
    for result in shown:
        document = Document()
        _Explainer(document, report, language, rules).program(result)
        title = result.program.title.in_language(language)
        yield Details(title, results.verdict(language, result), document, opened)


class _Explainer(View):
    """The reasons of one program of a report on their way to a document."""

    subject = "explanation"

    def __init__(self, document: Document, report: Report, language: str, rules: Rules) -> None:
        super().__init__(report.policies, language)
        self.document = document
        self.report = report
        self.rules = rules
        self._combination = Combination(report.policies, language)
        self._documents = Documents(report.policies, language)
        self._written: set[int] = set()  # what has a name and has been written out

    def program(self, result: ProgramReport) -> None:
        """Explain one program: the short answer, how its ceiling was computed, its condition as a tree.

        What a name stands for is written out where it is used first: thirty names, each of which uses the one before
        twice, would come to a billion lines.
        """
        self._short_answer(result)
        if result.edition is not None and result.verdict is not None:
            amount = ceilings.program_ceiling(self.policies, self.language, result)
            key = "ceiling-if" if result.verdict is Verdict.INELIGIBLE else "ceiling"
            self.document.paragraph(self.say(key, amount=amount))
            if said := applying.lines(self.language, result.edition, self.report.as_of):
                self.document.paragraph(applying.labelled(self.language, said))
            self.document.paragraph(results.basis(self.policies, self.language, result))
        if self.report.best_set is not None and (note := self._combination.note(self.report.best_set, result)):
            self.document.paragraph(note)
        if result.ceiling.trace is not None and result.verdict is not None:
            self.document.items(self._computation(result.ceiling.trace))
        if result.trace is not None:
            self.document.items(item for trace in _roots(result.trace) for item in self._tree(trace, 0))

    def _short_answer(self, result: ProgramReport) -> None:
        if result.verdict is Verdict.INELIGIBLE and result.trace is not None:
            self._blocked(result.trace)
            return
        if result.edition is None:
            text = results.outside(self.language, result.program, self.report.as_of)
        elif result.verdict is None:
            text = self.say("background")
        elif result.verdict is Verdict.UNDETERMINED:
            facts = [self.text(self.policies.facts[name].label) for name in result.missing]
            text = self.say("waits-for", facts=listing(self.language, facts))
        elif result.verdict is Verdict.CONDITIONAL:
            questions = self.say("next").join(self.text(question) for question in result.confirm)
            text = self.say("to-confirm", questions=questions)
        else:
            text = self.say("eligible")
        self.document.paragraph(text)

    def _blocked(self, trace: Trace) -> None:
        sets = [
            [refusals.reason(self.report, self.language, self.rules, trace, path) for path in blocker]
            for blocker in blockers(trace)
        ]
        if len(sets) == 1 and len(sets[0]) == 1:
            self.document.paragraph(self.say("blocked-by", phrase=sets[0][0]))
            return
        self.document.paragraph(self.say("blocked-by-one"))
        joined = [self.say("next").join(phrases) for phrases in sets]
        together = [
            self.say("together", phrases=text) if len(phrases) > 1 else text
            for text, phrases in zip(joined, sets, strict=True)
        ]
        self.document.items(Item(text) for text in together)

    def _tree(self, trace: Trace, depth: int) -> Iterator[Item]:
        condition, below = trace.condition, trace
        while isinstance(below.condition, Met):  # a named condition stands for what it consists of
            below = below.children[0]
        children = below.children if branches_of(below.condition) else ()
        above = bool(children) and below is not trace and self._is_above(below)
        if below.children and not children:  # `not` and its only leaf are said together
            below = below.children[0]
        key = trace.word
        sign, style = _SIGNS[key]
        if isinstance(condition, Confirm):
            text = self.text(condition.question)
        else:
            text = self.rules.heading(condition) if children else self.rules.phrase(condition)
        text = self.say("holds", word=self.say(key), phrase=text)
        yield Item(text, tuple(self._details(condition, below, above=above)), sign, style, depth)
        if above:
            return
        yield from self._cases(below, depth + 1)
        for child in () if isinstance(below.condition, ConditionCases) else children:
            yield from self._tree(child, depth + 1)

    def _cases(self, trace: Trace, depth: int) -> Iterator[Item]:
        """Yield the cases of a condition that may apply, each with what it asks for."""
        if not isinstance(trace.condition, ConditionCases):
            return
        headings = [heading for heading, _, _ in condition_cases.parts(self.rules, trace.condition)]
        for heading, (when, then) in zip(headings, case_traces(trace), strict=True):
            if when is not None and when.truth is Truth.FALSE:
                continue
            details = self._details(when.condition, when, above=False) if when is not None else ()
            yield Item(heading, tuple(details), _CASE, depth=depth)
            yield from self._tree(then, depth + 1)
            if when is not None and when.truth is Truth.TRUE:
                return

    def _computation(self, trace: AmountTrace) -> Iterator[Item]:
        """Yield the steps of a ceiling but the last, which has been said."""
        while isinstance(trace.amount, NamedAmount):
            trace = trace.operands[0]
        if isinstance(trace.amount, Calculation | Bands):
            for operand in self._made_from(trace):
                yield from self._steps(operand, 0)
        else:
            yield from self._steps(trace, 0)

    def _steps(self, trace: AmountTrace, depth: int) -> Iterator[Item]:
        """Yield how an amount was computed, with what it was made from set in below; constants speak for themselves."""
        match trace.amount:
            case Constant():
                return
            case NamedAmount():
                trace = trace.operands[0]
                while isinstance(trace.amount, NamedAmount):
                    trace = trace.operands[0]
                if isinstance(trace.amount, Constant):
                    return
                above = self._is_above(trace)
            case _:
                above = False
        line = self._line(trace.amount.location)
        text = reasons.step(self.report, self.language, trace)
        yield Item(text, (" · ".join([line, self.say("above")]) if above else line,), _STEP, depth=depth)
        if above:
            return
        for condition in trace.conditions:
            yield from self._tree(condition, depth + 1)
        for operand in self._made_from(trace):
            yield from self._steps(operand, depth + 1)

    def _made_from(self, trace: AmountTrace) -> Iterable[AmountTrace]:
        """Return what an amount was computed from, as its author wrote it."""
        if isinstance(trace.amount, GrantOf):  # explained where its program is
            return ()
        if not isinstance(trace.amount, Bands | Lookup):
            return trace.operands
        written = [part for part in written_parts(trace.amount) if isinstance(part, Amount)]
        parts = [trace_of(trace.operands[0], part) for part in written]
        if isinstance(trace.amount, Lookup):
            parts.append(cell_of(self.rules.formulas, trace))
        return [part for part in parts if part is not None]

    def _is_above(self, trace: Trace | AmountTrace) -> bool:
        """Whether something of several parts has been written out; from now on it has."""
        if not (trace.operands or (isinstance(trace, Trace) and trace.children)):
            return False
        known = id(trace) in self._written
        self._written.add(id(trace))
        return known

    def _line(self, location: Location) -> str:
        """Say where in the policy file something stands; of a file in pieces, in which of them or itself."""
        if not self.policies.pieces:
            return self.say("line", n=location.line)
        return self.say("line-of-piece", file=reasons.file_name(location.file), n=location.line)

    def _details(self, condition: Condition | Everyone, below: Trace, *, above: bool) -> Iterator[Prose]:
        rule = self.rules.beside(condition)
        literal = [say(self.language, "listings.literal", rule=rule)] if rule else []
        seen = reasons.observations(self.report, self.language, below)
        shown = [self.say("above")] if above else []
        yield " · ".join([*literal, *seen, self._line(condition.location), *shown])
        for citation in self.rules.sources(condition):
            yield self.quoted(citation)
        if not isinstance(below.condition, Everyone) and not below.children:
            yield from self._documents.proving(facts_below(self.policies, below.condition))


def _roots(trace: Trace) -> tuple[Trace, ...]:
    """Return the conditions that all have to be met, or else the one."""
    return trace.children if isinstance(trace.condition, All) and trace.condition.text is None else (trace,)
