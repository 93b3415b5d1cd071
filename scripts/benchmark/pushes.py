"""What a push costs: ours, and the floor in turns with it."""

from collections.abc import Callable, Mapping
from contextlib import AsyncExitStack
from dataclasses import dataclass
import gc
from itertools import count, cycle, islice
from statistics import median, quantiles
import time
from typing import Final

import orjson

from custom_components.ewelink.api.messages import parse_message
from homeassistant.config_entries import ConfigEntry
from homeassistant.core import HomeAssistant

from .floor import (
    ATTRIBUTES,
    BareSwitch,
    bare_client,
    bare_entities,
    floor_ids,
    read_entities,
    read_states,
)
from .remote import Remote
from .watch import watching

PACE: Final = 0.004
_PERCENT: Final = 100


@dataclass(frozen=True, kw_only=True)
class Effort:
    """How much is measured: rounds, and pushes in each."""

    rounds: int
    paced: int
    burst: int


FULL: Final = Effort(rounds=20, paced=50, burst=800)
QUICK: Final = Effort(rounds=6, paced=50, burst=800)


@dataclass(frozen=True, kw_only=True)
class Pushes:
    """Some pushes; times in microseconds."""

    late: list[float]
    cpu: float
    rate: float


class Tally:
    """What all rounds of one kind of push came to."""

    def __init__(self) -> None:
        """Start with none."""
        self._late: list[float] = []
        self._cpu: list[float] = []
        self._burst_cpu: list[float] = []
        self._rate: list[float] = []

    def add(self, paced: Pushes, burst: Pushes) -> None:
        """Add a round."""
        self._late += paced.late
        self._cpu.append(paced.cpu)
        self._burst_cpu.append(burst.cpu)
        self._rate.append(burst.rate)

    def figures(self, kind: str, target: str) -> dict[str, float]:
        """Return the medians of the rounds, and the latency of all pushes."""
        return {
            f"{kind}_p50_{target}": median(self._late),
            f"{kind}_p95_{target}": quantiles(self._late, n=_PERCENT)[94],
            f"{kind}_cpu_{target}": median(self._cpu),
            f"{kind}_burst_cpu_{target}": median(self._burst_cpu),
            f"{kind}_rate_{target}": median(self._rate),
        }


class PushBench:
    """Lets the cloud push to us and to the floor."""

    def __init__(
        self, hass: HomeAssistant, entry: ConfigEntry, remote: Remote, effort: Effort
    ) -> None:
        """Use an account that is connected."""
        self._hass = hass
        self._entry = entry
        self._remote = remote
        self._effort = effort

    async def run(self, url: str) -> dict[str, float]:
        """Return the figures of ours and of those beside us."""
        sessions = {"ours": await self._newest_session()}
        async with AsyncExitStack() as clients:
            for target, read in (("floor", read_states), ("entity", read_entities)):
                client = bare_client(self._hass, self._entry, url, read)
                await clients.enter_async_context(client)
                sessions[target] = await self._newest_session()
            figures = await self._compare("relay", sessions)
            del sessions["entity"]
            figures |= await self._compare("sensor", sessions)
        return figures | await self._inside()

    async def run_mixed(self) -> dict[str, float]:
        """Return what pushes to relays, lights, covers and remotes of a home cost."""
        session = await self._newest_session()
        orders = {
            kind: {"target": "ours", "session": session, "kind": kind}
            for kind in ("relay", "light", "cover", "press")
        }
        return await self._take_turns(
            {f"mixed_{kind}": order for kind, order in orders.items()}
        )

    async def _newest_session(self) -> int:
        sessions: list[int] = await self._remote.order("sessions")
        return sessions[-1]

    async def _compare(self, kind: str, sessions: dict[str, int]) -> dict[str, float]:
        """Return the figures of one kind of push, to ours and to the others."""
        orders: dict[str, dict[str, object]] = {
            f"{kind}_{target}": {"target": target, "session": session, "kind": kind}
            for target, session in sessions.items()
        }
        return await self._take_turns(orders)

    async def _take_turns(
        self, orders: Mapping[str, Mapping[str, object]]
    ) -> dict[str, float]:
        """Let some kinds of push take turns, so that all meet the same noise."""
        effort = self._effort
        tallies = {name: Tally() for name in orders}
        for number in range(effort.rounds + 1):
            gc.collect()
            # Whoever comes first finds colder caches.
            turns = list(orders.items())[:: 1 if number % 2 else -1]
            for name, order in turns:
                paced = await self._push(order, effort.paced, PACE)
                burst = await self._push(order, effort.burst, 0)
                if number:
                    tallies[name].add(paced, burst)
        figures: dict[str, float] = {}
        for name, tally in tallies.items():
            figures |= tally.figures(*name.rsplit("_", 1))
        return figures

    async def _push(
        self, order: Mapping[str, object], number: int, pace: float
    ) -> Pushes:
        with watching(self._hass) as watch:
            started = time.process_time_ns()
            sent = await self._remote.order("push", **order, count=number, pace=pace)
            await watch.wait(number)
            cpu = time.process_time_ns() - started
        came = watch.times
        if len(came) != number:
            raise RuntimeError(f"{number} pushes changed {len(came)} states")
        return Pushes(
            late=[(at - since) / 1e3 for since, at in zip(sent, came, strict=True)],
            cpu=cpu / number / 1e3,
            rate=number / (came[-1] - sent[0]) * 1e9,
        )

    async def _inside(self) -> dict[str, float]:
        """Compare our handler alone with the setting of states alone."""
        number = self._effort.burst
        bare = await bare_entities(self._hass, len(floor_ids(self._entry)))
        ours, floor, entity = [], [], []
        for _ in range(self._effort.rounds):
            reports = await self._remote.order("reports", kind="relay", count=number)
            ours.append(_each(self._handle, [report.encode() for report in reports]))
            floor.append(self._set_states(number))
            entity.append(
                _each(BareSwitch.toggle_state, list(islice(cycle(bare), number)))
            )
        return {
            "inside_ours": median(ours),
            "inside_floor": median(floor),
            "inside_entity": median(entity),
        }

    def _handle(self, frame: bytes) -> None:
        if (message := parse_message(orjson.loads(frame))) is not None:
            handle = self._entry.runtime_data._async_handle_message  # noqa: SLF001 - past the network
            handle(message)

    def _set_states(self, number: int) -> float:
        async_set = self._hass.states.async_set
        entity_ids = islice(cycle(floor_ids(self._entry).values()), number)
        values = count(time.monotonic_ns())
        return _each(
            lambda it: async_set(it, str(next(values)), ATTRIBUTES), list(entity_ids)
        )


def _each[ItemT](func: Callable[[ItemT], None], items: list[ItemT]) -> float:
    """Return the microseconds that each call takes."""
    gc.collect()
    started = time.perf_counter_ns()
    for item in items:
        func(item)
    return (time.perf_counter_ns() - started) / len(items) / 1e3
