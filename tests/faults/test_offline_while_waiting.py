"""A device goes offline, or leaves, while a command waits for its answer."""

import asyncio
from collections.abc import Callable
from typing import Final

import pytest

from homeassistant.exceptions import HomeAssistantError

from ..clock import turns
from ..home import Home
from ..simulator import CommandFault
from .waiting import until

LAMP: Final = "Kitchen lamp"
HEATER: Final = "Water heater"
BRIDGE: Final = "Zigbee bridge"

type Go = Callable[[Home], None]


async def _waiting(home: Home, device: str = LAMP) -> asyncio.Task[None]:
    """Begin to switch a device that does not answer."""
    home.simulator.fail_device(device, CommandFault(silent=True))
    sent = len(home.sent(device))
    entity_id = home.entity_id(device)
    task = home.hass.async_create_task(home.call("turn_on", entity_id))
    await until(lambda: len(home.sent(device)) > sent)
    return task


def _pending(home: Home) -> int:
    """Return how many answers are awaited."""
    return len(home.coordinator.link._socket._answers._pending)  # type: ignore[attr-defined]


async def test_device_goes_offline(home: Home) -> None:
    """The command fails then, for that reason, and nothing of it is left."""
    await home.set_up()
    command = await _waiting(home)
    home.simulator.set_online(LAMP, False)
    await home.becomes(LAMP, "unavailable")
    await turns()

    assert command.done()
    with pytest.raises(HomeAssistantError, match="is offline"):
        await command
    assert not _pending(home)


async def test_commands_behind_it(home: Home) -> None:
    """Those that had to wait for their turn fail as well, and are never sent."""
    await home.set_up()
    command = await _waiting(home)
    entity_id = home.entity_id(LAMP)
    behind = [home.hass.async_create_task(home.call("turn_off", entity_id))]
    await turns()
    behind.append(home.hass.async_create_task(home.call("turn_on", entity_id)))
    await turns()
    home.simulator.set_online(LAMP, False)
    await home.becomes(LAMP, "unavailable")
    await turns()

    for each in (command, *behind):
        assert each.done()
        assert isinstance(each.exception(), HomeAssistantError)
    assert home.sent(LAMP) == [{"switch": "on"}]


async def test_command_after_its_return(home: Home) -> None:
    """Nothing is in its way."""
    await home.set_up()
    command = await _waiting(home)
    home.simulator.set_online(LAMP, False)
    await home.becomes(LAMP, "unavailable")
    home.simulator.fail_device(LAMP)
    home.simulator.set_online(LAMP, True)
    await home.becomes(LAMP, "off")
    await home.call("turn_on", home.entity_id(LAMP))

    assert home.state(LAMP) == "on"
    assert isinstance(command.exception(), HomeAssistantError)


async def test_other_devices(home: Home) -> None:
    """They have nothing to do with it."""
    await home.set_up()
    command = await _waiting(home, HEATER)
    home.simulator.set_online(LAMP, False)
    await home.becomes(LAMP, "unavailable")
    await turns()
    assert not command.done()

    home.simulator.drop_sockets()
    await until(command.done)
    assert isinstance(command.exception(), HomeAssistantError)


async def test_answer_that_comes_after_all(home: Home) -> None:
    """It belongs to nobody."""
    await home.set_up()
    home.simulator.fail_device(LAMP, CommandFault(delay=0.3))
    entity_id = home.entity_id(LAMP)
    command = home.hass.async_create_task(home.call("turn_on", entity_id))
    await until(lambda: home.sent(LAMP))
    home.simulator.set_online(LAMP, False)
    await until(command.done)
    assert isinstance(command.exception(), HomeAssistantError)
    await asyncio.sleep(0.5)

    await home.delivered()
    assert home.simulator.sessions == 1


async def test_bridge_goes_offline(home: Home) -> None:
    """So do those behind it."""
    plug = home.simulator.add_like("Front door", "Zigbee plug")
    plug.params = {
        "switch": "off",
        "parentid": home.sim(BRIDGE).device_id,
        "subDevId": "plug",
    }
    plug.uiid = 1009
    await home.set_up()
    command = await _waiting(home, "Zigbee plug")
    home.simulator.set_online(BRIDGE, False)
    await home.becomes("Zigbee plug", "unavailable")
    await turns()

    assert command.done()
    with pytest.raises(HomeAssistantError, match="is offline"):
        await command


def _remove(home: Home) -> None:
    home.sim(LAMP).absent = True


def _list_offline(home: Home) -> None:
    home.sim(LAMP).online = False


@pytest.mark.parametrize("go", [_remove, _list_offline])
async def test_list_tells_it(home: Home, go: Go) -> None:
    """It does not matter how it is known."""
    await home.set_up()
    command = await _waiting(home)
    go(home)
    await home.coordinator.async_refresh()
    await turns()

    assert command.done()
    with pytest.raises(HomeAssistantError, match="is offline"):
        await command


async def test_question(home: Home) -> None:
    """A question fails as a command does."""
    await home.set_up()
    home.simulator.fail_device(LAMP, CommandFault(silent=True))
    device = home.coordinator.data[home.sim(LAMP).device_id]
    question = home.coordinator.link.begin_query(device)
    await until(lambda: home.sent(LAMP, "query"))
    home.simulator.set_online(LAMP, False)
    await home.becomes(LAMP, "unavailable")
    await turns()

    assert question.done()
    assert str(question.result()) == "went offline before the answer"
