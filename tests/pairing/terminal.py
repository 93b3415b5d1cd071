"""A terminal with a shell in it, as the user of the guided way has it."""

from dataclasses import dataclass, field
import os
from pathlib import Path
import pty
import select
import shutil
import subprocess
import sys
import termios
import time
from typing import Final, Self

SHELLS: Final = [shell for shell in ("dash", "bash", "zsh") if shutil.which(shell)]

# Makes the terminal the one that `/dev/tty` is, and becomes the shell. A job in the
# background is started deaf to interrupts, and so would be all that comes of it.
_LAUNCH: Final = """\
import fcntl, os, signal, sys, termios
signal.signal(signal.SIGINT, signal.SIG_DFL)
fcntl.ioctl(0, termios.TIOCSCTTY, 0)
os.execv(sys.argv[1], sys.argv[2:])
"""
# Notes what a program was started with, and starts it.
_WRAPPER: Final = """\
#!/bin/sh
cat /proc/$$/cmdline /proc/$$/environ >>'{log}'
exec {program} "$@"
"""
_WRAPPED: Final = ("awk", "curl", "date", "sed", "stty", "tr")


@dataclass
class Terminal:
    """A shell on a pseudo terminal, with `sh` being that shell too."""

    shell: str
    folder: Path
    output: str = field(init=False, default="")
    _seen: int = field(init=False, default=0)

    def __enter__(self) -> Self:
        """Prepare the programs."""
        self._bin = self.folder / "bin"
        self._bin.mkdir()
        program = shutil.which(self.shell)
        assert program is not None
        self._program = program
        (self._bin / "sh").symlink_to(program)
        for name in _WRAPPED:
            self._wrap(name, str(shutil.which(name)))
        self._wrap("sleep", "/bin/sleep 0.2 #")
        self._main, self._side = pty.openpty()
        return self

    def __exit__(self, *_: object) -> None:
        """End the shell and close the terminal."""
        self.process.kill()
        self.process.wait()
        os.close(self._main)
        os.close(self._side)

    @property
    def started_with(self) -> bytes:
        """Return the arguments and the environment of all programs so far."""
        log = self.folder / "log"
        return log.read_bytes() if log.exists() else b""

    def run(self, *arguments: str, **environment: str) -> None:
        """Start the shell."""
        self.process = subprocess.Popen(  # noqa: S603 - a shell of this machine
            [sys.executable, "-c", _LAUNCH, self._program, self.shell, *arguments],
            stdin=self._side,
            stdout=self._side,
            stderr=self._side,
            start_new_session=True,
            env={
                "PATH": f"{self._bin}:{os.environ['PATH']}",
                "HOME": str(self.folder),
                "TERM": "dumb",
                **environment,
            },
        )

    def type(self, text: str | bytes) -> None:
        """Press keys."""
        content = text.encode() if isinstance(text, str) else text
        while content:
            content = content[os.write(self._main, content[:256]) :]
            self._read(0)

    def wait_for(self, text: str, seconds: float = 20) -> None:
        """Wait until something is shown, after what was waited for before."""
        end = time.monotonic() + seconds
        while (found := self.output.find(text, self._seen)) < 0:
            assert time.monotonic() < end, f"not in time: {self.output}"
            self._read(0.1)
        self._seen = found + len(text)

    def wait(self, seconds: float = 30) -> int:
        """Return the shell's status once it has ended."""
        end = time.monotonic() + seconds
        while self.process.poll() is None:
            assert time.monotonic() < end, f"not in time: {self.output}"
            self._read(0.1)
        while self._read(0.1):
            pass
        return self.process.returncode

    def echoes(self) -> bool:
        """Return whether what is typed is shown."""
        return bool(termios.tcgetattr(self._side)[3] & termios.ECHO)

    def wait_for_echo(self, seconds: float = 20) -> None:
        """Wait until what is typed is shown again, be it after the shell has ended."""
        end = time.monotonic() + seconds
        while not self.echoes():
            assert time.monotonic() < end, f"not in time: {self.output}"
            self._read(0.1)

    def _read(self, seconds: float) -> bool:
        ready, _, _ = select.select([self._main], [], [], seconds)
        if ready:
            self.output += os.read(self._main, 4096).decode(errors="replace")
        return bool(ready)

    def _wrap(self, name: str, program: str) -> None:
        path = self._bin / name
        path.write_text(
            _WRAPPER.format(log=self.folder / "log", program=program), encoding="utf-8"
        )
        path.chmod(0o755)
