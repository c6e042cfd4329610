"""The document of a policy file: what it is, an overview, every program with all its editions, every fact.

Conditions and ceilings are said as explanations say them. Nothing is said that the file does not say.
"""

from __future__ import annotations

from functools import cached_property
from itertools import groupby

from iotcheck.model import Condition, Edition, Everyone, Fact, FactType, Group, NoAmount, Not, PolicySet, Program
from iotcheck.model.walk import facts_below
from iotcheck.render.applying import window_items
from iotcheck.render.channels import Channels
from iotcheck.render.document import QUIET, Answer, Box, Cell, Decisions, Document, Item, Link, Prose, Row
from iotcheck.render.views import View, together
from iotcheck.texts import applying, say
from iotcheck.texts.ceilings import edition_ceiling, maximum_on
from iotcheck.texts.result import agencies, heading, outside, quoted
from iotcheck.texts.rules import Rules
from iotcheck.texts.values import day, fact_range, listing

_LONGEST_END = 60  # characters of a ceiling that still fit into a box


def docs_document(policies: PolicySet, language: str) -> Document:
    """Return the document of a policy set."""
    return _Docs(policies, language).document


class _Docs(View):
    """Writes one policy set into a document, part by part."""

    subject = "docs"

    def __init__(self, policies: PolicySet, language: str) -> None:
        super().__init__(policies, language)
        self.document = Document(policies.title.in_language(language))
        self.document.preface = (
            self.say("generated", day=day(language, policies.as_of)),
            say(language, "result.sentence", text=say(language, "result.disclaimer")),
        )
        self.rules = Rules(policies, language)
        self.channels = Channels(policies, language)
        self._write()

    def _write(self) -> None:
        """Write all below the title."""
        document = self.document

        def topic_of(program: Program) -> str:
            return self.topic(program.topic)

        programs = together(self.policies.programs.values(), topic_of)
        document.heading(self.say("overview"), anchor="overview")
        document.table(heading(self.language, "program"), map(self._overview, programs))
        for topic, members in groupby(programs, key=topic_of):
            document.heading(topic)
            for program in members:
                self._program(program)
        document.heading(self.say("facts"), anchor="facts")
        document.paragraph(self.say("facts-why"))
        for fact in self.policies.facts.values():
            self._fact(fact)
        if offices := tuple(self.channels.offices(self.policies.programs.values())):
            document.heading(applying.heading(self.language, "contacts"))
            document.items(offices)
        document.heading(self.say("sources"), anchor="sources")
        self._sources()
        if self.policies.notes:
            document.heading(say(self.language, "listings.notes"))
            document.items(self.notes(self.policies.notes))

    def _overview(self, program: Program) -> Row:
        as_of = self.policies.as_of
        edition = program.edition_on(as_of)
        cells = {
            "agency": listing(self.language, agencies(self.policies, self.language, program)),
            "status": heading(self.language, edition.status) if edition else outside(self.language, program, as_of),
            "ceiling": maximum_on(self.policies, self.language, program, as_of),
        }
        title = (Link(self.text(program.title), anchor=program.id),)
        return Row(title, tuple(Cell(heading(self.language, key), (text,)) for key, text in cells.items()))

    def _program(self, program: Program) -> None:
        document = self.document
        document.heading(self.text(program.title), 3, program.id)
        if program.summary:
            document.paragraph(self.text(program.summary))
        support = self.text(self.policies.supports[program.support])
        said = [*agencies(self.policies, self.language, program), support, program.id]
        document.paragraph(" · ".join(said), QUIET)
        if program.url:
            document.paragraph((Link(program.url, url=program.url),), QUIET)
        if (place := self.policies.channel(program)) is not None:
            where = say(self.language, "result.label", label=applying.heading(self.language, "where"), value="")
            link = self.channels.address(self.text(place))
            document.paragraph((where, *([link] if isinstance(link, str) else link)), QUIET)
        for edition in reversed(program.editions):
            if len(program.editions) > 1:
                document.heading(self.period(edition), 4)
            self._edition(program, edition)
        if program.notes:
            document.heading(say(self.language, "listings.notes"), 4)
            document.items(self.notes(program.notes))
        if program.next_steps:
            document.heading(say(self.language, "listings.next-steps"), 4)
            document.items(Item(self.text(step)) for step in program.next_steps)
        if program.see:
            document.heading(say(self.language, "listings.see"), 4)
            document.items(
                Item((Link(self.text(self.policies.programs[name].title), anchor=name),)) for name in program.see
            )

    def _edition(self, program: Program, edition: Edition) -> None:
        document = self.document
        standing = [heading(self.language, edition.status), heading(self.language, edition.confidence)]
        if edition.reviewed:
            standing.append(say(self.language, "listings.reviewed", day=day(self.language, edition.reviewed)))
        document.paragraph(" · ".join(standing), QUIET)
        if edition.when is None:
            document.paragraph(say(self.language, "listings.background"))
        else:
            title, conditions = self.conditions(edition.when, self.rules)
            document.paragraph(title)
            document.items(conditions)
        maximum = edition_ceiling(self.policies, self.language, edition)
        document.paragraph(self.say("ceiling", ceiling=maximum))
        if edition.reckoned:
            document.paragraph(applying.reckoned(self.language, edition.reckoned))
        if edition.applying:
            document.paragraph(applying.heading(self.language))
            document.items(window_items(self.policies, self.language, edition.applying))
        if edition.when is not None and not isinstance(edition.when, Everyone):
            figure = not isinstance(edition.ceiling, NoAmount) and len(maximum) <= _LONGEST_END
            met = maximum if figure else self.say("met")
            tree = decision_tree(self.rules, edition.when, self.say("decision", title=self.text(program.title)), met)
            if tree is not None:
                document.add(tree)
        cited = dict.fromkeys(quoted(self.policies, self.language, citation) for citation in edition.sources)
        document.paragraph(self.say("cited"))
        document.items(map(Item, cited))

    def _fact(self, fact: Fact) -> None:
        document = self.document
        document.heading(self.text(fact.label), 3, f"fact-{fact.id}")
        document.paragraph(self.text(fact.ask))
        said = [fact.id, self._type(fact)]
        if fact.asked_if is not None:
            said.append(say(self.language, "listings.asked-if", condition=self.rules.phrase(fact.asked_if)))
        document.paragraph(" · ".join(said), QUIET)
        if fact.help:
            document.paragraph(self.text(fact.help), QUIET)
        if fact.choices:
            labels = [self.say("choice", label=self.text(text), id=choice) for choice, text in fact.choices.items()]
            document.items(map(Item, labels))
        for key, programs in self._used[fact.id].items():
            links: list[str | Link] = [self.say(key)]
            for program in programs:
                links += [say(self.language, "values.comma")] if len(links) > 1 else []
                links.append(Link(self.text(program.title), anchor=program.id))
            if programs:
                document.paragraph(tuple(links))

    @cached_property
    def _used(self) -> dict[str, dict[str, list[Program]]]:
        """The programs whose conditions each fact decides, and those of whose ceiling it decides something."""
        used: dict[str, dict[str, list[Program]]] = {
            fact: {"decides": [], "amounts": []} for fact in self.policies.facts
        }
        for program in self.policies.programs.values():
            conditions = [edition.when for edition in program.editions if edition.when is not None]
            ceilings = [edition.ceiling for edition in program.editions if not isinstance(edition.ceiling, NoAmount)]
            for key, parts in (("decides", conditions), ("amounts", ceilings)):
                for fact in {fact for part in parts for fact in facts_below(self.policies, part)}:
                    used[fact][key].append(program)
        return used

    def _type(self, fact: Fact) -> str:
        key = {FactType.CHOICE: "one-of", FactType.CHOICES: "some-of"}.get(fact.type)
        if key:
            return self.say(key)
        name = "boolean" if fact.type is FactType.BOOLEAN else f"{fact.type}-answer"
        kind = say(self.language, f"listings.{name}")
        limits = fact_range(self.language, fact, self.policies.currency)
        return say(self.language, "listings.within", type=kind, span=limits) if limits else kind

    def _sources(self) -> None:
        items = []
        for source in self.policies.sources.values():
            said = [source.number, source.issuer, day(self.language, source.date) if source.date else None]
            if source.checked:
                said.append(self.say("checked", day=day(self.language, source.checked)))
            title = self.text(source.title)
            text: Prose = (Link(title, url=source.url),) if source.url else title
            items.append(Item(text, (" · ".join(part for part in said if part),)))
        self.document.items(items)


# The decision tree of a condition: question after question, yes or no, to an end.
#
# A named condition is one question, for its parts stand in the list beside the tree; what is to be confirmed is a
# question whose answer the agency has.

_LEAST_BOXES = 4  # two questions and both ends
MOST_BOXES = 24  # a larger tree explains nothing


def decision_tree(rules: Rules, condition: Condition, title: str, met: str) -> Decisions | None:
    """Return the decision tree of a program's condition; `met` says what it leads to.

    None if it would be too large to read, or if there is but one question.
    """
    tree = _Tree(rules)
    yes = tree.box(Box(met, end="yes"))
    no = tree.box(Box(say(rules.language, "docs.not-eligible"), end="no"))
    start = tree.build(condition, yes, no)
    if not _LEAST_BOXES <= len(tree.boxes) <= MOST_BOXES:
        return None
    return Decisions(title, _from_start(tree.boxes, start))


class _Tree:
    """Builds boxes from the last question to the first, so that each knows where its answers lead."""

    def __init__(self, rules: Rules) -> None:
        self.rules = rules
        self.boxes: list[Box] = []
        self._places: dict[Box, int] = {}

    def box(self, box: Box) -> int:
        """Return the place of a box; two that are equal are one."""
        if box not in self._places:
            self._places[box] = len(self.boxes)
            self.boxes.append(box)
        return self._places[box]

    def build(self, condition: Condition, yes: int, no: int) -> int:
        """Return the place of the first question of a condition whose truth leads to `yes` or to `no`."""
        if len(self.boxes) > MOST_BOXES:
            return no  # it is too large already
        match condition:
            case Not(text=None, child=child):
                return self.build(child, no, yes)
            case Group(text=None):
                return self._group(condition, yes, no)
            case _:
                words = say(self.rules.language, "docs.yes"), say(self.rules.language, "docs.no")
                text = self.rules.phrase(condition)
                return self.box(Box(text, (Answer(words[0], yes), Answer(words[1], no))))

    def _group(self, group: Group, yes: int, no: int) -> int:
        """Build row by row from the last child: `reached[k]` is where to go while k of those to come must hold.

        Only how many have held so far matters for what follows, not which: so n children of which k must hold need at
        most n × k boxes, where one for each row of answers would need up to 2ⁿ. At least 2 of a, b, c, to `yes`, `no`:

            place     reached[0]  reached[1]                   reached[2]
            (end)     yes         no                           no
            c         yes         c: yes → yes, no → no        no
            b         yes         b: yes → yes, no → c         b': yes → c, no → no
            a                                                  a: yes → b, no → b'

        A question reads `reached[needed - 1]` of the row after its own, so each row is built from its greatest count
        down. The bounds leave out counts that cannot be: more than there are children left, or fewer than the children
        before can have brought it to. `all` is k = n, a chain that ends at the first no; `any` is k = 1.
        """
        children, count = group.children, group.needed
        reached = [yes, *[no] * count]
        for place in reversed(range(len(children))):
            for needed in range(min(count, len(children) - place), max(0, count - place - 1), -1):
                reached[needed] = self.build(children[place], reached[needed - 1], reached[needed])
        return reached[count]


def _from_start(boxes: list[Box], start: int) -> tuple[Box, ...]:
    """Return the boxes that can be reached, in the order of reading."""
    order: list[int] = []
    waiting = [start]
    while waiting:
        place = waiting.pop()
        if place not in order:
            order.append(place)
            waiting.extend(answer.to for answer in reversed(boxes[place].answers))
    places = {old: new for new, old in enumerate(order)}
    return tuple(
        boxes[old]._replace(answers=tuple(Answer(word, places[to]) for word, to in boxes[old].answers)) for old in order
    )
