"""What views of a policy file share: its texts in one language, and how they say what it holds."""

from collections.abc import Callable, Iterable
from typing import TypeVar

from iotcheck.model import All, Citation, Condition, Edition, Everyone, Fact, Note, PolicySet, Text
from iotcheck.model.combining import CombineRule
from iotcheck.model.facts import ChoiceGroup
from iotcheck.render.document import Item, Link, Prose
from iotcheck.texts import combining, say
from iotcheck.texts import result as results
from iotcheck.texts import values as words
from iotcheck.texts.rules import RuleLine, Rules

_Thing = TypeVar("_Thing")


class View:
    """Something shown of a policy file in one language; `subject` is the module of `texts` with its sentences."""

    subject = "result"

    def __init__(self, policies: PolicySet, language: str) -> None:
        self.policies = policies
        self.language = language

    def say(self, key: str, **params: object) -> str:
        """Return a sentence of the view's own."""
        return say(self.language, f"{self.subject}.{key}", **params)

    def group(self, fact: Fact, group: ChoiceGroup) -> str:
        """Return a group of a fact's choices with all that are in it."""
        choices = words.listing(self.language, [self.text(fact.choices[choice]) for choice in group.choices])
        return say(self.language, "values.group", label=self.text(group.label), id=group.id, choices=choices)

    def text(self, text: Text) -> str:
        """Return a text of the file."""
        return text.in_language(self.language)

    def period(self, edition: Edition) -> str:
        """Return from when until when an edition is in force."""
        start, until = (words.day(self.language, end) if end else "" for end in (edition.start, edition.until))
        key = "from-until" if start and until else "from" if start else "until" if until else "always"
        return say(self.language, f"listings.{key}", start=start, until=until)

    def notes(self, notes: Iterable[Note]) -> Iterable[Item]:
        """Return notes with their days, confidence and sources."""
        return (Item(self.text(note.text), results.note_facts(self.policies, self.language, note)) for note in notes)

    def quoted(self, citation: Citation) -> Prose:
        """Return where a citation points, a link where its source has a page, and its words."""
        place = results.citation(self.policies, self.language, citation)
        text = results.quoted(self.policies, self.language, citation)
        url = self.policies.sources[citation.document].url
        return (Link(place, url=url), text.removeprefix(place)) if url else text

    def combining(self, limits: Iterable[CombineRule], rules: Rules) -> Iterable[Item]:
        """Return rules on combining programs: in their authors' words, in detail, and where they stand."""
        for rule in limits:
            cited = [results.citation(self.policies, self.language, one) for one in rule.sources]
            below = (combining.in_words(rules, rule), words.listing(self.language, cited))
            yield Item(self.text(rule.text), tuple(one for one in below if one))

    def topic(self, topic: Text | None) -> str:
        """Return a topic; what has none stands under one of its own."""
        return self.text(topic) if topic else say(self.language, "listings.other-topic")

    def conditions(self, when: Condition | Everyone, rules: Rules) -> tuple[str, list[Item]]:
        """Return the heading of an edition's conditions, and the conditions as a tree."""
        heading = say(self.language, "listings.conditions-all" if needs_all(when) else "listings.conditions")
        return heading, [self._condition(line) for line in condition_lines(when, rules)]

    def _condition(self, line: RuleLine) -> Item:
        below = [say(self.language, "listings.literal", rule=line.literal)] if line.literal else []
        below += dict.fromkeys(results.quoted(self.policies, self.language, citation) for citation in line.sources)
        return Item(line.text, tuple(below), depth=line.depth)


def needs_all(when: Condition | Everyone) -> bool:
    """Whether the conditions of an edition are several that must all hold, without a name in common."""
    return isinstance(when, All) and when.text is None and len(when.children) > 1


def condition_lines(when: Condition | Everyone, rules: Rules) -> list[RuleLine]:
    """Return the conditions of an edition as lines, the uppermost ones at depth 0."""
    if isinstance(when, All) and needs_all(when):
        return [line for child in when.children for line in rules.lines(child)]
    return list(rules.lines(when))


def together(things: Iterable[_Thing], key: Callable[[_Thing], str]) -> list[_Thing]:
    """Return things with those of equal keys side by side, in the order in which the keys come first."""
    groups: dict[str, list[_Thing]] = {}
    for thing in things:
        groups.setdefault(key(thing), []).append(thing)
    return [thing for members in groups.values() for thing in members]
