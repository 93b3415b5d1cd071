"""Tests of rooms, which are suggested as areas once."""

from freezegun.api import FrozenDateTimeFactory
import pytest

from homeassistant.helpers import device_registry as dr

from ..home import Home
from ..simulator.factory import Row, relay_params
from .homes import area_id, show_homes

LAMP = "Kitchen lamp"


@pytest.mark.parametrize("chosen", ["Barn", None])
async def test_area_of_the_user_stays(home: Home, chosen: str | None) -> None:
    """An area that the user changed or cleared is not set again."""
    await home.set_up()
    area = chosen and area_id(home, chosen)
    dr.async_get(home.hass).async_update_device(home.device(LAMP).id, area_id=area)
    home.simulator.move_device(LAMP, "Garage")
    await home.coordinator.async_refresh()
    await home.reload()
    await home.later_pages()

    assert home.device(LAMP).area_id == area


async def test_other_room_while_the_home_is_left_out(home: Home) -> None:
    """A device that comes back is no new one, wherever it is in the app by now."""
    await home.set_up()
    await show_homes(home, "Cottage")
    home.simulator.move_device(LAMP, "Garage")
    await show_homes(home, "My home", "Cottage")

    assert home.device(LAMP).area_id == area_id(home, "Kitchen")


async def test_new_device_in_a_room(home: Home, freezer: FrozenDateTimeFactory) -> None:
    """The room is suggested for a device that is met later, too."""
    await home.set_up()
    home.simulator.add_device(
        Row(name="New lamp", uiid=1, params=relay_params(), room="Garage")
    )
    await home.read_list(freezer)

    assert home.device("New lamp").area_id == area_id(home, "Garage")
