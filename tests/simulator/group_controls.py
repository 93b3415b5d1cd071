"""What a test does to the groups of devices, as the app would."""

from collections.abc import Sequence

from .factory import stable_hex
from .model import Place, SimGroup
from .pairing_controls import PairingControls
from .wire import nonce


class GroupControls(PairingControls):
    """Everything one can do to groups.

    The list shows a group with its name, its home and room, the uiid of its members and
    what it was told last; who its members are, those tell: `devGroups`. A command to a
    group goes to all of them as it is, and its answer tells nothing of them.
    """

    @property
    def groups(self) -> dict[str, SimGroup]:
        """Return all groups by id."""
        return self.world.groups

    def group(self, name_or_id: str) -> SimGroup:
        """Return a group by id or name."""
        for group in self.groups.values():
            if name_or_id in {group.id, group.name}:
                return group
        raise KeyError(name_or_id)

    def _member_ids(self, devices: Sequence[str]) -> list[str]:
        known = self.world.devices.values()
        found = [
            next(it.device_id for it in known if wanted in {it.device_id, it.name})
            for wanted in devices
        ]
        return list(dict.fromkeys(found))

    def add_group(self, name: str, *devices: str, room: str = "") -> SimGroup:
        """Make a group of devices, of which the first is the main one."""
        ids = self._member_ids(devices)
        main = self.world.devices[ids[0]]
        family = self.world.families[main.place.family_id]
        rooms = {it.name: it.id for it in family.rooms}
        group = SimGroup(
            id=stable_hex(nonce(), 24),
            name=name,
            apikey=main.apikey,
            main_device_id=main.device_id,
            place=Place(
                family_id=family.id,
                index=self.world.next_index(family.id, 1),
                room_id=rooms.get(room, ""),
            ),
            device_ids=ids,
            params={"switch": "off"},
        )
        self.groups[group.id] = group
        self.cloud.tell({"roster": True})
        return group

    def change_group(self, group: str, *devices: str) -> None:
        """Let other devices be the members of a group."""
        found = self.group(group)
        found.device_ids = self._member_ids(devices)
        found.main_device_id = found.device_ids[0]
        self.cloud.tell({"roster": True})

    def rename_group(self, group: str, name: str) -> None:
        """Give a group another name."""
        self.group(group).name = name
        self.cloud.tell({"roster": True})

    def remove_group(self, group: str) -> None:
        """Delete a group; its members stay."""
        del self.groups[self.group(group).id]
        self.cloud.tell({"roster": True})
