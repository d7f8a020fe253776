"""What a strict CSP forbids, and what would let a page run somebody's text, is nowhere in our sources."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SCRIPTS = {
    "innerHTML": r"\.(inner|outer)HTML\b",
    "insertAdjacentHTML": r"insertAdjacentHTML",
    "document.write": r"document\.write",
    "eval": r"\beval\(|new Function\(",
    "dangerouslySetInnerHTML": r"dangerouslySetInnerHTML",
    "javascript: address": r"[\"'`(]javascript:",
    "event attribute in a script": r"\son[a-z]+=[\"']|setAttribute\([\"']on",
    "wildcard postMessage": r"postMessage\([^)]*[\"']\*[\"']",
    "style attribute": r"\bstyle=|\.style\.\w+ ?=|setAttribute\([\"']style",
    "an event typed as a string": r"\.(emit|on|call)\([\"'](choose|send_message|file_report|sync|said|report_changed"
    r"|lists_changed|desk_changed|heartbeat|session_ended)[\"']",
}
PAGES = {
    "inline script": r"<script(?![^>]*\bsrc=)[^>]*>",
    "inline style": r"<style|\sstyle\s*=",
    "event attribute": r"\son[a-z]+\s*=\s*[\"']",
    "hx-on or js:": r"hx-on|[\"']js:|hx-vals=[\"']js|hx-trigger=[\"'][^\"']*\[",
    "javascript: in a page": r"[\"']\s*javascript:",
    "an unescaped value": r"\|\s*safe\b|autoescape\s+false",
}
NOTICES = "said|report_changed|lists_changed|desk_changed|heartbeat|session_ended"
PYTHON = {"a notice typed as a string": rf"emit\(\s*[\"']({NOTICES})"}


def sources(folders: tuple[str, ...], endings: set[str]) -> list[Path]:
    found = [path for folder in folders for path in (ROOT / folder).rglob("*") if path.suffix in endings]
    return [path for path in found if not {"dist", "node_modules"} & set(path.parts) and ".gen." not in path.name]


def hits(pattern: str, paths: list[Path]) -> list[str]:
    return [str(path.relative_to(ROOT)) for path in paths if re.search(pattern, path.read_text(encoding="utf-8"))]


@pytest.mark.parametrize("rule", SCRIPTS)
def test_no_script_of_ours_does_it(rule):
    paths = sources(("widget", "dashboard"), {".ts", ".tsx", ".js", ".mjs", ".css"})
    assert len(paths) > 40
    assert hits(SCRIPTS[rule], paths) == []


@pytest.mark.parametrize("rule", PAGES)
def test_no_page_of_ours_has_it(rule):
    paths = sources(("dashboard", "server"), {".html"})
    assert len(paths) > 10
    assert hits(PAGES[rule], paths) == []


@pytest.mark.parametrize("rule", PYTHON)
def test_no_python_of_ours_does_it(rule):
    assert hits(PYTHON[rule], sources(("server", "dashboard"), {".py"})) == []


BAD = {
    "innerHTML": "node.innerHTML = text", "insertAdjacentHTML": "node.insertAdjacentHTML('beforeend', text)",
    "document.write": "document.write(text)", "eval": "eval(text)", "style attribute": 'node.setAttribute("style", x)',
    "dangerouslySetInnerHTML": "<p dangerouslySetInnerHTML={x}/>",
    "javascript: address": 'location.href = "javascript:go()"', "javascript: in a page": '<a href="javascript:go()">',
    "event attribute in a script": 'node.setAttribute("onclick", text)',
    "wildcard postMessage": 'parent.postMessage(data, "*")',
    "an event typed as a string": 'socket.on("said", hear)', "inline script": "<script>alert(1)</script>",
    "inline style": '<p style="color:red">', "event attribute": '<p onclick="go()">',
    "hx-on or js:": '<p hx-on:click="go()">',
    "a notice typed as a string": 'await sio.emit("said", data)',
    "an unescaped value": "{{ name | safe }}",
}  # fmt: skip


def test_every_rule_has_a_bad_example():
    assert set(BAD) == {*SCRIPTS, *PAGES, *PYTHON}


@pytest.mark.parametrize("rule", BAD)
def test_the_rule_sees_a_bad_example(rule):
    assert re.search({**SCRIPTS, **PAGES, **PYTHON}[rule], BAD[rule])
