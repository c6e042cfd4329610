"""The JSON of what is wrong, and of listings: as their schemas say, with what the screen shows."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer
from jsonschema import Draft202012Validator

from iotcheck.cli import COMMANDS, build_app, main
from iotcheck.cli.options import wants_json
from iotcheck.loader import load_file
from iotcheck.model import PolicySet
from iotcheck.render.listings import programs_document, programs_json, questions_document, questions_json
from iotcheck.render.markdown import write_markdown
from iotcheck.render.program import program_document, program_json
from iotcheck.schemas.results import listing_schema
from tests.program import iotcheck
from tests.samples import ROOT

FILES = [ROOT / "data" / "policies.yaml", ROOT / "tests" / "data" / "second" / "policies.yaml"]


def valid(document: Any) -> Any:
    """Return a document as read from JSON, held to the schema of its kind."""
    document = json.loads(json.dumps(document))
    Draft202012Validator(listing_schema(document["kind"])).validate(document)
    return document


def texts(document: Any) -> Iterator[str]:
    """Yield every text of a document."""
    if isinstance(document, str):
        yield document
    elif isinstance(document, dict | list):
        for each in document.values() if isinstance(document, dict) else document:
            yield from texts(each)


def with_json() -> list[str]:
    """Return the commands that have `--json`."""
    commands: Any = typer.main.get_command(build_app("en"))
    return [name for name in COMMANDS if any("--json" in one.opts for one in commands.commands[name].params)]


@pytest.mark.parametrize("command", with_json())
def test_every_json_command_writes_its_problems_as_json(
    command: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("iotcheck.cli.runtime._catch_signals", lambda: None)
    code = main([command, "--json", "--no-such-option", "--lang", "en"])
    written = capsys.readouterr()
    [line] = written.out.splitlines()
    found = valid(json.loads(line))
    assert code == found["exit_code"] == 2
    assert [one["code"] for one in found["problems"]] == ["unknown-option", "see-help"]
    assert "[unknown-option]" in written.err
    assert main([command, "--no-such-option", "--lang", "en"]) == 2
    assert (capsys.readouterr().out == "") is (command != "next")  # which writes nothing but JSON


def test_problems_say_where_they_are_and_what_is_known_there(tmp_path: Path) -> None:
    answers = tmp_path / "answers.yaml"
    answers.write_text("legal_frm: 1\nlegal_form: qqq\n", encoding="utf-8")
    run = iotcheck("assess", "--answers", str(answers), "--json", "--lang", "zh")
    found = valid(json.loads(run.out))
    assert (run.code, found["exit_code"], found["language"]) == (3, 3, "zh")
    places = [(one["code"], one["file"], one["line"]) for one in found["problems"]]
    assert places == [("unknown-fact", str(answers), 1), ("unknown-choice", str(answers), 2)]
    assert found["problems"][0]["suggestion"] == "legal_form"
    assert "企业" in found["problems"][1]["known"]
    assert all(one["message"] in run.err for one in found["problems"])


def test_a_file_that_cannot_be_read_is_a_problem_after_rows_too(tmp_path: Path) -> None:
    assert valid(json.loads(iotcheck("next", "--answers", str(tmp_path / "none")).out))["exit_code"] == 4
    run = iotcheck("screen", str(tmp_path / "none.csv"), "--json")
    assert (run.code, valid(json.loads(run.out))["problems"][0]["code"]) == (4, "cannot-read")


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ("assess --json", True),
        ("--lang en test --format json", True),
        ("lint --format=json", True),
        ("next --answers x", True),
        ("--lang zh next", True),
        ("show next", False),
        ("assess --format html --output json", False),
        ("assess -- --json", False),
        ("programs", False),
        ("", False),
    ],
)
def test_json_is_asked_for_by_an_option_or_by_a_command_that_writes_nothing_else(
    arguments: str, expected: bool
) -> None:
    assert wants_json(arguments.split()) is expected


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.parent.name)
@pytest.mark.parametrize("language", ["en", "zh"])
def test_listings_as_json_give_all_that_the_screen_shows(path: Path, language: str) -> None:
    rules = load_file(str(path))
    listed = valid(programs_json(rules, language, rules.as_of))
    shown = write_markdown(programs_document(rules, language, rules.as_of))
    for one in listed["programs"]:
        assert {one["title"], one["maximum"], *one["agency_titles"]} <= set(texts(one))
        assert one["maximum"].split()[-1].strip("()") in shown
    asked = valid(questions_json(rules, language))
    shown = write_markdown(questions_document(rules, language))
    for one in asked["questions"]:
        for said in (one["topic"], one["unit"]):
            assert said is None or said in shown
        assert one["programs"] or "0" in shown
    for name in list(rules.programs)[:: max(1, len(rules.programs) // 12)]:
        _same_program(rules, name, language)


def _same_program(rules: PolicySet, name: str, language: str) -> None:
    """Hold the JSON of a program to its page: every line of its conditions, source and window is in both."""
    found = valid(program_json(rules, name, language, rules.as_of))
    page = write_markdown(program_document(rules, name, language, rules.as_of)).replace("\\", "")
    edition = rules.programs[name].edition_on(rules.as_of)
    if edition is None:
        return
    [current] = [
        one
        for one, its in zip(found["program"]["editions"], rules.programs[name].editions, strict=True)
        if its is edition
    ]
    for line in current["conditions"] or ():
        assert line["text"] in page
        assert line["rule"] is None or line["rule"] in page
    for citation in current["sources"]:
        assert found["sources"][citation["document"]]["title"] is not None
    for need in current.get("needs", ()):
        assert found["documents"][need["document"]]["title"] in page
        assert need["condition"] is None or need["condition"] in page
