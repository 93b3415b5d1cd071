"""What is posted to a device for one step of a command, or for a question."""

from dataclasses import dataclass, field
from typing import Final

from .confirmations import Awaited
from .crypto import LanKey
from .http import LanRequest, request_body
from .paths import Step, is_slow
from .shared import Shared

_CHILD: Final = "subDevId"


@dataclass(frozen=True, slots=True)
class Addressee:
    """Who is asked: the device itself, or its parent, which asks the ``child_id``.

    Without a ``key`` that is in the clear.
    """

    device_id: str
    child_id: str | None
    key: LanKey | None = field(repr=False)


def request_of(
    step: Step,
    addressee: Addressee,
    shared: Shared,
    *,
    is_repeatable: bool,
    awaited: Awaited | None = None,
) -> LanRequest:
    """Return a request.

    It is made when it is sent, as the sequences of requests rise in that order, and as
    no report from before that proves anything.
    """
    if awaited is not None:
        awaited.is_sent = True
    timing = shared.timing
    child_id = addressee.child_id
    data = step.data if child_id is None else {**step.data, _CHILD: child_id}
    sequence = shared.sequence.next()
    return LanRequest(
        path=step.path,
        body=request_body(addressee.device_id, data, addressee.key, sequence),
        is_repeatable=is_repeatable,
        shown=None if awaited is None else awaited.shown,
        answer_seconds=timing.slow_answer if is_slow(step.path) else timing.answer,
    )
