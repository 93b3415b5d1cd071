"""Firmware is told by the cloud, where the user lets commands go by it."""

from unittest.mock import patch

import pytest

from homeassistant.exceptions import HomeAssistantError
from tests.home import until

from .local_home import LAMP, LocalHome


async def test_local_only(local: LocalHome) -> None:
    """A device that is commanded in its network alone is told to load nothing."""
    with patch("custom_components.ewelink.firmware.SOON_SECONDS", 0):
        await local.set_up(way="local")
        await until(lambda: local.home.find_entity(LAMP, "firmware"))
    entity_id = local.home.entity_id(LAMP, "firmware")
    with pytest.raises(HomeAssistantError) as raised:
        await local.home.call("install", entity_id, domain="update")
    assert raised.value.translation_key == "device_refused_locally"
    assert not local.home.sent(LAMP, "upgrade")
