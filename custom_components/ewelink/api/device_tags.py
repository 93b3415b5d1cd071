"""The tags of a device, where the app keeps the names that it gives.

What they hold of radio remotes: docs/protocol.md, "Radio remotes".
"""

from .client import EwelinkClient
from .errors import EwelinkResponseError
from .models import Thing
from .wire import Params, as_array, as_object, as_text


async def read_tags(client: EwelinkClient, thing: Thing) -> Params:
    """Return the tags of a device as the cloud has them now. Raises EwelinkError.

    An answer without the device is one, and so are tags that are none.
    """
    wanted: Params = {
        "thingList": [{"itemType": thing.item_type, "id": thing.deviceid}]
    }
    data = await client.call("POST", "/v2/device/thing", body=wanted)
    for item in as_array(data.get("thingList")) or ():
        device = as_object((as_object(item) or {}).get("itemData")) or {}
        if as_text(device.get("deviceid")) == thing.deviceid:
            return _tags_in(device)
    message = "the cloud's answer does not hold the device"
    raise EwelinkResponseError(message)


def _tags_in(device: Params) -> Params:
    """Return the tags of a device, which may have none at all."""
    if (raw := device.get("tags")) is None:
        return {}
    if (tags := as_object(raw)) is None:
        message = "the cloud's answer holds no tags"
        raise EwelinkResponseError(message)
    return tags


async def merge_tags(client: EwelinkClient, device_id: str, tags: Params) -> None:
    """Set some tags of a device, and leave the others. Raises EwelinkError."""
    body: Params = {"deviceid": device_id, "type": "merge", "tags": tags}
    await client.call("POST", "/v2/device/tags", body=body)
