"""Commands to the groups that an account has made in the app.

One call reaches all members; the cloud ignores who is offline or fails, so that its
answer says nothing of them (docs/protocol.md, "Groups").
"""

from typing import Final

from .client import EwelinkClient
from .wire import Params

_GROUP: Final = 2


async def command_group(client: EwelinkClient, group_id: str, params: Params) -> None:
    """Send params to all members of a group. Raises EwelinkError."""
    body: Params = {"type": _GROUP, "id": group_id, "params": params}
    await client.call("POST", "/v2/device/thing/status", body=body)
