"""The demo's dashboard of what can be operated, as a person uses it."""

from math import cos, radians, sin
import re
from typing import Final

from playwright.sync_api import Locator, expect

from scripts.playground.operated import URL

from .frontend import Frontend

# The dial of a thermostat: where it begins, how far it goes, how far out its ring is.
DIAL_START: Final = 135
DIAL_SWEEP: Final = 270
RING: Final = 0.455


def show_controls(frontend: Frontend) -> None:
    """Show the dashboard."""
    frontend.show(f"/{URL}")
    expect(frontend.page.get_by_role("heading", name="Heating")).to_be_visible()


def tile_of(frontend: Frontend, name: str) -> Locator:
    """Return the tile of an entity."""
    whole = frontend.page.get_by_text(name, exact=True)
    return frontend.page.locator("hui-tile-card").filter(has=whole)


def open_tile(frontend: Frontend, name: str) -> Locator:
    """Press the name in a tile, and return the dialog that it opens."""
    # The tile lies over its name, and takes the press.
    tile_of(frontend, name).get_by_text(name, exact=True).click(force=True)
    return opened(frontend, name)


def opened(frontend: Frontend, name: str) -> Locator:
    """Return the dialog of an entity once it can be seen."""
    dialog = frontend.page.locator("ha-more-info-dialog")
    expect(dialog.get_by_text(name, exact=True).last).to_be_visible()
    return dialog


def close(frontend: Frontend) -> None:
    """Close the dialog."""
    frontend.page.keyboard.press("Escape")
    expect(frontend.page.locator("ha-more-info-info")).to_be_hidden()


def press_at(part: Locator, across: float, down: float) -> None:
    """Press a spot of something, given as shares of its width and height."""
    box = part.bounding_box()
    assert box is not None
    x, y = box["width"] * across, box["height"] * down
    part.click(position={"x": x, "y": y}, force=True)


def turn_dial(dial: Locator, share: float) -> None:
    """Press the ring of a dial at a share of its way."""
    angle = radians(DIAL_START + DIAL_SWEEP * share)
    press_at(dial, 0.5 + RING * cos(angle), 0.5 + RING * sin(angle))


def expect_coloured(tile: Locator, colour: str) -> None:
    """Expect a tile to be in a colour."""
    expect(tile.locator("ha-card")).to_have_attribute("style", re.compile(colour))
