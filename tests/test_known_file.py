"""Tests of the file of what is known: what cannot be read is as if not there."""

from base64 import b64encode
from typing import Any, Final
from unittest.mock import patch

from freezegun.api import FrozenDateTimeFactory
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.ewelink.api.known import Known
from custom_components.ewelink.api.models import Thing
from custom_components.ewelink.api.seal import Seal, new_key
from custom_components.ewelink.const import DOMAIN
from custom_components.ewelink.known_devices import MOST_SECONDS, KnownDevices
from homeassistant.core import HomeAssistant

NOW: Final = 1_800_000_000.0
THING: Final = Thing(deviceid="1001", name="Lamp", apikey="", devicekey="lamp's key")
KNOWN: Final = Known(saved_at=NOW, things=(THING,))
OTHER_KEY: Final = b64encode(bytes(32)).decode()


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
