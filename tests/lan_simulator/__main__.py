"""Runs the devices of a simulated cloud in their network until it is interrupted."""

import argparse
import asyncio
import os
import signal
import sys

from tests.simulator.wire import encode

from .control import ControlServer
from .diy import KINDS
from .operations import Operations
from .stage import Network, Stage


def arguments() -> argparse.Namespace:
    """Return what was asked for."""
    usual = Network()
    parser = argparse.ArgumentParser(prog="lan_simulator", description=__doc__)
    parser.add_argument("--cloud", default="", help="base URL of the simulated cloud")
    parser.add_argument(
        "--interface",
        default=usual.interface,
        help="address that multicasts (%(default)s)",
    )
    parser.add_argument(
        "--addresses",
        default=usual.addresses,
        help="of the devices, FIRST-LAST (%(default)s)",
    )
    parser.add_argument(
        "--port",
        type=int,
        default=usual.port,
        help="of each device, 0 is any (%(default)s)",
    )
    parser.add_argument("--control-port", type=int, default=0, help="0 is any")
    parser.add_argument(
        "--deliver",
        metavar="PORT",
        type=int,
        default=0,
        help="multicast to 127.0.0.1:PORT alone",
    )
    parser.add_argument("--no-mdns", action="store_true", help="multicast nothing")
    parser.add_argument(
        "--diy", nargs="*", default=[], choices=KINDS, help="devices without account"
    )
    parser.add_argument("--idle", action="store_true", help="wait for `/lan/begin`")
    parser.add_argument(
        "--with-parent", action="store_true", help="end when the input ends"
    )
    return parser.parse_args()


async def until_ended(asked: argparse.Namespace) -> None:
    """Wait for a signal, or for the parent to end."""
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stopped.set)
    if asked.with_parent:
        loop.add_reader(sys.stdin, _read, stopped)
    await stopped.wait()


def _read(stopped: asyncio.Event) -> None:
    if not os.read(sys.stdin.fileno(), 1024):
        stopped.set()


async def run(asked: argparse.Namespace) -> None:
    """Let the devices be there, tell where, and stay."""
    network = Network(
        addresses=asked.addresses,
        port=asked.port,
        interface=asked.interface,
        deliver=asked.deliver,
        is_silent=asked.no_mdns,
    )
    stage = Stage(network)
    if not asked.idle:
        await stage.begin(asked.cloud, tuple(asked.diy))
    control = ControlServer(Operations(stage))
    url = await control.start(asked.control_port)
    sys.stdout.write(encode({"control_url": url}) + "\n")
    sys.stdout.flush()
    await until_ended(asked)
    await control.stop()
    await stage.end()


if __name__ == "__main__":
    asyncio.run(run(arguments()))
