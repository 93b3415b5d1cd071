"""A device on the bench: told, touched and left alone, without a cloud."""

import pytest

from tests.simulator.errors import RefusedError
from tests.simulator.kinds import kind
from tests.simulator.wire import Json, merge

NOW = 1_764_000_000.0


class Bench:
    """A device of a type; what it reports is merged, as the cloud does."""

    def __init__(self, uiid: int, **params: object) -> None:
        """Unpack it, with params of its own."""
        row = kind(uiid)
        self.params: Json = {**row.params, **params}
        self.behaviour = row.behaviour()
        self.heard: Json = {}

    def tell(self, **changes: object) -> list[Json]:
        """Command it; return what it reports. Others `heard` the command."""
        reply = self.behaviour.command(self.params, changes)
        self.heard = {**reply.changes, **reply.passing}
        merge(self.params, reply.changes)
        return self._reported(reply.reports)

    def refuses(self, **changes: object) -> bool:
        """Return True when it refuses a command, and nothing changed."""
        before = dict(self.params)
        with pytest.raises(RefusedError):
            self.tell(**changes)
        return self.params == before

    def ignores(self, **changes: object) -> bool:
        """Return True when it takes a command and does nothing about it."""
        before = dict(self.params)
        reports = self.tell(**changes)
        return (self.params, reports, self.heard) == (before, [], {})

    def wait(self, seconds: int) -> list[Json]:
        """Let time pass, a second at a time; return what it reports."""
        reports = []
        for _ in range(seconds):
            made = self.behaviour.tick(self.params, 1.0, NOW)
            reports += self._reported(made)
        return reports

    def press(self, button: str = "0") -> Json:
        """Press one of its buttons; return what it reports."""
        assert button in self.behaviour.buttons(self.params)
        [report] = self._reported([self.behaviour.press(self.params, button, NOW)])
        return report

    def turn(self, handle: str, value: float) -> Json:
        """Turn something on it; return what it reports."""
        found = self.behaviour.handles(self.params)[handle]
        assert found.low <= value <= found.high
        report = self.behaviour.turn(self.params, handle, value, NOW)
        [report] = self._reported([report])
        return report

    def looks(self) -> list[str]:
        """Return what one sees of it."""
        return [look.text for look in self.behaviour.looks(self.params)]

    def _reported(self, reports: list[Json]) -> list[Json]:
        for report in reports:
            merge(self.params, report)
        return reports
