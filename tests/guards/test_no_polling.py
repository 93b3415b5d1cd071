"""Nothing is asked for without need: the cloud pushes."""

import ast
from datetime import timedelta
from typing import Final

from custom_components.ewelink.entity import EwelinkEntity
from custom_components.ewelink.group_entity import EwelinkGroupEntity
from custom_components.ewelink.inventory.list_calls import HOURLY, LIST_INTERVAL
from homeassistant.helpers.update_coordinator import CoordinatorEntity
from tests.each import each

from .sources import Source, sources

POLLING: Final = {
    "SCAN_INTERVAL",
    "_attr_should_poll",
    "async_track_time_change",
    "async_track_time_interval",
    "should_poll",
}


def test_list_is_read_every_six_hours() -> None:
    """Only the list is read at an interval, hourly where that is cheap."""
    assert timedelta(hours=6) <= LIST_INTERVAL
    assert timedelta(minutes=55) <= HOURLY


def test_entities_are_not_polled() -> None:
    """Home Assistant does not poll the entities."""
    assert EwelinkEntity.should_poll is False
    assert issubclass(EwelinkGroupEntity, CoordinatorEntity)


@each(sources())
def test_no_other_interval(source: Source) -> None:
    """No other file asks at an interval."""
    words = {
        word
        for node in ast.walk(source.tree)
        for word in (getattr(node, "id", None), getattr(node, "attr", None))
    }
    # There it is said, once for all entities, that they are not.
    words -= {"should_poll"} if source.name == "entity" else set()
    assert words.isdisjoint(POLLING)
