"""The client's errors in Home Assistant's words."""

from typing import Final

from homeassistant.exceptions import (
    ConfigEntryAuthFailed,
    HomeAssistantError,
    ServiceValidationError,
)
from homeassistant.helpers.update_coordinator import UpdateFailed

from .api.errors import (
    EwelinkAppIdError,
    EwelinkAppRefusedError,
    EwelinkAuthError,
    EwelinkCodeError,
    EwelinkConnectionError,
    EwelinkContestedError,
    EwelinkDeviceOfflineError,
    EwelinkError,
    EwelinkLaterError,
    EwelinkNoAnswerError,
    EwelinkQuotaError,
    EwelinkRateLimitError,
    EwelinkRefusedError,
    EwelinkSignatureError,
    EwelinkTimeoutError,
    EwelinkUndeliveredError,
    EwelinkWrongKeyError,
)
from .const import DOMAIN
from .devices.features import FeatureError

LIST_RETRY_SECONDS: Final = 60
LIST_RETRY_DOUBLINGS: Final = 6

_KEYS: tuple[tuple[type[EwelinkError], str], ...] = (
    (EwelinkDeviceOfflineError, "device_offline"),
    (EwelinkNoAnswerError, "no_answer"),
    (EwelinkTimeoutError, "timed_out"),
    (EwelinkConnectionError, "cannot_connect"),
    (EwelinkAuthError, "sign_in_refused"),
    (EwelinkAppRefusedError, "app_id_refused"),
    (EwelinkAppIdError, "app_id_not_allowed"),
    (EwelinkCodeError, "code_refused"),
    (EwelinkContestedError, "contested"),
    (EwelinkQuotaError, "quota_used_up"),
    (EwelinkRateLimitError, "limited"),
    (EwelinkSignatureError, "signature_refused"),
)


# What a command can meet, in words that name the device.
_DEVICE_KEYS: Final[tuple[tuple[type[EwelinkError], str], ...]] = (
    (EwelinkUndeliveredError, "device_not_local"),
    (EwelinkRefusedError, "device_refused_locally"),
    (EwelinkWrongKeyError, "device_wrong_key"),
    (EwelinkDeviceOfflineError, "device_offline"),
    (EwelinkNoAnswerError, "no_answer"),
    (EwelinkTimeoutError, "device_timed_out"),
    (EwelinkConnectionError, "device_cannot_connect"),
)


def translation_key(err: EwelinkError) -> str:
    """Return the key of the text that tells a user what went wrong."""
    return next((key for kind, key in _KEYS if isinstance(err, kind)), "refused")


def setup_error(err: EwelinkError) -> HomeAssistantError:
    """Return what setup and reads of the list raise: reauth, or try again later."""
    is_refused = isinstance(err, EwelinkAuthError)
    kind: type[HomeAssistantError] = (
        ConfigEntryAuthFailed if is_refused else UpdateFailed
    )
    return kind(
        translation_domain=DOMAIN,
        translation_key=translation_key(err),
        translation_placeholders={"code": str(err.code)},
    )


def list_error(err: EwelinkError, failures: int) -> UpdateFailed:
    """Return what a read of the list raises, with a time to the next try that grows."""
    asked = err.retry_after if isinstance(err, EwelinkLaterError) else 0
    doublings = min(failures, LIST_RETRY_DOUBLINGS)
    return UpdateFailed(
        translation_domain=DOMAIN,
        translation_key=translation_key(err),
        translation_placeholders={"code": str(err.code)},
        retry_after=max(asked, LIST_RETRY_SECONDS * 2**doublings),
    )


def command_error(err: EwelinkError, device_name: str) -> HomeAssistantError:
    """Return what a command raises that did not happen; it names the device."""
    keys = (key for kind, key in _DEVICE_KEYS if isinstance(err, kind))
    return HomeAssistantError(
        translation_domain=DOMAIN,
        translation_key=next(keys, "device_refused"),
        translation_placeholders={"device": device_name, "code": str(err.code)},
    )


def group_error(err: EwelinkError, group_name: str) -> HomeAssistantError:
    """Return what a command to a group raises: the cloud did not take it."""
    if (key := translation_key(err)) == "refused":
        key = "device_refused"
    return HomeAssistantError(
        translation_domain=DOMAIN,
        translation_key=key,
        translation_placeholders={"device": group_name, "code": str(err.code)},
    )


def value_error(err: FeatureError, device_name: str) -> ServiceValidationError:
    """Return what a command raises that the device's present state rules out."""
    return ServiceValidationError(
        translation_domain=DOMAIN,
        translation_key=err.reason,
        translation_placeholders={"device": device_name},
    )
