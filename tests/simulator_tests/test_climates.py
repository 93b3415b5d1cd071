"""Thermostats, fans and humidifiers, by the protocol's words."""

import pytest

from tests.simulator.wire import Json

from .bench import Bench

HEAT: list[Json] = [
    {"targetHigh": "25", "reaction": {"switch": "off"}},
    {"targetLow": "24", "reaction": {"switch": "on"}},
]
HIGH, LOW = HEAT
REFUSED: list[tuple[int, Json]] = [
    (15, {"targets": [HIGH]}),
    (15, {"targets": [HIGH, HIGH]}),
    (15, {"targets": [{**HIGH, "targetHigh": 25}, LOW]}),
    (15, {"targets": [{**HIGH, "targetHigh": "24"}, LOW]}),
    (15, {"targets": [{**HIGH, "reaction": {"switch": "on"}}, LOW]}),
    (15, {"deviceType": "heat"}),
    (17, {"speed": 1}),
    (17, {"mode": "turbo"}),
    (17, {"shake": True}),
    (19, {"switch": "on", "state": 4}),
    (19, {"switch": "on", "state": "1"}),
    (19, {"switch": "on", "mode": "night"}),
    (19, {"water": 1}),
    (127, {"targetTemp": "21.5"}),
    (127, {"targetTemp": 21.3}),
    (127, {"targetTemp": 46}),
    (127, {"workState": 1}),
    (127, {"workMode": 4}),
    (133, {"ATCExpect0": 15}),
    (133, {"ATCMode": 1, "ATCExpect0": 22}),
    (133, {"ATCEnable": True}),
    (151, {"temperature": 33}),
    (151, {"mode": "fan_only"}),
    (151, {"wind_speed": "101"}),
    (7017, {"manTargetTemp": 215.0}),
    (7017, {"manTargetTemp": "215"}),
    (7017, {"manTargetTemp": 21.5}),
    (7017, {"manTargetTemp": 355}),
    (7017, {"workMode": 0}),
    (7017, {"workMode": "3"}),
    (7017, {"curTargetTemp": 215}),
    (7017, {"childLock": "on"}),
    (1772, {"autoTargetTemp": 200.5}),
]


@pytest.mark.parametrize(("uiid", "changes"), REFUSED)
def test_refused(uiid: int, changes: Json) -> None:
    """What a real one answers with 400."""
    assert Bench(uiid).refuses(**changes)


@pytest.mark.parametrize("uiid", [7017, 1772])
def test_valve_follows_its_target(uiid: int) -> None:
    """`curTargetTemp` follows the target of the mode, `workState` the room."""
    valve = Bench(uiid)
    follows = {"curTargetTemp": 230, "workState": "1"}
    assert valve.tell(workMode="0", manTargetTemp=230) == [follows]
    follows = {"curTargetTemp": 190, "workState": "0"}
    assert valve.tell(workMode="2") == [follows]
    assert valve.tell(autoTargetTemp=260) == [{"curTargetTemp": 260, "workState": "1"}]
    assert valve.tell(manTargetTemp=100) == []
    assert valve.tell(workMode="1") == [{"curTargetTemp": 70, "workState": "0"}]


def test_valve_warms_its_room() -> None:
    """The room warms slowly to the target; then the valve rests."""
    valve = Bench(7017)
    valve.tell(manTargetTemp=220)
    reports = valve.wait(200)
    rooms = [report["temperature"] for report in reports if "temperature" in report]
    assert rooms == sorted(rooms)
    assert rooms[0] == 210
    assert {"curTargetTemp": 220, "workState": "0"} in reports
    assert valve.params["workState"] == "0"
    assert any(it.get("workState") == "1" for it in valve.wait(200))


def test_knob_of_valve() -> None:
    """Its knob changes the target of the mode it is in."""
    valve = Bench(7017)
    turned = valve.turn("target", 25.5)
    assert turned == {"manTargetTemp": 255, "curTargetTemp": 255, "workState": "1"}
    assert valve.press("2")["workMode"] == "2"
    assert valve.turn("target", 6)["autoTargetTemp"] == 60
    assert "target 6.0 °C" in valve.looks()


def test_mode_beyond() -> None:
    """A mode that only newer firmware has does not stop the valve."""
    valve = Bench(7017, workMode="3")
    assert valve.wait(1) == []
    assert valve.looks()[-1] == ""


def test_floor_heating() -> None:
    """It heats while it is on and the room is colder, and tells so."""
    heating = Bench(127)
    assert heating.tell(targetTemp=21.5) == []
    reports = heating.wait(90)
    assert {"temperature": 20.5} in reports
    assert [it for it in reports if "workState" in it] == [{"workState": 2}]
    assert heating.tell(switch="off") == []
    heating.wait(90)
    assert heating.press() == {"switch": "on", "workState": 1}
    assert heating.turn("target", 10) == {"targetTemp": 10.0, "workState": 2}
    assert "idle" in heating.looks()


def test_panel_thermostat() -> None:
    """It needs a device for it, and a target only while it is by hand."""
    panel = Bench(133)
    panel.tell(ATCEnable=1, ATCMode=0)
    panel.tell(ATCMode=0, ATCExpect0=24.5)
    assert {"temperature": 22} in panel.wait(60)
    panel.tell(ATCEnable=1, ATCMode=1)
    assert panel.refuses(ATCExpect0=22)
    assert Bench(133, HMI_ATCDevice={}).refuses(ATCEnable=1)
    cooling = Bench(133, HMI_ATCDevice={"etype": "cold"}, ATCEnable=1, ATCExpect0=18)
    assert {"temperature": 20} in cooling.wait(60)


def test_air_conditioner() -> None:
    """While it is off, a mode alone is lost; the room follows the mode."""
    air = Bench(151)
    assert air.ignores(mode="heat")
    air.tell(power="on", mode="cool")
    air.tell(temperature=22, small_temperature=0.5)
    assert air.looks() == ["cool", "target 22.5 °C"]
    assert {"indoor_temperature": 26} in air.wait(60)
    assert air.press() == {"power": "off"}


def test_heater_by_range() -> None:
    """15 switches by its targets, of the humidity as well."""
    heater = Bench(15)
    ask: Json = {"mainSwitch": "on", "deviceType": "temperature", "targets": HEAT}
    assert heater.tell(**ask) == [{"switch": "on"}]
    assert heater.tell(mainSwitch="off", deviceType="normal") == []
    dry = [{**HIGH, "targetHigh": "40"}, {**LOW, "targetLow": "30"}]
    heater.tell(mainSwitch="on", deviceType="humidity", targets=dry)
    assert heater.params["switch"] == "off"
    assert heater.looks() == ["Off", "target 30 to 40"]


def test_fan_light() -> None:
    """Its remote sets a speed by its outlets, and reports all four."""
    fan = Bench(34)
    for button, states in (
        ("medium", ["off", "on", "on", "off"]),
        ("high", ["off", "on", "off", "on"]),
        ("0", ["on", "on", "off", "on"]),
        ("1", ["on", "off", "off", "on"]),
    ):
        switches = fan.press(button)["switches"]
        assert [item["switch"] for item in switches] == states
    assert fan.looks() == ["Light on", "Fan off"]
    fan.tell(switches=[{"outlet": 1, "switch": "on"}])
    assert fan.looks() == ["Light on", "Fan high"]


def test_fan_with_modes() -> None:
    """Its buttons toggle, step and swing."""
    fan = Bench(17)
    assert fan.press("speed") == {"fan": "on", "speed": "moderate"}
    assert fan.press("shake") == {"shake": "on"}
    assert fan.looks() == ["On", "moderate", "normal", "oscillates"]
    assert fan.press() == {"fan": "off"}


def test_humidifiers() -> None:
    """A level comes with the switch; while off it says level 0; the tank empties."""
    humidifier = Bench(19)
    humidifier.tell(switch="on", state=3, mode="normal")
    assert humidifier.looks() == ["On", "Level 3"]
    assert humidifier.press() == {"switch": "off", "state": 0}
    assert humidifier.press("tank") == {"water": 0}
    assert humidifier.looks() == ["Off", "No water"]
    diffuser = Bench(25)
    diffuser.tell(state=2)
    assert diffuser.press() == {"switch": "off", "state": 2}
