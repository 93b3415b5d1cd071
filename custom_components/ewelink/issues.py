"""What is wrong with an account, as repair issues that vanish when it is cured."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from enum import Enum, auto
from typing import Final

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import CALLBACK_TYPE, HomeAssistant, callback
from homeassistant.helpers import issue_registry as ir
from homeassistant.helpers.event import async_call_later

from .api.errors import (
    EwelinkAppIdError,
    EwelinkAppRefusedError,
    EwelinkContestedError,
    EwelinkError,
    EwelinkQuotaError,
)
from .const import APP_ID_URL, DOMAIN
from .devices.device import Device
from .inventory.list_read import Listed

CALM_SECONDS: Final = 600

APP_ID_NOT_ALLOWED: Final = "app_id_not_allowed"
APP_ID_REFUSED: Final = "app_id_refused"
CONTESTED: Final = "contested"
LIVE_READINGS_SILENT: Final = "live_readings_silent"
MANY_ENTITIES: Final = "many_entities"
MISSING_DEVICES: Final = "missing_devices"
NO_DEVICES: Final = "no_devices"
QUOTA_USED_UP: Final = "quota_used_up"
SONOFFLAN_FOUND: Final = "sonofflan_found"
VANISHED_DEVICES: Final = "vanished_devices"
WRONG_LOCAL_KEY: Final = "wrong_local_key"

_BY_ERROR: Final[tuple[tuple[type[EwelinkError], str], ...]] = (
    (EwelinkAppRefusedError, APP_ID_REFUSED),
    (EwelinkAppIdError, APP_ID_NOT_ALLOWED),
    (EwelinkQuotaError, QUOTA_USED_UP),
    (EwelinkContestedError, CONTESTED),
)
_CURED_BY_SUCCESS: Final = (APP_ID_NOT_ALLOWED, APP_ID_REFUSED, QUOTA_USED_UP)
_SEVERITIES: Final = {
    APP_ID_NOT_ALLOWED: ir.IssueSeverity.ERROR,
    APP_ID_REFUSED: ir.IssueSeverity.ERROR,
    CONTESTED: ir.IssueSeverity.WARNING,
    LIVE_READINGS_SILENT: ir.IssueSeverity.WARNING,
    MANY_ENTITIES: ir.IssueSeverity.WARNING,
    MISSING_DEVICES: ir.IssueSeverity.WARNING,
    NO_DEVICES: ir.IssueSeverity.WARNING,
    QUOTA_USED_UP: ir.IssueSeverity.ERROR,
    SONOFFLAN_FOUND: ir.IssueSeverity.WARNING,
    VANISHED_DEVICES: ir.IssueSeverity.WARNING,
    WRONG_LOCAL_KEY: ir.IssueSeverity.WARNING,
}
# Those that repairs.py can do something about.
FIXABLE: Final = frozenset({SONOFFLAN_FOUND, WRONG_LOCAL_KEY})


class Source(Enum):
    """What went well or wrong."""

    LIST = auto()
    CONNECTION = auto()
    TOKENS = auto()


class AccountIssues:
    """Turns what an account meets into issues."""

    def __init__(self, hass: HomeAssistant, entry: ConfigEntry) -> None:
        """Start without knowing of any trouble."""
        self._hass = hass
        self._entry = entry
        self._complaints: dict[Source, str] = {}
        self._cancel_calm: CALLBACK_TYPE | None = None
        self.is_silence_told = self.is_told(LIVE_READINGS_SILENT)

    @callback
    def async_failed(self, source: Source, err: EwelinkError) -> None:
        """Tell of an error that a user can do something about."""
        issue = next((name for kind, name in _BY_ERROR if isinstance(err, kind)), None)
        if issue is None or (issue == CONTESTED and source is Source.TOKENS):
            # A session that goes on is not taken, whatever a renewal in time says.
            return
        before = self._complaints.get(source)
        self._complaints[source] = issue
        self._create(issue)
        if before is not None and before not in self._complaints.values():
            self._delete(before)

    @callback
    def async_succeeded(self, source: Source) -> None:
        """Withdraw what a success disproves.

        A list proves that calls are allowed; others only what they complained of.
        """
        before = self._complaints.pop(source, None)
        for issue in _CURED_BY_SUCCESS:
            is_proof = source is Source.LIST or issue == before
            if is_proof and issue not in self._complaints.values():
                self._delete(issue)

    @callback
    def async_connected(self) -> None:
        """Withdraw what this disproves, in a while also that the session was taken."""
        self.async_succeeded(Source.CONNECTION)
        self.async_stop()
        self._cancel_calm = async_call_later(self._hass, CALM_SECONDS, self._async_calm)

    @callback
    def async_sign_in_refused(self) -> None:
        """Withdraw what was told of a session that is dead: a sign-in cures it."""
        self._complaints.pop(Source.CONNECTION, None)
        self._complaints.pop(Source.LIST, None)
        self._delete(CONTESTED)

    @callback
    def _async_calm(self, _now: datetime) -> None:
        self._cancel_calm = None
        self._delete(CONTESTED)

    @callback
    def async_listed(self, listed: Listed) -> None:
        """Compare what the cloud listed with what it counts, groups included."""
        issue = None
        if listed.received < listed.total:
            issue = MISSING_DEVICES if listed.received else NO_DEVICES
            self._create(issue, **_counts(listed))
        for other in {MISSING_DEVICES, NO_DEVICES} - {issue}:
            self._delete(other)

    @callback
    def async_doubtful(self, doubtful: Listed | None) -> None:
        """Tell that a list lacks too many devices to be believed at once, or none."""
        if doubtful is None:
            self._delete(VANISHED_DEVICES)
        else:
            self._create(VANISHED_DEVICES, **_counts(doubtful))

    @callback
    def async_live_readings_silent(self, device: Device) -> None:
        """Tell that a meter agreed to report, and that nothing came."""
        self.is_silence_told = True
        self._create(LIVE_READINGS_SILENT, device=device.name)

    @callback
    def async_live_readings_arrived(self) -> None:
        """Withdraw that none arrive."""
        if self.is_silence_told:
            self.is_silence_told = False
            self._delete(LIVE_READINGS_SILENT)

    @callback
    def async_wrong_local_keys(self, devices: Sequence[str]) -> None:
        """Tell of which devices the key does not open what they say, if of any."""
        if devices:
            self._create(WRONG_LOCAL_KEY, devices=", ".join(devices))
        else:
            self._delete(WRONG_LOCAL_KEY)

    @callback
    def async_sonofflan(self, *, is_beside: bool) -> None:
        """Tell that SonoffLAN runs devices of this account as well, or not."""
        if is_beside:
            self._create(SONOFFLAN_FOUND)
        else:
            self._delete(SONOFFLAN_FOUND)

    def is_told(self, issue: str) -> bool:
        """Return whether the user was told, which may have been before a reload."""
        issue_id = _issue_id(issue, self._entry.entry_id)
        return ir.async_get(self._hass).async_get_issue(DOMAIN, issue_id) is not None

    @callback
    def async_stop(self) -> None:
        """Stop waiting."""
        if self._cancel_calm is not None:
            self._cancel_calm()
            self._cancel_calm = None

    def _create(self, issue: str, **placeholders: str) -> None:
        ir.async_create_issue(
            self._hass,
            DOMAIN,
            _issue_id(issue, self._entry.entry_id),
            data={"entry_id": self._entry.entry_id},
            is_fixable=issue in FIXABLE,
            severity=_SEVERITIES[issue],
            translation_key=issue,
            translation_placeholders={
                "account": self._entry.title,
                "app_id_url": APP_ID_URL,
                **placeholders,
            },
        )

    def _delete(self, issue: str) -> None:
        issue_id = _issue_id(issue, self._entry.entry_id)
        ir.async_delete_issue(self._hass, DOMAIN, issue_id)


@callback
def async_delete_issues(hass: HomeAssistant, entry_id: str, *issues: str) -> None:
    """Delete issues of an account, all unless some are named."""
    for issue in issues or _SEVERITIES:
        ir.async_delete_issue(hass, DOMAIN, _issue_id(issue, entry_id))


@callback
def async_tell_disabled(hass: HomeAssistant, disabled: int, limit: int) -> None:
    """Tell how many entities of all accounts were too many to be enabled, if any."""
    if not disabled:
        ir.async_delete_issue(hass, DOMAIN, MANY_ENTITIES)
        return
    ir.async_create_issue(
        hass,
        DOMAIN,
        MANY_ENTITIES,
        is_fixable=False,
        severity=_SEVERITIES[MANY_ENTITIES],
        translation_key=MANY_ENTITIES,
        translation_placeholders={"disabled": str(disabled), "limit": str(limit)},
    )


def _counts(listed: Listed) -> dict[str, str]:
    return {key: str(count) for key, count in asdict(listed).items()}


def _issue_id(issue: str, entry_id: str) -> str:
    return f"{issue}_{entry_id}"
