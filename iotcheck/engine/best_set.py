"""What the rules on combining programs come to: the best set by the amounts alone, what it leaves out and pays.

While facts are open, what the best set pays lies between two ends. For the lower one every amount and every limit is at
its lowest and every rule that may hold does; for the upper one they are at their highest, and only rules that certainly
hold do. Both are ends for every completion of the answers, since what can be paid only grows with amounts and limits
and only shrinks with rules: a choice that is possible at the lower end is possible in every completion, and one that is
possible in a completion is at the upper end. Where all is known both are the same. They are of the programs that are
applicable now, as all totals are: *one of A (10 to 30) and B (20)* pays 20 to 30.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Literal, NamedTuple

from iotcheck.engine.bounds import Rules
from iotcheck.engine.choosing import Choice, choose, parts_of
from iotcheck.engine.combining import Adds, Part, RuleState, Standing, Sum
from iotcheck.engine.packing import Limit
from iotcheck.logic import Truth
from iotcheck.model import PolicySet, SumGroup
from iotcheck.model.combining import AtMostOf, BeforeThen, JointCap, LessBy
from iotcheck.values import Number

End = Literal["low", "high", "top"]
ENDS: tuple[End, ...] = ("low", "high", "top")


def best_parts(policies: PolicySet, states: Sequence[RuleState], standings: Mapping[str, Standing]) -> tuple[Part, ...]:
    """Return the best set by parts; `standings` are those of the programs that rules name, in the file's order."""
    return _Best(policies, states, standings).parts()


class _Setting(NamedTuple):
    """The amounts of the programs that can be had, by their places, and the rules, at one end."""

    amounts: dict[int, Number]
    rules: Rules
    barred: dict[int, int]  # programs that need one which cannot be had → the number of the rule

    def within(self, part: frozenset[int]) -> _Setting:
        amounts = {place: one for place, one in self.amounts.items() if place in part}
        barred = {place: number for place, number in self.barred.items() if place in part}
        return _Setting(amounts, self.rules.binding(amounts), barred)


class _Best:
    """The best set for rules and programs as they stand."""

    def __init__(self, policies: PolicySet, states: Sequence[RuleState], standings: Mapping[str, Standing]) -> None:
        self.policies = policies
        self.states = states
        self.names = list(standings)
        self.place = {name: place for place, name in enumerate(self.names)}
        self.standings = list(standings.values())
        limits = [one for state in states for one in (state.low, state.high, state.top)]
        amounts = [one for standing in self.standings for one in (standing.low, standing.high, standing.top)]
        # What has no end counts as more than all else together: what comes to as much has no end either.
        self.endless: Number = 1 + sum([one for one in (*limits, *amounts) if one is not None])
        self.settings = {end: self._setting(end) for end in ENDS}
        self.unwanted = self._unwanted()

    def parts(self) -> tuple[Part, ...]:
        """Return the programs that can be had, by what joins them at one of the ends."""
        had = [place for place, standing in enumerate(self.standings) if standing.applicable]
        joined = [members for one in self.settings.values() for members in one.rules.binding(one.amounts).joined()]
        return tuple([self._part(part) for part in parts_of(had, joined)])

    def _setting(self, end: End) -> _Setting:
        """Return what holds at an end: at the lower one all rules that may hold, else those that certainly do."""
        held = Truth.UNKNOWN if end == "low" else Truth.TRUE
        amounts = {
            place: self._end(getattr(standing, end)) if standing.stated else 0
            for place, standing in enumerate(self.standings)
            if standing.applicable
        }
        active = [(number, state) for number, state in enumerate(self.states) if state.truth >= held]
        barred = self._barred(active, amounts.keys(), end)
        counts, caps, needs, less = [], [], [], dict[int, frozenset[int]]()
        for _, state in active:
            members = frozenset([self.place[name] for name in state.rule.programs])
            match state.rule:
                case AtMostOf(count=count):
                    counts.append((members, count))
                case JointCap():
                    if (most := getattr(state, end)) is not None:
                        caps.append(Limit(members, most))
                case LessBy(programs=(name, by)):
                    place = self.place[name]
                    less[place] = less.get(place, frozenset()) | {self.place[by]}
                case _:
                    first, then = state.rule.programs
                    needs.append((self.place[first], self.place[then]))
        rules = Rules(tuple(counts), tuple(caps), less, tuple(needs))
        return _Setting({place: one for place, one in amounts.items() if place not in barred}, rules, barred)

    def _barred(self, active: list[tuple[int, RuleState]], had: Iterable[int], end: End) -> dict[int, int]:
        """Return the programs that cannot be had as they need others, with the numbers of the rules that say so.

        What needs a program that may yet prove applicable cannot be had at the lower end, and can at the others.
        """
        available = {*had}
        if end != "low":
            available |= {place for place, standing in enumerate(self.standings) if standing.may_be}
        barred: dict[int, int] = {}
        before = -1
        while before < len(barred):
            before = len(barred)
            for number, state in active:
                if isinstance(state.rule, BeforeThen):
                    first, then = [self.place[name] for name in state.rule.programs]
                    if first not in available or first in barred:
                        barred.setdefault(then, number)
        return barred

    def _end(self, amount: Number | None) -> Number:
        return self.endless if amount is None else amount

    def _unwanted(self) -> frozenset[int]:
        """Return the programs without a stated amount that compete with others, or are taken off others."""
        found: set[int] = set()
        for amounts, rules, _ in self.settings.values():
            competing = [members for members, count in rules.counts if len(members.intersection(amounts)) > count]
            found.update(*competing, *[by for place, by in rules.less.items() if place in amounts])
        return frozenset([one for one in found if self.standings[one].applicable and not self.standings[one].stated])

    def _part(self, part: frozenset[int]) -> Part:
        low, high, top = (self.settings[end].within(part) for end in ENDS)
        choices = [choose(low.amounts, low.rules, self.unwanted)]
        decided = low == high == top
        choices += [choices[0] if decided else choose(one.amounts, one.rules, self.unwanted) for one in (high, top)]
        paid = {place: amount for choice in choices[0] for place, amount in choice.paid.items()}
        chosen = self._paying(low, paid)
        settled = decided or self._certain(low, high, chosen)
        barred = {place: (number,) for place, number in low.barred.items()}
        reasons = {**{place: self._reasons(low, paid, place) for place in low.amounts}, **barred}
        uncompared = [place for place in sorted(part & self.unwanted) if place not in paid]
        left = [place for place in sorted(part) if place not in chosen and place not in uncompared]
        return Part(
            programs={self.names[one]: self._adds(one, paid, reasons[one], decided, settled) for one in sorted(chosen)},
            left={self.names[one]: reasons[one] for one in left},
            uncompared={self.names[one]: self._competes(one) for one in uncompared},
            ends=self._ends(part, paid if decided else None, chosen if settled else None, choices),
            settled=settled,
            exact=all(choice.exact for ends in choices for choice in ends),
        )

    def _paying(self, low: _Setting, paid: Mapping[int, Number]) -> set[int]:
        """Return the programs that pay something, or could pay nothing by themselves, and what these need."""
        found = {place for place, amount in paid.items() if amount or not low.amounts[place]}
        before = 0
        while before < len(found):
            before = len(found)
            found.update([first for first, then in low.rules.needs if then in found and first in paid])
        return found

    def _certain(self, low: _Setting, high: _Setting, chosen: set[int]) -> bool:
        """Whether a set is best however the open facts turn out, as far as that can be told from amounts alone.

        Against the set speaks most what lowers each of its own amounts and raises all others. Programs of two sets pay
        the same in both, so nothing else has to be tried. Where limits are shared that is not so, and nothing is said.
        """
        shares = (*low.rules.caps, *high.rules.caps, *low.rules.less, *high.rules.less)
        if shares or any(not low.amounts.get(place) for place in high.amounts if place not in chosen):
            return False  # what may turn out to pay nothing hinders nobody, and is in the set then
        worst = {place: low.amounts[place] if place in chosen else one for place, one in high.amounts.items()}
        choices = choose(worst, high.rules, self.unwanted)
        return {place for choice in choices for place in choice.paid} == chosen and all(one.exact for one in choices)

    def _reasons(self, low: _Setting, paid: Mapping[int, Number], place: int) -> tuple[int, ...]:
        """Return the numbers of the rules by which a program pays less than by itself, or is left out."""
        if place in paid and paid[place] >= low.amounts[place]:
            return ()
        found = []
        for number, state in enumerate(self.states):
            places = [self.place[name] for name in state.rule.programs]
            if place not in places or state.truth is Truth.FALSE:
                continue
            others = [one for one in places if one in paid]
            match state.rule:
                case AtMostOf(count=count):
                    hinders = place not in paid and len(others) >= count
                case JointCap():
                    hinders = place in paid and sum([paid[one] for one in others]) >= state.low
                case LessBy():
                    hinders = place in paid and any(paid[one] for one in others if one != place)
                case _:
                    hinders = place == places[1] and places[0] not in paid
            if hinders:
                found.append(number)
        return tuple(found)

    def _competes(self, place: int) -> tuple[int, ...]:
        """Return the numbers of the rules by which a program would be compared with others if its amount were known."""
        found = []
        for number, state in enumerate(self.states):
            others = {self.place[name] for name in state.rule.programs}
            competes = isinstance(state.rule, AtMostOf | LessBy) and state.truth is not Truth.FALSE
            if competes and place in others and any(self.standings[one].applicable for one in others - {place}):
                found.append(number)
        return tuple(found)

    def _adds(
        self, place: int, paid: Mapping[int, Number], reasons: tuple[int, ...], decided: bool, settled: bool
    ) -> Adds:
        standing = self.standings[place]
        if decided:
            return Adds(paid[place], paid[place], reasons)
        return Adds(standing.low, standing.high) if settled else Adds(None, None, reasons)

    def _ends(
        self,
        part: frozenset[int],
        paid: Mapping[int, Number] | None,
        certain: Iterable[int] | None,
        choices: Sequence[list[Choice]],
    ) -> dict[SumGroup, Sum]:
        """Return the ends of what each group of amounts comes to.

        Where open facts decide between groups, as between a grant of 10 to 30 and a tax relief of 20, the most that a
        group can come to is what its programs could pay without the others, and the least is what the others at their
        most leave of the least of all.
        """
        groups: dict[SumGroup, list[int]] = {}
        for place in sorted(part):
            groups.setdefault(self.standings[place].group, []).append(place)
        least = sum([amount for choice in choices[0] for amount in choice.paid.values()])
        found: dict[SumGroup, Sum] = {}
        for group, places in groups.items():
            if paid is not None and all(choice.exact for choice in choices[0]):
                whole = self.policies.round_down(sum([paid.get(place, 0) for place in places]))
                found[group] = whole, whole, whole
            elif certain is not None and paid is None:
                had = [self.settings[end].amounts[place] for end in ENDS for place in places if place in {*certain}]
                count = len(had) // len(ENDS)
                low, high, top = (sum(had[start * count : (start + 1) * count]) for start in range(len(ENDS)))
                found[group] = self._rounded(low, high, top)
            elif len(groups) == 1:
                found[group] = self._rounded(least, *[sum([choice.most for choice in one]) for one in choices[1:]])
            else:
                others = part - {*places}
                low = max(0, least - self._most(others, "high"))
                found[group] = self._rounded(
                    low, self._most(frozenset(places), "high"), self._most(frozenset(places), "top")
                )
        return found

    def _most(self, places: frozenset[int], end: End) -> Number:
        """Return the most that some programs can pay, where all others pay nothing."""
        setting = self.settings[end]
        amounts = {place: one if place in places else 0 for place, one in setting.amounts.items()}
        return sum([choice.most for choice in choose(amounts, setting.rules)])

    def _rounded(self, low: Number, *ends: Number) -> Sum:
        high, top = (None if one >= self.endless else self.policies.round_down(one) for one in ends)
        return self.policies.round_down(low), high, top
