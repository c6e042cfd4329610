"""The listings of all programs and of all questions: what a policy file says, without an applicant."""

from collections.abc import Iterable
from datetime import date
from operator import attrgetter
from typing import Any

from iotcheck.answers import plain_value
from iotcheck.model import Fact, FactType, NoAmount, PolicySet, Program
from iotcheck.model.walk import facts_below
from iotcheck.render.document import QUIET, Cell, Document, Row
from iotcheck.render.json import head
from iotcheck.render.program import program_summary, standing
from iotcheck.render.views import View, together
from iotcheck.texts import result as results
from iotcheck.texts import say
from iotcheck.texts import values as words
from iotcheck.texts.ceilings import maximum_on
from iotcheck.texts.rules import Rules
from iotcheck.values import money_examples

_GROUP = attrgetter("group")


def programs_document(policies: PolicySet, language: str, as_of: date) -> Document:
    """Return the list of all programs with their standing and ceiling on a day."""
    return _Listing(policies, language, as_of).programs()


def questions_document(policies: PolicySet, language: str) -> Document:
    """Return the list of all facts: what is asked, how it may be answered, which programs use it."""
    return _Listing(policies, language, policies.as_of).questions()


def programs_json(policies: PolicySet, language: str, as_of: date) -> dict[str, Any]:
    """Return the document of kind "programs": every program on a day."""
    programs = [program_summary(policies, program, as_of, language) for program in policies.programs.values()]
    return {**head("programs", policies, as_of, language), "programs": programs}


def questions_json(policies: PolicySet, language: str) -> dict[str, Any]:
    """Return the document of kind "questions": every fact, with its choices and range."""
    used = _programs_by_fact(policies)
    rules = Rules(policies, language)
    questions = [
        {
            **question_json(fact, language),
            "topic": fact.topic.in_language(language) if fact.topic else None,
            "unit": fact.unit.in_language(language) if fact.unit else None,
            "asked_if": rules.phrase(fact.asked_if) if fact.asked_if else None,
            "otherwise": plain_value(fact.otherwise),
            "programs": used[fact.id],
        }
        for fact in policies.facts.values()
    ]
    return {**head("questions", policies, policies.as_of, language), "questions": questions}


def _programs_by_fact(policies: PolicySet) -> dict[str, list[str]]:
    """Return for every fact the programs whose conditions or maximum use it."""
    used: dict[str, list[str]] = {fact: [] for fact in policies.facts}
    for program in policies.programs.values():
        rules = [rule for edition in program.editions for rule in (edition.when, edition.ceiling)]
        stated = [rule for rule in rules if rule is not None and not isinstance(rule, NoAmount)]
        for fact in {fact for rule in stated for fact in facts_below(policies, rule)}:
            used[fact].append(program.id)
    return used


def answers_template(policies: PolicySet, language: str) -> str:
    """Return an answers file in YAML with all of its lines commented out."""
    lines = [
        f"# {line}"
        for line in say(language, "commands.head", title=_line(policies.title.in_language(language))).splitlines()
    ]
    for name, fact in policies.facts.items():
        lines += ["", f"# {_line(fact.ask.in_language(language))}"]
        if fact.help:
            lines.append(f"#   {_line(fact.help.in_language(language))}")
        lines += [f"#   {choice}: {_line(label.in_language(language))}" for choice, label in fact.choices.items()]
        lines.append(f"# {name}: {_example(fact, policies.currency)}")
    return "\n".join(lines) + "\n"


def _line(text: str) -> str:
    return " ".join(text.split())


def _example(fact: Fact, currency: str) -> str:
    choices = list(fact.choices)
    match fact.type:
        case FactType.BOOLEAN:
            return "true"
        case FactType.CHOICE:
            return choices[0]
        case FactType.CHOICES:
            return f"[{', '.join(choices[:2])}]"
        case FactType.DATE:
            return "2019-05-31"
        case FactType.MONEY:
            return money_examples(currency)[1]
        case _:
            return str(fact.minimum if fact.minimum is not None else 1)


class _Listing(View):
    """One policy set on its way to a document."""

    subject = "listings"

    def __init__(self, policies: PolicySet, language: str, as_of: date) -> None:
        super().__init__(policies, language)
        self.as_of = as_of

    def programs(self) -> Document:
        """Show all programs by topic."""
        page, programs = Document(self.text(self.policies.title)), self.policies.programs.values()
        count = words.programs(self.language, len(programs))
        page.paragraph(self.say("count", programs=count, day=words.day(self.language, self.as_of)), QUIET)
        page.blank()
        page.table(results.heading(self.language, "program"), together(map(self._program_row, programs), key=_GROUP))
        page.blank()
        page.paragraph(self.say("show"), QUIET)
        return page

    def questions(self) -> Document:
        """Show all facts by topic."""
        page, facts = Document(self.text(self.policies.title)), self.policies.facts.values()
        page.paragraph(self.say("one-question" if len(facts) == 1 else "questions-count", n=len(facts)), QUIET)
        page.blank()
        used = _programs_by_fact(self.policies)
        rows = (self._question(fact, len(used[fact.id])) for fact in facts)
        page.table(self.say("question"), together(rows, key=_GROUP))
        return page

    def _program_row(self, program: Program) -> Row:
        agencies = results.agencies(self.policies, self.language, program)
        cells = (
            Cell(results.heading(self.language, "agency"), tuple(agencies), folded=True),
            Cell(
                results.heading(self.language, "ceiling"),
                (maximum_on(self.policies, self.language, program, self.as_of),),
            ),
            Cell(self.say("status"), (standing(self.language, program, self.as_of),)),
        )
        below = Cell(self.say("id"), (program.id,))
        return Row(self.text(program.title), cells, below, group=self.topic(program.topic))

    def _question(self, fact: Fact, programs: int) -> Row:
        asked = Rules(self.policies, self.language).phrase(fact.asked_if) if fact.asked_if else ""
        lines = [*self._answers(fact)]
        if asked:
            lines.append(self.say("asked-if", condition=asked))
        if fact.otherwise is not None:
            value = words.fact_value(self.language, fact, fact.otherwise, self.policies.currency)
            lines.append(self.say("otherwise", value=value))
        every = programs == len(self.policies.programs)
        cells = (
            Cell(self.say("answers"), tuple(lines)),
            Cell(self.say("used-by"), (self.say("all-programs" if every else "some-programs", n=programs),)),
        )
        return Row(self.text(fact.ask), cells, below=Cell(self.say("id"), (fact.id,)), group=self.topic(fact.topic))

    def _answers(self, fact: Fact) -> Iterable[str]:
        if fact.type is FactType.BOOLEAN:
            yield self.say("boolean")
            return
        low, high = fact.minimum, fact.maximum
        if fact.choices:
            if fact.type is FactType.CHOICES:
                key = "several" + ("-between" if low and high else "-least" if low else "-most" if high else "")
                yield self.say(key, low=low, high=high)
            for choice, label in fact.choices.items():
                yield self.say("choice", label=self.text(label), id=choice)
            for group in fact.groups:
                yield self.group(fact, group)
            return
        said = self.say(f"{fact.type}-answer")
        if fact.unit:
            said = self.say("in-unit", type=said, unit=self.text(fact.unit))
        span = words.fact_range(self.language, fact, self.policies.currency)
        yield self.say("within", type=said, span=span) if span else said


def question_json(fact: Fact, language: str) -> dict[str, Any]:
    """Return one fact as it is asked: texts, choices, limits."""
    return {
        "id": fact.id,
        "type": fact.type,
        "ask": fact.ask.in_language(language),
        "label": fact.label.in_language(language),
        "help": fact.help.in_language(language) if fact.help else None,
        "choices": {choice: label.in_language(language) for choice, label in fact.choices.items()},
        **_groups_json(fact, language),
        "min": plain_value(fact.minimum),
        "max": plain_value(fact.maximum),
        "changeable": fact.changeable,
    }


def _groups_json(fact: Fact, language: str) -> dict[str, Any]:
    """Return the groups of a fact's choices by id, where it has any."""
    groups = {
        group.id: {"label": group.label.in_language(language), "choices": list(group.choices), "in": group.within}
        for group in fact.groups
    }
    return {"groups": groups} if groups else {}
