"""Control panels that are a hub and guard the home."""

from dataclasses import replace

from ..features import Action, AlarmPanel, Feature, Online
from ..places import Param
from .climate import SCREEN
from .parts import CPU_TEMPERATURE, partly_known, temperature
from .sirens import BUZZER

SECURITY = AlarmPanel(
    key="alarm_control_panel",
    place=Param("securityType"),
    chosen=Param("currentType"),
)
NS_PANEL_PRO: tuple[Feature, ...] = (
    replace(temperature(), optional=True),
    SCREEN,
    CPU_TEMPERATURE,
    Online(key="online"),
    SECURITY,
    BUZZER,
    Action(key="restart", command={"reboot": True}),
)

TYPES = {
    195: partly_known("Control panel with hub", *NS_PANEL_PRO),
    228: partly_known("Control panel with hub", *NS_PANEL_PRO),
}
