"""Start-up of `assess --answers … --json` against the floor: a Typer app that just loads the file and prints it."""

import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent
POLICIES = "data/policies.yaml"
ANSWERS = "examples/enterprise-standards.yaml"
ROUNDS = 21
GOAL = 1.4


def main(rounds: int = ROUNDS) -> None:
    """Time both programs in turn and print the ratio of each pair's times."""
    ours = [sys.executable, "-m", "iotcheck", "assess", "--answers", ANSWERS, "--json", "--policies", POLICIES]
    floor = [sys.executable, "-m", "bench.baseline", POLICIES]
    seconds(ours), seconds(floor)  # the first run compiles
    pairs = [(seconds(ours), seconds(floor)) for _ in range(rounds)]
    ratio = statistics.median(one / other for one, other in pairs)
    print(f"start-up, {rounds} pairs (median of whole processes)")
    print(f"  iotcheck assess --json  {statistics.median(one for one, _ in pairs) * 1000:7.1f} ms")
    print(f"  Typer + C loader + JSON {statistics.median(other for _, other in pairs) * 1000:7.1f} ms")
    print(f"  ratio                   {ratio:7.2f}     goal: at most {GOAL}")


def seconds(command: list[str]) -> float:
    """Return how long a process takes, its compiled modules kept as in daily use."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    start = time.perf_counter()
    subprocess.run(command, cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start
