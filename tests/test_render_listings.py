"""The listings: programs, one program, questions; golden pages of the second policy file, and what must not be lost."""

from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iotcheck.loader import load
from iotcheck.model import PolicySet, Text
from iotcheck.render.columns import fit
from iotcheck.typeset import width
from tests.shown import render_program, render_programs, render_questions
from tests.small import fact, policies
from tests.test_render_terminal import CLASSES, packed

TESTS = Path(__file__).parent


@pytest.fixture(scope="module", name="second")
def load_second() -> PolicySet:
    return load((TESTS / "data" / "second" / "policies.yaml").read_bytes(), "policies.yaml")


def pages(second: PolicySet) -> dict[str, str]:
    day = second.as_of
    return {
        "programs.en.100": render_programs(second, "en", day, width=100),
        "programs.zh.60": render_programs(second, "zh", date(2027, 1, 1), width=60),
        "show.en.80": render_program(second, "research-grant", "en", day, width=80),
        "show.zh.100": render_program(second, "certificate-bonus", "zh", day, width=100),
        "show.zh.plain": render_program(second, "lab-partnership", "zh", day, width=80, plain=True),
        "questions.en.120": render_questions(second, "en", width=120),
        "questions.zh.plain": render_questions(second, "zh", width=80, plain=True),
    }


def test_golden_listings(second: PolicySet, request: pytest.FixtureRequest) -> None:
    """Whole pages: a difference is to be read, then written with `pytest --update-golden`."""
    for name, page in pages(second).items():
        path = TESTS / "golden" / f"{name}.txt"
        if request.config.getoption("--update-golden"):
            path.write_text(page, encoding="utf-8")
        assert page == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("columns", [40, 55, 71, 72, 85, 99, 100, 130])
@pytest.mark.parametrize("language", ["en", "zh"])
def test_listings_are_whole_at_every_width(second: PolicySet, language: str, columns: int) -> None:
    """Every title, question and id is there, and no line is too wide."""
    listed = render_programs(second, language, second.as_of, width=columns)
    asked = render_questions(second, language, width=columns)
    names = "".join(one.title.in_language(language) + name for name, one in second.programs.items())
    questions = "".join(one.ask.in_language(language) + name for name, one in second.facts.items())
    assert Counter(packed(names)) - Counter(packed(listed)) == Counter()
    assert Counter(packed(questions)) - Counter(packed(asked)) == Counter()
    assert max(map(width, (listed + asked).splitlines())) <= columns


@pytest.mark.parametrize("program", ["research-grant", "graduate-hiring", "island-pioneers", "halvern-2030"])
def test_one_program_is_whole_at_every_width(second: PolicySet, program: str) -> None:
    """The same characters at every width of a layout."""
    for widths in CLASSES.values():
        shown = [render_program(second, program, "zh", second.as_of, width=columns) for columns in widths]
        assert len({frozenset(Counter(packed(page)).items()) for page in shown}) == 1


def test_a_day_without_terms_still_has_a_page(second: PolicySet) -> None:
    """Before its first edition a program has its editions to show, and no conditions."""
    page = render_program(second, "research-grant", "en", date(2020, 1, 1), width=80)
    assert "from 1 January 2021" in page
    assert "Conditions" not in page
    assert "1 January 2021 to 31 December 2023" in page


def test_a_program_tells_where_it_leads(second: PolicySet) -> None:
    """Web address, source's address, and the programs it points to by title and id."""
    program = second.programs["research-grant"].replace(url="https://halvern.example/grant")
    page = render_program(
        second.replace(programs={**second.programs, program.id: program}), program.id, "en", second.as_of, width=100
    )
    assert "https://halvern.example/grant" in page
    assert "https://halvern.example/statutes/12" in page
    assert "Bonus for intensive research (research-bonus)" in page


@pytest.mark.parametrize(
    ("one", "said"),
    [
        (fact("boolean"), ["yes or no"]),
        (fact("count", min=1, max=99, unit="project"), ["a whole number (project), 1 to 99"]),
        (fact("number"), ["a number"]),
        (fact("money", min="3000"), ["an amount of money, at least 3,000 yuan"]),
        (fact("money", max="3000"), ["an amount of money, 0 to 3,000 yuan"]),
        (fact("money"), ["an amount of money "]),
        (fact("number", min=-1), ["a number, at least -1"]),
        (fact("number", max=1), ["a number, at most 1"]),
        (fact("date", min="2020-02-29"), ["a date, from 29 February 2020"]),
        (fact("date", max="2020-02-29"), ["a date, until 29 February 2020"]),
        (fact("date", min="2020-02-28", max="2020-02-29"), ["a date, 28 February 2020 to 29 February 2020"]),
        (fact("choice", "a b"), ["The a (a)", "The b (b)"]),
        (fact("choices", "a b"), ["choose any:", "The a (a)"]),
        (fact("choices", "a b", min=1), ["choose at least 1:"]),
        (fact("choices", "a b", max=1), ["choose at most 1:"]),
        (fact("choices", "a b c", min=1, max=2), ["choose 1 to 2:"]),
    ],
)
def test_how_a_question_may_be_answered(one: dict[str, object], said: list[str]) -> None:
    """By type, unit, choices and range."""
    page = render_questions(policies({"it": one}), "en", width=10_000)
    assert [line for line in said if line not in page] == []


def test_a_fact_that_all_programs_use_says_so(second: PolicySet) -> None:
    """Rules, names, tables and amounts count alike."""
    small = policies({"here": fact("boolean"), "staff": fact("count")}, {"here": True}, {"amount": 5, "per": "staff"})
    assert render_questions(small, "en", width=100).count("all 1") == 2


def test_editions_without_dates_say_so(second: PolicySet) -> None:
    """Of several editions, each says its period, or that none is given."""
    program = second.programs["research-grant"]
    first, last = program.editions
    program = program.replace(editions=(first.replace(start=None), last.replace(start=None, until=None)))
    changed = second.replace(programs={**second.programs, program.id: program})
    page = render_program(changed, program.id, "en", date(2025, 1, 1), width=100)
    assert "until 31 December 2023" in page
    assert "no dates given" in page


def test_a_program_without_agency_summary_or_topic(second: PolicySet) -> None:
    """What a file leaves out is said where it matters, and left out where not."""
    program = second.programs["talent-house"].replace(topic=None, title=Text(by_language={"en": "House"}))
    alone = second.replace(programs={"it": program})
    assert "not named" in render_program(alone, "it", "en", second.as_of, width=80)
    assert "Other" in render_programs(alone, "en", second.as_of, width=80)


@given(
    st.lists(st.tuples(st.integers(1, 90), st.integers(1, 60), st.integers(1, 900)), min_size=1, max_size=6), st.data()
)
def test_columns_fill_the_room_and_respect_their_floors(
    columns: list[tuple[int, int, int]], data: st.DataObject
) -> None:
    """Widths fit the room, none is wider than its text, and floors hold whenever they fit together."""
    natural = [most for most, _, _ in columns]
    floor = [min(most, least) for most, least, _ in columns]
    room = data.draw(st.integers(2 * len(columns), 300))
    widths = fit(natural, floor, [need for _, _, need in columns], room)
    assert sum(widths) <= max(room, sum(min(2, one) for one in natural))
    assert all(width <= most for width, most in zip(widths, natural, strict=True))
    if sum(floor) <= room:
        assert all(width >= least for width, least in zip(widths, floor, strict=True))
    if sum(natural) <= room:
        assert widths == natural
