"""How the searches grow: processor seconds for generated files of 125 to 1,000 programs that use every operator.

Each measure runs in a process of its own, as a command does. `python -m bench.growth PROGRAMS MEASURE` runs one.
"""

import subprocess
import sys
import time
from collections.abc import Callable
from random import Random

from bench.generated import every_operator
from iotcheck.__main__ import collect_garbage_seldom
from iotcheck.authoring.coverage import measure, suggest
from iotcheck.authoring.lint import lint
from iotcheck.batch import Kernel
from iotcheck.engine import assess
from iotcheck.loader import load
from iotcheck.model import PolicySet
from iotcheck.render.docs import docs_document
from iotcheck.render.markdown import write_markdown
from iotcheck.whatif import unlocking
from tests.generated_files import answers_for

SIZES = (125, 250, 500, 1_000)
GOAL_SIZE = 250
GOAL_GROWTH = 6  # 1,000 programs may take so many times as long as 250


def _what_if(policies: PolicySet) -> None:
    unlocking(assess(policies, answers_for(policies, Random(1), known=0.8)))


MEASURES: dict[str, tuple[float, Callable[[PolicySet], object]]] = {
    "lint": (5, lint),
    "coverage": (60, lambda policies: list(suggest(measure(policies, []), ()))),
    "docs": (3, lambda policies: write_markdown(docs_document(policies, "zh"))),
    "whatif": (3, _what_if),
    "kernel": (1, Kernel),
}


def main() -> None:
    """Print the table of all measures and sizes."""
    print(f"growth, processor seconds by programs   goals: at {GOAL_SIZE}, and 1,000 at most {GOAL_GROWTH} times that")
    print(f"  {'':10}" + "".join(f"{size:10,}" for size in SIZES) + "      goal    growth")
    for name, (goal, _) in MEASURES.items():
        times = {size: _seconds(name, size) for size in SIZES}
        growth = times[SIZES[-1]] / times[GOAL_SIZE]
        print(
            f"  {name:10}" + "".join(f"{took:10.2f}" for took in times.values()) + f"{goal:10}{growth:10.1f}",
            flush=True,
        )


def _seconds(name: str, programs: int) -> float:
    command = [sys.executable, "-m", "bench.growth", str(programs), name]
    return float(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def _measured(programs: int, name: str) -> float:
    collect_garbage_seldom()
    policies = load(every_operator(programs), "generated")
    start = time.process_time()
    MEASURES[name][1](policies)
    return time.process_time() - start


if __name__ == "__main__":
    if sys.argv[1:]:
        print(_measured(int(sys.argv[1]), sys.argv[2]))
    else:
        main()
