"""Whatever the cloud may send, no feature fails."""

import math

from hypothesis import HealthCheck, given, settings, strategies as st

from custom_components.ewelink.api.messages import Origin
from custom_components.ewelink.api.wire import Params
from custom_components.ewelink.devices.features import PlacedFeature, Readable
from custom_components.ewelink.devices.rows import TYPES

from .common import RF_SETTINGS, RF_TAGS, device, encode, kind, samples

UNHURRIED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=8)
    | st.sampled_from(["on", "off", "1", "0593", "unavailable", "-40.0", "1e400"]),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(["outlet", "switch", "pulse", "width", "startup", "x"])
            | st.text(max_size=5),
            inner,
            max_size=4,
        )
    ),
    max_leaves=8,
)
KEYS = sorted(
    {param for uiid in TYPES for it in kind(uiid).features for param in it.reads}
    | {"lock", "workMode", "sensorType", "init", "tempateUnit", "zzz"}
)
OUTLETS = st.lists(
    st.fixed_dictionaries(
        {"outlet": st.integers(-1, 4) | JSON},
        optional={"switch": JSON, "startup": JSON, "pulse": JSON, "width": JSON},
    )
    | JSON,
    max_size=5,
)
PARAMS = st.dictionaries(st.sampled_from(KEYS), JSON | OUTLETS, max_size=12)
UIIDS = st.sampled_from([*TYPES, None, 99999, 20001])


def top_level(changed: set[str]) -> set[str]:
    """Return the changed keys, those of outlets left out."""
    return {key for key in changed if "/" not in key}


@settings(UNHURRIED, max_examples=300)
@given(UIIDS, PARAMS, PARAMS, PARAMS)
def test_any_params(
    uiid: int | None, listed: Params, reported: Params, read: Params
) -> None:
    """A device takes any listing, any report and any answer."""
    found = device(
        uiid,
        listed,
        tags=RF_TAGS,
        user_settings=RF_SETTINGS,
        dev_config={"lowVolAlarm": 2},
    )
    implied = {param for param, _ in found.type.implied.values()}
    changed = top_level(found.merge(reported, 10, Origin.DEVICE))
    assert changed <= reported.keys() | implied
    changed = top_level(found.merge(read, 20, Origin.ANSWER))
    assert changed <= read.keys() | implied
    for it in found.type.features:
        it.exists(found.params)
        if not isinstance(it, Readable):
            continue
        value = it.decode(found.params)
        assert value is None or isinstance(value, bool | str | int | float)
        assert not isinstance(value, float) or math.isfinite(value)


@settings(UNHURRIED, max_examples=200)
@given(st.sampled_from([*TYPES]), PARAMS)
def test_commands_from_any_params(uiid: int, params: Params) -> None:
    """Whatever a device told, a command can be made for it."""
    params["pulse"] = "on"
    for it in kind(uiid).features:
        if isinstance(it, PlacedFeature):
            for value in samples(it):
                assert kind(uiid).complete(encode(it, value, params), params)


@settings(UNHURRIED, max_examples=200)
@given(st.dictionaries(st.sampled_from(["zyx_info", "ck_channel_name"]), JSON), JSON)
def test_any_tags(tags: Params, limit: object) -> None:
    """Tags are the user's and other apps', and may be anything."""
    for uiid in (2, 28, 102):
        found = device(uiid, {}, tags=tags, dev_config={"lowVolAlarm": limit})
        assert found.channel_name(0) is None or found.channel_name(0)


@settings(UNHURRIED, max_examples=200)
@given(
    st.dictionaries(st.sampled_from(["remotes", "pairs", "seconds"]), JSON),
    st.lists(st.dictionaries(st.sampled_from(["on", "off", "class"]), JSON)),
)
def test_any_user_settings(told: Params, pairs: list[Params]) -> None:
    """The options of an entry may have been edited, or be of another version."""
    for user_settings in (told, told | {"pairs": pairs}):
        found = device(28, {}, tags=RF_TAGS, user_settings=user_settings)
        assert all(1 <= it.hold <= 86_400 for it in found.type.alarms)
        taken = [it for pair in found.type.pairs for it in (pair.channel, pair.off)]
        assert len(taken) == len(set(taken))
