"""A device of the field in a file: what it lists and reports, and what must come out.

See ``tests/cases``. An entity is written ``deviceid[#channel] domain [word]``; the word
is its key, translation key or device class. Without one it is no setting.
"""

from collections.abc import Iterator, Mapping
from functools import partial
import re
from typing import Any, Final

from custom_components.ewelink.const import DOMAIN
from homeassistant.const import EntityCategory
from homeassistant.helpers import device_registry as dr, entity_registry as er

from .home import Home, until
from .simulator.behaviours import Behaviour
from .simulator.model import Place, SimDevice
from .simulator.wire import Json

BRIDGE: Final = {"id": "10f1e1d0b0", "uiid": 168, "name": "Bridge", "params": {}}
TOLERANCE: Final = 0.005
MAC: Final = re.compile(r"(?!(00:){5}00)([0-9a-f]{2}:){5}[0-9a-f]{2}")


def furnish(home: Home, things: list[Json]) -> None:
    """Let the cloud list these things and no others."""
    world = home.simulator.cloud.world
    family = home.simulator.account.current_family
    world.devices.clear()
    world.groups.clear()
    bridged = any(it["params"].get("parentid") == BRIDGE["id"] for it in things)
    for index, it in enumerate([*([BRIDGE] if bridged else []), *things]):
        place = Place(family_id=family, index=index)
        world.devices[it["id"]] = _device(home, it, place)


def _device(home: Home, thing: Json, place: Place) -> SimDevice:
    extra = {"uiid": thing["uiid"], "mac": "", **thing.get("extra", {})}
    return SimDevice(
        device_id=thing["id"],
        name=thing["name"],
        uiid=thing["uiid"],
        apikey=home.simulator.account.apikey,
        place=place,
        params=thing["params"],
        behaviour=Behaviour(),
        online=thing.get("online", True),
        model=thing.get("model", ""),
        tags=thing.get("tags", {}),
        overrides={"extra": extra},
    )


class FieldCase:
    """Runs the steps of a case, one after the other."""

    def __init__(self, home: Home) -> None:
        """Run them in a home."""
        self._home = home
        self._entities = er.async_get(home.hass)
        self._devices = dr.async_get(home.hass)

    async def run(self, case: Json) -> None:
        """Set the account up and do all steps."""
        furnish(self._home, case["things"])
        await self._home.set_up()
        if wanted := case.get("enable"):
            for name in wanted:
                self._enable(name)
            await self._home.reload()
        for step in case["steps"]:
            await self._do(step)

    def _enable(self, name: str) -> None:
        entry = self._find(name)
        assert entry is not None, name
        self._entities.async_update_entity(entry.entity_id, disabled_by=None)

    async def _do(self, step: Json) -> None:
        match step:
            case {"expect": expected}:
                for name, value in expected.items():
                    await self._expect(name, value)
            case {"push": {"id": device_id, "params": params}}:
                self._home.simulator.push(device_id, params)
            case {"call": service}:
                await self._call(service, step)
            case {"registry": expected}:
                for identifier, facts in expected.items():
                    self._registered(identifier, facts)
            case _:
                raise ValueError(step)

    async def _expect(self, name: str, value: object) -> None:
        await until(partial(self._shows, name, value))

    def _shows(self, name: str, expected: object) -> bool:
        if expected == {"absent": True}:
            return self._find(name) is None
        entry = self._find(name)
        state = None if entry is None else self._home.hass.states.get(entry.entity_id)
        if state is None:
            return False
        match expected:
            case {"not": unwanted}:
                return not _is_like(state.state, unwanted)
            case {"state": wanted, "unit": unit}:
                is_unit = state.attributes.get("unit_of_measurement") == unit
                return is_unit and _is_like(state.state, wanted)
        return _is_like(state.state, expected)

    def _find(self, name: str) -> er.RegistryEntry | None:
        identifier, domain, *words = name.split()
        found = [it for it in self._entities_of(identifier) if it.domain == str(domain)]
        if not words:
            plain = (it for it in found if it.entity_category != EntityCategory.CONFIG)
            return next(plain, None)
        (word,) = words
        ways = (
            lambda it: _key(it) == word,
            lambda it: it.translation_key == word,
            lambda it: (it.device_class or it.original_device_class) == word,
        )
        return next((it for has in ways for it in found if has(it)), None)

    def _entities_of(self, identifier: str) -> Iterator[er.RegistryEntry]:
        device = self._registry_entry(identifier.replace("#", "_"))
        for it in er.async_entries_for_config_entry(
            self._entities, self._home.entry.entry_id
        ):
            if device is not None and it.device_id == device.id:
                yield it

    def _registry_entry(self, identifier: str) -> dr.AnyDeviceEntry | None:
        device_id, _, channel = identifier.partition("_")
        return self._home.find_device(device_id, int(channel) if channel else None)

    async def _call(self, service: str, step: Json) -> None:
        entry = self._find(step["entity"])
        assert entry is not None, step["entity"]
        device_id = step["entity"].split()[0].partition("#")[0]
        before = len(self._home.sent(device_id))
        domain, name = service.split(".")
        data = step.get("data", {})
        await self._home.call(name, entry.entity_id, domain=domain, **data)
        (sent,) = self._home.sent(device_id)[before:]
        assert _is_sent(sent, step["sends"]), sent

    def _registered(self, identifier: str, facts: Mapping[str, Any]) -> None:
        entry = self._registry_entry(identifier)
        assert entry is not None, identifier
        if "name" in facts:
            assert entry.name == facts["name"]
        if "named" in facts:
            assert (entry.name or "").strip()
        if isinstance(entry, dr.DeviceEntry):
            if "macs_valid" in facts:
                macs = [it for kind, it in entry.connections if kind == "mac"]
                assert all(map(MAC.fullmatch, macs)), macs
            if "parent" in facts:
                parent = self._registry_entry(facts["parent"])
                assert parent is not None
                assert entry.via_device_id == parent.id


def _key(entry: er.RegistryEntry) -> str:
    return entry.unique_id.removeprefix(f"{DOMAIN}_").partition("_")[2]


def _is_like(state: str, expected: object) -> bool:
    if isinstance(expected, str):
        return state == expected
    try:
        return abs(float(state) - float(str(expected))) <= TOLERANCE
    except ValueError:
        return False


def _is_sent(sent: object, expected: object) -> bool:
    """Return whether params are as told; outlets may come in any order."""
    if isinstance(expected, dict) and expected.keys() == {"min", "max", "step"}:
        low, high, step = expected["min"], expected["max"], expected["step"]
        is_number = isinstance(sent, int) and not isinstance(sent, bool)
        return is_number and low <= sent <= high and sent % step == 0
    if isinstance(expected, dict) and isinstance(sent, dict):
        return sent.keys() == expected.keys() and all(
            _is_sent(sent[key], value) for key, value in expected.items()
        )
    if isinstance(expected, list) and isinstance(sent, list):
        pairs = zip(_sorted(sent), _sorted(expected), strict=False)
        return len(sent) == len(expected) and all(_is_sent(*pair) for pair in pairs)
    return sent == expected and type(sent) is type(expected)


def _sorted(entries: list[Any]) -> list[Any]:
    return sorted(entries, key=lambda it: it.get("outlet", 0))
