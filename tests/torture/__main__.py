"""`make torture`: hostile input at every door, readings of the rules compared, runs interrupted, disks filled.

What failed is printed with the command that repeats it, and then the exit code is 1.
"""

import argparse
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from importlib.util import find_spec
from itertools import repeat
from multiprocessing import get_context

from tests.test_sheets import outcome
from tests.torture import crowds
from tests.torture.agreement import Agreement, at_thresholds, on_random_files
from tests.torture.disks import full
from tests.torture.doors import DOORS
from tests.torture.hostile import ROOT
from tests.torture.judge import faults
from tests.torture.runner import prepare, run
from tests.torture.signals import interrupted

COUNT = 20_000  # of which more than 15,000 are mutations, the rest traps
PAIRS = 100_000
SIGNALS = 200
SHEETS = 3_000
ROUNDS = 5
KILLS = 30
_FILES = 20
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
            again = f"python -m tests.torture --seed {seed} --only {door} --case {number}"
            found.append(f"{door} {number}: {'; '.join(wrong[:6])}\n    {again}")
    return found


def agree(seed: int, numbers: range) -> Agreement:
    """Compare the readings of the rules on some random files."""
    return on_random_files(seed, numbers)


def main() -> None:
    """Feed all doors and do the rest, or some of it."""
    parser = argparse.ArgumentParser(prog="python -m tests.torture", description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=COUNT, help="cases of all doors")
    parser.add_argument("--every", type=int, default=1, help="only every so manieth of them")
    parser.add_argument("--pairs", type=int, default=PAIRS, help="applicant and program pairs to compare")
    parser.add_argument("--signals", type=int, default=SIGNALS, help="how many runs to interrupt")
    parser.add_argument("--sheets", type=int, default=SHEETS, help="how many sheets whose meaning is known")
    parser.add_argument("--rounds", type=int, default=ROUNDS, help="how many times threads share the library")
    parser.add_argument("--kills", type=int, default=KILLS, help="how many runs lose a worker process")
    parser.add_argument("--only", nargs="+", choices=(*DOORS, *PARTS), default=(*DOORS, *PARTS), help="these parts")
    parser.add_argument("--case", type=int, help="one case of a door, shown in full")
    options = parser.parse_args()
    prepare()
    if options.case is not None:
        show(options.only[0], options.case, options.seed)
        return
    print(f"seed {options.seed}", flush=True)
    failed = 0
    with ProcessPoolExecutor(2, mp_context=get_context("fork")) as pool:
        for part in options.only:
            if part in LIBRARIES and find_spec(LIBRARIES[part]) is None:
                print(f"{part:12} not fed: {LIBRARIES[part]} is not installed")
                continue
            started = time.monotonic()
            done, wrong = PARTS[part](pool, options) if part in PARTS else doors(part, pool, options)
            failed += len(wrong)
            print(f"{part:12} {done:60} {len(wrong):4} failed {time.monotonic() - started:6.0f} s")
            print("".join(f"  {one}\n" for one in wrong[:_SHOWN]), end="", flush=True)
    print(f"{failed} failed")
    sys.exit(failed > 0)


Part = tuple[str, list[str]]  # what was done, and what was wrong


def doors(door: str, pool: ProcessPoolExecutor, options: argparse.Namespace) -> Part:
    """Feed a door."""
    numbers = range(0, options.count * SHARES[door] // 100, options.every)
    parts = [numbers[first : first + _BATCH] for first in range(0, len(numbers), _BATCH)]
    wrong = [one for found in pool.map(feed, repeat(door), parts, repeat(options.seed)) for one in found]
    return f"{len(numbers)} cases", wrong


def agreement(pool: ProcessPoolExecutor, options: argparse.Namespace) -> Part:
    """Compare the readings of the rules on random files until there are as many pairs as wanted."""
    total, next_file = Agreement(), 0
    while total.by_oracle < options.pairs:
        parts = [range(next_file + step, next_file + step + _FILES) for step in range(0, 10 * _FILES, _FILES)]
        next_file = parts[-1].stop
        for one in pool.map(agree, repeat(options.seed), parts):
            total += one
    return (
        f"{next_file} random files: {total.by_batch:,} pairs walker = batch, {total.by_oracle:,} walker = oracle",
        list(total.differences),
    )


def thresholds(pool: ProcessPoolExecutor, options: argparse.Namespace) -> Part:
    """Compare them around every threshold of the shipped files."""
    edges, total = 0, Agreement()
    files = [ROOT / "data" / "policies.yaml", ROOT / "data" / "starter" / "policies.yaml"]
    jobs = [pool.submit(at_thresholds, path, options.seed) for path in files]
    for job in jobs:
        values, found = job.result()
        edges, total = edges + values, total + found
    return f"{edges} values: {total.by_batch:,} pairs walker = batch, {total.by_oracle:,} walker = oracle", list(
        total.differences
    )


def sheets(pool: ProcessPoolExecutor, options: argparse.Namespace) -> Part:
    """Screen sheets with units, percents, merged cells and totals whose meaning is known."""
    outcomes = list(pool.map(outcome, range(options.sheets), chunksize=_BATCH))
    refused = sum(kind == "refused" for kind, _ in outcomes)
    wrong = [f"sheet {seed}: {what}" for seed, (kind, what) in enumerate(outcomes) if kind == "wrong"]
    return f"{options.sheets} sheets of known meaning, {refused} refused", wrong


def signals(_: ProcessPoolExecutor, options: argparse.Namespace) -> Part:
    """Interrupt runs."""
    return f"{options.signals} interrupted runs", list(interrupted(options.seed, options.signals))


def disks(_: ProcessPoolExecutor, __: argparse.Namespace) -> Part:
    """Fill disks."""
    return "full disks, links, files in the way", list(full())


def threads(_: ProcessPoolExecutor, options: argparse.Namespace) -> Part:
    """Share the library among threads."""
    return f"{options.rounds} rounds in threads", list(crowds.shared(options.seed, options.rounds))


def workers(_: ProcessPoolExecutor, options: argparse.Namespace) -> Part:
    """Kill worker processes."""
    return f"{options.kills} runs whose worker is killed", list(crowds.killed(options.seed, options.kills))


def folders(_: ProcessPoolExecutor, __: argparse.Namespace) -> Part:
    """Run all commands where hostile modules lie."""
    return "every command in a folder of hostile modules", list(crowds.hostile())


PARTS = {"agreement": agreement, "thresholds": thresholds, "sheets": sheets, "signals": signals, "disks": disks}
PARTS |= {"threads": threads, "workers": workers, "folders": folders}


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
