"""`run.py serve` as a process of its own, in a data folder of its own."""

import contextlib
import os
import sys
from collections.abc import Mapping
from pathlib import Path

import httpx

from tests.process import Process, free_port
from tests.programs import ROOT

BUSY = 120.0  # s; a machine that runs other tests too takes its time


class SigapServer(Process):
    """One serving process; `restart` and `start` come back on the same port with the same data."""

    def __init__(self, folder: Path, settings: Mapping[str, str], port: int | None = None) -> None:
        self.port = port or free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        ours = {name: value for name, value in os.environ.items() if not name.startswith("SIGAP_")}
        environment = {**ours, "SIGAP_PORT": str(self.port), "SIGAP_VAR": str(folder), **settings}
        command: list[str | Path] = [sys.executable, ROOT / "run.py", "serve"]
        self.folder = folder
        self.settings = dict(settings)
        log = folder / f"server-{self.port}.log"
        super().__init__(command, log, self.healthy, environment=environment, deadline=BUSY)

    def healthy(self) -> bool:
        with contextlib.suppress(httpx.HTTPError):
            return httpx.get(f"{self.url}/healthz", timeout=2).status_code == 200
        return False


def start_server(settings: Mapping[str, str], folder: Path) -> SigapServer:
    """Start a server and wait until it is healthy."""
    return SigapServer(folder, settings).start()
