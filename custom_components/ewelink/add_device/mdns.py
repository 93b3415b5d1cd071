"""Devices that tell of themselves in the local network (docs/protocol.md, "mDNS")."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from homeassistant.core import HomeAssistant

from ..domain_data import DATA_SHARED


@contextmanager
def listening(
    hass: HomeAssistant, on_heard: Callable[[str], None]
) -> Iterator[Callable[[], None]]:
    """Tell the id of each device that is heard meanwhile; yields what asks for them."""
    network = hass.data[DATA_SHARED].local_network
    remove = network.async_follow(on_heard)
    try:
        yield network.async_ask
    finally:
        remove()
