"""Tests of repair issues: each names a cause, and vanishes when that is cured."""

from typing import Any, Final

from freezegun.api import FrozenDateTimeFactory
import pytest

from custom_components.ewelink.const import DOMAIN
from custom_components.ewelink.issues import CALM_SECONDS
from homeassistant.config_entries import ConfigEntryState
from homeassistant.core import HomeAssistant
from homeassistant.helpers import issue_registry as ir

from .home import Home, until

DISPATCH: Final = "GET /dispatch/app"
FAMILY: Final = "GET /v2/family"
THINGS: Final = "GET /v2/device/thing"
REFRESH: Final = "POST /v2/user/refresh"
GET_REGION: Final = "GET /v2/utils/get-region"
DAY: Final = 24 * 3600
FORBIDDEN: Final = {"status": 403, "error": 403}


def issues(hass: HomeAssistant) -> dict[str, Any]:
    """Return what the present issues tell, by their texts."""
    return {
        str(it.translation_key): it.translation_placeholders
        for it in ir.async_get(hass).issues.values()
        if it.domain == DOMAIN
    }


@pytest.mark.parametrize(
    ("fault", "issue"),
    [
        pytest.param({"error": 407}, "app_id_not_allowed", id="407"),
        pytest.param({"error": 412}, "quota_used_up", id="412"),
        pytest.param(FORBIDDEN, "quota_used_up", id="HTTP 403"),
    ],
)
@pytest.mark.parametrize("interface", [DISPATCH, FAMILY, THINGS])
async def test_trouble_at_the_start(
    home: Home,
    freezer: FrozenDateTimeFactory,
    interface: str,
    fault: dict[str, Any],
    issue: str,
) -> None:
    """What keeps an entry from starting is told, until a retry succeeds by itself."""
    home.simulator.fail_next(interface, times=None, **fault)
    await home.set_up()
    assert home.entry.state is ConfigEntryState.SETUP_RETRY
    assert list(issues(home.hass)) == [issue]

    home.simulator.clear_faults()
    await home.pass_time(freezer, 30)
    await home.hass.async_block_till_done(wait_background_tasks=False)
    await until(lambda: home.entry.state is ConfigEntryState.LOADED)
    assert issues(home.hass) == {}


@pytest.mark.parametrize(
    ("fault", "issue"),
    [
        pytest.param({"error": 407}, "app_id_not_allowed", id="407"),
        pytest.param({"error": 412}, "quota_used_up", id="412"),
        pytest.param(FORBIDDEN, "quota_used_up", id="HTTP 403"),
    ],
)
async def test_trouble_later(home: Home, fault: dict[str, Any], issue: str) -> None:
    """What begins while an entry runs is told, until the list can be read."""
    await home.set_up()
    home.simulator.fail_next(FAMILY, times=2, **fault)
    await home.coordinator.async_refresh()
    assert list(issues(home.hass)) == [issue]
    await home.coordinator.async_refresh()
    assert list(issues(home.hass)) == [issue]
    await home.coordinator.async_refresh()
    assert issues(home.hass) == {}


async def test_outage_is_no_issue(home: Home) -> None:
    """A cloud that fails is nothing that a user can repair."""
    await home.set_up()
    home.simulator.fail_next(FAMILY, status=502)
    await home.coordinator.async_refresh()
    assert issues(home.hass) == {}


async def test_trouble_of_the_socket_alone(
    home: Home, freezer: FrozenDateTimeFactory
) -> None:
    """A list that can be read does not withdraw what the socket still meets."""
    await home.set_up()
    home.simulator.fail_next(DISPATCH, times=None, error=412)
    home.simulator.drop_sockets()
    await home.pass_time(freezer, 3)
    await until(lambda: issues(home.hass))
    await home.coordinator.async_refresh()
    assert list(issues(home.hass)) == ["quota_used_up"]

    home.simulator.clear_faults()
    await home.pass_time(freezer, 301)
    await until(lambda: home.simulator.sessions)
    assert issues(home.hass) == {}


async def test_trouble_that_changes(home: Home) -> None:
    """The issue is that of the present error."""
    await home.set_up()
    home.simulator.fail_next(FAMILY, error=412)
    await home.coordinator.async_refresh()
    home.simulator.fail_next(FAMILY, error=407)
    await home.coordinator.async_refresh()
    assert list(issues(home.hass)) == ["app_id_not_allowed"]


@pytest.mark.parametrize("code", [400, 406, 407])
async def test_app_that_expired(
    home: Home, freezer: FrozenDateTimeFactory, code: int
) -> None:
    """The first refused renewal tells it; the devices go on until the token ends."""
    await home.set_up()
    home.simulator.fail_next(REFRESH, times=None, error=code)
    home.simulator.fail_next(GET_REGION, times=None, error=code)
    await home.pass_time(freezer, 21 * DAY, step=12 * 3600)
    assert list(issues(home.hass)) == ["app_id_refused"]
    assert home.simulator.sessions == 1
    assert not home.hass.config_entries.flow.async_progress()

    home.simulator.clear_faults()
    await home.pass_time(freezer, 7 * 3600, step=3600)
    assert issues(home.hass) == {}


async def test_app_that_expired_while_off(
    home: Home, freezer: FrozenDateTimeFactory
) -> None:
    """Nobody is asked to sign in when that cannot help."""
    home.simulator.fail_next(REFRESH, times=None, error=407)
    home.simulator.expire_access_tokens()
    await home.set_up()
    assert home.entry.state is ConfigEntryState.SETUP_RETRY
    assert list(issues(home.hass)) == ["app_id_refused"]
    assert not home.hass.config_entries.flow.async_progress()

    home.simulator.clear_faults()
    await home.pass_time(freezer, 30)
    await until(lambda: home.entry.state is ConfigEntryState.LOADED)
    assert issues(home.hass) == {}


async def test_refused_refresh_token_is_no_issue_of_the_app(home: Home) -> None:
    """Where other signed calls are taken, it is the sign-in that has to be renewed."""
    home.simulator.fail_next(REFRESH, times=None, error=400)
    home.simulator.expire_access_tokens()
    await home.set_up()
    assert home.entry.state is ConfigEntryState.SETUP_ERROR
    assert issues(home.hass) == {}


async def test_session_that_is_taken_for_good(
    home: Home, freezer: FrozenDateTimeFactory
) -> None:
    """A session that is dead is told by one repair, which opens the sign-in."""
    await home.set_up()
    home.simulator.sign_in()
    await until(home.hass.config_entries.flow.async_progress)
    await home.hass.async_block_till_done(wait_background_tasks=False)
    assert issues(home.hass) == {}
    [flow] = home.hass.config_entries.flow.async_progress()
    [repair] = ir.async_get(home.hass).issues.values()
    assert repair.translation_key == "config_entry_reauth"
    assert repair.data == {"flow_id": flow["flow_id"]}

    account = home.simulator.account
    typed = {"username": account.username, "password": account.password}
    await home.hass.config_entries.flow.async_configure(flow["flow_id"], typed)
    await home.hass.async_block_till_done(wait_background_tasks=False)
    assert issues(home.hass) == {}


@pytest.mark.parametrize("silently", [True, False])
async def test_session_that_is_taken_again_and_again(
    home: Home,
    freezer: FrozenDateTimeFactory,
    silently: bool,  # noqa: FBT001
) -> None:
    """Kicked out five times in five minutes: we give way, and tell why."""
    home.simulator.let_replaced_renew()
    home.simulator.kick_silently(silently)
    await home.set_up()
    home.simulator.clear_counters()
    for _ in range(5):
        home.simulator.sign_in()
        await home.pass_time(freezer, 60)

    assert home.called(REFRESH) <= 2
    announced = [it for it in home.simulator.frames if it.action == "userOnline"]
    assert len(announced) <= 2
    assert list(issues(home.hass)) == ["contested"]
    assert not home.hass.config_entries.flow.async_progress()
    assert home.entry.state is ConfigEntryState.LOADED


async def test_contest_that_ends(home: Home, freezer: FrozenDateTimeFactory) -> None:
    """When the other client is gone, the session comes back after the rest, to stay."""
    home.simulator.let_replaced_renew()
    await home.set_up()
    for _ in range(2):
        home.simulator.sign_in()
        await home.pass_time(freezer, 30)
    assert home.simulator.sessions == 0
    await home.pass_time(freezer, 650, step=5)
    assert home.simulator.sessions == 1
    assert list(issues(home.hass)) == ["contested"]
    await home.pass_time(freezer, CALM_SECONDS + 10, step=5)
    assert issues(home.hass) == {}


@pytest.mark.parametrize(
    ("hidden", "issue", "counts"),
    [
        pytest.param(1, "missing_devices", ("33", "34"), id="one"),
        pytest.param(99, "no_devices", ("0", "32"), id="all"),
    ],
)
async def test_devices_that_are_not_delivered(
    home: Home, hidden: int, issue: str, counts: tuple[str, str]
) -> None:
    """The two numbers are told, until all devices are delivered."""
    devices = list(home.simulator.devices.values())[:hidden]
    for device in devices:
        device.hidden = True
    if hidden > 1:
        home.simulator.groups.clear()
    await home.set_up()
    told = issues(home.hass)
    assert list(told) == [issue]
    assert (told[issue]["received"], told[issue]["total"]) == counts

    for device in devices:
        device.hidden = False
    await home.coordinator.async_refresh()
    assert issues(home.hass) == {}


async def test_issues_go_with_the_entry(home: Home) -> None:
    """Nothing is left of an account that is removed."""
    await home.set_up()
    home.simulator.fail_next(FAMILY, error=412)
    await home.coordinator.async_refresh()
    assert issues(home.hass)
    await home.hass.config_entries.async_remove(home.entry.entry_id)
    assert issues(home.hass) == {}


async def test_contest_ends_with_a_calm_time(
    home: Home, freezer: FrozenDateTimeFactory
) -> None:
    """The issue vanishes when a session has lasted, and not before."""
    home.simulator.let_replaced_renew()
    await home.set_up()
    for _ in range(2):
        home.simulator.sign_in()
        await home.pass_time(freezer, 30)
    while not home.simulator.sessions:
        await home.pass_time(freezer, 5, step=5)
    await home.pass_time(freezer, CALM_SECONDS - 20, step=10)
    assert list(issues(home.hass)) == ["contested"]
    await home.pass_time(freezer, 40, step=10)
    assert issues(home.hass) == {}
