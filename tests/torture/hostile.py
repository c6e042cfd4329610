"""Hostile texts and files: for each trap that YAML, Rich, spreadsheets, numbers and terminals are known for."""

import json
import os
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from random import Random

ROOT = Path(__file__).parents[2]
STARTER = (ROOT / "data" / "starter" / "policies.yaml").read_bytes()
SHIPPED = (ROOT / "data" / "policies.yaml").read_bytes()
SHIPPED_PIECES = {path.name: path.read_bytes() for path in (ROOT / "data").glob("*.yaml")}

NUMBERS = (
    *(
        "NaN",
        ".nan",
        "inf",
        "-inf",
        ".inf",
        "1e400",
        "1E+2000000",
        "0x10",
        "017",
        "1:30",
        "1_000",
        "１２３",
        "٣٤",
        "๓",
        "-0",
        "+5",
    ),
    *(
        "9" * 15,
        "9" * 16,
        "9" * 5000,
        "0." + "0" * 14 + "1",
        "0." + "9" * 40,
        "1,00,0",
        "1,000,000",
        "1.2.3",
        "½",
        "²",
        "①",
    ),
    *(
        "1e5",
        "--1",
        "1-",
        "5%",
        "5％",
        "1/3",
        "0.1+0.2",
        "3,000元",
        "100万元元",
        "￥-1",
        "¥",
        "亿",
        "万亿",
        "1 000",
        "1\u00a0000",
    ),
)
DATES = (
    *(
        "2026-02-30",
        "2026-W01-1",
        "0000-01-01",
        "0001-01-01",
        "9999-12-31",
        "10000-01-01",
        "2019-5-31",
        "2019年13月1日",
    ),
    *(
        "31/05/2019",
        "20190531",
        "2019-05-31T00:00:00Z",
        "２０１９-０５-３１",
        "2024-02-29",
        "2023-02-29",
        "today",
        "-1-01-01",
    ),
)
WORDS = (
    *(
        "true",
        "yes",
        "no",
        "on",
        "off",
        "null",
        "~",
        "None",
        "unknown",
        "none",
        "不知道",
        "无",
        "?",
        "？",
        "-",
        "－",
        "",
        " ",
        "　",
    ),
    *(
        "[/]",
        "[a]",
        "[bold]",
        "[link=https://a.example]x[/link]",
        ":warning:",
        "[red]x",
        "{0}",
        "{x!r}",
        "{",
        "}",
        "%s",
        "%",
        "\\",
    ),
    *(
        "=1+1",
        "+1+1",
        "-1+1",
        "@SUM(A1)",
        "＝1+1",
        "＋1",
        "－1",
        "＠A1",
        "\t=1",
        "\r=1",
        " =1",
        "\u3000=1",
        '=HYPERLINK("x")',
        "|calc",
    ),
    *(
        "<script>alert(1)</script>",
        '"><img src=x onerror=alert(1)>',
        "javascript:alert(1)",
        "&lt;",
        "]]>",
        "<!--",
        "](javascript:x)",
    ),
    *(
        "```",
        "| a | b |",
        "# x",
        "- x",
        "$(id)",
        "`id`",
        "; rm x",
        "'; --",
        "../../etc/passwd",
        "/dev/zero",
        "~root",
        "-",
        "--help",
    ),
    *(
        "\x00",
        "\x07",
        "\x1b[31m",
        "\x1b]0;title\x07",
        "\x1b]8;;http://a\x07x",
        "\x9b31m",
        "\x08\x08",
        "a\rb",
        "\x7f",
        "a\nb",
        "\t",
    ),
    *(
        "\u202eabc",
        "\u2066x\u2069",
        "\u200bx",
        "\ufeffx",
        "\u2028x",
        "\u00adx",
        "\u061cx",
        "\ufffe",
        "\U000e0041",
        "\ufe0f",
        "\u3164",
    ),
    *("é", "e\u0301", "Ｆｕｌｌ", "𠮷", "👩‍👩‍👧", "ﷺ" * 20, "字" * 3000, "a" * 70_000, "Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤" * 30, "ß", "İ", "ſ"),
    *("人：员", "a，b", "a；b", "a;b;;c", "a|b", "、", ";", ",,,,", "'a", '"', '"a', 'a"b', "'", "’"),
)


@cache
def naughty() -> tuple[str, ...]:
    """Return our hostile texts, and those of the third-party corpus that IOTCHECK_CORPORA names a folder of."""
    folder = os.environ.get("IOTCHECK_CORPORA")
    more: list[str] = []
    if folder and (path := Path(folder) / "naughty-strings.json").is_file():
        more = json.loads(path.read_text(encoding="utf-8"))
    return tuple(dict.fromkeys((*NUMBERS, *DATES, *WORDS, *more)))


def yaml_traps() -> Iterator[bytes]:
    """Yield YAML that parsers choke on, loop on, or take for something else."""
    yield from (
        b"",
        b"\n",
        b"---\n",
        b"...\n",
        b"null\n",
        b"[]\n",
        b"{}\n",
        b"1\n",
        b"%YAML 1.1\n---\nformat: 1\n",
        b"\xef\xbb\xbf",
    )
    for depth in (50, 100, 1000, 200_000):
        yield b"[" * depth
        yield b"{a: " * depth
        yield b"- " * min(depth, 100_000)
    yield b"a: &x [1]\n" + b"".join(b"b%d: &y%d [*x, *x, *x]\n" % (n, n) for n in range(30))
    yield b"a: &a [x,x,x,x,x,x,x,x,x]\n" + b"".join(
        b"%c: &%c [%s]\n" % (98 + n, 98 + n, b",".join([b"*%c" % (97 + n)] * 9)) for n in range(8)
    )
    yield b"<<: {format: 1}\n"
    yield b"format: 1\nformat: 2\n"
    yield b"on: 1\nyes: 2\ntrue: 3\n1: 4\n1.0: 5\n"
    yield b"!!python/object/apply:os.system ['true']\n"
    yield b"d: !!timestamp x\nb: !!binary '*'\n"
    yield b"d: 2026-02-30\n"
    yield b"op: >\nformat: 1\n"
    yield "name：深圳\nformat：1\n".encode()
    yield "标题: 物联网\n".encode("gbk")
    yield "標題: 物聯網\n".encode("big5")
    yield STARTER.decode().encode("utf-16")
    yield STARTER.decode().encode("gb18030")
    yield STARTER.decode().encode("utf-8-sig")
    yield STARTER.replace(b"\n", b"\r\n")
    yield STARTER.replace(b"\n", b"\r")
    yield STARTER.replace(b"\n", "\u2028".encode())
    yield STARTER.replace(b"  ", b"\t")
    yield bytes(range(256)) * 10
    yield b"a: " + b"x" * 4_999_000 + b"\n"
    yield b"a: x\n" * 900_000
    yield b"".join(b"k%d: x\n" % number for number in range(100_000))
    yield b'a: "' + b"\\x41" * 100_000 + b'"\n'
    yield b"a: |\n" + b"  x\n" * 100_000
    yield b"? " * 10_000
    yield b"\n" * 400_000
    yield b"# " + b"x" * 1_000_000 + b"\n"
    yield from (path.read_bytes() for path in sorted((ROOT / "tests" / "bad").iterdir()))


def json_traps() -> Iterator[bytes]:
    """Yield JSON that parsers choke on, or answer differently."""
    yield from (
        b"{}",
        b"[]",
        b"null",
        b'"x"',
        b"{",
        b'{"a"',
        b'{"a":',
        b'{"a":1,}',
        b'{"a":NaN}',
        b'{"a":-Infinity}',
        b"\xff\xfe{}",
    )
    yield b'{"registered": true, "registered": false}'
    yield b'{"registered": ' + b"[" * 200_000
    yield b'{"a":' * 60_000 + b"1" + b"}" * 60_000
    yield b'{"staff": ' + b"9" * 100_000 + b"}"
    yield b'{"staff": 1e400, "revenue": 1E+2000000, "growth": -0.0}'
    yield b'{"size": "\\ud83d\\ude00", "registered": "\\ud83d"}'
    yield b'{"size": "\\u0000\\u202e\\u001b[31m"}'
    yield b'{"\\ud800": 1}'
    yield b'{"schema_version": "1.0", "answers": {"registered": true}}'
    yield b'{"schema_version": "1.0", "answers": [1]}'
    yield b'{"schema_version": 1, "answers": null, "policies": [], "programs": 5}'
    yield b'{"schema_version": "1.0", "answers": {}, "policies": {"sha256": 1}, "programs": [{}], "totals": "x"}'
    yield b'{"schema_version": "1.0", "answers": {}, "programs": [{"id": [], "ceiling": 5, "verdict": {}}]}'
    for value in naughty():
        text = json.dumps(value)
        yield f'{{"staff": {text}, "size": {text}, "fields": [{text}], "founded": {text}, {text}: 1}}'.encode()


def csv_traps() -> Iterator[bytes]:
    """Yield tables that readers misread: encodings, quotes, widths, line ends, headers."""
    head = "id,registered,size,staff,revenue,founded,fields"
    row = "A1,是,小型,3,100万元,2020-01-01,sensors;networks"
    table = f"{head}\n{row}\n"
    for encoding in (
        "utf-8",
        "utf-8-sig",
        "utf-16",
        "utf-16-le",
        "utf-32",
        "gbk",
        "gb18030",
        "big5",
        "shift_jis",
        "latin-1",
    ):
        yield table.encode(encoding, "replace")
    yield from (
        b"",
        b"\n",
        b"\r\n" * 50,
        b",",
        b",,,\n,,,\n",
        head.encode(),
        b"\xef\xbb\xbf",
        b'"',
        b'"a',
        b'a"b,c\n"d""e,f\n',
        b"\x00" * 4000,
    )
    yield table.replace("\n", "\r").encode()
    yield table.replace(",", "\t").encode()
    yield table.replace(",", ";").encode()
    yield (head + ",id,registered,registered\n" + row + ",x,y,z\n").encode()
    yield (head + "\n" + "A1," * 5000 + "\n" + row + "\n").encode()
    yield (head + "\n" + '"' + "x" * 2_000_000 + '"' + row[2:] + "\n" + row + "\n").encode()
    yield (head + "\n" + 'A1,"是\n\n' * 3000).encode()
    yield (",".join(f"c{number}" for number in range(20_000)) + "\n" + "," * 19_999 + "\n").encode()
    yield (head + "\n" + (row + "\n") * 20_000).encode()
    yield (head + "\n" + row[:-8] + "\udc80\udcff\n").encode("utf-8", "surrogateescape")
    for value in naughty():
        cell = '"' + value.replace('"', '""') + '"'
        yield f"{head},{cell}\n{cell},{cell},{cell},{cell},{cell},{cell},{cell},{cell}\n{row},ok\n".encode(
            "utf-8", "surrogatepass"
        )
    folder = os.environ.get("IOTCHECK_CORPORA")
    if folder:
        yield from (path.read_bytes() for path in sorted((Path(folder) / "csv-spectrum" / "csvs").glob("*.csv")))


def policy_with(text: str) -> bytes:
    """Return a policy file in which a hostile text stands wherever a text may stand."""
    said = json.dumps(text or "x")
    url = json.dumps("https://example.org/" + text)
    return f"""format: 1
id: hostile
title: {said}
as_of: 2020-06-15
currency: CNY
languages: [en]
sources: {{letter: {{title: {said}, number: {said}, issuer: {said}, url: {url}}}}}
agencies: {{office: {{name: {said}, url: {url}}}}}
supports: {{grant: {said}}}
facts:
  registered: {{type: boolean, ask: {said}, label: "Registered", help: {said}, topic: {said}}}
  size: {{type: choice, ask: {said}, label: "Size", choices: {{small: {said}, large: "Large"}}}}
  staff: {{type: count, ask: {said}, label: "Staff", unit: {said}}}
conditions: {{rule: {{registered: true, text: {said}}}}}
notes: [{{text: {said}}}]
programs:
  grant:
    title: {said}
    summary: {said}
    topic: {said}
    agency: office
    support: grant
    url: {url}
    notes: [{{text: {said}, source: {{document: letter, section: {said}, quote: {said}}}}}]
    next_steps: [{said}]
    editions:
      - status: in_force
        confidence: official
        when: {{all: [{{met: rule}}, {{size: small, text: {said}}}, {{staff: {{at_least: 3}}}}, {{confirm: {said}}}]}}
        ceiling: {{amount: 100, per: staff}}
        source: {{document: letter, section: {said}, quote: {said}}}
""".encode("utf-8", "surrogatepass")


def mutated(data: bytes, chance: Random) -> bytes:
    """Return a valid file with one to four faults in it, such as hands, editors and disks make."""
    for _ in range(chance.randint(1, 4)):
        data = chance.choice(_FAULTS)(data, chance)
    return data


def _flip(data: bytes, chance: Random) -> bytes:
    place = chance.randrange(len(data) + 1)
    return data[:place] + bytes([chance.randrange(256)]) + data[place + 1 :]


def _cut(data: bytes, chance: Random) -> bytes:
    start = chance.randrange(len(data) + 1)
    return data[:start] + data[start + chance.choice((1, 2, 5, 20, 200, 10**9)) :]


def _repeat(data: bytes, chance: Random) -> bytes:
    start = chance.randrange(len(data) + 1)
    return data[:start] + data[start : start + chance.randint(1, 60)] * chance.choice((2, 2, 3, 50)) + data[start:]


def _insert(data: bytes, chance: Random) -> bytes:
    place = chance.randrange(len(data) + 1)
    return data[:place] + chance.choice(naughty()).encode("utf-8", "surrogatepass")[:2000] + data[place:]


def _line(data: bytes, chance: Random) -> bytes:
    """Leave out, double, move or indent a line."""
    lines = data.split(b"\n")
    place = chance.randrange(len(lines))
    line = lines.pop(place)
    match chance.randrange(5):
        case 0:
            lines.insert(place, line + b"\n" + line)
        case 1:
            lines.insert(chance.randrange(len(lines) + 1), line)
        case 2:
            lines.insert(place, b"  " + line)
        case 3:
            lines.insert(place, line.removeprefix(b"  "))
        case _:
            pass
    return b"\n".join(lines)


def _word(data: bytes, chance: Random) -> bytes:
    """Put another word of the file, or a hostile one, in a word's place."""
    words = data.split(b" ")
    other = chance.choice((*words[:500], chance.choice(naughty()).encode("utf-8", "surrogatepass")[:500]))
    words[chance.randrange(len(words))] = other
    return b" ".join(words)


def _sign(data: bytes, chance: Random) -> bytes:
    """Change a sign that means something."""
    old, new = chance.choice(
        (
            (b": ", "：".encode()),
            (b", ", "，".encode()),
            (b'"', b"'"),
            (b"[", b"("),
            (b"{", b"["),
            (b"-", b"*"),
            (b":", b""),
            (b"}", b""),
            (b",", b""),
        )
    )
    places = data.count(old)
    if not places:
        return data
    parts = data.split(old)
    cut = chance.randrange(1, len(parts))
    return old.join(parts[:cut]) + new + old.join(parts[cut:])


_FAULTS = (_flip, _cut, _repeat, _insert, _line, _line, _word, _word, _word, _sign)
