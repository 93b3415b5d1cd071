"""Tests of the sirens."""

from typing import Any

from freezegun.api import FrozenDateTimeFactory
import pytest
from syrupy.assertion import SnapshotAssertion

from homeassistant.components.siren.const import SirenEntityFeature
from homeassistant.const import Platform
from homeassistant.exceptions import HomeAssistantError, ServiceValidationError

from .entities import compare
from .home import Home, until
from .panels import ALARM_SETTING, PANEL, SIREN, add_panel, add_siren
from .simulator import CommandFault


async def _sound(home: Home, device: str, feature: str, **data: Any) -> None:
    await home.call("turn_on", home.entity_id(device, feature), domain="siren", **data)


def _attribute(home: Home, device: str, feature: str, name: str) -> Any:
    state = home.hass.states.get(home.entity_id(device, feature))
    assert state is not None
    return state.attributes.get(name)


async def test_entities(home: Home, snapshot: SnapshotAssertion) -> None:
    """Each kind of siren, its entry in the registry and its state."""
    add_siren(home)
    add_panel(home)
    await compare(home, Platform.SIREN, snapshot)


@pytest.mark.parametrize(
    ("data", "changed"),
    [
        pytest.param({}, {}, id="as it is set"),
        pytest.param({"tone": "alarm7"}, {"alertSound": "alarm7"}, id="tone"),
        pytest.param({"volume_level": 1}, {"volume": 3}, id="loudest"),
        pytest.param({"volume_level": 0.34}, {"volume": 1}, id="medium"),
        pytest.param({"duration": 60}, {"duration": 60}, id="duration"),
        pytest.param(
            {"tone": "alarm0", "volume_level": 0.67, "duration": 900},
            {"alertSound": "alarm0", "volume": 2, "duration": 900},
            id="all",
        ),
    ],
)
async def test_zigbee_siren(
    home: Home, data: dict[str, Any], changed: dict[str, Any]
) -> None:
    """The whole object is sent, and not kept as state."""
    add_siren(home)
    await home.set_up()
    await _sound(home, SIREN, "siren", **data)

    assert home.sent(SIREN) == [
        {"alarmSetting": ALARM_SETTING | {"test": True} | changed}
    ]
    device = home.coordinator.data[home.sim(SIREN).device_id]
    assert device.params["alarmSetting"] == ALARM_SETTING


@pytest.mark.parametrize("uiid", [195, 228])
@pytest.mark.parametrize(
    ("data", "changed"),
    [
        pytest.param({}, {}, id="as it was last"),
        pytest.param(
            {"tone": "alert2", "volume_level": 0.255, "duration": 3},
            {"fileName": "ring/alert2.mp3", "volume": 26, "duration": 3},
            id="all",
        ),
    ],
)
async def test_buzzer(
    home: Home, uiid: int, data: dict[str, Any], changed: dict[str, Any]
) -> None:
    """A control panel gets what to play, how loud and for how long."""
    add_panel(home, uiid)
    await home.set_up()
    await _sound(home, PANEL, "buzzer", **data)

    last = {"test": True, "fileName": "ring/ring5.mp3", "volume": 66, "duration": 10}
    assert home.sent(PANEL) == [{"buzzerAlarm": last | changed}]


@pytest.mark.parametrize(
    ("params", "state"),
    [
        pytest.param({"alarmType": "none"}, "off", id="silent"),
        pytest.param({"alarmType": "manual"}, "on", id="by hand"),
        pytest.param({"alarmType": "scene"}, "on", id="by a scene"),
        pytest.param({"alarmType": None}, "unknown", id="not told"),
        pytest.param({"alarmType": 3}, "unknown", id="odd"),
    ],
)
async def test_state_of_siren(home: Home, params: dict[str, Any], state: str) -> None:
    """Whether it sounds is what it tells."""
    add_siren(home, **params)
    await home.set_up()
    assert home.state(SIREN, "siren") == state


@pytest.mark.parametrize("uiid", [195, 228])
async def test_state_of_buzzer(home: Home, uiid: int) -> None:
    """It is silent while its mode is to stop."""
    add_panel(home, uiid)
    await home.set_up()
    assert home.state(PANEL, "buzzer") == "off"
    home.simulator.push(PANEL, {"buzzerAlarm": {"mode": "play"}})
    await home.becomes(PANEL, "on", "buzzer")
    home.simulator.push(PANEL, {"buzzerAlarm": {"mode": "stop"}})
    await home.becomes(PANEL, "off", "buzzer")


async def test_ends_by_itself(home: Home, freezer: FrozenDateTimeFactory) -> None:
    """A siren that reports nothing is shown as on for as long as it was told."""
    add_siren(home)
    await home.set_up()
    await _sound(home, SIREN, "siren", duration=20)
    assert home.state(SIREN, "siren") == "on"
    await home.pass_time(freezer, 15)
    assert home.state(SIREN, "siren") == "on"
    await home.pass_time(freezer, 6)
    assert home.state(SIREN, "siren") == "off"


async def test_shorter_command_ends_sooner(
    home: Home, freezer: FrozenDateTimeFactory
) -> None:
    """The last command counts."""
    add_siren(home)
    await home.set_up()
    await _sound(home, SIREN, "siren", duration=600)
    await _sound(home, SIREN, "siren", duration=5)
    await home.pass_time(freezer, 6)
    assert home.state(SIREN, "siren") == "off"


async def test_report_counts_more_than_the_time(
    home: Home, freezer: FrozenDateTimeFactory
) -> None:
    """What the siren tells is believed at once, also where that is not new."""
    add_siren(home)
    await home.set_up()
    await _sound(home, SIREN, "siren", duration=600)
    home.simulator.push(SIREN, {"alarmType": "none"})
    await home.becomes(SIREN, "off", "siren")

    await _sound(home, SIREN, "siren", duration=5)
    home.simulator.push(SIREN, {"alarmType": "manual"})
    await home.delivered()
    await home.pass_time(freezer, 8)
    assert home.state(SIREN, "siren") == "on"
    home.simulator.push(SIREN, {"alarmType": "none"})
    await home.becomes(SIREN, "off", "siren")


async def test_report_of_something_else(home: Home) -> None:
    """A battery tells nothing of the sound."""
    add_panel(home)
    await home.set_up()
    await _sound(home, PANEL, "buzzer", duration=600)
    home.simulator.push(PANEL, {"buzzerAlarm": {"volume": 20}, "openLED": True})
    await home.delivered()
    assert home.state(PANEL, "buzzer") == "on"


async def test_refused(home: Home) -> None:
    """A siren that did not obey is not shown as on."""
    add_siren(home)
    await home.set_up()
    home.simulator.fail_device(SIREN, CommandFault(error=400))
    with pytest.raises(HomeAssistantError, match="400"):
        await _sound(home, SIREN, "siren")
    assert home.state(SIREN, "siren") == "off"


async def test_cannot_be_stopped(home: Home) -> None:
    """Nobody has shown how; what is not so is not offered."""
    add_siren(home)
    add_panel(home)
    await home.set_up()
    for device, feature in ((SIREN, "siren"), (PANEL, "buzzer")):
        offered = _attribute(home, device, feature, "supported_features")
        assert not offered & SirenEntityFeature.TURN_OFF
    entity_id = home.entity_id(SIREN, "siren")
    with pytest.raises(ServiceValidationError):
        await home.call("turn_off", entity_id, domain="siren")
    assert home.sent(SIREN) == []


@pytest.mark.parametrize("seconds", [0, 901])
async def test_duration_that_it_does_not_take(home: Home, seconds: int) -> None:
    """The limits of the Zigbee siren are known."""
    add_siren(home)
    await home.set_up()
    with pytest.raises(ServiceValidationError, match="cannot sound for that long"):
        await _sound(home, SIREN, "siren", duration=seconds)
    assert home.sent(SIREN) == []


async def test_tones_once_told(home: Home) -> None:
    """Tones are offered as soon as the siren tells that it has them."""
    silent = {key: it for key, it in ALARM_SETTING.items() if key != "alertSound"}
    add_siren(home, alarmSetting=silent)
    await home.set_up()
    assert _attribute(home, SIREN, "siren", "available_tones") is None
    await _sound(home, SIREN, "siren", tone="alarm1")
    assert home.sent(SIREN) == [{"alarmSetting": silent | {"test": True}}]

    home.simulator.push(SIREN, {"alarmSetting": {"alertSound": "alarm0"}})
    await until(lambda: _attribute(home, SIREN, "siren", "available_tones"))
    tones = _attribute(home, SIREN, "siren", "available_tones")
    assert tones == [f"alarm{n}" for n in range(10)]


async def test_unloaded_while_it_sounds(home: Home) -> None:
    """No timer is left behind."""
    add_siren(home)
    await home.set_up()
    await _sound(home, SIREN, "siren", duration=600)
    await home.hass.config_entries.async_unload(home.entry.entry_id)
    assert home.state(SIREN, "siren") == "unavailable"
