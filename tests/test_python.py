"""The Python interface: documented examples, public names, imports, threads; and the same results as the commands."""

import doctest
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

import iotcheck
from iotcheck import api
from iotcheck.engine import Answers, assess
from iotcheck.model import PolicySet
from tests.strategies import policy_sets_with_answers

ROOT = Path(__file__).parents[1]
PUBLIC = {
    "CeilingKind": (),
    "DataError": ("problems",),
    "IotcheckError": (),
    "PolicySet": ("as_of", "assess", "facts", "id", "parse", "programs", "read_answers", "rules", "screener"),
    "ReadWriteError": ("problems",),
    "Report": (
        "as_of", "explain", "next_question", "programs", "result", "to_dict", "to_html", "to_json", "to_markdown",
        "totals", "what_if",
    ),
    "Screener": ("arrow", "rows", "table"),
    "Verdict": (),
    "load": (),
    "messages": (),
}  # fmt: skip
ROWS: list[dict[str, Any]] = [
    {"name": "A", "legal_form": "enterprise", "registered_in_shenzhen": True, "iot_fields": ["smart_city"]},
    {"name": "B", "legal_form": None, "activities": "standards"},
    {"name": "C", "legal_form": "social_organisation", "activities": ["exhibition"], "is_industry_association": True},
]  # fmt: skip


def test_the_examples_of_the_page_hold() -> None:
    found = doctest.testfile(str(ROOT / "docs" / "python.md"), module_relative=False, encoding="utf-8")
    assert found.attempted > 15
    assert found.failed == 0


def test_the_public_names_are_these() -> None:
    assert iotcheck.__all__ == sorted(PUBLIC)
    for name, members in PUBLIC.items():
        value = getattr(iotcheck, name)
        assert set(members) <= {*dir(value), *getattr(value, "record_fields", ()), "problems"}
    with pytest.raises(AttributeError, match="no attribute 'laod'"):
        iotcheck.laod  # noqa: B018


@pytest.mark.parametrize(
    ("code", "absent"),
    [
        ("import iotcheck", ["iotcheck.api", "iotcheck.engine", "rich", "typer", "typing", "yaml"]),
        ("import iotcheck; iotcheck.load().assess({}).to_json()", ["openpyxl", "rich", "typer"]),
        ("import iotcheck; list(iotcheck.load().screener().rows([{'legal_form': 'enterprise'}]))", ["rich", "typer"]),
    ],
)
def test_nothing_is_imported_before_it_is_used(code: str, absent: list[str]) -> None:
    check = f"import sys; before = set(sys.modules); {code}"
    check += f"; print(*[m for m in {absent} if m in sys.modules and m not in before])"
    ran = subprocess.run([sys.executable, "-c", check], capture_output=True, text=True, cwd=ROOT, check=True)
    assert ran.stdout == "\n"


@given(policy_sets_with_answers())
def test_one_row_of_a_screener_has_the_result_of_an_assessment(pair: tuple[PolicySet, Answers]) -> None:
    rules, answers = pair
    policies = api.PolicySet(rules=rules)
    report = policies.assess(answers)
    assert report.result == assess(rules, answers)
    row: dict[str, Any] = {"who is it?": "A", **answers}
    if answers:
        [found] = policies.screener().rows([row])
        verdicts = {one.program.id: one.verdict for one in report.programs if one.verdict is not None}
        assert {program: found[program] for program in verdicts} == verdicts
        assert found["next_question"] == report.next_question


def test_rows_that_cannot_be_read_stop_the_work_or_are_passed_on() -> None:
    screener = iotcheck.load().screener()
    bad = {"name": "X", "legal_form": "spaceship"}
    with pytest.raises(iotcheck.DataError) as stopped:
        list(screener.rows([*ROWS, bad]))
    assert "rows:4" in iotcheck.messages(stopped.value)[0]
    rejects: list[Any] = []
    found = list(screener.rows([ROWS[0], bad, ROWS[2]], on_reject=rejects.append))
    assert [row["name"] for row in found] == ["A", "C"]
    assert [(reject.line, reject.column) for reject in rejects] == [(2, "legal_form")]


def test_rows_do_not_depend_on_the_rows_beside_them() -> None:
    screener = iotcheck.load().screener()
    together = list(screener.rows(ROWS))
    alone = [next(screener.rows([row])) for row in ROWS]
    assert [{key: row[key] for key in one} for row, one in zip(together, alone, strict=True)] == alone


def test_threads_share_rules_and_screeners() -> None:
    policies = iotcheck.load()
    screener = policies.screener()

    def work(_: int) -> tuple[str, list[dict[str, Any]]]:
        return policies.assess({"legal_form": "enterprise"}).to_json(), list(screener.rows(ROWS))

    expected = work(0)
    with ThreadPoolExecutor(8) as pool:
        assert all(found == expected for found in pool.map(work, range(32)))


def test_arrow_tables_are_screened_like_rows() -> None:
    pa = pytest.importorskip("pyarrow")
    screener = iotcheck.load().screener()
    rows = [{"name": row["name"], "legal_form": row["legal_form"] or "?"} for row in ROWS]  # null: not asked
    assert screener.table(pa.Table.from_pylist(rows)).to_pylist() == list(screener.rows(rows))
    with pytest.raises(iotcheck.DataError):
        screener.table(pa.Table.from_pylist([{"name": "X", "legal_form": "spaceship"}]))


def test_rules_come_from_a_path_or_from_a_text(tmp_path: Path) -> None:
    text = (ROOT / "data" / "starter" / "policies.yaml").read_text("utf-8")
    path = tmp_path / "rules.yaml"
    path.write_text(text, "utf-8")
    assert iotcheck.load(path).rules == iotcheck.load(text=text).rules == iotcheck.load(str(path)).rules
    with pytest.raises(TypeError):
        iotcheck.load(path, text=text)
    with pytest.raises(iotcheck.DataError):
        iotcheck.load(text="programs: 3")
    with pytest.raises(iotcheck.ReadWriteError):
        iotcheck.load(tmp_path / "absent.yaml")


def test_texts_become_values() -> None:
    policies = iotcheck.load()
    assert policies.parse("led_national_standards", "3") == 3
    assert policies.parse("legal_form", "不详") is None
    for fact, text in (("legal_form", "spaceship"), ("legal_frm", "enterprise")):
        with pytest.raises(iotcheck.DataError):
            policies.parse(fact, text)
    answers = policies.read_answers(ROOT / "examples" / "enterprise-standards.yaml")
    assert policies.assess(answers).totals.applicable
