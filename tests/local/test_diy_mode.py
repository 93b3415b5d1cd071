"""Devices that an account lists and that are in DIY mode."""

import pytest

from homeassistant.exceptions import HomeAssistantError
from tests.home import until

from .local_home import LocalHome

STRIP = "Garden relay"
SELECT = "power_on_state_0"

pytestmark = pytest.mark.usefixtures("everything_enabled")


def _start(option: str) -> list[dict[str, object]]:
    return [{"outlet": 0, "startup": option}]


async def test_names_of_this_mode(local: LocalHome) -> None:
    """What the device calls otherwise now is shown where it always was."""
    await local.lan.diy(STRIP, on=True, named=True)
    await local.set_up(STRIP)
    state = local.state(STRIP)
    assert state is not None
    assert state.is_plain

    await local.lan.set(STRIP, rssi=-33, configure=_start("stay"))
    await local.home.becomes(STRIP, "-33", "signal_strength")
    await local.home.becomes(STRIP, "stay", SELECT)
    params = local.home.coordinator.data[local.id(STRIP)].params
    assert not {"startups", "signalStrength"} & params.keys()


async def test_command_in_these_names(local: LocalHome) -> None:
    """The state after a power failure is set as the device knows it, by no cloud."""
    await local.lan.diy(STRIP, on=True, named=True)
    await local.set_up(STRIP)
    await local.lan.set(STRIP, configure=_start("off"))
    await local.home.becomes(STRIP, "off", SELECT)
    hass, entity_id = local.home.hass, local.home.entity_id(STRIP, SELECT)
    for option, keys in (("on", ["configure", "startups"]), ("stay", ["startups"])):
        await local.lan.do("clear")
        await hass.services.async_call(
            "select",
            "select_option",
            {"entity_id": entity_id, "option": option},
            blocking=True,
        )
        assert local.home.state(STRIP, SELECT) == option
        sent = await local.requests(STRIP, path="startups")
        assert [key for it in sent for key in it] == keys
    assert local.home.sent(STRIP) == []
    state = local.state(STRIP)
    assert state is not None
    assert state.refused == {}


async def test_back_from_this_mode(local: LocalHome) -> None:
    """Sealed again, it is spoken to as before."""
    await local.lan.diy(STRIP, on=True)
    await local.set_up(STRIP)
    await local.lan.diy(STRIP, on=False)
    await until(lambda: not getattr(local.state(STRIP), "is_plain", True))
    await local.home.call("turn_on", local.home.entity_id(STRIP, "switch_0"))
    assert local.home.sent(STRIP) == []


async def test_refused_where_no_cloud_may_be_used(local: LocalHome) -> None:
    """What is told is right for whoever has no cloud."""
    await local.set_up(STRIP, way="local")
    await local.lan.fault(STRIP, refused={"switches": 422})
    with pytest.raises(HomeAssistantError) as raised:
        await local.home.call("turn_on", local.home.entity_id(STRIP, "switch_0"))
    assert raised.value.translation_key == "device_refused_locally"
