"""Sirens, and how they are set up."""

from ..features import Choice, Feature, Setting, Siren, Toggle
from ..places import Field, Param, Quiet
from ..values import TRUE_FALSE

LONGEST_ALARM = 900

INDOOR_SIREN = Siren(
    key="siren",
    place=Param("alarmType"),
    silent="none",
    tone=Field("alarmSetting", "alertSound"),
    volume=Field("alarmSetting", "volume"),
    duration=Field("alarmSetting", "duration"),
    tones={f"alarm{n}": f"alarm{n}" for n in range(10)},
    loudest=3,
    longest=LONGEST_ALARM,
    defaults={"duration": 10, "voice": True, "volume": 0, "light": True},
)
BUZZER = Siren(
    key="buzzer",
    place=Field("buzzerAlarm", "mode"),
    silent="stop",
    tone=Field("buzzerAlarm", "fileName"),
    volume=Field("buzzerAlarm", "volume"),
    duration=Field("buzzerAlarm", "duration"),
    tones={
        f"{kind}{n}": f"ring/{kind}{n}.mp3"
        for kind in ("alarm", "alert", "ring")
        for n in range(1, 6)
    },
    loudest=100,
    defaults={"fileName": "ring/alarm1.mp3", "volume": 50, "duration": 10},
    repeats=frozenset({"fileName", "volume", "duration"}),
)


def _setting(name: str) -> Quiet:
    return Quiet("alarmSetting", name, trigger="test")


SIREN_SETTINGS: tuple[Feature, ...] = (
    Toggle(key="siren_sound", place=_setting("voice"), codec=TRUE_FALSE, optional=True),
    Toggle(key="siren_light", place=_setting("light"), codec=TRUE_FALSE, optional=True),
    Setting(
        key="siren_duration",
        place=_setting("duration"),
        minimum=1,
        maximum=LONGEST_ALARM,
        step=1,
        optional=True,
    ),
    Choice(
        key="siren_volume",
        place=_setting("volume"),
        options={"low": 0, "medium": 1, "high": 2, "maximum": 3},
        optional=True,
    ),
)
SIREN_WHOLE = frozenset({"alarmSetting", "configure", "pulses"})
