"""Tests of starts with what was known before: the cloud is not waited for."""

from collections.abc import Callable
from typing import Any, Final

from freezegun.api import FrozenDateTimeFactory
import pytest

from custom_components.ewelink.availability import GRACE_SECONDS
from custom_components.ewelink.known_devices import MOST_SECONDS
from homeassistant.config_entries import ConfigEntryState
from homeassistant.const import EVENT_STATE_CHANGED
from homeassistant.core import Event, EventStateChangedData, callback

from .home import Home, until
from .restart import restarted
from .simulator import Simulator

FAMILY: Final = "GET /v2/family"
THINGS: Final = "GET /v2/device/thing"
DISPATCH: Final = "GET /dispatch/app"
LAMP: Final = "Kitchen lamp"
RELAY: Final = "Garden relay"
LOADED: Final = ConfigEntryState.LOADED
LOST: Final = "The connection to the eWeLink cloud is lost"
BACK: Final = "The connection to the eWeLink cloud is back"

type Fault = Callable[[Simulator], None]


def _fail(interface: str, **fault: Any) -> Fault:
    return lambda simulator: simulator.fail_next(interface, times=None, **fault)


def states(home: Home) -> dict[str, str]:
    """Return the states of all entities."""
    return {it.entity_id: it.state for it in home.hass.states.async_all()}


def is_shown(home: Home) -> bool:
    """Return whether the entities are there, and none of a device's is available."""
    shown = home.find_entity(LAMP)
    state = None if shown is None else home.hass.states.get(shown)
    return state is not None and state.state == "unavailable"


async def set_up(home: Home) -> None:
    """Set an account up without waiting for any list."""
    await home.hass.config_entries.async_setup(home.entry.entry_id)
    await home.hass.async_block_till_done(wait_background_tasks=False)


async def test_restart(home: Home) -> None:
    """After a start without the cloud all is there as before, and nothing available."""
    await home.set_up()
    entity_ids, devices = set(states(home)), set(home.coordinator.data)
    await home.simulator.stop()
    async with restarted(home) as again:
        await set_up(again)

        assert again.entry.state is LOADED
        assert set(states(again)) >= entity_ids
        assert set(again.coordinator.data) == devices
        assert again.state(LAMP) == "unavailable"
        assert again.state(RELAY, "switch_1") == "unavailable"
        assert not again.coordinator.is_reachable
        assert again.device(RELAY, 1)


async def test_nothing_is_called_offline_before_the_list(home: Home) -> None:
    """Devices are not said to be offline only because no list has told yet."""
    await home.set_up()
    async with restarted(home) as again:
        told: list[str] = []
        sensors = {LAMP: "online", "Attic light": "device_offline"}
        await set_up(again)
        lamp = again.find_entity(LAMP, "connection")

        @callback
        def _keep(event: Event[EventStateChangedData]) -> None:
            state = event.data["new_state"]
            if state is not None and state.entity_id == lamp:
                told.append(state.state)

        again.hass.bus.async_listen(EVENT_STATE_CHANGED, _keep)
        await again.listed()
        for name, state in sensors.items():
            await again.becomes(name, state, "connection")
        assert "device_offline" not in told


async def test_cloud_comes_back(home: Home) -> None:
    """The account connects by itself, and one list tells how all is by now."""
    await home.set_up()
    await home.simulator.stop()
    async with restarted(home) as again:
        await set_up(again)
        home.sim(LAMP).params["switch"] = "on"
        home.simulator.rename_device(RELAY, "Fountain")
        home.simulator.clear_counters()
        await home.simulator.start()
        await again.becomes(LAMP, "on")
        await again.listed()

        assert again.lists_read == 1
        assert again.device("Fountain").name == "Fountain"
        await again.call("turn_off", again.entity_id(LAMP))
        assert again.state(LAMP) == "off"


async def test_entry_is_loaded_again_without_cloud(home: Home) -> None:
    """A reload needs no cloud either; without a connection it trusts no state."""
    await home.set_up()
    await home.simulator.stop()
    await until(lambda: not home.coordinator.link.is_connected)
    await home.reload()

    assert home.entry.state is LOADED
    assert is_shown(home)


async def test_without_anything_known(home: Home) -> None:
    """The first start needs the cloud, as ever."""
    await home.simulator.stop()
    await set_up(home)
    assert home.entry.state is ConfigEntryState.SETUP_RETRY


@pytest.mark.parametrize(
    "fault",
    [
        pytest.param(_fail(DISPATCH, status=500), id="no dispatch"),
        pytest.param(_fail(DISPATCH, error=407), id="APPID at dispatch"),
        pytest.param(_fail(FAMILY, status=500), id="no homes"),
        pytest.param(_fail(THINGS, status=500), id="no list"),
        pytest.param(_fail(FAMILY, error=412), id="quota"),
        pytest.param(_fail(FAMILY, error=400), id="refused"),
        pytest.param(_fail(FAMILY, error=407), id="APPID at the list"),
    ],
)
async def test_cloud_that_fails(home: Home, fault: Fault) -> None:
    """Whatever else is wrong with the cloud, set-up goes on."""
    await home.set_up()
    async with restarted(home) as again:
        fault(home.simulator)
        await set_up(again)

        assert again.entry.state is LOADED
        assert is_shown(again)


async def test_sign_in_is_refused(home: Home) -> None:
    """The account is loaded, and the user is asked to sign in again, once."""
    await home.set_up()
    async with restarted(home) as again:
        home.simulator.kill_tokens()
        await set_up(again)
        flows = again.hass.config_entries.flow
        await until(flows.async_progress)

        assert again.entry.state is LOADED
        assert again.coordinator.standing.is_sign_in_refused
        assert [it["context"]["source"] for it in flows.async_progress()] == ["reauth"]
        assert again.state(LAMP) == "unavailable"
        [flow] = flows.async_progress()
        flows.async_abort(flow["flow_id"])


@pytest.mark.parametrize("expected_lingering_timers", [True])
async def test_device_that_went_meanwhile(
    home: Home, freezer: FrozenDateTimeFactory
) -> None:
    """It takes two whole lists until what was known is gone."""
    await home.set_up()
    device_id = home.sim(LAMP).device_id
    async with restarted(home) as again:
        home.simulator.remove_device(LAMP)
        await set_up(again)
        await again.listed()
        assert device_id in again.coordinator.data
        assert again.find_device(device_id) is not None
        await again.pass_time(freezer, 70, step=5)
        await until(lambda: device_id not in again.coordinator.data)
        assert again.find_device(device_id) is None


async def test_device_that_came_meanwhile(home: Home) -> None:
    """A new device is there with the first list."""
    await home.set_up()
    async with restarted(home) as again:
        home.simulator.add_like(LAMP, "New lamp")
        await set_up(again)
        await again.becomes("New lamp", "off")


@pytest.mark.parametrize(
    "options", [{"keep_offline": False}, {"keep_offline": "false"}]
)
async def test_switched_off(home: Home, options: dict[str, Any]) -> None:
    """Who keeps nothing starts with the cloud alone."""
    home.hass.config_entries.async_update_entry(
        home.entry, options={"local_control": options}
    )
    await home.set_up()
    await home.simulator.stop()
    async with restarted(home) as again:
        await set_up(again)
        assert again.entry.state is ConfigEntryState.SETUP_RETRY


async def test_too_old(home: Home, freezer: FrozenDateTimeFactory) -> None:
    """After three months the cloud must tell what there is."""
    await home.set_up()
    await home.simulator.stop()
    async with restarted(home) as again:
        freezer.tick(MOST_SECONDS + 60)
        await set_up(again)
        assert again.entry.state is ConfigEntryState.SETUP_RETRY


async def test_entry_of_an_earlier_version(home: Home) -> None:
    """An entry without a key has one after its first list, and starts with it."""
    assert "store_key" not in home.entry.data
    await home.set_up()
    assert home.entry.data["store_key"]
    async with restarted(home) as again:
        assert again.entry.data["store_key"] == home.entry.data["store_key"]
        await set_up(again)
        assert is_shown(again)
        await again.listed()


async def test_home_that_is_left_out_by_now(home: Home) -> None:
    """What is known of a home that the user left out meanwhile is not shown."""
    await home.set_up()
    terrace = home.sim("Café terrace ☀").device_id
    assert terrace in home.coordinator.data
    await home.hass.config_entries.async_unload(home.entry.entry_id)
    left_out = [home.simulator.family("Cottage").id]
    home.hass.config_entries.async_update_entry(
        home.entry, options={"left_out_homes": left_out}
    )
    await set_up(home)

    assert terrace not in home.coordinator.data
    await home.listed()


async def test_loss_is_told_once(
    home: Home, freezer: FrozenDateTimeFactory, caplog: pytest.LogCaptureFixture
) -> None:
    """That the cloud is away is told after the usual time, its return then, too."""
    await home.set_up()
    async with restarted(home) as again:
        await home.simulator.stop()
        caplog.clear()
        await set_up(again)
        assert LOST not in caplog.text
        await again.pass_time(freezer, GRACE_SECONDS + 5, step=5)
        assert caplog.text.count(LOST) == 1
        await home.simulator.start()
        await again.pass_time(freezer, 90, step=5)
        await until(lambda: again.coordinator.is_reachable)
        assert caplog.text.count(BACK) == 1
