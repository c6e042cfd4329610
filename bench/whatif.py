"""`iotcheck whatif` over all programs of the shipped file: whole processes, one for each example applicant."""

import statistics
import sys

from bench.startup import ROOT, seconds

ROUNDS = 5
GOAL_S = 1.0


def main(rounds: int = ROUNDS) -> None:
    """Print the seconds of each example's what-if, process start included."""
    print(f"whatif over all programs, whole process (median of {rounds})   goal: under {GOAL_S:.0f} s")
    for answers in sorted((ROOT / "examples").glob("*.yaml")):
        command = [sys.executable, "-m", "iotcheck", "whatif", "--answers", str(answers)]
        took = statistics.median(seconds(command) for _ in range(rounds))
        print(f"  {answers.stem:24} {took:6.2f} s")


if __name__ == "__main__":
    main()
