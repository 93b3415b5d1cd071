"""What a device does once: start anew, make a sound, report for a minute."""

from math import ceil
from typing import Final, override

from homeassistant.components.button import ButtonEntity, ButtonEntityDescription
from homeassistant.components.button.const import ButtonDeviceClass
from homeassistant.const import EntityCategory, Platform
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import ServiceValidationError
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from .api.errors import EwelinkError, EwelinkNotSentError
from .const import DOMAIN
from .coordinator import EwelinkConfigEntry, EwelinkCoordinator
from .devices.device import Device
from .devices.features import Action, LiveReadings, RadioSend
from .domain_data import DATA_SHARED
from .entity import EwelinkEntity, command
from .feature_entities import async_add_features, by_key

# The client queues the commands of each device by itself.
PARALLEL_UPDATES = 0

DESCRIPTIONS: Final = by_key(
    ButtonEntityDescription(
        key="force_shutdown",
        translation_key="force_shutdown",
        entity_category=EntityCategory.CONFIG,
    ),
    ButtonEntityDescription(
        key="live_readings",
        translation_key="live_readings",
        entity_category=EntityCategory.DIAGNOSTIC,
    ),
    ButtonEntityDescription(
        key="restart",
        device_class=ButtonDeviceClass.RESTART,
        entity_category=EntityCategory.CONFIG,
    ),
    ButtonEntityDescription(key="rf", translation_key="rf"),
    ButtonEntityDescription(key="sound_alarm", translation_key="sound_alarm"),
    ButtonEntityDescription(key="sound_bell", translation_key="sound_bell"),
)


async def async_setup_entry(
    hass: HomeAssistant,
    entry: EwelinkConfigEntry,
    async_add_entities: AddConfigEntryEntitiesCallback,
) -> None:
    """Add buttons, now and when devices appear."""
    async_add_features(
        entry,
        async_add_entities,
        Platform.BUTTON,
        {
            LiveReadings: EwelinkLiveReadings,
            RadioSend: EwelinkRadioButton,
            Action: EwelinkButton,
        },
        DESCRIPTIONS,
    )


class EwelinkActionEntity[ActionT: Action](EwelinkEntity[ActionT], ButtonEntity):
    """What all buttons share."""

    capability_attributes = None
    state_attributes = None
    supported_features = None
    unit_of_measurement = None


class EwelinkButton(EwelinkActionEntity[Action]):
    """Something that a device does once."""

    @override
    @command
    async def async_press(self) -> None:
        """Let the device do it."""
        await self.async_act(self.feature.encode())


class EwelinkRadioButton(EwelinkButton):
    """A key of a remote, which its bridge sends."""

    def __init__(
        self,
        coordinator: EwelinkCoordinator,
        device: Device,
        feature: RadioSend,
        description: ButtonEntityDescription,
    ) -> None:
        """Call it by its number, if it has no name."""
        super().__init__(coordinator, device, feature, description)
        self._attr_translation_placeholders = {"number": str(feature.number)}


class EwelinkLiveReadings(EwelinkActionEntity[LiveReadings]):
    """The request for live readings: now in the local network, else for a minute.

    The vendor blocked a project that kept sending it, so it is refused when it comes
    again within a minute (docs/protocol.md, "Live readings").
    """

    @override
    @command
    async def async_press(self) -> None:
        """Ask the meter itself, else have the cloud ask it to report for a minute."""
        meters = self.coordinator.local_meters
        if await meters.async_refresh(self.device, self.feature.channel):
            return
        requests = self.hass.data[DATA_SHARED].live_requests
        if (wait := requests.wait_for(self.device.id)) > 0:
            raise ServiceValidationError(
                translation_domain=DOMAIN,
                translation_key="live_readings_too_soon",
                translation_placeholders={
                    "device": self.device.name,
                    "seconds": str(ceil(wait)),
                },
            )
        requests.note(self.device.id)
        watch = self.coordinator.live_readings
        # The first reading may come before the answer.
        watch.async_asked(self.device)
        try:
            await self.async_act(self.feature.encode())
        except EwelinkError as err:
            watch.async_forget(self.device.id)
            if isinstance(err, EwelinkNotSentError):
                requests.forget(self.device.id)
            raise
