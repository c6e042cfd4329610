"""The document of a policy file: what it is, an overview, every program with all its editions, every fact.

Conditions and ceilings are said as explanations say them. Nothing is said that the file does not say.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from iotcheck.authoring.docs.blocks import Block, Document, Grid, Heading, Inline, Leaf, Link, Paragraph, Points
from iotcheck.authoring.docs.decisions import decision_tree
from iotcheck.model import All, Edition, Everyone, Fact, FactType, NoAmount, Note, PolicySet, Program, Text
from iotcheck.model.walk import facts_below
from iotcheck.texts import say
from iotcheck.texts.ceilings import ceiling_rule
from iotcheck.texts.format import day, fact_range, listing
from iotcheck.texts.result import agencies, heading, note_facts, quoted
from iotcheck.texts.rules import RuleLine, Rules


def document_of(policies: PolicySet, language: str) -> Document:
    """Return the document of a policy set in a language."""
    return Document(language, policies.title.in_language(language), tuple(_Pages(policies, language).all()))


class _Pages:
    """Says one policy set, part by part."""

    def __init__(self, policies: PolicySet, language: str) -> None:
        self.policies = policies
        self.language = language
        self.rules = Rules(policies, language)

    def all(self) -> Iterator[Block]:
        """Yield the whole document."""
        yield Heading(1, self._text(self.policies.title))
        yield self._small(self._say("generated", day=day(self.language, self.policies.as_of)))
        disclaimer = say(self.language, "result.disclaimer")
        yield self._small(say(self.language, "result.sentence", text=disclaimer))
        yield Heading(2, self._say("overview"), "overview")
        yield self._overview()
        for topic, members in groupby(self._by_topic(), key=lambda program: self._topic(program.topic)):
            yield Heading(2, topic)
            for program in members:
                yield from self._program(program)
        yield Heading(2, self._say("facts"), "facts")
        yield Paragraph((self._say("facts-why"),))
        for fact in self.policies.facts.values():
            yield from self._fact(fact)
        yield Heading(2, self._say("sources"), "sources")
        yield self._sources()
        if self.policies.notes:
            yield Heading(2, say(self.language, "listings.notes"))
            yield self._notes(self.policies.notes)

    def _overview(self) -> Block:
        rows = []
        for program in self._by_topic():
            edition = program.edition_on(self.policies.as_of)
            title: tuple[Inline, ...] = (Link(self._text(program.title), anchor=program.id),)
            status = heading(self.language, edition.status if edition else "no-edition")
            ceiling = ceiling_rule(self.policies, self.language, edition.ceiling) if edition else "—"
            names = listing(self.language, agencies(self.policies, self.language, program)) or "—"
            rows.append((title, (names,), (status,), (ceiling,)))
        header = tuple(heading(self.language, key) for key in ("program", "agency", "status", "ceiling"))
        return Grid(header, tuple(rows))

    def _program(self, program: Program) -> Iterator[Block]:
        yield Heading(3, self._text(program.title), program.id)
        if program.summary:
            yield Paragraph((self._text(program.summary),))
        support = self._text(self.policies.supports[program.support])
        said = [agencies(self.policies, self.language, program), [support], [program.id]]
        yield self._small(" · ".join(part for parts in said for part in parts))
        if program.url:
            yield Paragraph((Link(program.url, url=program.url),), small=True)
        for edition in reversed(program.editions):
            if len(program.editions) > 1:
                yield Heading(4, self._period(edition))
            yield from self._edition(program, edition)
        if program.notes:
            yield Heading(4, say(self.language, "listings.notes"))
            yield self._notes(program.notes)
        if program.next_steps:
            yield Heading(4, say(self.language, "listings.next-steps"))
            yield Points(tuple(Leaf(0, (self._text(step),)) for step in program.next_steps))
        if program.see:
            yield Heading(4, say(self.language, "listings.see"))
            links = (Link(self._text(self.policies.programs[one].title), anchor=one) for one in program.see)
            yield Points(tuple(Leaf(0, (link,)) for link in links))

    def _edition(self, program: Program, edition: Edition) -> Iterator[Block]:
        standing = [heading(self.language, edition.status), heading(self.language, edition.confidence)]
        if edition.reviewed:
            standing.append(say(self.language, "listings.reviewed", day=day(self.language, edition.reviewed)))
        yield self._small(" · ".join(standing))
        if edition.when is None:
            yield Paragraph((say(self.language, "listings.background"),))
        else:
            everything = isinstance(edition.when, All) and edition.when.text is None and len(edition.when.children) > 1
            yield Paragraph((say(self.language, "listings.conditions-all" if everything else "listings.conditions"),))
            yield Points(tuple(self._condition(line) for line in self._lines(edition, everything=everything)))
        yield Paragraph((self._say("ceiling", ceiling=ceiling_rule(self.policies, self.language, edition.ceiling)),))
        if edition.when is not None and not isinstance(edition.when, Everyone):
            met = ceiling_rule(self.policies, self.language, edition.ceiling)
            if isinstance(edition.ceiling, NoAmount) or len(met) > _LONGEST_END:
                met = self._say("met")
            tree = decision_tree(self.rules, edition.when, self._say("decision", title=self._text(program.title)), met)
            if tree is not None:
                yield tree
        cited = tuple(dict.fromkeys(quoted(self.policies, self.language, one) for one in edition.sources))
        yield Paragraph((self._say("cited"),))
        yield Points(tuple(Leaf(0, (one,)) for one in cited))

    def _lines(self, edition: Edition, *, everything: bool) -> list[RuleLine]:
        if everything and isinstance(edition.when, All):
            return [line for child in edition.when.children for line in self.rules.lines(child)]
        return list(self.rules.lines(edition.when)) if edition.when is not None else []

    def _condition(self, line: RuleLine) -> Leaf:
        below = [say(self.language, "listings.literal", rule=line.literal)] if line.literal else []
        below += dict.fromkeys(quoted(self.policies, self.language, one) for one in line.sources)
        return Leaf(line.depth, (line.text,), tuple(below))

    def _fact(self, fact: Fact) -> Iterator[Block]:
        yield Heading(3, self._text(fact.label), f"fact-{fact.id}")
        yield Paragraph((self._text(fact.ask),))
        said = [fact.id, self._type(fact)]
        if fact.asked_if is not None:
            said.append(say(self.language, "listings.asked-if", condition=self.rules.phrase(fact.asked_if)))
        yield self._small(" · ".join(said))
        if fact.help:
            yield Paragraph((self._text(fact.help),), small=True)
        if fact.choices:
            labels = [self._say("choice", label=self._text(text), id=choice) for choice, text in fact.choices.items()]
            yield Points(tuple(Leaf(0, (label,)) for label in labels))
        for key, programs in self._used(fact).items():
            if programs:
                links: list[Inline] = [self._say(key)]
                for place, program in enumerate(programs):
                    links += [say(self.language, "format.comma")] if place else []
                    links.append(Link(self._text(program.title), anchor=program.id))
                yield Paragraph(tuple(links))

    def _used(self, fact: Fact) -> dict[str, list[Program]]:
        """Return the programs whose conditions a fact decides, and those of whose ceiling it decides something."""
        used: dict[str, list[Program]] = {"decides": [], "amounts": []}
        for program in self.policies.programs.values():
            for edition in reversed(program.editions):
                when = edition.when is not None and fact.id in facts_below(self.policies, edition.when)
                figure = not isinstance(edition.ceiling, NoAmount) and fact.id in facts_below(
                    self.policies, edition.ceiling
                )
                for key, found in (("decides", when), ("amounts", figure)):
                    if found and program not in used[key]:
                        used[key].append(program)
        return used

    def _type(self, fact: Fact) -> str:
        key = {FactType.CHOICE: "one-of", FactType.CHOICES: "some-of"}.get(fact.type)
        if key:
            return self._say(key)
        name = "boolean" if fact.type is FactType.BOOLEAN else f"{fact.type}-answer"
        kind = say(self.language, f"listings.{name}")
        limits = fact_range(self.language, fact, self.policies.currency)
        return say(self.language, "listings.within", type=kind, span=limits) if limits else kind

    def _sources(self) -> Block:
        leaves = []
        for source in self.policies.sources.values():
            said = [source.number, source.issuer, day(self.language, source.date) if source.date else None]
            if source.checked:
                said.append(self._say("checked", day=day(self.language, source.checked)))
            named = self._text(source.title)
            link: Inline = Link(named, url=source.url) if source.url else named
            line = " · ".join(one for one in said if one)
            leaves.append(Leaf(0, (link,), (line,) if line else ()))
        return Points(tuple(leaves))

    def _notes(self, notes: tuple[Note, ...]) -> Block:
        return Points(
            tuple(Leaf(0, (self._text(note.text),), note_facts(self.policies, self.language, note)) for note in notes)
        )

    def _by_topic(self) -> list[Program]:
        """Return the programs, those of a topic together, in the order of the topics' first programs."""
        topics = list(dict.fromkeys(self._topic(program.topic) for program in self.policies.programs.values()))
        return sorted(self.policies.programs.values(), key=lambda one: topics.index(self._topic(one.topic)))

    def _topic(self, topic: Text | None) -> str:
        return self._text(topic) if topic else say(self.language, "listings.other-topic")

    def _period(self, edition: Edition) -> str:
        start, until = (day(self.language, end) if end else "" for end in (edition.start, edition.until))
        key = "from-until" if start and until else "from" if start else "until" if until else "always"
        return say(self.language, f"listings.{key}", start=start, until=until)

    def _text(self, text: Text) -> str:
        return text.in_language(self.language)

    def _small(self, text: str) -> Paragraph:
        return Paragraph((text,), small=True)

    def _say(self, key: str, **params: object) -> str:
        return say(self.language, f"docs.{key}", **params)


_LONGEST_END = 60  # characters of a ceiling that still fit into a box
