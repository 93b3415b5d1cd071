"""Radio bridges, which send what they have learned, and learn more."""

import asyncio
from collections.abc import Iterable
from itertools import product
from typing import Any, Final, override

from homeassistant.components.remote import RemoteEntity, RemoteEntityDescription
from homeassistant.components.remote.const import (
    ATTR_COMMAND_TYPE,
    ATTR_DELAY_SECS,
    ATTR_DEVICE,
    ATTR_NUM_REPEATS,
    ATTR_TIMEOUT,
    DEFAULT_DELAY_SECS,
    DEFAULT_NUM_REPEATS,
    RemoteEntityFeature,
)
from homeassistant.const import ATTR_COMMAND, Platform
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError, ServiceValidationError
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from .api.wire import as_name
from .const import DOMAIN
from .coordinator import EwelinkConfigEntry
from .devices.features import RadioRemote
from .devices.features.radio import MOST_REPEATS, transmission
from .devices.sendable import (
    Code,
    key_of,
    known_name,
    meant_by,
    meant_of_remote,
    of_remote,
    remote_names,
    sendable,
)
from .entity import EwelinkEntity, command
from .feature_entities import async_add_features, by_key
from .radio_learning import CAPTURE_SECONDS, async_capture, async_free_channel
from .radio_names import async_name_keys

# The client queues the commands of each device by itself.
PARALLEL_UPDATES = 0

DESCRIPTIONS: Final = by_key(
    # The bridge itself.
    RemoteEntityDescription(key="remote", name=None),
)

_RADIO: Final = "rf"
_NONE: Final = "-"


async def async_setup_entry(
    hass: HomeAssistant,
    entry: EwelinkConfigEntry,
    async_add_entities: AddConfigEntryEntitiesCallback,
) -> None:
    """Add remotes, now and when devices appear."""
    async_add_features(
        entry,
        async_add_entities,
        Platform.REMOTE,
        {RadioRemote: EwelinkRemote},
        DESCRIPTIONS,
    )


class EwelinkRemote(EwelinkEntity[RadioRemote], RemoteEntity):
    """A radio bridge, which is always on."""

    _attr_is_on = True
    _attr_supported_features = RemoteEntityFeature.LEARN_COMMAND

    @override
    async def async_turn_on(self, **kwargs: Any) -> None:
        """Do nothing: it is on."""

    @override
    async def async_turn_off(self, **kwargs: Any) -> None:
        """Stay on: an error would stop whoever turns off a whole area."""

    @override
    @command
    async def async_send_command(self, command: Iterable[str], **kwargs: Any) -> None:
        """Send keys by name, or channels by number, as often as is asked for."""
        codes = self._codes(command, kwargs.get(ATTR_DEVICE))
        delay = max(0.0, kwargs.get(ATTR_DELAY_SECS, DEFAULT_DELAY_SECS))
        repeats = kwargs.get(ATTR_NUM_REPEATS, DEFAULT_NUM_REPEATS)
        if repeats > MOST_REPEATS:
            raise ServiceValidationError(
                translation_domain=DOMAIN,
                translation_key="radio_too_many_repeats",
                translation_placeholders={"most": str(MOST_REPEATS)},
            )
        for index, (_, code) in enumerate(product(range(repeats), codes)):
            if index:
                await asyncio.sleep(delay)
            await self.async_act(transmission(code.channel))

    def _codes(self, commands: Iterable[str], remote_name: str | None) -> list[Code]:
        """Return what is to be sent. Raises ServiceValidationError."""
        if remote_name is not None:
            remote_name = as_name(remote_name) or ""
            if known_name(self.device.thing, remote_name) is None:
                raise ServiceValidationError(
                    translation_domain=DOMAIN,
                    translation_key="radio_remote_unknown",
                    translation_placeholders={
                        "device": self.device.name,
                        "remote": remote_name,
                        "known": ", ".join(remote_names(self.device.thing)) or _NONE,
                    },
                )
        return [self._code(as_name(it) or "", remote_name) for it in commands]

    def _code(self, command: str, remote_name: str | None) -> Code:
        known = sendable(self.device.thing, self.device.params)
        if remote_name is None:
            found = meant_by(command, known)
        else:
            found = meant_of_remote(command, known, remote_name)
            known = of_remote(known, remote_name)
        if not found:
            raise ServiceValidationError(
                translation_domain=DOMAIN,
                translation_key="radio_code_unknown",
                translation_placeholders={
                    "device": self.device.name,
                    "command": command,
                    "known": _listed(known),
                },
            )
        if len(found) > 1:
            raise ServiceValidationError(
                translation_domain=DOMAIN,
                translation_key="radio_code_ambiguous",
                translation_placeholders={
                    "device": self.device.name,
                    "command": command,
                    "found": _listed(found),
                },
            )
        return found[0]

    @override
    @command
    async def async_learn_command(self, **kwargs: Any) -> None:
        """Learn keys of a remote one after the other, and name each at once."""
        if kwargs.get(ATTR_COMMAND_TYPE, _RADIO) != _RADIO:
            raise ServiceValidationError(
                translation_domain=DOMAIN,
                translation_key="radio_only",
                translation_placeholders={"device": self.device.name},
            )
        remote_name = as_name(kwargs.get(ATTR_DEVICE))
        names = [as_name(it) for it in kwargs.get(ATTR_COMMAND, ())]
        if remote_name is None or not names or None in names:
            raise ServiceValidationError(
                translation_domain=DOMAIN,
                translation_key="radio_names_needed",
                translation_placeholders={"device": self.device.name},
            )
        for name in filter(None, names):
            await self._learn(
                remote_name, name, kwargs.get(ATTR_TIMEOUT, CAPTURE_SECONDS)
            )

    async def _learn(self, remote_name: str, name: str, seconds: float) -> None:
        """Learn one key; one that has its channel already is learned anew."""
        if (key := key_of(self.device.thing, remote_name, name)) is not None:
            await async_capture(self.coordinator, self.device, key.channel, seconds)
            return
        channel = await async_free_channel(self.coordinator, self.device)
        if channel is None:
            raise HomeAssistantError(
                translation_domain=DOMAIN,
                translation_key="radio_full",
                translation_placeholders={"device": self.device.name},
            )
        await async_capture(self.coordinator, self.device, channel, seconds)
        await async_name_keys(
            self.coordinator, self.device, remote_name, {channel: name}
        )


def _listed(codes: Iterable[Code]) -> str:
    return ", ".join(it.label for it in codes) or _NONE
