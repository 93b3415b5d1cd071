"""Features that many kinds of device share."""

from ..device_type import DeviceType
from ..features import Choice, Energy, Feature, LiveReadings, Reading, Toggle
from ..places import Field, Outlet, Param
from ..values import ONE_ZERO, TRUE_FALSE, Codec

HUNDREDTHS = 100
UIACTIVE_SECONDS = 60
UNKNOWN_RSSI = 127
PERCENT = (0.0, 100.0)
POWER_ON_STATES = {"on": "on", "off": "off", "stay": "stay"}

LED = Toggle(key="led", place=Param("sledOnline"), optional=True)
RSSI = Reading(key="signal_strength", place=Param("rssi"))
CHILD_RSSI = Reading(
    key="signal_strength",
    place=Param("subDevRssi"),
    not_values=frozenset({UNKNOWN_RSSI}),
)
BATTERY = Reading(key="battery", place=Param("battery"), bounds=PERCENT)
INTERLOCK = Toggle(key="interlock", place=Param("lock"), codec=ONE_ZERO, optional=True)
CHILD_LOCK = Toggle(key="child_lock", place=Param("childLock"), codec=TRUE_FALSE)
RELAY_SEPARATION = Toggle(
    key="relay_separation",
    place=Param("relaySeparation"),
    codec=ONE_ZERO,
    optional=True,
)
POWER_ON = Choice(
    key="power_on_state",
    place=Param("startup"),
    options=POWER_ON_STATES,
    optional=True,
)
REFRESH = LiveReadings(key="live_readings", command={"uiActive": UIACTIVE_SECONDS})
CPU_TEMPERATURE = Reading(key="cpu_temperature", place=Field("cpuInfo", "temperature"))


def partly_known(name: str, *features: Feature) -> DeviceType:
    """Return a type of which only these features are known for sure.

    Beside them its devices show what they tell, as those of an unknown type do.
    """
    return DeviceType(name=name, features=features, is_partial=True)


def toggle(key: str, param: str, codec: Codec[bool]) -> Toggle:
    """Return a setting that only devices which tell it have."""
    return Toggle(key=key, place=Param(param), codec=codec, optional=True)


def power_on(outlet: int, channel: int | None = None) -> Choice:
    """Return the state in which an outlet starts."""
    return Choice(
        key="power_on_state",
        channel=channel,
        place=Outlet("configure", outlet, "startup"),
        options=POWER_ON_STATES,
        optional=True,
    )


def live(
    key: str, param: str, divide: float = 1, channel: int | None = None
) -> Reading:
    """Return a reading of a meter, shown only while it is fresh."""
    return Reading(
        key=key, channel=channel, place=Param(param), divide=divide, live=True
    )


def live_readings(divide: float) -> tuple[Feature, ...]:
    """Return the readings of a meter for one load."""
    return (
        live("power", "power", divide),
        live("voltage", "voltage", divide),
        live("current", "current", divide),
    )


def energy(period: str, param: str) -> Energy:
    """Return a counter that the device itself reports, in hundredths."""
    return Energy(key=f"energy_{period}", place=Param(param), divide=HUNDREDTHS)


def temperature(divide: float = 1) -> Reading:
    """Return a temperature in degrees Celsius, as the device shows it itself."""
    return Reading(key="temperature", place=Param("temperature"), divide=divide)


def humidity(divide: float = 1) -> Reading:
    """Return a relative humidity, as the device shows it itself."""
    return Reading(
        key="humidity", place=Param("humidity"), divide=divide, bounds=PERCENT
    )
