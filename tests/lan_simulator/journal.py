"""What the devices received: requests, questions, and rules that were not kept."""

from dataclasses import asdict, dataclass, field
import time
from typing import Any, Final

from zeroconf import DNSIncoming  # type: ignore[attr-defined]

from tests.simulator.wire import Json

from .device import LocalDevice
from .exchange import ROOT, Answer, Request

PAUSE: Final = 0.2


@dataclass(kw_only=True)
class Received:
    """A request; times are those of the monotonic clock, which all processes share.

    `error` is None when there was no answer in JSON, or none at all.
    """

    device: str
    connected_at: float
    at: float
    path: str
    body: str
    data: Any
    error: int | None


@dataclass
class Journal:
    """Everything that was received, oldest first."""

    requests: list[Received] = field(default_factory=list)
    questions: list[Json] = field(default_factory=list)
    violations: list[Json] = field(default_factory=list)
    resets: dict[str, int] = field(default_factory=dict)
    _sequences: dict[str, int] = field(default_factory=dict)
    _last: dict[str, float] = field(default_factory=dict)

    def received(
        self, device: LocalDevice, request: Request, connected: float, answer: Answer
    ) -> None:
        """Keep a request, and note what is wrong with it."""
        body = request.body.decode(errors="replace")
        item = Received(
            device=device.id,
            connected_at=connected,
            at=time.monotonic(),
            path=request.target.removeprefix(ROOT),
            body=body,
            data=answer.data,
            error=answer.error,
        )
        self.requests.append(item)
        self._check_sequence(device, answer.sequence)
        for breach in answer.breaches:
            self.note(device, breach)
        pause = max(PAUSE, *(it.family.pause for it in (device, *device.children)))
        if connected - self._last.get(device.id, 0) < pause:
            self.note(device, f"less than {pause} s after the last request")

    def answered(self, device: LocalDevice) -> None:
        """Remember when a device was done with a request."""
        self._last[device.id] = time.monotonic()

    def _check_sequence(self, device: LocalDevice, sequence: Any) -> None:
        if not (isinstance(sequence, str) and sequence.isdigit()):
            return
        if int(sequence) <= self._sequences.get(device.id, -1):
            self.note(device, f"sequence {sequence} does not rise")
        self._sequences[device.id] = int(sequence)

    def asked(self, question: DNSIncoming) -> None:
        """Keep a question of multicast DNS."""
        item = {
            "at": time.monotonic(),
            "names": [it.name for it in question.questions],
            "types": [it.type for it in question.questions],
            "known": len(question.answers()),
        }
        self.questions.append(item)

    def reset(self, device: LocalDevice) -> None:
        """Count a request that was reset."""
        self.resets[device.id] = self.resets.get(device.id, 0) + 1

    def note(self, device: LocalDevice, what: str) -> None:
        """Note a rule that was not kept."""
        violation = {"device": device.id, "at": time.monotonic(), "what": what}
        self.violations.append(violation)

    def clear(self) -> None:
        """Forget what was received."""
        self.requests.clear()
        self.questions.clear()
        self.violations.clear()
        self.resets.clear()

    def shown(self) -> list[Json]:
        """Return the requests."""
        return [asdict(item) for item in self.requests]
