"""Broken YAML is explained at the place of the person who wrote it, whichever parser, and release of it, is there."""

from typing import Any

import pytest
import yaml

from iotcheck.errors import DataError, Location, Problem
from iotcheck.reader import read, yaml_nodes

# What is written => line and column, code, parameters.
FAULTS: tuple[tuple[str, tuple[int, int], str, dict[str, str]], ...] = (
    # A colon of a Chinese keyboard makes no key; the parsers notice some lines below.
    ("title：坏\n\n\nen: Bad\n", (1, 6), "full-width-colon", {}),
    ("title：坏\n\n\n\nen: Bad\n", (5, 1), "yaml-indent", {}),  # too far to be the reason
    ("- a：b\nc: d\n", (1, 4), "full-width-colon", {}),
    ("a: b\nc：d\n", (2, 2), "full-width-colon", {}),
    ("a: b, c：d: e\n", (1, 8), "full-width-colon", {}),
    ("a: b c：d: e\n", (1, 9), "colon-in-text", {}),  # no key could stand there
    ("{zh：坏\n en: Bad}\n", (1, 4), "full-width-colon", {}),
    # Colons and lines.
    ("title: Rules: the second part\n", (1, 13), "colon-in-text", {}),
    ('title: "Rules": the second part\n', (1, 15), "colon-in-text", {}),
    ("a: b\nc\n", (2, 1), "missing-colon", {}),
    ("a: b\n  X: c\n", (2, 3), "yaml-indent", {}),
    ("a: b\nX: c\n  d: e\n", (3, 3), "yaml-indent", {}),
    ("a: b\n X: c\n", (2, 2), "yaml-indent", {}),
    ("- a\nb: c\n", (2, 1), "yaml-indent", {}),
    ("a: b\n- c\n", (2, 1), "yaml-indent", {}),
    ("a: - b\n", (1, 4), "list-on-next-line", {}),
    ("a:b\nc: d\n", (1, 1), "missing-colon", {}),
    ("a: b\nc:d\n\ne: f\n", (2, 1), "missing-colon", {}),
    ("see\nhttp://x\nc: d\n", (3, 1), "yaml-indent", {}),  # a web address is no key
    ('"a": b\n"c"\n', (2, 1), "missing-colon", {}),
    ("a: |\n  b\n c: d\n", (3, 2), "yaml-indent", {}),
    (": a\n", (1, 1), "null-key", {}),
    ("a: b\n---\nc: d\n", (2, 1), "one-document", {}),
    ("a: b\n...\nc: d\n", (3, 1), "one-document", {}),
    ("...\na: b\n", (1, 1), "one-document", {}),
    ("[a]\n[b]\n", (2, 1), "yaml-syntax", {}),  # no rule knows it: the place, and what often helps
    # Brackets.
    ("a: [b", (1, 4), "bracket-not-closed", {"bracket": "["}),
    ("{a: b,\n c: d\n", (1, 1), "bracket-not-closed", {"bracket": "{"}),
    ("a: [b\nc: d\n", (1, 4), "bracket-not-closed", {"bracket": "["}),
    ("a: [b,\n  'c' d]\n", (2, 7), "yaml-brackets", {}),
    ("a: [b}\n", (1, 6), "yaml-brackets", {}),
    ("[", (1, 1), "bracket-not-closed", {"bracket": "["}),
    ("[\n", (1, 1), "bracket-not-closed", {"bracket": "["}),
    ("[a: b\n", (1, 1), "bracket-not-closed", {"bracket": "["}),
    ("a: {b: [c,\n  d}\n", (2, 4), "yaml-brackets", {}),
    ("a: [b: c: d]\n", (1, 9), "yaml-brackets", {}),
    ("a: [b]]\n", (1, 7), "bracket-not-open", {"bracket": "]"}),
    ("a: {b: c}}\n", (1, 10), "bracket-not-open", {"bracket": "}"}),
    ("a: }\n", (1, 4), "bracket-not-open", {"bracket": "}"}),
    ("a: ]\n", (1, 4), "bracket-not-open", {"bracket": "]"}),
    ("a: b\n]\n", (2, 1), "bracket-not-open", {"bracket": "]"}),
    # Quotes, and what follows a backslash between them.
    ("a: 'b' c\n", (1, 8), "text-after-quote", {}),
    ('a: "b" c\n', (1, 8), "text-after-quote", {}),
    ('a: "b\\', (1, 4), "quote-not-closed", {}),
    ('a: "b\n---\n', (1, 4), "quote-not-closed", {}),
    ('a: "he said "no""\n', (1, 14), "text-after-quote", {}),
    ("a: 'it's'\n", (1, 8), "text-after-quote", {}),
    ('{"a": "b\\q"}\n', (1, 9), "bad-escape", {}),
    ('a: "\\x41 \\u4e2d\n  \\z"\n', (2, 3), "bad-escape", {}),
    ('a: "bc\\q"\n', (1, 7), "bad-escape", {}),
    ('a: "b\\%', (1, 4), "quote-not-closed", {}),
    ('a: "bc\\u12"\n', (1, 7), "bad-escape", {}),
    ('a: b\nc: "d\\U00110000"\n', (2, 6), "bad-escape", {}),  # no such character
    ('a: b\nc: "d\\UFFFFFFFF"\n', (2, 6), "bad-escape", {}),  # nor can it be a number of one
    ('a: "\\q\\U00110000"\n', (1, 5), "bad-escape", {}),
    # Characters that begin something else than a text.
    ("a: , and\n", (1, 4), "quote-first-character", {"character": ","}),
    ("a: b\nc: @home\n", (2, 4), "quote-first-character", {"character": "@"}),
    ("a: `b`\n", (1, 4), "quote-first-character", {"character": "`"}),
    ("a: ? b\n", (1, 4), "quote-first-character", {"character": "?"}),
    ("a: & b\n", (1, 4), "quote-first-character", {"character": "&"}),
    ("a: *\n", (1, 4), "quote-first-character", {"character": "*"}),
    ("a: >=5\n", (1, 4), "quote-first-character", {"character": ">"}),
    ("a: |0\n", (1, 4), "quote-first-character", {"character": "|"}),
    ("a: [>5]\n", (1, 5), "quote-first-character", {"character": ">"}),
    ("a: [%b]\n", (1, 5), "quote-first-character", {"character": "%"}),
    ("a: !b!c d\n", (1, 4), "no-tags", {"tag": "!"}),
    ("a: !<b c\n", (1, 4), "no-tags", {"tag": "!"}),
    ("---\n%\n", (2, 1), "no-directives", {}),
)


class SilentParser(yaml.SafeLoader):
    """Finds what PyYAML finds, at the same places, and says so in words that nobody knows."""

    def get_event(self) -> Any:
        try:
            return super().get_event()  # type: ignore[no-untyped-call]
        except yaml.MarkedYAMLError as error:
            error.problem, error.context = "?", None
            raise


@pytest.mark.parametrize("parser", [yaml.CSafeLoader, yaml.SafeLoader, SilentParser])
@pytest.mark.parametrize(("text", "place", "code", "params"), FAULTS)
def test_every_parser_leads_to_the_same_problem(
    text: str, place: tuple[int, int], code: str, params: dict[str, str], parser: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One problem, once: the words of parsers differ, and none are used."""
    monkeypatch.setattr(yaml_nodes, "_PARSER", parser)
    with pytest.raises(DataError) as caught:
        read(text, "x")
    assert caught.value.problems == (Problem(Location("x", *place), code, params),)


@pytest.mark.parametrize("parser", [yaml.CSafeLoader, yaml.SafeLoader])
def test_a_bracket_and_a_colon_are_two_faults(parser: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """What stands before the place where the parser stops is told too."""
    monkeypatch.setattr(yaml_nodes, "_PARSER", parser)
    with pytest.raises(DataError) as caught:
        read("title: {zh：坏,\n", "x")
    problems = [(problem.location, problem.code) for problem in caught.value.problems]
    assert problems == [(Location("x", 1, 11), "full-width-colon"), (Location("x", 1, 8), "bracket-not-closed")]
