"""Commands go to devices directly, and by the cloud where that does not do."""

import asyncio

import pytest

from homeassistant.exceptions import HomeAssistantError
from tests.home import until

from .local_home import LAMP, OTHER, LocalHome

ON = {"switch": "on"}


async def turn_on(local: LocalHome, *devices: str) -> None:
    """Turn devices on, as a user does."""
    for device in devices or (LAMP,):
        await local.home.call("turn_on", local.home.entity_id(device))


async def test_command_by_the_network(local: LocalHome) -> None:
    """The device has it, the cloud nothing."""
    await local.set_up()
    await turn_on(local)
    assert local.home.state(LAMP) == "on"
    assert await local.requests(LAMP) == [ON]
    assert local.home.sent(LAMP) == []
    assert await local.lan.read("violations") == []


async def test_outlets_of_one_moment(local: LocalHome) -> None:
    """Channels that are set together go as one request."""
    strip = "Garden relay"
    await local.set_up(strip)
    entities = [local.home.entity_id(strip, f"switch_{n}") for n in range(3)]
    await local.home.call("turn_on", *entities)
    [data] = await local.requests(strip, path="switches")
    assert {it["outlet"] for it in data["switches"]} == {0, 1, 2}
    assert local.home.sent(strip) == []


async def test_refused_path(local: LocalHome) -> None:
    """The cloud does what the device refuses here, and is asked first from then on."""
    await local.set_up()
    await local.lan.fault(LAMP, refused={"switch": 422})
    await turn_on(local)
    assert local.home.sent(LAMP) == [ON]
    await local.home.call("turn_off", local.home.entity_id(LAMP))
    assert len(await local.requests(LAMP)) == 1
    assert local.home.sent(LAMP) == [ON, {"switch": "off"}]
    state = local.state(LAMP)
    assert state is not None
    assert state.refused == {"switch": 422}
    assert state.is_local


async def test_reset_is_tried_again(local: LocalHome) -> None:
    """A busy device is no reason for the cloud."""
    await local.set_up()
    await local.lan.fault(LAMP, resets=2)
    await turn_on(local)
    assert local.home.state(LAMP) == "on"
    assert local.home.sent(LAMP) == []
    state = local.state(LAMP)
    assert state is not None
    assert state.resets == 2


async def test_slow_firmware(local: LocalHome) -> None:
    """The report ends the wait for an answer that comes a second late."""
    await local.set_up()
    await local.lan.fault(LAMP, slow=60)
    async with asyncio.timeout(2):
        await turn_on(local)
    assert local.home.state(LAMP) == "on"
    assert local.home.sent(LAMP) == []


async def test_dead_address(local: LocalHome) -> None:
    """The cloud does it, and the next one at once; then the device is back."""
    await local.set_up()
    await local.lan.vanish(LAMP)
    await turn_on(local)
    assert local.home.sent(LAMP) == [ON]
    assert not local.can_send(LAMP)
    await local.home.call("turn_off", local.home.entity_id(LAMP))
    assert local.home.sent(LAMP) == [ON, {"switch": "off"}]

    await local.lan.come_back(LAMP)
    await local.lan.press(LAMP)
    await local.there(LAMP)
    await turn_on(local)
    assert len(local.home.sent(LAMP)) == 2


async def test_silent_device(local: LocalHome) -> None:
    """What is harmless twice goes by the cloud as well, where there is no answer."""
    await local.set_up()
    await local.lan.fault(LAMP, silent=True, quiet=True)
    await turn_on(local)
    assert await local.requests(LAMP) == [ON]
    assert local.home.sent(LAMP) == [ON]


async def test_not_twice(local: LocalHome) -> None:
    """A relay that falls back by itself may have been switched already."""
    await local.set_up()
    await local.lan.set(LAMP, pulse="on", pulseWidth=1000)
    params = local.home.coordinator.data[local.id(LAMP)].params
    await until(lambda: params["pulse"] == "on")
    await local.lan.fault(LAMP, silent=True, quiet=True)
    with pytest.raises(HomeAssistantError) as raised:
        await turn_on(local)
    assert raised.value.translation_key == "no_answer"
    assert local.home.sent(LAMP) == []


async def test_radio_is_sent_once(local: LocalHome) -> None:
    """An action goes by one way, whatever becomes of it."""
    bridge = "RF bridge"
    await local.set_up(bridge)
    button = next(
        it.entity_id
        for it in local.home.hass.states.async_all("button")
        if it.entity_id.startswith("button.rf_bridge") or "rf" in it.entity_id
    )
    await local.home.call("press", button, domain="button")
    assert len(await local.requests(bridge, path="transmit")) == 1
    await local.lan.fault(bridge, silent=True)
    with pytest.raises(HomeAssistantError):
        await local.home.call("press", button, domain="button")
    assert local.home.sent(bridge) == []


async def test_wrong_key(local: LocalHome) -> None:
    """The cloud does it; the list is read for the key, and then it is done here."""
    await local.set_up()
    before = local.home.lists_read
    await local.lan.key(LAMP, "another-key")
    await local.lan.announce(LAMP)
    await turn_on(local)
    assert local.home.sent(LAMP) == [ON]
    assert not local.home.coordinator.link.is_local(local.id(LAMP))
    await until(lambda: local.home.lists_read > before, 12)

    local.home.simulator.change_key(LAMP, "another-key")
    await local.home.coordinator.async_refresh()
    await local.there(LAMP)
    await local.home.call("turn_off", local.home.entity_id(LAMP))
    assert local.home.sent(LAMP) == [ON]


async def test_cloud_alone(local: LocalHome) -> None:
    """A user who wants the cloud alone gets nothing else."""
    way = {local.id(LAMP): "cloud"}
    await local.set_up(OTHER, devices=way)
    await turn_on(local, LAMP, OTHER)
    assert local.home.sent(LAMP) == [ON]
    assert local.home.sent(OTHER) == []
    assert await local.lan.requests(LAMP) == []
    assert local.state(LAMP) is None


async def test_network_alone(local: LocalHome) -> None:
    """A user who wants no cloud gets an error where the network does not do."""
    await local.set_up(way="local")
    await turn_on(local)
    await local.lan.vanish(LAMP)
    for _ in range(2):
        with pytest.raises(HomeAssistantError) as raised:
            await local.home.call("turn_off", local.home.entity_id(LAMP))
        assert raised.value.translation_key == "device_not_local"
    assert local.home.sent(LAMP) == []
