"""Today's rules as a whole: how many questions they take, what a sensor maker gets, and when what is over."""

from datetime import date
from functools import cache

import pytest

from iotcheck.engine import Report, Verdict, assess
from iotcheck.loader import load_file, shipped_policies
from iotcheck.model import PolicySet
from tests.companies import COMPANIES, answers_of, questions

TODAY = date(2026, 11, 28)
LOANS = {"cn-sme-loan-interest", "cn-equipment-loan-interest"}


@cache
def shipped() -> PolicySet:
    return load_file(shipped_policies())


def report(company: str, **changed: str) -> Report:
    """Return today's result of a company, with some of its answers changed."""
    return assess(shipped(), answers_of(shipped(), {**COMPANIES[company], **changed}), TODAY)


def test_a_company_comes_to_its_answer_in_few_questions() -> None:
    """Each of sixteen plausible companies in at most 20 questions, in the mean at most 14."""
    assert shipped().known_to == TODAY
    asked = {name: len(questions(shipped(), company)) for name, company in COMPANIES.items()}
    assert len(asked) == 16
    assert max(asked.values()) <= 20, asked
    assert sum(asked.values()) / len(asked) <= 14, asked


def test_a_sensor_maker_gets_what_was_worked_out_by_hand() -> None:
    """Half of a certification of 1.5 million; 1.5 points of interest on 10 million for two years; a tax rate of 5%."""
    found = report("sensor maker, Nanshan")
    had = {one.program.id: one.ceiling.high for one in found.programs if one.applicable}
    assert had["sz-sensor-certification"] == 750_000
    assert had["cn-sme-loan-interest"] == 300_000
    assert had["cn-small-profit"] == 240_000
    sums = {one.group.apart: one.high for one in found.totals.groups}
    zone, deduction = 1_000_000, 144_000  # growth in the high-tech zone; 5% of R&D expenses, as its rate of tax is 5%
    assert sums == {None: 750_000 + zone, "loan_interest": 300_000, "tax": 240_000 + deduction}


@pytest.mark.parametrize(
    ("recognised", "assets", "tax"),
    [
        ("hnte", "3000万元", 240_000 + 144_000),  # small: 20% of income and 5% of R&D, although 15% could be chosen
        ("none", "3000万元", 240_000 + 144_000),
        ("hnte", "6000万元", 120_000 + 432_000),  # not small: 10% of income and 15% of R&D
        ("none", "6000万元", 720_000),  # the ordinary rate: 25% of R&D
    ],
)
def test_what_r_and_d_saves_goes_by_the_rate_of_the_best_set(recognised: str, assets: str, tax: int) -> None:
    """Income of 1.2 million and R&D of 2.88 million: the lowest rate is the best, and R&D saves tax at that rate."""
    found = report("sensor maker, Nanshan", recognitions=recognised, assets=assets)
    (subtotal,) = [one for one in found.totals.groups if one.group.apart == "tax"]
    assert (subtotal.low, subtotal.high) == (tax, tax)


@pytest.mark.parametrize(
    ("fixed", "equipment", "interest"),
    [
        ("1000万元", "1000万元", 300_000),  # one loan
        ("1000万元", "400万元", 300_000),  # a part of it is for equipment
        ("6000万元", "3000万元", 1_800_000),  # above 50 million the one for equipment goes on
        ("1000万元", "0", 300_000),
    ],
)
def test_the_interest_of_one_loan_is_counted_once(fixed: str, equipment: str, interest: int) -> None:
    """Both subsidies together pay at most the interest of all fixed-asset loans."""
    loans = {"undertakings": "fixed_asset_loan,equipment_loan", "fixed_asset_loan": fixed, "equipment_loan": equipment}
    found = report("sensor maker, Nanshan", **loans)
    (subtotal,) = [one for one in found.totals.groups if one.group.apart == "loan_interest"]
    assert (subtotal.low, subtotal.high) == (interest, interest)


def test_a_company_that_is_not_small_gets_the_interest_for_equipment_alone() -> None:
    """The rule on both subsidies does not limit one that is had by itself."""
    found = report("listed manufacturer, Pingshan")
    (subtotal,) = [one for one in found.totals.groups if one.group.apart == "loan_interest"]
    assert (subtotal.low, subtotal.high) == (3_000_000, 3_000_000)


@pytest.mark.parametrize(
    ("day", "closed"),
    [
        (date(2026, 11, 26), set()),
        (date(2026, 11, 27), {"sz-nev-icv-2023"}),
        (date(2026, 12, 17), {"sz-nev-icv-2023"}),
        (date(2026, 12, 18), {"sz-nev-icv-2023", "sz-ai-training-voucher", "sz-ai-model-voucher"}),
        (date(2027, 1, 1), {"sz-nev-icv-2023", "sz-ai-training-voucher", "sz-ai-model-voucher", *LOANS}),
    ],
)
def test_what_is_over_is_not_applied_for(day: date, closed: set[str]) -> None:
    """The day after its last one a program is none of those that one may apply for."""
    company = {
        **COMPANIES["sensor maker, Bao'an"],
        "business": "sensors,artificial_intelligence",
        "iot_fields": "connected_vehicles",
        "ai_work": "computing,buying_models",
        "compute_contract": "100万元",
        "start_up": "no",
        "model_fee": "30万元",
    }
    found = assess(shipped(), answers_of(shipped(), company), day)
    ends = {"sz-nev-icv-2023", "sz-ai-training-voucher", "sz-ai-model-voucher", *LOANS}
    applicable = {one.program.id for one in found.programs if one.applicable and one.verdict is not Verdict.INELIGIBLE}
    assert ends - applicable == closed
