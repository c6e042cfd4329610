"""Coverage-guided fuzzing of inputs: `python -m tests.torture.fuzz TARGET [options of libFuzzer]`; needs atheris.

Targets: reader, loader, answers, values. Whatever the bytes, a value comes back or a located problem is raised, in
bounded time; anything else ends the run with the input that did it, which then belongs into tests/bad or a test.
"""

import json
import shutil
import sys
import tempfile
from collections.abc import Callable
from datetime import date
from fractions import Fraction
from functools import partial
from pathlib import Path

import atheris

atheris.enabled_hooks.add("RegEx")
atheris.enabled_hooks.add("str")
with atheris.instrument_imports(include=["iotcheck"]):
    from iotcheck import values
    from iotcheck.answers import parse_text, read_answers, write_answers
    from iotcheck.engine import assess
    from iotcheck.errors import DataError, Problem
    from iotcheck.loader import load, load_file
    from iotcheck.reader import decode, read
    from iotcheck.texts import problem_line

ROOT = Path(__file__).parents[2]
POLICIES = load_file(str(ROOT / "data" / "policies.yaml"))
_LIMIT = 10 ** (values.MAX_DIGITS + values.MAX_DIGITS)


def fuzz_reader(data: bytes) -> None:
    """Read bytes as the strict dialect of YAML."""
    try:
        _, problems = read(decode(data, "f"), "f")
    except DataError as error:
        problems = list(error.problems)
        assert problems
    _check(problems, data)


def fuzz_loader(data: bytes) -> None:
    """Load bytes as a policy file; what loads can be assessed without answers."""
    try:
        policies = load(data, "f")
    except DataError as error:
        assert error.problems
        _check(error.problems, data)
    else:
        assess(policies, {}, policies.as_of)


def fuzz_answers(data: bytes) -> None:
    """Read bytes as answers to the shipped questions; what is read can be written and read back."""
    try:
        found = read_answers(data, "f", POLICIES)
    except DataError as error:
        assert error.problems
        _check(error.problems, data)
    else:
        text = write_answers(POLICIES, found.answers, "zh")
        assert read_answers(text.encode(), "g", POLICIES).answers == found.answers


def fuzz_values(data: bytes) -> None:
    """Parse one text as every type of value."""
    text = data.decode("utf-8", "surrogateescape")
    for parse in (values.parse_number, values.parse_count, values.parse_money):
        number = _parsed(parse, text)
        assert number is None or (isinstance(number, int | Fraction) and abs(number) < _LIMIT)
    for parse_day in (values.parse_date, values.parse_iso_date):
        day = _parsed(parse_day, text)
        assert day is None or isinstance(day, date)
    assert _parsed(values.parse_boolean, text) in (None, True, False)
    for fact in POLICIES.facts.values():
        value = _parsed(partial(parse_text, fact, currency="CNY"), text)
        assert value is None or fact.check(value) == value


TARGETS: dict[str, Callable[[bytes], None]] = {
    "reader": fuzz_reader,
    "loader": fuzz_loader,
    "answers": fuzz_answers,
    "values": fuzz_values,
}


def seeds(folder: Path) -> None:
    """Write what fuzzing begins with: small policy files, broken files, answers, values."""
    for number, path in enumerate([*ROOT.glob("tests/bad/*"), *ROOT.glob("data/starter/*"), *ROOT.glob("examples/*")]):
        if path.is_file() and path.stat().st_size < 20_000:
            shutil.copy(path, folder / f"{number}")
    for number, text in enumerate(
        ("1", "-0.5", "３，０００", "100万元", "5亿", "¥3 million", "2019年5月31日", "20190531", "是", "a;b")
    ):
        (folder / f"v{number}").write_text(text, encoding="utf-8")


def words(path: Path) -> None:
    """Write libFuzzer's dictionary: the words and signs that the format knows."""
    from iotcheck.loader.format import RECORDS

    known = {key for keys in RECORDS.values() for key in keys}
    known |= {"all", "any", "not", "at_least", "met", "confirm", "compare", "between", "none_of", "includes_all"}
    known |= {"percent", "of", "amount", "per", "quotient", "sum", "least", "difference", "cases", "table", "by"}
    known |= {
        "\n  ",
        "\n    - ",
        ": ",
        "[",
        "]",
        "{",
        "}",
        '"',
        "'",
        "|",
        ">",
        "#",
        "&a",
        "*a",
        "!!t",
        "<<: ",
        "：",
        "，",
        "--- ",
        "？",
        "年",
    }
    lines = (json.dumps("".join(f"\\x{byte:02x}" for byte in word.encode())).replace("\\\\", "\\") for word in known)
    path.write_text("\n".join(lines) + "\n", encoding="ascii")


def main() -> None:
    """Fuzz the target that the command line names."""
    if len(sys.argv) < 2 or sys.argv[1] not in TARGETS:
        raise SystemExit(f"usage: python -m tests.torture.fuzz {'|'.join(TARGETS)} [-max_total_time=1800 …]")
    target = TARGETS[sys.argv[1]]
    with tempfile.TemporaryDirectory() as name:
        corpus, dictionary = Path(name) / "corpus", Path(name) / "words"
        corpus.mkdir()
        seeds(corpus)
        words(dictionary)
        options = ["-timeout=5", "-rss_limit_mb=1000", "-max_len=20000", f"-dict={dictionary}"]
        atheris.Setup([sys.argv[0], *options, *sys.argv[2:], str(corpus)], target)
        atheris.Fuzz()


def _parsed(parse: Callable[[str], values.Value | None], text: str) -> values.Value | None:
    try:
        return parse(text)
    except values.BadValueError as error:
        problem_line("zh", Problem(None, error.code, error.params))
        return None


def _check(problems: object, data: bytes) -> None:
    """Hold problems to be located within the data, and to have a sentence."""
    lines = data.count(b"\n") + data.count(b"\r") + 2
    for problem in problems if isinstance(problems, list | tuple) else ():
        assert problem.location is not None
        assert 0 <= problem.location.line <= lines, problem
        assert "\n" not in problem_line("en", problem)


if __name__ == "__main__":
    main()
