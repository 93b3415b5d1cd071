"""A device that hears its Wi-Fi out of the air."""

import asyncio
from collections.abc import Iterator
import socket
from unittest.mock import patch

import pytest

from custom_components.ewelink.pairing import hotspot
from tests.home import Home
from tests.simulator.canaries import WIFI_PASSWORD, WIFI_SSID
from tests.simulator.hotspot import HotspotServer

from .test_failures import start
from .wizard import Wizard, wifi_of_home

# All of these listen on the port that devices answer to.
pytestmark = pytest.mark.xdist_group("touch")

SOURCE_IP = "homeassistant.components.network.async_get_source_ip"
ANSWER_PORT = 18266
TOTAL = 9 + len(WIFI_PASSWORD) + len(WIFI_SSID)


@pytest.fixture(autouse=True)
def lan_address() -> Iterator[None]:
    """Let the home's network be this host."""
    with patch(SOURCE_IP, autospec=True, return_value="127.0.0.1"):
        yield


@pytest.fixture
async def device(home: Home, monkeypatch: pytest.MonkeyPatch) -> HotspotServer:
    """Return a device that answers on this host when it has heard its Wi-Fi."""
    device = await start(home)
    monkeypatch.setattr(hotspot, "PORT", device.port)
    return device


async def hear_and_answer(total: int = TOTAL) -> None:
    """Answer as a device does that has heard all, more than once."""
    answer = bytes([total, *range(6), 127, 0, 0, 1])
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sender:
        for _ in range(10):
            await asyncio.sleep(0.03)
            sender.sendto(answer, ("127.0.0.1", ANSWER_PORT))


async def go(wizard: Wizard, **bssid: str) -> str:
    """Go through the wizard up to the Wi-Fi."""
    assert await wizard.begin("touch") == "touch"
    return await wizard.fill_in(**bssid)


@pytest.mark.parametrize("bssid", [{}, {"bssid": "02:00:5E:10:20:30"}])
async def test_device_is_there(
    home: Home, wizard: Wizard, device: HotspotServer, bssid: dict[str, str]
) -> None:
    """The same exchange follows at the address that the device answered with."""
    assert await go(wizard, **bssid) == "wifi"
    await wizard.fill_in(**wifi_of_home())
    await hear_and_answer()
    assert await wizard.settled() == "ended: device_added"
    assert device.given is not None
    await home.becomes("New lamp", "off")


async def test_nobody_hears(home: Home, wizard: Wizard, device: HotspotServer) -> None:
    """It is told, and one can try again."""
    await go(wizard)
    await wizard.fill_in(**wifi_of_home())
    assert await wizard.settled() == "failed"
    assert wizard.errors == {"base": "not_found"}
    assert device.requests == []
    assert await wizard.fill_in(next="try_again") == "touch"


async def test_answer_to_somebody_else(
    home: Home, wizard: Wizard, device: HotspotServer
) -> None:
    """An answer that tells another length is none."""
    await go(wizard)
    await wizard.fill_in(**wifi_of_home())
    await hear_and_answer(TOTAL - 1)
    assert await wizard.settled() == "failed"
    assert device.requests == []


async def test_dialog_closed_meanwhile(
    home: Home, wizard: Wizard, device: HotspotServer
) -> None:
    """Nothing is sent any more, and the port is free again."""
    await go(wizard)
    await wizard.fill_in(**wifi_of_home())
    await asyncio.sleep(0.05)
    await wizard.close()
    await home.hass.async_block_till_done()
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as free:
        free.bind(("127.0.0.1", ANSWER_PORT))


@pytest.mark.parametrize("bssid", ["12", "02:00:5e:10:20:3g", "02:00:5e:10:20:30:40"])
async def test_address_of_an_access_point_that_is_none(
    wizard: Wizard, bssid: str
) -> None:
    """It is refused, and can be left out."""
    assert await go(wizard, bssid=bssid) == "touch"
    assert wizard.errors == {"bssid": "not_bssid"}
    assert await wizard.fill_in() == "wifi"
