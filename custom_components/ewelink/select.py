"""Settings with named options."""

from typing import Final, override

from homeassistant.components.select import SelectEntity, SelectEntityDescription
from homeassistant.const import EntityCategory, Platform
from homeassistant.core import HomeAssistant
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from .coordinator import EwelinkConfigEntry
from .devices.features import Choice
from .entity import EwelinkEntity, command
from .feature_entities import async_add_features, by_key

# The client queues the commands of each device by itself.
PARALLEL_UPDATES = 0


def _setting(key: str) -> SelectEntityDescription:
    return SelectEntityDescription(
        key=key,
        translation_key=key,
        entity_category=EntityCategory.CONFIG,
        entity_registry_enabled_default=False,
    )


DESCRIPTIONS: Final = by_key(
    _setting("motor_direction"),
    _setting("power_on_state"),
    _setting("siren_volume"),
    _setting("temperature_unit"),
)


async def async_setup_entry(
    hass: HomeAssistant,
    entry: EwelinkConfigEntry,
    async_add_entities: AddConfigEntryEntitiesCallback,
) -> None:
    """Add selects, now and when devices appear."""
    async_add_features(
        entry,
        async_add_entities,
        Platform.SELECT,
        {Choice: EwelinkSelect},
        DESCRIPTIONS,
    )


class EwelinkSelect(EwelinkEntity[Choice], SelectEntity):
    """A setting with named options."""

    @property
    @override
    def options(self) -> list[str]:
        """Return the options that the feature has."""
        return self.feature.names

    @property
    @override
    def current_option(self) -> str | None:
        """Return the option that is chosen."""
        return self.feature.decode(self.device.params)

    @override
    @command
    async def async_select_option(self, option: str) -> None:
        """Choose an option."""
        await self.async_command(self.feature.encode(option, self.device.params))
