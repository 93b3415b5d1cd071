"""The process of the devices: how it is started, and that it ends."""

import asyncio
import json
import signal
import sys

from tests.lan_simulator.__main__ import arguments
from tests.lan_simulator.fixtures import reach_devices
from tests.lan_simulator.packets import LOOPBACK
from tests.lan_simulator.process import (
    ROOT,
    LanProcess,
    addresses_of_our_own,
    running,
)
from tests.lan_simulator.stage import hosts
from tests.simulator import Simulator, large_home

PROGRAM = (sys.executable, "-m", "tests.lan_simulator")


def test_addresses() -> None:
    """They are given one after another, to an end or not."""
    assert list(hosts("127.0.0.254-127.0.1.1")) == [
        *("127.0.0.254", "127.0.0.255", "127.0.1.0", "127.0.1.1")
    ]
    assert next(hosts("127.0.0.2-")) == "127.0.0.2"
    assert addresses_of_our_own() != addresses_of_our_own()


def test_what_is_usual() -> None:
    """Devices are where real ones are: at port 8081, heard by multicast."""
    asked = arguments([])
    assert (asked.port, asked.interface, asked.deliver) == (8081, LOOPBACK, 0)


async def test_a_process_for_one_test(simulator: Simulator) -> None:
    """It is started beside a simulator, and ends with the test."""
    reach_devices()
    async with running(simulator, "plug", silent=True) as lan:
        host, port = lan.address("Kitchen lamp")
        _, writer = await asyncio.open_connection(host, port)
        writer.close()
        assert lan.packets.received == []
        assert any(it["type"] == "diy_plug" for it in lan.devices.values())


async def test_it_ends_with_its_parent(simulator: Simulator) -> None:
    """An input that ends is the end, and so is a signal."""
    pipe = asyncio.subprocess.PIPE
    options = [
        *("--cloud", simulator.base_url, "--no-mdns", "--with-parent"),
        *("--addresses", addresses_of_our_own()),
    ]
    for ending in ("input", "signal"):
        process = await asyncio.create_subprocess_exec(
            *PROGRAM, *options, cwd=ROOT, stdin=pipe, stdout=pipe
        )
        assert process.stdin is not None
        assert process.stdout is not None
        line = json.loads(await process.stdout.readline())
        assert line["control_url"].startswith("http://127.0.0.1:")
        if ending == "input":
            process.stdin.close()
        else:
            process.send_signal(signal.SIGTERM)
        assert await process.wait() == 0


async def test_large_home(socket_enabled: None, lan_process: LanProcess) -> None:
    """A hundred devices are there, each at an address of its own."""
    reach_devices()
    simulator = Simulator(large_home(300))
    await simulator.start()
    async with lan_process.playing(simulator) as lan:
        devices = [it for it in lan.devices.values() if it["host"]]
        assert len(devices) >= 100
        assert len({it["host"] for it in devices}) == len(devices)
    await simulator.stop()


async def test_it_waits_for_the_cloud(socket_enabled: None) -> None:
    """It may be started before the cloud, and be ended while it waits."""
    pipe = asyncio.subprocess.PIPE
    options = ("--cloud", "http://127.0.0.1:9", "--no-mdns", "--with-parent")
    process = await asyncio.create_subprocess_exec(
        *PROGRAM, *options, cwd=ROOT, stdin=pipe, stdout=pipe
    )
    assert process.stdin is not None
    process.stdin.close()
    assert await process.wait() == 0
