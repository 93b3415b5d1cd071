"""A real message bus of one's own, whose clients can be cut off."""

import asyncio
from contextlib import suppress
from pathlib import Path
import shutil
import subprocess
import tempfile
from typing import Final

_CONFIG: Final = """
<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>system</type>
  <listen>unix:path={path}</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow user="*"/>
    <allow own="*"/>
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
  </policy>
</busconfig>
"""
_CHUNK: Final = 65536


class PrivateBus:
    """A dbus-daemon; `address` is for clients, `own_address` for a service."""

    def __init__(self) -> None:
        """Prepare; `start` runs it."""
        # Sockets have short paths, those of the tests' own folders are long.
        self._folder = Path(tempfile.mkdtemp(prefix="bus-"))
        self._daemon: subprocess.Popen[bytes] | None = None
        self._gate: asyncio.Server | None = None
        self._writers: set[asyncio.StreamWriter] = set()
        self._pumps: set[asyncio.Task[None]] = set()
        self.own_address = f"unix:path={self._folder / 'daemon'}"
        self.address = f"unix:path={self._folder / 'gate'}"

    async def start(self) -> None:
        """Run the daemon, and let clients in."""
        config = self._folder / "bus.conf"
        config.write_text(_CONFIG.format(path=self._folder / "daemon"))
        # A missing program is a failure, not a reason to skip.
        command = ["dbus-daemon", f"--config-file={config}", "--nofork"]
        self._daemon = subprocess.Popen(  # noqa: ASYNC220, S603
            [*command, "--print-address"], stdout=subprocess.PIPE
        )
        assert self._daemon.stdout is not None
        assert self._daemon.stdout.readline().startswith(b"unix:")
        await self.let_in()

    async def stop(self) -> None:
        """End everything."""
        await self.shut_out()
        if self._daemon is not None:
            self._daemon.terminate()
            self._daemon.communicate(timeout=10)
        shutil.rmtree(self._folder)

    async def let_in(self) -> None:
        """Let clients connect."""
        path = self._folder / "gate"
        self._gate = await asyncio.start_unix_server(self._serve, path)

    async def shut_out(self) -> None:
        """Cut all clients off, and let none connect."""
        if self._gate is not None:
            self._gate.close()
            (self._folder / "gate").unlink(missing_ok=True)
        await self.cut()

    async def cut(self) -> None:
        """Cut all clients off; they may connect again."""
        for writer in self._writers:
            writer.close()
        if self._pumps:
            await asyncio.wait(self._pumps)

    async def _serve(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        daemon = self._folder / "daemon"
        far_reader, far_writer = await asyncio.open_unix_connection(daemon)
        ends = {writer, far_writer}
        self._writers |= ends
        for source, target in ((reader, far_writer), (far_reader, writer)):
            pump = asyncio.create_task(self._pump(source, target, ends))
            self._pumps.add(pump)
            pump.add_done_callback(self._pumps.discard)

    async def _pump(
        self,
        source: asyncio.StreamReader,
        target: asyncio.StreamWriter,
        ends: set[asyncio.StreamWriter],
    ) -> None:
        with suppress(OSError):
            while data := await source.read(_CHUNK):
                target.write(data)
                await target.drain()
        for writer in ends:
            writer.close()
        self._writers -= ends
