"""What a user chose about local control, as the options of an entry hold it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Self

from .api.ways import Way
from .api.wire import as_bool, as_object

CONF_ADDRESSES: Final = "addresses"
CONF_DEVICES: Final = "devices"
CONF_KEEP_OFFLINE: Final = "keep_offline"
CONF_WAY: Final = "way"


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalControl:
    """The way for the account, and by deviceid those that are others.

    ``addresses`` are typed in, as a host or ``host:port``. ``keep_offline`` lets what a
    start without internet needs be kept.
    """

    way: Way = Way.AUTO
    devices: Mapping[str, Way] = field(default_factory=dict)
    addresses: Mapping[str, str] = field(default_factory=dict, repr=False)
    keep_offline: bool = True

    @classmethod
    def from_options(cls, options: object) -> Self:
        """Read what the options hold; what cannot be read is as if not chosen."""
        told = as_object(options) or {}
        ways = {key: _way(it) for key, it in _members(told, CONF_DEVICES).items()}
        addresses = _members(told, CONF_ADDRESSES)
        keep_offline = as_bool(told.get(CONF_KEEP_OFFLINE))
        return cls(
            way=_way(told.get(CONF_WAY)) or Way.AUTO,
            devices={key: it for key, it in ways.items() if it is not None},
            addresses={
                key: it for key, it in addresses.items() if isinstance(it, str) and it
            },
            keep_offline=True if keep_offline is None else keep_offline,
        )

    def way_of(self, device_id: str) -> Way:
        """Return the way for a device."""
        return self.devices.get(device_id, self.way)


def _members(told: Mapping[str, Any], key: str) -> Mapping[str, object]:
    return as_object(told.get(key)) or {}


def _way(value: object) -> Way | None:
    return next((it for it in Way if it == value), None)
