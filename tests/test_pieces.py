"""A policy file in several pieces is the same as one file, and says of everything in which piece it stands."""

import hashlib
import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft202012Validator

from iotcheck.errors import DataError, Location, ReadWriteError
from iotcheck.loader import load, load_file
from iotcheck.loader.format import PIECE_KEYS, RECORDS
from iotcheck.model import Edition, PolicySet
from iotcheck.schemas import piece_schema, policies_schema
from tests.program import iotcheck
from tests.samples import ROOT, STARTER, as_an_editor_reads, joined

FILES = [ROOT / "data" / "policies.yaml", ROOT / "tests" / "data" / "second" / "policies.yaml", STARTER]
HEAD = [key for key in RECORDS["file"] if key not in PIECE_KEYS]
PIECES = ("state.yaml", "市.yaml")


def in_pieces(folder: Path, path: Path) -> Path:
    """Write a policy file in three pieces, entries dealt out as they come but in their order; return the main one."""
    document = joined(path)
    parts: list[dict[str, object]] = [{key: document[key] for key in HEAD if key in document}, {}, {}]
    for key, value in document.items():
        if key in PIECE_KEYS:
            entries = list(value.items()) if isinstance(value, dict) else value
            third = len(entries) // 3
            for part, some in zip(
                parts, (entries[:third], entries[third : 2 * third], entries[2 * third :]), strict=True
            ):
                if some:
                    part[key] = dict(some) if isinstance(value, dict) else some
    parts[0]["include"] = list(PIECES)
    for name, part in zip(("policies.yaml", *PIECES), parts, strict=True):
        (folder / name).write_text(yaml.safe_dump(part, allow_unicode=True, sort_keys=False), encoding="utf-8")
    return folder / "policies.yaml"


def order(policies: PolicySet) -> list[list[str]]:
    """Return the ids of all that a file declares, in its order."""
    return [list(value) for name in policies.record_fields if isinstance(value := getattr(policies, name), dict)]


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_file_in_pieces_is_the_same_file(path: Path, tmp_path: Path) -> None:
    """Every record of the model is equal and in its order, wherever it stands; only digest and places differ."""
    whole, cut = load_file(str(path)), load_file(str(in_pieces(tmp_path, path)))
    assert cut.replace(sha256=whole.sha256, pieces=()) == whole.replace(pieces=())
    assert order(cut) == order(whole)
    assert [Path(piece).name for piece in cut.pieces] == list(PIECES)
    digests = "".join(
        hashlib.sha256((tmp_path / name).read_bytes()).hexdigest() + "\n" for name in ("policies.yaml", *PIECES)
    )
    assert cut.sha256 == hashlib.sha256(digests.encode()).hexdigest()


def test_a_change_of_a_piece_is_another_file(tmp_path: Path) -> None:
    """The digest covers every byte of every piece, and of a file without pieces its bytes alone."""
    main = in_pieces(tmp_path, STARTER)
    before = load_file(str(main))
    piece = tmp_path / PIECES[1]
    piece.write_text(piece.read_text(encoding="utf-8") + "# a comment\n", encoding="utf-8")
    after = load_file(str(main))
    assert before.sha256 != after.sha256
    assert before == after.replace(sha256=before.sha256)
    assert load_file(str(STARTER)).sha256 == hashlib.sha256(STARTER.read_bytes()).hexdigest()


def test_every_place_names_its_piece(tmp_path: Path) -> None:
    """Programs and editions know in which file they stand, by the way that the user named the main one."""
    policies = load_file(str(in_pieces(tmp_path, FILES[1])))
    files = {edition.location.file for edition in _editions(policies)}
    assert files == {str(tmp_path / name) for name in ("policies.yaml", *PIECES)}
    last = list(policies.programs.values())[-1]
    assert policies.piece_of(last.location) == PIECES[1]
    assert policies.piece_of(policies.location) is None


def _editions(policies: PolicySet) -> Iterator[Edition]:
    for program in policies.programs.values():
        yield from program.editions


def test_pieces_go_through_every_command_that_takes_a_file(tmp_path: Path) -> None:
    """The result of each is that of the whole file, except for the places that it prints."""
    whole, cut = str(FILES[1]), str(in_pieces(tmp_path, FILES[1]))
    shutil.copytree(FILES[1].parent, tmp_path, dirs_exist_ok=True, ignore=shutil.ignore_patterns("policies.yaml"))
    lint = iotcheck("lint", cut, "--lang", "en")
    assert (lint.code, lint.out) == (0, f"{cut}: no problems found.\n")
    assert iotcheck("test", cut).out == iotcheck("test", whole).out.replace(whole, cut)
    pages = [iotcheck("docs", file).out.splitlines() for file in (cut, whole)]
    assert sorted(pages[0]) == sorted(pages[1])  # figures follow one another by their places
    assert iotcheck("diff", whole, cut).code == 0
    answers = ("--set", "legal_form=company", "--no-input", "--explain", "--all", "--lang", "en")
    text = iotcheck("assess", "--policies", cut, *answers).out
    plain = iotcheck("assess", "--policies", whole, *answers).out
    assert "state.yaml line " in text
    assert _without_lines(text) == _without_lines(plain)
    result = json.loads(iotcheck("assess", "--policies", cut, *answers[:3], "--json", "--explain").out)
    assert {program["explanation"].get("file") for program in result["programs"] if program["explanation"]} == {
        None,
        *PIECES,
    }
    (tmp_path / "answers.csv").write_text("legal_form\ncompany\n", encoding="utf-8")
    rows = [iotcheck("screen", str(tmp_path / "answers.csv"), "--policies", file).out for file in (cut, whole)]
    assert rows[0] == rows[1]


def _without_lines(text: str) -> str:
    """Return a text with all white space the same and no places, which differ."""
    places = r"(\S+\.yaml line|line) \d+|(Lines are those of|These files are in the folder) \S+"
    return re.sub(places, "place", " ".join(text.split()))


def test_problems_name_the_piece(tmp_path: Path) -> None:
    """Loader and lint place what they find by file, in the order of the files."""
    main = in_pieces(tmp_path, STARTER)
    piece = tmp_path / PIECES[0]
    piece.write_text(piece.read_text(encoding="utf-8") + "tables: {}\nsorces: {}\n", encoding="utf-8")
    last = piece.read_text(encoding="utf-8").count("\n")
    with pytest.raises(DataError) as caught:
        load_file(str(main))
    assert caught.value.problems[0].code == "unknown-key"
    assert caught.value.problems[0].location == Location(str(piece), last, 1)


def test_an_id_in_two_pieces_is_a_problem_with_both_places(tmp_path: Path) -> None:
    """No piece overrides another, nor the main file."""
    main = in_pieces(tmp_path, STARTER)
    piece = tmp_path / PIECES[0]
    lines = piece.read_text(encoding="utf-8").splitlines()
    start = next(number for number, line in enumerate(lines) if line.startswith("facts:"))
    other = tmp_path / PIECES[1]
    copied = lines[start : start + 2]
    text = other.read_text(encoding="utf-8")
    other.write_text(text.replace("facts:\n", f"facts:\n{copied[1]} {{type: boolean}}\n", 1), encoding="utf-8")
    with pytest.raises(DataError) as caught:
        load_file(str(main))
    (problem,) = [one for one in caught.value.problems if one.code == "id-in-two-files"]
    assert problem.params == {"name": copied[1].strip(" :"), "first": f"{piece}:{start + 2}:3"}
    assert problem.location is not None
    assert problem.location.file == str(other)


def test_what_cannot_be_read_is_reported_where_the_file_names_it(tmp_path: Path) -> None:
    """A piece that is not there is a fault of reading, at its name; exit code 4."""
    main = in_pieces(tmp_path, STARTER)
    (tmp_path / PIECES[0]).unlink()
    with pytest.raises(ReadWriteError) as caught:
        load_file(str(main))
    (problem,) = caught.value.problems
    assert (problem.code, problem.params["name"]) == ("piece-not-read", "state.yaml")
    assert problem.location is not None
    assert problem.location.file == str(main)
    failed = iotcheck("lint", str(main), "--lang", "en")
    assert failed.code == 4
    assert "cannot read 'state.yaml': " in failed.err


def test_without_a_folder_nothing_is_included(tmp_path: Path) -> None:
    """Bytes from nowhere, such as standard input, cannot name files."""
    main = in_pieces(tmp_path, STARTER)
    with pytest.raises(DataError) as caught:
        load(main.read_bytes(), "-")
    assert "pieces-without-folder" in [problem.code for problem in caught.value.problems]
    piped = iotcheck("lint", "/dev/stdin", stdin=main.read_text(encoding="utf-8"))
    assert piped.code == 3
    assert "pieces-without-folder" in piped.out


@pytest.mark.parametrize(
    "name", ["../state.yaml", "/etc/hosts", "a/b", r"a\b", "C:x", "..", ".", "", ".x", "a\x07b", "[a]", "null"]
)
def test_only_plain_names_of_files_are_read(name: str) -> None:
    """Whatever could lead out of the folder is refused before anything is read."""
    main = f"format: 1\ninclude: [{name if name in ('null', '[a]') else json.dumps(name)}]\n"
    asked: list[str] = []

    def read_piece(name: str) -> tuple[str, bytes]:
        asked.append(name)
        return name, b""

    with pytest.raises(DataError) as caught:
        load(main.encode(), "policies.yaml", read_piece)
    assert "not-a-file-name" in [problem.code for problem in caught.value.problems]
    assert asked == []


def test_pieces_are_as_their_schema_says(tmp_path: Path) -> None:
    """Editors check the main file and its pieces, each by its own schema, and see keys in the wrong one."""
    main = in_pieces(tmp_path, FILES[1])
    pieces = [as_an_editor_reads((tmp_path / name).read_text(encoding="utf-8")) for name in PIECES]
    document = as_an_editor_reads(main.read_text(encoding="utf-8"))
    assert list(Draft202012Validator(policies_schema()).iter_errors(document)) == []
    for piece in pieces:
        assert list(Draft202012Validator(piece_schema()).iter_errors(piece)) == []
        assert list(Draft202012Validator(policies_schema()).iter_errors(piece)) != []
        assert list(Draft202012Validator(piece_schema()).iter_errors({**piece, "format": 1})) != []
    without = {key: value for key, value in document.items() if key not in ("include", "facts")}
    assert list(Draft202012Validator(policies_schema()).iter_errors(without)) != []
