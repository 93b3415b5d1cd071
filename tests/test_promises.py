"""What the pages promise holds in the demo home."""

import pytest

from homeassistant.core import HomeAssistant

from .guards.pages import page
from .home import Home

LAMP = "Kitchen lamp"


async def test_command_to_what_is_unavailable(
    hass: HomeAssistant, home: Home, caplog: pytest.LogCaptureFixture
) -> None:
    """Home Assistant drops it, and says so in its log alone."""
    await home.set_up()
    home.simulator.cloud.devices.set_online(home.sim(LAMP), online=False)
    await home.becomes(LAMP, "unavailable")
    await home.call("turn_on", home.entity_id(LAMP))
    assert home.sent(LAMP) == []
    said = "missing or not currently available"
    assert said in page("devices").text
    assert f"entities {home.entity_id(LAMP)} are {said}" in caplog.text
