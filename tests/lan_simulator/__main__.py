"""Runs the devices of a simulated cloud in their network until it is interrupted."""

import argparse
import asyncio
from collections.abc import Sequence
from contextlib import suppress
from functools import partial
import os
import signal
import sys

from tests.simulator.server import LOOPBACK
from tests.simulator.wire import encode

from .control import ControlServer
from .diy import KINDS
from .operations import Operations
from .stage import Network, Stage


def arguments(words: Sequence[str] | None = None) -> argparse.Namespace:
    """Return what was asked for, by default on the command line."""
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
    parser.add_argument("--control-host", default=LOOPBACK, help="(%(default)s)")
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
    return parser.parse_args(words)


def ended(asked: argparse.Namespace) -> asyncio.Event:
    """Return what is set by a signal, or when the parent ends."""
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stopped.set)
    if asked.with_parent:
        loop.add_reader(sys.stdin, _read, stopped)
    return stopped


def _read(stopped: asyncio.Event) -> None:
    if not os.read(sys.stdin.fileno(), 1024):
        stopped.set()


async def run(asked: argparse.Namespace) -> None:
    """Let the devices be there, tell where, and stay."""
    stopped = ended(asked)
    network = Network(
        addresses=asked.addresses,
        port=asked.port,
        interface=asked.interface,
        deliver=asked.deliver,
        is_silent=asked.no_mdns,
    )
    stage = Stage(network)
    control = ControlServer(Operations(stage))
    beginning = asyncio.create_task(begin(asked, stage, control))
    beginning.add_done_callback(partial(_failed, stopped))
    await stopped.wait()
    if not beginning.done():
        beginning.cancel()
    with suppress(asyncio.CancelledError):
        await beginning
    await control.stop()
    await stage.end()


def _failed(stopped: asyncio.Event, beginning: asyncio.Task[None]) -> None:
    if beginning.cancelled() or beginning.exception() is not None:
        stopped.set()


async def begin(
    asked: argparse.Namespace, stage: Stage, control: ControlServer
) -> None:
    """Begin to play, as soon as the cloud is there."""
    if not asked.idle:
        await stage.begin(asked.cloud, tuple(asked.diy))
    url = await control.start(asked.control_host, asked.control_port)
    sys.stdout.write(encode({"control_url": url}) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    asyncio.run(run(arguments()))
