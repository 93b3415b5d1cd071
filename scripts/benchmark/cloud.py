"""The cloud as a process of its own, told what to do over a socket.

Prints the port where it listens to orders: one JSON object per line, answered by one.
Times are those of CLOCK_MONOTONIC, which all processes of a machine share.
"""

import argparse
import asyncio
from collections.abc import Callable, Mapping
from copy import deepcopy
import json
import time
from typing import Any, Final

from tests.simulator import (
    SimDevice,
    Simulator,
    large_home,
    load_home,
    meter_home,
    mixed_home,
    relay_home,
    tower,
)
from tests.simulator.model import World
from tests.simulator.things import page
from tests.simulator.wire import encode

from .traffic import Traffic, framed

LOOPBACK: Final = "127.0.0.1"
FLOORS: Final = 10
# What the home has, unless it is as all homes.
HOMES: Final[Mapping[str, Callable[[int], World]]] = {
    "--loads": load_home,
    "--mixed": mixed_home,
    "--relays": relay_home,
    "--meters": meter_home,
    "--tower": lambda count: tower(count // FLOORS, FLOORS),
}
LONGEST_LINE: Final = 64 * 1024 * 1024
PAGE_SIZE: Final = 100
PAGE_ROUNDS: Final = 20
_FROM_THE_START: Final = -9_999_999
_MS: Final = 1e6


class BenchCloud:
    """A simulator that pushes at a pace, and tells when it did."""

    def __init__(self, world: World) -> None:
        """Serve a home."""
        self._simulator = Simulator(world)
        # The floor's reports must not change what ours are about.
        devices = _devices_of_the_last(self._simulator)
        self._traffic = {
            "ours": Traffic(devices),
            "floor": Traffic(deepcopy(devices)),
            "entity": Traffic(deepcopy(devices)),
        }

    async def run(self) -> None:
        """Serve until killed."""
        await self._simulator.start()
        server = await asyncio.start_server(
            self._serve, LOOPBACK, 0, limit=LONGEST_LINE
        )
        print(server.sockets[0].getsockname()[1], flush=True)
        await server.serve_forever()

    async def _serve(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        while line := await reader.readline():
            order = json.loads(line)
            answer = await getattr(self, f"do_{order.pop('do')}")(**order)
            writer.write(json.dumps(answer).encode() + b"\n")
            await writer.drain()

    async def do_describe(self) -> dict[str, Any]:
        """Return what one needs to sign in."""
        return dict(self._simulator.description)

    async def do_accounts(self) -> list[dict[str, Any]]:
        """Return what one needs to sign in to each account."""
        return [
            self._simulator.description
            | {"username": it.username, "password": it.password}
            for it in self._simulator.world.accounts
        ]

    async def do_page(self) -> float:
        """Return what the list's first page takes of the processor, in milliseconds."""
        world, account = self._simulator.world, self._simulator.account
        home = account.current_family
        times = []
        for _ in range(PAGE_ROUNDS):
            started = time.process_time_ns()
            encode(page(world, account, home, PAGE_SIZE, _FROM_THE_START))
            times.append(time.process_time_ns() - started)
        return min(times) / _MS

    async def do_sessions(self) -> list[int]:
        """Return the numbers of the open connections."""
        return sorted(item.number for item in self._simulator.cloud.hub.sessions)

    async def do_reports(self, *, kind: str, count: int) -> list[str]:
        """Return reports of the home's devices without sending them."""
        return [self._traffic["ours"].report(kind) for _ in range(count)]

    async def do_push(
        self, *, target: str, session: int, kind: str, count: int, pace: float
    ) -> list[int]:
        """Send reports to one connection; return when each left, in nanoseconds."""
        frames = [framed(self._traffic[target].report(kind)) for _ in range(count)]
        sessions = self._simulator.cloud.hub.sessions
        receiver = next(item for item in sessions if item.number == session)
        sent = []
        for frame in frames:
            if pace:
                await asyncio.sleep(pace)
            sent.append(time.monotonic_ns())
            receiver.write(frame)
        return sent

    async def do_frames(self, *, action: str) -> list[int]:
        """Return when each frame of a kind came, in nanoseconds."""
        return [
            round(frame.at * 1e9)
            for frame in self._simulator.frames
            if frame.action == action
        ]

    async def do_draw(self, *, drawn: bool) -> None:
        """Let nobody reach the cloud, or everybody again."""
        self._simulator.draw_internet(drawn)

    async def do_cut(self) -> int:
        """Cut the connections; each relay device switches once without being heard."""
        self._simulator.abort_sockets()
        return self._traffic["ours"].toggle_all()


def _devices_of_the_last(simulator: Simulator) -> dict[str, SimDevice]:
    """Return the devices of the last account that has any."""
    devices = simulator.devices
    owners = {it.apikey for it in devices.values()}
    last = [it.apikey for it in simulator.world.accounts if it.apikey in owners][-1]
    return {key: it for key, it in devices.items() if it.apikey == last}


def main() -> None:
    """Run until killed."""
    parser = argparse.ArgumentParser(prog="cloud", description=__doc__)
    parser.add_argument("--devices", type=int, required=True)
    homes = parser.add_mutually_exclusive_group()
    for option, home in HOMES.items():
        homes.add_argument(option, dest="home", action="store_const", const=home)
    arguments = parser.parse_args()
    home = arguments.home or large_home
    asyncio.run(BenchCloud(home(arguments.devices)).run())


if __name__ == "__main__":
    main()
