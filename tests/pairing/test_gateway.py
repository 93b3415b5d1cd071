"""Where a hotspot that this host is in has its device."""

from pathlib import Path

import pytest

from custom_components.ewelink.pairing import gateway

HEADER = "Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\n"
HOME = "eth0\t00000000\t014DA8C0\t0003\t0\t0\t100\t00000000\n"
OF_HOME = "eth0\t004DA8C0\t00000000\t0001\t0\t0\t100\t00FFFFFF\n"
HOTSPOT = "wlan0\t00000000\t01070A0A\t0003\t0\t0\t600\t00000000\n"
OTHER_HOTSPOT = "wlan0\t00000000\t0101A8C0\t0003\t0\t0\t600\t00000000\n"


@pytest.mark.parametrize(
    ("routes", "interfaces", "expected"),
    [
        pytest.param(HOME + OF_HOME, [], None, id="home"),
        pytest.param(HOME + HOTSPOT, [], "10.10.7.1", id="known address"),
        pytest.param(HOME + OTHER_HOTSPOT, [], None, id="unknown address"),
        pytest.param(HOME + OTHER_HOTSPOT, ["wlan0"], "192.168.1.1", id="interface"),
        pytest.param("", ["wlan0"], None, id="none"),
    ],
)
def test_gateway(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    routes: str,
    interfaces: list[str],
    expected: str | None,
) -> None:
    """It is known by the interface's network, or by its address."""
    table = tmp_path / "route"
    table.write_text(HEADER + routes)
    monkeypatch.setattr(gateway, "_ROUTES", table)
    assert gateway.hotspot_gateway(interfaces) == expected


def test_host_without_such_a_table(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is known then."""
    monkeypatch.setattr(gateway, "_ROUTES", tmp_path / "none")
    assert gateway.hotspot_gateway(["wlan0"]) is None
