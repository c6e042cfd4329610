"""Assistants: the official SDK's own client holds interviews over stdio; network and writing are shut."""

import json
import sys
from collections.abc import Awaitable, Callable
from random import Random
from typing import Any

import anyio
import pytest
from jsonschema import Draft202012Validator
from mcp import Client, StdioServerParameters

from iotcheck.answers import plain_value
from iotcheck.api import PolicySet
from iotcheck.assistants import call, instructions, tools
from iotcheck.loader import load_file
from iotcheck.service import Service
from tests.program import ROOT, SHIPPED_DAY, iotcheck
from tests.strategies import domain

SERVICE = Service(policies=PolicySet(rules=load_file(str(ROOT / "data" / "policies.yaml"))))
RULES = SERVICE.policies.rules
# Ends the server where anything in it reaches for the network, or for a file to write.
GUARDED = """
import os, sys
def refuse(event, arguments):
    network = event in {"socket.connect", "socket.bind", "socket.sendto", "socket.getaddrinfo", "socket.gethostbyname"}
    writing = event == "open" and isinstance(arguments[0], str) and set(arguments[1] or "") & set("wax+")
    if network or writing and arguments[0] != os.devnull:
        os.write(2, f"{event} {arguments}".encode())
        os._exit(99)
sys.addaudithook(refuse)
sys.dont_write_bytecode = True
from iotcheck.__main__ import main
main()
"""


def guarded(*options: str) -> StdioServerParameters:
    arguments = ["-c", GUARDED, "mcp", "--lang", "en", *options]
    environment = {"IOTCHECK_TODAY": SHIPPED_DAY}
    return StdioServerParameters(command=sys.executable, args=arguments, cwd=str(ROOT), env=environment)


def talk(task: Callable[[Client], Awaitable[None]]) -> None:
    """Do something with a client of a server of its own."""

    async def connected() -> None:
        async with Client(guarded()) as client:
            await task(client)

    anyio.run(connected)


def text(result: Any) -> Any:
    [content] = result.content
    return json.loads(content.text)


async def interview(client: Client, random: Random) -> tuple[dict[str, Any], list[str]]:
    """Answer at random what is asked until nothing is left; return the answers and the questions."""
    answers: dict[str, Any] = {}
    asked = []
    while (question := text(await client.call_tool("next_question", {"answers": answers}))["question"]) is not None:
        asked.append(question["id"])
        answers[question["id"]] = plain_value(random.choice([*domain(RULES.facts[question["id"]]), None]))
    return answers, asked


@pytest.mark.parametrize("count", [2, pytest.param(50, marks=pytest.mark.thorough)])
def test_the_sdks_client_holds_interviews_over_stdio(count: int) -> None:
    """Questions and results are those of `serve`; what was never answered, or with don't know, stays so."""

    async def hold(client: Client) -> None:
        for seed in range(count):
            answers, asked = await interview(client, Random(seed))
            known: dict[str, Any] = {}
            for fact in asked:
                report = SERVICE.policies.assess({name: _value(value) for name, value in known.items()})
                assert report.next_question == fact
                known[fact] = answers[fact]
            found = text(await client.call_tool("assess", {"answers": answers}))
            expected = SERVICE.policies.assess({name: _value(value) for name, value in answers.items()}).to_dict("en")
            assert found["answers"] == expected["answers"] == answers
            assert found["totals"] == json.loads(json.dumps(expected["totals"]))
            told = {one["id"]: one["verdict"] for one in found["programs"]}
            assert told == {
                one["id"]: one["verdict"]
                for one in expected["programs"]
                if one["applicable"] or one["verdict"] == "undetermined"
            }

    talk(hold)


def _value(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def test_it_offers_tools_that_only_read_and_lives_through_wrong_calls() -> None:
    async def ask(client: Client) -> None:
        offered = (await client.list_tools()).tools
        assert [tool.name for tool in offered] == ["programs", "next_question", "assess", "explain", "what_if"]
        for tool in offered:
            assert tool.annotations is not None
            assert (tool.annotations.read_only_hint, tool.annotations.open_world_hint) == (True, False)
        wrong = await client.call_tool("assess", {"answers": {"legal_frm": "enterprise"}})
        assert wrong.is_error
        assert text(wrong)["problems"][0]["suggestion"] == "legal_form"
        right = await client.call_tool("assess", {"answers": {}})
        assert not right.is_error

    talk(ask)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_tools_cost_few_tokens(language: str) -> None:
    """At most 1,500, counted on the safe side: four bytes of English to a token, two tokens to three Chinese signs."""
    said = json.dumps(tools(language), ensure_ascii=False) + instructions(language)
    chinese = sum(ord(sign) > 0x2E7F for sign in said)
    assert (len(said) - chinese) / 3.5 + chinese * 1.2 < 1500
    for tool in tools(language):
        Draft202012Validator.check_schema(tool["inputSchema"])


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize(
    ("tool", "arguments"),
    [
        ("programs", {}),
        ("next_question", {"answers": {"legal_form": "enterprise"}}),
        ("assess", {"answers": {"legal_form": "enterprise"}, "as_of": "2026-11-28"}),
        ("explain", {"answers": {"legal_form": None}, "program": "standard-national"}),
        ("what_if", {"answers": {"legal_form": "enterprise"}, "program": "standard-national"}),
        ("what_if", {"answers": {"legal_form": "enterprise"}}),
    ],
)
def test_every_answer_names_its_day_its_sources_and_that_it_decides_nothing(
    tool: str, arguments: dict[str, Any], language: str
) -> None:
    found, answered = call(SERVICE.replace(language=language), tool, arguments)
    assert answered
    assert found["as_of"] == arguments.get("as_of", SHIPPED_DAY)
    assert ("官方" if language == "zh" else "official decision") in found["notice"]
    assert found["sources"]
    assert all(source["title"] for source in found["sources"].values())
    assert found.get("answers", {}) == arguments.get("answers", {})  # nothing was filled in
    json.dumps(found)


@pytest.mark.parametrize(
    ("tool", "arguments", "code"),
    [
        ("assess", {}, "missing-key"),
        ("assess", None, "missing-key"),
        ("explain", {"answers": {}}, "missing-key"),
        ("assess", {"answers": {"legal_form": "x"}}, "unknown-choice"),
        ("assess", {"answers": []}, "expected-mapping"),
        ("assess", {"answers": {}, "default": True}, "unknown-key"),
        ("explain", {"answers": {}, "program": "x"}, "unknown-program"),
        ("write", {}, "unknown-word"),
    ],
)
def test_what_cannot_be_answered_is_refused(tool: str, arguments: Any, code: str) -> None:
    found, answered = call(SERVICE, tool, arguments)
    assert not answered
    assert [one["code"] for one in found["problems"]] == [code]


def test_the_printed_configuration_starts_the_server() -> None:
    printed = json.loads(iotcheck("mcp", "--print-config", "--as-of", "today", "--lang", "zh").out)
    server = printed["mcpServers"]["iotcheck"]
    assert server["args"][-5:] == ["mcp", "--lang", "zh", "--as-of", "today"]

    async def start() -> None:
        async with Client(StdioServerParameters(**server)) as client:
            assert "不是官方决定" in (client.instructions or "")

    anyio.run(start)


def test_without_the_library_it_says_how_to_install_it(tmp_path: Any) -> None:
    (tmp_path / "mcp").mkdir()
    (tmp_path / "mcp" / "__init__.py").write_text("raise ModuleNotFoundError('none', name='mcp')\n")
    run = iotcheck("mcp", "--lang", "en", environment={"PYTHONPATH": str(tmp_path)})
    assert (run.code, "[command-needs-library]" in run.err) == (2, True)
