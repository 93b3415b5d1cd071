"""Home Assistant's frontend, by what a person sees and presses."""

import json
import shutil
import time
from typing import Final

from playwright.sync_api import Browser, Page, Playwright

from scripts.playground.child import ChildError
from scripts.playground.home_assistant import HomeAssistant

CHROMIUM: Final = ("chromium", "chromium-browser", "google-chrome")
FLAGS: Final = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def launch(playwright: Playwright) -> Browser:
    """Start the system's Chromium, which shows nothing on the screen."""
    program = next(filter(None, map(shutil.which, CHROMIUM)), None)
    if program is None:
        message = "Chromium is missing; scripts/system-package browser gets it"
        raise ChildError(message)
    return playwright.chromium.launch(executable_path=program, args=FLAGS)


class Frontend:
    """A browser window on Home Assistant, with the owner signed in."""

    def __init__(self, browser: Browser, home: HomeAssistant, scale: float = 1) -> None:
        """Open a window; it shows nothing yet."""
        self._home = home
        self._context = browser.new_context(
            viewport={"width": 1280, "height": 800},
            device_scale_factor=scale,
            locale="en-GB",
            timezone_id="Europe/Berlin",
            color_scheme="light",
            reduced_motion="reduce",
        )
        self._context.set_default_timeout(15_000)
        self._context.add_init_script(self._signed_in())
        self.page: Page = self._context.new_page()

    def _signed_in(self) -> str:
        url = self._home.address.url
        tokens = self._home.sign_in() | {
            "hassUrl": url,
            "clientId": f"{url}/",
            "expires": int(time.time() * 1000) + 1_500_000,
        }
        return f"localStorage.setItem('hassTokens', {json.dumps(json.dumps(tokens))})"

    def show(self, path: str) -> None:
        """Go to a page of the frontend."""
        self.page.goto(f"{self._home.address.url}{path}")

    def close(self) -> None:
        """Close the window."""
        self._context.close()
