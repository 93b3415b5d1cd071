"""Pictures of a home: dashboards, pages of devices, what opens from a tile."""

from collections.abc import Callable
import re
from typing import Final

from playwright.sync_api import Page, expect

from scripts.playground.operated import URL
from scripts.playground.overview import arrange
from tests.browser import energy_page as energy
from tests.browser.automation_editor import new_automation, on_press, save, toggle
from tests.browser.controls import (
    close,
    open_tile,
    opened,
    press_at,
    tile_of,
    turn_dial,
)
from tests.browser.devices import open_device, params_of
from tests.browser.tools import begin_update, perform_action

from .camera import content, dialog
from .stage import Stage, beside

type Scene = Callable[[Stage], None]

_READINGS: Final = (
    ("Washing machine", {"power": "1912.40", "voltage": "229.80", "current": "8.32"}),
    ("Kitchen counter", {"actPow_00": 8370}),
    ("Freezer", {"power": 9120, "voltage": 22980, "current": 40}),
    ("Desk", {"power": 6120, "voltage": 23040, "current": 27}),
)
_PURPLE: Final = {"br": 70, "r": 170, "g": 60, "b": 255}
_TARGET: Final = 24
_ENTITIES: Final = "entity."


def _show(it: Stage, path: str, width: int, height: int) -> Page:
    it.frontend.page.set_viewport_size({"width": width, "height": height})
    it.frontend.show(path)
    return it.frontend.page


def _take_dialog(it: Stage, name: str, view: str) -> None:
    page = it.frontend.page
    page.wait_for_timeout(500)
    it.camera.take(page, dialog(page), name, view, _ENTITIES)


def dashboards(it: Stage) -> None:
    """Show the dashboard of what can be operated, and Home Assistant's own."""
    beside(arrange, it.home)
    for device, params in _READINGS:
        it.simulator.post("/sim/push", device=device, params=params)
    page = _show(it, f"/{URL}", 1680, 720)
    expect(page.get_by_role("heading", name="Heating")).to_be_visible()
    lamp = tile_of(it.frontend, "Shelf light")
    lamp.locator("ha-tile-icon").get_by_role("button").click()
    colour = {"switch": "on", "ltype": "color", "color": _PURPLE}
    it.simulator.post("/sim/push", device="Reading lamp", params=colour)
    fan = tile_of(it.frontend, "Bedroom fan")
    fan.get_by_role("radio", name="Medium").click()
    expect(fan).to_contain_text("66%")
    curtain = tile_of(it.frontend, "Bedroom curtain")
    press_at(curtain.get_by_role("slider", name="Position"), 0.3, 0.5)
    it.simulator.post("/sim/tick", seconds=12)
    expect(curtain).to_contain_text("Open · 70%")
    expect(page.get_by_text("1,912.4").first).to_be_visible()
    page.wait_for_timeout(1000)
    view = "the demo's dashboard of lamps, covers and meters"
    it.camera.take(page, content(page, 608), "controls", view, "dashboard.", _ENTITIES)

    page = _show(it, "/", 1280, 740)
    expect(page.get_by_text("Fridge Power")).to_be_visible()
    view = "Home Assistant's own dashboard of the demo home"
    it.camera.take(page, content(page, 602), "dashboard", view, _ENTITIES)


def device(it: Stage) -> None:
    """Show the page of a meter."""
    it.frontend.page.set_viewport_size({"width": 1280, "height": 1160})
    open_device(it.frontend, "Washing machine")
    page = it.frontend.page
    for text in ("POWR2", "Connection", "Refresh live readings"):
        expect(page.get_by_text(text).first).to_be_visible()
    view = "the page of a meter"
    it.camera.take(page, content(page, top=0), "device", view, _ENTITIES)


def key_press(it: Stage) -> None:
    """Press a key that an automation was built on."""
    keys = "Bedside keys"
    it.frontend.page.set_viewport_size({"width": 1280, "height": 800})
    page = new_automation(it.frontend)
    on_press(page, keys, "Button 2", "Press end")
    toggle(page, "Reading lamp")
    save(page)
    it.simulator.post("/sim/press", device=keys, button="1:0")
    page.set_viewport_size({"width": 1280, "height": 760})
    open_device(it.frontend, keys)
    it.simulator.post("/sim/press", device=keys, button="1:1")
    expect(page.get_by_text("Press end", exact=True).first).to_be_visible()
    page.wait_for_timeout(1000)
    view = "the page of a remote"
    it.camera.take(page, content(page, top=0), "button-press", view, _ENTITIES)


def tiles(it: Stage) -> None:
    """Open a lamp, a curtain and a thermostat from the dashboard."""
    page = _show(it, f"/{URL}", 1280, 880)
    expect(page.get_by_role("heading", name="Heating")).to_be_visible()
    lamp = open_tile(it.frontend, "Reading lamp")
    lamp.get_by_role("button", name="Colour", exact=True).click()
    press_at(lamp.locator("ha-hs-color-picker canvas"), 0.27, 0.87)
    simulator = it.simulator
    simulator.wait_for(lambda: params_of(simulator, "Reading lamp")["ltype"] == "color")
    _take_dialog(it, "lamp-colour", "the colour of a lamp")
    close(it.frontend)

    curtain = open_tile(it.frontend, "Bedroom curtain")
    press_at(curtain.get_by_role("slider", name="Position"), 0.5, 0.8)
    expect(curtain).to_contain_text("Closing")
    _take_dialog(it, "curtain", "a curtain on its way")
    simulator.post("/sim/tick", seconds=12)
    close(it.frontend)

    card = page.locator("hui-thermostat-card")
    card.get_by_label("Show more information").click()
    valve = opened(it.frontend, "Nursery")
    turn_dial(valve.locator("ha-control-circular-slider"), (_TARGET - 4) / (35 - 4))
    tenths = 10 * _TARGET
    simulator.wait_for(
        lambda: params_of(simulator, "Nursery")["manTargetTemp"] == tenths
    )
    expect(valve).to_contain_text("Heating")
    _take_dialog(it, "thermostat", "the target of a radiator valve")
    close(it.frontend)


def firmware(it: Stage) -> None:
    """Install an update."""
    name = "Kitchen lamp"
    it.frontend.page.set_viewport_size({"width": 1280, "height": 700})
    it.simulator.post("/sim/firmware", device=name, version="3.8.0", fate="lost")
    shown = begin_update(it.frontend, name)
    expect(shown).to_contain_text("Installing")
    _take_dialog(it, "firmware", "an update that is being installed")
    it.simulator.post("/sim/push", device=name, params={"fwVersion": "3.8.0"})
    it.simulator.post("/sim/online", device=name, online=True)
    expect(shown).to_contain_text("Up-to-date")
    close(it.frontend)


def past_days(it: Stage) -> None:
    """Import what a meter has kept, and look at it in the Energy dashboard."""
    it.frontend.page.set_viewport_size({"width": 1280, "height": 740})
    beside(energy.show_times, it.home, "server")
    beside(energy.count_from_grid, it.home, energy.statistic_of(it.simulator))
    perform_action(it.frontend, "ewelink.import_energy_history", energy.METER)
    energy.show_days_ago(it.frontend, 2)
    energy.show_last_month(it.frontend)
    total = energy.grid_total(it.frontend)
    expect(total).to_contain_text(re.compile(r"\b1\d\d(\.\d+)? kWh"))
    page = it.frontend.page
    page.wait_for_timeout(1000)
    view = "a meter's past days in the Energy dashboard"
    it.camera.take(page, content(page), "energy", view, _ENTITIES)


SCENES: Final[tuple[Scene, ...]] = (
    dashboards,
    device,
    key_press,
    tiles,
    firmware,
    past_days,
)
