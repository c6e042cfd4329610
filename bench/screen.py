"""`make bench-screen`: screening, by kernel and as a whole, beside the tree walker, OpenFisca-core, publicodes, DuckDB.

Processor seconds, medians of several runs side by side. The kernel is timed on 65,536 applicants at most, and a larger
table is so many times that; whole processes read and write every row. All verdicts are compared with the rivals'.
"""

import argparse
import importlib.util
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median
from time import process_time

from bench import generated, publicodes
from bench.agreement import against_openfisca, against_publicodes
from bench.screen_files import copied, read_and_written, screened, write_tables
from iotcheck.answers import parse_text
from iotcheck.batch import Chunk, Kernel
from iotcheck.engine import assess
from iotcheck.loader import load_file
from iotcheck.model import PolicySet
from iotcheck.screen.cells import TableCoder
from iotcheck.screen.columns import Columns
from iotcheck.screen.tables import Batch
from iotcheck.values import Value

CHUNK = 1 << 16
WALKED = 200
RUNS = 5
MILLION = 1_000_000
SHIPPED = Path(__file__).parents[1] / "data" / "policies.yaml"

Applicants = list[dict[str, Value]]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--programs", type=int, nargs="*", default=[30, 300], help="generated files of so many programs"
    )
    parser.add_argument(
        "--rows", type=int, nargs="*", default=[10_000, 100_000, MILLION], help="tables of so many rows"
    )
    parser.add_argument("--layout", default="wide", help="of whole processes; summary for very large tables")
    options = parser.parse_args()
    everything: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as folder:
        for programs in (None, *options.programs):
            rules = generated.rules(programs) if programs else None
            policy_file = Path(folder) / f"{programs}.json" if rules else SHIPPED
            if rules:
                policy_file.write_bytes(generated.policy_file(rules))
            policies = load_file(str(policy_file))
            print(f"\n{f'{programs} generated programs' if programs else 'the shipped file'}, processor seconds")
            everything[str(programs)] = kernel(policies, options.rows)
            if rules:
                rivals(policies, rules)
            if programs == 30:
                share = everything["30"] / everything["None"]
                print(f"  the shipped file takes 1/{share:.1f} of it: verdicts, missing facts and ceilings")
            for rows in options.rows:
                whole(policies, policy_file, rows, Path(folder), options.layout)


def kernel(policies: PolicySet, sizes: list[int]) -> float:
    """Time the kernel and the tree walker; return the seconds for everything about a million applicants."""
    print(f"  {'applicants':42}" + "".join(f"{size:>12,}" for size in sizes))
    engine = Kernel(policies)
    everyone = applicants(policies, CHUNK)
    texts = list(generated.table_texts(policies, CHUNK))
    chunks = {size: coded(engine, texts[:size]) for size in sizes}
    verdicts = {size: seconds(partial(all_verdicts, engine, chunk), size) for size, chunk in chunks.items()}
    results = {size: seconds(partial(all_results, engine, chunk), size) for size, chunk in chunks.items()}
    walked = seconds(lambda: [assess(policies, one) for one in everyone[:WALKED]], MILLION, rows=WALKED, runs=1)
    most = max(sizes)
    print(f"  {'kernel: verdicts':42}" + "".join(f"{found:12.4f}" for found in verdicts.values()))
    print(
        f"  {'kernel: verdicts, missing facts, ceilings':42}" + "".join(f"{found:12.4f}" for found in results.values())
    )
    print(f"  {'tree walker':42}" + "".join(f"{walked * size / MILLION:12,.0f}" for size in sizes))
    print(f"  everything takes {results[most] / verdicts[most]:.2f} times the verdicts", end="; ")
    print(f"the tree walker {walked / MILLION * most / verdicts[most]:,.0f} times")
    return results[most] / most * MILLION


def rivals(policies: PolicySet, rules: list[generated.Rule]) -> None:
    """Time OpenFisca and publicodes beside the kernel, and compare the verdicts."""
    everyone = applicants(policies, CHUNK)
    engine = Kernel(policies)
    chunk = engine.chunk_admitted(everyone)
    if importlib.util.find_spec("openfisca_core"):
        from bench.openfisca import OpenFisca

        rival = OpenFisca(rules)
        rival.load({name: [one.get(name) for one in everyone] for name in generated.FACTS})
        ours, theirs = [], []
        for _ in range(RUNS):  # in turn: the machine's moods are the same for both
            ours.append(seconds(lambda: all_verdicts(engine, chunk), MILLION, runs=1))
            theirs.append(seconds(rival.verdicts, MILLION, runs=1))
        print(f"  OpenFisca-core, verdicts of a million {median(theirs):.3f}", end="; ")
        print(f"the kernel takes {median(ours) / median(theirs):.2f} times that", end="; ")
        print(against_openfisca(engine, chunk, rival.verdicts()))
    else:
        print("  OpenFisca-core: not measured, it is not installed")
    if absent := publicodes.missing():
        print(f"  publicodes: not measured, {absent}")
        return
    spent, found = publicodes.run(rules, everyone[:WALKED])
    theirs_a_row, ours_a_row = spent / WALKED, seconds(lambda: all_verdicts(engine, chunk), MILLION) / MILLION
    print(f"  publicodes, verdicts of a million {theirs_a_row * MILLION:,.0f}", end="; ")
    print(f"{theirs_a_row / ours_a_row:,.0f} times the kernel", end="; ")
    print(against_publicodes(engine, chunk, found))


def whole(policies: PolicySet, policy_file: Path, rows: int, folder: Path, layout: str) -> None:
    """Time whole processes from file to file, and what copying costs."""
    tables = write_tables(policies, rows, folder)
    results = folder / "results.csv"
    found = screened(policy_file, tables["csv"], results, layout)
    floor = read_and_written(tables["csv"], results)
    print(f"  {rows:,} rows, CSV to CSV ({layout}) {found.seconds:.2f}, {found.memory:.0f} MB", end="; ")
    print(f"csv alone {floor:.2f}: {found.seconds / floor:.2f} times that")
    if "parquet" not in tables:
        print("  Parquet: not measured, pyarrow is not installed")
        return
    found = screened(policy_file, tables["parquet"], folder / "results.parquet", layout)
    print(f"  {rows:,} rows, Parquet to Parquet ({layout}) {found.seconds:.2f}, {found.memory:.0f} MB", end="; ")
    if importlib.util.find_spec("duckdb"):
        copy = copied(tables["parquet"], folder / "copy.parquet")
        print(f"DuckDB's copy {copy.seconds:.2f}: {found.seconds / copy.seconds:.2f} times that")
    else:
        print("DuckDB: not measured, it is not installed")
    for path in folder.glob("*.[cp]*"):
        path.unlink()


def applicants(policies: PolicySet, rows: int) -> Applicants:
    """Return random applicants who know what the cells of a table say."""
    known: dict[tuple[str, str], Value] = {}
    found = []
    for cells in generated.table_texts(policies, rows):
        row = {}
        for fact, text in zip(policies.facts.values(), cells, strict=True):
            if text:
                if (fact.id, text) not in known:
                    value = parse_text(fact, text, policies.currency)
                    assert value is not None
                    known[fact.id, text] = value
                row[fact.id] = known[fact.id, text]
        found.append(row)
    return found


def coded(engine: Kernel, texts: list[list[str]]) -> Chunk:
    """Return applicants as they come out of a table."""
    names = tuple(engine.policies.facts)
    columns = Columns(
        names, {fact: place for place, fact in enumerate(names)}, carried=(), id=None, scales={}, beside={}
    )
    coder = TableCoder(engine, columns)
    return coder.code(Batch(len(texts), list(zip(*texts, strict=True)), range(len(texts))))[0]


def all_verdicts(engine: Kernel, chunk: Chunk) -> None:
    """Compute the bytes of all verdicts."""
    for program in engine.evaluate(chunk, verdicts_only=True):
        program.verdicts  # noqa: B018 - computed when asked for


def all_results(engine: Kernel, chunk: Chunk) -> None:
    """Compute verdicts, missing facts and ceilings."""
    chunk._combinations.clear()
    for program in engine.evaluate(chunk):
        program.verdicts  # noqa: B018
        program.missing.patterns  # noqa: B018


def seconds(work: Callable[[], object], size: int, *, rows: int | None = None, runs: int = RUNS) -> float:
    """Return the median processor time of some work on `rows` rows (default: the chunk of a table), for `size` rows."""
    spent = []
    work() if runs > 1 else None  # warm: a table's first chunk fills the caches
    for _ in range(runs):
        before = process_time()
        work()
        spent.append(process_time() - before)
    return median(spent) * size / (rows or min(size, CHUNK))


if __name__ == "__main__":
    main()
