"""Tests of the remotes of a radio bridge, which are devices within its own."""

from typing import Any, Final

from freezegun.api import FrozenDateTimeFactory

from custom_components.ewelink.const import DOMAIN
from homeassistant.core import HomeAssistant
from homeassistant.helpers import device_registry as dr, entity_registry as er
from homeassistant.helpers.device_registry import ChildDeviceEntry
from homeassistant.helpers.event import async_track_state_change_event

from ..home import Home

BRIDGE: Final = "RF bridge"
ALARM: Final = {"remote_type": "6", "name": "Alarm", "buttonName": [{"1": "Alarm"}]}


def _teach(home: Home, *remotes: Any, learned: tuple[int, ...] = (0, 1, 4, 5)) -> None:
    """Let the app know these remotes, of which the bridge has learned some keys."""
    bridge = home.sim(BRIDGE)
    bridge.tags["zyx_info"] = [*remotes, ALARM]
    bridge.params["rfList"] = [{"rfChl": it, "rfVal": "25A4"} for it in learned]


def _remote(home: Home, first: int) -> ChildDeviceEntry | None:
    return dr.async_get(home.hass).async_get_child_device_by_identifier(
        (DOMAIN, f"{home.sim(BRIDGE).device_id}_rf{first}"), home.entry.entry_id
    )


def _entities(home: Home, first: int) -> set[tuple[str, str]]:
    """Return domain and name of what a remote has."""
    remote = _remote(home, first)
    assert remote is not None
    entries = er.async_entries_for_device(er.async_get(home.hass), remote.id)
    return {(it.domain, it.original_name or "") for it in entries}


async def test_each_remote_is_a_device(home: Home) -> None:
    """It is known by its lowest channel, and called as in the app like its keys."""
    _teach(
        home,
        {"remote_type": "2", "name": "Fan", "buttonName": [{"5": "Off"}, {"4": "On"}]},
        {"remote_type": "1", "name": "Gate", "buttonName": [{"0": "Open"}]},
    )
    await home.set_up()
    fan, gate = _remote(home, 4), _remote(home, 0)
    assert fan is not None
    assert gate is not None
    assert (fan.name, gate.name) == ("Fan", "Gate")
    assert fan.parent_device_id == home.device(BRIDGE).id
    kinds = ("button", "event")
    assert _entities(home, 4) == {(it, key) for it in kinds for key in ("On", "Off")}
    assert _entities(home, 0) == {(it, "Open") for it in kinds}
    assert home.find_entity(BRIDGE, "rf_1") is None
    assert home.entity_id(BRIDGE, "alarm_1")


async def test_keys_without_names_of_their_own(home: Home) -> None:
    """One that has none is called by its number, and so is one that has another's."""
    keys = [{"5": ""}, {"6": "On"}, {"7": "On"}]
    _teach(
        home,
        {"remote_type": "3", "name": "Fan", "buttonName": keys},
        ALARM | {"buttonName": [{"8": "Alarm"}]},
        learned=(1, 5, 6, 7, 8),
    )
    await home.set_up()
    names = ("Button 1", "On", "On 2")
    kinds = ("button", "event")
    assert _entities(home, 5) == {(it, name) for it in kinds for name in names}
    registry = er.async_get(home.hass)
    alarms = [
        registry.async_get(home.entity_id(BRIDGE, f"alarm_{it}")) for it in (8, 1)
    ]
    assert [it and it.original_name for it in alarms] == ["Alarm", "Alarm 2"]


async def test_only_what_was_learned_exists(home: Home) -> None:
    """A key that is named comes once it is learned, and a remote with its first one."""
    fan = {"remote_type": "2", "name": "Fan", "buttonName": [{"4": "On"}, {"5": "Off"}]}
    _teach(home, fan, learned=(0, 1))
    await home.set_up()
    assert _remote(home, 4) is None
    assert home.find_entity(BRIDGE, "rf_5") is None

    learned = [{"rfChl": it, "rfVal": "25A4"} for it in (0, 1, 5)]
    home.simulator.push(BRIDGE, {"rfList": learned})
    await home.delivered()
    await home.hass.async_block_till_done(wait_background_tasks=False)
    assert _entities(home, 4) == {("button", "Off"), ("event", "Off")}


async def test_names_follow_the_app(home: Home, freezer: FrozenDateTimeFactory) -> None:
    """What is renamed in the app is renamed here, and stays the same entity."""
    gate = {"remote_type": "1", "name": "Gate", "buttonName": [{"0": "Open"}]}
    _teach(home, gate)
    await home.set_up()
    entity_id = home.find_entity(BRIDGE, "rf_0")
    _teach(home, gate | {"name": "Drive", "buttonName": [{"0": "Let in"}]})
    await home.read_list(freezer)
    remote = _remote(home, 0)
    assert remote is not None
    assert remote.name == "Drive"
    assert _entities(home, 0) == {("button", "Let in"), ("event", "Let in")}
    assert home.find_entity(BRIDGE, "rf_0") == entity_id


async def test_remotes_that_are_gone(
    home: Home, freezer: FrozenDateTimeFactory, hass: HomeAssistant
) -> None:
    """What two lists in a row do not name is removed; no list without any name does."""
    gate = {"remote_type": "1", "name": "Gate", "buttonName": [{"0": "Open"}]}
    fan = {"remote_type": "1", "name": "Fan", "buttonName": [{"4": "On"}]}
    _teach(home, gate, fan)
    await home.set_up()
    home.sim(BRIDGE).tags = {}
    for _ in range(3):
        await home.read_list(freezer)
    assert _remote(home, 4) is not None

    _teach(home, gate)
    await home.read_list(freezer)
    assert _remote(home, 4) is not None
    await home.read_list(freezer)
    assert _remote(home, 4) is None
    assert hass.states.get("event.fan_on") is None
    assert _entities(home, 0) == {("button", "Open"), ("event", "Open")}
    _teach(home, gate, fan)
    await home.read_list(freezer)
    assert _entities(home, 4) == {("button", "On"), ("event", "On")}


async def test_the_last_remote_that_is_gone(
    home: Home, freezer: FrozenDateTimeFactory
) -> None:
    """Also where nothing but sensors is left."""
    _teach(home, {"remote_type": "1", "name": "Fan", "buttonName": [{"4": "On"}]})
    await home.set_up()
    _teach(home)
    for _ in range(2):
        await home.read_list(freezer)
    assert _remote(home, 4) is None


async def test_lowest_channel_that_is_another(
    home: Home, freezer: FrozenDateTimeFactory
) -> None:
    """The remote stays the same device, with what the user has made of it."""
    keys = [{"5": "Off"}, {"7": "Faster"}]
    fan = {"remote_type": "2", "name": "Fan", "buttonName": keys}
    _teach(home, fan, learned=(1, 5, 7))
    await home.set_up()
    first = _remote(home, 5)
    assert first is not None
    dr.async_get(home.hass).async_update_child_device(first.id, name_by_user="Mine")
    for lowest, more in ((4, [{"4": "On"}, *keys]), (7, keys[1:])):
        learned = (1, *(int(it) for key in more for it in key))
        _teach(home, fan | {"buttonName": more}, learned=learned)
        home.simulator.push(BRIDGE, {"rfList": home.sim(BRIDGE).params["rfList"]})
        for _ in range(3):
            await home.read_list(freezer)
        found = _remote(home, lowest)
        assert found is not None
        assert (found.id, found.name_by_user) == (first.id, "Mine")


async def test_other_keys_stay(home: Home, freezer: FrozenDateTimeFactory) -> None:
    """One key more, or another name, lets the others of the remote alone."""
    keys = [{"4": "On"}, {"5": "Off"}]
    fan = {"remote_type": "2", "name": "Fan", "buttonName": keys}
    _teach(home, fan, learned=(1, 4, 5, 6))
    await home.set_up()
    entity_id = home.entity_id(BRIDGE, "rf_4")
    states: list[str] = []
    async_track_state_change_event(
        home.hass, entity_id, lambda event: states.append(event.data["entity_id"])
    )
    _teach(
        home,
        fan | {"buttonName": [keys[0], {"5": "Out"}, {"6": "Faster"}]},
        learned=(1, 4, 5, 6),
    )
    await home.read_list(freezer)
    assert home.find_entity(BRIDGE, "rf_6") is not None
    assert states == []


async def test_keys_that_are_gone(home: Home, freezer: FrozenDateTimeFactory) -> None:
    """A key goes like a remote does, and a sensor, be it forgotten or not learned."""
    fan = {"remote_type": "2", "name": "Fan", "buttonName": [{"4": "On"}, {"5": "Off"}]}
    _teach(home, fan)
    await home.set_up()
    _teach(home, fan | {"buttonName": [{"4": "On"}]})
    await home.read_list(freezer)
    assert home.find_entity(BRIDGE, "rf_5") is not None
    await home.read_list(freezer)
    assert home.find_entity(BRIDGE, "rf_5") is None
    assert home.find_entity(BRIDGE, "alarm_1") is not None

    _teach(home, fan, learned=(5,))
    for _ in range(2):
        await home.read_list(freezer)
    found = {it: home.find_entity(BRIDGE, it) for it in ("rf_4", "rf_5", "alarm_1")}
    assert {it for it in found if found[it]} == {"rf_5"}


async def test_a_remote_can_be_removed_by_hand_once_it_is_gone(
    home: Home, freezer: FrozenDateTimeFactory
) -> None:
    """One that the app names stays; one that it does not may go."""
    fan = {"remote_type": "1", "name": "Fan", "buttonName": [{"4": "On"}]}
    _teach(home, fan)
    await home.set_up()
    has = home.coordinator.inventory.presence.has
    identifier = f"{home.sim(BRIDGE).device_id}_rf4"
    assert has(identifier)
    _teach(home)
    await home.read_list(freezer)
    assert not has(identifier)
