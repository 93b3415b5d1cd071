"""The cloud is down, refuses, hangs up, or falls silent."""

from collections.abc import Callable
import logging
from typing import Any, Final

from freezegun.api import FrozenDateTimeFactory
import pytest

from custom_components.ewelink.availability import GRACE_SECONDS
from homeassistant.config_entries import ConfigEntryState
from homeassistant.core import Event, callback
from homeassistant.exceptions import HomeAssistantError

from ..clock import pass_seconds, passing
from ..home import Home
from ..simulator import Simulator
from .waiting import let_pass, until

DISPATCH: Final = "GET /dispatch/app"
LAMP: Final = "Kitchen lamp"
HEATER: Final = "Water heater"
SETUP_RETRY_SECONDS: Final = 6

type Change = Callable[[Simulator], None]


def change_unseen(home: Home) -> None:
    """Let two devices of two homes change while nobody is told."""
    home.sim(LAMP).params["switch"] = "on"
    home.sim(HEATER).params["switch"] = "on"


def is_fresh(home: Home) -> bool:
    """Return whether those changes have arrived."""
    return home.state(LAMP) == home.state(HEATER) == "on"


def announcements(home: Home) -> int:
    """Return how often the account announced itself on a socket."""
    return sum(frame.action == "userOnline" for frame in home.simulator.frames)


async def test_cloud_down_at_start(home: Home) -> None:
    """Setup is tried again until the cloud is up."""
    await home.simulator.stop()
    await home.set_up()
    assert home.entry.state is ConfigEntryState.SETUP_RETRY
    assert home.entry.error_reason_translation_key == "cannot_connect"

    await home.simulator.start()
    let_pass(home.hass, SETUP_RETRY_SECONDS)
    await until(lambda: home.entry.state is ConfigEntryState.LOADED)
    await until(lambda: home.has_state(HEATER, "off"))


@pytest.mark.parametrize("interface", [DISPATCH, "GET /v2/family"])
async def test_cloud_fails_at_start(home: Home, interface: str) -> None:
    """Setup is tried again until the cloud recovers."""
    home.simulator.fail_next(interface, status=500, times=None)
    await home.set_up()
    assert home.entry.state is ConfigEntryState.SETUP_RETRY

    home.simulator.clear_faults()
    let_pass(home.hass, SETUP_RETRY_SECONDS)
    await until(lambda: home.entry.state is ConfigEntryState.LOADED)
    await until(lambda: home.has_state(HEATER, "off"))


@pytest.mark.parametrize(
    "lose",
    [
        pytest.param(Simulator.drop_sockets, id="closed"),
        pytest.param(Simulator.abort_sockets, id="cut"),
    ],
)
async def test_socket_lost(home: Home, lose: Change) -> None:
    """A lost socket comes back, and with it what was missed."""
    await home.set_up()
    lose(home.simulator)
    change_unseen(home)
    await until(lambda: home.simulator.sessions == 0)
    assert home.state(LAMP) == "off"

    await until(lambda: is_fresh(home))
    assert announcements(home) == 2


async def test_short_loss_is_not_shown(
    home: Home, caplog: pytest.LogCaptureFixture
) -> None:
    """A loss of less than the grace time leaves states and log alone."""
    await home.set_up()
    seen: list[str] = []

    @callback
    def _see(event: Event[Any]) -> None:
        seen.append(event.data["new_state"].state)

    home.hass.bus.async_listen("state_changed", _see)
    home.simulator.drop_sockets()
    await until(lambda: announcements(home) == 2)
    await until(lambda: home.lists_read == 2)

    assert "unavailable" not in seen
    told = [it for it in caplog.records if it.levelno >= logging.INFO]
    assert not [it for it in told if it.name.startswith("custom_components.ewelink")]


async def test_command_while_the_socket_is_lost(home: Home) -> None:
    """A command fails at once, and nothing is pretended or sent later."""
    await home.set_up()
    home.simulator.drop_sockets()
    await until(lambda: home.simulator.sessions == 0)
    with pytest.raises(HomeAssistantError) as raised:
        await home.call("turn_on", home.entity_id(LAMP))
    assert raised.value.translation_key == "device_cannot_connect"
    assert home.state(LAMP) == "off"

    await until(lambda: announcements(home) == 2)
    await until(lambda: home.lists_read == 2)
    assert home.sent(LAMP) == []
    assert home.state(LAMP) == "off"


@pytest.mark.usefixtures("impatient")
async def test_socket_frozen(home: Home, freezer: FrozenDateTimeFactory) -> None:
    """A half-open connection is noticed by its silence, and replaced."""
    home.simulator.cloud.hb_interval = 1
    await passing(freezer, home.set_up())
    home.simulator.freeze_sockets()
    change_unseen(home)

    await pass_seconds(freezer, 5)
    assert is_fresh(home)
    assert announcements(home) == 2


async def test_dispatch_fails_for_a_while(home: Home) -> None:
    """The way to the socket is asked for again, with growing patience."""
    await home.set_up()
    home.simulator.fail_next(DISPATCH, status=500, times=3)
    home.simulator.drop_sockets()
    change_unseen(home)

    await until(lambda: is_fresh(home), patience=12)
    assert home.called(DISPATCH) == 5
    assert announcements(home) == 2


async def test_dispatch_names_no_socket(home: Home) -> None:
    """An answer without an address counts as a failure like any other."""
    await home.set_up()
    home.simulator.fail_next(DISPATCH, error=0)
    home.simulator.drop_sockets()
    change_unseen(home)

    await until(lambda: is_fresh(home))
    assert home.called(DISPATCH) == 3


async def test_long_loss_is_shown_and_told_once(
    home: Home, caplog: pytest.LogCaptureFixture
) -> None:
    """After the grace time entities are unavailable, until the cloud is back."""
    await home.set_up()
    await home.simulator.stop()
    await until(lambda: home.simulator.sessions == 0)
    let_pass(home.hass, GRACE_SECONDS - 1)
    assert home.state(LAMP) == "off"
    let_pass(home.hass, GRACE_SECONDS + 1)
    await until(lambda: home.has_state(LAMP, "unavailable"))
    assert home.has_state("Zigbee bridge", "unavailable", "online")

    change_unseen(home)
    await home.simulator.start()
    await until(lambda: home.has_state(LAMP, "on"), patience=12)
    await until(lambda: is_fresh(home))
    told = [it.getMessage() for it in caplog.records if it.levelno == logging.INFO]
    for state in ("lost", "back"):
        message = f"The connection to the eWeLink cloud is {state}"
        assert told.count(message) == 1
