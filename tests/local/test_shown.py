"""Which devices are listened to: those that an account shows."""

from freezegun.api import FrozenDateTimeFactory

from custom_components.ewelink.domain_data import DATA_SHARED
from custom_components.ewelink.local_network import is_own_host
from homeassistant.components.zeroconf.models import HaZeroconf
from homeassistant.const import EVENT_HOMEASSISTANT_STOP
from tests.home import until

from .local_home import LAMP, OTHER, LocalHome


def watched(local: LocalHome) -> set[str]:
    """Return who is listened to."""
    lan = local.home.hass.data[DATA_SHARED].local_network.lan
    return {it.id for it in lan.peers}


async def test_devices_of_the_account(local: LocalHome) -> None:
    """They are listened to while the account is loaded, and not longer."""
    await local.set_up()
    assert watched(local) == set(local.home.coordinator.data)
    await local.home.hass.config_entries.async_unload(local.home.entry.entry_id)
    assert watched(local) == set()


async def test_reload(local: LocalHome) -> None:
    """Devices are found again at once."""
    await local.set_up()
    await local.home.reload()
    await local.there(LAMP)
    await local.home.call("turn_on", local.home.entity_id(LAMP))
    assert local.home.sent(LAMP) == []


async def test_device_that_is_removed(
    freezer: FrozenDateTimeFactory, local: LocalHome
) -> None:
    """Nobody listens to what the account has no more."""
    await local.set_up(LAMP, OTHER)
    gone = local.id(LAMP)
    local.home.sim(LAMP).absent = True
    await local.home.read_list(freezer)
    assert gone in watched(local)
    await local.home.pass_time(freezer, 70)
    assert gone not in watched(local)


async def test_device_that_is_added(
    freezer: FrozenDateTimeFactory, local: LocalHome
) -> None:
    """What was heard before it was listed is known at once."""
    local.home.sim(LAMP).absent = True
    await local.set_up(OTHER)
    assert local.id(LAMP) not in watched(local)
    local.home.sim(LAMP).absent = False
    await local.home.read_list(freezer)
    await local.there(LAMP)


async def test_key_of_a_child(local: LocalHome) -> None:
    """What is behind a bridge speaks with the bridge's key."""
    await local.set_up()
    lan = local.home.hass.data[DATA_SHARED].local_network.lan
    door = lan.peer(local.id("Front door"))
    bridge = local.home.coordinator.data[local.id("Zigbee bridge")]
    assert door is not None
    assert door.device.devicekey == bridge.thing.devicekey


async def test_list_does_not_overwrite(local: LocalHome) -> None:
    """A list that is older than a report keeps what the device told."""
    await local.set_up()
    await local.lan.cloud(LAMP, there=False)
    await local.home.call("turn_on", local.home.entity_id(LAMP))
    await local.lan.press(LAMP)
    await local.home.becomes(LAMP, "off")
    local.home.sim(LAMP).params["switch"] = "on"
    await local.home.coordinator.async_refresh()
    assert local.home.state(LAMP) == "off"


async def test_questions(freezer: FrozenDateTimeFactory, local: LocalHome) -> None:
    """All are asked at the start and three times more, and then not again."""
    await local.set_up()
    await local.home.pass_time(freezer, 65)
    asked = await local.lan.read("questions")
    assert 4 <= len(asked) <= 5
    assert not any(it["known"] for it in asked)


async def test_stop(local: LocalHome, heard: HaZeroconf) -> None:
    """Nothing is heard and nothing goes on when Home Assistant stops."""
    await local.set_up()
    listeners = len(heard.record_manager.listeners)
    local.home.hass.bus.async_fire(EVENT_HOMEASSISTANT_STOP)
    await until(lambda: len(heard.record_manager.listeners) < listeners)


def test_own_host() -> None:
    """Devices on the own host are for a cloud that is there as well."""
    own = ("http://127.0.0.1:80", "http://localhost:80", "http://[::1]:80")
    others = (None, "", "https://eu-api.coolkit.cc", "http://10.0.0.1", "http://")
    assert all(map(is_own_host, own))
    assert not any(map(is_own_host, others))
