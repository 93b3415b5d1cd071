"""Devices in their own network beside a running simulator, for tests.

A process of its own takes a second to start: `LanProcess` may serve many tests, each of
which plays what it needs with `playing`. `running` does both, for one test.

Multicast is delivered to this process alone, so that tests may run side by side, and
the devices have addresses that no other process uses. `connect` lets a Home Assistant
hear and ask them.
"""

import asyncio
from collections.abc import AsyncGenerator, Iterable
from contextlib import asynccontextmanager
from itertools import count
import json
import os
from pathlib import Path
import subprocess
import sys
import time
from typing import Any, Final, Protocol

from aiohttp import ClientSession, ClientTimeout, TCPConnector
from zeroconf import DNSIncoming, DNSOutgoing, Zeroconf  # type: ignore[attr-defined]

from tests.simulator.wire import Json

from .packets import LOOPBACK, Packets

ROOT: Final = Path(__file__).parents[2]
PATIENCE: Final = 5.0
_plays: Final = count()


class PlayedCloud(Protocol):
    """A simulator, in this process or in another one."""

    @property
    def base_url(self) -> str:
        """Return where it is."""


def addresses_of_our_own() -> str:
    """Return addresses for the devices of this process, of 127.64.0.0 and above."""
    number = os.getpid() * 4 + next(_plays) % 4
    return f"127.{64 + number // 250 % 128}.{number % 250}.2-"


class LanProcess:
    """The process of the devices; it ends with this one, whatever happens."""

    def __init__(self, *options: str) -> None:
        """Start it, with options of `python -m tests.lan_simulator`."""
        command = [sys.executable, "-m", "tests.lan_simulator", "--with-parent"]
        if "--addresses" not in options:
            command += ["--addresses", addresses_of_our_own()]
        if "--cloud" not in options:
            command += ["--idle"]
        pipe = subprocess.PIPE
        self._process = subprocess.Popen(  # noqa: S603
            [*command, *options], cwd=ROOT, stdin=pipe, stdout=pipe
        )
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        assert line, "the devices did not start"
        self.control_url: str = json.loads(line)["control_url"]

    def stop(self) -> None:
        """End it, by force when it does not listen."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.close()
        try:
            self._process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._process.stdout.close()

    @asynccontextmanager
    async def playing(
        self,
        simulator: PlayedCloud | None = None,
        *diy: str,
        multicast: bool = False,
        silent: bool = False,
    ) -> AsyncGenerator[LanSimulator]:
        """Play the devices of a simulator, and devices in DIY mode of some kinds.

        They multicast for all to hear, or are `silent`.
        """
        loop = asyncio.get_running_loop()
        packets = Packets()
        transport, _ = await loop.create_datagram_endpoint(
            lambda: packets, local_addr=(LOOPBACK, 0)
        )
        timeout = ClientTimeout(total=30)
        async with ClientSession(
            self.control_url, timeout=timeout, connector=TCPConnector(force_close=True)
        ) as session:
            lan = LanSimulator(session, packets)
            try:
                deliver = 0 if multicast else packets.port
                cloud = simulator.base_url if simulator else ""
                packets.ask_at = await lan.do(
                    "begin", cloud=cloud, diy=diy, deliver=deliver, silent=silent
                )
                await lan.refresh()
                yield lan
            finally:
                await lan.do("end")
                transport.close()


@asynccontextmanager
async def running(
    simulator: PlayedCloud | None = None, *diy: str, **how: bool
) -> AsyncGenerator[LanSimulator]:
    """Start a process and play the devices of a simulator in it."""
    process = LanProcess()
    try:
        async with process.playing(simulator, *diy, **how) as lan:
            yield lan
    finally:
        process.stop()


class LanSimulator:
    """The devices, and everything one can do to them."""

    def __init__(self, session: ClientSession, packets: Packets) -> None:
        """Control them."""
        self.packets = packets
        self.devices: dict[str, Json] = {}
        self._session = session

    def connect(self, heard: Zeroconf) -> None:
        """Let a zeroconf hear the devices and ask them, and nobody else."""

        def hear(packet: bytes) -> None:
            heard.record_manager.async_updates_from_response(DNSIncoming(packet))

        def ask(out: DNSOutgoing, *_: object, **__: object) -> None:
            self.ask(out)

        self.packets.listeners.append(hear)
        heard.async_send = ask  # type: ignore[method-assign]

    def ask(self, out: DNSOutgoing) -> None:
        """Ask all devices something by multicast."""
        for packet in out.packets():
            self.packets.send(packet)

    async def do(self, operation: str, **body: object) -> Any:
        """Do what `control.py` tells, and return the result."""
        async with self._session.post(f"/lan/{operation}", json=body) as answer:
            told = await answer.json()
        assert told["ok"], told["reason"]
        return told["result"]

    async def read(self, what: str) -> Any:
        """Read what `control.py` tells."""
        async with self._session.get(f"/lan/{what}") as answer:
            return await answer.json()

    async def refresh(self) -> dict[str, Json]:
        """Read the devices as they are now, by id."""
        self.devices = {it["id"]: it for it in await self.read("state")}
        return self.devices

    async def state(self, device: str) -> Json:
        """Read how a device is now."""
        await self.refresh()
        return self.device(device)

    async def until_there(self, device: str, seconds: float = 5) -> Json:
        """Wait until a device that was added to the cloud is here."""
        end = time.monotonic() + seconds
        while not any(device in {it["name"], it["id"]} for it in self.devices.values()):
            assert time.monotonic() < end, f"{device} did not come"
            await self.refresh()
        return self.device(device)

    def device(self, name_or_id: str) -> Json:
        """Return a device as it was read last."""
        if name_or_id in self.devices:
            return self.devices[name_or_id]
        return next(it for it in self.devices.values() if it["name"] == name_or_id)

    def address(self, device: str) -> tuple[str, int]:
        """Return where a device listens, as it was read last."""
        found = self.device(device)
        return found["host"], found["port"]

    async def requests(self, device: str = "", path: str = "") -> list[Json]:
        """Read what was received, of a device and at a path."""
        wanted = self.device(device)["id"] if device else ""
        return [
            it
            for it in await self.read("requests")
            if wanted in {"", it["device"]} and path in {"", it["path"]}
        ]

    async def until_requests(
        self, number: int, device: str = "", path: str = "", seconds: float = 5
    ) -> list[Json]:
        """Wait until so many requests were received."""
        end = time.monotonic() + seconds
        while len(found := await self.requests(device, path)) < number:
            assert time.monotonic() < end, f"{number} requests, not {found}"
            await asyncio.sleep(0.01)
        return found

    async def fault(self, device: str, **faults: object) -> None:
        """Let a device misbehave, as `Faults` tells."""
        await self.do("fault", device=device, **faults)

    async def heal(self, device: str) -> None:
        """Let a device do all that it should."""
        await self.do("heal", device=device)

    async def key(self, device: str, key: str | None) -> None:
        """Let a device have another key than the cloud lists; None is that one."""
        await self.do("key", device=device, key=key)

    async def vanish(self, *devices: str, how: str = "refuses") -> None:
        """Let devices, or all, neither listen nor multicast: `refuses` or `drops`."""
        for device in self._some(devices):
            await self.fault(device, gone=how)

    async def come_back(self, *devices: str) -> None:
        """Let devices, or all, be there again."""
        for device in self._some(devices):
            await self.fault(device, gone="")

    def _some(self, devices: Iterable[str]) -> list[str]:
        return list(devices) or [it["id"] for it in self.devices.values() if it["host"]]

    async def move(self, device: str, host: str = "") -> str:
        """Give a device another address, and let it announce that."""
        moved: str = await self.do("move", device=device, host=host)
        await self.refresh()
        return moved

    async def multicast(self, *, on: bool) -> None:
        """Let multicast come through, or nothing of it."""
        await self.do("multicast", on=on)

    async def diy(self, device: str, *, on: bool, named: bool = False) -> None:
        """Put a device into DIY mode, or back; it may have names of its own in it."""
        await self.do("diy", device=device, on=on, named=named)

    async def announce(self, device: str) -> None:
        """Let a device tell its whole state."""
        await self.do("announce", device=device)

    async def repeat(self, device: str, back: int = 0, times: int = 1) -> None:
        """Send the last report again, or the one so many before it."""
        await self.do("repeat", device=device, back=back, times=times)

    async def flood(self, device: str, rate: int, seconds: float) -> None:
        """Let a device report as often as that; this does not wait for it."""
        await self.do("flood", device=device, rate=rate, seconds=seconds)

    async def cloud(self, device: str, *, there: bool) -> None:
        """Draw the contact of a device with the cloud, or restore it."""
        await self.do("cloud", device=device, there=there)

    async def set(self, device: str, **params: object) -> None:
        """Change what somebody changes by hand, in the words of the cloud."""
        await self.do("set", device=device, params=params)

    async def press(self, device: str, button: str = "0", **options: object) -> Json:
        """Press a button, or a remote's; return what the cloud is told."""
        told: Json = await self.do("press", device=device, button=button, **options)
        return told
