"""Gates, which tell no position but the closed one."""

from dataclasses import dataclass
from typing import override

from ...api.wire import ReadOnlyParams
from ..values import number
from .cover import CLOSED, OPEN, STILL, Course, Cover, Movement, Stand


@dataclass(frozen=True, kw_only=True)
class Gate(Cover):
    """A gate that only tells whether it is closed: 0, or 1 anywhere else.

    It tells 1 as it begins to open, and again when it has.
    """

    @override
    def stand(self, params: ReadOnlyParams) -> Stand:
        """Return where the gate stands."""
        told = number(params.get(self.position))
        if told is None:
            return Stand(None, None)
        return (
            Stand(CLOSED, is_closed=True) if told == 0 else Stand(None, is_closed=False)
        )

    @override
    def _reported(self, message: ReadOnlyParams, was: Stand, course: Course) -> Course:
        match self.stand(message).is_closed:
            case None:
                return super()._reported(message, was, course)
            case True:
                return STILL
        if was.is_closed:
            return Course(Movement.OPENING, OPEN)
        return STILL if course.movement is Movement.OPENING else course
