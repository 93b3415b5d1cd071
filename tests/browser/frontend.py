"""Home Assistant's frontend, by what a person sees and presses."""

import json
from pathlib import Path
import time

from playwright.sync_api import Browser, Page

from scripts.playground.home_assistant import HomeAssistant


class Frontend:
    """A browser window on Home Assistant, with the owner signed in."""

    def __init__(self, browser: Browser, home: HomeAssistant, pictures: Path) -> None:
        """Open a window; it shows nothing yet."""
        self._home = home
        self._pictures = pictures
        self._context = browser.new_context(
            viewport={"width": 1280, "height": 800},
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

    def picture(self, name: str) -> None:
        """Take a picture of what is seen now."""
        self._pictures.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=self._pictures / f"{name}.png", animations="disabled")

    def close(self) -> None:
        """Close the window."""
        self._context.close()
