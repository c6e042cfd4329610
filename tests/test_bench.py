"""The bench measures what it says: the rules that it gives to rivals are ours, and its tables can be read."""

from pathlib import Path

from bench import generated, publicodes
from bench.floors import csv_floor
from bench.screen import applicants
from bench.screen_files import screened, write_tables
from iotcheck.engine import assess
from tests.test_screen import SHIPPED


def test_tables_of_the_bench_are_read_without_rejects(tmp_path: Path) -> None:
    """Of the shipped file and of a generated one; the same answers as the kernel is timed on."""
    rules = generated.rules(3)
    for policies, content in (
        (SHIPPED, (Path(__file__).parents[1] / "data" / "policies.yaml").read_bytes()),
        (generated.policies(rules), generated.policy_file(rules)),
    ):
        (tmp_path / "policies.yaml").write_bytes(content)
        tables = write_tables(policies, 50, tmp_path)
        results = tmp_path / "results.csv"
        assert screened(tmp_path / "policies.yaml", tables["csv"], results).seconds > 0
        assert csv_floor(tables["csv"], results) > 0
        lines = results.read_text(encoding="utf-8-sig").splitlines()
        assert len(lines) == 51
        verdicts = [
            result.verdict.value if result.verdict else ""
            for result in assess(policies, applicants(policies, 1)[0]).programs
        ]
        assert lines[1].split(",")[1 : 1 + len(verdicts)] == verdicts


def test_rules_for_publicodes_keep_their_comparisons() -> None:
    """A denied condition is turned round down to its leaves, as it has no `not`."""
    rule = {"when": {"not": {"any": [{"m0": {"at_least": 5}}, {"b0": True}, {"c0": ["k1", "k2"]}]}}}
    assert publicodes.condition(rule["when"]) == {
        "toutes ces conditions": [
            "m0 < 5",
            "b0 = non",
            {"toutes ces conditions": ["c0 != 'k1'", "c0 != 'k2'"]},
        ]
    }
