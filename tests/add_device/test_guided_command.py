"""The command of the guided way, run against simulated devices, and its line pasted."""

import asyncio
from pathlib import Path

import pytest

from tests.home import Home
from tests.pairing.commands import NAME, PASSWORD, posix
from tests.pairing.terminal import Terminal
from tests.simulator.canaries import WIFI_PASSWORD, WIFI_SSID
from tests.simulator.hotspot import HotspotServer

from .test_failures import start
from .wizard import Wizard

SERVER = "as-dispd.coolkit.cc"


def run(folder: Path, device: HotspotServer, *, asks: bool) -> str:
    """Paste the command into a terminal, answer it, and return all it printed."""
    text = posix(device.address, server=SERVER)
    with Terminal("dash", folder) as terminal:
        terminal.run("-c", text)
        if asks:
            terminal.wait_for(NAME)
            terminal.type(f"{WIFI_SSID}\r")
            terminal.wait_for(PASSWORD)
            terminal.type(f"{WIFI_PASSWORD}\r")
        terminal.wait()
        assert WIFI_PASSWORD.encode() not in terminal.started_with
        assert WIFI_PASSWORD not in terminal.output
        return terminal.output


@pytest.mark.parametrize("profile", ["colink", "esp8266_old", "guide", "error_1"])
async def test_from_the_command_to_the_device(
    home: Home, wizard: Wizard, tmp_path: Path, profile: str
) -> None:
    """What the command printed is pasted as it stands, and the device is there."""
    device = await start(home, profile)
    await wizard.begin("guided")
    await wizard.choose("guided_posix")
    printed = await asyncio.to_thread(run, tmp_path, device, asks=True)
    assert await wizard.fill_in(line=printed) == "name"
    await wizard.fill_in(name="New lamp")
    assert await wizard.settled() == "ended: device_added"
    await home.becomes("New lamp", "off")


@pytest.mark.parametrize(
    ("profile", "told"),
    [("encrypted", "encrypted"), ("html", "not an eWeLink device")],
)
async def test_device_that_cannot_be_added(
    home: Home, wizard: Wizard, tmp_path: Path, profile: str, told: str
) -> None:
    """The command says so before it asks for anything."""
    device = await start(home, profile)
    printed = await asyncio.to_thread(run, tmp_path, device, asks=False)
    assert told in printed
    assert "ewelink-pairing:" not in printed
