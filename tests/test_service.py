"""The driven interview, by requests and by the command: the terminal's questions; broken requests are answered."""

import json
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from iotcheck.answers import plain_value, written_value
from iotcheck.api import PolicySet
from iotcheck.interview import next_question
from iotcheck.loader import load_file
from iotcheck.model import FactType
from iotcheck.prompt.session import Session
from iotcheck.prompt.showing import Display
from iotcheck.prompt.terminal import Terminal
from iotcheck.schemas.results import next_schema
from iotcheck.service import METHODS, Service, respond
from tests.program import iotcheck, sampled
from tests.samples import ROOT
from tests.strategies import domain

SERVICE = Service(policies=PolicySet(rules=load_file(str(ROOT / "data" / "policies.yaml"))))
RULES = SERVICE.policies.rules


def request(method: str, params: object = None, number: object = 1) -> bytes:
    return json.dumps({"jsonrpc": "2.0", "id": number, "method": method, "params": params or {}}).encode()


def called(method: str, **params: object) -> Any:
    response = json.loads(respond(SERVICE, request(method, params)) or "")
    assert response["id"] == 1
    return response["result"]


def interview(random: Random, *, knowing: bool = False) -> tuple[list[str], dict[str, Any]]:
    """Answer at random what the service asks, until nothing is left; return the questions and the answers.

    Who is `knowing` has an answer to every question.
    """
    asked: list[str] = []
    answers: dict[str, Any] = {}
    while (question := called("next", answers=answers)["question"]) is not None:
        fact = RULES.facts[question["id"]]
        value = random.choice([*domain(fact), *([] if knowing else [None])])
        asked.append(fact.id)
        answers[fact.id] = plain_value(value)
    return asked, answers


@pytest.mark.parametrize("seed", sampled(range(200), 20))
def test_a_driven_interview_asks_what_the_terminal_asks(seed: int) -> None:
    """The interview on a terminal asks `next_question` of the answers so far; its result is that of the answers."""
    asked, answers = interview(Random(seed))
    given: dict[str, Any] = {}
    for fact in asked:
        assert next_question(SERVICE.policies.assess(given).result) == fact
        value = answers[fact]
        given[fact] = tuple(value) if isinstance(value, list) else value
    assert called("assess", answers=answers) == SERVICE.policies.assess(given).to_dict("en")


class Typist(Terminal):
    """A terminal on which somebody types the answers that a driven interview had; `asked` are the questions seen."""

    def __init__(self, answers: dict[str, Any]) -> None:
        super().__init__(lambda: 80, lambda: 24, bold=False, edits=False)
        self.asked: list[str] = []
        self._answers = answers
        self._typed = ""

    def write(self, text: str = "", *, lead: str = "", bold: bool = False) -> None:
        """Write nothing."""

    def show(self, fact: str) -> None:
        """Take a question."""
        self.asked.append(fact)
        value = self._answers[fact]
        self._typed = written_value(tuple(value) if isinstance(value, list) else value)

    def read(self) -> str:
        """Type the answer, an amount of money with its unit; Enter where no question is open."""
        typed, self._typed = self._typed, ""
        money = self.asked and RULES.facts[self.asked[-1]].type is FactType.MONEY
        return f"{typed}元" if typed and money else typed


@pytest.mark.parametrize("seed", sampled(range(200), 40))
def test_the_terminal_asks_who_knows_all_answers_the_same(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same questions in the same order, and the same answers; what *don't know* leaves open it puts off."""
    asked, answers = interview(Random(seed), knowing=True)
    typist = Typist(answers)
    monkeypatch.setattr(Display, "question", lambda _self, _now, _without, fact, *_: typist.show(fact.id))
    given: dict[str, Any] = {}
    Session(RULES, given, RULES.as_of, "en", typist).hold()
    assert typist.asked == asked
    assert {fact: plain_value(value) for fact, value in given.items()} == answers


def test_the_command_prints_what_the_service_answers() -> None:
    asked, answers = interview(Random(7))
    known = {fact: answers[fact] for fact in asked[:3]}
    printed = iotcheck("next", "--lang", "en", "--answers", "-", stdin=json.dumps(known))
    assert json.loads(printed.out) == called("next", answers=known)


def test_what_it_answers_is_as_its_schema_says() -> None:
    asked, answers = interview(Random(3))
    for count in range(len(asked) + 1):
        found = called("next", answers={fact: answers[fact] for fact in asked[:count]})
        Draft202012Validator(next_schema()).validate(json.loads(json.dumps(found)))
        assert found["remaining"] >= (found["question"] is not None)


def test_a_process_answers_each_line_and_lives_through_broken_ones() -> None:
    lines = [request("next"), b"oops", b"", request("nxt", number="a"), request("programs", number=2)]
    printed = iotcheck("serve", "--lang", "en", stdin=b"\n".join(lines) + b"\n")
    assert printed.code == 0
    responses = [json.loads(line) for line in printed.out.splitlines()]
    assert [one.get("error", {}).get("code") for one in responses] == [None, -32700, -32601, None]
    assert [one["id"] for one in responses] == [1, None, "a", 2]


@pytest.mark.parametrize(
    ("line", "code", "problem"),
    [
        (b"oops", -32700, "json-syntax"),
        (b'{"a": ', -32700, "json-syntax"),
        (b"\xff", -32700, "not-text"),
        (b"{" * 1000, -32700, "json-syntax"),
        (b"3", -32600, None),
        (b"[]", -32600, None),
        (b"{}", -32600, None),
        (b'{"jsonrpc": "1.0", "id": 1, "method": "next"}', -32600, None),
        (b'{"jsonrpc": "2.0", "id": {}, "method": "next"}', -32600, None),
        (b'{"jsonrpc": "2.0", "id": 1, "method": 3}', -32600, None),
        (request("nxt"), -32601, None),
        (request("assess", [1]), -32602, "expected-mapping"),
        (request("assess", {"answer": {}}), -32602, "unknown-key"),
        (request("assess", {"answers": {"legal_frm": 1}}), -32602, "unknown-fact"),
        (request("assess", {"answers": {"legal_form": "x"}}), -32602, "unknown-choice"),
        (request("assess", {"as_of": "tomorrow"}), -32602, "not-a-date"),
        (request("assess", {"as_of": [1]}), -32602, "not-a-date"),
        (request("assess", {"language": "fr"}), -32602, "unknown-word"),
        (request("explain", {}), -32602, "missing-key"),
        (request("explain", {"program": "x"}), -32602, "unknown-program"),
    ],
)
def test_a_broken_request_is_answered_with_what_is_wrong(line: bytes, code: int, problem: str | None) -> None:
    error = json.loads(respond(SERVICE, line) or "")["error"]
    assert error["code"] == code
    assert [one["code"] for one in error.get("data", {}).get("problems", [])] == ([problem] if problem else [])


@given(st.one_of(st.binary(), st.text().map(str.encode), st.sampled_from(sorted(METHODS)).map(request)))
def test_no_line_ends_the_process(line: bytes) -> None:
    response = respond(SERVICE, line)
    assert response is None or json.loads(response)["jsonrpc"] == "2.0"
    assert "\n" not in (response or "")


def test_several_requests_may_stand_in_a_list_and_notifications_have_no_response() -> None:
    one = json.loads(request("questions", number=7))
    silent = {"jsonrpc": "2.0", "method": "questions"}
    found = json.loads(respond(SERVICE, json.dumps([one, silent, 3]).encode()) or "")
    assert [response["id"] for response in found] == [7, None]
    assert respond(SERVICE, json.dumps(silent).encode()) is None
    assert respond(SERVICE, json.dumps([silent]).encode()) is None


def test_each_method_answers() -> None:
    """What is not known to fail is there: each with all of its parameters, in Chinese and on another date."""
    params = {"answers": {"legal_form": "enterprise"}, "program": "standard-national", "explain": True}
    kinds = {}
    for method, (allowed, _) in METHODS.items():
        given = {key: params[key] for key in allowed}
        found = called(method, **given, language="zh", as_of="2019-06-01")
        assert found["language"] == "zh"
        kinds[method] = found["kind"]
    assert kinds == {
        "programs": "programs",
        "program": "program",
        "questions": "questions",
        "next": "next",
        "assess": "assessment",
        "explain": "explanation",
        "what_if": "whatif",
    }
