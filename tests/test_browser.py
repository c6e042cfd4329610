"""The HTML report in a real browser: it draws, asks the network for nothing, complains of nothing, and fits its page.

Needs Chromium; without it these tests skip. Keep the pictures with `IOTCHECK_PICTURES=folder` and look at them.
"""

import json
import os
import re
import shutil
import struct
import subprocess
import zlib
from pathlib import Path

import pytest

from iotcheck.answers import read_answers
from iotcheck.engine import assess
from iotcheck.loader import load_file
from tests.program import ROOT
from tests.shown import render_html
from tests.test_reports import HOSTILE, poisoned

BROWSER = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
FLAGS = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--hide-scrollbars"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-extensions"),
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",  # the browser's own requests end here
)
WIDTHS = {"desktop": (1200, 1600), "phone": (390, 1600)}

pytestmark = [pytest.mark.thorough, pytest.mark.skipif(BROWSER is None, reason="Chromium is not installed")]


@pytest.fixture(scope="module", params=["zh", "en"])
def page(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write one applicant's report, explanations open, all programs."""
    policies = load_file(str(ROOT / "data" / "policies.yaml"))
    example = ROOT / "examples" / "enterprise-standards.yaml"
    report = assess(policies, read_answers(example.read_bytes(), example.name, policies).answers)
    path = tmp_path_factory.mktemp("page") / f"report.{request.param}.html"
    path.write_text(render_html(report, request.param, name="甲", explain=True, show_all=True), encoding="utf-8")
    return path


def browse(page: Path, folder: Path, *arguments: str) -> str:
    """Open a page and return what the browser says on stderr; fail if it cannot."""
    command = [str(BROWSER), *FLAGS, f"--user-data-dir={folder / 'profile'}", *arguments, page.as_uri()]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr
    (folder / "out.txt").write_text(done.stdout, encoding="utf-8")
    return done.stderr


@pytest.mark.parametrize("device", WIDTHS)
def test_the_page_draws_and_neither_asks_nor_complains(page: Path, device: str, tmp_path: Path) -> None:
    """A picture with content; no request but for the file itself; nothing on the console."""
    width, height = WIDTHS[device]
    picture, log = tmp_path / f"{page.stem}.{device}.png", tmp_path / "net.json"
    said = browse(
        page,
        tmp_path,
        *(f"--screenshot={picture}", f"--window-size={width},{height}", f"--log-net-log={log}"),
        *("--enable-logging=stderr", "--v=0"),
    )
    assert re.findall(r"CONSOLE.*", said) == []
    assert asked_by_the_page(log) == set()
    assert len(colours(picture)) > 5
    if folder := os.environ.get("IOTCHECK_PICTURES"):
        shutil.copy(picture, folder)


def test_a_request_or_an_error_would_be_seen(tmp_path: Path) -> None:
    """What the test before looks for is found where it is: a picture from elsewhere, a script that fails."""
    page = tmp_path / "page.html"
    page.write_text('<img src="http://127.0.0.1:9/x.png"><script>console.error("oh")</script>', encoding="utf-8")
    log = tmp_path / "net.json"
    said = browse(
        page,
        tmp_path,
        *(f"--screenshot={tmp_path / 'x.png'}", f"--log-net-log={log}", "--enable-logging=stderr", "--v=0"),
    )
    assert "CONSOLE" in said
    assert asked_by_the_page(log) == {"http://127.0.0.1:9/x.png"}


@pytest.mark.parametrize("width", [320, 390, 768, 1200])
def test_nothing_is_wider_than_the_page(page: Path, width: int, tmp_path: Path) -> None:
    """From the narrowest phone on, no part sticks out; nor does a long word of the data."""
    for name, text in ((page.name, page.read_text(encoding="utf-8")), ("hostile.html", hostile_page())):
        framed = tmp_path / name
        framed.write_text(text, encoding="utf-8")
        outer = tmp_path / f"outer.{name}"
        outer.write_text(FRAME.format(name=name, width=width), encoding="utf-8")
        browse(outer, tmp_path, "--dump-dom", "--allow-file-access-from-files", "--virtual-time-budget=4000")
        found = json.loads(re.search(r"<title>(.*?)</title>", (tmp_path / "out.txt").read_text("utf-8")).group(1))  # type: ignore[union-attr]
        assert found == {"inner": width, "needed": width, "out": []}, name


def test_it_prints_on_a4(page: Path, tmp_path: Path) -> None:
    """Several pages, each of A4."""
    paper = tmp_path / f"{page.stem}.pdf"
    browse(page, tmp_path, f"--print-to-pdf={paper}", "--no-pdf-header-footer")
    data = paper.read_bytes()
    sizes = re.findall(rb"/MediaBox ?\[ ?0 0 ([\d.]+) ([\d.]+)\]", data)
    assert len(sizes) > 2
    assert {(round(float(width)), round(float(height))) for width, height in sizes} == {(595, 842)}
    if folder := os.environ.get("IOTCHECK_PICTURES"):
        shutil.copy(paper, folder)


# Another page shows the report in a frame: a window cannot be as narrow as a phone, and the report runs no script.
FRAME = """<!doctype html><title>?</title><iframe id=f src="{name}" width={width} height=900 style="border:0"></iframe>
<script>
document.getElementById("f").onload = event => {{
  const inner = event.target.contentDocument, root = inner.documentElement;
  const out = [...inner.querySelectorAll("body *")].filter(one => {{
    const box = one.getBoundingClientRect();
    return box.width && box.right > root.clientWidth + 1 && !one.closest(".skip, thead");
  }}).map(one => one.tagName + "." + one.className);
  document.title = JSON.stringify({{inner: root.clientWidth, needed: root.scrollWidth, out: out.slice(0, 5)}});
}};
</script>"""


def asked_by_the_page(log: Path) -> set[str]:
    """Return the addresses that the page had requested; the browser's own requests have no origin."""
    text = log.read_text(encoding="utf-8")
    try:
        found = json.loads(text)
    except json.JSONDecodeError:  # the browser left before it could close the list
        found = json.loads(text.rstrip().rstrip(",") + "]}")
    params = [event.get("params", {}) for event in found["events"]]
    return {
        param["url"]
        for param in params
        if param.get("initiator", "not an origin") != "not an origin" and "url" in param
    }


def hostile_page() -> str:
    """Return a report in which every text is one long word."""
    return render_html(poisoned(max(HOSTILE, key=len)), "en", name="x" * 300, explain=True, show_all=True)


def colours(picture: Path) -> set[bytes]:
    """Return the different bytes of colour in a PNG's first rows, enough to tell a page from an empty one."""
    data = picture.read_bytes()
    place, packed = 8, b""
    while place < len(data):
        (length,) = struct.unpack(">I", data[place : place + 4])
        if data[place + 4 : place + 8] == b"IDAT":
            packed += data[place + 8 : place + 8 + length]
        place += 12 + length
    pixels = zlib.decompress(packed)
    return {pixels[start : start + 3] for start in range(0, len(pixels) - 3, 3)}
