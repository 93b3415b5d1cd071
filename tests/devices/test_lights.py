"""Each lamp of the table: what it shows, and the exact params it is sent.

The tables are JSON, as the wire is: a device's params with what is shown of them, and
with what a call asks for and the one frame that it must become.
"""

from pathlib import Path
from typing import Any, Final

import orjson
import pytest

from custom_components.ewelink.api.messages import Origin
from custom_components.ewelink.api.wire import Params
from custom_components.ewelink.devices.features import (
    LightColorMode,
    LightState,
    LightValues,
)

from .common import device
from .lamps import LAMPS, frame, lamp_of, shown

_FOLDER: Final = Path(__file__).parent


def _table(name: str) -> list[Any]:
    rows: list[Any] = orjson.loads((_FOLDER / name).read_bytes())
    return rows


STATES: Final = _table("light_states.json")
FRAMES: Final = _table("light_frames.json")
ON: Final[Params] = {"switch": "on"}
OFF: Final[Params] = {"switch": "off"}
WHITE_103: Final[Params] = {
    "switch": "on",
    "ltype": "white",
    "white": {"br": 50, "ct": 51},
}
CCT_3258: Final[Params] = {
    "switch": "on",
    "colorMode": "cct",
    "cctBrightness": 40,
    "colorTemp": 50,
    "rgbBrightness": 80,
    "hue": 240,
    "saturation": 100,
}
RGB_3258: Final[Params] = CCT_3258 | {"colorMode": "rgb"}
TURNED_OFF: Final[dict[int, Params]] = {
    **dict.fromkeys(LAMPS, OFF),
    **{uiid: {"state": "off"} for uiid in (16, 22, 52, 57)},
    **{uiid: {"lightSwitch": "off"} for uiid in (209, 210, 211, 212)},
    25: {"lightswitch": 0},
    34: {"switches": [{"outlet": 0, "switch": "off"}]},
}


def _name(case: Any) -> str:
    told = case.get("wanted") or {"state": case["params"]}
    return f"{case['uiid']} {' '.join(told)}"


def _values(named: dict[str, Any]) -> dict[str, Any]:
    """Return what JSON has as a list as the tuple that it is."""
    return {key: tuple(it) if isinstance(it, list) else it for key, it in named.items()}


@pytest.mark.parametrize("case", STATES, ids=_name)
def test_state(case: dict[str, Any]) -> None:
    """Params as the device reports them, in Home Assistant's units."""
    told = _values(case["state"])
    expected = LightState(
        is_on=told.pop("is_on"),
        color_mode=LightColorMode(told.pop("color_mode")),
        effect=told.pop("effect", None),
        values=LightValues(**told),
    )
    assert shown(case["uiid"], case["params"]) == expected


@pytest.mark.parametrize("case", FRAMES, ids=_name)
def test_frame(case: dict[str, Any]) -> None:
    """One call is one frame, with what must travel together and nothing else."""
    sent = frame(case["uiid"], case["params"], **_values(case["wanted"]))

    # As text: a number where digits are documented, or the reverse, is refused.
    assert _spelt(sent) == _spelt(case["sent"])


def _spelt(params: Params) -> bytes:
    return orjson.dumps(params, option=orjson.OPT_SORT_KEYS)


def test_every_lamp_is_in_the_tables() -> None:
    """Whoever adds a lamp adds what it shows and what it is sent."""
    assert {it["uiid"] for it in STATES} == {*LAMPS}
    assert {it["uiid"] for it in FRAMES} == {*LAMPS}


@pytest.mark.parametrize("uiid", LAMPS)
def test_off(uiid: int) -> None:
    """Switching off is that alone."""
    assert lamp_of(device(uiid)).turn_off() == TURNED_OFF[uiid]


@pytest.mark.parametrize(
    ("model", "kelvin"),
    [
        pytest.param(None, (2200, 6500), id="unknown"),
        pytest.param("B02-F-A60", (2200, 6500), id="filament"),
        pytest.param("B02-F-ST64", (1800, 5000), id="warm filament"),
        pytest.param("QMS-2C-CW", (2700, 6500), id="panel"),
        pytest.param("B02-B-A60", (2700, 6500), id="bulb"),
    ],
)
def test_tones_of_a_model(model: str | None, kelvin: tuple[int, int]) -> None:
    """The wire has a share of what the model can do; the kelvin differ."""
    lamp = lamp_of(device(103, WHITE_103, product_model=model))
    coldest = WHITE_103 | {"white": {"br": 1, "ct": 255}}

    assert lamp.kelvin == kelvin
    assert lamp.decode(coldest).values.kelvin == kelvin[1]
    assert lamp.decode(ON | {"ltype": "bright"}).values.kelvin == kelvin[1]


@pytest.mark.parametrize("uiid", [3258, 7009])
def test_mode_told_by_a_brightness(uiid: int) -> None:
    """A report without the mode tells it by the brightness that is in it."""
    found = device(uiid, CCT_3258)
    lamp = lamp_of(found)

    def _after(report: Params) -> str:
        found.merge(report, 0, Origin.DEVICE)
        return lamp.decode(found.params).color_mode

    assert _after({"hue": 10, "saturation": 10}) == "color_temp"
    assert _after({"rgbBrightness": 10}) == "hs"
    assert _after({"cctBrightness": 10, "rgbBrightness": 10}) == "hs"
    assert _after({"cctBrightness": 10}) == "color_temp"
    assert _after({"cctBrightness": 10, "colorMode": "rgb"}) == "hs"


def test_command_inside_a_mode_keeps_it() -> None:
    """What was obeyed is merged, and tells the mode like a report."""
    found = device(3258, RGB_3258)
    sent = lamp_of(found).turn_on(LightValues(brightness=128), found.params)
    found.merge(sent, 0, Origin.ANSWER)

    assert sent == {"switch": "on", "rgbBrightness": 50}
    assert lamp_of(found).decode(found.params).color_mode == "hs"
