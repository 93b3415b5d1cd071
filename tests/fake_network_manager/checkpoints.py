"""Checkpoints: what devices were on, and the way back to it."""

import asyncio
from contextlib import suppress

from dbus_fast import DBusError

from .errors import invalid_arguments
from .host import Host
from .model import Checkpoint


class Checkpoints:
    """Those that somebody made and did not destroy; each ends by itself in time."""

    def __init__(self, host: Host) -> None:
        """Begin with none."""
        self._host = host
        self._checkpoints: dict[str, Checkpoint] = {}
        self._timers: dict[str, asyncio.TimerHandle] = {}

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self._checkpoints)

    def create(self, devices: list[str], seconds: int) -> str:
        """Keep what devices are on; without a time for ever."""
        host = self._host
        kept = {path: host.device(path).active for path in devices}
        if any(kept.keys() & it.kept.keys() for it in self._checkpoints.values()):
            text = "device is already in a checkpoint"
            raise invalid_arguments(text)
        path = host.new_path("Checkpoint")
        profiles = {
            device: None if active is None else active.profile
            for device, active in kept.items()
        }
        self._checkpoints[path] = Checkpoint(path, profiles, seconds)
        if seconds:
            loop = asyncio.get_running_loop()
            self._timers[path] = loop.call_later(seconds, self.roll_back, path)
        return path

    def destroy(self, path: str) -> Checkpoint:
        """Leave all as it is."""
        if path not in self._checkpoints:
            text = "checkpoint does not exist"
            raise invalid_arguments(text)
        if (timer := self._timers.pop(path, None)) is not None:
            timer.cancel()
        return self._checkpoints.pop(path)

    def roll_back(self, path: str) -> dict[str, int]:
        """Put devices back; one that is gone cannot be."""
        results: dict[str, int] = {}
        for device_path, profile in self.destroy(path).kept.items():
            device = self._host.devices.get(device_path)
            results[device_path] = 0 if device is not None else 1
            if device is None:
                continue
            if profile is None:
                self._host.end(device)
                continue
            self._host.profiles.setdefault(profile.path, profile)
            with suppress(DBusError):
                self._host.activate(profile, device)
        return results

    def stop(self) -> None:
        """Stop the clocks."""
        for timer in self._timers.values():
            timer.cancel()
