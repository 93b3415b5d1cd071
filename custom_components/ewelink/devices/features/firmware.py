"""The firmware that a device runs."""

from dataclasses import dataclass
from functools import cached_property
from typing import override

from .base import Feature


@dataclass(frozen=True, kw_only=True)
class Firmware(Feature):
    """The firmware of a device that tells which one it runs: ``Device.firmware``."""

    @cached_property
    @override
    def reads(self) -> frozenset[str]:
        """Return the keys of params that change what this feature shows."""
        return frozenset({"fwVersion"})
