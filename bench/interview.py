"""How many questions the interview asks, against other orders and the fewest there can be; what choosing one takes."""

import random
import statistics
import time
from collections.abc import Callable, Iterator
from functools import partial

from iotcheck.__main__ import collect_garbage_seldom
from iotcheck.engine import Answers, Report, assess
from iotcheck.interview import Agenda, next_question
from iotcheck.loader import load, load_file
from iotcheck.model import PolicySet
from iotcheck.values import Value
from tests.generated_files import answers_for, policy_file, structured_file
from tests.optimum.interviews import SHIPPED, looking_ahead, random_files, samples, shuffled, structured_files
from tests.optimum.residuals import Weights
from tests.optimum.states import Counts, States, file_order, mean, most_missing, percentile

ORDERS = {"file order": file_order, "missing in most programs": most_missing}
Choose = Callable[[Report], str | None]
Known = dict[frozenset[tuple[str, Value | None]], str | None]


def main() -> None:
    """Print questions asked on the shipped file, on small and on large generated ones, and the time of a choice."""
    collect_garbage_seldom()
    print("interview, questions asked (mean, 90th percentile)")
    shipped = load_file(str(SHIPPED))
    for name, values in samples(shipped).items():
        print(f"  shipped file, {name}: exact, over all applicants")
        on_the_shipped_file(shipped, values)
    for name, files in (("like the shipped one", structured_files), ("random trees", random_files)):
        on_small_files(name, list(files()))
    on_large_files()
    times(shipped)


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
    """Print what each order takes, and how far it is from the fewest questions there can be."""
    strategies = {"interview": looking_ahead, **ORDERS}
    counts: dict[str, list[Counts]] = {order: [] for order in strategies}
    best: list[float] = []
    for policies in files:
        states = States(policies)
        best.append(states.optimum())
        for order, strategy in strategies.items():
            counts[order].append(states.expected(strategy))
    every = statistics.mean(len(policies.facts) for policies in files)
    print(f"  generated, {len(files)} small files, {name}: exact, over all applicants")
    print(f"    the fewest there can be   {statistics.mean(best):6.3f}")
    print(f"    every question            {every:6.3f}")
    for order, found in counts.items():
        ratios = [mean(one) / least for one, least in zip(found, best, strict=True)]
        goal = "   goal: at most 1.10" if order == "interview" else ""
        print(
            f"    {order:25} {statistics.mean(map(mean, found)):6.3f} {percentile(together(found), 0.9):3}"
            f"   against the fewest: mean {statistics.mean(ratios):.3f}, worst {max(ratios):.3f}{goal}"
        )


def on_large_files() -> None:
    """Print questions asked of random applicants."""
    for programs, facts, applicants in ((30, 20, 400), (100, 40, 60), (300, 80, 12)):
        policies = load(structured_file(programs, facts, seed=1).encode(), "generated")
        orders: dict[str, Choose] = {
            "interview": next_question,
            "file order": first,
            "missing in most programs": missed,
        }
        print(f"  generated, {programs} programs, {facts} facts, like the shipped one: {applicants} random applicants")
        print(f"    every question            {facts:6.3f}")
        for order, choose in orders.items():
            known: Known = {}
            found = [
                len(list(questions(policies, answers_for(policies, random.Random(seed)), choose, known)))
                for seed in range(applicants)
            ]
            print(f"    {order:25} {statistics.mean(found):6.3f} {sorted(found)[-(-applicants * 9 // 10) - 1]:3}")


def times(shipped: PolicySet) -> None:
    """Print how long choosing a question takes, the first one and the slowest of interviews, also in assessments."""
    print("interview, choosing a question (median): the first, and the slowest of three interviews")
    files = {
        "shipped file": (shipped, 2),
        "300 programs, 60 facts": (load(structured_file(300, 60, seed=1).encode(), "generated"), 20),
        "the same, random trees": (load(policy_file(300, 60, seed=1).encode(), "generated"), 20),
    }
    for name, (policies, goal) in files.items():
        report = assess(policies, {})
        first_choice = milliseconds(partial(next_question, report))
        assessment = milliseconds(partial(assess, policies, {}))
        slowest = max(slowest_choice(policies, answers_for(policies, random.Random(seed))) for seed in range(3))
        print(
            f"  {name:24} {first_choice:7.2f} ms, {first_choice / assessment:.2f} assessments"
            f"   slowest {slowest:7.2f} ms   goal: under {goal} ms"
        )


def slowest_choice(policies: PolicySet, applicant: Answers) -> float:
    """Return the milliseconds of the slowest choice in one interview."""
    slowest: list[float] = []
    answers: dict[str, Value | None] = {}
    while True:
        report = assess(policies, answers)
        question = next_question(report)
        if question is None:
            return max(slowest)
        slowest.append(milliseconds(partial(next_question, report), rounds=5))
        answers[question] = applicant[question]


def first(report: Report) -> str | None:
    """Return the first fact in the file's order."""
    return next(iter(Agenda(report).ready), None)


def missed(report: Report) -> str | None:
    """Return the fact that most programs miss."""
    agenda = Agenda(report)
    facts = [fact for program in agenda.programs for fact in {*program.missing, *program.ceiling.missing}]
    return max(agenda.ready, key=facts.count, default=None)


def questions(policies: PolicySet, applicant: Answers, choose: Choose, known: Known) -> Iterator[str]:
    """Yield the questions that an applicant is asked; `known` keeps what comes next after answers that were seen."""
    answers: dict[str, Value | None] = {}
    while True:
        key = frozenset(answers.items())
        if key not in known:
            known[key] = choose(assess(policies, answers))
        question = known[key]
        if question is None:
            return
        yield question
        answers[question] = applicant[question]


def together(counts: list[Counts]) -> Counts:
    """Return the questions asked on several files, as many applicants of each."""
    found: Counts = {}
    for count in counts:
        for number, share in count.items():
            found[number] = found.get(number, 0.0) + share / len(counts)
    return found


def milliseconds(work: Callable[[], object], rounds: int = 15) -> float:
    """Return the median processor time of a piece of work: other programs on the machine count for little."""
    found: list[float] = []
    for _ in range(rounds):
        start = time.process_time()
        work()
        found.append((time.process_time() - start) * 1000)
    return statistics.median(found)


if __name__ == "__main__":
    main()
