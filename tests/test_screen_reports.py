"""A page for each applicant of a table: the page of `assess`, resumable, never mixed with pages of other data."""

from pathlib import Path
from urllib.parse import unquote

import pytest

from iotcheck.cli.reports import finish_reports, page, with_reports
from iotcheck.errors import ReadWriteError
from iotcheck.screen.layouts import Layout
from iotcheck.screen.reports import INDEX, Reports, page_name
from iotcheck.screen.run import Request, Result, Streams, screen
from tests.program import iotcheck
from tests.small import document, fact, loaded, yaml_text
from tests.test_screen import HEADER, SMALL

TABLE = f"{HEADER}\nAnna & Söhne/1,company,300万元,2,a\n=甲公司,company,?,3,a;b\n,person,1元,1,a\n"


def reported(folder: Path, *, jobs: int = 1, force: bool = False, key: str | None = "k") -> Result:
    """Write the reports of the table into `pages`."""
    (folder / "in.csv").write_text(TABLE, encoding="utf-8")
    pages = Reports(folder=str(folder / "pages"), key=key, render=page, force=force)
    request = Request(input=str(folder / "in.csv"), layout=Layout.SUMMARY, write=False, jobs=jobs, reports=pages)
    streams = Streams(stdin=None, stdout=None, notify=lambda _: None, progress=lambda rows, share: None)
    return screen(SMALL, SMALL.as_of, "en", request, streams)


def test_every_applicant_has_the_page_of_assess_and_a_line_in_the_index(tmp_path: Path) -> None:
    """Under a name that no path minds; an empty name is no name."""
    (tmp_path / "rules.yaml").write_text(
        yaml_text(document({"staff": fact("count")}, {"staff": {"at_least": 2}}, {"amount": "1万元", "per": "staff"})),
        encoding="utf-8",
    )
    (tmp_path / "in.csv").write_text("name,staff\nAnna/1,3\nBob,?\n=C,\n", encoding="utf-8")
    options = ("--policies", "rules.yaml")
    done = iotcheck("screen", "in.csv", *options, "--reports", "pages", cwd=tmp_path)
    assert done.code == 0
    assert "3 reports written; index page: pages" in done.err
    names = sorted(path.name for path in (tmp_path / "pages").glob("0*.html"))
    assert names == ["000002-Anna-1.html", "000003-Bob.html", "000004-C.html"]
    index = (tmp_path / "pages" / INDEX).read_text(encoding="utf-8")
    assert [name for name in names if f'href="{name}"' in unquote(index)] == names
    assert "30,000 yuan" in index
    one = iotcheck("assess", "--table", "in.csv", "--row", "Bob", *options, "--format", "html", cwd=tmp_path)
    assert (tmp_path / "pages" / names[1]).read_text(encoding="utf-8") == one.out
    again = iotcheck("screen", "in.csv", *options, "--reports", "pages", cwd=tmp_path)
    assert "3 reports, 3 of them from the last run" in again.err
    (tmp_path / "in.csv").write_text("name,staff\nAnna/1,3\n", encoding="utf-8")
    other = iotcheck("screen", "in.csv", *options, "--reports", "pages", cwd=tmp_path)
    assert (other.code, "other-reports" in other.err) == (4, True)
    assert iotcheck("screen", "in.csv", *options, "--reports", "pages", "--check", cwd=tmp_path).code == 2


def test_a_second_run_goes_on_where_the_first_one_ended(tmp_path: Path) -> None:
    """Pages that are there stay as they are; those that are missing are written, by processes as well."""
    first = reported(tmp_path)
    folder = tmp_path / "pages"
    files = [one.file for one in first.pages]
    texts = {name: (folder / name).read_text(encoding="utf-8") for name in files}
    assert [one.text is None for one in first.pages] == [False] * 3
    assert files == ["000002-Anna-Söhne-1.html", "000003-甲公司.html", "000004.html"]
    (folder / files[1]).unlink()
    (folder / files[0]).write_text("kept", encoding="utf-8")
    second = reported(tmp_path, jobs=2)
    assert [one.text is None for one in second.pages] == [True, False, True]
    assert (folder / files[0]).read_text(encoding="utf-8") == "kept"
    assert (folder / files[1]).read_text(encoding="utf-8") == texts[files[1]]
    assert not list(folder.glob(".*"))


@pytest.mark.parametrize(("kept", "key"), [(True, "other"), (True, None), (False, "k")])
def test_pages_of_other_data_are_not_mixed(tmp_path: Path, kept: bool, key: str | None) -> None:
    """Nor is a folder used that has anything else; with force it is, and pages without an applicant are removed."""
    folder = tmp_path / "pages"
    if kept:
        reported(tmp_path)
    else:
        folder.mkdir()
        (folder / "notes.txt").write_text("mine")
    with pytest.raises(ReadWriteError) as refused:
        reported(tmp_path, key=key)
    assert [problem.code for problem in refused.value.problems] == ["other-reports"]
    (folder / "000009-gone.html").write_text("old")
    reported(tmp_path, key=key, force=True)
    assert not (folder / "000009-gone.html").exists()
    assert (folder / "notes.txt").exists() is not kept


@pytest.mark.parametrize(("kind", "code"), [("file", "cannot-write"), ("link", "is-a-link"), ("deep", "cannot-write")])
def test_a_folder_that_cannot_be_used_is_refused(tmp_path: Path, kind: str, code: str) -> None:
    """A file in its place, a link, a folder in none."""
    if kind == "file":
        (tmp_path / "pages").write_text("")
    elif kind == "link":
        (tmp_path / "pages").symlink_to(tmp_path)
    target = tmp_path / "none" / "pages" if kind == "deep" else tmp_path / "pages"
    with pytest.raises(ReadWriteError) as refused:
        pages = Reports(folder=str(target), key="k", render=page)
        (tmp_path / "in.csv").write_text(TABLE, encoding="utf-8")
        request = Request(input=str(tmp_path / "in.csv"), layout=Layout.SUMMARY, write=False, reports=pages)
        streams = Streams(stdin=None, stdout=None, notify=lambda _: None, progress=lambda rows, share: None)
        screen(SMALL, SMALL.as_of, "en", request, streams)
    assert [problem.code for problem in refused.value.problems] == [code]


def test_the_key_tells_rules_tables_and_options_apart(tmp_path: Path) -> None:
    """Standard input has none: it cannot be read twice."""
    rules, table = tmp_path / "rules.yaml", tmp_path / "in.csv"
    rules.write_text(yaml_text(document({"staff": fact("count")})), encoding="utf-8")
    table.write_text("staff\n1\n")

    def key(language: str = "en", path: str = str(table)) -> str | None:
        policies = loaded(rules.read_text(encoding="utf-8"))
        policies = policies.replace(location=policies.location._replace(file=str(rules)))
        pages = with_reports("pages", Request(input=path), policies, policies.as_of, language).reports
        return pages.key if pages is not None else "none"

    first = key()
    assert first == key()
    assert key(path="-") is None
    keys = [first, key("zh")]
    table.write_text("staff\n2\n")
    keys.append(key())
    rules.write_text(rules.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    keys.append(key())
    assert len(set(keys)) == 4


def test_names_of_pages_are_short_and_plain() -> None:
    """Whatever the applicant is called."""
    assert page_name(12, "../../etc/passwd\0") == "000012-etc-passwd.html"
    assert page_name(12, "=" * 9) == "000012.html"
    assert len(page_name(1234567, "深" * 300).encode()) < 200


def test_an_index_of_nobody_is_a_page(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Where every row was rejected."""
    finish_reports(str(tmp_path), (), SMALL, SMALL.as_of, "zh", "-")
    assert (tmp_path / INDEX).read_text(encoding="utf-8").startswith("<!doctype html>")
    assert "0" in capsys.readouterr().err
