"""What a pairing does, one after the other."""

from enum import StrEnum


class Stage(StrEnum):
    """The parts of a pairing, in their order where the host keeps its internet."""

    JOINING = "joining"
    READING = "reading"
    ADDING = "adding"
    SENDING = "sending"
    RETURNING = "returning"
    WAITING = "waiting"
