"""What a device has room for, and what it can hear."""

import pytest

from custom_components.ewelink.pairing import hotspot
from custom_components.ewelink.pairing.device import NewDevice
from custom_components.ewelink.pairing.wifi import AccessPoint, HomeWifi, WifiFault


@pytest.mark.parametrize(
    ("ssid", "password", "fault"),
    [
        pytest.param("Home", "12345678", None, id="shortest"),
        pytest.param("Home", "x" * 63, None, id="longest"),
        pytest.param("Home", "", None, id="open"),
        pytest.param("x" * 31, "12345678", None, id="long name"),
        pytest.param("ä" * 15, "12345678", None, id="30 bytes"),
        pytest.param("", "12345678", WifiFault.SSID_LENGTH, id="no name"),
        pytest.param("x" * 32, "12345678", WifiFault.SSID_LENGTH, id="32"),
        pytest.param("ä" * 16, "12345678", WifiFault.SSID_LENGTH, id="32 bytes"),
        pytest.param("Home", "1234567", WifiFault.PASSWORD_LENGTH, id="short"),
        pytest.param("Home", "x" * 64, WifiFault.PASSWORD_LENGTH, id="64"),
    ],
)
def test_fault(ssid: str, password: str, fault: WifiFault | None) -> None:
    """Names and passwords that do not fit are refused."""
    assert HomeWifi(ssid, password).fault() is fault


def test_faults_name_their_part() -> None:
    """Each fault tells which of the two it is about."""
    assert {fault.field for fault in WifiFault} == {"ssid", "password"}


def test_secrets_are_not_shown() -> None:
    """A network shows neither name nor password, a device neither key nor chip."""
    device = NewDevice(deviceid="10000000aa", apikey="secret-1", chipid="secret-2")
    shown = f"{HomeWifi('secret-3', 'secret-4')!r} {device!r}"
    assert "secret" not in shown


@pytest.mark.parametrize(
    ("frequency", "is_heard"), [(2412, True), (2484, True), (5180, False)]
)
def test_band(frequency: int, *, is_heard: bool) -> None:
    """Devices hear 2.4 GHz only."""
    point = AccessPoint(ssid="Home", strength=70, frequency=frequency)
    assert point.is_2_4_ghz is is_heard


@pytest.mark.parametrize(
    ("ssid", "is_hotspot"),
    [("ITEAD-10000000aa", True), ("ITEAD-", False), ("Home", False)],
)
def test_hotspot(ssid: str, *, is_hotspot: bool) -> None:
    """A hotspot is known by its name."""
    assert hotspot.is_hotspot(ssid) is is_hotspot


def test_digest() -> None:
    """It is the hash of id and key (docs/protocol.md, "Adding a device")."""
    device = NewDevice(
        deviceid="100000788a", apikey="8f2c1a50-0000-4000-8000-00000000abcd"
    )
    assert device.digest == (
        "d6eec789f22f38c7b117dd3d42efeb4add0602d9dbfb41dd2a81a00c19e5a49f"
    )
