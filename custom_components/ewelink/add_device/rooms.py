"""The homes and rooms that a new device can be put into."""

from homeassistant.helpers.selector import SelectOptionDict

from ..api.models import Home
from ..coordinator import EwelinkCoordinator
from ..entry_data import left_out_homes
from ..pairing.device_adder import Room
from ..pairing_manager import Choices


def own_homes(coordinator: EwelinkCoordinator) -> list[Home]:
    """Return the account's own homes that are shown, the current one first."""
    left_out = left_out_homes(coordinator.config_entry.options)
    homes = coordinator.inventory.homes.values()
    own = [it for it in homes if it.is_own is not False and it.id not in left_out]
    return sorted(own, key=lambda home: not home.is_current)


def room_options(homes: list[Home]) -> list[SelectOptionDict]:
    """Return what can be chosen: rooms and, of several homes, the homes too."""
    are_several = len(homes) > 1
    options = []
    for home in homes:
        if are_several:
            options.append(SelectOptionDict(value=f"{home.id}/", label=home.name))
        options += [
            SelectOptionDict(
                value=f"{home.id}/{room_id}",
                label=f"{home.name} · {room}" if are_several else room,
            )
            for room_id, room in home.rooms.items()
        ]
    return options


def chosen_room(choices: Choices, homes: list[Home]) -> Room | None:
    """Return the room that was chosen, else the first home."""
    home_id, _, room_id = (choices.room or "").partition("/")
    if home_id:
        return home_id, room_id or None
    return (homes[0].id, None) if homes else None
