"""A row for each applicant: what it can apply for, up to how much and until when, as the other layouts say it."""

import json
from datetime import date
from pathlib import Path
from random import Random

from iotcheck.answers import written_value
from iotcheck.screen.layouts import Layout
from iotcheck.screen.run import Request, Streams, screen
from tests.small import document as small_document
from tests.small import fact, loaded, yaml_text
from tests.test_batch import random_rows
from tests.test_screen import SHIPPED, rows_of

TODAY = date(2026, 11, 28)


def screened(folder: Path, layout: Layout, output: str, *, day: date = TODAY, words: bool = False) -> Path:
    """Screen random applicants of the shipped file."""
    lines = [",".join(["name", *SHIPPED.facts])]
    for number, row in enumerate(random_rows(SHIPPED, 40, Random(8))):
        cells = ["" if (value := row.get(name)) is None else written_value(value) for name in SHIPPED.facts]
        lines.append(",".join([f"A{number}", *(cell.replace(",", ";") for cell in cells)]))
    (folder / "in.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    request = Request(input=str(folder / "in.csv"), output=str(folder / output), layout=layout, words=words, force=True)
    streams = Streams(stdin=None, stdout=None, notify=lambda _: None, progress=lambda rows, share: None)
    screen(SHIPPED, day, "en", request.replace(rejects=str(folder / "bad.csv")), streams)
    return folder / output


def test_it_has_the_sums_of_wide_and_the_programs_of_matches(tmp_path: Path) -> None:
    """And the missing answers of all undetermined programs together, in the file's order."""
    rows = rows_of(screened(tmp_path, Layout.PORTFOLIO, "portfolio.csv"))
    matched = rows_of(screened(tmp_path, Layout.MATCHES, "matches.csv"))
    for row, wide in zip(rows, rows_of(screened(tmp_path, Layout.WIDE, "wide.csv")), strict=True):
        shared = [name for name in row if name in wide and name not in SHIPPED.programs]
        assert {name: row[name] for name in shared} == {name: wide[name] for name in shared}
        own = [match for match in matched if match["name"] == row["name"]]
        applicable = {match["program"] for match in own if match["verdict"] in ("eligible", "conditional")}
        assert {name for name in row if name in SHIPPED.programs and row[name]} == applicable
        waiting = {fact for match in own if match["verdict"] == "undetermined" for fact in match["missing"].split(";")}
        assert row["missing"] == ";".join(name for name in SHIPPED.facts if name in waiting)
    assert {"total_max", "total_max:tax:year", "next_question"} <= rows[0].keys()


def test_a_cell_says_the_maximum_the_deadline_and_what_is_to_be_confirmed(tmp_path: Path) -> None:
    """Programs that nobody can apply for that day have no column; in words the columns have their titles."""
    rows = rows_of(screened(tmp_path, Layout.PORTFOLIO, "portfolio.csv"))
    assert {"cn-vat-5", "standard-international"} <= rows[0].keys()
    assert any("up to " in (cell or "") for row in rows for cell in row.values())
    columns = rows_of(screened(tmp_path, Layout.PORTFOLIO, "old.csv", day=date(2019, 5, 31)))[0].keys()
    assert "sz-ai-training-voucher" not in columns
    words = rows_of(screened(tmp_path, Layout.PORTFOLIO, "words.csv", words=True))
    assert SHIPPED.programs["sz-ai-training-voucher"].title.in_language("en") in words[0]
    assert "Missing answers" in words[0]
    screened(tmp_path, Layout.PORTFOLIO, "out.jsonl")
    first = json.loads((tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()[0])
    assert first["name"] == "A0"


def test_a_program_that_pays_nothing_says_so_and_a_deadline_counts_its_days(tmp_path: Path) -> None:
    """On the last day, too."""
    document = small_document(
        {"costs": fact("money")}, when={"costs": {"at_least": 0}}, ceiling={"percent": 10, "of": "costs"}
    )
    program = document["programs"]["program"]
    program["editions"][0]["apply"] = [{"from": date(2020, 1, 1), "until": date(2020, 1, 31)}]
    policy_set = loaded(yaml_text(document))
    (tmp_path / "in.csv").write_text("name,costs\nA,0\nB,100元\n", encoding="utf-8")
    streams = Streams(stdin=None, stdout=None, notify=lambda _: None, progress=lambda rows, share: None)
    request = Request(input=str(tmp_path / "in.csv"), output=str(tmp_path / "out.csv"), layout=Layout.PORTFOLIO)
    screen(policy_set, date(2020, 1, 30), "en", request, streams)
    first, second = rows_of(tmp_path / "out.csv")
    assert first["program"] == "nothing on these answers; 31 January 2020 (1 day left)"
    assert second["program"].startswith("up to 10 ")
