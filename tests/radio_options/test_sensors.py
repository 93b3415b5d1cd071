"""What the user tells of radio sensors in the options."""

from typing import Any

from freezegun.api import FrozenDateTimeFactory
import pytest

from custom_components.ewelink.devices.features import Alarm
from custom_components.ewelink.radio_names import async_name_keys
from homeassistant.const import STATE_ON
from homeassistant.helpers import entity_registry as er
from tests.add_device.wizard import Wizard
from tests.home import Home, until
from tests.radio import RADIO, TAGS, add_radio, radio, rf_list

from .steps import offered, part_from_bridge, remove_bridges

OPENED, CLOSED = 0, 1
DOOR: Any = (
    {"remote_type": "6", "name": "Door", "buttonName": [{"0": "Button1"}]},
    {"remote_type": "6", "name": "Shut", "buttonName": [{"1": "Button1"}]},
    {"remote_type": "2", "name": "Gate", "buttonName": [{"2": "Up"}, {"9": "Down"}]},
)
PAIR = {"on": OPENED, "off": CLOSED, "class": "door"}
SENSOR = "rf_sensor_0"


@pytest.fixture
async def dialog(home: Home) -> Wizard:
    """Return a dialog of an account whose bridge knows a door, a key and a code."""
    remove_bridges(home)
    add_radio(home, learned=(0, 1, 2, 3), zyx_info=DOOR)
    await home.set_up()
    return Wizard(home, [])


async def _go_to(dialog: Wizard, step: str) -> None:
    await dialog.open()
    assert await dialog.choose("radio_sensors") == "radio_bridge"
    assert dialog.placeholders == {"bridge": RADIO}
    assert await dialog.choose(step) == step


async def _save(dialog: Wizard, **values: Any) -> None:
    """Fill in the last form, and wait until the account is loaded anew."""
    assert await dialog.fill_in(**values) == "ended: radio_saved"
    await dialog.home.hass.async_block_till_done()
    await dialog.home.later_pages()


async def _pair(dialog: Wizard) -> None:
    await _go_to(dialog, "sensor_pair")
    await _save(dialog, **{"on": "0", "off": "1", "class": "door"})


def _told(home: Home) -> dict[str, Any]:
    """Return what is told of the bridge."""
    told: dict[str, Any] = home.entry.options["radio"][home.sim(RADIO).device_id]
    return told


def _hold(home: Home, channel: int) -> float:
    [alarm] = [
        it
        for it in radio(home).features
        if isinstance(it, Alarm) and it.channel == channel
    ]
    return alarm.hold


async def test_time_of_an_alarm(home: Home, dialog: Wizard) -> None:
    """It is that of one alarm, and the usual one is not stored."""
    await _go_to(dialog, "alarm_time")
    assert offered(dialog, "alarm") == {"0": "Door: 120 s", "1": "Shut: 120 s"}
    await _save(dialog, alarm="1", seconds=30)
    assert _told(home) == {"seconds": {"1": 30}}
    assert (_hold(home, OPENED), _hold(home, CLOSED)) == (120, 30)
    await _go_to(dialog, "alarm_time")
    assert offered(dialog, "alarm")["1"] == "Shut: 30 s"
    await _save(dialog, alarm="1", seconds=120)
    assert home.entry.options == {}
    assert _hold(home, CLOSED) == 120


async def test_sensor_with_two_codes(home: Home, dialog: Wizard) -> None:
    """One sensor takes the place of two alarms, and follows its codes."""
    assert home.find_entity(RADIO, "alarm_0")
    await _go_to(dialog, "sensor_pair")
    codes = {"0": "Door", "1": "Shut", "2": "Gate: Up", "3": "3"}
    assert offered(dialog, "on") == offered(dialog, "off") == codes
    await _save(dialog, **{"on": "0", "off": "1", "class": "door"})
    assert _told(home) == {"pairs": [PAIR]}
    assert not home.find_entity(RADIO, "alarm_0")
    assert not home.find_entity(RADIO, "alarm_1")
    state = home.hass.states.get(home.entity_id(RADIO, SENSOR))
    assert state is not None
    assert state.attributes["device_class"] == "door"
    assert state.attributes["friendly_name"] == "Radio Door"
    home.simulator.press(RADIO, "0")
    await home.becomes(RADIO, STATE_ON, SENSOR)


async def test_codes_of_a_pair_are_not_offered(dialog: Wizard) -> None:
    """A code belongs to one sensor, which is no alarm either."""
    await _pair(dialog)
    await dialog.open()
    await dialog.choose("radio_sensors")
    assert dialog.menu == ["sensor_pair", "part_pair"]
    await dialog.choose("sensor_pair")
    assert offered(dialog, "on") == {"2": "Gate: Up", "3": "3"}


async def test_pair_that_is_taken_apart(home: Home, dialog: Wizard) -> None:
    """The alarms are back, and nothing is left of the sensor."""
    await _pair(dialog)
    await _go_to(dialog, "part_pair")
    assert offered(dialog, "pair") == {"0": "Door / Shut"}
    await _save(dialog, pair="0")
    assert home.entry.options == {}
    assert not home.find_entity(RADIO, SENSOR)
    for channel in (OPENED, CLOSED):
        assert home.state(RADIO, f"alarm_{channel}") == "off"
    await dialog.open()
    await dialog.choose("radio_sensors")
    assert dialog.menu == ["alarm_time", "sensor_pair"]


async def test_pair_of_keys(home: Home, dialog: Wizard) -> None:
    """The keys stay; one that is learned no more has its number as its name."""
    await _go_to(dialog, "sensor_pair")
    await _save(dialog, **{"on": "2", "off": "3", "class": "window"})
    home.simulator.press(RADIO, "2")
    await home.becomes(RADIO, STATE_ON, "rf_sensor_2")
    assert home.find_entity(RADIO, "rf_2")
    home.simulator.push(RADIO, {"rfList": rf_list(0, 1, 2)})
    await home.delivered()
    await _go_to(dialog, "part_pair")
    assert offered(dialog, "pair") == {"2": "Gate: Up / 3"}
    await _save(dialog, pair="2")
    assert not home.find_entity(RADIO, "rf_sensor_2")
    assert home.find_entity(RADIO, "rf_2")


async def test_pair_that_is_not_shown(home: Home, dialog: Wizard) -> None:
    """It can be taken apart though its entity is gone."""
    await _pair(dialog)
    er.async_get(home.hass).async_remove(home.entity_id(RADIO, SENSOR))
    await _go_to(dialog, "part_pair")
    await _save(dialog, pair="0")
    assert home.entry.options == {}


async def test_same_code_twice(home: Home, dialog: Wizard) -> None:
    """It is told, and can be corrected."""
    await _go_to(dialog, "sensor_pair")
    chosen = {"on": "0", "off": "0", "class": "door"}
    assert await dialog.fill_in(**chosen) == "sensor_pair"
    assert dialog.errors == {"off": "same_code"}
    assert dialog.suggested == chosen
    await _save(dialog, **{**chosen, "off": "1"})
    assert _told(home) == {"pairs": [PAIR]}


async def test_code_that_goes_meanwhile(home: Home, dialog: Wizard) -> None:
    """A code that the bridge does not know any more makes no sensor."""
    await _go_to(dialog, "sensor_pair")
    home.simulator.push(RADIO, {"rfList": rf_list(0, 2, 3)})
    await home.delivered()
    chosen = {"on": "0", "off": "1", "class": "door"}
    assert await dialog.fill_in(**chosen) == "sensor_pair"
    assert dialog.errors == {"base": "code_gone"}
    assert home.entry.options == {}


async def test_code_that_is_paired_meanwhile(home: Home, dialog: Wizard) -> None:
    """Another dialog may have been quicker."""
    await _go_to(dialog, "sensor_pair")
    await _pair(Wizard(home, []))
    chosen = {"on": "0", "off": "2", "class": "door"}
    assert await dialog.fill_in(**chosen) == "sensor_pair"
    assert dialog.errors == {"base": "code_gone"}
    assert _told(home) == {"pairs": [PAIR]}


async def test_all_else_stays(home: Home, dialog: Wizard) -> None:
    """What else is in the options stays, though it came while the dialog was open."""
    await _go_to(dialog, "alarm_time")
    options = {"left_out_homes": ["x"], "radio": {"another": {"seconds": {"1": 5}}}}
    home.hass.config_entries.async_update_entry(home.entry, options=options)
    home.simulator.fail_next(TAGS, error=407)
    named = async_name_keys(home.coordinator, radio(home), "Fan", {3: "Faster"})
    assert await named is False
    await _save(dialog, alarm="0", seconds=60)
    told = _told(home)
    assert told["seconds"] == {"0": 60}
    assert [it["name"] for it in told["remotes"]] == ["Fan"]
    kept = home.entry.options
    assert kept["left_out_homes"] == ["x"]
    assert kept["radio"]["another"] == {"seconds": {"1": 5}}


async def test_bridge_that_knows_nothing(home: Home) -> None:
    """There is nothing to tell of it."""
    remove_bridges(home)
    add_radio(home, learned=(2,), zyx_info=DOOR)
    await home.set_up()
    dialog = Wizard(home, [])
    await dialog.open()
    assert await dialog.choose("radio_sensors") == "ended: no_codes"


async def test_one_of_several_bridges(home: Home, dialog: Wizard) -> None:
    """It is asked which one is meant."""
    other = home.simulator.add_like(RADIO, "Other radio")
    await home.reload()
    await home.later_pages()
    await dialog.open()
    assert await dialog.choose("radio_sensors") == "radio_sensors"
    assert offered(dialog, "bridge")[other.device_id] == "Other radio"
    assert await dialog.fill_in(bridge=other.device_id) == "radio_bridge"
    assert dialog.placeholders == {"bridge": "Other radio"}
    await dialog.choose("sensor_pair")
    assert offered(dialog, "on") == {str(it): str(it) for it in range(4)}
    await _save(dialog, **{"on": "0", "off": "1", "class": "door"})
    assert home.entry.options == {"radio": {other.device_id: {"pairs": [PAIR]}}}
    assert home.find_entity("Other radio", SENSOR)


@pytest.mark.parametrize(
    ("step", "values"),
    [
        pytest.param("alarm_time", {"alarm": "0", "seconds": 60}, id="time"),
        pytest.param(
            "sensor_pair", {"on": "0", "off": "1", "class": "door"}, id="pair"
        ),
        pytest.param("part_pair", {"pair": "0"}, id="apart"),
    ],
)
async def test_bridge_that_is_removed(
    home: Home,
    freezer: FrozenDateTimeFactory,
    dialog: Wizard,
    step: str,
    values: dict[str, Any],
) -> None:
    """The dialog ends, and nothing is stored."""
    if step == "part_pair":
        await _pair(dialog)
    options = home.entry.options
    await _go_to(dialog, step)
    await part_from_bridge(home, freezer)
    assert await dialog.fill_in(**values) == "ended: bridge_gone"
    assert home.entry.options == options


async def test_account_that_is_unloaded(home: Home, dialog: Wizard) -> None:
    """The dialog ends, and nothing is stored."""
    await _go_to(dialog, "alarm_time")
    await home.hass.config_entries.async_unload(home.entry.entry_id)
    assert await dialog.fill_in(alarm="0", seconds=60) == "ended: not_loaded"
    assert home.entry.options == {}


async def test_dialog_that_is_closed(home: Home, dialog: Wizard) -> None:
    """Nothing is stored, and nothing was sent."""
    coordinator = home.coordinator
    await _go_to(dialog, "sensor_pair")
    await dialog.close()
    await until(lambda: not home.hass.config_entries.options.async_progress())
    assert home.entry.options == {}
    assert home.sent(RADIO) == []
    assert home.coordinator is coordinator
