"""The doors through which data comes in, each a function from a number to a case: traps first, then mutations.

What a case is depends on the door, the seed and the number alone, so that every failure can be repeated.
"""

import io
import json
import zipfile
from collections.abc import Callable
from functools import cache
from random import Random

from tests.torture.cases import ANY, DATA, Case
from tests.torture.hostile import (
    ROOT,
    SHIPPED,
    SHIPPED_PIECES,
    STARTER,
    csv_traps,
    json_traps,
    mutated,
    naughty,
    policy_with,
    yaml_traps,
)

USAGE = frozenset({0, 2, 3})
_FACTS = ("registered", "size", "fields", "founded", "revenue", "rd_spend", "staff", "growth")
_ANSWERS = b"""registered: true
size: small
fields: [sensors, networks]
founded: 2020-02-29
revenue: 3,000,000\xe5\x85\x83
rd_spend: 50\xe4\xb8\x87\xe5\x85\x83
staff: 12
growth: 5.5
"""
_ON_POLICIES: tuple[tuple[tuple[str, ...], str], ...] = (
    (("assess", "--policies", "p.yaml", "--no-input", "--all", "--explain"), "text"),
    (("assess", "--policies", "p.yaml", "--no-input", "--json", "--explain"), "json"),
    (("assess", "--policies", "p.yaml", "--no-input", "--format", "html", "--explain", "--all"), "html"),
    (("assess", "--policies", "p.yaml", "--no-input", "--format", "markdown", "--all"), "markdown"),
    (("assess", "--policies", "p.yaml", "--no-input", "--format", "csv", "--all"), "csv"),
    (("lint", "p.yaml"), "text"),
    (("lint", "p.yaml", "--json"), "json"),
    (("docs", "p.yaml"), "markdown"),
    (("docs", "p.yaml", "--format", "html"), "html"),
    (("programs", "--policies", "p.yaml"), "text"),
    (("show", "grant", "--policies", "p.yaml"), "text"),
    (("questions", "--policies", "p.yaml"), "text"),
    (("questions", "--policies", "p.yaml", "--template", "yaml"), "data"),
    (("schema", "answers", "--policies", "p.yaml"), "json"),
    (("fresh", "p.yaml", "--as-of", "2026-01-01"), "text"),
    (("diff", "p.yaml", "q.yaml", "--lang", "zh"), "text"),
    (("whatif", "--policies", "p.yaml"), "text"),
    (("screen", "t.csv", "--policies", "p.yaml"), "data"),
)


def policy(number: int, seed: int) -> Case:
    """Make policy files: traps, every hostile text in every place, mutations of valid files."""
    traps, texts = _yaml_traps(), naughty()
    chance = Random(f"policy {seed} {number}")
    arguments, shape = _ON_POLICIES[number % len(_ON_POLICIES)]
    pieces: dict[str, bytes] = {}
    if number < len(traps):
        data = traps[number]
        arguments, shape = _ON_POLICIES[0] if number % 2 else _ON_POLICIES[6]
    elif number < len(traps) + 2 * len(texts):
        data = policy_with(texts[(number - len(traps)) // 2])
        arguments, shape = _ON_POLICIES[chance.randrange(len(_ON_POLICIES))]
    else:
        source = chance.choices((STARTER, policy_with("x"), chance.choice(traps[-60:]), SHIPPED), (8, 6, 2, 1))[0]
        data = mutated(source, chance)
        pieces = SHIPPED_PIECES if source is SHIPPED else {}
    files = pieces | {"p.yaml": data, "q.yaml": STARTER, "t.csv": b"id,registered\nA,true\n"}
    codes = USAGE if arguments[0] in ("show", "whatif") else DATA
    if b"include" in data:
        codes |= {4}  # a piece may have any name
    return Case("policy", number, arguments, files, shape=shape, codes=codes)


def answers(number: int, seed: int) -> Case:
    """Make answers in YAML."""
    chance = Random(f"answers {seed} {number}")
    traps, texts = _yaml_traps(), naughty()
    if number < len(traps):
        data = traps[number]
    elif number < len(traps) + len(texts):
        text = json.dumps(texts[number - len(traps)])
        data = f"{chance.choice(_FACTS)}: {text}\n{chance.choice(_FACTS[:2])}: {texts[number - len(traps)]}\n".encode(
            "utf-8", "surrogatepass"
        )
    else:
        data = mutated(_ANSWERS, chance)
    return _with_answers("answers", number, data, "a.yaml", chance)


def answers_json(number: int, seed: int) -> Case:
    """Make answers in JSON."""
    chance = Random(f"json {seed} {number}")
    traps = _json_traps()
    plain = {
        "registered": True,
        "size": "small",
        "fields": ["sensors"],
        "founded": "2020-02-29",
        "revenue": 3e6,
        "staff": None,
    }
    data = traps[number] if number < len(traps) else mutated(json.dumps(plain).encode(), chance)
    return _with_answers("json", number, data, "a.json", chance)


def receipt(number: int, seed: int) -> Case:
    """Make earlier results."""
    chance = Random(f"receipt {seed} {number}")
    return _with_answers("receipt", number, mutated(_earlier_result(), chance), "r.json", chance)


def assignment(number: int, seed: int) -> Case:
    """Make `--set`, and other options of the command line."""
    chance = Random(f"set {seed} {number}")
    texts = naughty()
    text = texts[number % len(texts)].replace("\x00", "")[:5000]
    if number >= len(texts):
        text = mutated(f"{chance.choice(_FACTS)}={text}".encode("utf-8", "surrogatepass"), chance).decode(
            "utf-8", "surrogateescape"
        )
        text = text.replace("\x00", "")[:5000]
    option = chance.choice(("--set", "--set", "--set", "--only", "--as-of", "--name", "--format", "--ask", "--lang"))
    value = f"{chance.choice(_FACTS)}={text}" if option == "--set" and number < len(texts) else text
    arguments = ("assess", "--policies", "p.yaml", "--no-input", "--all", f"{option}={value}")
    return Case("set", number, arguments, {"p.yaml": STARTER}, codes=USAGE)


def table(number: int, seed: int) -> Case:
    """Make CSV tables."""
    chance = Random(f"csv {seed} {number}")
    traps = _csv_traps()
    base = traps[0] if chance.random() < 0.7 else (ROOT / "examples" / "applicants.csv").read_bytes()
    data = traps[number] if number < len(traps) else mutated(base, chance)
    return _screen("csv", number, data, "t.csv", chance)


def json_lines(number: int, seed: int) -> Case:
    """Make tables of JSON lines."""
    chance = Random(f"jsonl {seed} {number}")
    traps = _json_traps()
    line = json.dumps({"id": "A1", "registered": True, "size": "small", "fields": ["sensors"], "staff": 3, "x": None})
    data = (
        traps[number] + b"\n" + line.encode() if number < len(traps) else mutated(f"{line}\n{line}\n".encode(), chance)
    )
    return _screen("jsonl", number, data, "t.jsonl", chance)


def workbook(number: int, seed: int) -> Case:
    """Make workbooks: damaged archives, and whole ones whose parts are damaged."""
    chance = Random(f"xlsx {seed} {number}")
    data = _workbook()
    if chance.random() < 0.3:
        return _screen("xlsx", number, mutated(data, chance), "t.xlsx", chance)
    parts = {one: zipfile.ZipFile(io.BytesIO(data)).read(one) for one in zipfile.ZipFile(io.BytesIO(data)).namelist()}
    name = chance.choice(list(parts))
    parts[name] = mutated(parts[name], chance)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for one, content in parts.items():
            archive.writestr(one, content)
    return _screen("xlsx", number, out.getvalue(), "t.xlsx", chance)


def parquet(number: int, seed: int) -> Case:
    """Make Parquet files and Arrow files; needs pyarrow."""
    chance = Random(f"parquet {seed} {number}")
    kind = chance.choice(("parquet", "arrow"))
    return _screen("parquet", number, mutated(_arrow(kind), chance), f"t.{kind}", chance)


def file_name(number: int, seed: int) -> Case:
    """Make names of files, to read and to write."""
    chance = Random(f"names {seed} {number}")
    name = naughty()[number % len(naughty())].replace("\x00", "")[:5000]
    option = ("--policies", "--answers", "--output", "--save", "--table")[
        number // len(naughty()) % 5 if number >= len(naughty()) else chance.randrange(5)
    ]
    if option == "--table":
        arguments: tuple[str, ...] = ("screen", f"./{name}", "--policies", "p.yaml")
    else:
        arguments = ("assess", "--no-input", "--policies", "p.yaml", f"{option}={name}")
    plain = "/" not in name and name not in ("", ".", "..", "-") and len(name.encode("utf-8", "surrogateescape")) < 200
    files = {"p.yaml": STARTER} | ({name: STARTER} if plain and option in ("--policies", "--table") else {})
    output = name if "/" not in name and option in ("--output", "--save") else ""
    return Case("names", number, arguments, files, output=output, codes=ANY)


def environment(number: int, seed: int) -> Case:
    """Make values of the environment's variables."""
    chance = Random(f"environment {seed} {number}")
    names = (
        "LANG",
        "LC_ALL",
        "LANGUAGE",
        "IOTCHECK_LANG",
        "COLUMNS",
        "LINES",
        "TERM",
        "NO_COLOR",
        "FORCE_COLOR",
        "TZ",
        "HOME",
    )
    values = {name: chance.choice(naughty()).replace("\x00", "")[:5000] for name in chance.sample(names, 4)}
    values |= {"FORCE_COLOR": "0"} if "FORCE_COLOR" in values else {}
    values = {
        name: value.encode("utf-8", "surrogatepass").decode("utf-8", "surrogateescape")
        for name, value in values.items()
    }
    arguments = ("assess", "--no-input", "--policies", "p.yaml", "--all", "--set", "staff=5")
    return Case("environment", number, arguments, {"p.yaml": STARTER}, environment=values)


def prompts(number: int, seed: int) -> Case:
    """Make what is typed on a terminal: hostile lines, commands and answers, in any order."""
    chance = Random(f"prompts {seed} {number}")
    ordinary = ("1", "2", "y", "是", "1,3", "0", "?", "b", "r", "-", "", "100万", "2020-01-01", "5", "small")
    lines = []
    for _ in range(chance.randint(1, 14)):
        line = chance.choice(naughty()) if chance.random() < 0.5 else chance.choice(ordinary)
        kept = "".join(one for one in line if one >= " " and one != "\x7f")[:1000]
        lines.append(
            kept.encode("utf-8", "surrogatepass")
            if chance.random() < 0.95
            else b"\xff\xfe" + kept.encode("utf-16-le", "surrogatepass")
        )
    arguments = ("assess", "--interactive", "--policies", "p.yaml", "--save", "saved.yaml")
    typed = b"\n".join(line.replace(b"\n", b"").translate(None, bytes(range(32)) + b"\x7f") for line in lines)
    return Case(
        "prompts", number, arguments, {"p.yaml": STARTER}, typed=typed, output="saved.yaml", codes=frozenset({0, 130})
    )


DOORS: dict[str, Callable[[int, int], Case]] = {
    "policy": policy,
    "answers": answers,
    "json": answers_json,
    "receipt": receipt,
    "set": assignment,
    "csv": table,
    "jsonl": json_lines,
    "xlsx": workbook,
    "parquet": parquet,
    "names": file_name,
    "environment": environment,
    "prompts": prompts,
}


def _with_answers(door: str, number: int, data: bytes, name: str, chance: Random) -> Case:
    files = {"p.yaml": STARTER, name: data}
    common = ("--policies", "p.yaml", "--answers", name)
    choices: tuple[tuple[tuple[str, ...], str], ...] = (
        (("assess", *common, "--no-input", "--lang", "zh"), "text"),
        (("assess", *common, "--json"), "json"),
        (("assess", *common, "--no-input", "--format", "html"), "html"),
        (("assess", *common, "--no-input", "--format", "csv"), "csv"),
        (("whatif", *common), "text"),
        (("diff", "p.yaml", "p.yaml", "--answers", name), "text"),
    )
    arguments, shape = chance.choice(choices)
    if chance.random() < 0.2 and arguments[0] == "assess":
        arguments = tuple("-" if argument == name else argument for argument in arguments)
        return Case(door, number, (*arguments, "--no-input"), files, data, shape=shape)
    return Case(door, number, arguments, files, shape=shape)


def _screen(door: str, number: int, data: bytes, name: str, chance: Random) -> Case:
    layout = chance.choice(("matches", "wide", "summary"))
    output = chance.choice(("", "", "out.csv", "out.jsonl", "out.xlsx"))
    arguments: tuple[str, ...] = ("screen", name, "--policies", "p.yaml", "--layout", layout)
    if chance.random() < 0.1:
        arguments = (
            *arguments,
            "--encoding",
            chance.choice(("gbk", "utf-8", "utf-16", "hex", "rot13", "x", "idna", "utf-7")),
        )
    if output:
        arguments = (*arguments, "--output", output)
    if not output and layout == "summary":
        return Case(door, number, arguments, {"p.yaml": STARTER, name: data}, codes=USAGE)
    return Case(door, number, arguments, {"p.yaml": STARTER, name: data}, shape="data", output=output, codes=USAGE)


@cache
def _yaml_traps() -> tuple[bytes, ...]:
    return tuple(yaml_traps())


@cache
def _json_traps() -> tuple[bytes, ...]:
    return tuple(json_traps())


@cache
def _csv_traps() -> tuple[bytes, ...]:
    return tuple(csv_traps())


@cache
def _earlier_result() -> bytes:
    from tests.torture.runner import run

    files = {"p.yaml": STARTER, "a.yaml": _ANSWERS}
    return run(Case("receipt", 0, ("assess", "--policies", "p.yaml", "--answers", "a.yaml", "--json"), files)).out


@cache
def _workbook() -> bytes:
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (("id", *_FACTS), ("A1", True, "small", "sensors;networks", "2020-02-29", 3_000_000, 500_000, 12, 5.5)):
        sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@cache
def _arrow(kind: str) -> bytes:
    import pyarrow
    from pyarrow import feather
    from pyarrow import parquet as files

    table = pyarrow.table(
        {
            "id": ["A1", "A2"],
            "registered": [True, None],
            "size": ["small", "large"],
            "staff": [3, None],
            "revenue": [1e6, 5.0],
        }
    )
    out = pyarrow.BufferOutputStream()
    if kind == "parquet":
        files.write_table(table, out)
    else:
        feather.write_feather(table, out)
    return bytes(out.getvalue().to_pybytes())
