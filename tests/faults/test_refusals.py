"""A command does not happen: the caller is told, and nothing is pretended."""

import asyncio
from typing import Final

from freezegun.api import FrozenDateTimeFactory
import pytest

from custom_components.ewelink.api.errors import EwelinkDeviceOfflineError
from homeassistant.exceptions import HomeAssistantError

from ..clock import pass_seconds, passing
from ..home import Home, until as soon
from ..simulator import CommandFault
from .test_connection import HEATER, LAMP
from .waiting import until

TIME_OUT: Final = 10.0


async def refusal(home: Home, device: str = LAMP) -> str | None:
    """Turn a device on, and return the key of the error that this raises."""
    with pytest.raises(HomeAssistantError) as raised:
        await home.call("turn_on", home.entity_id(device))
    assert raised.value.translation_domain == "ewelink"
    return raised.value.translation_key


async def test_offline_unknown_to_us(home: Home) -> None:
    """The cloud answers 503 for a device that went unnoticed."""
    await home.set_up()
    home.sim(LAMP).online = False

    assert await refusal(home) == "device_offline"
    assert home.state(LAMP) == "off"
    assert len(home.sent(LAMP)) == 1


async def test_offline_known_to_us(home: Home) -> None:
    """Nothing is sent to a device that is known to be offline."""
    await home.set_up()
    home.simulator.set_online(LAMP, online=False)
    await home.becomes(LAMP, "unavailable")

    device = home.coordinator.data[home.sim(LAMP).device_id]
    with pytest.raises(EwelinkDeviceOfflineError):
        await home.coordinator.async_command(device, {"switch": "on"})
    assert home.sent(LAMP) == []


@pytest.mark.parametrize("obeys", [True, False])
async def test_no_answer_from_the_device(home: Home, obeys: bool) -> None:  # noqa: FBT001
    """After 504 the device is asked once, since it may have obeyed."""
    await home.set_up()
    fault = CommandFault(error=504, obeys=obeys, times=1)
    home.simulator.fail_device(LAMP, fault)

    assert await refusal(home) == "no_answer"
    await until(lambda: home.sent(LAMP, "query"))
    await home.becomes(LAMP, "on" if obeys else "off")
    await home.delivered()
    assert len(home.sent(LAMP, "query")) == 1
    assert len(home.sent(LAMP)) == 1


@pytest.mark.parametrize("error", [400, 403, 404, 411, 422, 4002, 777])
async def test_device_refuses(home: Home, error: int) -> None:
    """Whatever else the device says, it did not obey."""
    await home.set_up()
    home.simulator.fail_device(LAMP, CommandFault(error=error, times=1))

    assert await refusal(home) == "device_refused"
    assert home.state(LAMP) == "off"
    assert home.sent(LAMP, "query") == []


async def test_never_answered(home: Home, freezer: FrozenDateTimeFactory) -> None:
    """The caller is told after ten seconds; a ping and a question follow at once."""
    await passing(freezer, home.set_up())
    home.simulator.fail_device(LAMP, CommandFault(silent=True, times=1))
    refused = asyncio.create_task(refusal(home))
    await soon(lambda: home.sent(LAMP))
    # Other devices do not wait for it.
    await home.call("turn_on", home.entity_id(HEATER))
    assert home.state(HEATER) == "on"

    await pass_seconds(freezer, TIME_OUT - 0.5)
    assert not refused.done()
    await pass_seconds(freezer, 1)
    assert await refused == "device_timed_out"
    await soon(lambda: home.sent(LAMP, "query"))
    await soon(lambda: any(it.action == "ping" for it in home.simulator.frames))
    assert home.state(LAMP) == "off"
    assert home.simulator.sessions == 1


@pytest.mark.usefixtures("impatient")
async def test_late_answer_is_harmless(home: Home) -> None:
    """An answer nobody waits for any more confuses no later command."""
    await home.set_up()
    home.simulator.fail_device(LAMP, CommandFault(delay=0.5, times=1))
    assert await refusal(home) == "device_timed_out"

    await home.call("turn_on", home.entity_id(LAMP))
    assert home.sim(LAMP).params["switch"] == home.state(LAMP) == "on"
    await asyncio.sleep(0.3)
    await home.call("turn_off", home.entity_id(LAMP))
    assert home.sim(LAMP).params["switch"] == home.state(LAMP) == "off"
