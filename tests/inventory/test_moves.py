"""Tests of devices that move from one account to another that sees them."""

from collections.abc import Awaitable, Callable

from freezegun.api import FrozenDateTimeFactory
import pytest

from homeassistant.helpers import device_registry as dr

from ..home import Home, until
from ..simulator.accounts import EUROPEAN, NEIGHBOUR
from .two_accounts import (
    GATE,
    LAMP,
    customize,
    customized,
    disable,
    enable,
    holders,
    is_shown_by,
    lend,
    other,
    remove,
    share,
)

RELAY = "Garden relay"
BRIDGE = "Zigbee bridge"

type Act = Callable[[Home], Awaitable[None]]


GOING = pytest.mark.parametrize(
    "go", [pytest.param(remove, id="removed"), pytest.param(disable, id="disabled")]
)


async def test_owner_is_added_later(home: Home) -> None:
    """The device moves to its owner's entry with all that the user set."""
    await home.set_up()
    before = customize(home, GATE)
    neighbour = other(home)
    await neighbour.set_up()

    assert is_shown_by(neighbour, GATE)
    assert customized(neighbour, GATE) == before
    assert neighbour.state(GATE) == "off"


@GOING
async def test_owner_goes(home: Home, go: Act) -> None:
    """The other entry takes the device over at once, and asks the cloud for nothing."""
    neighbour = other(home)
    await home.set_up()
    await neighbour.set_up()
    before, lists_read = customize(neighbour, GATE), home.lists_read
    await go(neighbour)

    assert is_shown_by(home, GATE)
    assert customized(home, GATE) == before
    assert home.state(GATE) == "off"
    assert home.lists_read == lists_read


async def test_owner_is_removed_while_the_other_is_not_loaded(home: Home) -> None:
    """Home Assistant itself remembers what the user set, until the list is read."""
    neighbour = other(home)
    await home.set_up()
    await neighbour.set_up()
    before = customize(neighbour, GATE)
    await home.hass.config_entries.async_unload(home.entry.entry_id)
    await remove(neighbour)
    assert holders(home, GATE) == []
    await home.set_up()

    assert customized(home, GATE) == before
    assert home.state(GATE) == "off"


async def test_owner_comes_back(home: Home) -> None:
    """A device that was taken over returns to its owner's entry."""
    neighbour = other(home)
    await home.set_up()
    await neighbour.set_up()
    await disable(neighbour)
    before = customize(home, GATE)
    await enable(neighbour)

    assert is_shown_by(neighbour, GATE)
    assert customized(neighbour, GATE) == before
    assert neighbour.state(GATE) == "off"


async def test_channels_move_too(home: Home) -> None:
    """What a user set for a channel is there after every move, its device is anew."""
    neighbour = other(home)
    share(home, RELAY, NEIGHBOUR)
    await neighbour.set_up()
    await home.set_up()
    before, device_id = customize(home, RELAY, 1), home.device(RELAY).id
    await disable(home)
    assert customized(neighbour, RELAY, 1) == before
    assert neighbour.device(RELAY).id == device_id

    await enable(home)
    assert customized(home, RELAY, 1) == before
    assert home.state(RELAY, "switch_1") == "on"


@GOING
async def test_last_choice_for_a_channel_counts(home: Home, go: Act) -> None:
    """An entry forgets what it remembers of the time when it showed a channel."""
    neighbour = other(home)
    share(home, RELAY, NEIGHBOUR)
    await neighbour.set_up()
    registry = dr.async_get(neighbour.hass)
    registry.async_update_child_device(
        neighbour.device(RELAY, 1).id,
        name_by_user="Old",
        disabled_by=dr.DeviceEntryDisabler.USER,
    )
    await home.set_up()
    child = home.device(RELAY, 1)
    assert child.name_by_user == "Old"
    assert child.disabled_by is dr.DeviceEntryDisabler.USER

    registry.async_update_child_device(child.id, name_by_user="New", disabled_by=None)
    await go(home)
    child = neighbour.device(RELAY, 1)
    assert child.name_by_user == "New"
    assert child.disabled_by is None


async def test_disabled_device_stays_disabled(
    home: Home, caplog: pytest.LogCaptureFixture
) -> None:
    """A device that the user disabled is so wherever it moves, with its channels."""
    neighbour = other(home)
    share(home, RELAY, NEIGHBOUR)
    await neighbour.set_up()
    dr.async_get(home.hass).async_update_device(
        neighbour.device(RELAY).id, disabled_by=dr.DeviceEntryDisabler.USER
    )
    await home.set_up()

    assert home.device(RELAY).disabled_by is dr.DeviceEntryDisabler.USER
    assert home.device(RELAY, 1).disabled_by is dr.DeviceEntryDisabler.DEVICE
    assert home.hass.states.get(home.entity_id(RELAY, "switch_1")) is None
    assert "Detected that" not in caplog.text


@GOING
async def test_children_follow_their_bridge(home: Home, go: Act) -> None:
    """A bridge moves with all that is behind it."""
    neighbour = other(home)
    lend(home)
    await neighbour.set_up()
    await home.set_up()
    assert is_shown_by(home, BRIDGE)
    assert is_shown_by(home, "Front door")

    await go(home)
    child = neighbour.device("Front door")
    assert isinstance(child, dr.DeviceEntry)
    assert child.via_device_id == neighbour.device(BRIDGE).id
    assert neighbour.state("Front door", "door") == "off"
    neighbour.simulator.set_online(BRIDGE, False)
    await neighbour.becomes("Front door", "unavailable", "door")


async def test_two_devices_with_one_mac(home: Home) -> None:
    """A device can move to an entry that knows its address of another device."""
    neighbour = other(home)
    home.sim(LAMP).mac = home.sim(GATE).mac
    await neighbour.set_up()
    await home.set_up()
    await disable(neighbour)

    assert is_shown_by(home, GATE)
    assert is_shown_by(home, LAMP)


async def test_device_that_the_owner_does_not_list_any_more(
    home: Home, freezer: FrozenDateTimeFactory
) -> None:
    """A device that is lost to one account is shown by the other that sees it."""
    share(home, LAMP, NEIGHBOUR, EUROPEAN)
    await remove(home)
    first, second = other(home), other(home, EUROPEAN)
    await first.set_up()
    await second.set_up()
    before = customize(first, LAMP)
    del home.sim(LAMP).shares[NEIGHBOUR]
    await first.coordinator.async_refresh()
    await first.pass_time(freezer, 70, step=5)

    await until(lambda: is_shown_by(second, LAMP))
    await home.hass.async_block_till_done(wait_background_tasks=False)
    assert customized(second, LAMP) == before
    assert second.state(LAMP) == "off"


async def test_home_that_the_owner_leaves_out(home: Home) -> None:
    """A device that its owner's entry does not list is shown by the other."""
    neighbour = other(home)
    await home.set_up()
    await neighbour.set_up()
    before = customize(neighbour, GATE)
    left_out = [home.simulator.family("Next door").id]
    home.hass.config_entries.async_update_entry(
        neighbour.entry, options={"left_out_homes": left_out}
    )
    await neighbour.reload()

    assert is_shown_by(home, GATE)
    assert customized(home, GATE) == before
    assert home.state(GATE) == "off"


async def test_what_was_taken_over_leaves_with_its_account(home: Home) -> None:
    """Devices that nobody else sees go with the entry."""
    neighbour = other(home)
    await home.set_up()
    await neighbour.set_up()
    await remove(home)

    assert holders(home, LAMP) == []
    assert is_shown_by(neighbour, GATE)
