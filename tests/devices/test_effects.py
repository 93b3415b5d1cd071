"""Effects: the whole object that is played."""

from typing import Any

from hypothesis import given, strategies as st
import pytest

from custom_components.ewelink.api.wire import Params
from custom_components.ewelink.devices.features import Effect, PlayedEffect
from custom_components.ewelink.devices.features.effects import (
    LIGHT_EFFECTS,
    SOUND_EFFECTS,
)

from .common import feature, kind
from .test_fuzz import JSON

TYPES = range(209, 213)
EXAMPLE: Params = {
    "lightEffect": 1,
    "br": 50,
    "r": 255,
    "g": 0,
    "b": 0,
    "soundEffect": 1,
    "volume": 50,
    "statusLight": "on",
    "statusLightTop": 1,
    "statusLightBelow": 1,
}
PLAYED: Params = {
    "lightEffect": 5,
    "br": 7,
    "r": 1,
    "g": 2,
    "b": 3,
    "soundEffect": 0,
    "volume": 99,
    "statusLight": "off",
    "statusLightTop": 0,
    "statusLightBelow": 3,
}


def played(told: object, uiid: int = 209, **asked: Any) -> Params:
    """Return what goes out to play an effect."""
    it = feature(uiid, "effect")
    assert isinstance(it, Effect)
    [(param, effect)] = it.encode(
        PlayedEffect(**asked), {} if told is None else {"preEffects": told}
    ).items()
    assert param == "preEffects"
    assert isinstance(effect, dict)
    return effect


@pytest.mark.parametrize("uiid", TYPES)
@pytest.mark.parametrize(
    ("told", "asked", "expected"),
    [
        pytest.param(None, {}, EXAMPLE, id="nothing told"),
        pytest.param({}, {}, EXAMPLE, id="empty"),
        pytest.param([], {}, EXAMPLE, id="no object"),
        pytest.param(PLAYED, {}, PLAYED, id="once more"),
        pytest.param(
            {"br": "20", "volume": 0, "statusLight": True, "other": 1},
            {},
            EXAMPLE | {"br": 20},
            id="odd values",
        ),
        pytest.param(
            PLAYED,
            {"light_effect": "breath", "rgb_color": (0, 128, 255)},
            PLAYED | {"lightEffect": 2, "r": 0, "g": 128, "b": 255},
            id="light",
        ),
        pytest.param(
            PLAYED,
            {"sound_effect": "notification", "volume": 1, "light_effect": "none"},
            PLAYED | {"soundEffect": 5, "volume": 1, "lightEffect": 0},
            id="sound",
        ),
        pytest.param(
            None,
            {
                "brightness": 100,
                "status_light": False,
                "status_light_top": False,
                "status_light_below": True,
            },
            EXAMPLE
            | {
                "br": 100,
                "statusLight": "off",
                "statusLightTop": 0,
                "statusLightBelow": 1,
            },
            id="status lights",
        ),
    ],
)
def test_effect(
    uiid: int, told: object, asked: dict[str, Any], expected: Params
) -> None:
    """What is not asked for is as it was, else as in the example."""
    sent = played(told, uiid, **asked)
    assert sent == expected
    assert repr(sorted(sent.items())) == repr(sorted(expected.items()))


@given(
    told=JSON | st.dictionaries(st.sampled_from(sorted(EXAMPLE)), JSON),
    light=st.none() | st.sampled_from(sorted(LIGHT_EFFECTS)),
    sound=st.none() | st.sampled_from(sorted(SOUND_EFFECTS)),
)
def test_whatever_is_told(told: object, light: str | None, sound: str | None) -> None:
    """The object is always whole, and spelt as documented."""
    sent = played(told, light_effect=light, sound_effect=sound)
    assert list(sent) == list(EXAMPLE)
    for key, value in EXAMPLE.items():
        assert type(sent[key]) is type(value)
    assert light is None or sent["lightEffect"] == LIGHT_EFFECTS[light]
    assert sound is None or sent["soundEffect"] == SOUND_EFFECTS[sound]


@pytest.mark.parametrize("uiid", [1, 3, 195, 225])
def test_others_play_none(uiid: int) -> None:
    """Only touch switches have effects."""
    assert not any(isinstance(it, Effect) for it in kind(uiid).features)
