"""A playable eWeLink cloud with its devices."""

from .errors import CloudError, ErrorCode
from .homes import (
    demo_home,
    large_home,
    load_home,
    meter_home,
    mixed_home,
    relay_home,
    tower,
)
from .model import (
    CommandFault,
    SimAccount,
    SimDevice,
    SimFamily,
    SimGroup,
    SimRoom,
    UpgradeFate,
    World,
)
from .server import Simulator

__all__ = [
    "CloudError",
    "CommandFault",
    "ErrorCode",
    "SimAccount",
    "SimDevice",
    "SimFamily",
    "SimGroup",
    "SimRoom",
    "Simulator",
    "UpgradeFate",
    "World",
    "demo_home",
    "large_home",
    "load_home",
    "meter_home",
    "mixed_home",
    "relay_home",
    "tower",
]
