"""Error numbers of the cloud."""

from enum import IntEnum
from typing import Any, override


class ErrorCode(IntEnum):
    """Numbers the cloud puts into `error`."""

    PARAMETERS = 400
    TOKEN_REPLACED = 401
    TOKEN_EXPIRED = 402
    NO_INTERFACE = 403
    NOT_FOUND = 405
    NO_PERMISSION = 406
    APPID_NOT_ALLOWED = 407
    QUOTA = 412
    SERVER = 500
    OFFLINE = 503
    NO_ANSWER = 504
    NOT_OBEYED = 4002
    WRONG_PASSWORD = 10001
    WRONG_CODE = 10002
    NO_SUCH_USER = 10003
    OTHER_REGION = 10004
    USER_EXISTS = 10009
    CODES_TOO_OFTEN = 10010
    ONLY_ONE_HOME = 20003
    GSM_NOT_TOLD = 30003
    ADDED_BY_ANOTHER = 30007
    NO_USER_TO_SHARE_WITH = 30008
    BAD_DEVICE_ID = 30010
    NO_FACTORY_DATA = 30011
    BAD_CHIPID = 30014
    BAD_DIGEST = 30015
    BRAND_NOT_ALLOWED = 30017
    NO_SUCH_DEVICE = 30018
    OFFLINE_IN_BATCH = 30022


class CloudError(Exception):
    """An answer with a number other than zero."""

    def __init__(
        self, error: int, msg: str = "", data: dict[str, Any] | None = None
    ) -> None:
        """Keep the parts of the envelope."""
        super().__init__(error, msg)
        self.error = int(error)
        self.msg = msg
        self.data = data or {}

    @override
    def __str__(self) -> str:
        """Return number and text."""
        return f"{self.error} {self.msg}"


class RefusedError(Exception):
    """A device does not take a command."""

    def __init__(self, error: int = ErrorCode.PARAMETERS) -> None:
        """Keep the number the device answers with."""
        super().__init__(error)
        self.error = int(error)
