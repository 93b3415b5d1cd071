"""A home that hears its devices, and a dialog of it."""

import pytest

from tests.add_device.wizard import Wizard
from tests.home import Home
from tests.lan_simulator.fixtures import lan, lan_process
from tests.local_home import local_home

__all__ = ["lan", "lan_process", "local_home"]


@pytest.fixture
def dialog(local_home: Home) -> Wizard:
    """Return a dialog of the home; it is not open yet."""
    return Wizard(local_home, [])
