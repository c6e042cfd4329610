"""Random sheets with units, percents, merged cells and totals: read as they are meant, or refused."""

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from iotcheck.engine import assess
from iotcheck.errors import DataError, UsageError
from iotcheck.loader import load
from iotcheck.screen.columns import Reading
from iotcheck.screen.layouts import Layout
from iotcheck.screen.run import Request
from iotcheck.values import Number
from tests.desk import policy_file
from tests.program import sampled
from tests.sheets import Sheet, sheet
from tests.test_screen import rows_of, run

POLICIES = load(policy_file().encode(), "desk.yaml")
Ceilings = dict[tuple[str, str], tuple[str, str]]


def ceilings_of(made: Sheet) -> Ceilings:
    """Return the ends of the ceiling of each company and program, which show every answer."""
    return {
        (company, program.program.id): (_shown(program.ceiling.low), _shown(program.ceiling.high))
        for company, answers in made.answers.items()
        for program in assess(POLICIES, answers).programs
    }


def outcome(seed: int) -> tuple[str, str]:
    """Screen the sheet of a seed: `read`, `refused`, or `wrong` with what is wrong."""
    made = sheet(seed)
    with TemporaryDirectory() as name:
        folder = Path(name)
        (folder / made.name).write_bytes(made.data)
        request = Request(
            input=made.name, output="out.csv", rejects="rejects.csv", reading=Reading(id_column="企业名称")
        )
        try:
            result, _ = run(folder, request.replace(layout=Layout.MATCHES), POLICIES)
        except (DataError, UsageError) as error:
            return "refused", "; ".join(problem.code for problem in error.problems)
        written = {
            (row["企业名称"], row["program"]): (row["ceiling_min"], row["ceiling_max"])
            for row in rows_of(folder / "out.csv")
        }
        rejects = rows_of(folder / "rejects.csv") if result.portfolio.rejected else []
    if made.contradicts:
        return "wrong", f"two units are stated, and the table was read ({made.place})"
    meant = ceilings_of(made)
    if rejects:
        return "refused", "; ".join(sorted({row["code"] for row in rejects}))
    if written != meant:
        different = sorted({key[1] for key in written.keys() | meant.keys() if written.get(key) != meant.get(key)})
        return "wrong", f"{made.name}, unit in {made.place}: {', '.join(different)}"
    return "read", ""


@pytest.mark.parametrize("first", sampled(range(0, 300, 60), 5))
def test_a_sheet_is_read_as_it_is_meant_or_refused(first: int) -> None:
    """No value is wrong, and hardly any sheet that a person can read is refused."""
    outcomes = {seed: outcome(seed) for seed in range(first, first + 60)}
    assert {seed: found for seed, found in outcomes.items() if found[0] == "wrong"} == {}
    refused = [found for seed, found in outcomes.items() if found[0] == "refused" and not sheet(seed).contradicts]
    assert len(refused) <= 2, refused


def _shown(amount: Number | None) -> str:
    return "" if amount is None else str(amount)
