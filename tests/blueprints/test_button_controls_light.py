"""A button of the simulated home, and the lamp that follows it."""

from collections.abc import Mapping
from typing import Any, Final

from freezegun.api import FrozenDateTimeFactory
import pytest
from pytest_homeassistant_custom_component.common import (
    async_capture_events,
    mock_restore_cache_with_extra_data,
)

from homeassistant.core import CoreState, Event, HomeAssistant, State
from homeassistant.helpers import area_registry as ar, device_registry as dr

from ..home import Home, until
from .automations import NOTED, note, noted, use

BLUEPRINT: Final = "button_controls_light"
BUTTON: Final = "Bedside button"
LAMP: Final = "Reading lamp"
OTHER: Final = "Dining table"
BUTTON_ENTITY: Final = "event.bedroom_bedside_button_button"
LAMP_ENTITY: Final = "light.living_room_reading_lamp"
PRESS, DOUBLE, LONG, TRIPLE = "0", "1", "2", "3"


def percent(home: Home, entity_id: str = LAMP_ENTITY) -> int:
    """Return the brightness of a lamp, 0 where it is off."""
    state = home.hass.states.get(entity_id)
    assert state is not None
    brightness = state.attributes.get("brightness")
    return 0 if brightness is None else round(brightness / 2.55)


async def lit(home: Home, value: int | None = None, *entity_ids: str) -> None:
    """Let lamps be at a brightness."""
    chosen = entity_ids or (LAMP_ENTITY,)
    if value is None:
        await home.call("turn_off", *chosen, domain="light")
    else:
        await home.call("turn_on", *chosen, domain="light", brightness_pct=value)


async def press(home: Home, runs: list[Event[Any]], kind: str) -> None:
    """Press the button in the simulator; await that the automation has run."""
    before = len(runs)
    if kind == TRIPLE:
        moment = int(home.sim(BUTTON).params["trigTime"]) + 1
        home.simulator.push(BUTTON, {"key": 3, "trigTime": str(moment)})
    else:
        home.simulator.press(BUTTON, kind)
    await until(lambda: len(runs) > before)
    await idle(home)


async def idle(home: Home) -> None:
    """Wait until no automation runs."""
    await until(
        lambda: all(
            not it.attributes["current"]
            for it in home.hass.states.async_all("automation")
        )
    )
    await home.hass.async_block_till_done(wait_background_tasks=False)


@pytest.fixture
async def runs(home: Home) -> list[Event[Any]]:
    """Return the runs of an automation of the blueprint, with a lamp."""
    await home.set_up()
    return await use(home.hass, BLUEPRINT, inputs())


def inputs(**more: Any) -> Mapping[str, Any]:
    """Return what the blueprint needs."""
    target = {"entity_id": LAMP_ENTITY}
    return {"button": BUTTON_ENTITY, "light_target": target, **more}


async def test_press_toggles(home: Home, runs: list[Event[Any]]) -> None:
    """The lamp is off where it was on, and on where it was off."""
    await lit(home)
    await press(home, runs, PRESS)
    assert home.hass.states.is_state(LAMP_ENTITY, "on")
    await press(home, runs, PRESS)
    assert home.hass.states.is_state(LAMP_ENTITY, "off")
    assert home.sim(LAMP).params["switch"] == "off"


async def test_double_press(home: Home, runs: list[Event[Any]]) -> None:
    """The lamp is at its brightest, and nothing toggles it beside."""
    await lit(home, 30)
    await press(home, runs, DOUBLE)
    assert percent(home) == 100
    await press(home, runs, DOUBLE)
    assert percent(home) == 100
    assert len(runs) == 2


async def test_long_presses(home: Home, runs: list[Event[Any]]) -> None:
    """Each dims by a step, down to the lowest and then back up, and down again."""
    await lit(home, 100)
    shown = []
    for _ in range(11):
        await press(home, runs, LONG)
        shown.append(percent(home))
    assert shown == [80, 60, 40, 20, 30, 50, 70, 90, 100, 80, 60]


async def test_long_press_while_off(home: Home, runs: list[Event[Any]]) -> None:
    """The lamp comes on at the lowest step, and from there it becomes brighter."""
    await lit(home)
    await press(home, runs, LONG)
    assert percent(home) == 20
    await press(home, runs, LONG)
    assert percent(home) == 30


@pytest.mark.parametrize(
    ("step", "start", "expected"),
    [
        (5, 11, [5, 7, 13, 18]),
        (15, 100, [90, 75, 60, 45, 30, 15, 22, 38, 53, 67, 82, 98, 100, 90]),
        (30, 100, [90, 60, 30, 45, 75, 100, 90]),
        (33, 97, [66, 33, 49, 82, 100, 66]),
        (50, 100, [50, 75, 100, 50]),
        (20, 3, [20, 30]),
        (20, 93, [100, 80]),
        (20, 96, [80, 60]),
    ],
)
async def test_other_steps(
    home: Home, step: int, start: int, expected: list[int]
) -> None:
    """It goes down and up whatever the step is, and wherever the lamp was."""
    await home.set_up()
    runs = await use(home.hass, BLUEPRINT, inputs(step=step))
    await lit(home, start)
    shown = []
    for _ in expected:
        await press(home, runs, LONG)
        shown.append(percent(home))
    assert shown == expected


async def test_triple_press(home: Home) -> None:
    """It does what the user wants, and what a double press does is not done."""
    await home.set_up()
    notes = async_capture_events(home.hass, NOTED)
    runs = await use(home.hass, BLUEPRINT, inputs(triple_press=note("triple")))
    await lit(home, 30)
    await press(home, runs, TRIPLE)
    assert noted(notes) == ["triple"]
    assert percent(home) == 30
    assert len(runs) == 1
    await press(home, runs, DOUBLE)
    assert noted(notes) == ["triple"]


async def test_quick_presses(home: Home, runs: list[Event[Any]]) -> None:
    """Those that come while the lamp obeys are done one after another."""
    await lit(home, 100)
    moment = int(home.sim(BUTTON).params["trigTime"])
    for number in range(1, 5):
        params = {"key": 2, "trigTime": str(moment + number)}
        home.simulator.push(BUTTON, params)
    await until(lambda: len(runs) == 4)
    await idle(home)
    assert percent(home) == 20


@pytest.mark.parametrize("by", ["area_id", "device_id", "entity_id"])
async def test_several_lamps(home: Home, by: str) -> None:
    """Whatever names them, they are one lamp: the brightest leads."""
    await home.set_up()
    area = ar.async_get(home.hass).async_create("Study")
    devices = [home.device(LAMP), home.device(OTHER)]
    for device in devices:
        dr.async_get(home.hass).async_update_device(device.id, area_id=area.id)
    lamps = (LAMP_ENTITY, "light.living_room_dining_table")
    targets = {
        "area_id": area.id,
        "device_id": [device.id for device in devices],
        "entity_id": list(lamps),
    }
    target = {by: targets[by]}
    runs = await use(home.hass, BLUEPRINT, inputs(light_target=target))
    await lit(home, None, lamps[0])
    await lit(home, 60, lamps[1])

    await press(home, runs, LONG)
    assert [percent(home, it) for it in lamps] == [40, 40]
    await lit(home, None, lamps[0])
    await press(home, runs, PRESS)
    assert [percent(home, it) for it in lamps] == [0, 0]
    await press(home, runs, PRESS)
    assert 0 not in [percent(home, it) for it in lamps]


async def test_lamp_that_cannot_be_dimmed(home: Home) -> None:
    """It does not keep others from being dimmed, nor fail alone."""
    await home.set_up()
    fan_light = "light.bedroom_bedroom_fan_light"
    await home.call("turn_on", fan_light, domain="light")
    await lit(home, 60)
    target = {"entity_id": [LAMP_ENTITY, fan_light]}
    runs = await use(home.hass, BLUEPRINT, inputs(light_target=target))
    await press(home, runs, LONG)
    await press(home, runs, LONG)
    assert percent(home) == 20
    await lit(home, None, LAMP_ENTITY, fan_light)
    await press(home, runs, LONG)
    assert percent(home) == 20


async def test_no_press_no_run(
    home: Home, freezer: FrozenDateTimeFactory, runs: list[Event[Any]]
) -> None:
    """Nothing runs after a reload, nor when the button was away, nor by a replay."""
    await press(home, runs, PRESS)
    told = dict(home.sim(BUTTON).params)
    runs.clear()
    await home.reload()
    await home.later_pages()
    home.simulator.set_online(BUTTON, False)
    await until(lambda: home.hass.states.is_state(BUTTON_ENTITY, "unavailable"))
    home.simulator.set_online(BUTTON, True)
    await until(lambda: not home.hass.states.is_state(BUTTON_ENTITY, "unavailable"))
    home.simulator.push(BUTTON, {"key": 0, "trigTime": told["trigTime"]})
    await home.read_list(freezer)
    await home.hass.async_block_till_done(wait_background_tasks=False)
    assert runs == []


async def test_press_of_what_was_thought_offline(
    home: Home, runs: list[Event[Any]]
) -> None:
    """The press itself tells that the button is there."""
    home.sim(BUTTON).online = False
    await home.reload()
    await home.later_pages()
    assert home.hass.states.is_state(BUTTON_ENTITY, "unavailable")
    home.sim(BUTTON).online = True
    await press(home, runs, DOUBLE)
    assert percent(home) == 100
    assert len(runs) == 1


async def test_no_run_after_a_restart(hass: HomeAssistant, home: Home) -> None:
    """The press of yesterday is remembered, and starts nothing; the next one does."""
    stored = {
        "last_event_type": "press_end",
        "last_event_attributes": {},
        "stamps": [["trigTime", None, 1764000000000]],
    }
    state = State(BUTTON_ENTITY, "2026-01-01T00:00:00.000+00:00")
    mock_restore_cache_with_extra_data(hass, [(state, stored)])
    hass.set_state(CoreState.not_running)
    runs = await use(hass, BLUEPRINT, inputs())
    await home.set_up()
    await hass.async_start()
    await home.delivered()
    assert hass.states.is_state(BUTTON_ENTITY, state.state)
    assert runs == []

    await lit(home)
    await press(home, runs, PRESS)
    assert hass.states.is_state(LAMP_ENTITY, "on")


@pytest.mark.parametrize(
    ("event_type", "expected"),
    [
        ("short_release", 100),
        ("single_push", 100),
        ("double_push", 100),
        ("multi_press_end", 100),
        ("long_push", 20),
        ("long_release", 20),
        ("initial_press", 0),
        ("triple_push", 0),
    ],
)
async def test_buttons_of_others(home: Home, event_type: str, expected: int) -> None:
    """What other integrations call a press is understood too."""
    await home.set_up()
    await lit(home, 100)
    await lit(home)
    button = "event.other_button"
    home.hass.states.async_set(button, "unknown", {"event_type": None})
    runs = await use(home.hass, BLUEPRINT, inputs(button=[BUTTON_ENTITY, button]))
    told = {"event_type": event_type}
    home.hass.states.async_set(button, "2026-01-01T00:00:00.000+00:00", told)
    await home.hass.async_block_till_done(wait_background_tasks=False)
    await idle(home)
    assert percent(home) == expected
    assert len(runs) == (event_type != "initial_press")
