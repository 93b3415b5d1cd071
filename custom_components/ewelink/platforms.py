"""Which platform shows which kind of feature: the one table of it."""

from collections.abc import Mapping
from typing import Final

from homeassistant.const import Platform

from .devices.features import (
    Choice,
    Climate,
    Connection,
    Contact,
    Fan,
    Feature,
    Humidifier,
    LiveReadings,
    Online,
    Reading,
    Setting,
    State,
    Toggle,
)

KINDS: Final[Mapping[Platform, tuple[type[Feature], ...]]] = {
    Platform.BINARY_SENSOR: (Contact, Online),
    Platform.BUTTON: (LiveReadings,),
    Platform.CLIMATE: (Climate,),
    Platform.FAN: (Fan,),
    Platform.HUMIDIFIER: (Humidifier,),
    Platform.NUMBER: (Setting,),
    Platform.SELECT: (Choice,),
    Platform.SENSOR: (Connection, Reading, State),
    Platform.SWITCH: (Toggle,),
}
PLATFORMS: Final = list(KINDS)


_BY_KIND: dict[type[Feature], Platform | None] = {}


def platform_of(feature: Feature) -> Platform | None:
    """Return the platform that shows a feature, None where none does."""
    kind = type(feature)
    if kind not in _BY_KIND:
        _BY_KIND[kind] = next(
            (it for it, kinds in KINDS.items() if issubclass(kind, kinds)), None
        )
    return _BY_KIND[kind]
