"""The same rules in publicodes, evaluated by its JavaScript engine in a plain loop, one applicant after another.

Needs node, and publicodes in the folder that `make bench-screen` installs it to.
"""

import json
import shutil
import subprocess
import sys
from datetime import date
from itertools import combinations
from pathlib import Path
from typing import Any

from bench.generated import FACTS, Rule
from iotcheck.values import Value

MODULES = Path(sys.prefix) / "node"
_OPPOSITE = {">=": "<", "<": ">=", ">": "<=", "<=": ">"}
_SIGNS = {"at_least": ">=", "on_or_after": ">=", "more_than": ">", "at_most": "<=", "less_than": "<", "before": "<"}


def missing() -> str:
    """Return what is missing here to run it, nothing where all is there."""
    if shutil.which("node") is None:
        return "node is not installed"
    return "" if (MODULES / "node_modules" / "publicodes").is_dir() else "publicodes is not installed"


def run(rules: list[Rule], rows: list[dict[str, Value]]) -> tuple[float, list[list[bool | None]]]:
    """Return processor seconds, and for each applicant a verdict of each program: None where undetermined."""
    programs = [f"p{number}" for number in range(len(rules))]
    content: dict[str, Any] = {name: {"question": name} for name in FACTS}
    content |= {name: condition(rule["when"]) for name, rule in zip(programs, rules, strict=True)}
    task = {"rules": content, "programs": programs, "rows": [_situation(row) for row in rows]}
    script = Path(__file__).with_suffix(".mjs")
    done = subprocess.run(
        ["node", str(script), str(MODULES)], input=json.dumps(task), capture_output=True, text=True, check=True
    )
    found = json.loads(done.stdout)
    return found["seconds"], found["verdicts"]


def condition(rule: Rule, *, holds: bool = True) -> Any:
    """Return a condition, or its denial, in the words of publicodes."""
    ((key, operand),) = rule.items()
    if key == "not":
        return condition(operand, holds=not holds)
    if key == "at_least":
        pairs = [{"all": list(some)} for some in combinations(operand["of"], operand["count"])]
        return condition({"any": pairs}, holds=holds)
    if key in ("all", "any"):
        name = "toutes ces conditions" if (key == "all") == holds else "une de ces conditions"
        return {name: [condition(child, holds=holds) for child in operand]}
    return _leaf(key, operand, holds=holds)


def _situation(row: dict[str, Value]) -> dict[str, Any]:
    return {name: _literal(FACTS[name], value) for name, value in row.items()}


def _literal(kind: str, value: Any) -> str | int:
    match kind:
        case "boolean":
            return "oui" if value else "non"
        case "choice":
            return f"'{value}'"
        case "date":  # its own dates are compared as texts of day, month, year: count days
            return (value if isinstance(value, date) else date.fromisoformat(value)).toordinal()
        case _:
            return int(value)


def _leaf(fact: str, operand: Any, *, holds: bool) -> Any:
    match FACTS[fact]:
        case "boolean":
            return f"{fact} = {_literal('boolean', operand is holds)}"
        case "choice":
            sign, name = ("=", "une de ces conditions") if holds else ("!=", "toutes ces conditions")
            return {name: [f"{fact} {sign} '{choice}'" for choice in operand]}
        case kind:
            ((operator, bound),) = operand.items()
            sign = _SIGNS[operator]
            return f"{fact} {sign if holds else _OPPOSITE[sign]} {_literal(kind, bound)}"
