"""Each kind of device: what is shown of it, and what it is told."""

from typing import Any

import pytest

from homeassistant.const import STATE_UNAVAILABLE
from homeassistant.exceptions import HomeAssistantError, ServiceValidationError
from homeassistant.helpers import device_registry as dr, entity_registry as er

from .network import DiyNetwork

pytestmark = pytest.mark.usefixtures("everything_enabled")

ON = {"outlet": 0, "switch": "on"}


def shown(network: DiyNetwork, device_id: str) -> set[str]:
    """Return what is shown of a device, but for what every device has."""
    entities = er.async_entries_for_config_entry(
        er.async_get(network.hass), network.entry.entry_id
    )
    prefix = f"{device_id}_"
    keys = {
        f"{it.domain}.{it.unique_id.removeprefix(prefix)}"
        for it in entities
        if it.unique_id.startswith(prefix)
    }
    return keys - {"sensor.connection", "sensor.signal_strength"}


RELAY = {
    "select.power_on_state",
    "switch.inching",
    "switch.led",
    "switch.switch",
}


@pytest.mark.parametrize(
    ("kind", "model", "expected"),
    [
        ("plug", "Switch in DIY mode", RELAY),
        ("mini", "Switch in DIY mode", RELAY),
        ("mini_light", "Light switch in DIY mode", RELAY),
        (
            "light",
            "Light switch in DIY mode",
            {"light.light", "select.power_on_state", "switch.led"},
        ),
        ("bulb", "Bulb in DIY mode", {"light.light"}),
        (
            "strip",
            "Multi-channel switch in DIY mode",
            {"switch.led"}
            | {
                f"{key}_{channel}"
                for key in RELAY - {"switch.led"}
                for channel in range(4)
            },
        ),
    ],
)
async def test_what_is_shown(
    network: DiyNetwork, kind: str, model: str, expected: set[str]
) -> None:
    """A device is there by its announcement alone, with all that it tells."""
    device_id = await network.start(kind)

    device = network.registered(device_id)
    assert device is not None
    assert (device.name, device.model) == (device_id, model)
    assert device.sw_version in {"3.7.6", None}
    assert device.connections == set()
    assert shown(network, device_id) == expected
    assert network.state("sensor", device_id, "connection") == "local_only"
    assert network.state("sensor", device_id, "signal_strength") == "-58"
    entity = network.hass.states.get(
        network.entity_id("sensor", device_id, "connection")
    )
    assert entity is not None
    assert "reason" not in entity.attributes


@pytest.mark.parametrize(
    ("kind", "key", "action", "data", "expected"),
    [
        ("plug", "switch", "switch.turn_on", {}, {"switch": {"switch": "on"}}),
        ("plug", "led", "switch.turn_off", {}, {"sledOnline": {"sledOnline": "off"}}),
        (
            "plug",
            "power_on_state",
            "select.select_option",
            {"option": "on"},
            {"startup": {"startup": "on"}},
        ),
        (
            "plug",
            "inching",
            "switch.turn_on",
            {},
            {"pulse": {"pulse": "on", "pulseWidth": 500}},
        ),
        ("mini", "switch", "switch.turn_on", {}, {"switches": {"switches": [ON]}}),
        (
            "strip",
            "switch_2",
            "switch.turn_on",
            {},
            {"switches": {"switches": [{"outlet": 2, "switch": "on"}]}},
        ),
        (
            "mini_light",
            "switch",
            "switch.turn_on",
            {},
            {"switches": {"switches": [ON]}},
        ),
        (
            "light",
            "light",
            "light.turn_on",
            {"brightness_pct": 40},
            {"dimmable": {"switch": "on", "brightness": 40, "mode": 0}},
        ),
        ("light", "light", "light.turn_on", {}, {"switch": {"switch": "on"}}),
    ],
)
async def test_commands(  # noqa: PLR0913, PLR0917 - a row of the table
    network: DiyNetwork,
    kind: str,
    key: str,
    action: str,
    data: dict[str, Any],
    expected: dict[str, Any],
) -> None:
    """Each command is one request, and nothing of it is repeated."""
    device_id = await network.start(kind)

    assert await network.call(action, device_id, key, **data) == [expected]


async def test_bulb_is_coloured(network: DiyNetwork) -> None:
    """A bulb that is off is switched on by itself, and then coloured."""
    bulb = await network.start("bulb")

    requests = await network.call(
        "light.turn_on", bulb, "light", rgb_color=(0, 0, 255), brightness_pct=50
    )
    assert requests == [
        {"switch": {"switch": "on"}},
        {
            "dimmable": {
                "ltype": "color",
                "color": {"br": 50, "r": 0, "g": 0, "b": 255},
            }
        },
    ]
    assert network.state("light", bulb, "light") == "on"


async def test_state_after_a_power_failure_is_spelt_as_firmware_knows_it(
    network: DiyNetwork,
) -> None:
    """Paths and keys are tried in turn, and what was taken is known from then on."""
    mini, strip = (await network.start("mini", "strip"), network.ids[1])
    select = "select.select_option"
    start = [
        {"outlet": 0, "startup": "on"},
        *({"outlet": outlet, "startup": "off"} for outlet in (1, 2, 3)),
    ]

    assert await network.call(select, mini, "power_on_state", option="on") == [
        {"startups": {"configure": start}},
        {"startups": {"startups": start}},
    ]
    assert network.state("select", mini, "power_on_state") == "on"
    requests = await network.call(select, mini, "power_on_state", option="stay")
    assert [it.keys() for it in requests] == [{"startups"}]

    requests = await network.call(select, strip, "power_on_state_0", option="on")
    assert [[*it] for it in requests] == [["startups"], ["startups"], ["configure"]]
    requests = await network.call(select, strip, "power_on_state_0", option="off")
    assert [[*it] for it in requests] == [["configure"]]


async def test_channels_are_devices(network: DiyNetwork) -> None:
    """Only several relays have devices of their own."""
    strip = await network.start("strip")

    device = network.registered(strip)
    assert device is not None
    children = dr.async_entries_for_parent_device(dr.async_get(network.hass), device.id)
    assert len(children) == 4


async def test_meter(network: DiyNetwork) -> None:
    """A stacked meter is behind its main unit, which speaks for it."""
    main = await network.start("meter")
    [meter] = [it for it in network.ids if it != main]
    await network.appears(meter)

    stacked, unit = network.registered(meter), network.registered(main)
    assert stacked is not None
    assert unit is not None
    assert stacked.via_device_id == unit.id
    await network.lan.do("clear")
    await network.lan.set(meter, actPow_01=12345)
    await network.becomes("sensor", meter, "power_1", "123.45")
    await network.call("switch.turn_on", meter, "switch_1")
    assert network.state("switch", meter, "switch_1") == "on"
    sent = (await network.lan.requests(path="switches"))[0]
    assert f'"deviceid":"{main}"' in sent["body"]
    assert sent["data"]["subDevId"] == meter


async def test_reports(network: DiyNetwork) -> None:
    """What is switched by hand is shown."""
    plug = await network.start("plug")

    await network.lan.set(plug, switch="on")
    await network.becomes("switch", plug, "switch", "on")


async def test_device_that_takes_no_command(network: DiyNetwork) -> None:
    """What fails is told, and nothing is shown that is not so."""
    plug = await network.start("plug")
    await network.lan.fault(plug, refused={"switch": 422})

    with pytest.raises(HomeAssistantError) as raised:
        await network.call("switch.turn_on", plug, "switch")
    assert raised.value.translation_key == "device_refused_locally"
    assert network.state("switch", plug, "switch") == "off"


async def test_device_that_is_gone(network: DiyNetwork) -> None:
    """A command fails at once, and another one when the device is back reaches it."""
    plug = await network.start("plug")
    await network.lan.vanish(plug)
    with pytest.raises(HomeAssistantError) as raised:
        await network.call("switch.turn_on", plug, "switch")
    assert raised.value.translation_key == "device_not_local"
    assert network.state("switch", plug, "switch") != STATE_UNAVAILABLE

    await network.lan.come_back(plug)
    await network.call("switch.turn_on", plug, "switch")
    assert network.state("switch", plug, "switch") == "on"


async def test_no_timers(network: DiyNetwork) -> None:
    """Timers are told and set by a cloud, which does not know the device."""
    device_id = await network.start("plug")
    entry = network.registered(device_id)
    assert entry is not None
    with pytest.raises(ServiceValidationError, match="DIY mode"):
        await network.hass.services.async_call(
            "ewelink",
            "add_timer",
            {"device_id": entry.id, "turn": "on", "after": "00:10:00"},
            blocking=True,
        )
