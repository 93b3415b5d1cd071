"""What is taken out of the account again, and what is not."""

import asyncio
from datetime import timedelta
from unittest.mock import patch

import pytest
from pytest_homeassistant_custom_component.common import async_fire_time_changed

from custom_components.ewelink.pairing.http import DeviceHttp
from custom_components.ewelink.pairing_manager import RESULT_SECONDS
from homeassistant.util.dt import utcnow
from tests.home import Home, until
from tests.simulator.canaries import WIFI_PASSWORD
from tests.simulator.hotspot import HotspotServer

from .test_failures import is_in_account, start
from .test_told import come_online
from .wizard import Wizard, wifi_of_home

ADD = "POST /v2/device/add"
DELETE = "DELETE /v2/device"


@pytest.mark.parametrize("choice", ["close", "give_up"])
async def test_device_that_somebody_brought_online(
    home: Home, wizard: Wizard, choice: str
) -> None:
    """Who adds it in the app after all keeps it."""
    device = await start(home, "silent")
    assert await wizard.pair(device.address) == "failed"
    come_online(home, device)
    if choice == "close":
        await wizard.close()
    else:
        assert await wizard.fill_in(next="give_up") == "ended: kept"
    await home.hass.async_block_till_done()
    assert is_in_account(home, device)


async def test_dialog_closed_while_the_device_answers(
    home: Home, wizard: Wizard
) -> None:
    """It may have the Wi-Fi, and is not taken out of the account."""
    device = await start(home)
    await wizard.go_to_wifi(device.address)
    device.pace = 0.4
    await wizard.fill_in(**wifi_of_home())
    await until(lambda: is_in_account(home, device))
    await until(lambda: device.given is not None)
    await wizard.close()
    await home.hass.async_block_till_done()
    assert is_in_account(home, device)


async def test_cloud_that_does_not_answer(home: Home, wizard: Wizard) -> None:
    """It is told that the device may still be there."""
    device = await start(home, "silent")
    assert await wizard.pair(device.address) == "failed"
    home.simulator.fail_next(DELETE, status=502, times=None)
    assert await wizard.fill_in(next="give_up") == "ended: not_undone"
    assert is_in_account(home, device)


async def test_giving_up_after_a_long_time(home: Home, wizard: Wizard) -> None:
    """A dialog may be open longer than its result is kept for others."""
    device = await start(home, "never_online")
    assert await wizard.pair(device.address) == "not_online"
    later = utcnow() + timedelta(seconds=RESULT_SECONDS + 1)
    async_fire_time_changed(home.hass, later)
    await home.hass.async_block_till_done()
    assert is_in_account(home, device)
    assert await wizard.fill_in(next="give_up") == "ended: given_up"
    assert not is_in_account(home, device)


async def test_device_that_was_never_added(home: Home, wizard: Wizard) -> None:
    """Where nothing was added, nothing is deleted."""
    device = await start(home, "encrypted")
    assert await wizard.go_to_wifi(device.address) == "failed"
    assert await wizard.fill_in(next="stop") == "ended: nothing_added"
    assert home.called(DELETE) == 0


@pytest.mark.parametrize("step", ["wifi", "name"])
async def test_name_of_blanks(home: Home, wizard: Wizard, step: str) -> None:
    """A name is asked for before anything is sent."""
    device = await start(home)
    await wizard.go_to_wifi(device.address)
    if step == "wifi":
        await wizard.fill_in(**wifi_of_home(name="  "))
    else:
        home.simulator.fail_next(ADD, status=502, times=None)
        await wizard.fill_in(**wifi_of_home())
        assert await wizard.settled() == "failed"
        home.simulator.clear_faults()
        assert await wizard.fill_in(next="try_again") == "name"
        await wizard.fill_in(name="  ")
    assert wizard.step == step
    assert wizard.errors == {"name": "no_name"}


async def test_error_that_nobody_thought_of(
    home: Home, wizard: Wizard, caplog: pytest.LogCaptureFixture
) -> None:
    """The log tells where, and nothing of what the error itself says."""
    device: HotspotServer = await start(home)
    await wizard.go_to_wifi(device.address)
    error = RuntimeError(f"cannot send {WIFI_PASSWORD}")
    with patch.object(DeviceHttp, "send_wifi", autospec=True, side_effect=error):
        await wizard.fill_in(**wifi_of_home())
        assert await wizard.settled() == "failed"
    assert wizard.errors == {"base": "unexpected"}
    assert "Unexpected RuntimeError in" in caplog.text
    assert "send_wifi" in caplog.text
    await asyncio.sleep(0)
