"""What the tests of thermostats share."""

from custom_components.ewelink.api.wire import Params
from custom_components.ewelink.devices.features import Thermostat

from .common import feature

HOT: Params = {"HMI_ATCDevice": {"id": "1000000002", "etype": "hot"}}
COLD: Params = {"HMI_ATCDevice": {"id": "1000000002", "etype": "cold"}}


def climate(uiid: int) -> Thermostat:
    """Return the thermostat of a type."""
    found = feature(uiid, "climate")
    assert isinstance(found, Thermostat)
    return found
