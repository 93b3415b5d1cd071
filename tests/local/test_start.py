"""A start without the internet: devices are looked for where they were last."""

from typing import Any, Final

import pytest

from custom_components.ewelink import offline_start
from custom_components.ewelink.api.known import Known
from custom_components.ewelink.api.seal import Seal
from custom_components.ewelink.availability import ConnectionState
from custom_components.ewelink.const import DOMAIN
from tests.home import Home, until
from tests.restart import restarted

from .local_home import LAMP, OTHER, LocalHome

AWAY: Final = "Front door"


def _known(home: Home, hass_storage: dict[str, Any]) -> Known:
    """Return what the file of an account holds."""
    seal = Seal(home.entry.data["store_key"], home.entry.entry_id)
    stored = hass_storage[f"{DOMAIN}.known.{home.entry.entry_id}"]["data"]
    known = Known.from_json(seal.open(stored) or b"")
    assert known is not None
    return known


async def _set_up(home: Home) -> None:
    await home.hass.config_entries.async_setup(home.entry.entry_id)
    await home.hass.async_block_till_done(wait_background_tasks=False)


async def test_without_internet_and_multicast(local: LocalHome) -> None:
    """Remembered addresses are enough: devices are there, and obey."""
    await local.set_up(LAMP, OTHER)
    await local.home.simulator.stop()
    async with restarted(local.home) as again:
        await _set_up(again)
        assert again.state(LAMP) == "unavailable"
        await again.becomes(LAMP, "off")
        lamp = again.coordinator.data[local.id(LAMP)]
        standing = again.coordinator.standing.of(lamp).state
        assert standing is ConnectionState.LOCAL_ONLY
        await again.call("turn_on", again.entity_id(LAMP))

        assert again.state(LAMP) == "on"
        assert await local.requests(LAMP) == [{"switch": "on"}]
        assert again.state(AWAY, "door") == "unavailable"
        await again.becomes(OTHER, "off")


async def test_cloud_returns(local: LocalHome) -> None:
    """The list follows, and nothing is asked for or shown twice."""
    await local.set_up()
    await local.home.simulator.stop()
    async with restarted(local.home) as again:
        await _set_up(again)
        await again.becomes(LAMP, "off")
        await local.home.simulator.start()
        await again.listed()
        lamp = again.coordinator.data[local.id(LAMP)]

        assert again.coordinator.standing.of(lamp).state is ConnectionState.ONLINE
        assert again.state(LAMP) == "off"


async def test_sign_in_is_refused(local: LocalHome) -> None:
    """What is served locally stays, while the user is asked to sign in."""
    await local.set_up()
    async with restarted(local.home) as again:
        local.home.simulator.kill_tokens()
        await _set_up(again)
        flows = again.hass.config_entries.flow
        await until(flows.async_progress)
        await again.becomes(LAMP, "off")
        await again.call("turn_on", again.entity_id(LAMP))
        assert again.state(LAMP) == "on"
        [flow] = flows.async_progress()
        assert flow["context"]["source"] == "reauth"
        flows.async_abort(flow["flow_id"])


async def test_nobody_is_there(local: LocalHome) -> None:
    """A device that has gone is unavailable, and a command to it fails."""
    await local.set_up(LAMP, OTHER)
    await local.home.simulator.stop()
    await local.lan.vanish(OTHER)
    async with restarted(local.home) as again:
        await _set_up(again)
        await again.becomes(LAMP, "off")
        assert again.state(OTHER) == "unavailable"


async def test_where_devices_are_is_kept(
    local: LocalHome, hass_storage: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A new address is written a while after it was heard."""
    await local.set_up()
    await local.home.coordinator.keeper._save()
    before = _known(local.home, hass_storage).memories[local.id(LAMP)]
    assert before.addresses[0] == local.lan.address(LAMP)[0]
    monkeypatch.setattr(offline_start, "SAVE_SECONDS", 0.05)
    moved = await local.lan.move(LAMP)

    def addresses() -> tuple[str, ...]:
        return _known(local.home, hass_storage).memories[local.id(LAMP)].addresses

    await until(lambda: addresses()[0] == moved)


async def test_addresses_that_were_not_met_again_are_kept(
    local: LocalHome, hass_storage: dict[str, Any]
) -> None:
    """What was away during a whole run is looked for in the next one, too."""
    await local.set_up(LAMP, OTHER)
    await local.home.simulator.stop()
    await local.lan.vanish(OTHER)
    async with restarted(local.home) as again:
        await _set_up(again)
        await again.becomes(LAMP, "off")
        await again.hass.config_entries.async_unload(again.entry.entry_id)
        memories = _known(again, hass_storage).memories
        assert memories[local.id(OTHER)].addresses
