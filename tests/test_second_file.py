"""The second policy file: of another field than the shipped one, with every construct of the format."""

import json
import re
from pathlib import Path

from iotcheck.loader import load
from iotcheck.loader.comparisons import COMPARISONS
from iotcheck.loader.format import OPERATORS, RECORDS
from iotcheck.loader.format_amounts import AMOUNT_FORMS
from iotcheck.loader.format_combining import COMBINE_FORMS
from iotcheck.model import FactType, PolicySet
from tests.program import iotcheck

SECOND = Path(__file__).parent / "data" / "second" / "policies.yaml"
IN_PIECES = {"include"}  # tests/test_pieces.py cuts this file into pieces
INNER_KEYS = {"otherwise", "count", "when", "then", "cases"}


def second() -> PolicySet:
    return load(SECOND.read_bytes(), str(SECOND))


def test_the_second_file_is_of_another_kind_than_the_shipped_one() -> None:
    """Another currency, another order of languages, some fifteen programs, several of them with editions."""
    policies = second()
    assert (policies.currency, policies.languages) == ("EUR", ("en", "zh"))
    assert 15 <= len(policies.programs) <= 30
    assert sum(len(program.editions) > 1 for program in policies.programs.values()) >= 3


def test_the_second_file_uses_every_construct_of_the_format() -> None:
    """Whatever the loader accepts stands in it at least once: types of facts, operators, comparisons, amounts."""
    written = set(re.findall(r"(\w+):", SECOND.read_text(encoding="utf-8")))
    operators = {*OPERATORS, *(name for names in COMPARISONS.values() for name in names)}
    forms = {key for form in (*AMOUNT_FORMS.values(), *COMBINE_FORMS.values()) for key in form.keys}
    records = {key for name in ("file", "source", "agency", "edition", "program", "note") for key in RECORDS[name]}
    types = {fact.type for fact in second().facts.values()}
    assert (operators | forms | INNER_KEYS | records) - IN_PIECES - written == set()
    assert types == set(FactType)


def test_the_second_file_goes_through_the_whole_workbench(tmp_path: Path) -> None:
    """Lint has nothing to say, the cases show all that can be shown, and the same rules serve every other command."""
    file = str(SECOND)
    lint = iotcheck("lint", file, "--strict", "--lang", "en")
    assert (lint.code, lint.out) == (0, f"{file}: no problems found.\n")
    tested = iotcheck("test", file, "--fail-under", "100", "--json")
    coverage = json.loads(tested.out)["coverage"]
    assert (tested.code, coverage["total"]["percent"], coverage["total"]["not_decided"]) == (0, 100, 0)
    assert {one["reach"] for one in coverage["not_shown"]} == {"unreachable"}
    answers = ("--set", "legal_form=company", "--set", "registered_in_halvern=yes", "--set", "patents=4")
    assessed = json.loads(iotcheck("assess", "--policies", file, *answers, "--no-input", "--json").out)
    patents = next(one for one in assessed["programs"] if one["id"] == "patent-bonus")
    assert (patents["verdict"], patents["ceiling"]["max"]) == ("eligible", 10000)
    page = iotcheck("docs", file, "--lang", "en").out
    assert [
        title
        for title in (program.title.in_language("en") for program in second().programs.values())
        if title not in page
    ] == []
    (tmp_path / "new.yaml").write_text(
        SECOND.read_text(encoding="utf-8").replace("amount: 2500 EUR, per: patents", "amount: 3000 EUR, per: patents"),
        encoding="utf-8",
    )
    diff = iotcheck("diff", file, str(tmp_path / "new.yaml"), "--lang", "en")
    assert "+ Bonus for patents: eligible, EUR 10,000 → eligible, EUR 12,000" in diff.out
