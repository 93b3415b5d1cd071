"""An account that has one radio bridge, and a dialog of it."""

import pytest

from custom_components.ewelink.radio_options import teach
from tests.add_device.wizard import Wizard
from tests.home import Home
from tests.radio import add_radio

from .steps import remove_bridges


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Show an end at once, as no browser has to look for it."""
    monkeypatch.setattr(f"{teach.__name__}.SECONDS_TO_LOOK", 0)


@pytest.fixture
async def dialog(home: Home) -> Wizard:
    """Return a dialog of an account with one bridge; it is not open yet."""
    remove_bridges(home)
    add_radio(home)
    await home.set_up()
    return Wizard(home, [])
