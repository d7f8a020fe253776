"""What the build leaves for the server: every icon that a page can ask for, and the styles that pages use."""

import gzip
import json
import os
import re
import subprocess
from pathlib import Path

import pytest

from dashboard import assets, marks, nav
from server.domain.report import Status
from tests.programs import ROOT, node

TEMPLATES = ROOT / "dashboard/templates"
BUDGET = {"dashboard.js": 35_840, "dashboard.css": 20_480, "dark.css": 1_024}


def built(name: str) -> Path:
    return assets.DIST / assets.url(name).rpartition("/")[2]


def icons() -> set[str]:
    pages = "".join(path.read_text(encoding="utf-8") for path in TEMPLATES.rglob("*.html"))
    named = set(re.findall(r'icon\("([a-z0-9-]+)"\)', pages))
    return named | {*marks.STATUS.values(), *marks.EVENT.values(), *marks.RAIL.values()}


def test_every_icon_that_a_page_names_is_there():
    assert len(icons()) > 20
    assert [name for name in sorted(icons()) if not (assets.DIST / f"icons/{name}.svg").exists()] == []


def test_every_status_and_every_line_of_the_rail_has_an_icon():
    assert marks.STATUS.keys() == {status.value for status in Status}
    assert marks.RAIL.keys() >= {page.endpoint for page in nav.PAGES}


@pytest.mark.parametrize("name", BUDGET)
def test_what_a_browser_fetches_stays_small(name):
    assert len(gzip.compress(built(name).read_bytes(), 9)) <= BUDGET[name]


def test_the_styles_that_pages_use_survive_the_purge():
    css = built("dashboard.css").read_text(encoding="utf-8")
    for selector in (".btn", ".btn-primary", ".form-control", ".form-select", ".form-check-input", ".w-100"):
        assert re.search(re.escape(selector) + r"(?![\w-])", css), selector
    assert ".carousel" not in css and ".navbar" not in css


def run_node(script: str, argument: str) -> str:
    """Run a module of Node's and return what it writes."""
    program = node()
    assert program
    command = [program, "--input-type=module", "-e", script, argument]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True, timeout=60).stdout


BUILD = """
import { build } from "./dashboard/static/build.mjs";
console.log(JSON.stringify(await build(process.argv[1])));
"""


def test_a_process_that_started_before_a_build_finds_its_files_until_four_builds_later(tmp_path):
    before = [f"dashboard-OLD0000{age}{ending}" for age in range(6) for ending in (".js", ".css")]
    for name in before:
        (tmp_path / name).write_text("of a build before", encoding="utf-8")
        hours = int(name[len("dashboard-OLD0000")]) + 1
        os.utime(tmp_path / name, (1_700_000_000 - hours * 3600,) * 2)
    (tmp_path / "icons").mkdir()
    (tmp_path / "icons/not-drawn-yet.svg").write_text("<svg/>", encoding="utf-8")
    manifest = json.loads(run_node(BUILD, str(tmp_path)))
    left = {path.name for path in tmp_path.iterdir()}
    assert left >= {*manifest.values(), "manifest.json"}
    assert {name for name in before if name in left} == {name for name in before if name[17] in "0123"}
    assert (tmp_path / "icons/not-drawn-yet.svg").exists()


PURGE = """
import { keepUsed, wordsIn } from "./dashboard/static/purge.mjs";
const css = process.argv[1];
console.log(JSON.stringify(keepUsed(css, wordsIn("<a class='btn wide' data-kept>"))));
"""


@pytest.mark.parametrize(("css", "kept"), [
    (".btn{a:b}.gone{a:b}", ".btn{a:b}"),
    (".btn,.gone,a{c:d}", ".btn,a{c:d}"),
    (".btn:not(.gone){a:b}", ".btn:not(.gone){a:b}"),
    (".wide:is(.gone,.btn){a:b}", ".wide:is(.gone,.btn){a:b}"),
    (".btn:not(:is(.gone,:has(:focus))) .wide{a:b}", ".btn:not(:is(.gone,:has(:focus))) .wide{a:b}"),
    ("@media print{.gone{a:b}}@media screen{.btn{a:b}}", "@media screen{.btn{a:b}}"),
    ('.btn{background:url("data:a,b{c}")}.gone{a:b}', '.btn{background:url("data:a,b{c}")}'),
    ("[data-gone] a{b:c}[data-kept] a{b:c}", "[data-kept] a{b:c}"),
])  # fmt: skip
def test_the_purge_leaves_out_only_what_no_page_can_match(css, kept):
    assert json.loads(run_node(PURGE, css)) == kept
