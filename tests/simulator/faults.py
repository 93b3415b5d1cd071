"""Answers planned by a test: errors, statuses and delays of interfaces."""

from dataclasses import dataclass, field

ANY = "*"


@dataclass(kw_only=True)
class Fault:
    """How the next calls of an interface are answered."""

    interface: str
    status: int = 200
    error: int | None = None
    body: str | None = None
    times: int | None = 1
    data: dict[str, object] = field(default_factory=dict)


class Faults:
    """The list of planned faults and delays."""

    def __init__(self) -> None:
        """Plan nothing."""
        self.planned: list[Fault] = []
        self.delays: dict[str, float] = {}

    def take(self, interface: str) -> Fault | None:
        """Return the fault for a call and count it."""
        for fault in self.planned:
            if fault.interface not in {interface, ANY}:
                continue
            if fault.times is not None:
                fault.times -= 1
                if fault.times <= 0:
                    self.planned.remove(fault)
            return fault
        return None

    def delay(self, interface: str) -> float:
        """Return how long an answer is held back."""
        return self.delays.get(interface, self.delays.get(ANY, 0.0))

    def clear(self) -> None:
        """Forget all plans."""
        self.planned.clear()
        self.delays.clear()
