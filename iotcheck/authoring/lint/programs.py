"""Programs, their editions and sources: periods that overlap, what cites nothing, what nothing uses."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import date, timedelta

from iotcheck.authoring.lint.context import LintContext
from iotcheck.model import Confidence, Edition, Met, NamedAmount, NoAmount, PolicySet, Program, TableLookup
from iotcheck.model.lookups import Lookup, TableCondition
from iotcheck.model.walk import AnyNode, facts_below, walk
from iotcheck.reader import Mapping

_DAY = timedelta(days=1)


def check_editions(context: LintContext) -> None:
    """Note what is odd about the periods of each program's editions."""
    for program, edition in context.editions:
        if edition.start is not None and edition.known_to < edition.start:
            context.problem(edition.location, "known-before-start", known_to=edition.known_to, start=edition.start)
        if edition.when is None and edition.status.open_to_applicants:
            context.problem(edition.location, "open-without-condition", program=program.id)
        _check_windows(context, edition)
    for program in context.policies.programs.values():
        _check_periods(context, program)
    _check_lifetime(context)


def _check_lifetime(context: LintContext) -> None:
    """Note that terms count for a while after a look, in a file that tells of no look."""
    policies = context.policies
    looks = [source.checked for source in policies.sources.values()]
    own = any(edition.own_known_to for _, edition in context.editions)
    if policies.stale_after is not None and not (any(looks) or own):
        place = context.root.get("stale_after") if isinstance(context.root, Mapping) else None
        context.problem(place.location if place else policies.location, "stale-after-without-checks")


def _check_windows(context: LintContext, edition: Edition) -> None:
    """Note windows that lie outside of their edition, and two windows of one day."""
    windows = edition.applying.windows if edition.applying else ()
    for place, window in enumerate(windows):
        early = edition.start is not None and window.start is not None and window.start < edition.start
        late = edition.until is not None and window.until is not None and window.until > edition.until
        if early or late:
            context.problem(window.location, "window-outside-edition")
        for other in windows[:place]:
            if other.covers(window.start or date.min) or window.covers(other.start or date.min):
                context.problem(window.location, "windows-overlap", line=other.location.line)


def _check_periods(context: LintContext, program: Program) -> None:
    periods = list(_periods(program))
    in_force = [program.edition_on(first) for first, _ in periods]
    for place, (first, last) in enumerate(periods):
        for edition in program.editions:
            if edition.covers(first) and edition is not in_force[place]:
                context.problem(edition.location, "editions-overlap", program=program.id, start=first)
        following = in_force[place + 1] if place + 1 < len(periods) else None
        if place > 0 and in_force[place] is None and following is not None:
            context.problem(following.location, "editions-gap", program=program.id, first=first, last=last)


def _periods(program: Program) -> Iterator[tuple[date, date]]:
    """Yield the periods, first and last day, during which the same editions cover every day."""
    starts = {date.min}
    for edition in program.editions:
        if edition.start is not None:
            starts.add(edition.start)
        if edition.until is not None and edition.until < date.max:
            starts.add(edition.until + _DAY)
    ordered = sorted(starts)
    for first, following in zip(ordered, [*ordered[1:], None], strict=True):
        yield first, following - _DAY if following else date.max


# Where rules come from: what cites nothing, or nowhere in particular; long quotes; programs without cases.

LONGEST_QUOTE = 120  # Chinese characters; of Latin ones it takes two to make one


def check_sources(context: LintContext) -> None:
    """Note conditions and notes without a source, citations without a place, quotes that are too long."""
    for named in context.policies.conditions.values():
        nodes = walk(context.policies, named.condition)
        if not any(getattr(node, "sources", ()) for node in nodes) and not _shared(context, named.id):
            context.problem(named.location, "condition-without-source", name=named.id)
    for note in context.notes:
        if note.confidence is Confidence.OFFICIAL and not note.sources:
            context.problem(note.location, "note-without-source")
    for citation, bears_terms in context.citations:
        if bears_terms and citation.section is None and citation.quote is None:
            context.problem(citation.location, "citation-without-place", document=citation.document)
        length = _length(citation.quote or "")
        if length > LONGEST_QUOTE:
            context.problem(citation.location, "quote-too-long", length=length, limit=LONGEST_QUOTE)


def _shared(context: LintContext, name: str) -> bool:
    """Whether the editions that come to a named condition cite no document in common: each has its own for it.

    "A company registered in the city" is then a condition of each of their documents. To cite one of them would show,
    in results of the other programs, a source that is not theirs.
    """
    documents = []
    for _, edition in context.editions:
        needed = [one.when for one in edition.documents]
        rules = [one for one in (edition.when, edition.ceiling, *needed) if one and not isinstance(one, NoAmount)]
        if any(isinstance(node, Met) and node.name == name for one in rules for node in walk(context.policies, one)):
            documents.append({citation.document for citation in edition.sources})
    return bool(documents) and not set.intersection(*documents)


def check_cases(context: LintContext, tested: Collection[str]) -> None:
    """Note programs with a condition of their own that no case looks at."""
    for program, edition in context.editions:
        if edition.when is not None and program.id not in tested:
            place = context.place("programs", program.id, program.location)
            context.problem(place, "program-without-case", name=program.id)


def _length(text: str) -> int:
    narrow = sum(character.isascii() for character in text)
    return len(text) - narrow + narrow // 2


# What nothing uses: facts, names, sources, agencies and forms of support that no program comes to.


class _Uses:
    """What some rules come to, names followed: facts (with those they are asked if), conditions, amounts, tables."""

    def __init__(self, policies: PolicySet, rules: Iterable[AnyNode]) -> None:
        self.facts: set[str] = set()
        self.named: set[tuple[str, str]] = set()
        waiting = list(rules)
        while waiting:
            rule = waiting.pop()
            self.named |= {name for node in walk(policies, rule) if (name := _name(node))}
            for fact in facts_below(policies, rule) - self.facts:
                self.facts.add(fact)
                guard = policies.facts[fact].asked_if
                waiting += [guard] if guard is not None else []


def check_unused(context: LintContext) -> None:
    """Note what no program uses, and facts that no program open to applicants waits for."""
    policies = context.policies
    combining = [root for rule in policies.combine for root in rule.roots]
    rules = [rule for _, edition in context.editions for rule in (*_rules(edition), *_asked_for(edition))]
    used = _Uses(policies, [*rules, *combining])
    open_ones = [one for _, one in context.editions if one.status.open_to_applicants and one.when is not None]
    asked = _Uses(policies, [*[rule for edition in open_ones for rule in _rules(edition)], *combining])
    for name, fact in policies.facts.items():
        if name not in used.facts:
            context.problem(context.place("facts", name, fact.location), "unused-fact", name=name)
        elif name not in asked.facts:
            context.problem(context.place("facts", name, fact.location), "fact-never-asked", name=name)
    places = {
        "condition": {name: named.location for name, named in policies.conditions.items()},
        "amount": {name: amount.location for name, amount in policies.amounts.items()},
        "table": {name: table.location for name, table in policies.tables.items()},
    }
    for kind, locations in places.items():
        for name, location in locations.items():
            if (kind, name) not in used.named:
                context.problem(context.place(f"{kind}s", name, location), f"unused-{kind}", name=name)
    _check_declarations(context)


def _check_declarations(context: LintContext) -> None:
    policies = context.policies
    cited = {citation.document for citation, _ in context.citations}
    for name, source in policies.sources.items():
        if name not in cited:
            context.problem(context.place("sources", name, source.location), "unused-source", name=name)
    agencies = {agency for program in policies.programs.values() for agency in program.agencies}
    for name, one in policies.agencies.items():
        if name not in agencies:
            context.problem(context.place("agencies", name, one.location), "unused-agency", name=name)
    needed = {needed.document for _, edition in context.editions for needed in edition.documents}
    for name, document in policies.documents.items():
        if name not in needed:
            context.problem(context.place("documents", name, document.location), "unused-document", name=name)
    supports = {program.support for program in policies.programs.values()}
    for name in policies.supports:
        if name not in supports:
            context.problem(context.place("supports", name, policies.location), "unused-support", name=name)


def _rules(edition: Edition) -> list[AnyNode]:
    rules: list[AnyNode] = [edition.when] if edition.when is not None else []
    return rules if isinstance(edition.ceiling, NoAmount) else [*rules, edition.ceiling]


def _asked_for(edition: Edition) -> list[AnyNode]:
    """Return the conditions on which documents are needed: no interview asks for their facts."""
    return [needed.when for needed in edition.documents if needed.when is not None]


def _name(node: AnyNode) -> tuple[str, str] | None:
    match node:
        case Met(name=name):
            return "condition", name
        case NamedAmount(name=name):
            return "amount", name
        case TableLookup(table=name) | Lookup(table=name) | TableCondition(table=name):
            return "table", name
        case _:
            return None
