"""What the tests of the pairing library share."""

from collections.abc import AsyncGenerator, Iterator
from pathlib import Path

import pytest

from custom_components.ewelink.pairing.addresses import Address
from custom_components.ewelink.pairing.device import NewDevice
from custom_components.ewelink.pairing.exchange import Exchange, Pace
from custom_components.ewelink.pairing.http import DeviceHttp
from custom_components.ewelink.pairing.wifi import HomeWifi
from tests.simulator.canaries import WIFI_PASSWORD, WIFI_SSID
from tests.simulator.hotspot import HotspotServer

from .terminal import SHELLS, Terminal

SERVER = "as-dispd.coolkit.cc"
QUICK = Pace(within=2, between=0.02, request=1)
# Firmware that can be paired, however it behaves meanwhile.
TAKES_WIFI = (
    "esp8266_old",
    "colink",
    "guide",
    "slow",
    "reset_after_ap",
    "reset_before_answer",
    "error_1",
)
WIFI = HomeWifi(WIFI_SSID, WIFI_PASSWORD)


@pytest.fixture
async def http(socket_enabled: None) -> AsyncGenerator[DeviceHttp]:
    """Return what talks to devices."""
    async with DeviceHttp(seconds=QUICK.request) as http:
        yield http


def exchange_with(http: DeviceHttp, device: HotspotServer) -> Exchange:
    """Return an exchange with a device."""
    return Exchange(http, [address_of(device)], QUICK)


def address_of(device: HotspotServer) -> Address:
    """Return where a device is."""
    return Address(device.host, device.port)


def known(device: HotspotServer) -> NewDevice:
    """Return a device as it would tell of itself."""
    sim = device.device
    return NewDevice(deviceid=sim.device_id, apikey=sim.devicekey, chipid=sim.chip_id)


@pytest.fixture(params=SHELLS)
def terminal(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Terminal]:
    """Return a terminal with each of the shells that there are."""
    with Terminal(request.param, tmp_path) as made:
        yield made
