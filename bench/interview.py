"""How many questions the interview asks, against other orders and the fewest there can be; what choosing one takes."""

import random
import statistics
import time
from collections.abc import Callable, Iterator
from functools import partial
from itertools import combinations
from pathlib import Path

from bench.generate import answers_for, policy_file
from bench.residuals import Weights
from bench.states import State, States, file_order, mean, most_missing, percentile
from bench.structured import structured_file
from iotcheck.engine import Answers, Report, assess
from iotcheck.interview import Agenda, next_question
from iotcheck.loader import load
from iotcheck.model import PolicySet
from iotcheck.values import Value

SHIPPED = Path(__file__).parent.parent / "data" / "policies.yaml"
ORDERS = {"file order": file_order, "missing in most programs": most_missing}
Choose = Callable[[Report], str | None]


def main() -> None:
    """Print questions asked on the shipped file, on small and on large generated ones, and the time of a choice."""
    print("interview, questions asked (mean, 90th percentile)")
    shipped = load(SHIPPED.read_bytes(), "data/policies.yaml")
    for name, values in samples(shipped).items():
        print(f"  shipped file, {name}: exact, over all applicants")
        on_the_shipped_file(shipped, values)
    for name, files in (("like the shipped one", structured_files), ("random trees", random_files)):
        on_small_files(name, list(files()))
    on_large_files()
    times(shipped)


def samples(policies: PolicySet) -> dict[str, Weights]:
    """Return the samples of applicants by name: values of facts that are not all alike."""
    activities = list(policies.facts["activities"].choices)
    few = [some for size in (1, 2, 3) for some in combinations(activities, size)]
    return {"all choices alike": {}, "one to three activities": {"activities": few}}


def on_the_shipped_file(policies: PolicySet, values: Weights) -> None:
    """Print what each order takes in the file's own order of facts, and in shuffled ones."""
    best = States(policies, values).optimum()
    print(f"    the fewest there can be   {best:6.3f}")
    print(f"    every question            {len(policies.facts):6.3f}")
    for seed in range(4):
        if seed:
            print(f"   facts shuffled, seed {seed}")
        states = States(shuffled(policies, seed) if seed else policies, values)
        counts = {"interview": states.expected(looking_ahead)}
        counts |= {name: states.expected(order) for name, order in ORDERS.items()}
        for name, found in counts.items():
            goal = "   goal: at most 3 %" if name == "interview" else ""
            print(f"    {name:25} {mean(found):6.3f} {percentile(found, 0.9):3}   {mean(found) / best - 1:+6.1%}{goal}")


def on_small_files(name: str, files: list[PolicySet]) -> None:
    """Print how far each order is from the fewest questions there can be."""
    ratios: dict[str, list[float]] = {order: [] for order in ("interview", *ORDERS)}
    for policies in files:
        states = States(policies)
        best = states.optimum()
        for order, strategy in {"interview": looking_ahead, **ORDERS}.items():
            ratios[order].append(mean(states.expected(strategy)) / best)
    print(f"  generated, {len(files)} small files, {name}: questions against the fewest there can be, exact")
    for order, found in ratios.items():
        goal = "   goal: at most 1.10" if order == "interview" else ""
        print(f"    {order:25} mean {statistics.mean(found):.3f}   worst {max(found):.3f}{goal}")


def on_large_files() -> None:
    """Print questions asked of random applicants."""
    print("  generated, large files like the shipped one: a sample of applicants")
    orders: dict[str, Choose] = {"interview": next_question, "file order": first, "missing in most programs": missed}
    for programs, facts, applicants in ((30, 20, 40), (100, 40, 10), (300, 80, 2)):
        policies = load(structured_file(programs, facts, seed=1).encode(), "generated")
        counts: dict[str, list[int]] = {order: [] for order in orders}
        for seed in range(applicants):
            applicant = answers_for(policies, random.Random(seed))
            for order, choose in orders.items():
                counts[order].append(len(list(questions(policies, applicant, choose))))
        shown = "   ".join(
            f"{order} {statistics.mean(found):.2f} {sorted(found)[-(-len(found) * 9 // 10) - 1]}"
            for order, found in counts.items()
        )
        print(f"    {programs:3} programs, {facts} facts, {applicants:2} applicants: {shown}")


def times(shipped: PolicySet) -> None:
    """Print how long the choice of the first question takes, the hardest one, also against one assessment."""
    print("interview, choosing the first question (median)")
    large = load(structured_file(300, 60, seed=1).encode(), "generated")
    for name, policies, goal in (("shipped file", shipped, 2), ("300 programs, 60 facts", large, 20)):
        report = assess(policies, {})
        choice = milliseconds(partial(next_question, report))
        assessment = milliseconds(partial(assess, policies, {}))
        print(f"  {name:24} {choice:7.2f} ms, {choice / assessment:.2f} assessments   goal: under {goal} ms")


def looking_ahead(states: States, _: State, answers: Answers) -> str:
    """Ask what the interview asks."""
    question = next_question(assess(states.policies, answers))
    if question is None:
        raise AssertionError(f"the interview ends where questions are left: {answers}")
    return question


def first(report: Report) -> str | None:
    """Return the first fact in the file's order."""
    return next(iter(Agenda(report).ready), None)


def missed(report: Report) -> str | None:
    """Return the fact that most programs miss."""
    agenda = Agenda(report)
    facts = [fact for one in agenda.programs for fact in {*one.missing, *one.ceiling.missing}]
    return max(agenda.ready, key=facts.count, default=None)


def questions(policies: PolicySet, applicant: Answers, choose: Choose) -> Iterator[str]:
    """Yield the questions that an applicant is asked."""
    answers: dict[str, Value | None] = {}
    while (question := choose(assess(policies, answers))) is not None:
        yield question
        answers[question] = applicant[question]


def structured_files() -> Iterator[PolicySet]:
    """Yield small files like the shipped one."""
    for seed in range(15):
        programs, facts = ((6, 8), (10, 10), (12, 9))[seed % 3]
        yield load(structured_file(programs, facts, seed).encode(), "generated")


def random_files() -> Iterator[PolicySet]:
    """Yield small files of random trees over random facts."""
    for seed in range(15):
        programs, facts = ((3, 8), (5, 7), (8, 8))[seed % 3]
        yield load(policy_file(programs, facts, (2, 4), seed).encode(), "generated")


def shuffled(policies: PolicySet, seed: int) -> PolicySet:
    """Return a policy set with its facts in another order."""
    facts = list(policies.facts.items())
    random.Random(seed).shuffle(facts)
    return policies.replace(facts=dict(facts))


def milliseconds(work: Callable[[], object]) -> float:
    """Return the median time of a piece of work."""
    found: list[float] = []
    for _ in range(15):
        start = time.perf_counter()
        work()
        found.append((time.perf_counter() - start) * 1000)
    return statistics.median(found)


if __name__ == "__main__":
    main()
