"""Water valves."""

from typing import Final, override

from homeassistant.components.valve.const import ValveDeviceClass, ValveEntityFeature
from homeassistant.components.valve.entity import ValveEntity, ValveEntityDescription
from homeassistant.const import Platform
from homeassistant.core import HomeAssistant
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from .coordinator import EwelinkConfigEntry
from .devices.features import Valve
from .entity import EwelinkEntity, command
from .feature_entities import async_add_features, by_key

# The client queues the commands of each device by itself.
PARALLEL_UPDATES = 0

DESCRIPTIONS: Final = by_key(
    ValveEntityDescription(
        key="valve",
        name=None,
        device_class=ValveDeviceClass.WATER,
        reports_position=False,
    )
)


async def async_setup_entry(
    hass: HomeAssistant,
    entry: EwelinkConfigEntry,
    async_add_entities: AddConfigEntryEntitiesCallback,
) -> None:
    """Add valves, now and when devices appear."""
    async_add_features(
        entry,
        async_add_entities,
        Platform.VALVE,
        {Valve: EwelinkValve},
        DESCRIPTIONS,
    )


class EwelinkValve(EwelinkEntity[Valve], ValveEntity):
    """A valve that is open or not."""

    _attr_supported_features = ValveEntityFeature.OPEN | ValveEntityFeature.CLOSE

    @property
    @override
    def is_closed(self) -> bool | None:
        """Return whether no water runs."""
        is_open = self.feature.decode(self.device.params)
        return None if is_open is None else not is_open

    @override
    @command
    async def async_open_valve(self) -> None:
        """Let water run."""
        await self.async_command(self.feature.encode(True, self.device.params))

    @override
    @command
    async def async_close_valve(self) -> None:
        """Let no more water run."""
        await self.async_command(self.feature.encode(False, self.device.params))
