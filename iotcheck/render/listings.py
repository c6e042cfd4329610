"""The listings: all programs, one program in full, all questions. What a policy file says, without an applicant."""

from collections.abc import Iterable
from datetime import date

from iotcheck.model import (
    All,
    Citation,
    Condition,
    Edition,
    Everyone,
    Fact,
    FactType,
    NoAmount,
    PolicySet,
    Program,
    Source,
    Text,
)
from iotcheck.model.walk import facts_below
from iotcheck.render.layout import Page
from iotcheck.render.sheet import Cell, Entry, Item
from iotcheck.texts import ceilings, say
from iotcheck.texts import format as words
from iotcheck.texts import result as results
from iotcheck.texts.rules import RuleLine, Rules


def render_programs(
    policies: PolicySet, language: str, as_of: date, *, width: int, color: bool = False, plain: bool = False
) -> str:
    """Return the list of all programs with their standing and ceiling on a day."""
    page = Page(language, width=width, color=color, plain=plain)
    return _Listing(page, policies, language, as_of).programs()


def render_program(
    policies: PolicySet,
    program_id: str,
    language: str,
    as_of: date,
    *,
    width: int,
    color: bool = False,
    plain: bool = False,
) -> str:
    """Return everything that the policy file says of one program; raise KeyError for an unknown id."""
    page = Page(language, width=width, color=color, plain=plain)
    return _Listing(page, policies, language, as_of).program(policies.programs[program_id])


def render_questions(
    policies: PolicySet, language: str, *, width: int, color: bool = False, plain: bool = False
) -> str:
    """Return the list of all facts: what is asked, how it may be answered, which programs use it."""
    page = Page(language, width=width, color=color, plain=plain)
    return _Listing(page, policies, language, policies.as_of).questions()


class _Listing:
    """One policy set on its way to one page."""

    def __init__(self, page: Page, policies: PolicySet, language: str, as_of: date) -> None:
        self.page = page
        self.policies = policies
        self.language = language
        self.as_of = as_of
        self.rules = Rules(policies, language, as_of)

    def programs(self) -> str:
        """Show all programs by topic."""
        page, programs = self.page, self.policies.programs.values()
        page.heading(self._text(self.policies.title))
        count = words.programs(self.language, len(programs))
        page.paragraph(self._say("count", programs=count, day=words.day(self.language, self.as_of)), "dim")
        page.blank()
        page.entries(results.heading(self.language, "program"), _by_topic(map(self._entry, programs)))
        page.blank()
        page.paragraph(self._say("show"), "dim")
        return page.text()

    def program(self, program: Program) -> str:
        """Show one program in full."""
        page, edition = self.page, program.edition_on(self.as_of)
        page.heading(self._text(program.title))
        if program.summary:
            page.paragraph(self._text(program.summary))
        page.blank()
        page.fields(self._facts(program, edition))
        if edition is not None:
            self._conditions(edition.when)
            page.heading(self._say("sources"))
            page.items(self._sources(edition.sources))
        if len(program.editions) > 1:
            page.heading(self._say("editions"))
            page.items(self._edition(one, one is edition) for one in reversed(program.editions))
        if program.notes:
            page.heading(self._say("notes"))
            page.items(
                Item(self._text(note.text), results.note_facts(self.policies, self.language, note))
                for note in program.notes
            )
        if program.next_steps:
            page.heading(self._say("next-steps"))
            page.items(Item(self._text(step)) for step in program.next_steps)
        if program.see:
            page.heading(self._say("see"))
            page.items(Item(self._named(name)) for name in program.see)
        return page.text()

    def questions(self) -> str:
        """Show all facts by topic."""
        page, facts = self.page, self.policies.facts.values()
        page.heading(self._text(self.policies.title))
        page.paragraph(self._say("one-question" if len(facts) == 1 else "questions-count", n=len(facts)), "dim")
        page.blank()
        used = {fact.id: 0 for fact in facts}
        for program in self.policies.programs.values():
            for name in self._facts_of(program):
                used[name] += 1
        page.entries(self._say("question"), _by_topic(self._question(fact, used[fact.id]) for fact in facts))
        return page.text()

    def _say(self, key: str, **params: object) -> str:
        return say(self.language, f"listings.{key}", **params)

    def _conditions(self, when: Condition | Everyone | None) -> None:
        if isinstance(when, All) and when.text is None and len(when.children) > 1:
            self.page.heading(self._say("conditions-all"))
            lines = [line for child in when.children for line in self.rules.lines(child)]
        else:
            self.page.heading(self._say("conditions"))
            lines = [*self.rules.lines(when)] if when is not None else []
        if when is None:
            self.page.paragraph(self._say("background"))
        self.page.items(map(self._branch, lines))

    def _text(self, text: Text) -> str:
        return text.in_language(self.language)

    def _named(self, name: str) -> str:
        return self._say("named", title=results.title(self.policies, self.language, name), id=name)

    def _entry(self, program: Program) -> Entry:
        edition = program.edition_on(self.as_of)
        agencies = results.agencies(self.policies, self.language, program)
        cells = (
            Cell(results.heading(self.language, "agency"), tuple(agencies), folded=True),
            Cell(results.heading(self.language, "ceiling"), (self._ceiling(edition),)),
            Cell(self._say("status"), (self._status(edition),)),
        )
        topic = self._text(program.topic) if program.topic else self._say("other-topic")
        return Entry(self._text(program.title), cells, below=Cell(self._say("id"), (program.id,)), group=topic)

    def _ceiling(self, edition: Edition | None) -> str:
        return ceilings.ceiling_rule(self.policies, self.language, edition.ceiling) if edition else ""

    def _status(self, edition: Edition | None) -> str:
        if edition is None:
            return results.heading(self.language, "no-edition")
        status = results.heading(self.language, edition.status)
        if not edition.stale(self.as_of):
            return status
        return self._say("stale", status=status, day=words.day(self.language, edition.known_to))

    def _facts(self, program: Program, edition: Edition | None) -> Iterable[tuple[str, str]]:
        yield self._say("id"), program.id
        agencies = words.listing(self.language, results.agencies(self.policies, self.language, program))
        yield results.heading(self.language, "agency"), agencies or results.heading(self.language, "no-agency")
        yield self._say("support"), self._text(self.policies.supports[program.support])
        yield results.heading(self.language, "ceiling"), self._ceiling(edition)
        yield self._say("status"), self._status(edition)
        if edition is not None:
            yield self._say("confidence"), results.heading(self.language, edition.confidence)
        yield self._say("website"), program.url or ""

    def _facts_of(self, program: Program) -> set[str]:
        rules = [rule for edition in program.editions for rule in (edition.when, edition.ceiling)]
        return {
            fact
            for rule in rules
            if rule is not None and not isinstance(rule, NoAmount)
            for fact in facts_below(self.policies, rule)
        }

    def _branch(self, line: RuleLine) -> Item:
        below = [self._say("literal", rule=line.literal)] if line.literal else []
        below += [results.quoted(self.policies, self.language, one) for one in line.sources]
        return Item(line.text, tuple(below), depth=line.depth)

    def _sources(self, cited: Iterable[Citation]) -> Iterable[Item]:
        """Say where an edition's terms stand; of each document once what it is."""
        documents: set[str] = set()
        for one in cited:
            known = one.document in documents
            documents.add(one.document)
            quoted = results.quoted(self.policies, self.language, one)
            yield Item(quoted, () if known else self._document(self.policies.sources[one.document]))

    def _document(self, source: Source) -> tuple[str, ...]:
        title = self._text(source.title) if source.number else ""
        day = words.day(self.language, source.date) if source.date else ""
        described = " · ".join(part for part in (title, source.issuer or "", day) if part)
        return tuple(part for part in (described, source.url or "") if part)

    def _edition(self, edition: Edition, shown: bool) -> Item:
        start = words.day(self.language, edition.start) if edition.start else ""
        until = words.day(self.language, edition.until) if edition.until else ""
        key = "from-until" if start and until else "from" if start else "until" if until else "always"
        period = self._say(key, start=start, until=until) + (self._say("this-one") if shown else "")
        known = "" if edition.until else self._say("known-to", day=words.day(self.language, edition.known_to))
        reviewed = self._say("reviewed", day=words.day(self.language, edition.reviewed)) if edition.reviewed else ""
        words_of = (results.heading(self.language, edition.status), self._ceiling(edition))
        facts = (results.heading(self.language, edition.confidence), known, reviewed)
        return Item(period, (" · ".join(words_of), " · ".join(fact for fact in facts if fact)))

    def _question(self, fact: Fact, programs: int) -> Entry:
        asked = Rules(self.policies, self.language).phrase(fact.asked_if) if fact.asked_if else ""
        lines = [*self._answers(fact)]
        if asked:
            lines.append(self._say("asked-if", condition=asked))
        every = programs == len(self.policies.programs)
        cells = (
            Cell(self._say("answers"), tuple(lines)),
            Cell(self._say("used-by"), (self._say("all-programs" if every else "some-programs", n=programs),)),
        )
        topic = self._text(fact.topic) if fact.topic else self._say("other-topic")
        return Entry(self._text(fact.ask), cells, below=Cell(self._say("id"), (fact.id,)), group=topic)

    def _answers(self, fact: Fact) -> Iterable[str]:
        if fact.type is FactType.BOOLEAN:
            yield self._say("boolean")
            return
        low, high = fact.minimum, fact.maximum
        if fact.choices:
            if fact.type is FactType.CHOICES:
                key = "several" + ("-between" if low and high else "-least" if low else "-most" if high else "")
                yield self._say(key, low=low, high=high)
            for choice, label in fact.choices.items():
                yield self._say("choice", label=self._text(label), id=choice)
            return
        said = self._say(f"{fact.type}-answer")
        if fact.unit:
            said = self._say("in-unit", type=said, unit=self._text(fact.unit))
        span = words.fact_range(self.language, fact, self.policies.currency)
        yield self._say("within", type=said, span=span) if span else said


def _by_topic(entries: Iterable[Entry]) -> list[Entry]:
    """Return entries with those of a topic together, topics and entries in the order of the file."""
    topics: dict[str, list[Entry]] = {}
    for entry in entries:
        topics.setdefault(entry.group, []).append(entry)
    return [entry for members in topics.values() for entry in members]
