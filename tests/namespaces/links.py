"""Interfaces of a namespace, by the system's own program."""

import asyncio
import json
from pathlib import Path
import subprocess
from typing import Any


def ip(*words: str) -> str:
    """Run `ip`."""
    done = subprocess.run(  # noqa: S603
        ["ip", *words],  # noqa: S607
        check=True,
        capture_output=True,
        text=True,
    )
    return done.stdout


def bring_up(interface: str, address: str) -> None:
    """Give an interface an address, and open it."""
    ip("address", "add", address, "dev", interface)
    ip("link", "set", interface, "up")


def cable(near: str, far: str, process: int) -> None:
    """Lay a cable to the namespace of a process."""
    ip("link", "add", near, "type", "veth", "peer", "name", far)
    ip("link", "set", far, "netns", str(process))
    ip("link", "set", near, "up")


def addresses(interface: str) -> list[str]:
    """Return the IPv4 addresses of an interface."""
    shown = ip("-j", "-4", "address", "show", interface)
    found: list[dict[str, Any]] = json.loads(shown)
    return [it["local"] for device in found for it in device.get("addr_info", ())]


async def in_namespace_of_its_own(process: int) -> None:
    """Wait until a process has left our namespace."""
    own = _namespace("self")
    while _namespace(str(process)) == own:  # noqa: ASYNC110
        await asyncio.sleep(0.01)


def _namespace(process: str) -> str:
    return str(Path(f"/proc/{process}/ns/net").readlink())
