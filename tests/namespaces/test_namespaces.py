"""The exchange with devices at the addresses they really have, over real interfaces.

Whatever is missing for that on a machine is a failure here, no reason to skip.
"""

from typing import Any

import pytest

from tests.simulator.canaries import WIFI_PASSWORD, WIFI_SSID

from .play import play

GIVEN = {
    "ssid": WIFI_SSID,
    "password": WIFI_PASSWORD,
    "serverName": "as-dispd.coolkit.cc",
    "port": 443,
}


def run(scenario: str) -> Any:
    """Play a scenario of a host to pair from, and return what came of it."""
    return play("host", scenario)


@pytest.mark.parametrize("profile", ["colink", "esp8266_old", "reset_after_ap"])
def test_device_at_its_own_address(profile: str) -> None:
    """A device at 10.10.7.1 has its Wi-Fi, through the interface that was named."""
    result = run(f"plain {profile}")
    assert result["failure"] is None
    assert result["device"]["given"] == GIVEN


def test_device_of_the_second_generation() -> None:
    """It is told nothing."""
    result = run("plain encrypted")
    assert result["failure"] == "encrypted"
    assert not any(it.startswith("POST") for it in result["device"]["requests"])


def test_router_with_the_address_of_the_device() -> None:
    """The password goes to the device; the router hears nothing at all."""
    result = run("collision bound")
    assert result["failure"] is None
    assert result["device"]["given"] == GIVEN
    assert result["router"]["requests"] == []


def test_without_the_interface_the_router_is_asked() -> None:
    """What the test above proves would go wrong otherwise."""
    result = run("collision unbound")
    assert result["failure"] == "not_ewelink"
    assert result["device"]["requests"] == []
    assert len(result["router"]["requests"]) == 1


@pytest.mark.parametrize(
    ("kind", "addresses"), [("spare", ["10.10.7.2"]), ("uplink", ["192.168.77.20"])]
)
def test_whole_visit(kind: str, addresses: list[str]) -> None:
    """NetworkManager joins and leaves; what the host was before it is again."""
    result = run(f"network manager {kind}")
    assert result["failure"] is None
    assert result["stages"] == ["joining", "returning", "waiting"]
    assert result["device"]["given"] == GIVEN
    assert result["is_as_before"]
    assert result["addresses"] == addresses
