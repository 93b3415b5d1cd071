"""Tests of the sealed file of what is known of an account's devices."""

from pathlib import Path
import stat
from typing import Any, Final

from freezegun.api import FrozenDateTimeFactory
import orjson
from pytest_homeassistant_custom_component.common import (
    MockConfigEntry,
    async_test_home_assistant,
)

from custom_components.ewelink.api.known import Known
from custom_components.ewelink.api.seal import Seal
from custom_components.ewelink.const import DOMAIN
from custom_components.ewelink.domain_data import DATA_SHARED
from custom_components.ewelink.known_devices import KnownDevices

from .home import Home, signed_in, until
from .simulator.canaries import ACCESS_TOKEN_PREFIX, REFRESH_TOKEN_PREFIX
from .test_known_file import KNOWN
from .test_secrets import found, plant, secrets

LAMP: Final = "Kitchen lamp"
PRIVATE_KINDS: Final = (
    *("password", "email", "phone", "nickname", "app_secret", "ssid"),
    *("wifi_password", "bssid", "ip"),
)


def _file(home: Home) -> str:
    return f"{DOMAIN}.known.{home.entry.entry_id}"


def _opened(home: Home, hass_storage: dict[str, Any]) -> str:
    """Return what the file of an account holds."""
    seal = Seal(home.entry.data["store_key"], home.entry.entry_id)
    content = seal.open(hass_storage[_file(home)]["data"])
    assert content is not None
    return content.decode()


async def test_kept_after_the_list(
    home: Home, freezer: FrozenDateTimeFactory, hass_storage: dict[str, Any]
) -> None:
    """It is written a minute after a list: each device with its key and its params."""
    await home.set_up()
    await home.pass_time(freezer, 50, step=10)
    assert _file(home) not in hass_storage
    await home.pass_time(freezer, 15, step=5)
    await until(lambda: _file(home) in hass_storage)

    known = Known.from_json(_opened(home, hass_storage).encode())
    assert known is not None
    assert {it.deviceid for it in known.things} == home.coordinator.data.keys()
    assert all(it.devicekey for it in known.things)
    assert {it.name for it in known.homes} >= {"My home", "Cottage"}
    lamp = next(it for it in known.things if it.name == LAMP)
    assert lamp.params["switch"] == "off"


async def test_kept_at_the_stop(home: Home, hass_storage: dict[str, Any]) -> None:
    """What came since is written when Home Assistant stops."""
    await home.set_up()
    home.simulator.press(LAMP)
    await home.becomes(LAMP, "on")
    await home.hass.async_stop(force=True)

    known = Known.from_json(_opened(home, hass_storage).encode())
    assert known is not None
    lamp = next(it for it in known.things if it.name == LAMP)
    assert lamp.params["switch"] == "on"


async def test_nothing_private(home: Home, hass_storage: dict[str, Any]) -> None:
    """Not even who has the key learns of Wi-Fi, tokens or people; others nothing."""
    plant(home.simulator)
    home.sim(LAMP).params["wifi"] = {"pwd": "canary-deep", "n": [{"token": "canary"}]}
    await home.set_up()
    await home.hass.async_stop(force=True)
    content = _opened(home, hass_storage)

    assert found(secrets(home.simulator, *PRIVATE_KINDS), content) == []
    hidden = (ACCESS_TOKEN_PREFIX, REFRESH_TOKEN_PREFIX, "canary-deep", '"token"')
    assert found(hidden, content) == []
    planted = {str(home.sim(LAMP).params[it]) for it in ("ssid", "bssid", "password")}
    assert found(planted, content) == []
    written = orjson.dumps(hass_storage[_file(home)]).decode()
    names = {it.name for it in home.simulator.devices.values()}
    keys = {it.devicekey for it in home.simulator.devices.values()}
    everything = secrets(home.simulator) | names | keys | set(home.simulator.devices)
    assert found(everything | {home.entry.data["store_key"]}, written) == []


async def test_file(tmp_path: Path) -> None:
    """On disk only Home Assistant's user may read it, and reads nothing in it."""
    entry = MockConfigEntry(domain=DOMAIN, entry_id="one")
    async with async_test_home_assistant(config_dir=str(tmp_path)) as hass:
        entry.add_to_hass(hass)
        file = KnownDevices(hass, entry)
        file.async_make_key()
        await file.async_save(KNOWN)
        path = tmp_path / ".storage" / f"{DOMAIN}.known.one"
        content = path.read_bytes()
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        assert found(["1001", "Lamp", entry.data["store_key"]], str(content)) == []

        await file.async_remove()
        assert not path.exists()
        assert "store_key" not in entry.data
        await hass.async_stop(force=True)


async def test_removed_with_the_entry(home: Home, hass_storage: dict[str, Any]) -> None:
    """File and key go with their entry."""
    await home.set_up()
    await home.reload()
    assert _file(home) in hass_storage
    await home.hass.config_entries.async_remove(home.entry.entry_id)
    await home.hass.async_block_till_done()

    assert _file(home) not in hass_storage
    assert not home.hass.data[DATA_SHARED].handed_over
    assert home.hass.config_entries.async_get_entry(home.entry.entry_id) is None


async def test_switched_off(
    home: Home, freezer: FrozenDateTimeFactory, hass_storage: dict[str, Any]
) -> None:
    """Who does not want it has neither file nor key at once, and none is written."""
    await home.set_up()
    await home.reload()
    assert _file(home) in hass_storage
    home.hass.config_entries.async_update_entry(
        home.entry, options={"local_control": {"keep_offline": False}}
    )
    await home.reload()
    assert _file(home) not in hass_storage
    assert "store_key" not in home.entry.data

    await home.pass_time(freezer, 70, step=10)
    await home.hass.async_stop(force=True)
    assert _file(home) not in hass_storage
    assert "store_key" not in home.entry.data


async def test_switched_on_again(
    home: Home, freezer: FrozenDateTimeFactory, hass_storage: dict[str, Any]
) -> None:
    """Who wants it after all has a key at once, and the file a minute later."""
    await home.set_up()
    for chosen in ({"keep_offline": False}, {"keep_offline": True}):
        home.hass.config_entries.async_update_entry(
            home.entry, options={"local_control": chosen}
        )
        await home.reload()
    assert home.entry.data["store_key"]

    await home.listed()
    await home.pass_time(freezer, 70, step=10)
    await until(lambda: _file(home) in hass_storage)
    assert LAMP in _opened(home, hass_storage)


async def test_new_sign_in_keeps_the_key(home: Home) -> None:
    """What was known stays known when the user signs in again."""
    await home.set_up()
    key = home.entry.data["store_key"]
    keepers = home.hass.data[DATA_SHARED].account_tokens
    data = keepers.async_replace(home.entry, signed_in(home.simulator))

    assert data["store_key"] == key
