"""What cannot start, a server or a command: one line with the cause, no password in it, and it is gone."""

import resource
import socket
import subprocess
import sys
from pathlib import Path

import pytest

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


def test_a_first_start_keeps_no_garbage_of_its_migrations(tmp_path):
    """It weighed 300 MB, later ones 112: with the collector off, each step's copy of the schema stayed."""
    server = SigapServer(tmp_path, {"SIGAP_DEVELOPMENT": "true"})
    weights = []
    for _ in ("first", "later"):
        server.start()
        weights.append(memory(server))
        server.stop()
    assert weights[0] < 2 * weights[1]
