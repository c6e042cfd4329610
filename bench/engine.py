"""The engine's time for one assessment: the shipped file, and generated files of growing size."""

import random
import statistics
import time
from pathlib import Path

from iotcheck.__main__ import collect_garbage_seldom
from iotcheck.engine import assess
from iotcheck.loader import load, load_file
from iotcheck.model import PolicySet
from iotcheck.values import Value
from tests.generated_files import answers_for, policy_file

ROOT = Path(__file__).parent.parent
GOAL_MS = 1.0


def main() -> None:
    """Print milliseconds per assessment and per program."""
    collect_garbage_seldom()
    print("engine, one assessment (median; half of the facts answered)")
    path = "data/policies.yaml"
    shipped = load_file(str(ROOT / path))
    took = milliseconds(shipped)
    print(f"  shipped file, {len(shipped.programs):4} programs {took:9.3f} ms   goal: under {GOAL_MS:.0f} ms")
    files = {size: load(policy_file(size, facts=40, seed=1).encode(), "generated") for size in (100, 1000)}
    rounds = [{size: milliseconds(policies, applicants=5) for size, policies in files.items()} for _ in range(7)]
    for size in files:
        took = statistics.median(round[size] for round in rounds)
        print(f"  generated,    {size:4} programs {took:9.3f} ms   {took / size * 1000:6.1f} µs a program")
    growth = statistics.median(round[1000] / round[100] / 10 for round in rounds)
    print(f"  growth, 1000 against 100 programs, a program: {growth:.2f}   goal: about 1 (linear)")


def milliseconds(policies: PolicySet, applicants: int = 40, seed: int = 7) -> float:
    """Return the median time of an assessment over random applicants."""
    chance = random.Random(seed)
    applicant_list: list[dict[str, Value | None]] = [
        answers_for(policies, chance, known=0.5) for _ in range(applicants)
    ]
    times: list[float] = []
    for answers in applicant_list:
        best = 1e9
        for _ in range(3):
            start = time.perf_counter()
            assess(policies, answers)
            best = min(best, time.perf_counter() - start)
        times.append(best * 1000)
    return statistics.median(times)
