"""Every command ends in a result, or in a located problem, for files as wide and as deep as the loader admits them."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.program import iotcheck

_HEAD = """\
format: 1
id: shape
title: Shape
as_of: 2024-01-01
currency: USD
languages: [en]
sources: {law: {title: Law}}
supports: {grant: Grant}
facts:
"""


def _file(fact_type: str, count: int, when: str, ceiling: str = "none", conditions: str = "") -> str:
    facts = "".join(f"  f{n}: {{type: {fact_type}, ask: 'Fact {n}?', label: Fact {n}}}\n" for n in range(count))
    edition = f"status: in_force, confidence: official, when: {when}, ceiling: {ceiling}"
    edition += ", source: {document: law, section: 1}"
    return f"{_HEAD}{facts}{conditions}programs:\n  p: {{title: P, support: grant, editions: [{{{edition}}}]}}\n"


def _joined(form: str, count: int) -> str:
    return ", ".join(form.format(n=n, low=10 * n, high=10 * n + 3, above=n + 1) for n in range(count))


def _all(n: int) -> str:
    return _file("boolean", n, f"{{all: [{_joined('{{f{n}: true}}', n)}]}}")


def _any(n: int) -> str:
    return _file("boolean", n, f"{{any: [{_joined('{{f{n}: true}}', n)}]}}")


def _at_least(n: int) -> str:
    return _file("boolean", n, f"{{at_least: {{count: {n // 2}, of: [{_joined('{{f{n}: true}}', n)}]}}}}")


def _named(n: int) -> str:
    conditions = "conditions:\n" + "".join(f"  c{i}: {{text: Step {i}, f{i}: true}}\n" for i in range(n))
    return _file("boolean", n, f"{{any: [{_joined('{{met: c{n}}}', n)}]}}", conditions=conditions)


def _ranges(n: int) -> str:
    return _file("money", 1, f"{{any: [{_joined('{{f0: {{between: [{low}, {high}]}}}}', n)}]}}")


def _cases(n: int) -> str:
    branches = _joined("{{when: {{f0: {{less_than: {high}}}}}, then: {above}}}", n)
    return _file("money", 1, "everyone", f"{{cases: [{branches}, {{otherwise: 9999}}]}}")


def _sum(n: int) -> str:
    return _file("money", n, "everyone", f"{{sum: [{_joined('f{n}', n)}]}}")


def _deep(_: int) -> str:
    condition = "{f0: true}"
    for level in range(1, 18):
        condition = f"{{any: [{condition}, {{all: [{{f{level}: true}}, {{f0: false}}]}}]}}"
        condition = f"{{not: {condition}}}" if level % 3 == 0 else condition
    return _file("boolean", 18, condition)


def _shared(_: int) -> str:
    """Thirty amounts, each of which uses the one before twice: written out, they would be a billion."""
    amounts = "amounts:\n  x0: 5\n" + "".join(
        f"  x{n}: {{cases: [{{when: {{f0: true}}, then: {{amount_of: x{n - 1}}}}}, "
        f"{{otherwise: {{sum: [{{amount_of: x{n - 1}}}, 1]}}}}]}}\n"
        for n in range(1, 31)
    )
    return _file("boolean", 1, "everyone", "{amount_of: x30}", amounts)


WIDE: dict[str, Callable[[int], str]] = {
    "all": _all,
    "any": _any,
    "at_least": _at_least,
    "named": _named,
    "ranges": _ranges,
    "cases": _cases,
    "sum": _sum,
    "deep": _deep,
    "shared": _shared,
}
_COMMANDS = {
    "assess": ("assess", "--no-input", "--all", "--policies", "FILE"),
    "explain": ("assess", "--no-input", "--all", "--explain", "--policies", "FILE"),
    "json": ("assess", "--no-input", "--explain", "--json", "--policies", "FILE"),
    "lint": ("lint", "FILE"),
    "coverage": ("test", "CASES", "--policies", "FILE", "--coverage"),
    "docs": ("docs", "FILE", "--output", "OUTPUT"),
    "diff": ("diff", "FILE", "FILE"),
    "show": ("show", "p", "--policies", "FILE"),
    "fresh": ("fresh", "FILE"),
    "screen": ("screen", "TABLE", "--policies", "FILE"),
}


@pytest.mark.thorough
@pytest.mark.parametrize("shape", WIDE)
@pytest.mark.parametrize("command", _COMMANDS)
def test_every_command_ends_in_a_result_or_a_located_problem(tmp_path: Path, command: str, shape: str) -> None:
    (tmp_path / "file.yaml").write_text(WIDE[shape](1100), encoding="utf-8")
    (tmp_path / "table.csv").write_text("name,f0\nAlpha,1\n", encoding="utf-8")
    (tmp_path / "cases.yaml").write_text(
        "format: 1\ncases:\n  - {id: one, title: One, answers: {}, expect: {programs: {p: {status: in_force}}}}\n",
        encoding="utf-8",
    )
    places = {"FILE": "file.yaml", "TABLE": "table.csv", "OUTPUT": "out", "CASES": "cases.yaml"}
    run = iotcheck(*(places.get(word, word) for word in _COMMANDS[command]), cwd=tmp_path)
    assert run.code in (0, 3), run.err
    assert run.code == 0 or re.search(r"\.(yaml|csv):\d+|Fact|covered|review", run.out + run.err)
