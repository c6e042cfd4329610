"""Screening of files whose amounts have cases, caps, bands and tables: microseconds a row, `python -m bench.amounts`.

Two generated files, as rules on benefits are written: programs that look at income and kind directly, and programs that
share named amounts over many tables. Timed are verdicts, missing facts and ceilings of one chunk of applicants, of whom
8 % of the facts are unknown, in processor seconds, the least of several runs; the first, which fills the caches, stands
beside. What it says of some rows is compared with the tree walker.
"""

import json
import sys
from pathlib import Path
from random import Random
from time import process_time
from typing import Any

from bench.generated import CHOICES, MONEY, policy_file, table_texts
from bench.screen import CHUNK, coded
from iotcheck.__main__ import collect_garbage_seldom
from iotcheck.batch import Chunk, Kernel
from iotcheck.engine import assess
from iotcheck.loader import load, load_file

RUNS = 3
GOAL = 20  # microseconds a row
COMPARED = 60  # rows
Rule = dict[str, Any]


def main() -> None:
    """Measure and print; with arguments, these policy files."""
    collect_garbage_seldom()
    files = {"income and kind": load(by_income(20), "income"), "named amounts": load(named(18, 23), "named")}
    if sys.argv[1:]:
        files = {Path(path).name: load_file(path) for path in sys.argv[1:]}
    print(f"microseconds a row: verdicts, missing facts, ceilings   goal {GOAL}")
    for name, policies in files.items():
        kernel = Kernel(policies)
        texts = list(table_texts(policies, CHUNK))
        first = _microseconds(kernel, coded(kernel, texts))
        again = min(_microseconds(kernel, coded(kernel, texts)) for _ in range(RUNS))
        other = _microseconds(kernel, coded(kernel, list(table_texts(policies, CHUNK, seed=3))))
        compared, in_play = compare(kernel, texts)
        print(f"  {name:16} first chunk {first:.1f}, again {again:.1f}, other rows {other:.1f}", end="; ")
        print(f"{in_play:.0%} of ceilings can matter; {compared} results as the tree walker's", flush=True)


def evaluate(kernel: Kernel, chunk: Chunk) -> None:
    """Compute verdicts, missing facts and ceilings."""
    for program in kernel.evaluate(chunk):
        program.verdicts  # noqa: B018 - computed when asked for
        program.missing.patterns  # noqa: B018
        program.ceilings  # noqa: B018


def compare(kernel: Kernel, texts: list[list[str]]) -> tuple[int, float]:
    """Compare reports of some rows with the tree walker; return how many, and the share of rows in play."""
    chunk = kernel.chunk_admitted([])
    chunk = coded(kernel, texts)
    every = list(kernel.evaluate(chunk))
    in_play = sum((one.applicable | one.undetermined).bit_count() for one in every)
    from bench.screen import applicants

    for row, answers in enumerate(applicants(kernel.policies, COMPARED)):
        for batch, one in zip(every, assess(kernel.policies, answers).programs, strict=True):
            walked = one.replace(trace=None, ceiling=one.ceiling._replace(trace=None))
            assert batch.report(row) == walked, (row, walked.program.id)
    return COMPARED * len(every), in_play / len(every) / len(texts)


def _microseconds(kernel: Kernel, chunk: Chunk) -> float:
    before = process_time()
    evaluate(kernel, chunk)
    return (process_time() - before) / chunk.rows * 1e6


def by_income(programs: int, seed: int = 1) -> bytes:
    """Return a file of programs with cases, caps and tables by income (m0) and kind (c0), each in its own words."""
    random = Random(seed)
    content = json.loads(policy_file([]))
    content["tables"] = {}
    kinds = {"per_kind": "c0", "rate": "c0", "two_keys": ["c0", "m0"]}
    for number in range(programs):
        income, kind = {"m0": {"at_most": random.choice(MONEY)}}, {"c0": random.sample(CHOICES, 2)}
        tables = {name: f"{name}{number}" for name in kinds}
        content["tables"] |= {
            tables["per_kind"]: _by_kind(random, MONEY),
            tables["rate"]: _by_kind(random, list(range(1, 60))),
            tables["two_keys"]: _by_two(random),
        }
        lookup = {name: {"table": tables[name], "by": by} for name, by in kinds.items()}
        ceiling = {
            "cases": [
                {"when": {"all": [income, kind]}, "then": lookup["per_kind"]},
                {"when": {"m0": {"at_most": random.choice(MONEY)}}, "then": lookup["two_keys"]},
                {"otherwise": {"difference": [{"percent": lookup["rate"], "of": "m1"}, {"percent": 10, "of": "m0"}]}},
            ]
        }
        capped = {"least": [ceiling, random.choice(MONEY)]}
        content["programs"][f"p{number}"] = _program(random, capped)
    return json.dumps(content).encode()


def named(amounts: int, tables: int, seed: int = 1, programs: int = 20) -> bytes:
    """Return a file of named amounts, each over the one before and over tables, and programs that use them."""
    random = Random(seed)
    content = json.loads(policy_file([]))
    content["tables"] = {f"t{number}": random.choice((_by_kind, _by_two))(random, MONEY) for number in range(tables)}
    content["amounts"] = {}

    def lookup(number: int) -> Rule:
        table = content["tables"][f"t{number % tables}"]
        by = ["c0", "m0"] if "limits" in table else random.choice(("c0", "c1", "c2"))
        return {"table": f"t{number % tables}", "by": by}

    for number in range(amounts):
        before = {"amount_of": f"a{number - 1}"} if number % 6 else random.choice(("m1", "m2"))
        content["amounts"][f"a{number}"] = random.choice(
            [
                {"least": [{"sum": [lookup(number), {"percent": 20, "of": before}]}, lookup(number + amounts)]},
                {"difference": [lookup(number), {"percent": 15, "of": before}]},
                {"cases": [{"when": {"n0": {"at_least": 20}}, "then": lookup(number)}, {"otherwise": before}]},
                {"greatest": [before, {"amount": lookup(number), "per": "n1"}]},
            ]
        )
    for number in range(programs):
        ceiling = {"least": [{"amount_of": f"a{number % amounts}"}, random.choice(MONEY)]}
        content["programs"][f"p{number}"] = _program(random, ceiling)
    return json.dumps(content).encode()


def _program(random: Random, ceiling: Rule) -> Rule:
    text = {"zh": "文字", "en": "text"}
    when = {"all": [{"b0": random.random() < 0.5}, {"n0": {"at_least": random.randint(10, 60)}}]}
    edition = {"status": "in_force", "confidence": "official", "source": {"document": "s"}}
    return {"title": text, "support": "grant", "editions": [{**edition, "when": when, "ceiling": ceiling}]}


def _by_kind(random: Random, amounts: list[int]) -> Rule:
    return {**{choice: random.choice(amounts) for choice in CHOICES[:3]}, "otherwise": random.choice(amounts)}


def _by_two(random: Random, amounts: list[int] = MONEY) -> Rule:
    """Return a table by kind and by income."""
    limits = sorted(random.sample(MONEY, 3))
    names = [f"r{number}" for number in range(3)]
    rows = {
        choice: {name: random.choice(amounts) for name in (*names, "otherwise")}
        for choice in (*CHOICES[:3], "otherwise")
    }
    return {"limits": {name: {"up_to": limit} for name, limit in zip(names, limits, strict=True)}, "rows": rows}


if __name__ == "__main__":
    main()
