"""Radio codes, which open doors, and the names of remotes are shown nowhere."""

import json
import logging
from typing import Any, Final

import pytest

from custom_components.ewelink.const import DOMAIN
from custom_components.ewelink.devices.device import Device
from custom_components.ewelink.diagnostics import (
    async_get_config_entry_diagnostics,
    async_get_device_diagnostics,
)
from custom_components.ewelink.redaction import described_params, redacted_params
from homeassistant.exceptions import HomeAssistantError

from .devices.common import device as device_of
from .home import Home
from .radio import RADIO, SECRET, TAGS, add_radio, caught
from .simulator import CommandFault

SHOWN: Final = [described_params, redacted_params]


@pytest.mark.parametrize("shown", SHOWN)
@pytest.mark.parametrize("code", [SECRET, "1234567", 1234567, 12.5, ["1234567"]])
@pytest.mark.parametrize("uiid", [28, 90, 98, 1, 4242])
def test_codes(shown: Any, code: Any, uiid: int) -> None:
    """Whatever a code looks like, and on whatever device; its channel is shown."""
    params = {
        "rfList": [{"rfChl": 4, "rfVal": code}],
        "rfVal": code,
        "deep": {"rfVal": [code], "rfval0": code},
    }
    device: Device = device_of(uiid, params)
    text = json.dumps(shown(device))
    assert str(code).strip("[]'") not in text
    assert "rfList" in text


async def test_nowhere(home: Home, caplog: pytest.LogCaptureFixture) -> None:
    """Neither in diagnostics, in logs, in errors nor in what the actions return."""
    caplog.set_level(logging.DEBUG, logger=f"custom_components.{DOMAIN}")
    add_radio(home)
    await home.set_up()
    home.simulator.fail_next(TAGS, error=407)
    remote = {"domain": "remote", "device": "Nightstand"}
    entity_id = home.entity_id(RADIO, "remote")
    learning = home.hass.async_create_task(
        home.call("learn_command", entity_id, command=["Whisper"], **remote)
    )
    await caught(home, learning, 8)
    home.simulator.fail_device(RADIO, CommandFault(error=400, times=1))
    with pytest.raises(HomeAssistantError) as raised:
        await home.call("send_command", entity_id, command=["whisper"], **remote)
    device = home.device(RADIO)
    shown = [
        await async_get_config_entry_diagnostics(home.hass, home.entry),
        await async_get_device_diagnostics(home.hass, home.entry, device),
        await home.hass.services.async_call(
            DOMAIN,
            "get_params",
            {"device_id": device.id},
            blocking=True,
            return_response=True,
        ),
        str(raised.value),
        home.coordinator.data[home.sim(RADIO).device_id].thing,
        [it.getMessage() for it in caplog.records if DOMAIN in it.name],
    ]
    codes = {it["rfVal"] for it in home.sim(RADIO).params["rfList"]}
    assert len(codes) == 2
    names = {"Whisper", "Nightstand", "Smoke"}
    for it in shown:
        text = repr(it)
        assert not [code for code in codes if code in text]
        assert not [name for name in names if name in text]
    assert "rfList" in repr(shown[2])
