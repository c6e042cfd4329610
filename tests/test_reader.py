"""Hostile input: whatever the bytes, there are located problems or a policy set, soon, and never a crash."""

import json
from copy import deepcopy
from time import process_time
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from iotcheck.errors import MOST_PROBLEMS, DataError, Location, Problem
from iotcheck.loader import load
from iotcheck.model import Selects
from iotcheck.reader import Mapping, Scalar, Sequence, decode, read, yaml_nodes
from iotcheck.reader.characters import refuse_characters
from iotcheck.texts import problem_line
from tests.small import Document, document, fact, loaded, yaml_text
from tests.strategies import documents

PIECES = (
    *(
        "\t",
        "：",
        ": ",
        "- ",
        "[",
        "]",
        "{",
        "}",
        '"',
        "'",
        "&a ",
        "*a",
        "!t ",
        "|",
        ">",
        "?",
        "%",
        "@",
        "#",
        "\n",
        "\n ",
    ),
    *(
        "\r",
        "\0",
        "\u200b",
        "😀",
        "<<: ",
        "null",
        "~",
        "no",
        "---\n",
        "...\n",
        "\\",
        ",",
        "，",
        "100万元",
        "017",
        "1:30",
    ),
)
ODD_VALUES: tuple[Any, ...] = (None, "", [], {}, 7, "x", ["x"], {"x": "x"}, "不知道", "2020-02-30", [[]], {"": None})


def problems_of(data: bytes | str) -> list[tuple[str, str]]:
    """Return the places and codes of what is wrong with a file; fail if nothing is."""
    with pytest.raises(DataError) as caught:
        load(data.encode() if isinstance(data, str) else data, "bad.yaml")
    return [(str(problem.location).removeprefix("bad.yaml"), problem.code) for problem in caught.value.problems]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", ("", "empty-file")),
        (b"\xef\xbb\xbf", ("", "empty-file")),
        (b"# nothing but a comment", ("", "empty-file")),
        (b"---\n", ("", "empty-file")),
        (b"[" * 200_000, (":1:61", "too-deep")),
        (b"{a: " * 50_000, (":1:241", "too-deep")),
        ("\n".join(" " * depth + "a:" for depth in range(70)).encode(), (":61:61", "too-deep")),
        (b"- " * 100_000, (":1:121", "too-deep")),
        (b">+\n%a\n", (":2:1", "no-directives")),
        (b"\x01" * 60, (":1:1", "invisible-character")),
        (b"x" * 5_000_001, ("", "too-big")),
        (b"[" + b"a," * 600_000, (":1:1000000", "too-many-nodes")),
        (b"a: &a [x]\n" + b"".join(b"b%d: &b%d [*a, *a]\n" % (n, n) for n in range(40)), (":1:4", "no-anchors")),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\xff\xfe", (":1:1", "not-text")),
        ("format: 1\ntitle: 坏".encode("utf-16-le"), (":1:2", "not-utf8")),
    ],
)
def test_hostile_files_end_soon_in_a_located_problem(data: bytes, expected: tuple[str, str]) -> None:
    """Deep nesting, alias bombs, huge files, binary ones: the first problem says what and where."""
    started = process_time()
    assert problems_of(data)[0] == expected
    assert process_time() - started < 20


class CautiousParser(yaml.SafeLoader):
    """Stops at a depth of its own while it looks ahead, as newer releases of the parser in C do."""

    def fetch_flow_collection_start(self, token: Any) -> None:
        if self.flow_level >= 100:
            raise yaml.scanner.ScannerError(None, None, "no words that anybody knows", self.get_mark())
        super().fetch_flow_collection_start(token)


@pytest.mark.parametrize("parser", [yaml.CSafeLoader, yaml.SafeLoader, CautiousParser])
@pytest.mark.parametrize(
    ("text", "column"),
    [
        ("[" * 1500, 61),
        ("[" * 700 + "]" * 700, 61),
        ("a: " + "[" * 300, 63),
        ("[a,\n " * 1500, 2),
        ("{a: [" * 1500, 151),
    ],
)
def test_depth_is_judged_before_whatever_a_parser_does_not_like(
    text: str, column: int, parser: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A parser may have a limit of its own and notice it first; the problem and its place are the same."""
    monkeypatch.setattr(yaml_nodes, "_PARSER", parser)
    with pytest.raises(DataError) as caught:
        read(text, "x")
    (problem,) = caught.value.problems
    assert problem.location
    assert (problem.code, problem.location.column) == ("too-deep", column)


def test_five_hundred_faults_are_told_soon_and_are_enough() -> None:
    """Each unknown name is compared with all known ones only while that helps; more faults are not looked for."""
    facts = {f"fact_{number}": fact("boolean") for number in range(2000)}
    rules = [{f"fcat_{number}": True} for number in range(2000)]
    text = yaml_text(document(facts, {"any": rules}))
    started = process_time()
    assert len(problems_of(text)) == MOST_PROBLEMS
    assert process_time() - started < 20


def test_line_ends_and_byte_order_mark_make_no_difference() -> None:
    """A file from Windows, or one with a BOM, says the same."""
    text = yaml_text(document({"a": fact("boolean")}, {"a": True}))
    plain = loaded(text)
    for variant in (text.replace("\n", "\r\n"), text.replace("\n", "\r"), f"\ufeff{text}"):
        other = load(variant.encode(), "test.yaml")
        assert other == plain.replace(sha256=other.sha256)


def test_scalars_are_typed_by_their_place() -> None:
    """What YAML would turn into other types stays the text, choice, number or date that its place asks for."""
    text = """
format: 1
id: no
title: 017
as_of: 2019-05-31
currency: CNY
languages: [en]
sources: {1.0: {title: 1:30, number: 0x10, date: 2019-05-31}}
supports: {on: yes}
facts:
  no: {type: choice, ask: 1_000, label: off, choices: {y: 1e3, 1: null text}}
  size: {type: money, ask: 😀, label: "null", min: 1,000, max: 5亿元}
programs:
  2019-05-31:
    title: >
      A text over
      two lines
    support: on
    editions:
      - status: |
          in_force
        confidence: official
        when: {no: 1}
        ceiling: 1.5
        source: {document: 1.0}
""".replace("1.0", "1-0").replace("min: 1,000", 'min: "1,000"')
    file = loaded(text)
    asked, program = file.facts["no"], file.programs["2019-05-31"]
    assert (file.id, file.title.in_language("en"), file.sources["1-0"].number) == ("no", "017", "0x10")
    assert (file.sources["1-0"].title.in_language("en"), file.supports["on"].in_language("en")) == ("1:30", "yes")
    assert (asked.ask.in_language("en"), asked.label.in_language("en")) == ("1_000", "off")
    assert list(asked.choices) == ["y", "1"]
    assert (file.facts["size"].minimum, file.facts["size"].maximum) == (1000, 500_000_000)
    assert program.title.in_language("en") == "A text over two lines"
    when = program.editions[0].when
    assert isinstance(when, Selects)
    assert when.values == ("1",)


def test_emoji_are_text_in_both_parsers(monkeypatch: pytest.MonkeyPatch) -> None:
    """Characters beyond the first plane, as such and as JSON's escapes of YAML."""
    for parser in (yaml.CSafeLoader, yaml.SafeLoader):
        monkeypatch.setattr(yaml_nodes, "_PARSER", parser)
        root, problems = read('a: 😀\nb: "\\U0001F600"\n', "x")
        assert isinstance(root, Mapping)
        assert (problems, [scalar.text for _, scalar in root.entries.values() if isinstance(scalar, Scalar)]) == (
            [],
            ["😀", "😀"],
        )


def test_a_doubled_key_is_told_where_the_first_one_stands() -> None:
    """The line of the key, not that of what it holds."""
    _, problems = read("a:\n  b: c\na: d\n", "x")
    assert [(problem.location, problem.params) for problem in problems] == [
        (Location("x", 3, 1), {"key": "a", "first": 1})
    ]


def test_numbers_split_at_commas_are_joined_again() -> None:
    """What follows the complaint is checked as the author meant it."""
    root, problems = read("[3,000,000元, 1, 500, 20,000.5]", "x")
    assert isinstance(root, Sequence)
    assert [item.text for item in root.items if isinstance(item, Scalar)] == ["3,000,000元", "1", "500", "20,000.5"]
    assert [(problem.location, problem.code, problem.params) for problem in problems] == [
        (Location("x", 1, 2), "comma-in-number", {"text": "3,000,000元"}),
        (Location("x", 1, 22), "comma-in-number", {"text": "20,000.5"}),
    ]


def test_quoted_nulls_are_texts() -> None:
    """`~` in quotes is a tilde; a key in quotes may say `null` or `<<`."""
    root, problems = read("{a: '~', 'null': ~, '<<': ''}", "x")
    assert isinstance(root, Mapping)
    values = [node for _, node in root.entries.values()]
    assert (problems, [isinstance(node, Scalar) and node.null for node in values]) == ([], [False, True, False])


@pytest.mark.parametrize(
    ("word", "null"), [*((word, True) for word in ("", "~", "null", "Null", "NULL")), ("nULL", False)]
)
def test_nothing_is_said_by_yamls_words_for_it(word: str, null: bool) -> None:
    """As YAML has it; without quotes alone."""
    root, _ = read(f"- {word}\n- '{word}'\n- |\n  {word}\n", "x")
    assert isinstance(root, Sequence)
    assert [isinstance(item, Scalar) and item.null for item in root.items] == [null, False, False]


@pytest.mark.parametrize(
    ("data", "place"),
    [
        ("a: 一\nb: 二".encode() + "三三\n".encode("gbk"), (2, 5)),
        (b"\n\xff", (2, 1)),
        (b"\xff", (1, 1)),
        (b"\xef\xbb\xbfa\xff", (1, 2)),  # the byte order mark is no character
    ],
)
def test_decoding_says_where_the_first_wrong_byte_is(data: bytes, place: tuple[int, int]) -> None:
    """In a file that is mostly UTF-8 that is the place to mend."""
    with pytest.raises(DataError) as caught:
        decode(data, "x")
    (problem,) = caught.value.problems
    assert problem.location == Location("x", *place)


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        ("标题：坏".encode("utf-16"), "UTF-16"),
        ("\ufeff标题：坏".encode("utf-16-be"), "UTF-16"),
        ("title: x\nnote: é".encode("utf-16-le"), "UTF-16"),
        ("title: 坏".encode("gbk"), "GB18030 (GBK)"),
        ("坏".encode("gbk") + b"a\0", "GB18030 (GBK)"),
        ("資料".encode("big5"), "Big5"),  # in GBK its second character would be a private one
        ("\ue000".encode("gb18030"), "Big5"),
        ("\uf8ff".encode("gb18030"), None),
        (b"\xff\x00\xff\xff\xff", None),
    ],
)
def test_the_encoding_that_a_file_may_have_is_named(data: bytes, encoding: str | None) -> None:
    """So that the mend is known: UTF-16 by its mark or its zeros, Big5 by what GBK would show of it."""
    with pytest.raises(DataError) as caught:
        decode(data, "x")
    (problem,) = caught.value.problems
    assert (problem.code, problem.params.get("encoding")) == ("not-utf8" if encoding else "not-text", encoding)


def test_five_million_bytes_are_read_and_no_more() -> None:
    """The limit itself is within."""
    assert len(decode(b"x" * 5_000_000, "x")) == 5_000_000
    with pytest.raises(DataError) as caught:
        decode(b"x" * 5_000_001, "x")
    assert caught.value.problems == (Problem(Location("x"), "too-big", {"limit": 5}),)


def test_text_of_which_every_fourth_byte_is_zero_may_be_no_utf_16() -> None:
    """It is read, and refused for the characters that nobody sees."""
    assert decode(b"a\0bc", "x") == "a\0bc"
    with pytest.raises(DataError) as caught:
        decode(b"a\0b", "x")
    assert caught.value.problems == (Problem(Location("x", 1, 2), "not-utf8", {"encoding": "UTF-16"}),)


def test_fifty_invisible_characters_are_named() -> None:
    """Each at its place; that there are more need not be said."""
    with pytest.raises(DataError) as caught:
        refuse_characters("\n" + "\x01" * 60, "x")
    columns = [problem.location.column for problem in caught.value.problems if problem.location]
    assert columns == list(range(1, 51))
    assert {problem.location.line for problem in caught.value.problems if problem.location} == {2}


slips = st.tuples(st.floats(0, 1), st.integers(0, 9), st.sampled_from(PIECES))


@given(documents(), st.lists(slips, min_size=1, max_size=3))
def test_whatever_is_typed_into_a_file_is_understood_or_refused(
    content: Document, changes: list[tuple[float, int, str]]
) -> None:
    """Random slips of the hand in a good file: it loads, or every problem has a place in the file and its sentences."""
    text = yaml_text(content)
    for where, removed, inserted in changes:
        start = int(where * len(text))
        text = text[:start] + inserted + text[start + removed :]
    assert_loads_or_is_refused(text)


@given(documents(), st.data())
def test_whatever_stands_in_a_place_is_understood_or_refused(content: Document, data: st.DataObject) -> None:
    """Anything in the place of anything, keys missing, doubled or misspelt: no fault confuses the loader."""
    for _ in range(data.draw(st.integers(1, 3))):
        parent = data.draw(st.sampled_from(list(collections(content))))
        keys = list(parent) if isinstance(parent, dict) else list(range(len(parent)))
        key = data.draw(st.sampled_from(keys)) if keys else "x"
        change = data.draw(st.sampled_from(("replace", "remove", "rename")))
        if change == "remove" and keys:
            del parent[key]
        elif change == "rename" and isinstance(parent, dict) and keys:
            parent[f"{key}x"] = parent.pop(key)
        elif isinstance(parent, dict) or keys:
            parent[key] = deepcopy(data.draw(st.sampled_from(ODD_VALUES)))
    assert_loads_or_is_refused(json.dumps(content, ensure_ascii=False))


def collections(value: Any) -> list[Any]:
    """Return every mapping and list of a document."""
    if not isinstance(value, dict | list):
        return []
    children = value.values() if isinstance(value, dict) else value
    return [value, *(collection for child in children for collection in collections(child))]


def assert_loads_or_is_refused(text: str) -> None:
    """Hold the loader to located problems that can be said, each once."""
    try:
        load(text.encode(), "bad.yaml")
    except DataError as error:
        lines = text.splitlines() or [""]
        said = [problem_line(language, problem) for problem in error.problems for language in ("zh", "en")]
        assert len(set(said)) == len(said) > 0
        places = [problem.location for problem in error.problems if problem.location and problem.location.line]
        assert all(place.line <= len(lines) + 1 and place.column >= 1 for place in places)


def test_rules_over_a_broken_fact_make_no_noise() -> None:
    """What is wrong with the fact is said once, not at each of its uses."""
    cases = {"cases": [{"when": {"a": True}, "then": 1}, {"otherwise": {"amount": 1, "per": 2}}]}
    when = {"all": [{"a": True}, {"compare": {"amount": cases, "at_least": 1}}]}
    broken = document({"a": {"type": "boolean"}, "b": fact("boolean")}, when, cases)
    assert [code for _, code in problems_of(yaml_text(broken))] == ["missing-key"]
