"""Amounts that are computed from the grant of another program."""

from datetime import date

import pytest

from iotcheck.batch import Kernel
from iotcheck.engine import assess
from iotcheck.model import PolicySet
from iotcheck.texts import ceilings
from tests.samples import problems_of
from tests.small import Document, document, fact, loaded, yaml_text

DAY = date(2024, 3, 1)
FACTS = {"local": fact("boolean"), "price": fact("money")}


def edition(ceiling: object, when: object = "everyone", **keys: object) -> Document:
    return {"status": "in_force", "confidence": "official", "when": when, "ceiling": ceiling, **keys}


def written(*city: Document, region: object) -> Document:
    """Write a city's program by its editions, and a region's with a ceiling that uses it."""
    content = document(FACTS)
    (program,) = content["programs"].values()
    source = program["editions"][0]["source"]
    editions = [{**each, "source": source} for each in city]
    content["programs"] = {
        "city": {**program, "editions": editions},
        "region": {**program, "editions": [{**edition(region), "source": source}]},
    }
    return {**content, "as_of": DAY.isoformat()}


def policies(*city: Document, region: object) -> PolicySet:
    return loaded(yaml_text(written(*city, region=region)))


LESS: Document = {"difference": ["price", {"grant_of": "city"}]}
SHARE: Document = {"percent": 50, "of": "price"}


@pytest.mark.parametrize(
    ("answers", "low", "high", "missing"),
    [
        ({"local": True, "price": 600}, 300, 300, ()),
        ({"local": False, "price": 600}, 600, 600, ()),
        ({"price": 600}, 300, 600, ("local",)),
        ({"local": True}, 0, None, ("price",)),
    ],
)
def test_it_is_the_ceiling_of_who_is_eligible_and_else_0(
    answers: dict[str, object], low: int, high: int | None, missing: tuple[str, ...]
) -> None:
    """An interval from the one to the other while the answers that decide are open; for whole tables too."""
    of = policies(edition(SHARE, {"local": True}), region=LESS)
    found = assess(of, answers).program("region").ceiling
    assert (found.low, found.high, found.missing) == (low, high, missing)
    kernel = Kernel(of, DAY)
    region = list(kernel.evaluate(kernel.chunk([answers])))[1]
    assert region.ceiling(0)[:5] == found[:5]


def test_what_is_to_be_confirmed_may_be_refused() -> None:
    """Nobody has to answer anything: the amount lies between both, and the words say why."""
    of = policies(edition(SHARE, {"confirm": "Call open"}), region=LESS)
    found = assess(of, {"price": 600}).program("region").ceiling
    assert (found.low, found.high, found.missing) == (300, 600, ())
    title = of.programs["city"].title
    assert f"whether “{title.in_language('en')}” is granted" in ceilings.ceiling(of, "en", found)
    assert f"能否获得“{title.in_language('zh')}”" in ceilings.ceiling(of, "zh", found)


@pytest.mark.parametrize(
    ("day", "grant"),
    [("2022-06-30", 100), ("2022-12-31", 100), ("2023-01-01", 250), ("2024-12-31", 250), ("2025-01-01", 0)],
)
def test_it_is_that_of_the_day(day: str, grant: int) -> None:
    """Each edition in its time, the later where two cover a day; after the last, nothing."""
    of = policies(
        edition(100, until="2024-12-31"), edition(250, **{"from": "2023-01-01", "until": "2024-12-31"}), region=LESS
    )
    assert assess(of, {"price": 1000}, date.fromisoformat(day)).program("region").ceiling.low == 1000 - grant


@pytest.mark.parametrize(
    "closed",
    [
        pytest.param(edition(250, status="plan"), id="a plan"),
        pytest.param(edition(250, known_to="2023-12-31"), id="stale"),
        pytest.param(edition(250, until="2024-12-31", known_to="2023-12-31"), id="stale before it ends"),
        pytest.param(edition(250, until="2024-02-29", known_to="2024-12-31"), id="ended"),
        pytest.param({key: value for key, value in edition(250).items() if key != "when"}, id="background"),
        pytest.param(edition("none"), id="no money"),
        pytest.param(edition(-250), id="below zero"),
    ],
)
def test_what_nobody_can_get_takes_nothing_off(closed: Document) -> None:
    """A program that is not open, or pays nothing."""
    assert assess(policies(closed, region=LESS), {"price": 1000}).program("region").ceiling.low == 1000


def test_grants_that_use_one_another_are_circles() -> None:
    """Directly, and by way of a named amount."""
    direct = written(edition({"grant_of": "region"}), region=LESS)
    assert [problem.code for problem in problems_of(yaml_text(direct))] == ["circle"]
    named = written(edition({"amount_of": "rest"}), region=LESS) | {"amounts": {"rest": {"grant_of": "region"}}}
    assert {problem.code for problem in problems_of(yaml_text(named))} == {"circle"}


def test_a_condition_may_compare_a_grant_that_answers_decide_and_no_other() -> None:
    """With something to confirm about it, a condition would stay undecided for ever."""
    rule = {"compare": {"amount": {"grant_of": "city"}, "at_least": 100}}
    decided = written(edition(SHARE), region=50)
    decided["programs"]["region"]["editions"][0]["when"] = rule
    of = loaded(yaml_text(decided))
    assert [assess(of, {"price": price}).program("region").verdict for price in (199, 200)] == [
        "ineligible",
        "eligible",
    ]
    unsure = written(edition(SHARE, {"confirm": "Call open"}), region=50)
    unsure["programs"]["region"]["editions"][0]["when"] = rule
    assert [problem.code for problem in problems_of(yaml_text(unsure))] == ["confirm-in-grant"]


def test_who_is_not_eligible_for_the_other_program_may_be_for_this_one() -> None:
    """A case of the other that nobody is eligible in makes its grant 0, and says nothing of who applies for this."""
    excluded = {"cases": [{"when": {"local": True}, "then": "not_eligible"}, {"otherwise": SHARE}]}
    of = policies(edition(excluded), region={"grant_of": "city"})
    results = [assess(of, {"local": local, "price": 600}) for local in (True, False)]
    found = [[(one.verdict, one.ceiling.high) for one in result.programs] for result in results]
    assert found == [[("ineligible", 0), ("eligible", 0)], [("eligible", 300), ("eligible", 300)]]


def test_nothing_is_computed_from_a_grant_of_which_a_case_is_not_stated() -> None:
    """Directly in a case, and by way of a named amount."""
    cases = {"cases": [{"when": {"local": True}, "then": "unstated"}, {"otherwise": SHARE}]}
    for region in (LESS, {"grant_of": "city"}):
        direct = written(edition(cases), region=region)
        assert [problem.code for problem in problems_of(yaml_text(direct))] == ["grant-unstated"]
    named = written(edition({"amount_of": "share"}), region=LESS) | {"amounts": {"share": cases}}
    assert [problem.code for problem in problems_of(yaml_text(named))] == ["grant-unstated"]
