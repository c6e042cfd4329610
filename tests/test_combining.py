"""Combining programs: the best set by the amounts alone, what it leaves out by which rule, and its sums."""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from itertools import product
from random import Random
from typing import Any

import pytest

from iotcheck.authoring.diff import Comparison, changes
from iotcheck.batch import Kernel, RowTotals
from iotcheck.engine import BestSet, Report, assess
from iotcheck.engine.bounds import Rules
from iotcheck.engine.choosing import choose
from iotcheck.engine.packing import Limit
from iotcheck.render.combining import best_set_json
from iotcheck.render.diff import diff_document
from iotcheck.render.docs import docs_document
from iotcheck.render.markdown import write_markdown
from iotcheck.render.program import program_document, program_json
from iotcheck.render.report import report_markdown
from iotcheck.whatif.results import effects
from tests import best_sets
from tests.small import Document, document, fact, loaded, yaml_text
from tests.strategies import completions

SOURCE = {"document": "letter"}
DAY = date(2020, 6, 15)
EVERY = [pytest.param(number, marks=[] if number < 4 else pytest.mark.thorough) for number in range(40)]


def rule(**keys: Any) -> Document:
    """Return a rule on combining programs."""
    return {"text": f"Rule {'-'.join(keys)}", "source": SOURCE, **keys}


def file(programs: Mapping[str, Any], *rules: Document, facts: Document | None = None) -> Document:
    """Return a file of programs: their ceilings, or keys of their terms; a program named `tax…` is summed apart."""
    whole = document(facts or {"staff": fact("count", max=4), "city": fact("boolean")})
    edition = whole["programs"]["program"]["editions"][0]
    whole["supports"] = {"grant": "Grant", "tax": {"en": "Tax relief", "totals": "apart"}}
    whole["programs"] = {
        name: {
            "title": name.upper(),
            "support": "tax" if name.startswith("tax") else "grant",
            "editions": [{**edition, **(keys if isinstance(keys, dict) and "ceiling" in keys else {"ceiling": keys})}],
        }
        for name, keys in programs.items()
    }
    return {**whole, **({"combine": list(rules)} if rules else {})}


def assessed(content: Document, **answers: object) -> tuple[Report, BestSet]:
    """Return the assessment of answers, and its best set."""
    report = assess(loaded(yaml_text(content)), answers)
    assert report.best_set is not None
    return report, report.best_set


# One form after the other.


def test_of_programs_that_exclude_one_another_the_largest_counts() -> None:
    """The sum is that of the best set, which names what it leaves out by which rule; the others are had besides."""
    report, best = assessed(file({"a": 10, "b": 30, "c": 5}, rule(one_of=["a", "b"])))
    assert (report.totals.low, report.totals.high, report.totals.groups[0].stated) == (35, 35, 2)
    assert (list(best.programs), best.left, best.settled, best.exact) == (["b"], {"a": (0,)}, True, True)
    assert report.totals.applicable == 3


def test_at_most_so_many() -> None:
    """Of three two, those with the largest amounts; of equal ones the first in the file."""
    report, best = assessed(file({"a": 10, "b": 30, "c": 10}, rule(at_most=2, of=["a", "b", "c"])))
    assert (report.totals.low, sorted(best.programs), best.left) == (40, ["a", "b"], {"c": (0,)})


def test_a_joint_limit() -> None:
    """Programs come to no more than the limit together; one that adds nothing is left out."""
    report, best = assessed(file({"a": 60, "b": 60, "c": 60}, rule(cap=100, of=["a", "b", "c"])))
    assert report.totals.low == report.totals.high == 100
    assert {name: adds.low for name, adds in best.programs.items()} == {"a": 60, "b": 40}
    assert (best.programs["b"].rules, best.left) == ((0,), {"c": (0,)})


def test_what_is_taken_off() -> None:
    """A program less two others pays the rest; where nothing is left of it, it is left out, or the others are."""
    rules = rule(less="a", by="b"), rule(less="a", by="c")
    report, best = assessed(file({"a": 100, "b": 30, "c": 20}, *rules))
    assert (report.totals.low, best.programs["a"].low, best.programs["a"].rules) == (100, 50, (0, 1))
    report, best = assessed(file({"a": 100, "b": 130, "c": 20}, *rules))
    assert (report.totals.low, sorted(best.programs), best.left) == (150, ["b", "c"], {"a": (0, 1)})


def test_what_comes_first() -> None:
    """A program that needs another can only be had with it, and makes it worth more than a larger one."""
    content = file({"a": 10, "b": 30, "c": 25}, rule(one_of=["a", "b"]), rule(before="a", then="c"))
    report, best = assessed(content)
    assert (report.totals.low, sorted(best.programs), best.left) == (35, ["a", "c"], {"b": (0,)})
    content["programs"]["a"]["editions"][0]["when"] = {"city": True}
    report, best = assessed(content, city=False)
    assert (report.totals.low, sorted(best.programs), best.left) == (30, ["b"], {"c": (1,)})


def test_ways_that_meet_again_are_no_circle() -> None:
    """Two programs need one, a third needs both, and all of them need a fifth."""
    pairs = [("a", "b"), ("a", "c"), ("b", "d"), ("c", "d"), ("e", "a")]
    content = file(dict.fromkeys(list("abcde"), 10), *[rule(before=first, then=second) for first, second in pairs])
    report, best = assessed(content)
    assert (report.totals.low, sorted(best.programs)) == (50, list("abcde"))


def test_a_program_that_may_yet_prove_applicable() -> None:
    """What needs it adds nothing for certain, and may be had; it is named, with the fact that decides."""
    content = file({"a": {"ceiling": 10, "when": {"city": True}}, "b": 30}, rule(before="a", then="b"))
    report, best = assessed(content)
    assert (report.totals.low, report.totals.high) == (0, 30)
    assert (best.settled, best.may_change, best.missing, best.left) == (False, ("a",), ("city",), {"b": (0,)})


def test_rules_hold_of_whom_they_say() -> None:
    """While it is open whether a rule holds the sum lies between both; a rule that does not hold limits nothing."""
    content = file({"a": 10, "b": 30}, rule(one_of=["a", "b"], when={"city": True}))
    report, best = assessed(content)
    assert (report.totals.low, report.totals.high, best.settled, best.missing) == (30, 40, False, ("city",))
    report, best = assessed(content, city=False)
    assert (report.totals.low, report.totals.high, best.left) == (40, 40, {})


def test_of_a_file_cut_down_rules_say_what_they_say_of_the_rest() -> None:
    """A joint limit holds for those that are left; a rule on two programs does not where one of them is gone."""
    content = file({"a": 10, "b": 30, "c": 20}, rule(before="a", then="b"), rule(cap=40, of=["a", "b", "c"]))
    policies = loaded(yaml_text(content))
    rest = policies.replace(programs={name: policies.programs[name] for name in "bc"})
    report = assess(rest, {})
    assert report.best_set is not None
    assert (report.totals.low, [state.rule.programs for state in report.best_set.states]) == (40, [("b", "c")])


def test_rules_that_limit_nothing_here_are_not_shown() -> None:
    """A rule matters where it limits a program, joins several, or may yet do so; else only the sum is said."""
    content = file({"a": {"ceiling": 10, "when": {"city": True}}, "b": 30, "c": 5}, rule(one_of=["a", "b"]))
    said = {
        city: write_markdown(report_markdown(assessed(content, city=city)[0], "en")) for city in (True, False, None)
    }
    assert "leaves out A" in said[True]
    assert "A may change it" in said[None]
    assert "combination" not in said[False]
    assert "No rule given here limits these programs together" in said[False]
    report, best = assessed(content, city=False)
    assert (best.matters, best_set_json(report.policies, best, "en")["left_out"]) == (False, [])


def test_open_amounts() -> None:
    """The set is settled where the amounts agree on it; else facts decide, and the sum lies between its ends."""
    facts = {"staff": fact("count", min=1, max=4)}  # with none, a would pay nothing and hinder nobody
    content = file({"a": {"amount": 10, "per": "staff"}, "b": 20}, rule(one_of=["a", "b"]), facts=facts)
    report, best = assessed(content)
    assert (report.totals.low, report.totals.high, best.settled, best.missing) == (20, 40, False, ("staff",))
    content["programs"]["b"]["editions"][0]["ceiling"] = 50
    report, best = assessed(content)
    assert (report.totals.low, report.totals.high, best.settled, list(best.programs)) == (50, 50, True, ["b"])
    content["programs"]["b"]["editions"][0]["ceiling"] = {"sum": [50, "staff"]}
    report, best = assessed(content)
    assert (report.totals.low, report.totals.high, best.settled, best.missing) == (51, 54, True, ())
    assert (best.programs["b"].low, best.programs["b"].high) == (51, 54)


def test_what_has_no_end() -> None:
    """A sum has no upper end where the best set may have none, and has one where a limit sets it."""
    facts = {"staff": fact("count")}
    content = file({"a": {"amount": 10, "per": "staff"}, "b": 20}, rule(one_of=["a", "b"]), facts=facts)
    report, _ = assessed(content)
    assert (report.totals.low, report.totals.high, report.totals.top) == (20, None, None)
    content["combine"].append(rule(cap=50, of=["a"]))
    report, _ = assessed(content)
    assert (report.totals.low, report.totals.high, report.totals.top) == (20, 50, 50)
    content["combine"][1] = rule(cap={"amount": 5, "per": "staff"}, of=["a"])
    report, best = assessed(content)
    assert (report.totals.low, report.totals.high, report.totals.top) == (20, None, None)
    assert best.missing == ("staff",)


def test_groups_of_amounts_stay_apart() -> None:
    """Amounts are compared as they stand; sums follow the best set, and tell grants from tax relief."""
    content = file({"a": 10, "tax": 20}, rule(one_of=["a", "tax"]))
    report, _ = assessed(content)
    assert [(one.group.apart, one.low, one.stated) for one in report.totals.groups] == [("tax", 20, 1)]
    content["programs"]["a"]["editions"][0]["ceiling"] = {"amount": 10, "per": "staff"}
    report, best = assessed(content)
    assert [(one.group.apart, one.low, one.high) for one in report.totals.groups] == [(None, 0, 40), ("tax", 0, 20)]
    assert not best.settled


def test_without_a_stated_amount_nothing_is_compared() -> None:
    """A program that competes without an amount is named, and counted as one whose source names none."""
    content = file({"a": "unstated", "b": 10, "c": "unstated"}, rule(one_of=["a", "b"]), rule(less="b", by="c"))
    report, best = assessed(content)
    assert (report.totals.low, report.totals.unstated) == (10, 2)
    assert (list(best.programs), best.left, best.uncompared) == (["b"], {}, {"a": (0,), "c": (1,)})


def test_limits_that_cross() -> None:
    """Three joint limits of 61, each for two of three programs, leave 30.5 for each: 91 in whole yuan."""
    pairs = (["a", "b"], ["b", "c"], ["a", "c"])
    report, best = assessed(file(dict.fromkeys("abc", 60), *[rule(cap=61, of=pair) for pair in pairs]))
    assert (report.totals.low, report.totals.high) == (91, 91)
    assert {adds.low for adds in best.programs.values()} == {Fraction(61, 2)}


# Said elsewhere: differences between files, listings, what-if.


def test_differences_between_rules_are_said_in_words() -> None:
    """Rules with the same programs are one, else those of the same text; others are new, or gone."""
    programs = {"a": 10, "b": 30, "c": 20}
    old = [rule(one_of=["a", "b"]), rule(cap=40, of=["b", "c"]), rule(less="a", by="c"), rule(before="a", then="c")]
    new = [rule(at_most=1, of=["a", "b"]), rule(cap=50, of=["b", "c"]), rule(less="b", by="c"), rule(cap=5, of=["a"])]
    sides = [loaded(yaml_text(file(programs, *rules))) for rules in (old, new)]
    assert [one[1:] for one in changes(sides[0], sides[1], "en")] == [
        ("1", None, "text", "Rule one_of", "Rule at_most-of"),
        ("2", None, "rule", "B and C: 40 yuan at most in total", "B and C: 50 yuan at most in total"),
        ("3", None, "rule", "the amount of C is taken off that of A", "the amount of C is taken off that of B"),
        ("4", None, "", None, "A: 5 yuan at most in total"),
        ("4", None, "", "C only together with A", None),
    ]
    held = [rule(one_of=["a", "b"], when={"city": True}, text="Rule one_of")]
    (change,) = changes(loaded(yaml_text(file(programs, old[0]))), loaded(yaml_text(file(programs, *held))), "en")
    assert change[3:] == ("rule", "only one of A or B", "only one of A or B (only if: city: yes)")
    assert changes(sides[0], sides[0], "en") == []
    said = write_markdown(diff_document(Comparison(old=sides[0], new=sides[1], changes=(change,)), "en"))
    assert "rule on combining" in said


def test_a_program_names_the_rules_that_it_stands_in() -> None:
    """With what they say in detail and where they stand, in a listing, in JSON and in the document of the file."""
    policies = loaded(yaml_text(file({"a": 10, "b": 30, "c": 20}, rule(at_most=1, of=["a", "b"]))))
    shown, other = (write_markdown(program_document(policies, name, "en", DAY)) for name in "ac")
    assert "only one of A or B" in shown
    assert "Combining" not in other
    (limit,) = program_json(policies, "b", "en", DAY)["combine"]
    assert (limit["text"], limit["programs"], limit["rule"]) == (
        "Rule at_most-of",
        ["a", "b"],
        "only one of A or B",
    )
    assert "combine" not in program_json(policies, "c", "en", DAY)
    assert write_markdown(docs_document(policies, "en")).count("only one of A or B") == 2


def test_totals_of_what_if_are_those_of_the_best_set() -> None:
    """An answer that makes a second program eligible, of which one alone can be had, adds what it pays more."""
    content = file({"a": {"ceiling": 10, "when": {"city": True}}, "b": 8}, rule(one_of=["a", "b"]))
    policies = loaded(yaml_text(content))
    found = effects(assess(policies, {"city": False}), assess(policies, {"city": True}))
    assert (found.before.low, found.after.low, found.least) == (8, 10, 2)


# Against a naive second telling.


@pytest.mark.parametrize("seed", EVERY)
def test_the_search_finds_what_trying_every_set_finds(seed: int) -> None:
    """The sum, the set, and of equal sets the first."""
    random = Random(seed)
    for _ in range(60):
        count = random.randint(1, 6)
        amounts = {f"p{place:02}": Fraction(random.choice((0, 1, 2, 3, 5, 5, 7, 10))) for place in range(count)}
        rules = random_rules(random, list(amounts), caps=lambda: random.randint(0, 15))
        unwanted = [name for name, amount in amounts.items() if not amount and random.randint(0, 1)]
        choices = choose(
            dict(enumerate(amounts.values())),
            rules_of(list(amounts), rules),
            frozenset(list(amounts).index(name) for name in unwanted),
        )
        paid = {list(amounts)[place]: amount for choice in choices for place, amount in choice.paid.items()}
        expected = best_sets.best(amounts, rules, unwanted)
        assert all(choice.exact for choice in choices)
        assert sum(choice.most for choice in choices) == sum(paid.values()) == expected.total
        assert paid.keys() == expected.programs
        assert all(0 <= paid[name] <= amounts[name] for name in paid)


@pytest.mark.parametrize("seed", EVERY)
def test_twelve_programs_are_tried_in_every_set(seed: int) -> None:
    """As above, with more programs and without joint limits, for which a set has to be solved."""
    random = Random(seed)
    for _ in range(2):
        amounts = {f"p{place:02}": Fraction(random.choice((0, 1, 2, 3, 5, 5, 7, 10))) for place in range(12)}
        rules = [one for _ in range(2) for one in random_rules(random, list(amounts)) if "less" not in one]
        found = choose(dict(enumerate(amounts.values())), rules_of(list(amounts), rules))
        expected = best_sets.best(amounts, rules)
        assert sum(choice.most for choice in found) == expected.total
        assert {list(amounts)[place] for choice in found for place in choice.paid} == expected.programs


@pytest.mark.parametrize("seed", EVERY)
def test_results_are_those_of_a_naive_reading_and_hold_every_completion(seed: int) -> None:
    """For complete answers the sum and the set are exact; for open ones the ends hold, and a settled set stays."""
    random = Random(seed)
    for _ in range(6):
        content = random_file(random)
        policies = loaded(yaml_text(content))
        known: dict[str, Any] = {"staff": random.randint(0, 4), "city": random.choice((True, False))}
        answers = {name: value for name, value in known.items() if random.randint(0, 2)}
        report = assess(policies, answers, DAY)
        for complete in completions(policies, answers):
            full = assess(policies, complete, DAY)
            check_complete(content, full, complete)
            applicable = [[one.program.id for one in of.programs if one.applicable] for of in (report, full)]
            if applicable[0] == applicable[1]:
                check_contained(report, full)


@pytest.mark.parametrize("seed", EVERY)
def test_both_evaluators_have_the_same_best_sets(seed: int) -> None:
    """Sums and best sets of a table are those of each row by itself, whatever is open."""
    random = Random(seed)
    policies = loaded(yaml_text(random_file(random)))
    every = product((None, 0, 1, 2, 4), (True, False, None))
    rows: list[dict[str, object]] = [dict(zip(("staff", "city"), values, strict=True)) for values in every]
    kernel = Kernel(policies)
    totals = RowTotals(len(rows))
    for program in kernel.evaluate(kernel.chunk(rows)):
        totals.add(program)
    reports = [assess(policies, row) for row in rows]
    assert totals.totals() == [report.totals for report in reports]
    assert [best for best in totals.best_sets() if best] == [one.best_set for one in reports]
    assert totals.low() == [report.totals.low for report in reports]
    assert totals.upper("top") == [report.totals.top for report in reports]


@pytest.mark.parametrize("seed", range(25))
def test_a_bound_of_steps_leaves_an_interval(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever number of steps ends the search: what was found can be had, and no more than the bound can."""
    random = Random(seed)
    names = [f"p{number}" for number in range(6)]
    amounts = [random.choice((1, 2, 2, 3, 5)) for _ in names]
    rules = [one for one in random_rules(random, names) if "less" not in one]
    rules += [{"less": "p0", "by": "p1"}, {"less": "p2", "by": "p3"}]
    rules += [{"before": "p4", "then": "p5"}, {"one_of": ["p4", "p5"]}]  # so that nobody can have p5
    exact = choose(dict(enumerate(amounts)), rules_of(names, rules))
    assert all(choice.exact for choice in exact)
    best = sum(choice.most for choice in exact)
    for steps in range(40):
        monkeypatch.setattr("iotcheck.engine.choosing.MOST_STEPS", steps)
        found = choose(dict(enumerate(amounts)), rules_of(names, rules))
        assert sum([sum(choice.paid.values()) for choice in found]) <= best <= sum([choice.most for choice in found])
        if all(choice.exact for choice in found):
            assert found == exact


def check_complete(content: Document, full: Report, complete: Mapping[str, Any]) -> None:
    """Hold the result of complete answers to what the file says."""
    told, best = best_sets.expected(content, complete, DAY), full.best_set
    assert best is not None
    assert best.settled
    assert best.exact
    assert {one.program.id for one in full.programs if one.applicable} == told.amounts.keys()
    ruled = {name for one in content["combine"] for name in best_sets.programs_of(one)}
    had = told.best.programs & ruled
    assert set(best.programs) <= had <= {*best.programs, *best.left}
    assert best_sets.total(told.amounts, told.best.programs - (had - {*best.programs}), told.rules) == told.best.total
    assert 0 <= told.best.total - sum(group.low for group in full.totals.groups) < 2  # of each kind whole yuan
    assert all(group.low == group.high == group.top for group in full.totals.groups)


def check_contained(report: Report, full: Report) -> None:
    """Hold the ends of open answers to a completion with the same applicable programs, and a settled set to its set."""
    assert report.best_set is not None
    assert full.best_set is not None
    exact = {group.group: group.low for group in full.totals.groups}
    for group in report.totals.groups:
        value = exact.pop(group.group, 0)
        assert group.low <= value
        assert group.high is None or value <= group.high
    assert not any(exact.values())
    if report.best_set.settled:
        assert set(report.best_set.programs) == set(full.best_set.programs)


def random_rules(random: Random, names: list[str], caps: Any = None, when: Any = None) -> list[Document]:
    """Return up to four rules; joint limits only with `caps`, which draws them."""
    found: list[Document] = []
    for _ in range(random.randint(1, 4)):
        some = random.sample(names, random.randint(1, min(len(names), 4)))
        pair = sorted(random.sample(names, 2)) if len(names) > 1 else None
        forms: list[Document] = [{"one_of": some}, {"at_most": random.randint(1, 3), "of": some}]
        forms += [{"cap": caps(), "of": some}] if caps and sum("cap" in one for one in found) < 3 else []
        forms += [{"less": pair[1], "by": pair[0]}, {"before": pair[0], "then": pair[1]}] if pair else []
        found.append(rule(**random.choice(forms)) | (when() if when else {}))
    return found


def random_file(random: Random) -> Document:
    """Return a file of up to five programs whose amounts, conditions and rules rest on two facts."""

    def when() -> Document:
        return random.choice(({}, {}, {"when": {"city": True}}, {"when": {"staff": {"at_least": 2}}}))

    def amount() -> Any:
        some = random.choice((1, 2, 5, 10))
        return random.choice((some, some, {"amount": some, "per": "staff"}, {"sum": [some, "staff"]}))

    def keys() -> Document:
        return {"ceiling": random.choice((amount(), amount(), amount(), "unstated", "none")), **when()}

    names = [f"p{place}" for place in range(random.randint(1, 4))] + ["tax"] * random.randint(0, 1)
    return file({name: keys() for name in names}, *random_rules(random, names, amount, when))


def rules_of(names: list[str], rules: list[Document]) -> Rules:
    """Return rules as a file states them, as the search takes them."""

    def places(listed: list[str]) -> frozenset[int]:
        return frozenset(map(names.index, listed))

    less: dict[int, frozenset[int]] = {}
    for one in rules:
        if "less" in one:
            place = names.index(one["less"])
            less[place] = less.get(place, frozenset()) | places([one["by"]])
    listed = [(one["one_of"], 1) for one in rules if "one_of" in one]
    listed += [(one["of"], one["at_most"]) for one in rules if "at_most" in one]
    return Rules(
        counts=tuple((places(some), count) for some, count in listed),
        caps=tuple(Limit(places(one["of"]), one["cap"]) for one in rules if "cap" in one),
        less=less,
        needs=tuple((names.index(one["before"]), names.index(one["then"])) for one in rules if "before" in one),
    )
