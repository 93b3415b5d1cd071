"""A process that ends with us."""

from collections.abc import Sequence
from pathlib import Path
import signal
import socket
import subprocess
import sys
import time

ROOT = Path(__file__).parents[2]
PYTHON = sys.executable


class ChildError(Exception):
    """A process did not do what it was started for."""


class Child:
    """A process in a session of its own, so that Ctrl-C reaches it through us."""

    def __init__(self, name: str, command: Sequence[str], log: Path) -> None:
        """Start it; what it prints goes to a new log."""
        self.name = name
        self.log = log
        with log.open("wb") as output:
            self._process = subprocess.Popen(
                command,
                cwd=ROOT,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    @property
    def pid(self) -> int:
        """Return the id of the process."""
        return self._process.pid

    @property
    def exit_code(self) -> int | None:
        """Return how it ended, None while it runs."""
        return self._process.poll()

    def first_line(self, seconds: float = 30) -> str:
        """Return the first line it prints."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            self.check()
            line, ended, _ = self.log.read_text(encoding="utf-8").partition("\n")
            if ended:
                return line
            time.sleep(0.02)
        raise ChildError(f"{self.name} says nothing; its log is {self.log}")

    def check(self) -> None:
        """Raise when it has ended."""
        if (code := self.exit_code) is not None:
            raise ChildError(self._end_of_log(f"{self.name} ended with {code}"))

    def stop(self, patience: float = 20) -> None:
        """End it, by force when it does not listen."""
        for wanted in (signal.SIGTERM, signal.SIGKILL):
            if self.exit_code is not None:
                break
            self._process.send_signal(wanted)
            try:
                self._process.wait(patience)
            except subprocess.TimeoutExpired:
                continue

    def _end_of_log(self, reason: str) -> str:
        lines = self.log.read_text(encoding="utf-8", errors="replace").splitlines()
        return "\n".join([f"{reason}; its last words, from {self.log}:", *lines[-15:]])


def is_free(host: str, port: int) -> bool:
    """Return whether one can listen there."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def free_port() -> int:
    """Return a port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port
