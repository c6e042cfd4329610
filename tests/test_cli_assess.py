"""`iotcheck assess` from the outside: the letter's figures, scripts' JSON, options that go wrong."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from tests.program import ROOT, iotcheck, sampled

EXAMPLES = sorted((ROOT / "examples").glob("*.yaml"))
STANDARDS = "examples/enterprise-standards.yaml"


def assessment(*arguments: str, stdin: str = "") -> dict[str, Any]:
    """Return the JSON of an assessment that ends well."""
    run = iotcheck("assess", "--json", *arguments, stdin=stdin)
    assert (run.code, run.err) == (0, "")
    document: dict[str, Any] = json.loads(run.out)
    return document


def program(document: dict[str, Any], program_id: str) -> dict[str, Any]:
    """Return one program's result."""
    return next(one for one in document["programs"] if one["id"] == program_id)


def test_two_international_and_one_national_standard_give_at_most_2_600_000_yuan() -> None:
    """The letter, section 四: up to 1,000,000 and 600,000 yuan a project."""
    document = assessment("--answers", STANDARDS)
    assert (document["totals"]["min"], document["totals"]["max"]) == (2_600_000, 2_600_000)
    ceilings = {one["id"]: one["ceiling"]["max"] for one in document["programs"] if one["applicable"]}
    assert (ceilings["standard-international"], ceilings["standard-national"]) == (2_000_000, 600_000)


def test_an_associations_exhibition_gives_at_most_3_000_000_yuan() -> None:
    """The letter, section 3, names industry associations."""
    exhibition = program(assessment("--answers", "examples/association-exhibition.yaml"), "exhibition-support")
    assert (exhibition["verdict"], exhibition["ceiling"]["max"], exhibition["applicable"]) == (
        "eligible",
        3_000_000,
        True,
    )


def test_an_enterprises_exhibition_is_conditional() -> None:
    """行业协会等: the letter leaves open who else; the agency must say."""
    answers = ["legal_form=enterprise", "registered_in_shenzhen=yes", "iot_fields=smart_city", "activities=exhibition"]
    exhibition = program(assessment(*(f"--set={answer}" for answer in answers)), "exhibition-support")
    assert (exhibition["verdict"], len(exhibition["confirm"])) == ("conditional", 1)


def test_an_enterprise_outside_shenzhen_gets_nothing_from_the_citys_programs() -> None:
    """Whatever else it answers, the city's programs are for the city's units."""
    document = assessment(
        "--answers", STANDARDS, "--set=registered_in_shenzhen=no", "--set=activities=standards,exhibition"
    )
    assert document["totals"]["applicable"] == 0
    assert program(document, "standard-international")["verdict"] == "ineligible"


@pytest.mark.parametrize(("language", "word"), [("en", "not a terminal"), ("zh", "标准输入不是终端")])
def test_who_pipes_answers_in_is_told_that_they_are_not_read(language: str, word: str) -> None:
    """A result without questions or a word on why would look like an answer; who asks for that is told nothing."""
    run = iotcheck("assess", "--lang", language, stdin="y\n")
    assert (run.code, run.err.strip().count("\n"), word in run.err) == (0, 0, True)
    for options in (["--no-input"], ["--set=legal_form=enterprise"], ["--json"]):
        assert iotcheck("assess", *options, stdin="y\n").err == ""


def test_empty_answers_are_undetermined_never_ineligible() -> None:
    """Nothing is known, so nothing is ruled out."""
    document = assessment()
    assert {one["verdict"] for one in document["programs"]} == {"undetermined", None}
    assert document["next_question"] is not None
    assert document["answers"] == {}


def test_dont_know_and_not_asked_are_told_apart() -> None:
    """Null in the file is null in the JSON; an absent fact stays absent."""
    document = assessment("--answers", "-", stdin="legal_form: null\nactivities: [standards]\n")
    assert document["answers"] == {"legal_form": None, "activities": ["standards"]}


@pytest.mark.parametrize("word", ["?", "-", "不知道", "unknown"])
@pytest.mark.parametrize("form", ['{{"legal_form": "{}"}}', 'legal_form: "{}"'])
def test_dont_know_may_stand_in_quotes(word: str, form: str) -> None:
    """No choice is called so, and JSON has no other way to write it."""
    assert assessment("--answers", "-", stdin=form.format(word))["answers"] == {"legal_form": None}


@pytest.mark.parametrize(
    ("text", "place", "code"),
    [
        ('{"legal_form": null,\n  "legal_form": "enterprise"}', "-:2:3", "duplicate-json-key"),
        ('{"a": {"b": "{\\"NaN"}, "b": [{"b": 1}, {"b": 2}],\n "b": 1}', "-:2:2", "duplicate-json-key"),
        ('{"x": "NaN",\n "financing": NaN}', "-:2:15", "not-a-number"),
        ('{"x": -1,\n "financing": -Infinity}', "-:2:15", "not-a-number"),
    ],
)
def test_what_json_does_not_allow_is_located(text: str, place: str, code: str) -> None:
    """Doubled keys and what is no number are named with line and column, for people and for scripts."""
    run = iotcheck("assess", "--json", "--answers", "-", stdin=text)
    [problem] = json.loads(run.out)["problems"]
    assert (run.code, "{file}:{line}:{column}".format_map(problem), problem["code"]) == (3, place, code)
    assert run.err.startswith(f"{place}: ")
    assert f"[{code}]" in run.err


def test_json_answers_and_an_earlier_result_give_the_same_assessment(tmp_path: Path) -> None:
    """YAML, JSON and a result handed on are three forms of the same answers; of a result it says whether it holds."""
    document = assessment("--answers", STANDARDS)
    as_json, result = tmp_path / "answers.json", tmp_path / "result.json"
    as_json.write_text(json.dumps(document["answers"]), encoding="utf-8")
    result.write_text(json.dumps(document), encoding="utf-8")
    assert assessment("--answers", str(as_json)) == document
    again = iotcheck("assess", "--json", "--lang=en", "--answers", str(result))
    assert json.loads(again.out)["totals"] == document["totals"]
    assert again.err == f"\nSame as the earlier result (31 May 2019, {document['generator']}).\n"
    changed = iotcheck("assess", "--json", "--lang=en", "--answers", str(result), "--set=standard_levels=national")
    assert "(because of the answers)" in changed.err


def test_a_comparison_with_an_earlier_result_keeps_to_the_programs_asked_for(tmp_path: Path) -> None:
    """What `--only` leaves out is not gone."""
    result = tmp_path / "result.json"
    result.write_text(json.dumps(assessment("--answers", STANDARDS)), encoding="utf-8")
    run = iotcheck("assess", "--json", "--lang=en", "--answers", str(result), "--only=standard-national")
    assert run.err.startswith("\nSame as")


def test_only_looks_at_the_named_programs() -> None:
    """`--only` leaves the others out of result and totals."""
    document = assessment("--answers", STANDARDS, "--only=standard-national")
    assert [one["id"] for one in document["programs"]] == ["standard-national"]
    assert document["totals"]["max"] == 600_000


def test_a_program_that_does_not_fit_is_shown_when_asked_for() -> None:
    """With --only the text has each named program, and why it does not fit, without --all."""
    run = iotcheck("assess", "--answers", STANDARDS, "--only", "iot-mother-fund", "--lang", "en", "--no-input")
    assert (run.code, run.err) == (0, "")
    assert "not met: wants an IoT fund of funds to be set up" in run.out


def test_terms_are_stale_after_the_day_they_are_known_to() -> None:
    """Half a year later nobody has confirmed the letter of May 2019, and nothing is applicable by it."""
    document = assessment("--answers", STANDARDS, "--as-of=2019-11-22")
    international = program(document, "standard-international")
    assert (international["stale"], international["applicable"], international["verdict"]) == (True, False, "eligible")
    assert document["totals"]["applicable"] == 0


def test_scripts_get_the_letters_day_and_learn_of_todays_rules() -> None:
    """The file has rules for today, too: a notice says how to get them, and `--as-of today` gets them."""
    now = {"IOTCHECK_TODAY": "2026-11-28"}
    letter = iotcheck("assess", "--json", "--set", "legal_form=enterprise", "--lang", "en", environment=now)
    assert json.loads(letter.out)["as_of"] == "2019-05-31"
    assert "--as-of today" in letter.err
    today = iotcheck("assess", "--json", "--set", "legal_form=enterprise", "--as-of", "today", environment=now)
    assert (json.loads(today.out)["as_of"], today.err) == ("2026-11-28", "")


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.stem)
def test_every_example_prints_a_result_in_both_languages(example: Path, language: str) -> None:
    """The text result names every applicable program; examples of today are of the day that their first lines name."""
    day = re.findall("--as-of [0-9-]+", example.read_text(encoding="utf-8"))[:1]
    options = [*"".join(day).split(), "--lang", language, "--answers", str(example)]
    run = iotcheck("assess", "--no-input", "--plain", *options)
    document = assessment(*options)
    assert (run.code, run.err) == (0, "")
    flat = "".join(run.out.split())
    for one in document["programs"]:
        assert not one["applicable"] or "".join(one["title"].split()) in flat


@pytest.mark.parametrize(
    ("arguments", "code", "named"),
    [
        (["assess", "--answers", "no-such-file.yaml"], 4, "no-such-file.yaml"),
        (["assess", "--policies", "no-such-file.yaml"], 4, "no-such-file.yaml"),
        (["assess", "--policies", "README.md"], 3, "README.md"),
        (["assess", "--answers", "-"], 3, "activites"),
        (["assess", "--set", "legal_form"], 2, "--set"),
        (["assess", "--set", "legal_form=enterprise", "--set", "legal_form=enterprise"], 2, "legal_form"),
        (["assess", "--save", "made.yaml", "--output", "./made.yaml"], 2, "--output"),
        (["assess", "--output", ""], 2, "empty-path"),
        (["assess", "--answers", ""], 2, "empty-path"),
        (["assess", "--policies", ""], 2, "empty-path"),
        (["assess", "--output", "docs"], 4, "cannot-write"),
        (["assess", "--set", "legal_form=firm"], 3, "firm"),
        (["assess", "--set", "led_national_standards=100"], 3, "99"),
        (["assess", "--set", "led_national_standards=1e3"], 3, "1e3"),
        (["assess", "--as-of", "2026-02-30"], 2, "2026-02-30"),
        (["assess", "--only", "standard-nationl"], 2, "standard-national"),
        (["assess", "--format", "pdf"], 2, "pdf"),
        (["assess", "--format", "text", "--json"], 2, "--json"),
        (["assess", "--interactive"], 2, "--interactive"),
        (["assess", "--interactive", "--no-input"], 2, "--interactive"),
        (["assess", "--lang", "fr"], 2, "fr"),
        (["assess", "--outptu", "x"], 2, "--output"),
        (["assess", "--set"], 2, "--set"),
        (["assess", "extra"], 2, "extra"),
        (["asses"], 2, "assess"),
        (["show"], 2, "ID"),
        (["show", "standard-nationl"], 2, "standard-national"),
        (["questions", "--template", "docx"], 2, "docx"),
        (["assess", "--output", "README.md"], 4, "README.md"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else None,
)
@pytest.mark.parametrize("language", sampled(["zh", "en"], 2))
def test_what_is_wrong_ends_in_a_located_message_and_the_right_exit_code(
    arguments: list[str], code: int, named: str, language: str
) -> None:
    """Every message names the culprit, has a code, and comes without a traceback or a result."""
    run = iotcheck(*arguments, stdin="activites: [standards]\n", environment={"IOTCHECK_LANG": language})
    kinds = [json.loads(line)["kind"] for line in run.out.splitlines()]
    assert (run.code, kinds) == (code, ["problems"] if "--json" in arguments else [])
    assert named in run.err
    assert ("错误" if language == "zh" else "error") in run.err
    assert "Traceback" not in run.err


@pytest.mark.parametrize(
    ("answers", "code"), [(STANDARDS, 0), ("examples/none.yaml", 10), ("examples/unknown.yaml", 11)]
)
def test_exit_code_tells_scripts_whether_anything_is_applicable(answers: str, code: int, tmp_path: Path) -> None:
    """With `--exit-code`: 0 something, 10 nothing, 11 nothing yet."""
    contents = {
        "examples/none.yaml": "legal_form: natural_person\nregistered_in_shenzhen: false\n",
        "examples/unknown.yaml": "{}\n",
    }
    path = tmp_path / "answers.yaml"
    path.write_text(contents.get(answers, (ROOT / STANDARDS).read_text(encoding="utf-8")), encoding="utf-8")
    assert iotcheck("assess", "--exit-code", "--json", "--answers", str(path)).code == code


def test_output_is_written_whole_and_only_overwritten_by_force(tmp_path: Path) -> None:
    """The file holds the result, stdout nothing; a second time needs --force; links are refused."""
    result, link = tmp_path / "result.json", tmp_path / "link.json"
    first = iotcheck("assess", "--json", "--answers", STANDARDS, "--output", str(result))
    assert (first.code, first.out) == (0, "")
    assert json.loads(result.read_text(encoding="utf-8"))["totals"]["max"] == 2_600_000
    assert iotcheck("assess", "--json", "--output", str(result)).code == 4
    assert iotcheck("assess", "--json", "--output", str(result), "--force").code == 0
    assert json.loads(result.read_text(encoding="utf-8"))["totals"]["max"] == 0
    link.symlink_to(result)
    assert iotcheck("assess", "--json", "--output", str(link), "--force").code == 4
    assert sorted(path.name for path in tmp_path.iterdir()) == ["link.json", "result.json"]


def test_saved_answers_are_taken_up_again(tmp_path: Path) -> None:
    """`--save` writes what `--answers` reads."""
    saved = tmp_path / "answers.yaml"
    first = assessment("--answers", STANDARDS, "--set=financing=?", "--save", str(saved))
    assert assessment("--answers", str(saved)) == first


def test_a_day_after_the_day_of_assessment_is_reported_or_refused(tmp_path: Path) -> None:
    """Founded in ten years: a slip, unless the file gives the fact a last day; where it says today, it is wrong."""
    starter = (ROOT / "data" / "starter" / "policies.yaml").read_text(encoding="utf-8")
    asked = "    ask: {zh: 企业哪一天成立？"
    outcomes = {}
    for limit in ("", "    max: today\n", "    max: 2040-01-01\n"):
        (tmp_path / "p.yaml").write_text(starter.replace(asked, limit + asked), encoding="utf-8")
        done = iotcheck("assess", "--policies", "p.yaml", "--set", "founded=2034-01-01", "--no-input", cwd=tmp_path)
        outcomes[limit.strip()] = done.code, "day-later" in done.err, "too-high" in done.err
    assert outcomes == {"": (0, True, False), "max: today": (3, False, True), "max: 2040-01-01": (0, False, False)}


def test_a_table_is_held_to_today_where_the_file_says_so(tmp_path: Path) -> None:
    """A day after it is a cell that cannot be read; without it there is a notice."""
    starter = (ROOT / "data" / "starter" / "policies.yaml").read_text(encoding="utf-8")
    asked = "    ask: {zh: 企业哪一天成立？"
    (tmp_path / "t.csv").write_text("name,founded,registered\nA,2034-01-01,yes\nB,2019-01-05,yes\n", encoding="utf-8")
    for limit, code, told in (("", 0, "days-later"), ("    max: today\n", 3, "2034")):
        (tmp_path / "p.yaml").write_text(starter.replace(asked, limit + asked), encoding="utf-8")
        done = iotcheck("screen", "t.csv", "--policies", "p.yaml", "--layout", "summary", cwd=tmp_path)
        assert done.code == code
        assert told in done.err
