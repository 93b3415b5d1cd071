"""Tests of listeners with a bug: it is theirs alone."""

from collections.abc import Callable
from typing import Any

import pytest

from custom_components.ewelink.api.http.call_counter import CallCounter
from custom_components.ewelink.api.messages import Origin
from custom_components.ewelink.const import DOMAIN
from custom_components.ewelink.inventory.listeners import (
    DeviceListeners,
    FeaturesListeners,
    MessageListeners,
)
from homeassistant.components.switch import SwitchEntity
from homeassistant.config_entries import ConfigEntryDisabler

from ..home import Home, until
from .two_accounts import is_shown_by, lend, other

LAMP = "Kitchen lamp"
SECRET = "hunter2"


def _fail(*_: object) -> None:
    raise ValueError(SECRET)


def _wake_readers(broken: Callable[..., None], healthy: Callable[..., None]) -> None:
    listeners = DeviceListeners()
    for listener in (broken, healthy):
        listeners.add("d", {"switch"}, listener)
    listeners.wake_readers("d", {"switch"})


def _wake_device(broken: Callable[..., None], healthy: Callable[..., None]) -> None:
    listeners = DeviceListeners()
    for listener in (broken, healthy):
        listeners.add("d", {"switch"}, listener)
    listeners.wake_device("d")


def _message(broken: Callable[..., None], healthy: Callable[..., None]) -> None:
    listeners = MessageListeners()
    for listener in (broken, healthy):
        listeners.add("d", {"key"}, listener)
    listeners.tell("d", {"key": 1}, Origin.DEVICE)


def _features(broken: Callable[..., None], healthy: Callable[..., None]) -> None:
    listeners = FeaturesListeners()
    for listener in (broken, healthy):
        listeners.add(listener)
    listeners.tell([])


def _calls(broken: Callable[..., None], healthy: Callable[..., None]) -> None:
    counter = CallCounter()
    for listener in (broken, healthy):
        counter.listen(listener)
    counter.count("app", "eu")


@pytest.mark.parametrize(
    "tell_both", [_wake_readers, _wake_device, _message, _features, _calls]
)
def test_broken_listener(
    tell_both: Callable[[Callable[..., None], Callable[..., None]], None],
    caplog: pytest.LogCaptureFixture,
) -> None:
    """The others are told, and the log names the place, without the error's text."""
    told: list[Any] = []
    tell_both(_fail, lambda *it: told.append(it))

    assert len(told) == 1
    assert "ValueError" in caplog.text
    assert "_fail" in caplog.text
    assert SECRET not in caplog.text


def test_listener_that_leaves_while_it_is_told() -> None:
    """Who follows it is told all the same."""
    listeners = FeaturesListeners()
    told: list[Any] = []
    leave = listeners.add(lambda _: leave())
    listeners.add(told.append)
    listeners.tell([])

    assert told == [[]]


async def test_broken_entity(
    home: Home, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """An entity with a bug keeps neither another one nor a command from its end."""
    await home.set_up()
    broken = home.hass.data["entity_components"]["switch"].get_entity(
        home.entity_id(LAMP)
    )
    assert isinstance(broken, SwitchEntity)
    heard = []
    listeners = home.coordinator.inventory.listeners
    device_id = home.sim(LAMP).device_id
    monkeypatch.setattr(broken, "async_write_ha_state", _fail)
    listeners.add(device_id, {"switch"}, lambda: heard.append("report"))
    home.simulator.press(LAMP)
    await until(lambda: heard)

    await home.call("turn_off", home.entity_id(LAMP))
    assert len(heard) == 2
    assert home.sent(LAMP) == [{"switch": "off"}]
    own = [it.getMessage() for it in caplog.records if DOMAIN in it.name]
    assert SECRET not in "\n".join(own)


async def test_broken_platform(home: Home) -> None:
    """A platform with a bug keeps neither the others nor a read of the list."""
    await home.set_up()
    inventory = home.coordinator.inventory
    heard: list[Any] = []
    is_broken = False

    def _fail_later(_devices: object) -> None:
        if is_broken:
            _fail()

    inventory.async_listen_features(_fail_later)
    inventory.async_listen_features(heard.append)
    heard.clear()
    is_broken = True
    home.simulator.add_like(LAMP, "Brand new")
    await home.coordinator.async_refresh()

    assert heard
    assert home.coordinator.last_update_success


async def test_broken_viewer(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    """An account that cannot show one device shows the others that it takes over."""
    neighbour = other(home)
    lend(home)
    await home.set_up()
    await neighbour.set_up()
    assert is_shown_by(home, LAMP)
    viewer = neighbour.coordinator.inventory.shown
    take_up = viewer.async_take_up
    broken = home.sim("Attic light").device_id
    taken_over = set(viewer.hidden) - {broken}
    assert len(taken_over) > 1

    def _take_up(device_id: str) -> None:
        if device_id == broken:
            _fail()
        take_up(device_id)

    monkeypatch.setattr(viewer, "async_take_up", _take_up)
    await home.hass.config_entries.async_set_disabled_by(
        home.entry.entry_id, ConfigEntryDisabler.USER
    )
    await home.hass.async_block_till_done()

    assert broken not in viewer.devices
    assert taken_over <= viewer.devices.keys()
