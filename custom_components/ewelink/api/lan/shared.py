"""What all devices of the local network share."""

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import Any

from ..wire import Params
from .hosts import Hosts
from .http import Sequence
from .timing import LanTiming, Monotonic

type StartTask = Callable[[Coroutine[Any, Any, Params]], asyncio.Task[Params]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shared:
    """What requests are made with; ``start_task`` runs what nobody may wait for."""

    start_task: StartTask
    hosts: Hosts
    sequence: Sequence
    clock: Monotonic
    timing: LanTiming
