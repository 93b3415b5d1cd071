"""Meters are asked in their own network for figures that somebody sees."""

from collections.abc import Iterator
from typing import Any

import pytest

from custom_components.ewelink.api.lan.polling import LivePoll
from custom_components.ewelink.devices.rows import TYPES
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers import entity_registry as er
from tests.home import Home, until
from tests.lan_simulator.process import LanSimulator
from tests.lan_simulator.rows import OF_STACK, add_stack
from tests.local_home import connect, heard, network_of, peer_of

METER = "Washing machine"
ANSWERING = "Desk"
STACK = OF_STACK.name
LIVE = ("power", "voltage", "current")


def _asked(home: Home, device: str) -> LivePoll | None:
    """Return how a meter is asked, None where it is not."""
    poll = network_of(home).lan.polling._polls.get(home.sim(device).device_id)
    return None if poll is None else poll.how


async def _found(home: Home, lan: LanSimulator, device: str) -> None:
    """Let a device be reached at its address, though it tells nothing of itself."""
    await lan.multicast(on=False)
    host, _ = lan.address(device)
    network_of(home).lan.place(home.sim(device).device_id, host)
    await until(lambda: peer_of(home, device).can_send)


async def _press(home: Home, device: str, feature: str = "live_readings") -> None:
    await home.call("press", home.entity_id(device, feature), domain="button")


def _enabled(home: Home, device: str) -> Iterator[str]:
    registry = er.async_get(home.hass)
    for key in LIVE:
        entity_id = home.entity_id(device, key)
        entity = registry.async_get(entity_id)
        assert entity is not None
        if entity.disabled_by is None:
            yield entity_id


def test_words() -> None:
    """Each type has the word that its devices know; others tell by themselves."""
    words = {uiid: it.local_poll for uiid, it in TYPES.items() if it.local_poll}
    assert words == {
        15: "sledOnline",
        32: "sledOnline",
        126: "statistics",
        130: "uiActive",
        182: "sledOnline",
        190: "getState",
        262: "sledOnline",
        277: "sledOnline",
    }


async def test_meter_is_asked(local_home: Home, lan: LanSimulator) -> None:
    """It is asked without a word to the cloud, and changes nothing by that."""
    await _found(local_home, lan, METER)
    [asked, *_] = await lan.until_requests(1, METER, "sledOnline")
    assert asked["data"] == {"sledOnline": local_home.sim(METER).params["sledOnline"]}
    assert local_home.sent(METER) == []


async def test_figures_of_an_answer(local_home: Home, lan: LanSimulator) -> None:
    """They are shown as those that a meter reports by itself."""
    await _found(local_home, lan, ANSWERING)
    await until(lambda: float(_number(local_home, ANSWERING)) > 0)
    assert await lan.requests(ANSWERING, "getState")
    assert local_home.sent(ANSWERING) == []


def _number(home: Home, device: str) -> str:
    state = home.state(device, "power")
    return "0" if state in ("unknown", "unavailable") else state


async def test_figures_that_nobody_sees(local_home: Home) -> None:
    """A meter is asked no more when the last entity that shows one is disabled."""
    home = local_home
    registry = er.async_get(home.hass)
    first, *others = _enabled(home, METER)
    for entity_id in others:
        registry.async_update_entity(
            entity_id, disabled_by=er.RegistryEntryDisabler.USER
        )
    await home.hass.async_block_till_done(wait_background_tasks=False)
    assert _asked(home, METER) == LivePoll(word="sledOnline")
    registry.async_update_entity(first, disabled_by=er.RegistryEntryDisabler.USER)
    await home.hass.async_block_till_done(wait_background_tasks=False)
    assert _asked(home, METER) is None


async def test_what_is_no_meter(local_home: Home) -> None:
    """It is not asked."""
    assert _asked(local_home, "Kitchen lamp") is None


async def test_unloaded_account(local_home: Home) -> None:
    """Nobody sees its figures."""
    assert _asked(local_home, METER) is not None
    device_id = local_home.sim(METER).device_id
    await local_home.hass.config_entries.async_unload(local_home.entry.entry_id)
    assert device_id not in network_of(local_home).lan.polling._polls


async def test_meter_that_goes_by_the_cloud_alone(
    local_home: Home, lan: LanSimulator
) -> None:
    """It is asked by its button, by the cloud."""
    home, device_id = local_home, local_home.sim(METER).device_id
    options = {"local_control": {"devices": {device_id: "cloud"}}}
    home.hass.config_entries.async_update_entry(home.entry, options=options)
    await home.reload()
    await home.later_pages()
    assert _asked(home, METER) is None
    await _press(home, METER)
    assert home.sent(METER) == [{"uiActive": 60}]
    assert await lan.requests(METER) == []


async def test_button(local_home: Home, lan: LanSimulator) -> None:
    """It asks the meter itself, as often as one likes: the vendor counts nothing."""
    await heard(local_home, lan, METER)
    for times in (1, 2):
        await _press(local_home, METER)
        assert len(await lan.requests(METER, "sledOnline")) == times
    await until(lambda: float(_number(local_home, METER)) > 0)
    assert local_home.sent(METER) == []


async def test_button_of_a_meter_that_is_lost(
    local_home: Home, lan: LanSimulator
) -> None:
    """The cloud asks it instead, once a minute."""
    await heard(local_home, lan, METER)
    await lan.vanish(METER)
    await _press(local_home, METER)
    assert local_home.sent(METER) == [{"uiActive": 60}]


async def test_button_where_the_cloud_is_barred(
    local_home: Home, lan: LanSimulator
) -> None:
    """It fails rather than to go by the cloud."""
    home = local_home
    options = {"local_control": {"way": "local"}}
    home.hass.config_entries.async_update_entry(home.entry, options=options)
    await home.reload()
    await home.later_pages()
    await lan.vanish(METER)
    with pytest.raises(HomeAssistantError):
        await _press(home, METER)
    assert home.sent(METER) == []


async def test_meter_with_several_loads(home: Home, lan: LanSimulator) -> None:
    """It is asked for one after another, of those that anybody sees."""
    add_stack(home.simulator)
    connect(home, lan)
    await home.set_up()
    await lan.until_there(STACK)
    every = LivePoll(word="uiActive", seconds=5, outlets=(0, 1, 2, 3))
    assert _asked(home, STACK) == every
    registry = er.async_get(home.hass)
    for key in ("power", "voltage", "current", "reactive_power", "apparent_power"):
        if (found := home.find_entity(STACK, f"{key}_2")) is not None:
            registry.async_update_entity(
                found, disabled_by=er.RegistryEntryDisabler.USER
            )
    await home.hass.async_block_till_done(wait_background_tasks=False)
    assert _asked(home, STACK) == LivePoll(
        word="uiActive", seconds=5, outlets=(0, 1, 3)
    )


async def test_button_of_a_load(home: Home, lan: LanSimulator) -> None:
    """It asks for that load, through the unit that speaks for it."""
    _, child = add_stack(home.simulator)
    connect(home, lan)
    await home.set_up()
    await lan.until_there(STACK)
    await heard(home, lan, STACK)
    await _press(home, STACK, "live_readings_1")
    requests: list[Any] = await lan.requests(path="uiActive")
    assert {"outlet": 1, "time": 60} in [it["data"]["uiActive"] for it in requests]
    assert all(it["data"]["subDevId"] == child.device_id for it in requests)
    assert home.sent(STACK) == []
