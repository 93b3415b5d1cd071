"""What is posted to a device for one step of a command, or for a question."""

from dataclasses import dataclass
from typing import Final

from .crypto import LanKey
from .http import LanRequest, request_body
from .paths import Step, answer_seconds
from .shared import Shared

_CHILD: Final = "subDevId"


@dataclass(frozen=True, slots=True)
class Addressee:
    """Who is asked: the device itself, or its parent, which asks the ``child_id``."""

    device_id: str
    child_id: str | None = None


def request_of(
    step: Step,
    addressee: Addressee,
    key: LanKey | None,
    shared: Shared,
    *,
    is_repeatable: bool,
) -> LanRequest:
    """Return a request, in the clear where there is no key.

    It is made when it is sent, as the sequences of requests rise in that order.
    """
    child_id = addressee.child_id
    data = step.data if child_id is None else {**step.data, _CHILD: child_id}
    sequence = shared.sequence.next()
    return LanRequest(
        path=step.path,
        body=request_body(addressee.device_id, data, key, sequence),
        is_repeatable=is_repeatable,
        answer_seconds=answer_seconds(step.path, shared.timing.answer),
    )
