"""`make torture`: every door against hostile input. What failed is printed with the command that repeats it."""

import argparse
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from importlib.util import find_spec
from itertools import repeat
from multiprocessing import get_context

from bench.torture.doors import DOORS
from bench.torture.judge import faults
from bench.torture.runner import prepare, run

COUNT = 16_000
_BATCH = 50
_SHOWN = 20
LIBRARIES = {"parquet": "pyarrow", "xlsx": "openpyxl"}
# How many of a hundred cases each door gets.
SHARES = {
    "policy": 24,
    "answers": 14,
    "json": 9,
    "receipt": 7,
    "set": 8,
    "csv": 15,
    "jsonl": 7,
    "xlsx": 6,
    "parquet": 3,
}
SHARES |= {"names": 3, "environment": 2, "prompts": 2}


def feed(door: str, numbers: range, seed: int) -> list[str]:
    """Run some cases of a door; return what was wrong, an entry for each."""
    found = []
    for number in numbers:
        case = DOORS[door](number, seed)
        wrong = faults(case, run(case))
        if wrong:
            again = f"python -m bench.torture --seed {seed} --only {door} --case {number}"
            found.append(f"{door} {number}: {'; '.join(wrong[:6])}\n    {again}")
    return found


def main() -> None:
    """Feed all doors, or some."""
    parser = argparse.ArgumentParser(prog="python -m bench.torture", description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=COUNT, help="cases of all doors")
    parser.add_argument("--every", type=int, default=1, help="only every so manieth of them")
    parser.add_argument("--only", nargs="+", choices=tuple(DOORS), default=tuple(DOORS), help="these doors")
    parser.add_argument("--case", type=int, help="one case, shown in full")
    options = parser.parse_args()
    prepare()
    if options.case is not None:
        show(options.only[0], options.case, options.seed)
        return
    print(f"seed {options.seed}", flush=True)
    failed = 0
    with ProcessPoolExecutor(2, mp_context=get_context("fork")) as pool:
        for door in options.only:
            if door in LIBRARIES and find_spec(LIBRARIES[door]) is None:
                print(f"{door:12} not fed: {LIBRARIES[door]} is not installed")
                continue
            started = time.monotonic()
            numbers = range(0, options.count * SHARES[door] // 100, options.every)
            parts = [numbers[first : first + _BATCH] for first in range(0, len(numbers), _BATCH)]
            wrong = [one for found in pool.map(feed, repeat(door), parts, repeat(options.seed)) for one in found]
            failed += len(wrong)
            print(f"{door:12} {len(numbers):6} cases  {len(wrong):4} failed  {time.monotonic() - started:6.0f} s")
            print("".join(f"  {one}\n" for one in wrong[:_SHOWN]), end="", flush=True)
    print(f"{failed} failed")
    sys.exit(failed > 0)


def show(door: str, number: int, seed: int) -> None:
    """Run one case and print all of it."""
    case = DOORS[door](number, seed)
    outcome = run(case)
    print("arguments", case.arguments, "environment", dict(case.environment))
    for name, data in case.files.items():
        print(f"file {name!r}: {data[:3000]!r}")
    print(f"code {outcome.code} signal {outcome.signal} {outcome.seconds:.2f} s {outcome.megabytes:.0f} MB")
    print("stdout", outcome.out[:3000].decode("utf-8", "backslashreplace"))
    print("stderr", outcome.err[:3000].decode("utf-8", "backslashreplace"))
    print("after", sorted(outcome.files))
    for line in faults(case, outcome) or ["all is well"]:
        print("*", line)


if __name__ == "__main__":
    main()
