"""What can go wrong on the bus; never carries what was said there."""


class BusError(Exception):
    """Base of what the bus raises."""


class CallError(BusError):
    """A call was refused, or not answered; its text is the error's name."""


class BusLostError(BusError):
    """There is no connection to the bus."""
