"""Curtains, shutters, garage doors and gates."""

from collections.abc import Mapping
from functools import partial
from time import monotonic
from typing import Any, Final, override

from homeassistant.components.cover import (
    ATTR_POSITION,
    CoverDeviceClass,
    CoverEntity,
    CoverEntityDescription,
    CoverEntityFeature,
)
from homeassistant.const import Platform
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

from .api.messages import Origin
from .api.wire import Params
from .coordinator import EwelinkConfigEntry, EwelinkCoordinator
from .devices.device import Device
from .devices.features import Cover
from .devices.features.cover import (
    MOVEMENT_SECONDS,
    STILL,
    Course,
    Move,
    Movement,
    Order,
)
from .entity import WaitingEntity, command
from .feature_entities import async_add_features, by_key

# The client queues the commands of each device by itself.
PARALLEL_UPDATES = 0

DESCRIPTIONS: Final = by_key(
    CoverEntityDescription(
        key="cover", name=None, device_class=CoverDeviceClass.SHUTTER
    )
)

_MOVES: Final = (
    CoverEntityFeature.OPEN | CoverEntityFeature.CLOSE | CoverEntityFeature.STOP
)
_POSITIONS: Final = _MOVES | CoverEntityFeature.SET_POSITION


async def async_setup_entry(
    hass: HomeAssistant,
    entry: EwelinkConfigEntry,
    async_add_entities: AddConfigEntryEntitiesCallback,
) -> None:
    """Add covers, now and when devices appear."""
    async_add_features(
        entry,
        async_add_entities,
        Platform.COVER,
        {Cover: EwelinkCover},
        DESCRIPTIONS,
    )


class EwelinkCover(WaitingEntity[Cover], CoverEntity):
    """A motor that opens and closes.

    Where it stands is read once for each change, as each state asks for it several
    times; how it moves is told by messages and by commands, by params only at first.
    """

    _course: Course = STILL
    _until = 0.0

    def __init__(
        self,
        coordinator: EwelinkCoordinator,
        device: Device,
        feature: Cover,
        description: CoverEntityDescription,
    ) -> None:
        """Take the class from the feature."""
        super().__init__(coordinator, device, feature, description)
        self._attr_device_class = CoverDeviceClass(feature.kind)
        self._stand = feature.stand(device.params)

    @property
    @override
    def supported_features(self) -> CoverEntityFeature:
        """Return what the cover can do, which a calibration may change."""
        takes_position = self.feature.target is not None and self._stand.has_limits
        return _POSITIONS if takes_position else _MOVES

    @property
    @override
    def current_cover_position(self) -> int | None:
        """Return the position."""
        return None if self.feature.target is None else self._stand.position

    @property
    @override
    def is_closed(self) -> bool | None:
        """Return whether it is closed."""
        return self._stand.is_closed

    @property
    @override
    def is_opening(self) -> bool:
        """Return whether it opens."""
        return self._course.movement is Movement.OPENING and self.is_before

    @property
    @override
    def is_closing(self) -> bool:
        """Return whether it closes."""
        return self._course.movement is Movement.CLOSING and self.is_before

    @property
    @override
    def until(self) -> float:
        """Return when the movement ends if nothing more is heard of it."""
        return self._until

    @override
    async def async_added_to_hass(self) -> None:
        """Begin with where the cover stands by now, and whether it is on its way."""
        self._stand = self.feature.stand(self.device.params)
        self._take(self.feature.course(self.device.params))
        await super().async_added_to_hass()

    @callback
    @override
    def async_wake(self) -> None:
        self._stand = self.feature.stand(self.device.params)
        super().async_wake()

    @callback
    @override
    def async_hear(self, params: Mapping[str, object], origin: Origin) -> None:
        """Follow the course that a message tells of."""
        before = self._present
        course = self.feature.heard(params, origin, self._stand, before)
        self._async_follow(before, course)

    @property
    def _present(self) -> Course:
        """Return the course, which is over once nothing was heard for a while."""
        is_moving = self._course.movement is not None and self.is_before
        return self._course if is_moving else STILL

    def _take(self, course: Course) -> None:
        self._course = course
        if course.movement is not None:
            self._until = monotonic() + MOVEMENT_SECONDS

    @callback
    def _async_follow(self, before: Course, course: Course) -> None:
        self._take(course)
        if course.movement is before.movement:
            return
        # Where the message moves the cover too, its readers are woken after this.
        if self.feature.stand(self.device.params) == self._stand:
            self.async_wake()

    async def _async_send(self, order: Order) -> None:
        await self.async_act(
            self.feature.encode(order), on_done=partial(self._async_begin, order)
        )

    @callback
    def _async_begin(self, order: Order, _sent: Params) -> None:
        before = self._present
        self._async_follow(before, self.feature.begun(order, self._stand, before))

    @override
    @command
    async def async_open_cover(self, **kwargs: Any) -> None:
        """Open."""
        await self._async_send(Move.OPEN)

    @override
    @command
    async def async_close_cover(self, **kwargs: Any) -> None:
        """Close."""
        await self._async_send(Move.CLOSE)

    @override
    @command
    async def async_stop_cover(self, **kwargs: Any) -> None:
        """Stop where it is."""
        await self._async_send(Move.STOP)

    @override
    @command
    async def async_set_cover_position(self, **kwargs: Any) -> None:
        """Go to a position."""
        await self._async_send(int(kwargs[ATTR_POSITION]))
