"""Devices on the dashboard, pressed from both sides."""

from collections.abc import Iterator
import re

from playwright.sync_api import Locator, expect
import pytest

from scripts.playground.home_assistant import HomeAssistant
from scripts.playground.overview import arrange
from scripts.playground.simulator import Simulator

from .frontend import Frontend

pytestmark = pytest.mark.xdist_group("browser")

COFFEE = "Coffee machine"
AT_ONCE = 1000


@pytest.fixture(autouse=True)
def kept_limits(home: HomeAssistant, simulator: Simulator) -> Iterator[None]:
    """Bring the machine back, and see that the cloud was never asked too much."""
    yield
    simulator.post("/sim/online", device=COFFEE, online=True)
    assert simulator.get("/sim/violations") == []


@pytest.fixture
def arranged(home: HomeAssistant) -> None:
    """Choose what is seen first."""
    arrange(home)


def row_of(frontend: Frontend, name: str) -> Locator:
    """Return a device's row on the dashboard of all devices."""
    frontend.show("/all-devices/0")
    row = frontend.page.locator("hui-toggle-entity-row").filter(has_text=name)
    expect(row).to_be_visible()
    return row


def is_on(simulator: Simulator, name: str) -> bool:
    """Return whether the simulated device itself is on."""
    return bool(simulator.device(name)["params"]["switch"] == "on")


def test_devices_are_there(frontend: Frontend, simulator: Simulator) -> None:
    """The dashboard shows the devices in their rooms, with readings."""
    reading = {"power": "1912.40", "voltage": "229.80", "current": "8.32"}
    page = frontend.page
    row_of(frontend, COFFEE)

    simulator.post("/sim/push", device="Washing machine", params=reading)

    expect(page.get_by_text("1,912.4 W")).to_be_visible(timeout=AT_ONCE)
    for text in (
        "Kitchen",
        "Bathroom",
        "Heater Temperature",
        "Ceiling",
        "Café terrace",
    ):
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
    frontend.picture("dashboard")


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
    frontend.show("/config/devices/dashboard")
    page.get_by_placeholder(re.compile(r"Search \d+ devices")).fill("Washing")
    page.get_by_text("Washing machine").first.click()

    for text in ("POWR2", "SONOFF", "Connection", "Refresh live readings"):
        expect(page.get_by_text(text).first).to_be_visible()
    expect(page.get_by_text("Activity", exact=True).last).to_be_visible()
    frontend.picture("device")
