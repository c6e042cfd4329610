"""The shipped policy file says what the letter says: its words, its programs, its figures, and nothing of its own.

`data/letter-2019-52.txt` is 深工信人大函〔2019〕52号 without the line that names a contact person and a telephone.
"""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from itertools import product
from pathlib import Path

import pytest

from iotcheck.authoring.case_files import read_cases
from iotcheck.authoring.cases import Case
from iotcheck.authoring.expectations import Aspect
from iotcheck.engine import Verdict, assess
from iotcheck.interview import needed, ruled_out
from iotcheck.loader import load_file
from iotcheck.model import Citation, Edition, Everyone, Fact, FactType, NoAmount, Program, Selects, Text
from iotcheck.model.walk import facts_below, walk
from iotcheck.record import Record
from iotcheck.render.parts import group_notes
from iotcheck.values import Value
from tests.program import sampled

ROOT = Path(__file__).parents[1]
LETTER = (ROOT / "tests" / "data" / "letter-2019-52.txt").read_text(encoding="utf-8")
POLICIES = load_file(str(ROOT / "data" / "policies.yaml"))
LETTERS_DAY = date(2019, 5, 31)
TODAY = date(2026, 11, 28)

FACTS = {  # ids that scripts and saved answers depend on, with their choices
    "legal_form": "enterprise public_institution social_organisation other_organisation natural_person",
    "registered_in_shenzhen": "boolean",
    "iot_fields": "smart_home smart_city industrial_internet connected_vehicles other_iot",
    "activities": "innovation_capacity industrialisation demonstration supporting_services key_link standards "
    "exhibition contest iot_fund iot_mother_fund park national_centre",
    "is_industry_association": "boolean",
    "industrialisation_stage": "planned under_way completed",
    "financing": "loan bond guarantee finance_lease",
    "standard_work": "lead_making participate_making revise",
    "standard_levels": "international national industry shenzhen_technical_document shenzhen_group",
    "led_international_standards": "count",
    "led_national_standards": "count",
    "led_industry_standards": "count",
    "led_shenzhen_technical_documents": "count",
    "led_shenzhen_group_standards": "count",
    "fund_role": "investment_institution leading_enterprise neither",
    "seeks_guidance_fund": "boolean",
    "park": "banxuegang jiulongshan xinqiaodong other_park no_park",
}
SEVERAL = {"iot_fields", "activities", "financing", "standard_work", "standard_levels"}  # of type choices, may be empty

PROGRAMS = """
standard-international                amr                  in_force       amount
standard-national                     amr                  in_force       amount
standard-industry                     amr                  in_force       amount
standard-shenzhen-technical-document  amr                  in_force       amount
standard-shenzhen-group               amr                  in_force       amount
standard-other-work                   amr                  no_commitment  unstated
exhibition-support                    sbiit                announced      amount
key-link-upgrade-2020                 sbiit                announced      unstated
service-system-2020                   sbiit                announced      unstated
ex-post-industrialisation-2019        sdrc                 in_force       unstated
loan-interest-subsidy                 sdrc                 in_force       unstated
bond-interest-subsidy                 sdrc                 in_force       unstated
loan-risk-compensation                sdrc                 in_force       unstated
guarantee-subsidy                     sdrc                 in_force       unstated
lease-interest-subsidy                sdrc                 in_force       unstated
sei-innovation-capacity               -                    in_force       unstated
sei-industrialisation                 -                    in_force       unstated
sei-demonstration                     -                    in_force       unstated
sei-supporting-services               -                    in_force       unstated
guidance-sub-fund                     -                    in_force       unstated
park-department-support               sdrc,sstic,amr,sbiit in_force       unstated
industrial-internet-2018              -                    in_force       unstated
connected-vehicles-2018               -                    in_force       unstated
innovation-contest                    sbiit                encouraged     none
standards-test-platform               -                    plan           none
demonstration-projects                -                    plan           none
iot-mother-fund                       -                    not_available  none
national-iot-centre                   -                    no_commitment  none
iot-action-plan-2011                  -                    ended          none
it-revitalisation-2011                -                    ended          unstated
sei-plan-2016                         -                    plan           none
"""
LETTERS_PROGRAMS = [line.split()[0] for line in PROGRAMS.strip().splitlines()]
BACKGROUND = {"iot-action-plan-2011", "it-revitalisation-2011", "sei-plan-2016"}
CEILINGS = {  # yuan a project, and the fact that counts them
    "standard-international": (1_000_000, "led_international_standards"),
    "standard-national": (600_000, "led_national_standards"),
    "standard-industry": (300_000, "led_industry_standards"),
    "standard-shenzhen-technical-document": (100_000, "led_shenzhen_technical_documents"),
    "standard-shenzhen-group": (80_000, "led_shenzhen_group_standards"),
    "exhibition-support": (3_000_000, None),
}


def without_space(text: str | None) -> str:
    """Return a text as quotes are compared: white space does not count."""
    return re.sub(r"\s+", "", text or "")


def records(value: object) -> Iterator[Record]:
    """Yield every record within a value."""
    if isinstance(value, Record):
        yield value
        for name in value.record_fields:
            yield from records(getattr(value, name))
    elif isinstance(value, dict | tuple):
        for one in value.values() if isinstance(value, dict) else value:
            yield from records(one)


QUOTES = [
    record for record in records(POLICIES) if isinstance(record, Citation) and record.document == "letter-2019-52"
]


def test_every_quote_of_the_letter_stands_in_the_section_that_is_named() -> None:
    """Character for character, white space aside; the letter numbers its sections 1, 2, 3, 四, 五, 六."""
    marks = [*"123四五六"]
    places = [match.start() for mark in marks if (match := re.search(rf"^{mark}、", LETTER, re.MULTILINE))]
    assert len(places) == len(marks)
    bounds = zip(marks, places, [*places[1:], len(LETTER)], strict=True)
    sections = {mark: without_space(LETTER[start:end]) for mark, start, end in bounds}
    assert len([one for one in QUOTES if one.quote]) >= len(POLICIES.programs)
    wrong = [one for one in QUOTES if without_space(one.quote) not in sections.get(one.section or "", "")]
    assert [str(one.location) for one in wrong] == []


def test_every_sentence_of_the_letter_that_says_something_is_quoted() -> None:
    """Nothing that the letter says is lost: all but its courtesies, and one sentence on what the IoT is good for."""
    body = LETTER[LETTER.index("1、") : LETTER.index("再次感谢")]
    quotes = [without_space(one.quote) for one in QUOTES if one.quote]
    lost = [one for one in without_space(body).split("。") if one and not any(quote in one for quote in quotes)]
    assert [one.rpartition("，")[2] for one in lost] == ["可以对各行各业和社会民生广泛赋能"]


def test_the_letters_contact_person_is_not_shipped() -> None:
    """Neither name nor telephone; contacts are agencies."""
    shipped = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "data").rglob("*")) if path.is_file()]
    assert re.findall(r"联系人：|电话：|\b\d{8}\b(?=）)", "".join(shipped) + LETTER) == []


def test_facts_are_those_that_scripts_depend_on() -> None:
    """Ids, types, choices in their order, and the range of the counts."""
    facts = {name: POLICIES.facts[name] for name in [*POLICIES.facts][: len(FACTS)]}
    assert {name: " ".join(fact.choices) or fact.type.value for name, fact in facts.items()} == FACTS
    assert {name for name, fact in facts.items() if fact.type is FactType.CHOICES} == SEVERAL
    assert all(POLICIES.facts[name].minimum in (None, 0) for name in SEVERAL)
    counts = [fact for fact in facts.values() if fact.type is FactType.COUNT]
    assert {(fact.minimum, fact.maximum) for fact in counts} == {(1, 99)}


def test_programs_are_those_of_the_letter() -> None:
    """Ids, agencies, status and kind of ceiling, in their order, on the letter's day."""
    report = assess(POLICIES, {}, LETTERS_DAY)
    found = []
    of_the_day = [one for one in report.programs if one.edition is not None]
    for one in of_the_day:
        status = one.edition.status.value if one.edition else ""
        found.append([one.program.id, ",".join(one.program.agencies) or "-", status, one.ceiling.kind.value])
    assert found == [line.split() for line in PROGRAMS.strip().splitlines()]
    assert {program.program.id for program in of_the_day if program.verdict is None} == BACKGROUND


def test_the_letters_day_asks_the_letters_questions_alone() -> None:
    """What programs of later days want to know is neither asked nor called a question that does not arise."""
    report = assess(POLICIES, {}, LETTERS_DAY)
    assert needed(report) == tuple(FACTS)
    for answers in ({"legal_form": "natural_person"}, {"legal_form": "enterprise", "activities": ()}):
        report = assess(POLICIES, answers, LETTERS_DAY)
        assert {*needed(report), *ruled_out(report)} <= FACTS.keys()


def test_terms_of_today_say_when_their_source_was_looked_at() -> None:
    """Whatever is in force on 28 November 2026 rests on a document that somebody has looked at, and says up to when."""
    for program in POLICIES.programs.values():
        edition = program.edition_on(TODAY)
        if edition is None or edition.stale(TODAY):
            continue
        assert edition.reviewed == TODAY, program.id
        assert all(POLICIES.sources[cited.document].checked == TODAY for cited in edition.sources), program.id


@pytest.mark.parametrize(
    ("last", "ended"),
    [
        (date(2026, 11, 26), {"sz-nev-icv-2023"}),
        (date(2026, 12, 17), {name for name in POLICIES.programs if name.startswith("sz-ai-")}),
        (date(2026, 12, 31), {"cn-sme-loan-interest", "cn-equipment-loan-interest", "cn-key-little-giant"}),
    ],
)
def test_what_ends_around_today_is_over_the_day_after(last: date, ended: set[str]) -> None:
    """In force on the last day, without terms on the next."""
    over = last + timedelta(1)
    programs = POLICIES.programs.values()
    assert {one.id for one in programs if one.edition_on(last) and not one.edition_on(over)} == ended


@pytest.mark.parametrize("name", CEILINGS)
def test_ceilings_are_the_letters_figures(name: str) -> None:
    """So much a project, times as many as are led; the exhibition's 3,000,000 is one sum."""
    amount, count = CEILINGS[name]
    for number in (1, 2, 99) if count else (1,):
        answers: dict[str, Value | None] = {count: number} if count else {}
        ceiling = assess(POLICIES, answers, LETTERS_DAY).program(name).ceiling
        assert (ceiling.low, ceiling.high, ceiling.missing) == (amount * number, amount * number, ())


def test_no_other_figure_of_money_is_a_ceiling() -> None:
    """The 500 million yuan a year of 2011 are a pool for a whole industry: a note at the most."""
    stated = {program.id for program, edition in letters_editions() if not isinstance(edition.ceiling, NoAmount)}
    assert stated == CEILINGS.keys()


# Of programs that share no document: the source of each edition is that of the condition.
SHARED = {
    "enterprise_in_china",
    "shenzhen_company",
    "shenzhen_operator",
    "manufacturer",
    "works_with_ai",
    "still_valid",
}


def test_whatever_is_stated_is_cited() -> None:
    """Every edition of every program and every named condition says where it is from."""
    editions = [edition for program in POLICIES.programs.values() for edition in program.editions]
    assert [str(edition.location) for edition in editions if not edition.sources] == []
    assert {named.id for named in POLICIES.conditions.values() if not named.condition.sources} == SHARED


def test_every_text_is_there_in_both_languages() -> None:
    """Chinese is Chinese, and English is neither empty nor Chinese."""
    texts = [record.by_language for record in records(POLICIES) if isinstance(record, Text)]
    assert len(texts) > 100
    for text in texts:
        assert text.keys() == {"zh", "en"}
        assert re.search("[\u4e00-\u9fff]", text["zh"])
        assert not re.fullmatch("[\u4e00-\u9fff]+", text["en"])


def test_every_fact_decides_something() -> None:
    """No question is asked for nothing."""
    every = [edition for program in POLICIES.programs.values() for edition in program.editions]
    for editions, facts in (([edition for _, edition in letters_editions()], FACTS), (every, POLICIES.facts)):
        used = set[str]()
        for edition in editions:
            for part in (edition.when, edition.ceiling):
                if part is not None and not isinstance(part, NoAmount):
                    used |= facts_below(POLICIES, part)
        assert used == facts.keys()


@pytest.mark.parametrize("name", [name for name in LETTERS_PROGRAMS if name not in BACKGROUND])
def test_every_condition_can_be_true_and_false(name: str) -> None:
    """Each leaf and each program is met by some applicant and not by another."""
    program, edition = next(pair for pair in letters_editions() if pair[0].id == name)
    assert edition.when is not None
    leaves = [node for node in walk(POLICIES, edition.when) if isinstance(node, Selects)]
    seen: dict[str, set[bool]] = {}
    for answers in applicants(edition, complete=True):
        seen.setdefault(name, set()).add(verdict(program, answers) is not Verdict.INELIGIBLE)
        for leaf in leaves:
            value = answers[leaf.fact]
            chosen = value if isinstance(value, tuple) else (value,)
            seen.setdefault(str(leaf.location), set()).add(any(one in chosen for one in leaf.values))
    assert {place for place, truths in seen.items() if truths != {True, False}} == set()


@pytest.mark.parametrize("name", sampled((name for name in LETTERS_PROGRAMS if name not in BACKGROUND), 5))
def test_worked_cases_show_every_verdict_that_a_program_can_reach(name: str) -> None:
    """What no applicant can come to, found by trying them all, is no gap; each of the rest has a case."""
    program, edition = next(pair for pair in letters_editions() if pair[0].id == name)
    reachable = {verdict(program, answers) for answers in applicants(edition, complete=False)}
    shown = {
        expectation.value
        for case in cases()
        for expectation in case.expectations
        if case.as_of == LETTERS_DAY and expectation.program == name and expectation.aspect is Aspect.VERDICT
    }
    assert shown == reachable


def test_there_are_sixty_cases_and_more() -> None:
    """Each worked out by hand from the letter."""
    assert len(cases()) >= 60


def letters_editions() -> list[tuple[Program, Edition]]:
    """Return the programs with their editions on the letter's day."""
    found = [(program, program.edition_on(LETTERS_DAY)) for program in POLICIES.programs.values()]
    return [(program, edition) for program, edition in found if edition is not None]


def applicants(edition: Edition, complete: bool) -> Iterator[dict[str, Value | None]]:
    """Yield every applicant that a condition can tell apart; unless `complete`, those with open facts among them."""
    assert edition.when is not None
    assert not isinstance(edition.when, Everyone)
    asked = sorted(facts_below(POLICIES, edition.when))
    leaves = [node for node in walk(POLICIES, edition.when) if isinstance(node, Selects)]
    values = [telling(POLICIES.facts[fact], leaves) + (() if complete else (None,)) for fact in asked]
    for chosen in product(*values):
        yield dict(zip(asked, chosen, strict=True))


def telling(fact: Fact, leaves: list[Selects]) -> tuple[Value | None, ...]:
    """Return values of a fact: of choices none, each that a leaf names, and one that none does."""
    if fact.type is FactType.BOOLEAN:
        return (True, False)
    if fact.type is FactType.CHOICE:
        return tuple(fact.choices)
    named = {value for leaf in leaves if leaf.fact == fact.id for value in leaf.values}
    others = [choice for choice in fact.choices if choice not in named]
    return ((), *((choice,) for choice in fact.choices if choice in named), *((other,) for other in others[:1]))


def verdict(program: Program, answers: dict[str, Value | None]) -> Verdict | None:
    """Return the verdict of one program on the letter's day."""
    alone = POLICIES.replace(programs={program.id: program})
    return assess(alone, answers, LETTERS_DAY).program(program.id).verdict


@cache
def cases() -> tuple[Case, ...]:
    """Return the shipped worked cases."""
    return read_cases((ROOT / "data" / "cases.yaml").read_bytes(), "cases.yaml", POLICIES)


@pytest.mark.parametrize("name", POLICIES.programs)
def test_a_result_says_all_that_is_known_beside_its_terms_and_since(name: str) -> None:
    """What the file knows from elsewhere is there, dated or not; what the letter leaves open is not."""
    report = assess(POLICIES, {})
    shown = {one.note for one in group_notes(report, [report.program(name)]) if one.programs}
    notes = POLICIES.programs[name].notes
    assert shown >= {note for note in notes if note.confidence and (note.date or date.max) > POLICIES.as_of}
    assert shown.isdisjoint(note for note in notes if not note.confidence and not note.date)
