"""What a pairing does, one after the other."""

from enum import StrEnum


class Stage(StrEnum):
    """A part of a pairing, in the order of a host that keeps its internet."""

    JOINING = "joining"
    READING = "reading"
    ADDING = "adding"
    SENDING = "sending"
    RETURNING = "returning"
    WAITING = "waiting"
