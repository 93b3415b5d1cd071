"""Devices on the simulator's own page, touched as one touches them at home."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

from playwright.sync_api import Browser, Locator, Page, expect
import pytest

from scripts.playground.simulator import Simulator

pytestmark = pytest.mark.xdist_group("browser")


@pytest.fixture
def page(
    browser_thread: ThreadPoolExecutor, chromium: Browser, simulator: Simulator
) -> Iterator[Page]:
    """Return the page."""
    page = browser_thread.submit(chromium.new_page).result()
    browser_thread.submit(page.goto, simulator.account.base_url).result()
    yield page
    browser_thread.submit(page.close).result()


def card_of(page: Page, name: str) -> Locator:
    """Return a device's card."""
    return page.locator(f'article[data-name="{name}"]')


def test_lamp(page: Page, simulator: Simulator) -> None:
    """A lamp's button toggles it; its level is shown, and turned by its knob."""
    card = card_of(page, "Dining table")
    card.get_by_role("slider", name="Knob of Dining table").fill("30")
    expect(card).to_contain_text("30 %")
    assert simulator.device("Dining table")["params"]["brightness"] == 30
    card.get_by_role("button", name="Press").click()
    expect(card).to_contain_text("Off")
    assert simulator.device("Dining table")["params"]["switch"] == "off"
    strip = card_of(page, "TV strip")
    expect(strip.locator(".pill.colour")).to_have_text("#0050ff")


def test_curtain(page: Page, simulator: Simulator) -> None:
    """A curtain moves by its remote, and can be stopped on its way."""
    card = card_of(page, "Bedroom curtain")
    card.get_by_role("button", name="Close").click()
    expect(card).to_contain_text("closing")
    simulator.post("/sim/tick", seconds=2)
    card.get_by_role("button", name="Stop").click()
    expect(card).not_to_contain_text("closing")
    assert 0 < simulator.device("Bedroom curtain")["params"]["setclose"] < 100
    card.get_by_role("slider", name="Open of Bedroom curtain").fill("100")
    expect(card).to_contain_text("100 % open")


def test_garage_door(page: Page, simulator: Simulator) -> None:
    """A garage door opens, and says where it is when it is there."""
    card = card_of(page, "Garage door")
    card.get_by_role("button", name="Open").click()
    expect(card).to_contain_text("opening")
    simulator.post("/sim/tick", seconds=12)
    expect(card).to_contain_text("100 % open")
    assert simulator.device("Garage door")["params"]["per"] == 100
    card.get_by_role("button", name="Close").click()
    simulator.post("/sim/tick", seconds=12)
    expect(card).to_contain_text("0 % open")


def test_thermostat(page: Page, simulator: Simulator) -> None:
    """A thermostat's knob sets its target, and it heats."""
    card = card_of(page, "Nursery")
    card.get_by_role("slider", name="Knob of Nursery").fill("24.5")
    expect(card).to_contain_text("target 24.5 °C")
    expect(card).to_contain_text("heating")
    assert simulator.device("Nursery")["params"]["manTargetTemp"] == 245
    card.get_by_role("button", name="Frost guard").click()
    expect(card).to_contain_text("target 7.0 °C")
    card.get_by_role("button", name="Manual").click()
