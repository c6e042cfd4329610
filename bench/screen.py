"""`make bench-screen`: the kernel beside the tree walker, and beside OpenFisca-core where that is installed.

Processor time, medians of several runs side by side; a table of 65,536 applicants stands for its repetitions. The
verdicts that the kernel calls decided are compared with OpenFisca's.
"""

import argparse
import importlib.util
from collections.abc import Callable
from statistics import median
from time import process_time
from typing import Any

from bench import generated
from iotcheck.engine import Verdict, assess
from iotcheck.lanes import CODES, Chunk, Kernel
from iotcheck.model import PolicySet
from iotcheck.values import Value

ROWS = 1 << 16
WALKED = 200
RUNS = 5

Columns = dict[str, list[Value | None]]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--programs", type=int, nargs="*", default=[30, 300])
    for programs in parser.parse_args().programs:
        rules = generated.rules(programs)
        policies = generated.policies(rules)
        columns = generated_columns(policies)
        print(f"{programs} generated programs, seconds for a million applicants")
        kernel_speed(policies, columns)
        if importlib.util.find_spec("openfisca_core"):
            rival_speed(policies, rules, columns)
        else:
            print("  OpenFisca-core is not installed here")


def generated_columns(policies: PolicySet) -> Columns:
    """Return the values of a generated table, None where unknown."""
    rows = list(generated.texts(ROWS))
    return {
        name: [policies.facts[name].parse(row[place]) if row[place] else None for row in rows]
        for place, name in enumerate(generated.FACTS)
    }


def kernel_speed(policies: PolicySet, columns: Columns) -> None:
    """Time verdicts alone, then with missing facts and ceilings, then the tree walker."""
    kernel = Kernel(policies)
    applicants = [{name: values[row] for name, values in columns.items()} for row in range(ROWS)]
    chunk = kernel.chunk(applicants)
    verdicts = seconds(lambda: all_verdicts(kernel, chunk))
    everything = seconds(lambda: all_results(kernel, chunk))
    walked = seconds(lambda: [assess(policies, one) for one in applicants[:WALKED]], rows=WALKED, runs=1)
    print(f"  kernel, verdicts                     {verdicts:10.3f}")
    print(f"  kernel, verdicts, missing, ceilings  {everything:10.3f}  {everything / verdicts:.1f} times the verdicts")
    print(f"  tree walker                          {walked:10.0f}  {walked / verdicts:,.0f} times the verdicts")


def rival_speed(policies: PolicySet, rules: list[generated.Rule], columns: Columns) -> None:
    """Time OpenFisca and the kernel in turn, and compare their verdicts."""
    from bench.openfisca import OpenFisca

    rival = OpenFisca(rules)
    rival.load(columns)
    kernel = Kernel(policies)
    chunk = kernel.chunk([{name: values[row] for name, values in columns.items()} for row in range(ROWS)])
    ours, theirs = [], []
    for _ in range(RUNS):
        ours.append(seconds(lambda: all_verdicts(kernel, chunk), runs=1))
        theirs.append(seconds(rival.verdicts, runs=1))
    share = median(ours) / median(theirs)
    print(f"  OpenFisca-core, verdicts             {median(theirs):10.3f}  the kernel takes {share:.2f} of it")
    print(f"  decided verdicts that differ         {differing(kernel, chunk, rival.verdicts()):10}")


def all_verdicts(kernel: Kernel, chunk: Chunk) -> None:
    """Compute the bytes of all verdicts."""
    for program in kernel.evaluate(chunk, verdicts_only=True):
        program.verdicts  # noqa: B018 - computed when asked for


def all_results(kernel: Kernel, chunk: Chunk) -> None:
    """Compute verdicts, missing facts and ceilings."""
    for program in kernel.evaluate(chunk):
        program.verdicts  # noqa: B018
        program.missing.patterns  # noqa: B018


def differing(kernel: Kernel, chunk: Chunk, rival: list[Any]) -> int:
    """Count decided verdicts that are not the rival's."""
    yes, no = CODES[Verdict.ELIGIBLE], CODES[Verdict.INELIGIBLE]
    return sum(
        (code == yes and not other) or (code == no and bool(other))
        for program, others in zip(kernel.evaluate(chunk, verdicts_only=True), rival, strict=True)
        for code, other in zip(program.verdicts, others, strict=True)
    )


def seconds(work: Callable[[], object], *, rows: int = ROWS, runs: int = RUNS) -> float:
    """Return the median processor time of some work, scaled to a million rows."""
    spent = []
    for _ in range(runs):
        before = process_time()
        work()
        spent.append(process_time() - before)
    return median(spent) * 1_000_000 / rows


if __name__ == "__main__":
    main()
