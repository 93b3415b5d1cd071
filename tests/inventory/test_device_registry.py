"""Tests of the devices in Home Assistant's registries."""

from typing import Any

from freezegun.api import FrozenDateTimeFactory
import pytest

from homeassistant.helpers import (
    area_registry as ar,
    device_registry as dr,
    entity_registry as er,
)

from ..home import Home
from ..simulator import Simulator, large_home
from ..simulator.factory import Row, channel_names, relay_params

BRIDGE = "Zigbee bridge"


def _device(home: Home, device: str) -> dr.DeviceEntry:
    entry = home.device(device)
    assert isinstance(entry, dr.DeviceEntry)
    return entry


def _area(home: Home, device: str) -> str | None:
    area_id = _device(home, device).area_id
    area = ar.async_get(home.hass).async_get_area(area_id) if area_id else None
    return area.name if area else None


@pytest.mark.parametrize(
    ("field", "value"),
    [
        pytest.param("name", "Kitchen lamp", id="name"),
        pytest.param("manufacturer", "SONOFF", id="manufacturer"),
        pytest.param("model", "BASICR2", id="model"),
        pytest.param("model_id", "UIID 1", id="model id"),
        pytest.param("sw_version", "3.7.1", id="firmware"),
        pytest.param("serial_number", "1001500001", id="serial number"),
        pytest.param("connections", {("mac", "02:ca:4a:00:00:01")}, id="mac"),
        pytest.param("via_device_id", None, id="no bridge"),
    ],
)
async def test_details(home: Home, field: str, value: object) -> None:
    """The registry tells what the list tells."""
    await home.set_up()

    assert getattr(_device(home, "Kitchen lamp"), field) == value


@pytest.mark.parametrize(
    ("device", "area"),
    [
        pytest.param("Kitchen lamp", "Kitchen", id="own home"),
        pytest.param("Front door", "Hall", id="behind a bridge"),
        pytest.param("Café terrace ☀", "Terrasse", id="second home"),
        pytest.param("Parents' porch", "Porch", id="home of others"),
        pytest.param("Neighbour's gate", None, id="shared, without room"),
    ],
)
async def test_room_is_suggested_as_area(
    home: Home, device: str, area: str | None
) -> None:
    """A new device goes to the area of its room, whoever's home it is in."""
    await home.set_up()

    assert _area(home, device) == area


async def test_children_point_at_their_bridge(home: Home) -> None:
    """Devices behind a bridge know it, although it is listed after them."""
    child, bridge = home.sim("Front door"), home.sim(BRIDGE)
    assert child.place.index < bridge.place.index
    await home.set_up()

    assert _device(home, "Front door").via_device_id == home.device(BRIDGE).id


async def test_children_on_earlier_pages_than_their_bridge(
    home: Home, simulator: Simulator
) -> None:
    """The order of pages does not matter either."""
    simulator.cloud.world = large_home(90)
    simulator.limit_pages(30)
    bridge = home.sim(BRIDGE)
    bridge.place.index = 999
    await home.set_up()

    children = [it for it in simulator.devices.values() if "parentid" in it.params]
    assert len(children) > 10
    for child in children:
        assert _device(home, child.name).via_device_id == home.device(BRIDGE).id


async def test_child_without_its_bridge(home: Home) -> None:
    """A child is there although its bridge is not listed."""
    home.sim(BRIDGE).absent = True
    await home.set_up()

    assert _device(home, "Front door").via_device_id is None
    assert home.state("Front door", "door") == "off"


async def test_bridge_that_is_listed_later(
    home: Home, freezer: FrozenDateTimeFactory
) -> None:
    """Children find their bridge when it appears."""
    home.sim(BRIDGE).absent = True
    await home.set_up()
    home.sim(BRIDGE).absent = False
    await home.read_list(freezer)

    assert _device(home, "Front door").via_device_id == home.device(BRIDGE).id


@pytest.mark.parametrize(
    ("device", "channel", "name"),
    [
        pytest.param("Hall switch", 0, "Ceiling", id="first of two"),
        pytest.param("Hall switch", 1, "Mirror", id="second of two"),
        pytest.param("Garden relay", 2, "Terrace", id="third of four"),
        pytest.param("Garden relay", 3, "Channel 4", id="without a name"),
    ],
)
async def test_channels_are_devices(
    home: Home, device: str, channel: int, name: str
) -> None:
    """Each channel is a child device, which its relay belongs to."""
    await home.set_up()
    child = home.device(device, channel)

    assert isinstance(child, dr.ChildDeviceEntry)
    assert child.name == name
    assert child.parent_device_id == home.device(device).id
    relay = er.async_get(home.hass).async_get(
        home.entity_id(device, f"switch_{channel}")
    )
    assert relay is not None
    assert relay.device_id == child.id


@pytest.mark.parametrize(
    ("device", "count"),
    [
        pytest.param("Garden relay", 4, id="four"),
        pytest.param("Hall switch", 2, id="two of four that it reports"),
        pytest.param("Kitchen lamp", 0, id="one switch"),
        pytest.param("Desk", 0, id="one outlet"),
    ],
)
async def test_number_of_channels(home: Home, device: str, count: int) -> None:
    """Only channels that exist are registered, and none where there is but one."""
    await home.set_up()
    registry = dr.async_get(home.hass)

    children = dr.async_entries_for_parent_device(registry, home.device(device).id)
    assert len(children) == count


async def test_groups_are_counted(home: Home) -> None:
    """Groups are none of the devices that report."""
    await home.set_up()

    assert home.coordinator.inventory.groups == 2
    names = {device.thing.name for device in home.coordinator.data.values()}
    assert "Downstairs" not in names


@pytest.mark.parametrize("uiid", [20001, 30004])
async def test_what_home_assistant_lent_is_ignored(home: Home, uiid: int) -> None:
    """A mirror of Home Assistant's own entities must not come back."""
    row = Row(name="Mirror of a lamp", uiid=uiid, params=relay_params())
    mirror = home.simulator.add_device(row)
    await home.set_up()

    assert home.find_device(mirror.device_id) is None
    assert mirror.device_id not in home.coordinator.data


async def test_unknown_uiid(home: Home) -> None:
    """A device of an unknown kind has what its params tell."""
    await home.set_up()

    assert _device(home, "Mystery box").model_id == "UIID 65001"
    assert home.state("Mystery box") == "off"
    assert home.find_entity("Mystery box", "raw_temperature")


@pytest.mark.parametrize(
    ("overrides", "expected"),
    [
        pytest.param({"productModel": 5}, {"model": "5"}, id="model is a number"),
        pytest.param({"brandName": 7}, {"manufacturer": "7"}, id="brand is a number"),
        pytest.param({"productModel": None}, {"model": "PSF-B01-GL"}, id="no model"),
        pytest.param({"brandName": None}, {"manufacturer": "SIMULATED"}, id="no brand"),
        pytest.param({"extra": None}, {"connections": set()}, id="no extra"),
        pytest.param({"name": None}, {"name": "1001500001"}, id="no name"),
        pytest.param({"tags": None}, {"name": "Kitchen lamp"}, id="no tags"),
        pytest.param({"family": None}, {"area_id": None}, id="no home"),
    ],
)
async def test_odd_listing(
    home: Home, overrides: dict[str, Any], expected: dict[str, object]
) -> None:
    """What is missing or of another type harms nothing else."""
    home.sim("Kitchen lamp").overrides = overrides
    await home.set_up()
    entry = home.find_device("1001500001")
    assert entry is not None

    assert {field: getattr(entry, field) for field in expected} == expected


async def test_two_devices_with_one_mac(home: Home) -> None:
    """Devices that show the same address stay two devices."""
    home.sim("Coffee machine").mac = home.sim("Kitchen lamp").mac
    await home.set_up()

    assert _device(home, "Kitchen lamp").connections
    assert not _device(home, "Coffee machine").connections


async def test_rename_in_the_app(home: Home, freezer: FrozenDateTimeFactory) -> None:
    """A new name is there after the next list."""
    await home.set_up()
    home.simulator.rename_device("Kitchen lamp", "Cooker hood")
    await home.read_list(freezer)

    assert _device(home, "Cooker hood").name == "Cooker hood"


async def test_own_name_stays(home: Home, freezer: FrozenDateTimeFactory) -> None:
    """A name that the user gave in Home Assistant stays."""
    await home.set_up()
    registry = dr.async_get(home.hass)
    registry.async_update_device(home.device("Kitchen lamp").id, name_by_user="Mine")
    home.simulator.rename_device("Kitchen lamp", "Cooker hood")
    await home.read_list(freezer)

    assert _device(home, "Cooker hood").name_by_user == "Mine"


async def test_rename_of_a_channel(home: Home, freezer: FrozenDateTimeFactory) -> None:
    """A new name of a channel is there after the next list."""
    await home.set_up()
    home.sim("Hall switch").tags = channel_names("Ceiling", "Picture")
    await home.read_list(freezer)

    assert home.device("Hall switch", 1).name == "Picture"


async def test_channel_that_loses_its_name(
    home: Home, freezer: FrozenDateTimeFactory
) -> None:
    """A channel whose name was deleted is numbered again."""
    await home.set_up()
    home.sim("Hall switch").tags = channel_names("Ceiling", "")
    await home.read_list(freezer)

    assert home.device("Hall switch", 1).name == "Channel 2"


async def test_other_room(home: Home, freezer: FrozenDateTimeFactory) -> None:
    """The area is a suggestion for new devices; nothing is moved."""
    await home.set_up()
    home.simulator.move_device("Kitchen lamp", "Garage")
    home.simulator.rename_device("Kitchen lamp", "Cooker hood")
    await home.read_list(freezer)

    assert _area(home, "Cooker hood") == "Kitchen"


async def test_other_room_over_a_reload(home: Home) -> None:
    """A known device keeps its area when it is met anew."""
    await home.set_up()
    home.simulator.move_device("Kitchen lamp", "Garage")
    await home.reload()
    await home.later_pages()

    assert _area(home, "Kitchen lamp") == "Kitchen"


async def test_new_firmware(home: Home, freezer: FrozenDateTimeFactory) -> None:
    """The registry follows an update."""
    await home.set_up()
    home.sim("Kitchen lamp").params["fwVersion"] = "3.8.0"
    await home.read_list(freezer)

    assert _device(home, "Kitchen lamp").sw_version == "3.8.0"
