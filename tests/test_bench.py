"""The bench measures what it says: the rules that it gives to rivals are ours, and its tables can be read."""

from pathlib import Path
from textwrap import dedent

from bench import generated, publicodes
from bench.floors import csv_floor
from bench.house import Measures, measure
from bench.screen import applicants
from bench.screen_files import screened, write_tables
from iotcheck.engine import assess
from tests.test_screen import SHIPPED


def test_tables_of_the_bench_are_read_without_rejects(tmp_path: Path) -> None:
    """Of the shipped file and of a generated one; the same answers as the kernel is timed on."""
    rules = generated.rules(3)
    (tmp_path / "generated.json").write_bytes(generated.policy_file(rules))
    for policies, file in (
        (SHIPPED, Path(__file__).parents[1] / "data" / "policies.yaml"),
        (generated.policies(rules), tmp_path / "generated.json"),
    ):
        tables = write_tables(policies, 50, tmp_path)
        results = tmp_path / "results.csv"
        assert screened(file, tables["csv"], results).seconds > 0
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


def test_a_package_is_measured_by_its_syntax(tmp_path: Path) -> None:
    """Blank lines are no code, and private things need no docstring."""
    package = tmp_path / "small"
    package.mkdir()
    modules = {
        "__init__": "",
        "one": '''
            """One."""
            from small import two


            def public(a: int, *more) -> int:
                # why
                return two.b  # so
        ''',
        "two": '''
            """Two,
            at length."""
            from . import one

            b = 1


            class C:
                def _private(self) -> str:
                    return """
            x"""
        ''',
        "three": "def late() -> None:\n    from small import four\n",
        "four": "import typing\nif typing.TYPE_CHECKING:\n    import small.four\nimport small.three\n",
    }
    for name, text in modules.items():
        (package / f"{name}.py").write_text(dedent(text).lstrip(), encoding="utf-8")
    assert measure(package) == Measures(
        files=5,
        code=3 + 6 + 2 + 4,
        median_file=4,
        longest_file=11,
        functions=3,
        median_function=3,
        longest_function=3,
        annotated=67,
        documented=round(100 * 2 / 8),
        docstrings=round(100 * 3 / 15),
        comments=round(100 * 2 / 15),
    )
