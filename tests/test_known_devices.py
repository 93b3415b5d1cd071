"""Tests of the sealed file of what is known of an account's devices."""

from base64 import b64encode
from pathlib import Path
import stat
from typing import Any, Final
from unittest.mock import patch

from freezegun.api import FrozenDateTimeFactory
import orjson
import pytest
from pytest_homeassistant_custom_component.common import (
    MockConfigEntry,
    async_test_home_assistant,
)

from custom_components.ewelink.api.known import Known
from custom_components.ewelink.api.models import Thing
from custom_components.ewelink.api.seal import Seal, new_key
from custom_components.ewelink.const import DOMAIN
from custom_components.ewelink.domain_data import DATA_SHARED
from custom_components.ewelink.known_devices import MOST_SECONDS, KnownDevices
from homeassistant.core import HomeAssistant

from .home import Home, until
from .simulator.canaries import ACCESS_TOKEN_PREFIX, REFRESH_TOKEN_PREFIX
from .test_secrets import found, plant, secrets

LAMP: Final = "Kitchen lamp"
NOW: Final = 1_800_000_000.0
THING: Final = Thing(deviceid="1001", name="Lamp", apikey="", devicekey="lamp's key")
KNOWN: Final = Known(saved_at=NOW, things=(THING,))
OTHER_KEY: Final = b64encode(bytes(32)).decode()
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


@pytest.fixture
def entry(hass: HomeAssistant) -> MockConfigEntry:
    """Return an entry with a key."""
    entry = MockConfigEntry(
        domain=DOMAIN, entry_id="one", data={"store_key": new_key()}
    )
    entry.add_to_hass(hass)
    return entry


def _sealed(entry: MockConfigEntry, content: bytes, owner: str = "one") -> Any:
    return Seal(entry.data["store_key"], owner).seal(content)


async def test_loaded_as_it_was_saved(
    hass: HomeAssistant, entry: MockConfigEntry, freezer: FrozenDateTimeFactory
) -> None:
    """What was saved is loaded."""
    freezer.move_to("2027-01-16")
    await KnownDevices(hass, entry).async_save(KNOWN)
    assert await KnownDevices(hass, entry).async_load() == KNOWN


@pytest.mark.parametrize(
    ("age", "is_used"),
    [
        pytest.param(MOST_SECONDS - 60, True, id="a little less than 90 days"),
        pytest.param(MOST_SECONDS + 60, False, id="a little more"),
        pytest.param(-MOST_SECONDS, True, id="the clock is not set yet"),
    ],
)
async def test_age(
    hass: HomeAssistant,
    entry: MockConfigEntry,
    freezer: FrozenDateTimeFactory,
    age: float,
    *,
    is_used: bool,
) -> None:
    """What is old is not believed."""
    file = KnownDevices(hass, entry)
    saved_at = file.now - age
    await file.async_save(Known(saved_at=saved_at, things=(THING,)))
    again = KnownDevices(hass, entry)
    known = await again.async_load()

    assert (known is not None) is is_used
    assert not is_used or again.now >= saved_at


@pytest.mark.parametrize(
    "stored",
    [
        pytest.param("", id="text"),
        pytest.param([1], id="list"),
        pytest.param({}, id="empty"),
        pytest.param({"version": 1}, id="no data"),
        pytest.param({"version": 1, "data": {}}, id="nothing sealed"),
        pytest.param({"version": 1, "data": [1]}, id="a list in it"),
        pytest.param({"version": 1, "data": {"nonce": 1, "sealed": []}}, id="garbage"),
        pytest.param({"version": 1, "data": {"nonce": "", "sealed": ""}}, id="empties"),
        pytest.param({"version": 7, "data": {}}, id="a later file"),
        pytest.param({"version": "x", "data": {}}, id="an odd version"),
    ],
)
async def test_odd_files(
    hass: HomeAssistant,
    hass_storage: dict[str, Any],
    entry: MockConfigEntry,
    stored: Any,
) -> None:
    """A file that cannot be read is as none."""
    hass_storage[f"{DOMAIN}.known.one"] = stored
    assert await KnownDevices(hass, entry).async_load() is None


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(b"no JSON", id="no JSON"),
        pytest.param(b'{"version": 2, "saved_at": 1}', id="a later version"),
    ],
)
async def test_other_versions(
    hass: HomeAssistant,
    hass_storage: dict[str, Any],
    entry: MockConfigEntry,
    content: bytes,
) -> None:
    """What another version has sealed is as nothing."""
    data = _sealed(entry, content)
    hass_storage[f"{DOMAIN}.known.one"] = {"version": 1, "data": data}
    assert await KnownDevices(hass, entry).async_load() is None


async def test_file_of_another_entry(
    hass: HomeAssistant, hass_storage: dict[str, Any], entry: MockConfigEntry
) -> None:
    """With the same key, too, a file opens only for its own entry."""
    data = _sealed(entry, KNOWN.to_json(), owner="another")
    hass_storage[f"{DOMAIN}.known.one"] = {"version": 1, "data": data}
    assert await KnownDevices(hass, entry).async_load() is None


@pytest.mark.parametrize(
    "key", ["", 7, "no base64", b64encode(b"short").decode(), OTHER_KEY]
)
async def test_other_keys(
    hass: HomeAssistant, entry: MockConfigEntry, key: object
) -> None:
    """With another key, or none, nothing is read; a key that is none is replaced."""
    await KnownDevices(hass, entry).async_save(KNOWN)
    hass.config_entries.async_update_entry(entry, data={"store_key": key})
    file = KnownDevices(hass, entry)
    assert await file.async_load() is None

    file.async_make_key()
    await file.async_save(Known(saved_at=file.now))
    assert await file.async_load() is not None


async def test_without_a_key(
    hass: HomeAssistant, hass_storage: dict[str, Any], entry: MockConfigEntry
) -> None:
    """An entry of an earlier version has none, and nothing is written without one."""
    hass.config_entries.async_update_entry(entry, data={})
    file = KnownDevices(hass, entry)
    assert await file.async_load() is None
    await file.async_save(KNOWN)
    assert f"{DOMAIN}.known.one" not in hass_storage

    file.async_make_key()
    key = entry.data["store_key"]
    file.async_make_key()
    assert entry.data["store_key"] == key


@pytest.mark.parametrize("error", [OSError("secret"), TypeError("secret")])
async def test_what_cannot_be_written(
    hass: HomeAssistant,
    entry: MockConfigEntry,
    caplog: pytest.LogCaptureFixture,
    error: Exception,
) -> None:
    """It is told without what is in it, and nothing else fails."""
    file = KnownDevices(hass, entry)
    with patch("homeassistant.helpers.storage.Store.async_save", side_effect=error):
        await file.async_save(KNOWN)
    with patch("homeassistant.helpers.storage.Store.async_remove", side_effect=OSError):
        await file.async_remove()

    assert "was not stored" in caplog.text
    assert "was not deleted" in caplog.text
    assert "secret" not in caplog.text


async def test_params_that_cannot_be_written(
    hass: HomeAssistant, entry: MockConfigEntry, caplog: pytest.LogCaptureFixture
) -> None:
    """A number that no cloud sends does not stop anything."""
    thing = Thing(deviceid="1", name="", apikey="", params={"x": 2**70})
    await KnownDevices(hass, entry).async_save(Known(saved_at=NOW, things=(thing,)))
    assert "was not stored" in caplog.text


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
