"""What can go wrong between us and the cloud, as typed exceptions."""

from typing import Final


class EwelinkError(Exception):
    """Base of everything this package raises; never carries a secret."""

    def __init__(self, message: str, *, code: int | None = None) -> None:
        """Keep the vendor's error number beside the message."""
        super().__init__(message)
        self.code = code


class EwelinkConnectionError(EwelinkError):
    """The cloud could not be reached, or answered with something unreadable."""


class EwelinkTimeoutError(EwelinkConnectionError):
    """An answer did not come in time."""


class EwelinkNotSentError(EwelinkError):
    """Nothing was sent, so it counts for nothing."""


class EwelinkNotConnectedError(EwelinkConnectionError, EwelinkNotSentError):
    """There is no connection to send on."""


class EwelinkAuthError(EwelinkError):
    """The token was refused and cannot be renewed."""


class EwelinkReplacedError(EwelinkAuthError):
    """Another sign-in of the account with the same APPID ended this one."""


class EwelinkWrongPasswordError(EwelinkAuthError):
    """The account exists, the password is another."""


class EwelinkUnknownUserError(EwelinkAuthError):
    """No region knows this user."""


class EwelinkSignatureError(EwelinkError):
    """A signed call was refused: wrong app secret, or an ill-formed field."""


class EwelinkAppIdError(EwelinkError):
    """The APPID may not do this."""


class EwelinkAppRefusedError(EwelinkAppIdError):
    """The APPID is refused altogether, though it worked before."""


class EwelinkCodeError(EwelinkError):
    """No region takes the code of the sign-in page, which lives 30 seconds."""


class EwelinkQuotaError(EwelinkError):
    """The monthly quota of the APPID is used up."""


class EwelinkLaterError(EwelinkError):
    """Nothing is sent now, for a reason of our own."""

    def __init__(self, message: str, *, retry_after: float) -> None:
        """Keep the seconds after which it may be tried again."""
        super().__init__(message)
        self.retry_after = retry_after


class EwelinkRateLimitError(EwelinkLaterError):
    """Our own limiter refuses, to keep the vendor's limits."""


class EwelinkContestedError(EwelinkLaterError):
    """Another client took the session again, and ours gives way for a while."""


class EwelinkResponseError(EwelinkError):
    """The cloud refused a call for a reason without a class of its own."""


class EwelinkRegionError(EwelinkResponseError):
    """The account lives in another region, which the cloud named."""

    def __init__(self, region: str | None) -> None:
        """Keep the region, when the cloud named one."""
        super().__init__("the account lives in another region", code=OTHER_REGION)
        self.region = region


class EwelinkCommandError(EwelinkError):
    """The device did not obey."""


class EwelinkDeviceOfflineError(EwelinkCommandError):
    """The device is not connected to the cloud."""


class EwelinkKnownOfflineError(EwelinkDeviceOfflineError, EwelinkNotSentError):
    """The device is known to be offline, so it is not asked."""


class EwelinkNoAnswerError(EwelinkCommandError):
    """The device did not answer; it may have obeyed all the same."""


class EwelinkRefusedError(EwelinkCommandError):
    """The device does not do this in the local network; by the cloud it may."""


class EwelinkWrongKeyError(EwelinkCommandError):
    """The device has another key than the one that the list told."""


class EwelinkMalformedError(EwelinkError):
    """A device in the local network tells something that no key can open."""


class EwelinkUndeliveredError(EwelinkConnectionError, EwelinkNotSentError):
    """Nothing reached the device in the local network."""


class EwelinkBusyError(EwelinkUndeliveredError):
    """The device is there, and took no connection, however often it was tried."""


OTHER_REGION: Final = 10004

_CALL_ERRORS: Final[dict[int, type[EwelinkError]]] = {
    401: EwelinkReplacedError,
    402: EwelinkAuthError,
    406: EwelinkReplacedError,
    407: EwelinkAppIdError,
    412: EwelinkQuotaError,
    10001: EwelinkWrongPasswordError,
    10003: EwelinkUnknownUserError,
    10014: EwelinkWrongPasswordError,
}

_COMMAND_ERRORS: Final[dict[int, type[EwelinkCommandError]]] = {
    503: EwelinkDeviceOfflineError,
    504: EwelinkNoAnswerError,
}


def call_error(code: int) -> EwelinkError:
    """Return the exception for the error number of an HTTP or socket call."""
    if 500 <= code < 600:  # noqa: PLR2004
        return EwelinkConnectionError(f"the cloud failed ({code})", code=code)
    kind = _CALL_ERRORS.get(code, EwelinkResponseError)
    return kind(f"the cloud refused the call ({code})", code=code)


def command_error(code: int | None) -> EwelinkCommandError:
    """Return the exception for the error number of a device's answer."""
    kind = EwelinkCommandError if code is None else _COMMAND_ERRORS.get(code)
    return (kind or EwelinkCommandError)(f"the device refused ({code})", code=code)


def may_be_obeyed(err: EwelinkError) -> bool:
    """Return whether a command was sent that failed so, and was never answered."""
    if isinstance(err, EwelinkNotSentError):
        return False
    if isinstance(err, EwelinkDeviceOfflineError):
        return err.code is None
    return isinstance(err, EwelinkNoAnswerError | EwelinkConnectionError)
