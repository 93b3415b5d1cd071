"""What moves from SonoffLAN to us, and what stays: planned before anything moves."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any, Final, Self

from ..api.wire import as_array, as_object, as_text
from ..devices.device import Device
from ..devices.features import OF_ANY_DEVICE, OF_EVERY_DEVICE, Feature
from ..identifiers import unique_id
from ..platforms import platform_of
from ..sonoff_ids import NAMELESS, identities

type Features = Mapping[tuple[str, str], Feature]

_PAIR: Final = 2


@dataclass(frozen=True, slots=True)
class TheirEntity:
    """An entity of SonoffLAN: its id in the registry, and what a user knows it by."""

    id: str
    domain: str
    unique_id: str
    label: str
    name: str | None
    original_name: str | None
    area_id: str | None


@dataclass(frozen=True, slots=True)
class TheirDevice:
    """A device of SonoffLAN, as the registry holds it; ``id`` is the registry's."""

    id: str
    deviceid: str
    entry_id: str
    label: str
    area_id: str | None
    identifiers: tuple[tuple[str, str], ...]
    connections: tuple[tuple[str, str], ...]
    entities: tuple[TheirEntity, ...]


@dataclass(frozen=True, slots=True)
class EntityMove:
    """How one entity moves; ``child`` is the channel that takes its area.

    ``nameless`` tells that it has no name with us beside that of its device.
    """

    id: str
    before: str
    after: str
    nameless: bool
    child: str | None
    name: str | None
    original_name: str | None
    area_id: str | None
    labels: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DeviceMove:
    """How one device moves, with its entities; others of it are let ``stay``."""

    id: str
    deviceid: str
    entry_id: str
    area_id: str | None
    identifiers: tuple[tuple[str, str], ...]
    connections: tuple[tuple[str, str], ...]
    entities: tuple[EntityMove, ...]
    stay: tuple[str, ...]

    @classmethod
    def from_dict(cls, stored: Mapping[str, Any]) -> Self:
        """Return what was stored. Raises KeyError or TypeError."""
        moves = tuple(
            EntityMove(**{**it, "labels": tuple(it["labels"])})
            for it in stored["entities"]
        )
        return cls(
            **{
                **stored,
                "identifiers": _pairs(stored["identifiers"]),
                "connections": _pairs(stored["connections"]),
                "entities": moves,
                "stay": tuple(stored["stay"]),
            }
        )


@dataclass(frozen=True, slots=True)
class Plan:
    """All that moves; ``staying`` are the names of entities without a counterpart.

    ``foreign`` are the names of their devices that are not among ours.
    """

    devices: tuple[DeviceMove, ...] = ()
    staying: tuple[str, ...] = ()
    foreign: tuple[str, ...] = ()

    @property
    def moves(self) -> tuple[EntityMove, ...]:
        """Return how entities move."""
        return tuple(it for move in self.devices for it in move.entities)

    @property
    def entry_ids(self) -> frozenset[str]:
        """Return SonoffLAN's entries that something moves from."""
        return frozenset(it.entry_id for it in self.devices)

    def to_list(self) -> list[dict[str, Any]]:
        """Return what moves, to be stored."""
        return [_jsonable(asdict(it)) for it in self.devices]

    @classmethod
    def from_list(cls, stored: object) -> Self:
        """Return what was stored. Raises KeyError or TypeError."""
        found = (as_object(it) or {} for it in as_array(stored) or ())
        return cls(tuple(DeviceMove.from_dict(it) for it in found))


def read_plan(stored: object) -> Plan:
    """Return a plan that was stored, an empty one where it cannot be read."""
    try:
        return Plan.from_list(stored)
    except KeyError, TypeError:
        return Plan()


def make_plan(theirs: Iterable[TheirDevice], ours: Mapping[str, Device]) -> Plan:
    """Plan what moves to our devices, which are by deviceid."""
    theirs = tuple(theirs)
    shared = [(it, ours[it.deviceid]) for it in theirs if it.deviceid in ours]
    moves = [_device_move(their, device) for their, device in shared]
    concerned = {it.entry_id for it in moves}
    return Plan(
        devices=tuple(moves),
        staying=tuple(
            entity.label
            for move, (their, _) in zip(moves, shared, strict=True)
            for entity in their.entities
            if entity.id in move.stay
        ),
        foreign=tuple(
            it.label
            for it in theirs
            if it.deviceid not in ours and it.entry_id in concerned
        ),
    )


def _device_move(their: TheirDevice, device: Device) -> DeviceMove:
    features = _features_of(device)
    taken: set[tuple[str, str]] = set()
    moves = []
    # The one without a tail goes first, where two would lead to the same.
    for entity in sorted(their.entities, key=lambda it: (it.domain, it.unique_id)):
        feature = _counterpart(their, device, entity, features)
        place = (entity.domain, feature.identity if feature else "")
        if feature is not None and place not in taken:
            taken.add(place)
            moves.append(_entity_move(entity, device, feature))
    moved = {it.id for it in moves}
    return DeviceMove(
        id=their.id,
        deviceid=their.deviceid,
        entry_id=their.entry_id,
        area_id=their.area_id,
        identifiers=their.identifiers,
        connections=their.connections,
        entities=tuple(moves),
        stay=tuple(it.id for it in their.entities if it.id not in moved),
    )


def _features_of(device: Device) -> Features:
    """Return all that a device of this kind may show, by platform and identity."""
    every = (*OF_EVERY_DEVICE, *device.type.features, *OF_ANY_DEVICE)
    placed = ((platform_of(it), it) for it in every)
    return {(str(on), it.identity): it for on, it in placed if on is not None}


def _counterpart(
    their: TheirDevice, device: Device, entity: TheirEntity, features: Features
) -> Feature | None:
    device_id, _, tail = entity.unique_id.partition("_")
    if device_id != their.deviceid:
        return None
    named = identities(entity.domain, tail, device.thing.uiid)
    found = (features.get((entity.domain, it)) for it in named)
    return next((it for it in found if it is not None), None)


def _entity_move(entity: TheirEntity, device: Device, feature: Feature) -> EntityMove:
    return EntityMove(
        id=entity.id,
        before=entity.unique_id,
        after=unique_id(device, feature.identity),
        nameless=feature.key in NAMELESS,
        child=feature.child if feature.child in device.children() else None,
        name=entity.name,
        original_name=entity.original_name,
        area_id=entity.area_id,
    )


def _jsonable(value: Any) -> Any:
    """Return a value as it is once it was stored and read again."""
    if isinstance(value, dict):
        return {key: _jsonable(it) for key, it in value.items()}
    return [_jsonable(it) for it in value] if isinstance(value, tuple) else value


def _pairs(stored: object) -> tuple[tuple[str, str], ...]:
    found = (as_array(it) or () for it in as_array(stored) or ())
    texts = (tuple(as_text(part) or "" for part in it) for it in found)
    return tuple((it[0], it[1]) for it in texts if len(it) == _PAIR)
