"""Plugs, wall switches and relays on Wi-Fi or GSM, without a meter."""

from ..device_type import DeviceType
from ..features import (
    Action,
    Effect,
    Feature,
    Reading,
    Setting,
    Toggle,
    TouchSurface,
)
from ..places import Param
from ..values import ON_OFF, ONE_ZERO, TRUE_FALSE, Binary, NonZero
from .buttons import local_buttons
from .covers import MOTOR, MOTOR_MODE, TOUCH_MOTOR
from .lamps import AMBIENT_LIGHT
from .parts import (
    CHILD_LOCK,
    LED,
    POWER_ON,
    RELAY_SEPARATION,
    RSSI,
    partly_known,
    toggle,
)
from .relays import (
    SINGLE,
    SWITCH_BOOLEAN,
    children,
    except_in,
    multi,
    outlets_only,
    power_on_states,
    relays,
    resting_inching,
)

SWITCH_MODE, METER_MODE = 1, 3

LED_LEVEL = Toggle(key="led", place=Param("sledBright"), codec=NonZero(100))
OFF_BRIGHTNESS = Setting(
    key="off_brightness", place=Param("offBrightness"), minimum=0, maximum=100, step=1
)
RADAR_ALERT = Reading(key="radar_alert", place=Param("alert"))
BACKLIGHT = toggle("backlight", "backlight", ON_OFF)
SWIPE_DISABLED = Toggle(
    key="swipe_gesture_disabled",
    place=Param("disableSwipeGesture"),
    codec=TRUE_FALSE,
)
CURTAIN_MODE = Toggle(
    key="curtain_mode",
    place=Param("workMode"),
    codec=Binary(MOTOR_MODE, SWITCH_MODE),
)
MOTOR_REVERSED = Toggle(
    key="motor_reversed", place=Param("motorReversal"), codec=TRUE_FALSE
)

# Of the device while it drives a motor.
MOTOR_SETTINGS: tuple[Feature, ...] = (
    toggle("motor_switch_reversed", "motorSwReverse", ONE_ZERO),
    toggle("output_reversed", "outputReverse", ONE_ZERO),
)
TOUCH_EFFECTS: tuple[Feature, ...] = (
    Action(key="sound_alarm", command={"soundAction": 1}),
    Action(key="sound_bell", command={"soundAction": 2}),
    Effect(key="effect"),
    TouchSurface(),
)
PC_BUTTONS: tuple[Feature, ...] = (
    Action(key="restart", command={"restart": True}),
    Action(key="force_shutdown", command={"forceShutdown": True}),
)


def dual_r3() -> tuple[Feature, ...]:
    """Return the relays of a device that may drive a motor instead, and the motor."""
    return (
        *except_in("workMode", (MOTOR_MODE, METER_MODE), outlets_only(2)),
        MOTOR,
        LED_LEVEL,
        RSSI,
    )


def _wall(count: int) -> tuple[Feature, ...]:
    return (*outlets_only(count), LED, RSSI, OFF_BRIGHTNESS, *local_buttons(count))


def _touch_outlets(count: int) -> tuple[Feature, ...]:
    return (*relays(count), *power_on_states(count), *resting_inching(count))


def _touch(count: int) -> tuple[Feature, ...]:
    return (
        *_touch_outlets(count),
        AMBIENT_LIGHT,
        LED,
        SWIPE_DISABLED,
        *TOUCH_EFFECTS,
    )


def _single(name: str) -> DeviceType:
    return DeviceType(name=name, features=SINGLE)


def _multi(name: str, count: int) -> DeviceType:
    return DeviceType(name=name, features=multi(count), channels=children(count))


TYPES = {
    1: _single("Single-channel plug"),
    2: _multi("Dual-channel plug", 2),
    3: _multi("Three-channel plug", 3),
    4: _multi("Four-channel plug", 4),
    6: _single("Single-channel switch"),
    7: _multi("Dual-channel switch", 2),
    8: _multi("Three-channel switch", 3),
    9: _multi("Four-channel switch", 4),
    14: _single("Switch retrofit module"),
    24: _single("GSM single-channel switch"),
    27: _single("GSM single-channel switch"),
    29: _multi("GSM dual-channel switch", 2),
    30: _multi("GSM three-channel switch", 3),
    31: _multi("GSM four-channel switch", 4),
    41: _multi("Four-channel door controller", 4),
    77: _multi("Single-channel USB plug", 1),
    78: _multi("Single-channel switch", 1),
    81: _multi("GSM single-channel switch", 1),
    82: _multi("GSM dual-channel switch", 2),
    83: _multi("GSM three-channel switch", 3),
    84: _multi("GSM four-channel switch", 4),
    107: _multi("GSM single-channel switch", 1),
    112: DeviceType(
        name="Single-channel radar switch", features=(*multi(1), RADAR_ALERT)
    ),
    113: _multi("Dual-channel radar switch", 2),
    114: _multi("Three-channel radar switch", 3),
    138: DeviceType(
        name="Single-channel switch",
        features=(
            *multi(1),
            RELAY_SEPARATION,
            BACKLIGHT,
            *local_buttons(1),
        ),
    ),
    139: _multi("Dual-channel switch", 2),
    140: _multi("Three-channel switch", 3),
    141: _multi("Four-channel switch", 4),
    160: DeviceType(name="Wall switch, 1 gang", features=_wall(1)),
    161: DeviceType(
        name="Wall switch, 2 gang", features=_wall(2), channels=children(2)
    ),
    162: DeviceType(
        name="Wall switch, 3 gang", features=_wall(3), channels=children(3)
    ),
    163: _multi("Four-channel switch", 4),
    165: DeviceType(
        name="Dual relay and motor module", features=dual_r3(), channels=children(2)
    ),
    191: _multi("Single-channel switch", 1),
    209: DeviceType(name="Touch switch, 1 gang", features=_touch(1)),
    210: DeviceType(
        name="Touch switch, 2 gang", features=_touch(2), channels=children(2)
    ),
    211: DeviceType(
        name="Touch switch, 3 gang",
        features=(
            *except_in("workMode", (MOTOR_MODE,), _touch_outlets(3)),
            AMBIENT_LIGHT,
            TOUCH_MOTOR,
            LED,
            SWIPE_DISABLED,
            CURTAIN_MODE,
            MOTOR_REVERSED,
            *TOUCH_EFFECTS,
        ),
        channels=children(3),
    ),
    212: DeviceType(
        name="Touch switch, 4 gang", features=_touch(4), channels=children(4)
    ),
    225: DeviceType(
        name="PC power controller",
        features=(SWITCH_BOOLEAN, POWER_ON, CHILD_LOCK, LED, RSSI, *PC_BUTTONS),
    ),
    264: partly_known("Virtual switch"),
    268: _multi("Single-channel switch", 1),
    275: DeviceType(
        name="Dual-channel switch",
        features=(
            *outlets_only(2),
            LED,
            RSSI,
            RELAY_SEPARATION,
            *local_buttons(2),
        ),
        channels=children(2),
    ),
}
