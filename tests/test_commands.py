"""Tests of commands: what they wait for."""

import asyncio

from .home import Home, until
from .simulator import CommandFault

LAMP = "Kitchen lamp"
RELAY = "Garden relay"


async def test_devices_do_not_wait_for_each_other(home: Home) -> None:
    """A slow device does not keep another one waiting."""
    await home.set_up()
    home.simulator.fail_device(RELAY, CommandFault(delay=0.5))
    slow = home.hass.async_create_task(
        home.call("turn_on", home.entity_id(RELAY, "switch_0"))
    )
    await home.call("turn_on", home.entity_id(LAMP))
    assert not slow.done()
    await slow


async def test_state_follows_the_acknowledgement(home: Home) -> None:
    """The cloud does not echo to the sender: its answer is what counts."""
    await home.set_up()
    home.simulator.fail_device(LAMP, CommandFault(delay=0.2))
    turning = home.hass.async_create_task(home.call("turn_on", home.entity_id(LAMP)))
    await until(lambda: home.sent(LAMP))
    await asyncio.sleep(0.05)
    assert home.state(LAMP) == "off"

    await turning
    assert home.state(LAMP) == "on"
