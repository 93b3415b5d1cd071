"""Metering plugs: power follows the relay and a curve, while `uiActive` asks."""

from collections.abc import Mapping
import math
from typing import ClassVar, Final, override

from ..wire import Json
from .base import Behaviour, Check, Reply, whole
from .history import Days, DaysOfChannels, History, Hours, Keeper, hex_kwh
from .relays import Channels, Relay

VOLTS: Final = 230.0
CURVE_SECONDS: Final = 40.0
UI_ACTIVE_MAX: Final = 180
WATT_STEP: Final = 2.0
VOLT_STEP: Final = 5.0
REPORT_SECONDS: Final = 60.0
_KWH_PER_WATT_SECOND: Final = 1 / 3_600_000


class Load:
    """A load whose power moves, and the window in which it is reported."""

    def __init__(self, watts: float, *, obeys: bool) -> None:
        """Set the mean power and whether `uiActive` has an effect."""
        self.watts = watts
        self.obeys = obeys
        self.kwh = 0.0
        self.window = 0.0
        self._seconds = 0.0
        self._reported: tuple[float, float] | None = None

    def ask(self, changes: Json) -> None:
        """Open the reporting window when a command asks for it."""
        if "uiActive" in changes and self.obeys:
            self.window = float(changes["uiActive"])
            self.forget()

    def advance(self, seconds: float, *, on: bool) -> bool:
        """Let time pass; return True when readings are to be reported."""
        self._seconds += seconds
        self.kwh += self.power(on=on) * seconds * _KWH_PER_WATT_SECOND
        asked = self.window > 0
        self.window = max(0.0, self.window - seconds)
        return asked and self.moved(on=on)

    def moved(self, *, on: bool) -> bool:
        """Return True when the readings left those reported last."""
        power, volts = self.power(on=on), self.volts()
        last_power, last_volts = self._reported or (math.inf, math.inf)
        if (
            abs(power - last_power) <= WATT_STEP
            and abs(volts - last_volts) <= VOLT_STEP
        ):
            return False
        self._reported = power, volts
        return True

    def forget(self) -> None:
        """Report the next readings in any case."""
        self._reported = None

    def power(self, *, on: bool) -> float:
        """Return the power at this moment."""
        if not on:
            return 0.0
        swing = math.sin(self._seconds / CURVE_SECONDS * math.tau)
        return self.watts * (1 + 0.2 * swing)

    def volts(self) -> float:
        """Return the voltage at this moment."""
        return VOLTS + 1.5 * math.sin(self._seconds / 17)


def _without_request(reply: Reply) -> Reply:
    reply.changes.pop("uiActive", None)
    return reply


class StringMeter(Keeper, Relay):
    """Readings as decimal strings of the real value (5, 32)."""

    checks: ClassVar[Mapping[str, Check]] = {
        **Relay.checks,
        "uiActive": whole(0, UI_ACTIVE_MAX),
    }

    def __init__(self, watts: float, *, obeys: bool = True) -> None:
        """Set the mean power of the load."""
        super().__init__()
        self.load = Load(watts, obeys=obeys)
        self.kept = Days()

    @override
    def command(self, params: Json, changes: Json) -> Reply:
        reply = super().command(params, changes)
        self.load.ask(changes)
        if changes.get("oneKwh") == "get":
            reply.config |= {"oneKwhData": round(self.load.kwh, 2)}
        if "switch" in changes and self.load.window:
            reply.reports.append(self._readings(on=changes["switch"] == "on"))
        return _without_request(reply)

    @override
    def press(self, params: Json, button: str, now: float) -> Json:
        report = super().press(params, button, now)
        if self.load.window:
            report |= self._readings(on=report["switch"] == "on")
        return report

    @override
    def tick(self, params: Json, seconds: float, now: float) -> list[Json]:
        reports = super().tick(params, seconds, now)
        on = params.get("switch") == "on"
        if self.load.advance(seconds, on=on):
            reports.append(self._readings(on=on))
        return reports

    def _readings(self, *, on: bool) -> Json:
        power, volts = self.load.power(on=on), self.load.volts()
        return {
            "power": f"{power:.2f}",
            "voltage": f"{volts:.2f}",
            "current": f"{power / volts:.2f}",
        }


class ChannelMeter(Keeper, Channels):
    """Readings in hundredths, energy of day and month by itself (190)."""

    checks: ClassVar[Mapping[str, Check]] = {
        **Channels.checks,
        "uiActive": whole(0, UI_ACTIVE_MAX),
    }

    def __init__(self, watts: float, *, obeys: bool, text: bool = False) -> None:
        """Set the load, whether `uiActive` is obeyed and the type of numbers."""
        super().__init__(1)
        self.load = Load(watts, obeys=obeys)
        self.kept = Hours()
        self._text = text
        self._reported = 0.0

    @override
    def command(self, params: Json, changes: Json) -> Reply:
        reply = super().command(params, changes)
        self.load.ask(changes)
        if "switches" in changes and self.load.window:
            after = {item["outlet"]: item for item in changes["switches"]}
            on = after.get(0, params["switches"][0])["switch"] == "on"
            reply.reports.append(self._readings(on=on))
        return _without_request(reply)

    @override
    def tick(self, params: Json, seconds: float, now: float) -> list[Json]:
        reports = super().tick(params, seconds, now)
        on = bool(self._on(params))
        if self.load.advance(seconds, on=on):
            reports.append(self._readings(on=on))
        grown = int((self.load.kwh - self._reported) * 100)
        if grown:
            self._reported += grown / 100
            reports.append(self._energy(params, grown))
        return reports

    def _number(self, value: float) -> int | str:
        return str(round(value)) if self._text else round(value)

    def _readings(self, *, on: bool) -> Json:
        power, volts = self.load.power(on=on), self.load.volts()
        return {
            "power": self._number(power * 100),
            "voltage": self._number(volts * 100),
            "current": self._number(power / volts * 100),
        }

    def _energy(self, params: Json, grown: int) -> Json:
        return {
            key: self._number(float(params.get(key, 0)) + grown)
            for key in ("dayKwh", "monthKwh")
        }


class PairMeter(Keeper, Channels):
    """Two channels that report their load by themselves, in hundredths (126).

    That is when it changes, and once a minute.
    """

    def __init__(self, *watts: float) -> None:
        """Set the mean power of each channel's load."""
        super().__init__(len(watts))
        self.kept = DaysOfChannels(len(watts))
        self.loads = [Load(mean, obeys=False) for mean in watts]
        for load in self.loads:
            load.window = math.inf
        self._since = 0.0

    @override
    def command(self, params: Json, changes: Json) -> Reply:
        return _without_request(super().command(params, changes))

    @override
    def tick(self, params: Json, seconds: float, now: float) -> list[Json]:
        reports = super().tick(params, seconds, now)
        readings: Json = {}
        self._since += seconds
        if self._since >= REPORT_SECONDS:
            self._since = 0.0
            for load in self.loads:
                load.forget()
        for outlet, load in enumerate(self.loads):
            on = outlet in self._on(params)
            if load.advance(seconds, on=on):
                readings |= _of_outlet(outlet, load.power(on=on), load.volts())
        return [*reports, readings] if readings else reports


def _of_outlet(outlet: int, power: float, volts: float) -> Json:
    values = {
        "actPow": power,
        "apparentPow": power,
        "reactPow": 0.0,
        "voltage": volts,
        "current": power / volts,
    }
    return {f"{key}_0{outlet}": round(value * 100) for key, value in values.items()}


class KeepingChannels(Keeper, Channels):
    """Relays that keep the history of their loads and report no figure (130, 182)."""

    def __init__(self, count: int, kept: History) -> None:
        """Set what is kept."""
        super().__init__(count)
        self.kept = kept


class Breaker(Keeper, Behaviour):
    """A breaker that keeps the history of its load in its own spelling (226)."""

    def __init__(self) -> None:
        """Start with its own series."""
        super().__init__()
        self.kept = Days(hex_kwh)
