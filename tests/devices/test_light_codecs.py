"""Every level, tone and colour goes to the wire and back within one step."""

from typing import Any, Final

from hypothesis import given, settings, strategies as st
import pytest

from custom_components.ewelink.api.wire import Params
from custom_components.ewelink.devices.features import (
    LightColorMode,
    LightMode,
    LightState,
    LightValues,
)
from custom_components.ewelink.devices.features.light_modes import TwoWhites
from custom_components.ewelink.devices.light_codecs import (
    HsColor,
    Level,
    MixedTone,
    RgbColor,
    Tone,
    scaled,
)
from custom_components.ewelink.devices.places import Param
from custom_components.ewelink.devices.rows import lamps
from custom_components.ewelink.devices.rows.white_steps import (
    WHITE_STEPS,
    WHITE_STEPS_KELVIN,
)

from .common import device, merged
from .lamps import LAMPS, after, frame, lamp_of
from .test_fuzz import JSON

LEVEL_RANGES: Final = [(1, 100), (10, 100), (10, 255), (25, 255)]
TONES: Final = [(0, 255), (255, 0), (0, 100), (100, 0)]
BRIGHTNESS: Final = st.integers(1, 255)
BYTE: Final = st.integers(0, 255)
COLOR: Final = st.tuples(BYTE, BYTE, BYTE)
# Where a colour is the only brightness, the darkest and the brightest cannot be both.
ONE_STEP: Final = 1

DIMMABLE: Final = [
    uiid
    for uiid in LAMPS
    if lamp_of(device(uiid)).color_modes != {LightColorMode.ONOFF}
]


@pytest.mark.parametrize(("low", "high"), LEVEL_RANGES)
@pytest.mark.parametrize("spell", [int, str])
def test_levels(low: int, high: int, spell: Any) -> None:
    """Each brightness is a level that is neither 0 nor over the limit, and back."""
    level = Level(place=Param("br"), low=low, high=high, spell=spell)
    step = 255 / (high - low + 1)
    for brightness in range(1, 256):
        sent = level.encode(brightness)
        assert type(sent["br"]) is spell
        assert low <= int(str(sent["br"])) <= high
        shown = level.decode(sent)
        assert shown is not None
        assert abs(shown - brightness) <= max(step, ONE_STEP)
    for value in range(low, high + 1):
        shown = level.decode({"br": value})
        assert shown is not None
        assert 1 <= shown <= 255
        back = level.encode(shown)["br"]
        assert abs(int(str(back)) - value) <= (high > 100)


def test_ends_of_levels() -> None:
    """Full is full and the lowest is on, whatever a lamp tells beyond its ends."""
    level = Level(place=Param("br"), low=10, high=100)

    assert level.encode(255) == {"br": 100}
    assert level.encode(1) == {"br": 10}
    assert [level.decode({"br": it}) for it in (0, 10, 100, 255)] == [1, 3, 255, 255]


@pytest.mark.parametrize(("warm", "cold"), TONES)
def test_tones(warm: int, cold: int) -> None:
    """Each tone is a value between the ends, and back; no data is no tone."""
    tone = Tone(place=Param("ct"), warm=warm, cold=cold, kelvin=(2700, 6500))
    step = 3800 / abs(warm - cold)
    for kelvin in range(2700, 6501, 7):
        shown = tone.decode(tone.encode(kelvin))
        assert shown is not None
        assert abs(shown - kelvin) <= step
    for value in range(min(warm, cold), max(warm, cold) + 1):
        shown = tone.decode({"ct": value})
        assert shown is not None
        assert tone.encode(shown) == {"ct": value}
    assert tone.encode(2700) == tone.encode(1000) == {"ct": warm}
    assert tone.encode(6500) == tone.encode(9000) == {"ct": cold}
    assert tone.decode({"ct": 65535}) is tone.decode({"ct": -1}) is None


def test_mixed_tones() -> None:
    """Each of the white steps is a tone of its own, and each tone the nearest step."""
    mix = RgbColor(red=Param("r"), green=Param("g"), blue=Param("b"))
    tone = MixedTone(mix=mix, steps=WHITE_STEPS, kelvin=WHITE_STEPS_KELVIN)
    low, high = WHITE_STEPS_KELVIN
    for kelvin in range(low, high + 1, 13):
        shown = tone.decode(tone.encode(kelvin))
        assert shown is not None
        # Two steps of the table are alike, so that they are read as the first.
        assert abs(shown - kelvin) <= 2 * (high - low) / (len(WHITE_STEPS) - 1)
    assert tone.encode(low) == {"r": 255, "g": 141, "b": 11}
    assert tone.encode(high) == {"r": 214, "g": 225, "b": 255}
    assert len(WHITE_STEPS) == 142


@given(COLOR)
def test_rgb(color: tuple[int, int, int]) -> None:
    """A colour comes back as it was."""
    codec = RgbColor(red=Param("r"), green=Param("g"), blue=Param("b"), spell=str)
    assert codec.decode(codec.encode(color)) == color


@given(st.floats(0, 360), st.floats(0, 100))
def test_hs(hue: float, saturation: float) -> None:
    """So it is with hue and saturation, in whole steps; 360 degrees are 0."""
    codec = HsColor(hue=Param("hue"), saturation=Param("saturation"))
    sent = codec.encode((hue, saturation))
    shown = codec.decode(sent)

    assert shown is not None
    turned = abs(shown[0] - hue)
    assert min(turned, 360 - turned) <= ONE_STEP
    assert abs(shown[1] - saturation) <= ONE_STEP
    assert type(sent["hue"]) is type(sent["saturation"]) is int
    assert 0 <= shown[0] <= 359


@given(COLOR, BRIGHTNESS)
def test_scaled_colors(color: tuple[int, int, int], brightness: int) -> None:
    """A colour keeps its ratio, and is as bright as asked for; black is white."""
    result = scaled(color, brightness)
    top = max(color)

    assert max(result) == brightness
    assert all(
        abs(part - (one / top if top else 1) * brightness) <= ONE_STEP
        for part, one in zip(result, color, strict=True)
    )


@given(BRIGHTNESS, st.integers(1000, 10000))
def test_two_whites(brightness: int, kelvin: int) -> None:
    """Three tones, each the nearest, at whatever brightness."""
    [mode] = lamps.TWO_CHANNELS.modes
    assert isinstance(mode, TwoWhites)
    wanted = LightValues(brightness=brightness, kelvin=kelvin)
    shown = mode.decode(mode.encode(wanted, {}, is_active=True))

    assert shown.brightness is not None
    assert abs(shown.brightness - brightness) <= 2
    assert shown.kelvin == min((2700, 4600, 6500), key=lambda it: abs(it - kelvin))


@pytest.mark.parametrize("uiid", DIMMABLE)
def test_brightness_of_every_lamp(uiid: int) -> None:
    """In whichever mode a lamp is, a brightness alone changes no more than that."""
    lamp = lamp_of(device(uiid))
    power = lamp.power.write(lamp.codec.encode(value=True))
    for mode in lamp.modes:
        lit = mode.encode(LightValues(brightness=255), {}, is_active=False)
        params = merged(merged(power, dict(mode.where)), lit)
        before = lamp.decode(params)
        for brightness in range(1, 256):
            sent = lamp.turn_on(LightValues(brightness=brightness), params)
            now = lamp.decode(merged(params, sent))
            shown = now.values.brightness
            assert shown is not None
            assert abs(shown - brightness) <= 255 / _steps(mode) + ONE_STEP
            if mode.level is not None:
                values = now.values._replace(brightness=before.values.brightness)
                assert now._replace(values=values) == before


def _steps(mode: LightMode) -> int:
    return 255 if mode.level is None else mode.level.high - mode.level.low + 1


@pytest.mark.parametrize("uiid", DIMMABLE)
def test_colors_and_tones_of_every_lamp(uiid: int) -> None:
    """From off and in an unknown mode, a lamp comes on as it was asked to."""
    lamp = lamp_of(device(uiid))
    off = lamp.turn_off()

    def _after(wanted: LightValues) -> LightState:
        state = lamp.decode(merged(off, lamp.turn_on(wanted, off)))
        assert state.is_on
        return state

    for part in range(0, 256, 5):
        if LightColorMode.RGB in lamp.color_modes:
            rgb = (part, 255 - part, 10)
            assert _after(LightValues(rgb=rgb)).values.rgb == rgb
        if LightColorMode.HS in lamp.color_modes:
            assert _after(LightValues(hs=(part, 50))).values.hs == (part, 50)
        if lamp.kelvin is not None:
            low, high = lamp.kelvin
            kelvin = low + part * (high - low) // 255
            shown = _after(LightValues(kelvin=kelvin))
            assert shown.color_mode is LightColorMode.COLOR_TEMP
            assert shown.values.kelvin is not None
            assert low <= shown.values.kelvin <= high


@pytest.mark.parametrize("uiid", LAMPS)
def test_every_effect(uiid: int) -> None:
    """An effect that was chosen is shown, and can be left for a plain mode."""
    lamp = lamp_of(device(uiid))
    off = lamp.turn_off()
    for effect in lamp.effects:
        state = after(uiid, off, effect)
        assert state.is_on
        assert state.effect == effect
        if lamp.has_plain:
            running = merged(off, frame(uiid, off, effect))
            assert after(uiid, running, "off").effect == "off"
            assert after(uiid, running, "off").is_on


@pytest.mark.parametrize("uiid", LAMPS)
@settings(max_examples=30)
@given(data=st.data())
def test_anything_reported(uiid: int, data: st.DataObject) -> None:
    """Whatever a lamp reports, it is shown as something, and takes commands."""
    lamp = lamp_of(device(uiid))
    keys = st.sampled_from(sorted(lamp.reads))
    inner = st.dictionaries(st.sampled_from(["br", "ct", "r", "g", "b"]), JSON)
    params: Params = data.draw(st.dictionaries(keys, JSON | inner, max_size=8))
    state = lamp.decode(params)

    assert state.color_mode in lamp.color_modes | {
        LightColorMode.ONOFF,
        LightColorMode.BRIGHTNESS,
        LightColorMode.COLOR_TEMP,
        LightColorMode.RGB,
    }
    assert state.values.brightness is None or 1 <= state.values.brightness <= 255
    for wanted in ({}, {"brightness": 1}, {"kelvin": 3000}, {"rgb": (1, 2, 3)}):
        assert lamp.turn_on(LightValues(**wanted), params)
    for effect in lamp.effect_names:
        assert lamp.turn_on(LightValues(), params, effect=effect)
