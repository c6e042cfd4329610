"""The document of a policy file: what it is, an overview, every program with all its editions, every fact.

Conditions and ceilings are said as explanations say them. Nothing is said that the file does not say.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from itertools import groupby

from iotcheck.authoring.figures.support import support
from iotcheck.authoring.passages import SourceText
from iotcheck.model import Citation, Edition, Everyone, Fact, FactType, NoAmount, PolicySet, Program
from iotcheck.model.walk import facts_below
from iotcheck.render.applying import window_items
from iotcheck.render.channels import Channels
from iotcheck.render.decisions import decision_tree
from iotcheck.render.document import QUIET, Cell, Document, Item, Link, Prose, Row
from iotcheck.render.evidence import Documents
from iotcheck.render.figures import figure_items
from iotcheck.render.views import View, together
from iotcheck.texts import applying, combining, say
from iotcheck.texts.ceilings import edition_ceiling, maximum_on
from iotcheck.texts.result import agencies, heading, outside, quoted
from iotcheck.texts.rules import Rules
from iotcheck.texts.values import day, fact_range, fact_value, listing

_LONGEST_END = 60  # characters of a ceiling that still fit into a box


def docs_document(policies: PolicySet, language: str, texts: Mapping[str, SourceText] | None = None) -> Document:
    """Return the document of a policy set; `texts` are those of its sources, as far as they are at hand."""
    return _Docs(policies, language, texts or {}).document


class _Docs(View):
    """Writes one policy set into a document, part by part."""

    subject = "docs"

    def __init__(self, policies: PolicySet, language: str, texts: Mapping[str, SourceText]) -> None:
        super().__init__(policies, language)
        self.texts = texts
        self.figures = support(policies)
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
        if rules := combining.naming(self.policies.combine, program.id):
            document.heading(combining.heading(self.language), 4)
            document.items(self.combining(rules, self.rules))
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
        if edition.documents:
            document.paragraph(applying.heading(self.language, "documents"))
            document.items(Documents(self.policies, self.language).stated(edition, self.rules))
        if edition.when is not None and not isinstance(edition.when, Everyone):
            figure = not isinstance(edition.ceiling, NoAmount) and len(maximum) <= _LONGEST_END
            met = maximum if figure else self.say("met")
            tree = decision_tree(self.rules, edition.when, self.say("decision", title=self.text(program.title)), met)
            if tree is not None:
                document.add(tree)
        cited = dict.fromkeys(self._cited(citation) for citation in edition.sources)
        document.paragraph(self.say("cited"))
        document.items(cited)
        if figures := figure_items(self.policies, self.language, edition, self.figures, self.texts):
            document.paragraph(self.say("figures"))
            document.items(figures)

    def _cited(self, citation: Citation) -> Item:
        """Return a citation with its words, and what the authors read out of them."""
        reading = self.say("reading", text=self.text(citation.reading)) if citation.reading else ""
        return Item(quoted(self.policies, self.language, citation), (reading,) if reading else ())

    def _fact(self, fact: Fact) -> None:
        document = self.document
        document.heading(self.text(fact.label), 3, f"fact-{fact.id}")
        document.paragraph(self.text(fact.ask))
        said = [fact.id, self._type(fact)]
        if fact.asked_if is not None:
            said.append(say(self.language, "listings.asked-if", condition=self.rules.phrase(fact.asked_if)))
        if fact.otherwise is not None:
            value = fact_value(self.language, fact, fact.otherwise, self.policies.currency)
            said.append(say(self.language, "listings.otherwise", value=value))
        document.paragraph(" · ".join(said), QUIET)
        if fact.help:
            document.paragraph(self.text(fact.help), QUIET)
        for line in Documents(self.policies, self.language).proving([fact.id]):
            document.paragraph(line, QUIET)
        if fact.choices:
            labels = [self.say("choice", label=self.text(text), id=choice) for choice, text in fact.choices.items()]
            labels += [self.group(fact, group) for group in fact.groups]
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
            below = (" · ".join(part for part in said if part),)
            items.append(Item(text, below, anchor=f"source-{source.id}"))
        self.document.items(items)
