"""Security modes of control panels."""

from typing import Final, override

from homeassistant.components.alarm_control_panel import (
    AlarmControlPanelEntity,
    AlarmControlPanelEntityDescription,
)
from homeassistant.components.alarm_control_panel.const import (
    AlarmControlPanelEntityFeature,
    AlarmControlPanelState,
)
from homeassistant.const import Platform
from homeassistant.core import HomeAssistant
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from .coordinator import EwelinkConfigEntry
from .devices.features import AlarmPanel
from .entity import EwelinkEntity, command
from .feature_entities import async_add_features, by_key

# The client queues the commands of each device by itself.
PARALLEL_UPDATES = 0

DESCRIPTIONS: Final = by_key(
    AlarmControlPanelEntityDescription(key="alarm_control_panel", name=None),
)


async def async_setup_entry(
    hass: HomeAssistant,
    entry: EwelinkConfigEntry,
    async_add_entities: AddConfigEntryEntitiesCallback,
) -> None:
    """Add alarm control panels, now and when devices appear."""
    async_add_features(
        entry,
        async_add_entities,
        Platform.ALARM_CONTROL_PANEL,
        {AlarmPanel: EwelinkAlarmPanel},
        DESCRIPTIONS,
    )


class EwelinkAlarmPanel(EwelinkEntity[AlarmPanel], AlarmControlPanelEntity):
    """A panel that guards the home in one of three ways."""

    _attr_code_arm_required = False
    _attr_supported_features = (
        AlarmControlPanelEntityFeature.ARM_HOME
        | AlarmControlPanelEntityFeature.ARM_AWAY
        | AlarmControlPanelEntityFeature.ARM_NIGHT
    )

    @property
    @override
    def alarm_state(self) -> AlarmControlPanelState | None:
        """Return the mode, None while unknown."""
        mode = self.feature.decode(self.device.params)
        return None if mode is None else AlarmControlPanelState(mode)

    @override
    async def async_alarm_disarm(self, code: str | None = None) -> None:
        """Guard no more."""
        await self._async_set(AlarmControlPanelState.DISARMED)

    @override
    async def async_alarm_arm_home(self, code: str | None = None) -> None:
        """Guard while somebody is at home."""
        await self._async_set(AlarmControlPanelState.ARMED_HOME)

    @override
    async def async_alarm_arm_away(self, code: str | None = None) -> None:
        """Guard while nobody is at home."""
        await self._async_set(AlarmControlPanelState.ARMED_AWAY)

    @override
    async def async_alarm_arm_night(self, code: str | None = None) -> None:
        """Guard while everybody sleeps."""
        await self._async_set(AlarmControlPanelState.ARMED_NIGHT)

    @command
    async def _async_set(self, mode: AlarmControlPanelState) -> None:
        await self.async_command(self.feature.encode(mode, self.device.params))
