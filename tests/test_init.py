"""Tests of the life of an entry: set up, reload, unload, stop."""

from collections.abc import Callable
import time

from freezegun.api import FrozenDateTimeFactory
import pytest

from custom_components.ewelink.api.auth.tokens import ACCESS_LIFE
from custom_components.ewelink.api.http.limiter import Limiter, Limits
from custom_components.ewelink.const import DOMAIN
from custom_components.ewelink.domain_data import DATA_SHARED
from homeassistant.config_entries import ConfigEntryState
from homeassistant.core import HomeAssistant
from homeassistant.setup import async_setup_component

from .clock import passing
from .conftest import SetUp
from .home import Home, until
from .simulator import Simulator

FAMILY = "GET /v2/family"
THINGS = "GET /v2/device/thing"
DISPATCH = "GET /dispatch/app"
RETRY = ConfigEntryState.SETUP_RETRY

type Change = Callable[[Simulator], None]


def _fail(interface: str, **fault: int) -> Change:
    def change(simulator: Simulator) -> None:
        simulator.fail_next(
            interface,
            times=None,
            status=fault.get("status", 200),
            error=fault.get("error"),
        )

    return change


async def test_real_pace(set_up: SetUp, simulator: Simulator) -> None:
    """Sign-in, setup and the first lists keep the vendor's limits."""
    simulator.enforce_limits()
    entry = await set_up()
    await until(lambda: len(entry.runtime_data.data) == len(simulator.devices))

    assert entry.state is ConfigEntryState.LOADED
    assert simulator.violations == []


async def test_announcements_keep_their_distance_over_a_reload(home: Home) -> None:
    """A reload does not forget when the account was announced last."""
    pace = Limits(spacing=0, online_spacing=1)
    home.hass.data[DATA_SHARED].limiter = Limiter(pace)
    await home.set_up()
    await home.reload()
    assert home.entry.state is ConfigEntryState.LOADED
    await until(lambda: home.simulator.sessions == 1)

    first, second = (it for it in home.simulator.frames if it.action == "userOnline")
    assert second.at - first.at >= 1


async def test_vendor_is_the_cloud_without_yaml(hass: HomeAssistant) -> None:
    """Without the address of another cloud the vendor's own is used."""
    assert await async_setup_component(hass, DOMAIN, {})

    cloud = hass.data[DATA_SHARED].cloud
    assert cloud.api_url("eu") == "https://eu-apia.coolkit.cc"


async def test_yaml_is_checked(hass: HomeAssistant) -> None:
    """Nothing but the address of a cloud can be set."""
    assert not await async_setup_component(hass, DOMAIN, {DOMAIN: {"password": "x"}})


async def test_setup(home: Home) -> None:
    """An entry sets up, connects and listens."""
    await home.set_up()

    assert home.entry.state is ConfigEntryState.LOADED
    assert home.simulator.sessions == 1
    home.simulator.press("Kitchen lamp")
    await home.becomes("Kitchen lamp", "on")


@pytest.mark.parametrize(
    ("change", "state"),
    [
        pytest.param(_fail(DISPATCH, status=500), RETRY, id="no dispatch"),
        pytest.param(_fail(FAMILY, status=500), RETRY, id="no homes"),
        pytest.param(_fail(THINGS, status=500), RETRY, id="no list"),
        pytest.param(_fail(FAMILY, error=412), RETRY, id="quota"),
        pytest.param(_fail(FAMILY, error=400), RETRY, id="refused"),
        pytest.param(_fail(DISPATCH, error=407), RETRY, id="APPID at dispatch"),
        pytest.param(_fail(FAMILY, error=407), RETRY, id="APPID at the list"),
    ],
)
async def test_setup_failure(
    home: Home, change: Change, state: ConfigEntryState
) -> None:
    """What may pass, also by what a user does at the vendor, is tried again."""
    change(home.simulator)
    await home.set_up()

    assert home.entry.state is state
    await until(lambda: home.simulator.sessions == 0)


async def test_setup_is_tried_again(home: Home, freezer: FrozenDateTimeFactory) -> None:
    """A cloud that is down at the start is awaited."""
    await home.simulator.stop()
    await home.set_up()
    assert home.entry.state is RETRY
    assert home.entry.reason == "The eWeLink cloud cannot be reached"

    await home.simulator.start()
    await home.pass_time(freezer, 10)
    await home.becomes("Kitchen lamp", "off")


async def test_refused_tokens_at_setup_ask_for_a_sign_in(home: Home) -> None:
    """Tokens that cannot be renewed lead to a new sign-in."""
    home.simulator.kill_tokens()
    await home.set_up()

    assert home.entry.state is ConfigEntryState.SETUP_ERROR
    [flow] = home.hass.config_entries.flow.async_progress()
    assert flow["context"]["source"] == "reauth"
    assert flow["context"]["entry_id"] == home.entry.entry_id


async def test_refused_tokens_while_running_ask_for_a_sign_in(
    home: Home, freezer: FrozenDateTimeFactory
) -> None:
    """A sign-in from elsewhere with the same APPID is told, once."""
    await home.set_up()
    home.simulator.kill_tokens()
    home.simulator.drop_sockets()
    await home.pass_time(freezer, 120)
    await until(home.hass.config_entries.flow.async_progress)

    [flow] = home.hass.config_entries.flow.async_progress()
    assert flow["context"]["source"] == "reauth"
    assert home.state("Kitchen lamp") == "unavailable"


async def test_refused_tokens_of_a_list_ask_for_a_sign_in(
    home: Home, freezer: FrozenDateTimeFactory
) -> None:
    """Calls notice the refusal as well as the socket does."""
    await home.set_up()
    home.simulator.kill_tokens()
    await home.pass_time(freezer, 6 * 3600 + 60, step=900)
    await until(home.hass.config_entries.flow.async_progress)

    [flow] = home.hass.config_entries.flow.async_progress()
    assert flow["context"]["source"] == "reauth"


async def test_expired_token_is_renewed_at_setup(home: Home) -> None:
    """An expired access token is nothing that anybody must know of."""
    before = dict(home.entry.data["tokens"])
    home.simulator.expire_access_tokens()
    await home.set_up()

    assert home.entry.state is ConfigEntryState.LOADED
    [pair] = home.simulator.cloud.tokens.live()
    assert home.entry.data["tokens"]["access"] == pair.access != before["access"]


async def test_renewal_is_stored_without_a_reload(
    home: Home, freezer: FrozenDateTimeFactory
) -> None:
    """The pair is renewed at two thirds of its life and kept in the entry."""
    await home.set_up()
    coordinator = home.coordinator
    home.hass.config_entries.async_update_entry(home.entry, title="as it was")
    freezer.tick(ACCESS_LIFE * 2 / 3 + 60)
    home.simulator.drop_sockets()
    await until(lambda: home.simulator.sessions == 0)
    await home.pass_time(freezer, 5)
    await until(lambda: home.called("POST /v2/user/refresh"))
    await home.hass.async_block_till_done()

    [pair] = home.simulator.cloud.tokens.live()
    stored = home.entry.data["tokens"]
    assert (stored["access"], stored["refresh"]) == (pair.access, pair.refresh)
    assert stored["issued"] == pytest.approx(time.time(), abs=10)
    assert home.coordinator is coordinator
    assert home.called("POST /v2/user/refresh") == 1


async def test_unload(home: Home) -> None:
    """Nothing goes on after an unload; the socket is closed."""
    await home.set_up()
    assert await home.hass.config_entries.async_unload(home.entry.entry_id)
    await home.hass.async_block_till_done()

    assert home.entry.state is ConfigEntryState.NOT_LOADED
    await until(lambda: not home.simulator.cloud.hub.sessions)
    assert home.state("Kitchen lamp") == "unavailable"


async def test_unload_during_the_list(
    home: Home, freezer: FrozenDateTimeFactory
) -> None:
    """An unload does not wait for pages that are still to come."""
    home.simulator.delay(0.8, THINGS)
    entries = home.hass.config_entries
    await passing(freezer, entries.async_setup(home.entry.entry_id))
    await until(lambda: home.called(THINGS) == 2)
    assert await entries.async_unload(home.entry.entry_id)

    assert not all(call.status for call in home.simulator.calls)
    calls = home.simulator.calls
    await passing(freezer, until(lambda: all(call.status for call in calls)))


async def test_reload(home: Home) -> None:
    """After a reload everything is there again."""
    await home.set_up()
    home.simulator.press("Kitchen lamp")
    await home.reload()

    assert home.entry.state is ConfigEntryState.LOADED
    assert home.state("Kitchen lamp") == "on"
    await until(lambda: len(home.simulator.cloud.hub.sessions) == 1)


async def test_stop_closes_the_socket(home: Home) -> None:
    """When Home Assistant stops, the cloud is told."""
    await home.set_up()
    await home.hass.async_stop(force=True)

    await until(lambda: not home.simulator.cloud.hub.sessions)
