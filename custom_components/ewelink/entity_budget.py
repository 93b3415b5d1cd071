"""How many entities are enabled: Home Assistant suffers where there are too many.

The main ones of all devices come first. Of the others those that do not fit are added
disabled: settings and diagnostics before any sensor. What the registry holds already
stays as it is, and counts as it is.
"""

import asyncio
from collections.abc import Iterable, Mapping
from itertools import batched
from statistics import fmean
from typing import Final

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import entity_registry as er

from .const import DOMAIN
from .devices.device import Device
from .devices.features import OF_EVERY_DEVICE
from .entity_ranks import Admission, Asked, EntityKey, Follow, Rank, Wanted, admitted
from .inventory.inventory import Inventory
from .issues import async_tell_disabled

# Home Assistant refuses more than 10,000 of one entry.
MOST_ENABLED: Final = 9_500
# More than a thing has on the average of most homes.
_ENABLED_PER_THING: Final = 8
# Home Assistant adds entities without a pause.
_DEVICES_AT_ONCE: Final = 100


class EntityBudget:
    """The entities of one entry that wait until it is known what others there are.

    None waits where all fit for certain. Else those that are no main ones do, until all
    platforms have asked, and the list was read to its end.
    """

    def __init__(
        self,
        hass: HomeAssistant,
        entry: ConfigEntry,
        inventory: Inventory,
        budgets: Mapping[str, EntityBudget],
        *,
        is_listed: bool,
    ) -> None:
        """Start where nothing waits; ``budgets`` are those of all entries."""
        self._hass = hass
        self._entry = entry
        self._inventory = inventory
        self._budgets = budgets
        self._registry = er.async_get(hass)
        self._is_listed = is_listed
        # Whether all entities fit for certain, so that none need be asked about.
        self.has_room = True
        self._waiting: dict[EntityKey, Asked] = {}
        self._decided: dict[EntityKey, Admission] = {}
        # Enabled, but it may take Home Assistant a moment to register them.
        self._coming: dict[EntityKey, Device] = {}
        # Added disabled, now or before a restart.
        self._left_off: set[EntityKey] = set()
        # Devices, by id, that show something.
        self._served: set[str] = set()

    @property
    def unlisted(self) -> int:
        """Return how many things the list is still to tell of."""
        inventory = self._inventory
        announced = inventory.pushes.list_read.announced
        return max(announced - len(inventory.devices), 0)

    @callback
    def async_begin(self, devices: Iterable[Device]) -> None:
        """Find out, before platforms are told of devices, whether all fit."""
        if not self.has_room:
            return
        most = {it.id: _most_entities(it) for it in devices}
        expected = max(_ENABLED_PER_THING, fmean(most.values() or (0,)))
        unlisted = sum(it.unlisted for it in self._budgets.values())
        new = sum(most.values()) + unlisted * expected
        self.has_room = enabled_entities(self._hass) + new <= MOST_ENABLED
        if not self.has_room:
            self._served.update(self._inventory.devices.keys() - most.keys())

    @callback
    def async_admit(self, asked: Asked) -> Admission:
        """Return whether an entity that a platform has not added yet is added now."""
        if self.has_room or not asked.is_common:
            return Admission.BY_DEFAULT
        key, rank = asked.key, asked.rank
        if (decided := self._decided.pop(key, None)) is not None:
            return decided
        registered = self._registered(key)
        if _is_left_off(registered):
            if rank is not Rank.MAIN:
                self._left_off.add(key)
            return Admission.BY_DEFAULT
        if registered is None:
            if rank is not Rank.MAIN:
                self._waiting[key] = asked
                return Admission.LATER
            self._coming[key] = asked.device
        if rank is not Rank.OTHER:
            self._served.add(asked.device.id)
        return Admission.BY_DEFAULT

    @callback
    def async_listed(self) -> None:
        """Decide, now that the list was read to its end."""
        self._is_listed = True
        self.async_settle()
        async_tell(self._hass, self._budgets)

    @callback
    def async_settle(self, _devices: Iterable[Device] = ()) -> None:
        """Decide about what waits, now that all platforms have asked."""
        if not self._is_listed or not self._waiting:
            return
        waiting = [it for it in self._waiting.values() if self._is_there(it.device)]
        self._waiting = {}
        positions = {it: number for number, it in enumerate(self._inventory.devices)}
        wanted = [
            Wanted(it.rank, positions[it.device.id], it.order, it.key) for it in waiting
        ]
        served = {positions[it] for it in self._served & positions.keys()}
        granted = admitted(wanted, served, MOST_ENABLED - self._taken())
        for asked in waiting:
            self._decide(asked, is_granted=asked.key in granted)
        waiting.sort(key=lambda it: positions[it.device.id])
        self._entry.async_create_background_task(
            self._hass, self._add(waiting), f"{DOMAIN} entities"
        )

    def _decide(self, asked: Asked, *, is_granted: bool) -> None:
        if not is_granted:
            self._decided[asked.key] = Admission.DISABLED
            self._left_off.add(asked.key)
            return
        self._decided[asked.key] = Admission.BY_DEFAULT
        self._coming[asked.key] = asked.device
        if asked.rank is Rank.SENSOR:
            self._served.add(asked.device.id)

    async def _add(self, waiting: list[Asked]) -> None:
        """Let platforms ask again, with pauses for what else is to be done."""
        follows: dict[Device, set[Follow]] = {}
        for asked in waiting:
            follows.setdefault(asked.device, set()).add(asked.follow)
        for some in batched(follows, _DEVICES_AT_ONCE, strict=False):
            there = [it for it in some if self._is_there(it)]
            for follow in {follow for it in there for follow in follows[it]}:
                follow([it for it in there if follow in follows[it]])
            await asyncio.sleep(0)
        for asked in waiting:
            if not self._is_there(asked.device):
                self._decided.pop(asked.key, None)
        async_tell(self._hass, self._budgets)

    def _is_there(self, device: Device) -> bool:
        return self._inventory.devices.get(device.id) is device

    def _taken(self) -> int:
        """Return how many entities are enabled, or will be in a moment."""
        coming = sum(it.async_coming() for it in self._budgets.values())
        return enabled_entities(self._hass) + coming

    @callback
    def async_coming(self) -> int:
        """Return how many enabled ones the registry does not hold yet."""
        self._coming = {
            key: device
            for key, device in self._coming.items()
            if self._is_there(device) and self._registered(key) is None
        }
        return len(self._coming)

    @callback
    def async_left_off(self) -> int:
        """Return how many entities are disabled because they did not fit."""
        self._left_off = {
            it for it in self._left_off if _is_left_off(self._registered(it))
        }
        return len(self._left_off)

    def _registered(self, key: EntityKey) -> er.RegistryEntry | None:
        platform, unique_id = key
        entity_id = self._registry.async_get_entity_id(platform, DOMAIN, unique_id)
        return None if entity_id is None else self._registry.async_get(entity_id)


def _most_entities(device: Device) -> int:
    """Return how many entities a device has at the most, its firmware's included."""
    return len(OF_EVERY_DEVICE) + len(device.features) + 1


def _is_left_off(registered: er.RegistryEntry | None) -> bool:
    return (
        registered is not None
        and registered.disabled_by is er.RegistryEntryDisabler.INTEGRATION
    )


def enabled_entities(hass: HomeAssistant) -> int:
    """Return how many enabled entities all entries have together."""
    counted = er.async_get(hass).entities.get_enabled_count_for_config_entry_id
    entries = hass.config_entries.async_entries(DOMAIN)
    return sum(counted(entry.entry_id) for entry in entries)


@callback
def async_tell(hass: HomeAssistant, budgets: Mapping[str, EntityBudget]) -> None:
    """Tell how many entities did not fit, as long as they would not."""
    left_off = sum(it.async_left_off() for it in budgets.values())
    is_over = enabled_entities(hass) + left_off > MOST_ENABLED
    async_tell_disabled(hass, left_off if is_over else 0, MOST_ENABLED)
