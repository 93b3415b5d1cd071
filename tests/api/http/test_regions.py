"""The addresses of the cloud."""

import pytest

from custom_components.ewelink.api.errors import EwelinkConnectionError
from custom_components.ewelink.api.http.regions import Cloud


def test_hosts_of_the_vendor() -> None:
    """China has hosts of its own."""
    cloud = Cloud()
    assert cloud.api_url("cn") == "https://cn-apia.coolkit.cn"
    assert cloud.api_url("eu") == "https://eu-apia.coolkit.cc"
    assert cloud.dispatch_url("cn") == "https://cn-dispa.coolkit.cn/dispatch/app"
    assert cloud.dispatch_url("as") == "https://as-dispa.coolkit.cc/dispatch/app"
    assert cloud.websocket_url("x.y", 443) == "wss://x.y:443/api/ws"


@pytest.mark.parametrize(
    ("base_url", "scheme"), [("http://host:1/", "ws"), ("https://host:1", "wss")]
)
def test_paths_below_one_address(base_url: str, scheme: str) -> None:
    """Regions are paths below a given address; the socket is as safe as it is."""
    cloud = Cloud(base_url)
    base = base_url.rstrip("/")
    assert cloud.api_url("us") == f"{base}/us"
    assert cloud.dispatch_url("us") == f"{base}/us/dispatch/app"
    assert cloud.websocket_url("host", 2) == f"{scheme}://host:2/api/ws"


@pytest.mark.parametrize("port", [None, 0, -1, 70000])
def test_port_that_cannot_be(port: int | None) -> None:
    """Without a usable port the vendor's default is taken."""
    assert Cloud().websocket_url("::1", port) == "wss://[::1]:8080/api/ws"


@pytest.mark.parametrize("domain", ["elsewhere", "host.elsewhere", "10.0.0.1", "::1"])
def test_plain_socket_of_another_host(domain: str) -> None:
    """Where nothing is encrypted the socket is at the very host that was given."""
    with pytest.raises(EwelinkConnectionError):
        Cloud("http://host:1").websocket_url(domain, 2)
    assert Cloud("https://host").websocket_url(domain, 2).startswith("wss://")
    assert Cloud("http://HOST:1").websocket_url("Host", 2) == "ws://Host:2/api/ws"
