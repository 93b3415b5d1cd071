"""Which addresses a record may name."""

from hypothesis import given, strategies as st
import pytest

from custom_components.ewelink.api.lan.addresses import AddressRule, checked_port


@pytest.mark.parametrize(
    "address",
    ["10.0.0.1", "172.16.5.4", "172.31.255.1", "192.168.1.9", "169.254.1.1", "fd00::1"],
)
def test_private(address: str) -> None:
    """Addresses of a home network are taken."""
    assert AddressRule().checked(address) == address


@pytest.mark.parametrize(
    "address",
    [
        pytest.param("8.8.8.8", id="public"),
        pytest.param("172.32.0.1", id="public beside private"),
        pytest.param("127.0.0.1", id="own host"),
        pytest.param("::1", id="own host, IPv6"),
        pytest.param("fe80::1", id="link-local IPv6"),
        pytest.param("fe80::1%eth0", id="with its scope"),
        pytest.param("fd00::1%eth0", id="unique local with a scope"),
        pytest.param("2001:db8::1", id="public IPv6"),
        pytest.param("::ffff:8.8.8.8", id="mapped"),
        pytest.param("0.0.0.0", id="none"),  # noqa: S104 - is refused
        pytest.param("224.0.0.251", id="multicast"),
        pytest.param("example.com", id="name"),
        pytest.param("192.168.1.9:80", id="with a port"),
        pytest.param("", id="nothing"),
    ],
)
def test_refused(address: str) -> None:
    """Nothing makes us call elsewhere."""
    assert AddressRule().checked(address) is None


def test_own_host_where_allowed() -> None:
    """A cloud on the own host has its devices there, too."""
    rule = AddressRule(allow_loopback=True)

    assert rule.checked("127.0.0.5") == "127.0.0.5"
    assert rule.checked("::1") == "::1"
    assert rule.checked("8.8.8.8") is None


def test_mapped_private_address() -> None:
    """It is the IPv4 address that is called."""
    assert AddressRule().checked("::ffff:10.0.0.1") == "10.0.0.1"


@given(st.text(max_size=45) | st.ip_addresses().map(str))
def test_whatever_is_announced(text: str) -> None:
    """Nothing raises."""
    AddressRule().checked(text)


def test_ports() -> None:
    """A port has two bytes."""
    assert checked_port(8081) == 8081
    assert checked_port(0) is None
    assert checked_port(65536) is None
