"""Without a recorder there is nothing to import into, and nothing is asked."""

import pytest

from homeassistant.exceptions import ServiceValidationError
from tests.home import Home

from .kept import import_history


async def test_no_recorder(home: Home) -> None:
    """The action says so before it asks the meter."""
    await home.set_up()
    with pytest.raises(ServiceValidationError) as raised:
        await import_history(home, "Washing machine")
    assert raised.value.translation_key == "no_recorder"
    assert not any("Kwh" in key for it in home.sent("Washing machine") for key in it)
