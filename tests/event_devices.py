"""A device of each type that tells of presses, and what it tells then."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any, Final, NamedTuple
from unittest.mock import patch

from homeassistant.const import EVENT_STATE_CHANGED, Platform
from homeassistant.core import Event, EventStateChangedData, callback
from homeassistant.helpers import entity_registry as er

from .home import Home
from .simulator.factory import BRIDGE, Row, channel_params, is_bridged

PLATFORMS: Final = [Platform.EVENT, Platform.BINARY_SENSOR, Platform.SWITCH]
LISTED: Final = 1764000000000
_KINDS: Final = (
    ("press_end", None),
    ("multi_press_end", 2),
    ("long_press_end", None),
    ("multi_press_end", 3),
)
_TAGS: Final = {
    "zyx_info": [
        {
            "name": "Porch",
            "remote_type": "2",
            "buttonName": [{"0": "Up"}, {"3": "Down"}],
        }
    ]
}

type Json = dict[str, Any]


class Told(NamedTuple):
    """A press: of which entity, and of which kind."""

    feature: str
    event_type: str
    times: int | None = None


type Pressed = tuple[Json, Told]


def as_text(moment: int) -> str:
    """Return a moment as Zigbee devices tell it."""
    return str(moment)


def as_number(moment: int) -> int:
    """Return a moment as some devices tell it."""
    return moment


def as_iso(moment: int) -> str:
    """Return a moment as most Wi-Fi devices tell it."""
    text = datetime.fromtimestamp(moment / 1000, UTC).isoformat(timespec="milliseconds")
    return text.replace("+00:00", "Z")


def _keyed(buttons: int, stamp: str, written: Any, **beside: Any) -> Iterator[Pressed]:
    """Yield presses of each kind of each button, which has a stamp."""
    moment = LISTED
    for outlet in range(buttons):
        for key, kind in enumerate(_KINDS):
            moment += 1000
            params = {"key": key, stamp: written(moment), **beside}
            where = {"outlet": outlet} if buttons > 1 else {}
            feature = f"button_{outlet}" if buttons > 1 else "button"
            yield {**params, **where}, Told(feature, *kind)


def _local(count: int) -> Iterator[Pressed]:
    """Yield presses of each kind of each button of a switch."""
    for outlet in range(count):
        for key, kind in enumerate(_KINDS):
            feature = f"button_{outlet}" if count > 1 else "button"
            params = {"localKeyPass": {"outlet": outlet, "key": key}}
            yield params, Told(feature, *kind)


def _radio(event_type: str) -> Iterator[Pressed]:
    """Yield presses of the keys of a remote, one of them once more."""
    for moment, channel in enumerate((0, 3, 0), 1):
        stamp = as_iso(LISTED + 1000 * moment)
        params = {"cmd": "trigger", f"rfTrig{channel}": stamp}
        yield params, Told(f"rf_{channel}", event_type)


def _touch() -> Iterator[Pressed]:
    """Yield what is done to a touch panel."""
    switches = [{"outlet": 0, "switch": "on"}]
    yield {"switches": switches, "triggerType": 2}, Told("touch", "press_end")
    yield {"slide": 1}, Told("touch", "slide_1")
    yield {"slide": 2}, Told("touch", "slide_2")


PRESSED: Final[dict[int, list[Pressed]]] = {
    28: [*_radio("press_end")],
    90: [*_radio("press_end")],
    98: [*_radio("ring")],
    138: [*_local(1)],
    160: [*_local(1)],
    161: [*_local(2)],
    162: [*_local(3)],
    174: [*_keyed(6, "actionTime", as_iso, count=1, bleAddr="a1")],
    177: [*_keyed(3, "actionTime", as_number, count=1)],
    **{uiid: [*_touch()] for uiid in range(209, 213)},
    265: [*_keyed(1, "trigTime", as_text)],
    275: [*_local(2)],
    1000: [*_keyed(1, "trigTime", as_text, battery=80)],
    1001: [*_keyed(1, "trigTime", as_text, battery=80)],
    **{1000 + n: [*_keyed(n, "trigTime", as_text)] for n in range(2, 7)},
    7000: [*_keyed(1, "trigTime", as_text)],
    7029: [*_local(2)],
    7039: [*_keyed(4, "actionTime", as_iso)],
    7040: [*_local(2)],
}


def listed(uiid: int) -> Row:
    """Return the device of a type as the cloud lists it: pressed once, long ago."""
    first, _ = PRESSED[uiid][0]
    old = {"trigTime": as_text(LISTED), "actionTime": as_iso(LISTED)}
    params = {**first, **{key: it for key, it in old.items() if key in first}}
    if "rfTrig0" in first:
        channels = [{"rfChl": n, "rfVal": "29EA015E04245575C0"} for n in (0, 3)]
        params = {"rfList": channels, "cmd": "trigger", "rfTrig0": as_iso(LISTED)}
    elif "key" not in first:
        params |= channel_params("on")
    return Row(
        name=named(uiid),
        uiid=uiid,
        params=params,
        parent=BRIDGE if is_bridged(uiid) else "",
        tags=_TAGS if "rfTrig0" in first else {},
    )


def named(uiid: int) -> str:
    """Return what the device of a type is called."""
    return f"Type {uiid}"


def add(home: Home, *uiids: int) -> None:
    """Add devices to the home; it is not set up yet."""
    for uiid in uiids:
        home.simulator.add_device(listed(uiid))


class Heard:
    """What event entities told since, in order."""

    def __init__(self, home: Home) -> None:
        """Begin to hear; what is shown now was told before."""
        self._home = home
        states = home.hass.states.async_all("event")
        self._known = {(it.entity_id, it.state) for it in states}
        self._told: list[tuple[str, str, int | None]] = []
        home.hass.bus.async_listen(EVENT_STATE_CHANGED, self._changed)

    @callback
    def _changed(self, event: Event[EventStateChangedData]) -> None:
        state = event.data["new_state"]
        if state is None or state.domain != "event":
            return
        shown = (state.entity_id, state.state)
        if state.state in {"unavailable", "unknown"} or shown in self._known:
            return
        self._known.add(shown)
        entry = er.async_get(self._home.hass).async_get(state.entity_id)
        assert entry is not None
        told = state.attributes
        count = told.get("multi_press_count")
        self._told.append((entry.unique_id, told["event_type"], count))

    async def take(self, device: str = "") -> list[Told]:
        """Return what was told until now, of one device or of all, and forget it."""
        await self._home.delivered()
        await self._home.hass.async_block_till_done(wait_background_tasks=False)
        prefix = f"{self._home.sim(device).device_id}_" if device else ""
        told = [Told(it[0].removeprefix(prefix), *it[1:]) for it in self._told]
        self._told.clear()
        return told


async def set_up(home: Home) -> Heard:
    """Set up what presses need; return what hears them."""
    with patch("custom_components.ewelink.PLATFORMS", PLATFORMS):
        await home.set_up()
    return Heard(home)


async def reload(home: Home) -> None:
    """Load the entry anew, with the same platforms."""
    with patch("custom_components.ewelink.PLATFORMS", PLATFORMS):
        await home.reload()
    await home.later_pages()


def all_told(uiid: int) -> list[Told]:
    """Return what the presses of a type are to tell."""
    return [told for _, told in PRESSED[uiid]]


FEATURES: Final = {uiid: {told.feature for told in all_told(uiid)} for uiid in PRESSED}
