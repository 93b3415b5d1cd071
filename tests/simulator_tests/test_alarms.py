"""Valves, sirens, panels and what only acts, by the protocol's words."""

import pytest

from tests.simulator.wire import Json

from .bench import Bench

RING: Json = {"test": True, "fileName": "ring/ring5.mp3", "volume": 66, "duration": 2}
SETTING: Json = Bench(7056).params["alarmSetting"]
TESTED: Json = {**SETTING, "test": True}
REFUSED: list[tuple[int, Json]] = [
    (7027, {"switch": "on"}),
    (7027, {"switch": 1, "controlMode": "manual"}),
    (7047, {"switch_00": "on"}),
    (7047, {"switch": "on"}),
    (7048, {"switch_01": 0}),
    (7056, {"alarmSetting": True}),
    (7056, {"alarmSetting": {**TESTED, "volume": 4}}),
    (7056, {"alarmSetting": {**TESTED, "volume": "3"}}),
    (7056, {"alarmSetting": {**TESTED, "duration": 0}}),
    (7056, {"alarmSetting": {**TESTED, "alertSound": 1}}),
    (7056, {"alarmSetting": {**TESTED, "test": 1}}),
    (7056, {"alarmType": "none"}),
    (195, {"securityType": 1}),
    (195, {"securityType": 1, "currentType": 2}),
    (195, {"securityType": 4, "currentType": 4}),
    (195, {"securityType": "1", "currentType": "1"}),
    (228, {"buzzerAlarm": {**RING, "test": False}}),
    (228, {"buzzerAlarm": {**RING, "fileName": "ring5.mp3"}}),
    (228, {"buzzerAlarm": {**RING, "fileName": "ring/ring6.mp3"}}),
    (228, {"buzzerAlarm": {**RING, "volume": 66.5}}),
    (228, {"buzzerAlarm": {"test": True}}),
    (228, {"reboot": 1}),
    (225, {"restart": "on"}),
    (225, {"switch": "on"}),
    (209, {"soundAction": 3}),
    (209, {"soundAction": "1"}),
    (209, {"preEffects": {}}),
    (209, {"preEffects": {"lightEffect": 6}}),
    (209, {"preEffects": {"volume": 0}}),
    (209, {"preEffects": {"sound": 1}}),
    (209, {"disableSwipeGesture": "on"}),
]


@pytest.mark.parametrize(("uiid", "changes"), REFUSED)
def test_refused(uiid: int, changes: Json) -> None:
    """What a real one answers with 400."""
    assert Bench(uiid).refuses(**changes)


@pytest.mark.parametrize(("uiid", "key"), [(7027, "switch"), (7047, "switch_00")])
def test_valve_closes_by_itself(uiid: int, key: str) -> None:
    """A valve opened by hand closes at its own limit."""
    valve = Bench(uiid)
    assert valve.press() == {key: True}
    assert valve.wait(599) == []
    assert valve.wait(1) == [{key: False}]
    valve.tell(**{key: True})
    assert valve.looks() == ["Flows"]
    valve.tell(**{key: False})
    assert valve.wait(700) == []


def test_two_valves() -> None:
    """Each has its own flow and limit."""
    valve = Bench(7048)
    valve.tell(switch_01=True)
    valve.wait(300)
    assert valve.press("0") == {"switch_00": True}
    assert valve.wait(300) == [{"switch_01": False}]
    assert valve.wait(300) == [{"switch_00": False}]


def test_switch_that_is_taken() -> None:
    """7047 takes `switch` and does not tell it back."""
    valve = Bench(7047)
    assert valve.tell(switch=True) == []
    assert valve.params["switch_00"] is False
    assert "switch" not in valve.params


def test_siren_ends_by_itself() -> None:
    """It sounds for its duration, and says so at both ends."""
    siren = Bench(7056)
    setting = {**TESTED, "duration": 3, "volume": 2}
    assert siren.tell(alarmSetting=setting) == [{"alarmType": "manual"}]
    assert siren.looks() == ["Sounds"]
    assert siren.wait(3) == [{"alarmType": "none"}]
    assert siren.params["alarmSetting"] == setting
    assert siren.wait(30) == []


def test_setting_of_siren() -> None:
    """A setting makes no sound; what is not sent with it is lost."""
    siren = Bench(7056, alarmSetting={**SETTING, "volume": 3, "duration": 60})
    assert siren.tell(alarmSetting={"light": False}) == []
    assert siren.params["alarmSetting"] == {**SETTING, "light": False}
    assert siren.looks() == ["Silent"]


@pytest.mark.parametrize("uiid", [195, 228])
def test_alarm_panel(uiid: int) -> None:
    """Armed by two keys, disarmed by one; a sound ends by itself."""
    panel = Bench(uiid)
    panel.tell(securityType=2, currentType=2)
    assert panel.looks() == ["Away", "Silent"]
    panel.tell(securityType=0)
    assert panel.press("3") == {"securityType": 3, "currentType": 3}
    [start] = panel.tell(buzzerAlarm=RING)
    assert start["buzzerAlarm"]["mode"] != "stop"
    [end] = panel.wait(5)
    assert end["buzzerAlarm"]["mode"] == "stop"
    assert "test" not in panel.params["buzzerAlarm"]


@pytest.mark.parametrize(
    ("uiid", "action"),
    [
        (195, {"reboot": True}),
        (225, {"restart": True}),
        (225, {"forceShutdown": True}),
        (209, {"soundAction": 2}),
        (212, {"preEffects": {"soundEffect": 5, "volume": 50, "lightEffect": 0}}),
    ],
)
def test_actions_are_no_state(uiid: int, action: Json) -> None:
    """Others hear an action; the device keeps nothing of it."""
    device = Bench(uiid)
    device.tell(**action)
    assert device.heard == action
    assert not action.keys() & device.params.keys()


def test_shutdown() -> None:
    """After the long press the PC is off."""
    computer = Bench(225)
    assert computer.press() == {"switch": True}
    assert computer.tell(forceShutdown=True) == [{"switch": False}]


def test_touch_panel() -> None:
    """A touch tells all switches; a slide comes alone, unless it is off."""
    panel = Bench(210)
    touched = panel.press("1")
    assert set(touched) == {"switches", "triggerType"}
    assert [it["switch"] for it in touched["switches"]] == ["off", "on", "off", "off"]
    assert panel.press("slide2") == {"slide": 2}
    panel.tell(disableSwipeGesture=True)
    assert "slide1" not in panel.behaviour.buttons(panel.params)


def test_full_state() -> None:
    """Once a minute a panel tells all it has, as if it were touched."""
    panel = Bench(209, slide=1)
    assert panel.wait(59) == []
    [state] = panel.wait(1)
    assert state["triggerType"] == 2
    assert {"switches", "configure", "lightSwitch", "slide"} <= state.keys()
