"""Where a Wi-Fi password may be sent."""

import pytest

from custom_components.ewelink.pairing.addresses import Address


@pytest.mark.parametrize(
    ("text", "host", "port"),
    [
        pytest.param("10.10.7.1", "10.10.7.1", 80, id="hotspot"),
        pytest.param(" 192.168.1.1 ", "192.168.1.1", 80, id="blanks"),
        pytest.param("172.16.4.2:8081", "172.16.4.2", 8081, id="port"),
        pytest.param("127.0.0.1:9", "127.0.0.1", 9, id="loopback"),
        pytest.param("169.254.7.7", "169.254.7.7", 80, id="link-local"),
    ],
)
def test_near(text: str, host: str, port: int) -> None:
    """An address of this site is taken."""
    assert Address.parse(text) == Address(host, port)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "8.8.8.8",
        "172.32.0.1",
        "100.64.0.1",
        "192.0.2.1",
        "198.18.0.1",
        "203.0.113.9",
        "0.1.2.3",
        "240.0.0.1",
        "0.0.0.0",  # noqa: S104
        "255.255.255.255",
        "224.0.0.1",
        "example.com",
        "localhost",
        "fe80::1",
        "10.10.7.1:",
        "10.10.7.1:0",
        "10.10.7.1:65536",
        f"10.10.7.1:{'1' * 5000}",
        "10.10.7.1:80:80",
        "10.10.7.1:-1",
        "10.10.7.1:²",
        "10.10.7.1/24",
        "user@10.10.7.1",
        "10.10.7.1@8.8.8.8",
        "010.10.7.1",
        "10.10.7",
    ],
)
def test_elsewhere(text: str) -> None:
    """What is not surely of this site is refused."""
    assert Address.parse(text) is None
