"""What a host page downloads: within its budget, the same on every build, and free of what a strict page forbids."""

import gzip
import json
import re
import subprocess
from pathlib import Path

import pytest

from tests.programs import ROOT, node

LOADER_BUDGET = 1536
INTERACTIVE_BUDGET = 28_672
DESK = '{"whatsapp": "6281200001234", "phone": "0761000123", "url": "https://sigap.pekanbaru.go.id/"}'


def test_the_loader_is_within_its_budget_as_it_is_served(built: Path) -> None:
    assert len(gzip.compress(loader(built).encode(), 9)) <= LOADER_BUDGET


@pytest.mark.parametrize("locale", ["id", "en"])
def test_all_bytes_to_an_interactive_chat_are_within_the_budget(built: Path, locale: str) -> None:
    chat = (chunks(built) / f"chat-{locale}.js").read_bytes()
    assert len(gzip.compress(loader(built).encode(), 9)) + len(gzip.compress(chat, 9)) <= INTERACTIVE_BUDGET


def test_the_chat_comes_whole_with_its_words_and_imports_nothing(built: Path) -> None:
    for locale, hello in {"id": "Saya asisten otomatis", "en": "I am the automatic assistant"}.items():
        chat = (chunks(built) / f"chat-{locale}.js").read_text(encoding="utf-8")
        assert hello in chat
        assert not re.search(r'\bimport\s*["{(]|\bfrom"', chat)


def test_a_second_build_is_the_same_to_the_byte(built: Path, tmp_path: Path) -> None:
    again = build(tmp_path)
    assert (again / "widget.js").read_bytes() == (built / "widget.js").read_bytes()
    assert contents(chunks(again)) == contents(chunks(built))


def test_every_chunk_lies_packed_beside_itself(built: Path) -> None:
    for path in chunks(built).glob("*.js"):
        assert gzip.decompress(path.with_name(f"{path.name}.gz").read_bytes()) == path.read_bytes()
        assert path.with_name(f"{path.name}.br").is_file()


def test_nothing_in_the_bundle_needs_what_a_strict_page_forbids(built: Path) -> None:
    for path in (built / "widget.js", *chunks(built).glob("*.js")):
        code = path.read_text(encoding="utf-8")
        assert not re.search(r"\beval\(|new Function\(|document\.write|insertAdjacentHTML", code), path.name


def test_the_loader_is_plain_ascii_so_that_any_page_reads_it(built: Path) -> None:
    assert (built / "widget.js").read_bytes().isascii()


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("widget"))


def build(out: Path) -> Path:
    done = subprocess.run(
        [str(node()), "widget/build.mjs", "--out", str(out)], capture_output=True, text=True, check=False, cwd=ROOT
    )
    assert done.returncode == 0, done.stderr
    return out


def loader(built: Path) -> str:
    return (built / "widget.js").read_text(encoding="utf-8").replace("__SIGAP_DESK__", DESK)


def chunks(built: Path) -> Path:
    manifest = json.loads((built / "manifest.json").read_text(encoding="utf-8"))
    return built / str(manifest["build"])


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.glob("*.js")}
