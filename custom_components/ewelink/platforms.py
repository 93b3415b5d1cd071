"""Which platform shows which kind of feature: the one table of it."""

from collections.abc import Mapping
from typing import Final

from homeassistant.const import Platform

from .devices.features import (
    Action,
    AlarmPanel,
    Choice,
    Climate,
    Connection,
    Contact,
    Cover,
    Fan,
    Feature,
    Firmware,
    FromHistory,
    Humidifier,
    Light,
    Online,
    OwnTimers,
    Presses,
    RadioRemote,
    Reading,
    Setting,
    Siren,
    State,
    Toggle,
    Valve,
)

KINDS: Final[Mapping[Platform, tuple[type[Feature], ...]]] = {
    Platform.ALARM_CONTROL_PANEL: (AlarmPanel,),
    Platform.BINARY_SENSOR: (Contact, Online),
    Platform.BUTTON: (Action,),
    Platform.CLIMATE: (Climate,),
    Platform.COVER: (Cover,),
    Platform.EVENT: (Presses,),
    Platform.FAN: (Fan,),
    Platform.HUMIDIFIER: (Humidifier,),
    Platform.LIGHT: (Light,),
    Platform.NUMBER: (Setting,),
    Platform.REMOTE: (RadioRemote,),
    Platform.SELECT: (Choice,),
    Platform.SENSOR: (Connection, FromHistory, OwnTimers, Reading, State),
    Platform.SIREN: (Siren,),
    Platform.SWITCH: (Toggle,),
    Platform.UPDATE: (Firmware,),
    Platform.VALVE: (Valve,),
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
