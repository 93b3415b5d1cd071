"""Tests of the capture of a radio code: how it begins, and how it ends."""

import asyncio
from typing import Any

from freezegun.api import FrozenDateTimeFactory
import pytest

from custom_components.ewelink.api.errors import (
    EwelinkCommandError,
    EwelinkConnectionError,
    EwelinkDeviceOfflineError,
    EwelinkKnownOfflineError,
    EwelinkNoAnswerError,
    EwelinkTimeoutError,
)
from custom_components.ewelink.api.messages import Origin
from custom_components.ewelink.api.wire import Params
from custom_components.ewelink.domain_data import DATA_SHARED
from custom_components.ewelink.radio_learning import (
    BusyError,
    NothingCaughtError,
    async_capture,
    async_free_channel,
    free_channel,
)

from .clock import passing, turns
from .devices.common import device as device_of
from .home import Home, until
from .radio import CANCEL, FREE, LEARNED, RADIO, add_radio, capture, radio, rf_list
from .simulator import CommandFault


def _capture(home: Home, channel: int = FREE, **data: Any) -> asyncio.Task[None]:
    return home.hass.async_create_task(
        async_capture(home.coordinator, radio(home), channel, **data)
    )


async def _begun(home: Home, channel: int = FREE, **data: Any) -> asyncio.Task[None]:
    """Return a capture that the bridge has begun."""
    await home.set_up()
    capturing = _capture(home, channel, **data)
    await until(lambda: home.sent(RADIO))
    await home.delivered()
    assert home.sent(RADIO) == [capture(channel)]
    return capturing


def _push(home: Home, *channels: int, **more: Any) -> None:
    home.simulator.push(RADIO, {"rfList": rf_list(*channels), **more})


def _is_idle(home: Home) -> bool:
    return not home.hass.data[DATA_SHARED].learning


@pytest.mark.parametrize(
    ("params", "tags", "settings", "channel"),
    [
        pytest.param({"rfList": []}, {}, {}, 0, id="new"),
        pytest.param({}, {}, {}, 0, id="not told"),
        pytest.param({"rfList": rf_list(0, 1, 3)}, {}, {}, 2, id="gap"),
        pytest.param({"rfList": [{"rfChl": "0"}, 7, {}]}, {}, {}, 1, id="odd"),
        pytest.param(
            {"rfList": rf_list(0)},
            {"zyx_info": [{"remote_type": "6", "buttonName": [{"1": "Alarm"}]}]},
            {"remotes": [{"remote_type": "1", "buttonName": [{"2": "Open"}]}]},
            3,
            id="named",
        ),
        pytest.param({"rfList": rf_list(*range(63))}, {}, {}, 63, id="last"),
        pytest.param({"rfList": rf_list(*range(64))}, {}, {}, None, id="full"),
    ],
)
def test_free_channel(
    params: dict[str, Any],
    tags: dict[str, Any],
    settings: dict[str, Any],
    channel: int | None,
) -> None:
    """It is the lowest that neither the bridge nor anybody knows."""
    device = device_of(28, params, tags=tags, user_settings=settings)
    assert free_channel(device, frozenset()) == channel


def test_codes_that_were_never_named() -> None:
    """A channel that was taught in vain is taught again, unless it was named since."""
    named = {"zyx_info": [{"remote_type": "1", "buttonName": [{"1": "Open"}]}]}
    device = device_of(28, {"rfList": rf_list(0, 1, 2)}, tags=named)
    assert free_channel(device, {1, 2}) == 2


async def test_bridge_that_has_not_told_what_it_learned(home: Home) -> None:
    """It is asked, so that no code is overwritten; what never learned tells nothing."""
    add_radio(home, zyx_info=())
    listed = home.sim(RADIO).params.pop("rfList")
    await home.set_up()
    assert await async_free_channel(home.coordinator, radio(home)) == 0
    home.sim(RADIO).params["rfList"] = listed
    found = await async_free_channel(home.coordinator, radio(home))
    assert found == free_channel(radio(home), set()) not in LEARNED
    questions = len(home.sent(RADIO, "query"))
    assert await async_free_channel(home.coordinator, radio(home)) == found
    assert len(home.sent(RADIO, "query")) == questions == 2


async def test_caught(home: Home) -> None:
    """It ends as soon as the bridge tells that it has the channel; nothing is kept."""
    add_radio(home)
    capturing = await _begun(home)
    _push(home, *LEARNED)
    await home.delivered()
    assert not capturing.done()
    home.simulator.press(RADIO, "learn")
    await capturing
    await home.delivered()
    assert home.sent(RADIO) == [capture(FREE)]
    assert {"cmd", "rfChl"}.isdisjoint(radio(home).params)
    assert _is_idle(home)


async def test_caught_before_the_answer(home: Home) -> None:
    """The push may come first, and the answer be an error or none at all."""
    add_radio(home)
    await home.set_up()
    home.simulator.fail_device(RADIO, CommandFault(silent=True, times=1))
    capturing = _capture(home)
    await until(lambda: home.sent(RADIO))
    _push(home, *LEARNED, FREE)
    await capturing
    assert home.sent(RADIO) == [capture(FREE)]


async def test_free_channel_in_a_full_state(home: Home) -> None:
    """A bridge that starts anew with a channel that was free has caught it."""
    add_radio(home)
    capturing = await _begun(home)
    _push(home, *LEARNED, FREE, init=1)
    await capturing


async def test_learned_anew(home: Home) -> None:
    """Where there was a code before, what tells of that one is no success."""
    add_radio(home)
    capturing = await _begun(home, 2)
    _push(home, *LEARNED, init=1)
    home.simulator.push(RADIO, {"rssi": -60})
    await home.delivered()
    _push(home, 0, 1)
    await home.delivered()
    for origin in (Origin.ANSWER, Origin.APP, Origin.OBEYED, Origin.LIST):
        told: Params = {"rfList": rf_list(*LEARNED)}
        home.coordinator.inventory.pushes.async_merge(radio(home).id, told, origin)
    await turns()
    assert not capturing.done()
    _push(home, *LEARNED)
    await capturing
    assert home.sent(RADIO) == [capture(2)]


async def test_nothing_caught(home: Home, freezer: FrozenDateTimeFactory) -> None:
    """After 30 seconds the bridge is told to stop, once."""
    add_radio(home)
    capturing = await _begun(home)
    await home.pass_time(freezer, 29)
    assert not capturing.done()
    with pytest.raises(NothingCaughtError, match="Radio received no code"):
        await passing(freezer, capturing)
    assert home.sent(RADIO) == [capture(FREE), CANCEL]
    await home.pass_time(freezer, 60)
    assert len(home.sent(RADIO)) == 2
    assert _is_idle(home)


@pytest.mark.parametrize("fault", [{"silent": True}, {"error": 400}])
async def test_bridge_that_does_not_stop(
    home: Home, freezer: FrozenDateTimeFactory, fault: dict[str, Any]
) -> None:
    """That it is told to stop may fail; it is not told again."""
    add_radio(home)
    capturing = await _begun(home, seconds=5)
    home.simulator.fail_device(RADIO, CommandFault(**fault))
    with pytest.raises(NothingCaughtError):
        await passing(freezer, capturing)
    await home.pass_time(freezer, 30)
    assert home.sent(RADIO) == [capture(FREE), CANCEL]


async def test_cancelled(home: Home) -> None:
    """Who does not wait any more is free at once, and the bridge is told to stop."""
    add_radio(home)
    capturing = await _begun(home)
    capturing.cancel()
    with pytest.raises(asyncio.CancelledError):
        await capturing
    assert _is_idle(home)
    again = _capture(home)
    await until(lambda: len(home.sent(RADIO)) == 3)
    assert home.sent(RADIO) == [capture(FREE), CANCEL, capture(FREE)]
    home.simulator.press(RADIO, "learn")
    await again


async def test_cancelled_before_the_answer(home: Home) -> None:
    """What is on its way cannot be called back, but ended."""
    add_radio(home)
    await home.set_up()
    home.simulator.fail_device(RADIO, CommandFault(delay=0.2, times=1))
    capturing = _capture(home)
    await turns(1)
    capturing.cancel()
    with pytest.raises(asyncio.CancelledError):
        await capturing
    await until(lambda: len(home.sent(RADIO)) == 2)
    assert home.sent(RADIO) == [capture(FREE), CANCEL]


async def test_busy(home: Home) -> None:
    """A bridge learns one code at a time; who comes second is told at once."""
    add_radio(home)
    capturing = await _begun(home)
    with pytest.raises(BusyError, match="Radio is being taught a key already"):
        await async_capture(home.coordinator, radio(home), FREE + 1)
    home.simulator.press(RADIO, "learn")
    await capturing
    assert home.sent(RADIO) == [capture(FREE)]


async def test_two_bridges(home: Home) -> None:
    """Another bridge is not kept from learning."""
    add_radio(home)
    capturing = await _begun(home)
    other = home.coordinator.data[home.sim("RF bridge").device_id]
    learning = home.hass.async_create_task(async_capture(home.coordinator, other, 40))
    await until(lambda: home.sent("RF bridge"))
    home.simulator.press("RF bridge", "learn")
    await learning
    assert not capturing.done()
    capturing.cancel()


async def test_goes_offline(home: Home) -> None:
    """A bridge that leaves is told to stop all the same, in case it comes back."""
    add_radio(home)
    capturing = await _begun(home)
    home.simulator.set_online(RADIO, False)
    with pytest.raises(EwelinkDeviceOfflineError):
        await capturing
    await until(lambda: len(home.sent(RADIO)) == 2)
    assert home.sent(RADIO) == [capture(FREE), CANCEL]
    assert _is_idle(home)


async def test_known_to_be_offline(home: Home) -> None:
    """A bridge that is not there is sent nothing."""
    add_radio(home)
    await home.set_up()
    home.simulator.set_online(RADIO, False)
    await home.becomes(RADIO, "unavailable", "remote")
    with pytest.raises(EwelinkKnownOfflineError):
        await _capture(home)
    await turns()
    assert home.sent(RADIO) == []
    assert _is_idle(home)


@pytest.mark.parametrize(
    ("fault", "error", "frames"),
    [
        pytest.param({"error": 400}, EwelinkCommandError, [], id="refused"),
        pytest.param({"error": 503}, EwelinkDeviceOfflineError, [], id="offline"),
        pytest.param({"error": 504}, EwelinkNoAnswerError, [CANCEL], id="no answer"),
        pytest.param({"silent": True}, EwelinkTimeoutError, [CANCEL], id="time-out"),
    ],
)
async def test_errors_of_the_wire(
    home: Home,
    freezer: FrozenDateTimeFactory,
    fault: dict[str, Any],
    error: type[Exception],
    frames: list[Any],
) -> None:
    """They go up as they are; nothing is sent twice, and no capture left behind."""
    add_radio(home)
    await home.set_up()
    home.simulator.fail_device(RADIO, CommandFault(times=1, **fault))
    with pytest.raises(error):
        await passing(freezer, _capture(home))
    await home.pass_time(freezer, 15)
    assert home.sent(RADIO) == [capture(FREE), *frames]
    assert _is_idle(home)


async def test_connection_lost(home: Home) -> None:
    """It goes on while the connection is back soon; the list tells what was caught."""
    add_radio(home)
    capturing = await _begun(home)
    home.simulator.drop_sockets()
    home.sim(RADIO).params["rfList"] = rf_list(*LEARNED, FREE)
    await capturing


async def test_unloaded(home: Home) -> None:
    """With the account ends what its bridges learn."""
    add_radio(home)
    capturing = await _begun(home)
    await home.hass.config_entries.async_unload(home.entry.entry_id)
    with pytest.raises(EwelinkConnectionError, match="unloaded"):
        await capturing
    assert _is_idle(home)


async def test_removed(home: Home, freezer: FrozenDateTimeFactory) -> None:
    """A bridge that is deleted in the app ends the wait, at the latest in time."""
    add_radio(home)
    capturing = await _begun(home)
    home.coordinator.inventory.shown.async_remove(radio(home).id)
    with pytest.raises((NothingCaughtError, EwelinkDeviceOfflineError)):
        await passing(freezer, capturing)
    assert _is_idle(home)
