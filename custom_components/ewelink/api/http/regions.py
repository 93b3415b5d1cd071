"""Where the cloud's regions answer."""

from typing import Final
from urllib.parse import urlsplit

from ..errors import EwelinkConnectionError

REGIONS: Final = ("cn", "as", "us", "eu")

_DEFAULT_PORT: Final = 8080
_HIGHEST_PORT: Final = 65535


class Cloud:
    """The addresses of the vendor's cloud, or of one that keeps to its wire."""

    def __init__(self, base_url: str | None = None) -> None:
        """Use the vendor's hosts, or paths below one address."""
        self._base_url = base_url.rstrip("/") if base_url else None
        parts = urlsplit(self._base_url or "")
        self._plain_host = parts.hostname if parts.scheme == "http" else None

    def api_url(self, region: str) -> str:
        """Return the address the API's paths are appended to."""
        if self._base_url is not None:
            return f"{self._base_url}/{region}"
        return f"https://{region}-apia.coolkit.{_top_level(region)}"

    def dispatch_url(self, region: str) -> str:
        """Return the address that names the socket's host."""
        if self._base_url is not None:
            return f"{self._base_url}/{region}/dispatch/app"
        return f"https://{region}-dispa.coolkit.{_top_level(region)}/dispatch/app"

    @property
    def global_url(self) -> str:
        """Return the address of what is the same for all regions."""
        return self._base_url or "https://apia.coolkit.cn"

    @property
    def sign_in_page(self) -> str:
        """Return the address of the page that signs in for other programs."""
        base_url = self._base_url or "https://c2ccdn.coolkit.cc"
        return f"{base_url}/oauth/index.html"

    def websocket_url(self, domain: str, port: int | None) -> str:
        """Return the socket's address, which is safe unless our own address is not.

        Raises EwelinkConnectionError where a token would go to another host unsafely.
        """
        if port is None or not 0 < port <= _HIGHEST_PORT:
            port = _DEFAULT_PORT
        host = f"[{domain}]" if ":" in domain else domain
        if self._plain_host is None:
            return f"wss://{host}:{port}/api/ws"
        if domain.lower() != self._plain_host:
            message = "the cloud named a socket of another host"
            raise EwelinkConnectionError(message)
        return f"ws://{host}:{port}/api/ws"


def device_server(region: str) -> str:
    """Return the host that devices dial (docs/protocol.md, "Regions and hosts")."""
    return f"{region}-dispd.coolkit.{_top_level(region)}"


def _top_level(region: str) -> str:
    return "cn" if region == "cn" else "cc"
