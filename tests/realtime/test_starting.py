"""What cannot start, a server or a command: one line with the cause, no password in it, and it is gone."""

import resource
import socket
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from server.config import Config
from server.services.first_data import read_secret
from tests.bench.watching import memory
from tests.process import free_port
from tests.programs import ROOT
from tests.serving import SigapServer

SMALL = 65_536  # bytes that any file may have: a disk that is as good as full


def start(
    folder: Path, command: str = "serve", *, full: bool = False, **settings: str
) -> subprocess.CompletedProcess[str]:
    """Start a server, or another command, that is expected to fail; one that stays is a failure here."""
    ours = {"SIGAP_VAR": str(folder), "SIGAP_PORT": "0", "SIGAP_DEVELOPMENT": "true", "PATH": "", **settings}
    return subprocess.run(
        [sys.executable, ROOT / "run.py", *command.split()],
        capture_output=True, text=True, timeout=60, check=False, env=ours,
        preexec_fn=(lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (SMALL, SMALL))) if full else None,
    )  # fmt: skip


def said(failed: subprocess.CompletedProcess[str]) -> str:
    """Return the one line."""
    lines = failed.stderr.strip().splitlines()
    assert failed.returncode == 1, failed.stderr
    assert len(lines) == 1, failed.stderr
    return lines[0]


@pytest.mark.parametrize(
    ("url", "cause"),
    [
        ("postgres://sigap:rahasia@127.0.0.1/sigap", "begins with sqlite://, mysql:// or mariadb://"),
        ("rahasia", "begins with sqlite://, mysql:// or mariadb://"),
        ("sqlite://", "cannot be read"),
        ("mysql://sigap:rahasia@127.0.0.1:satu/sigap", "cannot be read"),
        ("mysql://sigap:rahasia@127.0.0.1/sigap?maxsize=banyak", "cannot be read"),
        ("mysql://sigap:rahasia@127.0.0.1:{port}/sigap", "cannot open the database sigap at 127.0.0.1"),
    ],
)
def test_a_wrong_database_address_is_said_in_one_line_without_its_password(tmp_path, url, cause):
    line = said(start(tmp_path, SIGAP_DATABASE_URL=url.format(port=free_port())))
    assert cause in line
    assert "rahasia" not in line


@pytest.mark.parametrize(
    "command", ["migrate", "staff --email a@kota.test --name A --role admin --password xxxxxxxxxxxx", "demo-data"]
)
@pytest.mark.parametrize("url", ["mysql://sigap:rahasia@127.0.0.1:{port}/sigap", "rahasia"])
def test_the_other_commands_say_so_too(tmp_path, command, url):
    line = said(start(tmp_path, command, SIGAP_DATABASE_URL=url.format(port=free_port())))
    assert line.startswith("Error: ") and "rahasia" not in line


def test_a_port_that_is_taken_is_said_and_the_process_leaves(tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        line = said(start(tmp_path, SIGAP_PORT=str(taken.getsockname()[1])))
    assert "already in use" in line


def test_a_full_disk_is_said_and_the_process_leaves(tmp_path):
    line = said(start(tmp_path, full=True))
    assert "cannot open the database" in line


def test_a_data_folder_that_cannot_be_made_is_said(tmp_path):
    (tmp_path / "file").write_text("")
    assert "file" in said(start(tmp_path / "file"))


def example_secret() -> str:
    """Return what stands in the file that an operator copies."""
    lines = (ROOT / "deploy" / "sigap.env.example").read_text(encoding="utf-8").splitlines()
    return next(line.removeprefix("SIGAP_SECRET=") for line in lines if line.startswith("SIGAP_SECRET="))


@pytest.mark.parametrize("command", ["serve", "demo-data --reports 1"])
def test_the_secret_of_the_example_is_refused_for_everybody_knows_it(tmp_path, command):
    line = said(start(tmp_path, command, SIGAP_SECRET=example_secret()))
    assert "SIGAP_SECRET" in line and "example" in line and "openssl rand" in line


def test_a_short_secret_is_refused_without_being_said(tmp_path):
    line = said(start(tmp_path, SIGAP_SECRET="rahasia-tiga-puluh-satu-huruf-x"))
    assert "SIGAP_SECRET" in line and "32" in line and "rahasia" not in line


@pytest.mark.parametrize("kept", ["", "\n", "rahasia-yang-terpotong"])
def test_a_secret_file_that_was_cut_off_is_refused_and_the_line_says_what_to_do(tmp_path, kept):
    (tmp_path / "secret").write_text(kept)
    line = said(start(tmp_path))
    assert str(tmp_path / "secret") in line and "backup" in line and "remove it" in line and "rahasia" not in line
    (tmp_path / "secret").unlink()
    assert len(first_secret(tmp_path)) >= 32


def first_secret(folder: Path) -> bytes:
    return read_secret(Config(var=folder, secret=""))


def test_first_starts_at_the_same_moment_agree_on_one_secret(tmp_path):
    processes = 8
    together = threading.Barrier(processes)

    def begin(folder: Path) -> bytes:
        together.wait()
        return first_secret(folder)

    with ThreadPoolExecutor(processes) as pool:
        for turn in range(25):
            folder = tmp_path / str(turn)
            folder.mkdir()
            secrets = set(pool.map(begin, [folder] * processes))
            assert len(secrets) == 1 and len(secrets.pop()) >= 32
            assert [file.name for file in folder.iterdir()] == ["secret"]
            assert (folder / "secret").stat().st_mode & 0o777 == 0o600


def test_a_first_start_that_is_cut_off_leaves_no_half_a_secret(tmp_path):
    """Where nothing can be written: the start fails, and the next one makes a secret as if it were the first."""
    begin = f"from tests.realtime.test_starting import *; first_secret(Path({str(tmp_path)!r}))"
    cut_off = subprocess.run(
        [sys.executable, "-c", begin], capture_output=True, text=True, check=False, cwd=ROOT, timeout=60,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0)),
    )  # fmt: skip
    assert "File too large" in cut_off.stderr
    assert list(tmp_path.iterdir()) == []
    assert len(first_secret(tmp_path)) >= 32


def test_a_first_start_keeps_no_garbage_of_its_migrations(tmp_path):
    """It weighed 300 MB, later ones 112: with the collector off, each step's copy of the schema stayed."""
    server = SigapServer(tmp_path, {"SIGAP_DEVELOPMENT": "true"})
    weights = []
    for _ in ("first", "later"):
        server.start()
        weights.append(memory(server))
        server.stop()
    assert weights[0] < 2 * weights[1]
