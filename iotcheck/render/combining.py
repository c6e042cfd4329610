"""The best combination of programs: as plain data, and as part of what is shown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from iotcheck.answers import plain_value
from iotcheck.engine import BestSet, ProgramReport
from iotcheck.model import PolicySet
from iotcheck.render.citations import sources
from iotcheck.render.document import BOLD, Document, Item
from iotcheck.render.views import View
from iotcheck.texts import values as words

if TYPE_CHECKING:
    from iotcheck.schemas import combining as data


def best_set_json(policies: PolicySet, best: BestSet, language: str) -> data.BestSet:
    """Return the best set of the programs that rules on combining name, and what it leaves out by which rule."""
    programs: list[data.InBestSet] = [
        {
            "program": name,
            "min": plain_value(adds.low),
            "max": plain_value(adds.high),
            "settled": adds.low is not None,
            "rules": list(adds.rules),
        }
        for name in policies.programs
        if (adds := best.programs.get(name)) is not None
    ]
    return {
        "programs": programs,
        "left_out": [
            {"program": name, "rules": list(best.left[name])} for name in policies.programs if name in best.left
        ],
        "not_compared": [name for name in policies.programs if name in best.uncompared],
        "may_change": list(best.may_change),
        "settled": best.settled,
        "exact": best.exact,
        "missing": list(best.missing),
        "rules": [
            {
                "text": state.rule.text.in_language(language),
                "truth": state.truth.name.lower(),
                "programs": list(state.rule.programs),
                "sources": sources(state.rule.sources),
            }
            for state in best.states
        ],
    }


class Combination(View):
    """What is shown of the best combination."""

    subject = "combining"

    def show(self, document: Document, best: BestSet, applicable: Iterable[ProgramReport]) -> None:
        """Show which of some programs it is, and what limits it, a line each."""
        shown = [result.program.id for result in applicable]
        chosen = [name for name in shown if name in best.programs]
        outside = [name for name in shown if name in best.left or name in best.uncompared]
        others = len(shown) - len(chosen) - len(outside)
        named = words.listing(self.language, [self._title(name) for name in chosen]) or self.say("none")
        if not outside:
            named = self.say("all")
        elif others:
            named = self.say("and-others", programs=named, n=others)
        document.fields([(self.say("best"), named)], BOLD)
        document.items(Item(line) for line in self._limits(best, shown))

    def note(self, best: BestSet, result: ProgramReport) -> str:
        """Return what the rules on combining say of one program, in a sentence; nothing where they do not limit it."""
        said = self.say("next").join(self._about(best, result.program.id))
        return self.say("in-best", said=said) if said else ""

    def standing(self, best: BestSet, result: ProgramReport) -> str:
        """Return whether an applicable program is part of the best combination, briefly; empty without rules."""
        name = result.program.id
        if not result.applicable:
            return self.say("perhaps") if name in best.may_change else ""
        if not best.matters:
            return ""
        if name in best.uncompared:
            return self.say("uncompared")
        part = next((part for part in best.parts if name in part.members), None)
        if part is not None and not part.settled:
            return self.say("perhaps")
        return self.say("out" if name in best.left else "in")

    def _limits(self, best: BestSet, shown: Sequence[str]) -> Iterator[str]:
        for name in shown:
            yield from self._about(best, name)
        if not best.settled:
            labels = [self.text(self.policies.facts[fact].label) for fact in best.missing]
            facts = words.listing(self.language, labels)
            yield self.say("open", facts=facts) if facts else self.say("open-otherwise")
        if best.may_change:
            titles = [self._title(name) for name in best.may_change]
            yield self.say("may-change", programs=words.listing(self.language, titles))
        if not best.exact:
            yield self.say("not-exact")

    def _about(self, best: BestSet, name: str) -> Iterator[str]:
        if name in best.left:
            yield self.say("without", program=self._title(name), rule=self._rules(best, best.left[name]))
        elif name in best.uncompared:
            yield self.say("not-compared", program=self._title(name), rule=self._rules(best, best.uncompared[name]))
        elif name in best.programs and best.programs[name].rules and (low := best.programs[name].low) is not None:
            amount = words.money(self.language, low, self.policies.currency)
            rule = self._rules(best, best.programs[name].rules)
            yield self.say("adds", program=self._title(name), amount=amount, rule=rule)

    def _rules(self, best: BestSet, numbers: Iterable[int]) -> str:
        texts = [self.say("rule", text=self.text(best.states[number].rule.text)) for number in numbers]
        return words.listing(self.language, texts)

    def _title(self, name: str) -> str:
        return self.text(self.policies.programs[name].title)
