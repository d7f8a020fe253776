"""One private process on this machine's loopback, started, stopped, killed, frozen and started again where it was."""

import os
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Self


class NotReadyError(Exception):
    """The process ended, or did not answer in time; the message carries the end of its log."""


class Process:
    """Run a command until stopped; `ready` tells whether it answers, and is asked every few milliseconds."""

    def __init__(
        self,
        command: Sequence[str | Path],
        log: Path,
        ready: Callable[[], bool],
        *,
        environment: Mapping[str, str] | None = None,
        executable: Path | None = None,
        deadline: float = 90.0,
    ) -> None:
        self.command = [str(part) for part in command]
        self.log = log
        self._ready = ready
        self.environment = environment
        self._executable = executable
        self._deadline = deadline
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int:
        return self._running.pid

    @property
    def returncode(self) -> int | None:
        """Return how the last run ended: negative is a signal's number, None while it runs."""
        return self._process.poll() if self._process else None

    def start(self) -> Self:
        """Start and wait until it answers; raise NotReadyError with the end of its log if it does not."""
        self._process = self.launch()
        end = time.monotonic() + self._deadline
        while not self._ready():
            if self._process.poll() is not None or time.monotonic() > end:
                self.kill()
                raise NotReadyError(f"{self.command[0]} is not ready ({self.returncode}):\n{self.last_lines()}")
            time.sleep(0.02)
        return self

    def launch(self) -> "subprocess.Popen[bytes]":
        """Start it, without waiting."""
        with self.log.open("ab") as log:
            return subprocess.Popen(
                self.command, executable=self._executable, env=self.environment, stdout=log, stderr=log
            )

    def stop(self, deadline: float = 20.0) -> float:
        """Ask it to end (SIGTERM) and return the seconds that took; raise TimeoutExpired past the deadline."""
        begun = time.monotonic()
        if self.returncode is None and self._process:
            self._process.send_signal(signal.SIGCONT)
            self._process.terminate()
            self._process.wait(deadline)
        return time.monotonic() - begun

    def kill(self) -> None:
        """End it at once (SIGKILL), as a power cut would."""
        if self.returncode is None and self._process:
            self._process.kill()
            self._process.wait()

    def freeze(self) -> None:
        """Stop it in its tracks (SIGSTOP): connections stay open and nothing answers."""
        os.kill(self.pid, signal.SIGSTOP)

    def thaw(self) -> None:
        """Let it go on (SIGCONT)."""
        os.kill(self.pid, signal.SIGCONT)

    def restart(self) -> Self:
        """Start it again in the same place, stopping it first if it runs."""
        self.stop()
        return self.start()

    def last_lines(self, count: int = 40) -> str:
        lines = self.log.read_text(encoding="utf-8", errors="replace").splitlines() if self.log.exists() else []
        return "\n".join(lines[-count:])

    @property
    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            raise RuntimeError(f"{self.command[0]} is not running")
        return self._process


def free_port() -> int:
    """Return a port nobody listens on now; another process may take it before you do, which is rare enough."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def accepts(address: tuple[str, int] | Path) -> bool:
    """Tell whether something accepts connections on a TCP address or a unix socket."""
    family = socket.AF_UNIX if isinstance(address, Path) else socket.AF_INET
    with socket.socket(family) as client:
        client.settimeout(0.5)
        return client.connect_ex(str(address) if isinstance(address, Path) else address) == 0
