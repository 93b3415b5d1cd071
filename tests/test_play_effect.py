"""Tests of the action that plays an effect."""

from typing import Any

import pytest
import voluptuous as vol

from custom_components.ewelink.const import DOMAIN
from homeassistant.exceptions import HomeAssistantError, ServiceValidationError

from .devices.test_effects import EXAMPLE
from .home import Home
from .panels import TOUCH, add_touch
from .simulator import CommandFault

LAMP = "Kitchen lamp"


async def _play(
    home: Home, device: str = TOUCH, channel: int | None = None, **data: Any
) -> None:
    target = home.device(device, channel).id
    await home.hass.services.async_call(
        DOMAIN, "play_effect", {"device_id": target, **data}, blocking=True
    )


@pytest.mark.parametrize("uiid", [209, 210, 211, 212])
@pytest.mark.parametrize(
    ("data", "changed"),
    [
        pytest.param({}, {}, id="the documented one"),
        pytest.param(
            {"light_effect": "color_burst", "rgb_color": [0, 128, 255]},
            {"lightEffect": 5, "r": 0, "g": 128, "b": 255},
            id="light",
        ),
        pytest.param(
            {"sound_effect": "melody", "volume": 100, "status_light": False},
            {"soundEffect": 3, "volume": 100, "statusLight": "off"},
            id="sound",
        ),
        pytest.param(
            {"brightness": 1, "status_light_top": False, "status_light_below": "yes"},
            {"br": 1, "statusLightTop": 0, "statusLightBelow": 1},
            id="status lights",
        ),
    ],
)
async def test_play(
    home: Home, uiid: int, data: dict[str, Any], changed: dict[str, Any]
) -> None:
    """One frame carries the whole effect, and leaves no state."""
    add_touch(home, uiid)
    await home.set_up()
    await _play(home, **data)

    assert home.sent(TOUCH) == [{"preEffects": EXAMPLE | changed}]
    found = home.coordinator.data[home.sim(TOUCH).device_id]
    assert "preEffects" not in found.params


async def test_as_it_was_last(home: Home) -> None:
    """What is left out is as the device told it last."""
    add_touch(home, preEffects={"br": 20, "soundEffect": 4})
    await home.set_up()
    home.simulator.push(TOUCH, {"preEffects": {"volume": 30}})
    await home.delivered()
    await _play(home, light_effect="none")

    told = {"br": 20, "soundEffect": 4, "volume": 30, "lightEffect": 0}
    assert home.sent(TOUCH) == [{"preEffects": EXAMPLE | told}]


async def test_channel_stands_for_the_device(home: Home) -> None:
    """A gang plays what its switch plays."""
    add_touch(home, 210)
    await home.set_up()
    await _play(home, channel=1)
    assert home.sent(TOUCH) == [{"preEffects": EXAMPLE}]


async def test_device_without_effects(home: Home) -> None:
    """Not every device plays effects."""
    await home.set_up()
    with pytest.raises(ServiceValidationError, match="Kitchen lamp plays no effects"):
        await _play(home, LAMP)
    assert home.sent(LAMP) == []


@pytest.mark.parametrize(
    "data",
    [
        {"light_effect": "rainbow"},
        {"sound_effect": 1},
        {"brightness": 0},
        {"volume": 101},
        {"rgb_color": [1, 2]},
        {"rgb_color": [1, 2, 256]},
        {"rgb_color": "red"},
        {"status_light": "perhaps"},
    ],
)
async def test_wrong_value(home: Home, data: dict[str, Any]) -> None:
    """What the device does not know is not sent."""
    add_touch(home)
    await home.set_up()
    with pytest.raises(vol.Invalid):
        await _play(home, **data)
    assert home.sent(TOUCH) == []


async def test_refused(home: Home) -> None:
    """What the device did not play is told."""
    add_touch(home)
    await home.set_up()
    home.simulator.fail_device(TOUCH, CommandFault(error=400))
    with pytest.raises(HomeAssistantError, match="400"):
        await _play(home)
