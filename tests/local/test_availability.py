"""Devices are there as long as one way reaches them, and tell which."""

from freezegun.api import FrozenDateTimeFactory
import pytest

from custom_components.ewelink.availability import ConnectionState
from tests.home import until

from .local_home import LAMP, OTHER, LocalHome

pytestmark = pytest.mark.usefixtures("everything_enabled")
AWAY = "Front door"


def shown(local: LocalHome, device: str = LAMP) -> tuple[str, str | None]:
    """Return the state of a device's sensor, and its reason."""
    state = local.home.hass.states.get(local.home.entity_id(device, "connection"))
    assert state is not None
    return state.state, state.attributes.get("reason")


async def test_both_ways(local: LocalHome) -> None:
    """A device that both ways reach is online, without any reason."""
    await local.set_up()
    assert shown(local) == ("online", None)


async def test_device_that_the_cloud_lost(local: LocalHome) -> None:
    """It stays available, and is controlled here."""
    await local.set_up()
    await local.lan.cloud(LAMP, there=False)
    await until(lambda: shown(local) == ("local_only", "device_offline"))
    assert local.home.state(LAMP) in ("on", "off")
    await local.home.call("turn_on", local.home.entity_id(LAMP))
    assert local.home.state(LAMP) == "on"
    assert local.home.sent(LAMP) == []
    await local.lan.press(LAMP)
    await local.home.becomes(LAMP, "off")
    assert shown(local) == ("local_only", "device_offline")

    await local.lan.cloud(LAMP, there=True)
    await until(lambda: shown(local) == ("online", None))


async def test_internet_that_is_drawn(
    freezer: FrozenDateTimeFactory, local: LocalHome
) -> None:
    """Devices in the network never become unavailable, all others do."""
    await local.set_up()
    written = local.listen(LAMP)
    local.home.simulator.draw_internet()
    await local.home.pass_time(freezer, 35)
    assert local.home.state(AWAY, "door") == "unavailable"
    assert shown(local) == ("local_only", "account_offline")

    await local.home.call("turn_on", local.home.entity_id(LAMP))
    await local.lan.press(LAMP)
    await local.home.becomes(LAMP, "off")
    assert "unavailable" not in written

    local.home.simulator.draw_internet(drawn=False)
    await local.home.pass_time(freezer, 70)
    await until(lambda: shown(local) == ("online", None))
    assert local.home.state(AWAY, "door") != "unavailable"
    assert "unavailable" not in written


async def test_device_that_left_the_network(
    freezer: FrozenDateTimeFactory, local: LocalHome
) -> None:
    """The cloud reaches it still, and the sensor tells that."""
    await local.set_up()
    await local.lan.vanish(LAMP)
    await local.home.pass_time(freezer, 300)
    assert shown(local) == ("cloud_only", "lost")
    await local.home.call("turn_on", local.home.entity_id(LAMP))
    assert local.home.state(LAMP) == "on"

    await local.lan.come_back(LAMP)
    await local.lan.press(LAMP)
    await until(lambda: shown(local) == ("online", None))


async def test_device_that_is_nowhere(
    freezer: FrozenDateTimeFactory, local: LocalHome
) -> None:
    """Without any way it is unavailable, for the cloud's reason."""
    await local.set_up()
    await local.lan.cloud(LAMP, there=False)
    await until(lambda: shown(local) == ("local_only", "device_offline"))
    await local.lan.vanish(LAMP)
    await local.home.pass_time(freezer, 300)
    assert shown(local) == ("device_offline", None)
    assert local.home.state(LAMP) == "unavailable"


async def test_device_that_never_was_here(local: LocalHome) -> None:
    """What has no local network is online, as ever."""
    await local.set_up()
    assert shown(local, AWAY) == ("online", None)
    assert local.state(AWAY) is None


@pytest.mark.parametrize(
    ("device", "way", "expected"),
    [
        (LAMP, "cloud", ("cloud_only", "chosen")),
        (LAMP, "local", ("local_only", "chosen")),
        (AWAY, "local", ("cloud_only", "not_heard")),
    ],
)
async def test_way_that_was_chosen(
    local: LocalHome, device: str, way: str, expected: tuple[str, str]
) -> None:
    """The sensor tells it, before a command fails."""
    bridge = local.id("Zigbee bridge")
    await local.set_up(OTHER, devices={local.id(LAMP): way, bridge: way})
    await local.lan.announce(LAMP)
    await until(lambda: shown(local, device) == expected)


def test_every_state_has_its_place() -> None:
    """The states are those that automations know, and two more."""
    assert {"cloud_only", "local_only", "online"} <= set(ConnectionState)
