"""The listings: all programs, all questions. What a policy file says, without an applicant."""

from collections.abc import Iterable
from datetime import date

from iotcheck.model import Fact, FactType, NoAmount, PolicySet, Program, Text
from iotcheck.model.walk import facts_below
from iotcheck.render.layout import Page
from iotcheck.render.program import maximum, standing
from iotcheck.render.sheet import Cell, Entry
from iotcheck.texts import format as words
from iotcheck.texts import result as results
from iotcheck.texts import say
from iotcheck.texts.rules import Rules


def render_programs(
    policies: PolicySet, language: str, as_of: date, *, width: int, color: bool = False, plain: bool = False
) -> str:
    """Return the list of all programs with their standing and ceiling on a day."""
    page = Page(language, width=width, color=color, plain=plain)
    return _Listing(page, policies, language, as_of).programs()


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

    def _entry(self, program: Program) -> Entry:
        edition = program.edition_on(self.as_of)
        agencies = results.agencies(self.policies, self.language, program)
        cells = (
            Cell(results.heading(self.language, "agency"), tuple(agencies), folded=True),
            Cell(results.heading(self.language, "ceiling"), (maximum(self.policies, self.language, edition),)),
            Cell(self._say("status"), (standing(self.language, edition, self.as_of),)),
        )
        topic = self._text(program.topic) if program.topic else self._say("other-topic")
        return Entry(self._text(program.title), cells, below=Cell(self._say("id"), (program.id,)), group=topic)

    def _facts_of(self, program: Program) -> set[str]:
        rules = [rule for edition in program.editions for rule in (edition.when, edition.ceiling)]
        return {
            fact
            for rule in rules
            if rule is not None and not isinstance(rule, NoAmount)
            for fact in facts_below(self.policies, rule)
        }

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

    def _say(self, key: str, **params: object) -> str:
        return say(self.language, f"listings.{key}", **params)

    def _text(self, text: Text) -> str:
        return text.in_language(self.language)


def _by_topic(entries: Iterable[Entry]) -> list[Entry]:
    """Return entries with those of a topic together, topics and entries in the order of the file."""
    topics: dict[str, list[Entry]] = {}
    for entry in entries:
        topics.setdefault(entry.group, []).append(entry)
    return [entry for members in topics.values() for entry in members]
