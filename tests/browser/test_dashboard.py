"""Devices on the dashboards, pressed from both sides."""

from collections.abc import Iterator
import re

from playwright.sync_api import expect
import pytest

from scripts.playground.home_assistant import HomeAssistant
from scripts.playground.simulator import Simulator

from . import energy_page as energy
from .automation_editor import new_automation, on_press, save, toggle
from .controls import (
    close,
    expect_coloured,
    open_tile,
    opened,
    press_at,
    show_controls,
    tile_of,
    turn_dial,
)
from .devices import is_on, open_device, params_of, relays, row_of
from .frontend import Frontend
from .tools import begin_update, perform_action

pytestmark = pytest.mark.xdist_group("browser")

COFFEE = "Coffee machine"
KEYS = "Bedside keys"
LAMP = "Kitchen lamp"
AT_ONCE = 1000
# More than a curtain or a door takes from end to end.
LONG_ENOUGH = 12
# More than the cloud may be away before that is told.
GRACE = 45_000


@pytest.fixture(autouse=True)
def kept_limits(home: HomeAssistant, simulator: Simulator) -> Iterator[None]:
    """Bring the machine back, and see that the cloud was never asked too much."""
    yield
    simulator.post("/sim/online", device=COFFEE, online=True)
    assert simulator.get("/sim/violations") == []


def test_devices_are_there(frontend: Frontend, simulator: Simulator) -> None:
    """The dashboard shows the devices in their rooms, with readings."""
    reading = {"power": "1912.40", "voltage": "229.80", "current": "8.32"}
    page = frontend.page
    row_of(frontend, COFFEE)

    simulator.post("/sim/push", device="Washing machine", params=reading)

    expect(page.get_by_text("1,912.4 W")).to_be_visible(timeout=AT_ONCE)
    for text in ("Kitchen", "Bathroom", "Heater Temperature", "Ceiling", "Café"):
        expect(page.get_by_text(text)).to_be_visible()


def test_overview(arranged: None, frontend: Frontend, simulator: Simulator) -> None:
    """What one sees first, Home Assistant's own dashboard, has figures that live."""
    page = frontend.page
    frontend.show("/")
    expect(page.get_by_text("Favourites")).to_be_visible()

    simulator.post("/sim/push", device="Kitchen counter", params={"actPow_00": 8370})

    fridge = page.locator("hui-tile-card").filter(has_text="Fridge Power")
    expect(fridge).to_contain_text("83.7 W", timeout=AT_ONCE)
    climate = page.locator("hui-tile-card").filter(has_text="Living room climate")
    expect(climate).to_contain_text("22.1 °C")


def test_device_follows_dashboard(frontend: Frontend, simulator: Simulator) -> None:
    """A switch toggled on the dashboard switches the device."""
    switch = row_of(frontend, COFFEE).get_by_role("switch")
    before = is_on(simulator, COFFEE)

    switch.click(force=True)

    expect(switch).to_be_checked(checked=not before)
    simulator.wait_for(lambda: is_on(simulator, COFFEE) is not before)


def test_dashboard_follows_device(frontend: Frontend, simulator: Simulator) -> None:
    """A press of the device's own button is on the dashboard within a second."""
    switch = row_of(frontend, COFFEE).get_by_role("switch")
    before = is_on(simulator, COFFEE)
    expect(switch).to_be_checked(checked=before)

    simulator.post("/sim/press", device=COFFEE)

    expect(switch).to_be_checked(checked=not before, timeout=AT_ONCE)


def test_offline_device_is_unavailable(
    frontend: Frontend, simulator: Simulator
) -> None:
    """A device that loses its network can be seen to have, and to come back."""
    row = row_of(frontend, COFFEE)
    expect(row.get_by_role("switch")).to_be_enabled()

    simulator.post("/sim/online", device=COFFEE, online=False)

    expect(row.get_by_role("switch")).to_be_disabled(timeout=AT_ONCE)
    row.get_by_text(COFFEE).click()
    expect(frontend.page.get_by_text("Unavailable")).to_be_visible()
    frontend.page.keyboard.press("Escape")
    simulator.post("/sim/online", device=COFFEE, online=True)
    expect(row.get_by_role("switch")).to_be_enabled(timeout=AT_ONCE)


def test_device_page(frontend: Frontend, home: HomeAssistant) -> None:
    """A device's page shows what it is and all it has."""
    page = frontend.page
    open_device(frontend, "Washing machine")
    for text in ("POWR2", "SONOFF", "Connection", "Refresh live readings"):
        expect(page.get_by_text(text).first).to_be_visible()
    expect(page.get_by_text("Activity", exact=True).last).to_be_visible()


def test_key_press(frontend: Frontend, simulator: Simulator) -> None:
    """A key's press is on its page, and starts what was built in the editor."""
    page = new_automation(frontend)
    on_press(page, KEYS, "Button 2", "Press end")
    toggle(page, "Reading lamp")
    save(page)
    was_on = is_on(simulator, "Reading lamp")

    simulator.post("/sim/press", device=KEYS, button="1:0")

    simulator.wait_for(lambda: is_on(simulator, "Reading lamp") is not was_on)
    open_device(frontend, KEYS)
    simulator.post("/sim/press", device=KEYS, button="1:1")
    key = page.locator("hui-group-entity-row, hui-event-entity-row").filter(
        has_text="Button 2"
    )
    expect(key).to_contain_text("Multi-press end", timeout=AT_ONCE)
    expect(page.get_by_text("Press end", exact=True).first).to_be_visible()
    assert is_on(simulator, "Reading lamp") is not was_on


def test_colour_wheel(arranged: None, frontend: Frontend, simulator: Simulator) -> None:
    """A lamp takes the colour of a spot of the wheel, and is shown in it."""
    show_controls(frontend)
    lamp = open_tile(frontend, "Reading lamp")
    lamp.get_by_role("button", name="Colour", exact=True).click()

    press_at(lamp.locator("ha-hs-color-picker canvas"), 0.27, 0.87)

    simulator.wait_for(lambda: params_of(simulator, "Reading lamp")["ltype"] == "color")
    colour = params_of(simulator, "Reading lamp")["color"]
    assert colour["g"] == 255
    assert max(colour["r"], colour["b"]) < 80
    close(frontend)
    shown = "#{r:02x}{g:02x}{b:02x}".format_map(colour)
    expect_coloured(tile_of(frontend, "Reading lamp"), shown)


def test_curtain(arranged: None, frontend: Frontend, simulator: Simulator) -> None:
    """A curtain goes where its slider was put, and is not there before it arrived."""
    show_controls(frontend)
    curtain = open_tile(frontend, "Bedroom curtain")

    press_at(curtain.get_by_role("slider", name="Position"), 0.5, 0.6)

    expect(curtain).to_contain_text("Closing")
    assert params_of(simulator, "Bedroom curtain")["setclose"] == 0
    simulator.post("/sim/tick", seconds=LONG_ENOUGH)
    close(frontend)
    tile = tile_of(frontend, "Bedroom curtain")
    expect(tile).to_contain_text("Open · 40%", timeout=AT_ONCE)
    assert params_of(simulator, "Bedroom curtain")["setclose"] == 60


def test_dial(arranged: None, frontend: Frontend, simulator: Simulator) -> None:
    """A radiator valve heats to where its dial was turned."""
    show_controls(frontend)
    card = frontend.page.locator("hui-thermostat-card")
    card.get_by_label("Show more information").click()
    valve = opened(frontend, "Nursery")

    turn_dial(valve.locator("ha-control-circular-slider"), (24 - 4) / (35 - 4))

    simulator.wait_for(lambda: params_of(simulator, "Nursery")["manTargetTemp"] == 240)
    expect(valve).to_contain_text("Heating")
    close(frontend)
    expect(card.locator("ha-big-number")).to_contain_text("24")


def test_garage_door(arranged: None, frontend: Frontend, simulator: Simulator) -> None:
    """A garage door is shown as opening until it has arrived."""
    show_controls(frontend)
    door = tile_of(frontend, "Garage door")
    expect(door).to_contain_text("Closed")

    door.get_by_role("button", name="Open cover").click()

    expect(door).to_contain_text("Opening")
    simulator.post("/sim/tick", seconds=LONG_ENOUGH / 4)
    expect(door).to_contain_text("Opening")
    simulator.post("/sim/tick", seconds=LONG_ENOUGH)
    expect(door).to_contain_text("Open · 100%", timeout=AT_ONCE)
    assert params_of(simulator, "Garage door")["per"] == 100


def test_fan_and_its_light(
    arranged: None, frontend: Frontend, simulator: Simulator
) -> None:
    """The light and the speeds of a fan are operated apart."""
    show_controls(frontend)
    light = tile_of(frontend, "Bedroom fan Light")
    fan = tile_of(frontend, "Bedroom fan")

    light.locator("ha-tile-icon").get_by_role("button").click()
    expect(light).to_contain_text("On")
    assert relays(simulator) == ["on", "off", "off", "off"]

    fan.get_by_role("radio", name="Medium").click()
    expect(fan).to_contain_text("66%")
    assert relays(simulator) == ["on", "on", "on", "off"]


def test_group(frontend: Frontend, simulator: Simulator) -> None:
    """A group's switch is one press for all members, and is on as they are."""
    row = row_of(frontend, COFFEE).get_by_role("switch")
    group = row_of(frontend, "Downstairs").get_by_role("switch")
    for name in (LAMP, COFFEE):
        simulator.post("/sim/push", device=name, params={"switch": "off"})
    expect(group).not_to_be_checked()

    group.click(force=True)

    expect(row).to_be_checked()
    expect(group).to_be_checked()
    assert [is_on(simulator, it) for it in (LAMP, COFFEE)] == [True, True]


def test_update(frontend: Frontend, simulator: Simulator, home: HomeAssistant) -> None:
    """An update is installed by a press, and is over when the device is back."""
    simulator.post("/sim/firmware", device=LAMP, version="3.8.0", fate="lost")

    dialog = begin_update(frontend, LAMP)

    expect(dialog).to_contain_text("Installing")
    assert not simulator.device(LAMP)["online"]
    simulator.post("/sim/push", device=LAMP, params={"fwVersion": "3.8.0"})
    simulator.post("/sim/online", device=LAMP, online=True)
    expect(dialog).to_contain_text("Up-to-date", timeout=AT_ONCE)
    close(frontend)
    expect(frontend.page.get_by_text("No updates available")).to_be_visible()


def test_energy_of_past_days(washed: str, frontend: Frontend) -> None:
    """What a meter has kept is in the Energy dashboard once it was imported."""
    perform_action(frontend, "ewelink.import_energy_history", energy.METER)

    energy.show_days_ago(frontend, 2)

    total = energy.grid_total(frontend)
    expect(total).to_contain_text(washed)
    energy.show_last_month(frontend)
    expect(total).to_contain_text(re.compile(r"\b1\d\d(\.\d+)? kWh"))


def test_internet_that_is_drawn(
    local_home: HomeAssistant, frontend: Frontend, simulator: Simulator
) -> None:
    """A device goes on being switched, and its page tells by which way."""
    simulator.post("/sim/internet", there=False)
    try:
        open_device(frontend, COFFEE)
        way = frontend.page.get_by_text("Local only").first
        expect(way).to_be_visible(timeout=GRACE)
        switch = row_of(frontend, COFFEE).get_by_role("switch")
        before = is_on(simulator, COFFEE)

        switch.click(force=True)

        expect(switch).to_be_checked(checked=not before)
        simulator.wait_for(lambda: is_on(simulator, COFFEE) is not before)
    finally:
        simulator.post("/sim/internet", there=True)
