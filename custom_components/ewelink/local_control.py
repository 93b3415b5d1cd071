"""What a user chose about the local network, as an entry's options hold it.

Whatever the options hold is read: what is none of ours counts as not chosen.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from ipaddress import IPv6Address, ip_address
import re
from typing import Final, Self, override

from .api.link import LinkedDevice
from .api.ways import Way
from .api.wire import Params, as_bool, as_object

# Where devices listen, unless somebody says otherwise.
USUAL_PORT: Final = 8081

_PORTS: Final = range(1, 65536)
_NAME: Final = re.compile(
    r"(?=.{1,253}$)[a-z0-9_]([a-z0-9_-]{0,62})?(\.[a-z0-9_]([a-z0-9_-]{0,62})?)*\.?",
    re.IGNORECASE,
)
_DIGITS: Final = re.compile(r"[0-9]{1,5}", re.ASCII)


@dataclass(frozen=True, slots=True)
class TypedAddress:
    """Where a user says that a device is: a numeric address or a name."""

    host: str
    port: int = USUAL_PORT

    @classmethod
    def read(cls, text: object) -> Self | None:
        """Return what `host` or `host:port` says, None where it is neither."""
        if not isinstance(text, str):
            return None
        host, digits = _split(text.strip())
        if digits is None:
            return None if (read := _host(host)) is None else cls(read)
        port = int(digits) if _DIGITS.fullmatch(digits) else 0
        read = _host(host)
        return None if read is None or port not in _PORTS else cls(read, port)

    @override
    def __str__(self) -> str:
        """Return it as it is typed; the usual port is left out."""
        if self.port == USUAL_PORT:
            return self.host
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{host}:{self.port}"


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalControl:
    """The way of the account, those of ``devices`` with another, and where some are.

    ``keep_offline`` lets be kept what a start without internet needs.
    """

    way: Way = Way.AUTO
    devices: Mapping[str, Way] = field(default_factory=dict)
    addresses: Mapping[str, TypedAddress] = field(default_factory=dict, repr=False)
    keep_offline: bool = True

    @classmethod
    def from_options(cls, told: object) -> Self:
        """Return what an option tells; as usual is what it does not."""
        options = as_object(told) or {}
        ways = as_object(options.get("devices")) or {}
        places = as_object(options.get("addresses")) or {}
        kept = as_bool(options.get("keep_offline"))
        addresses = {key: TypedAddress.read(it) for key, it in places.items()}
        return cls(
            way=_way(options.get("way")) or Way.AUTO,
            devices={key: way for key, it in ways.items() if (way := _way(it))},
            addresses={key: it for key, it in addresses.items() if it is not None},
            keep_offline=True if kept is None else kept,
        )

    @property
    def as_option(self) -> Params:
        """Return what an option holds; what is as usual is left out."""
        option: Params = {}
        if self.way is not Way.AUTO:
            option["way"] = self.way.value
        if self.devices:
            option["devices"] = {key: it.value for key, it in self.devices.items()}
        if self.addresses:
            option["addresses"] = {key: str(it) for key, it in self.addresses.items()}
        if not self.keep_offline:
            option["keep_offline"] = False
        return option

    def way_of(self, device_id: str) -> Way:
        """Return what is chosen for a device: its own way, or the account's."""
        return self.devices.get(device_id, self.way)

    def way_to(self, device: LinkedDevice) -> Way:
        """Return the way to a device; what is behind a bridge goes the bridge's."""
        return self.way_of(device.thing.parent_id or device.id)

    def with_device_way(self, device_id: str, way: Way | None) -> Self:
        """Return the same with another way of a device, None for the account's."""
        ways = {key: it for key, it in self.devices.items() if key != device_id}
        return replace(self, devices=ways if way is None else ways | {device_id: way})

    def with_address(self, device_id: str, address: TypedAddress | None) -> Self:
        """Return the same with another address of a device, None for none."""
        others = {key: it for key, it in self.addresses.items() if key != device_id}
        new = {} if address is None else {device_id: address}
        return replace(self, addresses=others | new)


def _way(told: object) -> Way | None:
    return next((it for it in Way if it == told), None)


def _split(text: str) -> tuple[str, str | None]:
    """Return the host and the port of what was typed, None for no port."""
    if text.startswith("["):
        host, bracket, rest = text[1:].partition("]")
        if not bracket or (rest and not rest.startswith(":")):
            return "", None
        return host, rest[1:] if rest else None
    if text.count(":") > 1:
        return text, None
    host, colon, port = text.partition(":")
    return host, port if colon else None


def _host(text: str) -> str | None:
    """Return a host that can be asked, None for what is no address and no name."""
    try:
        address = ip_address(text)
    except ValueError:
        is_number = text.rstrip(".").rpartition(".")[2].isdigit()
        is_name = _NAME.fullmatch(text) is not None and not is_number
        return text.lower() if is_name else None
    if isinstance(address, IPv6Address) and address.scope_id is not None:
        return None
    return str(address)
