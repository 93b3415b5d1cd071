"""The process that is measured: a start with a large account, or with many."""

import argparse
import asyncio
from collections.abc import Mapping
import time
from typing import Final

from custom_components.ewelink.const import DOMAIN
from homeassistant.config_entries import ConfigEntry
from homeassistant.core import HomeAssistant
from homeassistant.helpers import entity_registry as er

from .arrival import resident
from .home import add_account, home_assistant, settled
from .parts import Figures, run_part
from .pushes import QUICK, PushBench
from .remote import Remote

_LONGEST_SECONDS: Final = 150


async def _empty(arguments: argparse.Namespace, remote: Remote) -> Figures:
    """Start without an account."""
    return await _start(arguments, remote, 0)


async def _warm(arguments: argparse.Namespace, remote: Remote) -> Figures:
    """Start with what another process has left of the account."""
    return await _start(arguments, remote, arguments.devices)


async def _start(
    arguments: argparse.Namespace, remote: Remote, devices: int
) -> Figures:
    account = await remote.order("describe")
    wall, cpu = time.monotonic(), time.process_time()
    async with home_assistant(arguments.folder, account["base_url"]) as hass:
        figures = await _all_there(hass, devices, wall, cpu)
        await asyncio.sleep(1)
        return figures | {"memory": resident()}


async def _cold(arguments: argparse.Namespace, remote: Remote) -> Figures:
    """Add an account to a Home Assistant that has none."""
    account = await remote.order("describe")
    async with home_assistant(arguments.folder, account["base_url"]) as hass:
        wall, cpu = time.monotonic(), time.process_time()
        entry = await add_account(hass, account)
        figures = await _all_there(hass, arguments.devices, wall, cpu)
        figures["calls"] = entry.runtime_data.inventory.calls
        figures |= await _pushed(hass, entry, remote, account)
        registry = er.async_get(hass)
        entities = er.async_entries_for_config_entry(registry, entry.entry_id)
        return figures | {"enabled": sum(not it.disabled for it in entities)}


async def _tower(arguments: argparse.Namespace, remote: Remote) -> Figures:
    """Add many accounts, one after the other."""
    accounts = await remote.order("accounts")
    async with home_assistant(arguments.folder, accounts[0]["base_url"]) as hass:
        before = resident()
        wall, cpu = time.monotonic(), time.process_time()
        entries = [await add_account(hass, account) for account in accounts]
        figures = await _all_there(hass, arguments.devices, wall, cpu)
        figures["memory"] = resident() - before
        figures["sockets"] = len(await remote.order("sessions"))
        return figures | await _pushed(hass, entries[-1], remote, accounts[-1])


async def _all_there(
    hass: HomeAssistant, devices: int, wall: float, cpu: float
) -> Figures:
    """Wait until all devices are, and no state comes any more."""
    entries = hass.config_entries.async_entries(DOMAIN)
    async with asyncio.timeout(_LONGEST_SECONDS):
        while sum(len(it.runtime_data.data) for it in entries) < devices:  # noqa: ASYNC110 - nothing tells
            await asyncio.sleep(0.1)
    await hass.async_block_till_done()
    figures, states = {}, -1
    while states != (states := len(hass.states.async_entity_ids())):
        figures = {
            "start": time.monotonic() - wall,
            "start_cpu": time.process_time() - cpu,
        }
        await asyncio.sleep(0.5)
    return figures


async def _pushed(
    hass: HomeAssistant,
    entry: ConfigEntry,
    remote: Remote,
    account: Mapping[str, str],
) -> Figures:
    """Return what pushes to an account cost, and the floor in turns with them."""
    for each in hass.config_entries.async_entries(DOMAIN):
        await settled(hass, each)
    await asyncio.sleep(1)
    bench = PushBench(hass, entry, remote, QUICK)
    figures = await bench.run(account["base_url"])
    return {
        "push": figures["relay_cpu_ours"],
        "push_floor": figures["relay_cpu_floor"],
        "inside": figures["inside_ours"],
        "inside_floor": figures["inside_floor"],
    }


PARTS: Final = {"empty": _empty, "cold": _cold, "warm": _warm, "tower": _tower}


def main() -> None:
    """Measure, and write the figures."""
    run_part("large_worker", __doc__, PARTS)


if __name__ == "__main__":
    main()
