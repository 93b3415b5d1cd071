"""Tests of radio bridges that learn by an action."""

import asyncio
from typing import Any

from freezegun.api import FrozenDateTimeFactory
import pytest
from pytest_homeassistant_custom_component.common import async_capture_events

from custom_components.ewelink.devices.features.radio import transmission
from homeassistant.const import EVENT_STATE_CHANGED
from homeassistant.exceptions import HomeAssistantError, ServiceValidationError
from homeassistant.helpers import device_registry as dr, entity_registry as er

from .clock import passing, turns
from .home import Home, until
from .radio import (
    CANCEL,
    FREE,
    RADIO,
    TAGS,
    act,
    add_radio,
    capture,
    caught,
    radio,
    send,
    zyx_info,
)


def _learn(home: Home, *command: str, **data: Any) -> asyncio.Task[None]:
    data = {"device": "TV", "command": list(command), **data}
    return home.hass.async_create_task(act(home, "learn_command", **data))


async def test_learn(home: Home) -> None:
    """Each key gets the lowest free channel, and has a name at once."""
    add_radio(home)
    await home.set_up()
    learning = _learn(home, "Mute", " Louder ", device="tv")
    await caught(home, learning, FREE, FREE + 1)
    await learning
    assert home.sent(RADIO) == [capture(FREE), capture(FREE + 1)]
    assert zyx_info(home)[1] == {
        "remote_type": "3",
        "name": "TV",
        "buttonName": [{"2": "Open"}, {"8": "Mute"}, {"9": "Louder"}],
    }
    assert home.find_entity(RADIO, "rf_9") is not None
    await send(home, "louder", device="TV")
    assert home.sent(RADIO)[-1] == transmission(9)


async def test_state_stays_while_it_learns(home: Home) -> None:
    """What is learned makes no other remote of it."""
    add_radio(home)
    await home.set_up()
    events = async_capture_events(home.hass, EVENT_STATE_CHANGED)
    entity_id = home.entity_id(RADIO, "remote")
    learning = _learn(home, "Mute")
    await caught(home, learning, FREE)
    await home.delivered()
    assert entity_id not in {it.data["entity_id"] for it in events}


async def test_learn_a_new_remote(home: Home) -> None:
    """A name that no remote has is that of a new one, which is a device of its own."""
    add_radio(home)
    await home.set_up()
    learning = _learn(home, "Up", device="Awning")
    await caught(home, learning, FREE)
    await learning
    assert zyx_info(home)[-1] == {
        "remote_type": "1",
        "name": "Awning",
        "buttonName": [{"8": "Up"}],
    }
    registry = dr.async_get(home.hass)
    child = registry.async_get_child_device_by_identifier(
        ("ewelink", f"{radio(home).id}_rf8"), home.entry.entry_id
    )
    assert child is not None
    assert child.name == "Awning"


async def test_learn_once_more(home: Home) -> None:
    """A key that the remote has is learned into the channel that it has."""
    add_radio(home)
    await home.set_up()
    before = zyx_info(home)
    learning = _learn(home, "OPEN", "Mute")
    await caught(home, learning, 2, FREE)
    await learning
    assert zyx_info(home)[0] == before[0]
    assert zyx_info(home)[1]["buttonName"] == [{"2": "Open"}, {"8": "Mute"}]


async def test_what_was_caught_stays(
    home: Home, freezer: FrozenDateTimeFactory
) -> None:
    """A key that is not pressed in time undoes nothing."""
    add_radio(home)
    await home.set_up()
    learning = _learn(home, "Mute", "Louder", "Softer", timeout=5)
    await until(lambda: home.sent(RADIO))
    home.simulator.press(RADIO, "learn")
    await until(lambda: len(home.sent(RADIO)) == 2)
    await turns()
    with pytest.raises(HomeAssistantError, match="received no code"):
        await passing(freezer, learning)
    assert home.sent(RADIO) == [capture(8), capture(9), CANCEL]
    assert zyx_info(home)[1]["buttonName"] == [{"2": "Open"}, {"8": "Mute"}]


async def test_learn_without_the_cloud(home: Home) -> None:
    """Where the cloud takes no names, they are kept here and work all the same."""
    add_radio(home)
    await home.set_up()
    home.simulator.fail_next(TAGS, error=407, times=None)
    learning = _learn(home, "Mute", "Louder")
    await caught(home, learning, 8, 9)
    await learning
    await send(home, "Louder", device="TV")
    assert home.sent(RADIO)[-1] == transmission(9)
    await home.reload()
    await home.later_pages()
    await send(home, "Mute")
    assert home.sent(RADIO)[-1] == transmission(8)
    assert len(zyx_info(home)[1]["buttonName"]) == 1


async def test_no_free_channel(home: Home) -> None:
    """A bridge knows 64 channels."""
    add_radio(home, learned=tuple(range(64)), zyx_info=())
    await home.set_up()
    with pytest.raises(HomeAssistantError, match="no free channel"):
        await _learn(home, "Mute")
    assert home.sent(RADIO) == []


@pytest.mark.parametrize(
    ("data", "message"),
    [
        pytest.param({"device": ""}, "Name the remote", id="no remote"),
        pytest.param({"command": []}, "Name the remote", id="no key"),
        pytest.param({"command": ["Mute", " "]}, "Name the remote", id="blank key"),
        pytest.param({"command_type": "ir"}, "radio codes only", id="infrared"),
    ],
)
async def test_learn_refused(home: Home, data: dict[str, Any], message: str) -> None:
    """It is said what is missing, before anything is learned."""
    add_radio(home)
    await home.set_up()
    with pytest.raises(ServiceValidationError, match=message):
        await _learn(home, "Mute", **data)
    assert home.sent(RADIO) == []


async def test_learn_needs_a_remote(home: Home) -> None:
    """Without any device nothing is learned."""
    add_radio(home)
    await home.set_up()
    with pytest.raises(ServiceValidationError, match="Name the remote"):
        await act(home, "learn_command", command=["Mute"])
    with pytest.raises(ServiceValidationError, match="Name the remote"):
        await act(home, "learn_command", device="TV")


async def test_learn_radio_by_name(home: Home) -> None:
    """The type may be told, and the alternative does not matter."""
    add_radio(home)
    await home.set_up()
    learning = _learn(home, "Mute", command_type="rf", alternative=True)
    await caught(home, learning, FREE)
    await learning


async def test_learn_below_the_lowest_channel(home: Home) -> None:
    """A remote is known by its lowest channel: all of it moves to the new device."""
    television = {"remote_type": "1", "name": "TV", "buttonName": [{"5": "Open"}]}
    add_radio(home, learned=(5,), zyx_info=(television,))
    await home.set_up()
    learning = _learn(home, "Mute")
    await caught(home, learning, 0)
    await learning
    await home.hass.async_block_till_done()
    registry = er.async_get(home.hass)
    devices = set()
    for key in ("rf_0", "rf_5"):
        found = registry.async_get(home.entity_id(RADIO, key))
        assert found is not None
        assert home.has_state(RADIO, "unknown", key)
        devices.add(found.device_id)
    child = dr.async_get(home.hass).async_get_child_device_by_identifier(
        ("ewelink", f"{radio(home).id}_rf0"), home.entry.entry_id
    )
    assert child is not None
    assert devices == {child.id}
    await send(home, "Open", device="TV")
    assert home.sent(RADIO)[-1] == transmission(5)
