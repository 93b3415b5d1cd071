"""Runs the simulator until it is interrupted."""

import argparse
import asyncio
import signal
import sys
from typing import Final

from .homes import large_home, mixed_home
from .household import household
from .model import World
from .server import LOOPBACK, Simulator
from .wire import encode

# So long a device that loads a firmware is away, for who watches.
UPGRADE_SECONDS: Final = 5.0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="simulator", description=__doc__)
    parser.add_argument("--port", type=int, default=0, help="0 takes a free one")
    parser.add_argument("--host", default=LOOPBACK, help="address to listen on")
    parser.add_argument("--devices", type=int, help="a home with so many devices")
    parser.add_argument(
        "--mixed",
        action="store_true",
        help="with --devices: 30 %% of them are lights and 10 %% covers",
    )
    parser.add_argument("--limits", action="store_true", help="enforce the limits")
    parser.add_argument("--still", action="store_true", help="nothing moves by itself")
    arguments = parser.parse_args()
    if arguments.mixed and arguments.devices is None:
        parser.error("--mixed needs --devices")
    return arguments


def _world(arguments: argparse.Namespace) -> World:
    if arguments.devices is None:
        return household()
    home = mixed_home if arguments.mixed else large_home
    return home(arguments.devices)


async def _run(arguments: argparse.Namespace) -> None:
    simulator = Simulator(
        _world(arguments),
        arguments.port,
        host=arguments.host,
    )
    simulator.enforce_limits(arguments.limits)
    for device in simulator.devices.values():
        device.upgrade_seconds = UPGRADE_SECONDS
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stopped.set)
    await simulator.start(alive=not arguments.still)
    waiting = await simulator.start_pairing(host=arguments.host)
    description = {**simulator.description, "pairing_address": waiting.address}
    sys.stdout.write(encode(description) + "\n")
    sys.stdout.flush()
    await stopped.wait()
    await simulator.stop()


if __name__ == "__main__":
    asyncio.run(_run(_arguments()))
