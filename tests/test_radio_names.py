"""Tests of naming what a radio bridge has learned, in the app or only here."""

import asyncio
from collections.abc import Mapping
from copy import deepcopy
from typing import Any, Final
from unittest.mock import patch

from freezegun.api import FrozenDateTimeFactory
import pytest

from custom_components.ewelink.radio_names import async_name_keys

from .clock import passing
from .home import Home
from .radio import (
    GATE,
    LEARNED,
    RADIO,
    REMOTES,
    TAGS,
    TELEVISION,
    THINGS,
    add_radio,
    radio,
    zyx_info,
)

NAMED: Final = {
    "remote_type": "2",
    "name": "TV",
    "buttonName": [{"2": "Open"}, {"4": "Mute"}],
}
OWN: Final = {"remote_type": "1", "name": "TV", "buttonName": [{"4": "Mute"}]}


async def _name(home: Home, names: Mapping[int, str], remote: str = "TV") -> bool:
    return await async_name_keys(home.coordinator, radio(home), remote, names)


def _own(home: Home) -> Any:
    """Return what the entry keeps of the bridge."""
    return home.entry.options.get("radio", {}).get(radio(home).id)


async def test_in_the_app(home: Home) -> None:
    """The app knows the name, all others are as they were, and it is shown at once."""
    add_radio(home)
    await home.set_up()
    home.simulator.clear_counters()
    assert await _name(home, {4: "Mute"})
    assert zyx_info(home) == [
        GATE,
        NAMED,
        *REMOTES[2:],
    ]
    assert home.sim(RADIO).tags["other"] == {"kept": 1}
    assert (home.called(THINGS), home.called(TAGS)) == (1, 1)
    assert home.lists_read == 0
    assert home.find_entity(RADIO, "rf_4") is not None
    assert _own(home) is None


async def test_what_the_app_changes_meanwhile(home: Home) -> None:
    """What is known here of the names may be old, and is not written back."""
    add_radio(home)
    await home.set_up()
    home.sim(RADIO).tags = {
        "zyx_info": [{**GATE, "name": "Drive"}, {**TELEVISION, "x": [1, None]}],
        "note": "new",
    }
    assert await _name(home, {4: "Mute"})
    assert zyx_info(home) == [{**GATE, "name": "Drive"}, {**NAMED, "x": [1, None]}]
    assert home.sim(RADIO).tags["note"] == "new"
    assert radio(home).thing.tags == home.sim(RADIO).tags


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        pytest.param(deepcopy(TELEVISION), [NAMED], id="one as object"),
        pytest.param({"0": GATE, "1": TELEVISION}, [GATE, NAMED], id="object of all"),
        pytest.param([], [OWN], id="none"),
    ],
)
async def test_other_forms(home: Home, told: Any, expected: Any) -> None:
    """A list is written, whatever there was."""
    add_radio(home, zyx_info=told)
    await home.set_up()
    assert await _name(home, {4: "Mute"})
    assert zyx_info(home) == expected


async def test_bridge_without_tags(home: Home) -> None:
    """A bridge that nobody has ever named a remote of can have some."""
    add_radio(home)
    home.sim(RADIO).tags = {}
    await home.set_up()
    assert await _name(home, {4: "Mute"})
    assert zyx_info(home) == [OWN]


UNTOLD: Final[list[Any]] = [
    pytest.param(TAGS, {"error": 407}, 1, id="not permitted"),
    pytest.param(TAGS, {"error": 406}, 2, id="somebody else's"),
    pytest.param(TAGS, {"error": 412}, 1, id="quota"),
    pytest.param(TAGS, {"status": 502}, 1, id="down"),
    pytest.param(THINGS, {"error": 407}, 0, id="not permitted to read"),
    pytest.param(THINGS, {"error": 405}, 0, id="not found"),
]


async def _refused(home: Home, calls: int) -> None:
    """Name a key, and find it nowhere but here."""
    before = deepcopy(home.sim(RADIO).tags)
    coordinator = home.coordinator
    home.simulator.clear_counters()
    assert not await _name(home, {4: "Mute"})
    assert home.called(TAGS) == calls
    assert home.sim(RADIO).tags == before
    assert home.entry.options["other"] == {"kept": 2}
    assert _own(home) == {"seconds": {"3": 60}, "remotes": [OWN]}
    await home.hass.async_block_till_done()
    assert home.coordinator is coordinator
    assert home.find_entity(RADIO, "rf_4") is not None


def _with_options(home: Home) -> None:
    device_id = home.sim(RADIO).device_id
    options = {"radio": {device_id: {"seconds": {"3": 60}}}, "other": {"kept": 2}}
    home.hass.config_entries.async_update_entry(home.entry, options=options)


@pytest.mark.parametrize(("interface", "fault", "calls"), UNTOLD)
async def test_only_here(
    home: Home, interface: str, fault: dict[str, Any], calls: int
) -> None:
    """Where the cloud takes no names, the options do, and stay what they are."""
    add_radio(home)
    _with_options(home)
    await home.set_up()
    home.simulator.fail_next(interface, times=None, **fault)
    await _refused(home, calls)
    home.simulator.clear_faults()
    await home.reload()
    await home.later_pages()
    assert home.find_entity(RADIO, "rf_4") is not None
    assert home.has_state(RADIO, "unknown", "rf_4")


@pytest.mark.parametrize(
    "tags",
    [
        pytest.param({}, id="no remotes, though there were some"),
        pytest.param({"zyx_info": "[]"}, id="text"),
        pytest.param({"zyx_info": {"0": "x"}}, id="object of anything"),
        pytest.param("tags", id="no tags"),
    ],
)
async def test_answer_that_makes_no_sense(home: Home, tags: Any) -> None:
    """What cannot be read is not written over."""
    add_radio(home)
    _with_options(home)
    await home.set_up()
    home.sim(RADIO).tags = tags
    await _refused(home, 0)


async def test_answer_without_the_bridge(home: Home) -> None:
    """An answer about something else is none."""
    add_radio(home)
    _with_options(home)
    await home.set_up()
    data: dict[str, Any] = {"thingList": []}
    home.simulator.fail_next(THINGS, error=0, data=data)
    await _refused(home, 0)


async def test_no_cloud(home: Home) -> None:
    """A link may have no cloud at all."""
    add_radio(home)
    _with_options(home)
    await home.set_up()
    with patch.object(home.coordinator.link, "cloud_services", None):
        await _refused(home, 0)
    assert home.called(THINGS) == 0


async def test_time_out(home: Home, freezer: FrozenDateTimeFactory) -> None:
    """A cloud that does not answer is not waited for endlessly."""
    add_radio(home)
    await home.set_up()
    home.simulator.delay(60, TAGS)
    assert not await passing(freezer, _name(home, {4: "Mute"}))
    assert _own(home) == {"remotes": [OWN]}
    await home.pass_time(freezer, 60, step=5)


async def test_own_names_of_a_known_remote(home: Home) -> None:
    """They join the remote of their name, and make way for what the cloud takes."""
    add_radio(home, learned=(*LEARNED, 8))
    await home.set_up()
    home.simulator.fail_next(TAGS, error=407, times=2)
    assert not await _name(home, {4: "Mute"})
    assert not await _name(home, {4: "Silent", 8: "Louder"}, "tv")
    own = [{"4": "Silent"}, {"8": "Louder"}]
    assert (
        _own(home)
        == {
            "remotes": [
                {"remote_type": "1", "name": "tv", "buttonName": own[:1]},
            ]
        }
        or _own(home)["remotes"][0]["buttonName"] == own
    )

    assert await _name(home, {4: "Mute"})
    assert zyx_info(home)[1] == NAMED
    assert [it["buttonName"] for it in _own(home)["remotes"]] == [own[1:]]
    assert await _name(home, {8: "Louder"})
    assert _own(home) is None


async def test_two_at_once(home: Home) -> None:
    """None of two names that are given at the same time is lost."""
    add_radio(home, learned=(*LEARNED, 8))
    await home.set_up()
    names = [_name(home, {4: "Mute"}), _name(home, {8: "Louder"})]
    assert await asyncio.gather(*names) == [True, True]
    assert zyx_info(home)[1]["buttonName"] == [
        {"2": "Open"},
        {"4": "Mute"},
        {"8": "Louder"},
    ]


@pytest.mark.parametrize("fault", [None, 407])
async def test_bridge_that_has_left(home: Home, fault: int | None) -> None:
    """A bridge that was deleted meanwhile is not shown again."""
    add_radio(home)
    await home.set_up()
    device = radio(home)
    if fault:
        home.simulator.fail_next(TAGS, error=fault)
    home.coordinator.inventory.shown.async_remove(device.id)
    await async_name_keys(home.coordinator, device, "TV", {4: "Mute"})
    assert device.id not in home.coordinator.data
