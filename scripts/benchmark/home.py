"""A real Home Assistant in this process, and the account in it."""

import asyncio
from collections.abc import AsyncGenerator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, Final

from custom_components.ewelink.const import DOMAIN
from homeassistant.bootstrap import async_setup_hass
from homeassistant.config_entries import ConfigEntry
from homeassistant.core import HomeAssistant
from homeassistant.runner import RuntimeConfig
from scripts.playground.child import free_port
from scripts.playground.config_dir import Address, prepare

CONFIGURATION: Final = """\
homeassistant:
  name: Home
  unit_system: metric
  time_zone: Etc/UTC
  country: DE
logger:
  default: warning
  logs:
    # Only speech and cameras would need these libraries of the system.
    haffmpeg: critical
    homeassistant.components.camera.img_util: critical
ewelink:
  cloud_url: {cloud_url}
"""
_SETTLING_SECONDS: Final = 90


@asynccontextmanager
async def home_assistant(
    folder: Path, cloud_url: str, more: str = ""
) -> AsyncGenerator[HomeAssistant]:
    """Run Home Assistant on a fresh folder, with what it always loads.

    ``more`` is what its configuration has beside that.
    """
    prepare(folder, Address(port=free_port()), cloud_url)
    text = CONFIGURATION.format(cloud_url=cloud_url)
    (folder / "configuration.yaml").write_text(text + more, encoding="utf-8")
    hass = await async_setup_hass(RuntimeConfig(str(folder), skip_pip=True))
    if hass is None:
        raise RuntimeError("Home Assistant does not start")
    await hass.async_start()
    await hass.async_block_till_done()
    yield hass
    await hass.async_stop(force=True)


async def add_account(hass: HomeAssistant, account: Mapping[str, str]) -> ConfigEntry:
    """Sign in as a user does; returns when the entry is set up."""
    flow = hass.config_entries.flow
    step: Any = await flow.async_init(DOMAIN, context={"source": "user"})
    step = await flow.async_configure(step["flow_id"], {"next_step_id": "password"})
    typed = {
        key: account[key] for key in ("username", "password", "app_id", "app_secret")
    }
    step = await flow.async_configure(step["flow_id"], typed | {"country": "DE"})
    if step["type"] != "create_entry":
        raise RuntimeError(f"the sign-in ended with {step['errors']}")
    entry: ConfigEntry = step["result"]
    return entry


async def settle(hass: HomeAssistant, devices: int) -> None:
    """Wait until the whole list was read and its entities were added."""
    (entry,) = hass.config_entries.async_entries(DOMAIN)
    async with asyncio.timeout(60):
        # Nothing tells of the last page.
        while len(entry.runtime_data.data) < devices:  # noqa: ASYNC110
            await asyncio.sleep(0.1)
    await hass.async_block_till_done()
    await asyncio.sleep(1)


async def settled(hass: HomeAssistant, entry: ConfigEntry) -> None:
    """Wait until the cloud was asked about firmware, which adds entities."""
    async with asyncio.timeout(_SETTLING_SECONDS):
        while not entry.runtime_data.firmware.known.is_answered:  # noqa: ASYNC110 - it is told nowhere
            await asyncio.sleep(0.1)
    await hass.async_block_till_done(wait_background_tasks=False)
