"""The second policy file: of another field than the shipped one, with every construct of the format."""

import re
from pathlib import Path

from iotcheck.loader import load
from iotcheck.loader.shape import AMOUNT_FORMS, COMPARISONS, OPERATORS, RECORDS
from iotcheck.model import FactType, PolicySet

SECOND = Path(__file__).parent / "data" / "second" / "policies.yaml"
INNER_KEYS = {"otherwise", "count", "when", "then", "cases"}


def second() -> PolicySet:
    return load(SECOND.read_bytes(), str(SECOND))


def test_the_second_file_is_of_another_kind_than_the_shipped_one() -> None:
    """Another currency, another order of languages, some fifteen programs, several of them with editions."""
    policies = second()
    assert (policies.currency, policies.languages) == ("EUR", ("en", "zh"))
    assert 15 <= len(policies.programs) <= 20
    assert sum(len(program.editions) > 1 for program in policies.programs.values()) >= 3


def test_the_second_file_uses_every_construct_of_the_format() -> None:
    """Whatever the loader accepts stands in it at least once: types of facts, operators, comparisons, amounts."""
    written = set(re.findall(r"(\w+):", SECOND.read_text(encoding="utf-8")))
    operators = {*OPERATORS, *(name for names in COMPARISONS.values() for name in names)}
    forms = {key for form in AMOUNT_FORMS.values() for key in form.keys}
    records = {key for name in ("file", "source", "agency", "edition", "program", "note") for key in RECORDS[name]}
    types = {fact.type for fact in second().facts.values()}
    assert (operators | forms | INNER_KEYS | records) - written == set()
    assert types == set(FactType)
