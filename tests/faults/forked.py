"""Servers forked from a process that has imported everything: for experiments that start one hundreds of times.

The same code serves; a start costs a third of the processor's time, since most of it is imports.
"""

import os
import signal
import subprocess
from multiprocessing import get_context
from multiprocessing.context import ForkServerContext, ForkServerProcess
from typing import Any

from tests.serving import SigapServer

PRELOADED = ["server.cli", "server.logs", "server.serve"]


class ForkedServer(SigapServer):
    """A server without a program of its own."""

    def launch(self) -> Any:
        """Start it, and give it what `subprocess` gives a process."""
        return _Forked(_context().Process(target=_serve, args=(dict(self.environment or {}), str(self.log))))


class _Forked:
    """What `tests/process.py` asks of a process."""

    def __init__(self, process: ForkServerProcess) -> None:
        self._process = process
        process.start()
        assert process.pid
        self.pid = process.pid

    def poll(self) -> int | None:
        return self._process.exitcode

    def send_signal(self, number: signal.Signals) -> None:
        os.kill(self.pid, number)

    def terminate(self) -> None:
        self._process.terminate()

    def kill(self) -> None:
        self._process.kill()

    def wait(self, timeout: float | None = None) -> int | None:
        self._process.join(timeout)
        if self._process.exitcode is None:
            raise subprocess.TimeoutExpired("forked server", timeout or 0)
        return self._process.exitcode


def _context() -> ForkServerContext:
    context = get_context("forkserver")
    context.set_forkserver_preload(PRELOADED)
    return context


def _serve(environment: dict[str, str], log: str) -> None:
    os.environ.clear()
    os.environ.update(environment)
    with open(log, "ab") as said:
        os.dup2(said.fileno(), 1)
        os.dup2(said.fileno(), 2)
    from server.cli import main  # imported long ago, in the process that this one was forked from

    main(["serve"])
