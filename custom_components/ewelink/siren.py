"""Sirens, which sound on request and end by themselves."""

from functools import partial
from time import monotonic
from typing import Any, Final, override

from homeassistant.components.siren import SirenEntity, SirenEntityDescription
from homeassistant.components.siren.const import (
    ATTR_DURATION,
    ATTR_TONE,
    ATTR_VOLUME_LEVEL,
    SirenEntityFeature,
)
from homeassistant.const import Platform
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from .api.messages import Origin
from .api.wire import Params, ReadOnlyParams
from .coordinator import EwelinkConfigEntry
from .devices.features import Siren
from .entity import WaitingEntity, command
from .feature_entities import async_add_features, by_key

# The client queues the commands of each device by itself.
PARALLEL_UPDATES = 0

DESCRIPTIONS: Final = by_key(
    SirenEntityDescription(key="buzzer", translation_key="buzzer"),
    SirenEntityDescription(key="siren", name=None),
)
# Nobody has shown how to stop one.
FEATURES: Final = (
    SirenEntityFeature.TURN_ON
    | SirenEntityFeature.VOLUME_SET
    | SirenEntityFeature.DURATION
)


async def async_setup_entry(
    hass: HomeAssistant,
    entry: EwelinkConfigEntry,
    async_add_entities: AddConfigEntryEntitiesCallback,
) -> None:
    """Add sirens, now and when devices appear."""
    async_add_features(
        entry,
        async_add_entities,
        Platform.SIREN,
        {Siren: EwelinkSiren},
        DESCRIPTIONS,
    )


class EwelinkSiren(WaitingEntity[Siren], SirenEntity):
    """A siren: after a command it sounds until its report, or until its time is up."""

    _until = 0.0

    @property
    @override
    def until(self) -> float:
        """Return when what it was last told to do is over."""
        return self._until

    @property
    @override
    def supported_features(self) -> SirenEntityFeature:
        """Return what can be asked for; not every one lets its tone be chosen."""
        return FEATURES | SirenEntityFeature.TONES if self._tones else FEATURES

    @property
    @override
    def available_tones(self) -> list[int | str]:
        """Return the tones that can be chosen."""
        return list(self._tones)

    @property
    def _tones(self) -> tuple[str, ...]:
        return self.feature.offered(self.device.params)

    @property
    @override
    def is_on(self) -> bool | None:
        """Return whether it sounds, None while unknown."""
        return self.is_before or self.feature.decode(self.device.params)

    @callback
    @override
    def async_hear(self, params: ReadOnlyParams, origin: Origin) -> None:
        """Believe what the device reports, also where that is what it was before."""
        if self.is_before and self.feature.decode(params) is not None:
            self._async_sound(0)

    @override
    @command
    async def async_turn_on(self, **kwargs: Any) -> None:
        """Let it sound."""
        encode = partial(
            self.feature.encode,
            tone=kwargs.get(ATTR_TONE),
            level=kwargs.get(ATTR_VOLUME_LEVEL),
            seconds=kwargs.get(ATTR_DURATION),
        )
        await self.async_act(encode, on_done=self._async_begin)

    @callback
    def _async_begin(self, sent: Params) -> None:
        self._async_sound(self.feature.seconds(sent))

    @callback
    def _async_sound(self, seconds: float) -> None:
        """Show that it sounds for a time from now on, which may be none."""
        self._until = monotonic() + seconds
        if self._cancel_wait is not None:
            self._cancel_wait()
            self._cancel_wait = None
        self.async_wake()
