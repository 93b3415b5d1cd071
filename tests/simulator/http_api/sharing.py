"""Sharing devices with other users of the region."""

from typing import Final

from ..errors import CloudError, ErrorCode
from ..model import Place, ShareTerms, SimAccount, SimDevice
from ..things import entry
from ..wire import Json
from .calls import ApiCall, Route, mapping, number, optional_text, refuse, text, texts
from .device_info import own_device
from .users import find_account

# The sum of 1 create, 2 edit, 4 delete and 8 enable timers.
EVERY_PERMIT: Final = 15
SILENT: Final = 1


def _permit(call: ApiCall) -> int:
    permit = number(call.body, "permit", -1)
    if not 0 <= permit <= EVERY_PERMIT:
        refuse("permit")
    return permit


def _receiver(call: ApiCall) -> SimAccount:
    """Return the user to share with; a phone number counts first."""
    user = mapping(call.body, "user")
    phone = optional_text(user, "phoneNumber")
    email = optional_text(user, "email").lower()
    if phone and not phone.startswith(text(user, "countryCode")):
        refuse("phoneNumber")
    if not phone and not email:
        refuse("user")
    account = find_account(call.cloud.world, phone, email)
    if account is None or account.region != call.region:
        raise CloudError(ErrorCode.NO_USER_TO_SHARE_WITH, "user does not exist")
    if account is call.account:
        refuse("user")
    return account


def _put(call: ApiCall, device: SimDevice, receiver: SimAccount) -> None:
    """Put a device into the receiver's current home; it stays where it already is."""
    if receiver.apikey in device.shares:
        return
    home = receiver.current_family
    index = call.cloud.world.next_index(home, -1)
    device.shares[receiver.apikey] = Place(family_id=home, index=index)


def _share(call: ApiCall) -> Json:
    ids = texts(call.body, "deviceidList")
    receiver, permit = _receiver(call), _permit(call)
    if number(call.body, "shareType", SILENT) != SILENT:
        refuse("shareType")
    devices = [own_device(call, device_id) for device_id in ids]
    for device in devices:
        _put(call, device, receiver)
        device.share_terms[receiver.apikey] = ShareTerms(
            permit=permit,
            comment=optional_text(call.body, "comment"),
            at=int(call.cloud.clock() * 1000),
        )
    call.cloud.tell({"roster": True})
    world = call.cloud.world
    return {"updatedThingList": [entry(world, call.account, it) for it in devices]}


def _shared_device(call: ApiCall, source: Json) -> tuple[SimDevice, str]:
    """Return an own device and the key of a user it is shared with."""
    device, apikey = own_device(call, text(source, "deviceid")), text(source, "apikey")
    if apikey not in device.shares:
        raise CloudError(ErrorCode.NOT_FOUND, "not shared with that user")
    return device, apikey


def _change_permit(call: ApiCall) -> Json:
    device, apikey = _shared_device(call, call.body)
    old = device.share_terms.get(apikey)
    device.share_terms[apikey] = ShareTerms(
        permit=_permit(call),
        comment=old.comment if old else "",
        at=old.at if old else int(call.cloud.clock() * 1000),
    )
    return {"updatedThing": entry(call.cloud.world, call.account, device)}


def _end(call: ApiCall) -> Json:
    device, apikey = _shared_device(call, {**call.body, **call.query})
    device.end_sharing(apikey)
    call.cloud.tell({"roster": True})
    return {"updatedThing": entry(call.cloud.world, call.account, device)}


ROUTES: Final[dict[str, Route]] = {
    "POST /v2/device/share": Route(handler=_share),
    "POST /v2/device/share/permit": Route(handler=_change_permit),
    "DELETE /v2/device/share": Route(handler=_end),
}
