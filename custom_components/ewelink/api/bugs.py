"""What a bug of ours does to the connection: no more than a failure would."""

from collections.abc import Callable, Generator
from contextlib import contextmanager
import logging
from traceback import format_tb

from .errors import EwelinkConnectionError, EwelinkError

_LOGGER = logging.getLogger(__name__)


class EwelinkBugError(EwelinkConnectionError):
    """Something was raised that nobody meant to raise; what, is in the log."""


def traceback_of(error: BaseException) -> str:
    """Return where an error came from, without its text, which may tell anything."""
    return f"{type(error).__name__} in:\n{''.join(format_tb(error.__traceback__))}"


@contextmanager
def bugs_as_failures(before: EwelinkError | None = None) -> Generator[None]:
    """Raise EwelinkBugError for a bug, and log it, unless that was so `before`, too."""
    try:
        yield
    except EwelinkError:
        raise
    except Exception as err:  # noqa: BLE001 - it goes on as what callers expect
        if not isinstance(before, EwelinkBugError):
            _LOGGER.error("Connecting again after an unexpected %s", traceback_of(err))  # noqa: TRY400 - without its text
        message = f"unexpected {type(err).__name__}"
        raise EwelinkBugError(message) from None


def tell[*Told](listener: Callable[[*Told], None], *told: *Told) -> None:
    """Call a listener; a bug of its own is logged, and stops nobody else."""
    try:
        listener(*told)
    except Exception as err:  # noqa: BLE001 - it must not stop what it is told of
        _LOGGER.error("Ignored an unexpected %s", traceback_of(err))  # noqa: TRY400 - without its text
