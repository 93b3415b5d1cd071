"""Tests of a home whose list is not permitted, beside others whose lists are."""

from collections.abc import AsyncGenerator, Generator
from typing import Final, override
from unittest.mock import patch

from freezegun.api import FrozenDateTimeFactory
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.ewelink.api.errors import (
    EwelinkConnectionError,
    EwelinkError,
    EwelinkResponseError,
)
from custom_components.ewelink.api.models import Home, Thing, ThingPage
from custom_components.ewelink.const import DOMAIN
from custom_components.ewelink.coordinator import EwelinkCoordinator
from homeassistant.config_entries import ConfigEntryState
from homeassistant.core import HomeAssistant
from homeassistant.helpers import device_registry as dr

from ..clock import turns
from ..devices.common import thing
from ..memory_link import MemoryLink

OURS: Final = "1000000001"
SECOND: Final = "1000000002"
THEIRS: Final = "1000000003"
REFUSED: Final = EwelinkResponseError("refused", code=406)


class TwoHomes(MemoryLink):
    """An own home, and one that somebody shares."""

    def __init__(self) -> None:
        """Know two devices here and one there."""
        super().__init__(
            *(
                thing(1, {"switch": "off"}, deviceid=it, name=it, home_id=home_id)
                for it, home_id in ((OURS, "own"), (SECOND, "own"), (THEIRS, "theirs"))
            )
        )
        self.refuses: dict[str, EwelinkError] = {}

    @override
    async def homes(self) -> tuple[Home, ...]:
        return (Home(id="theirs", name="Theirs"), Home(id="own", name="Own"))

    @override
    async def things(self, home_id: str) -> AsyncGenerator[ThingPage]:
        if home_id in self.refuses:
            raise self.refuses[home_id]
        found: tuple[Thing, ...] = tuple(
            it for it in self.known.values() if it.home_id == home_id
        )
        yield ThingPage(things=found, received=len(found), total=len(found), asked=100)


@pytest.fixture
def link() -> Generator[TwoHomes]:
    """Return a link that the next account gets instead of the cloud's."""
    made = TwoHomes()
    with patch("custom_components.ewelink.LocalFirstLink", return_value=made):
        yield made


async def _set_up(hass: HomeAssistant) -> MockConfigEntry:
    tokens = dict.fromkeys(("issued", "access_expires", "refresh_expires"), 0)
    entry = MockConfigEntry(
        domain=DOMAIN,
        unique_id="me",
        data={
            "region": "eu",
            "app_id": "app",
            "app_secret": "secret-of-app",
            "apikey": "me",
            "tokens": {"access": "a", "refresh": "r", **tokens},
        },
    )
    entry.add_to_hass(hass)
    await hass.config_entries.async_setup(entry.entry_id)
    await hass.async_block_till_done()
    return entry


def _available(entry: MockConfigEntry) -> set[str]:
    coordinator: EwelinkCoordinator = entry.runtime_data
    devices = coordinator.data.values()
    return {it.id for it in devices if coordinator.is_available(it)}


async def _read(entry: MockConfigEntry, freezer: FrozenDateTimeFactory) -> bool:
    """Read two lists a while apart; return whether they were read well."""
    for _ in range(2):
        await entry.runtime_data.async_refresh()
        freezer.tick(90)
        await turns()
    success: bool = entry.runtime_data.last_update_success
    return success


async def test_refused_from_the_start(
    hass: HomeAssistant, link: TwoHomes, freezer: FrozenDateTimeFactory
) -> None:
    """The devices of the other home are there."""
    link.refuses = {"theirs": REFUSED}
    entry = await _set_up(hass)
    assert entry.state is ConfigEntryState.LOADED
    assert _available(entry) == {OURS, SECOND}

    link.refuses = {}
    assert await _read(entry, freezer)
    assert _available(entry) == {OURS, SECOND, THEIRS}


async def test_refused_later(
    hass: HomeAssistant, link: TwoHomes, freezer: FrozenDateTimeFactory
) -> None:
    """What is known of it stays as it is, and what is new elsewhere is found."""
    entry = await _set_up(hass)
    link.refuses = {"theirs": REFUSED}
    link.known["4"] = thing(1, {"switch": "off"}, deviceid="4", home_id="own")
    assert await _read(entry, freezer)
    assert _available(entry) == {OURS, SECOND, THEIRS, "4"}

    for device_id in (OURS, THEIRS):
        link.push(device_id, {"switch": "on"})
        assert entry.runtime_data.data[device_id].params["switch"] == "on"


async def test_nothing_is_removed(
    hass: HomeAssistant, link: TwoHomes, freezer: FrozenDateTimeFactory
) -> None:
    """A device may have moved to the home that cannot be read."""
    entry = await _set_up(hass)
    link.refuses = {"theirs": REFUSED}
    gone = link.known.pop(SECOND)
    assert await _read(entry, freezer)
    assert _available(entry) == {OURS, SECOND, THEIRS}

    link.refuses = {}
    assert await _read(entry, freezer)
    assert _available(entry) == {OURS, THEIRS}
    registry = dr.async_get(hass)
    assert not registry.async_get_devices(identifiers={(DOMAIN, gone.deviceid)})


@pytest.mark.parametrize(
    "refuses",
    [
        pytest.param({"own": REFUSED, "theirs": REFUSED}, id="all"),
        pytest.param(
            {"theirs": EwelinkResponseError("refused", code=400)}, id="otherwise"
        ),
        pytest.param({"theirs": EwelinkConnectionError("lost")}, id="lost"),
    ],
)
async def test_list_that_fails(
    hass: HomeAssistant,
    link: TwoHomes,
    freezer: FrozenDateTimeFactory,
    refuses: dict[str, EwelinkError],
) -> None:
    """Whatever else is wrong is tried again, and so is a list without any home."""
    entry = await _set_up(hass)
    link.refuses = refuses
    assert not await _read(entry, freezer)
    assert _available(entry) == {OURS, SECOND, THEIRS}
