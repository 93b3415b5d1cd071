"""Writes docs/supported-devices.md from the table of device types.

Run it as ``.venv/bin/python -m scripts.supported_devices``.
"""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from custom_components.ewelink.devices.device_type import DeviceType
from custom_components.ewelink.devices.features import (
    Feature,
)
from custom_components.ewelink.devices.rows import TYPES
from custom_components.ewelink.platforms import KINDS

from .device_models import MODELS

PAGE = Path(__file__).parents[1] / "docs" / "supported-devices.md"
HEAD = """\
# Supported devices

Every device type of the eWeLink cloud has a number, its UIID. Home Assistant shows it
on the device's page as the model id. This page is generated from the integration's own
table: {count} types have entities of their own, {named} more are known by name.

- `*` marks what appears only once a device tells it.
- `+` marks a type that is not known wholly: beside that, its devices show what they
  tell.
- `(4)` is one entity for each of four channels.
- A radio sensor that is taught to an RF bridge becomes a binary sensor of the bridge.
  Each key of a remote becomes an event and a button of the remote, which is a device.
- A type that is in no table gets entities from what it tells: whatever is read for any
  type of the table is read there too. Where the scale of a reading cannot be told, it
  has no unit and is disabled at first.

| UIID | Device | Sold as | Entities |
| ---: | --- | --- | --- |
"""
NAMED = """
## Known by name

These get entities from what they tell, as a type that is in no table does.

| UIID | Device | Sold as |
| ---: | --- | --- |
"""


def page() -> str:
    """Return the whole page."""
    rich = {uiid: it for uiid, it in sorted(TYPES.items()) if it.features}
    named = {uiid: it for uiid, it in sorted(TYPES.items()) if uiid not in rich}
    return "".join(
        (
            HEAD.format(count=len(rich), named=len(named)),
            *(_row(uiid, kind) for uiid, kind in rich.items()),
            NAMED,
            *(_named(uiid, kind) for uiid, kind in named.items()),
        )
    )


def _row(uiid: int, kind: DeviceType) -> str:
    return f"{_named(uiid, kind)[:-1]} {_entities(kind)} |\n"


def _named(uiid: int, kind: DeviceType) -> str:
    return f"| {uiid} | {kind.name} | {MODELS.get(uiid, '')} |\n"


def _entities(kind: DeviceType) -> str:
    return "<br>".join(_lines(kind)) + " +" * kind.is_partial


def _lines(kind: DeviceType) -> list[str]:
    return [
        f"{platform.replace('_', ' ')}: {', '.join(names)}"
        for platform, classes in KINDS.items()
        if (names := list(_names(kind, classes)))
    ]


def _names(kind: DeviceType, classes: tuple[type[Feature], ...]) -> Iterator[str]:
    counts = Counter(
        feature.key.replace("_", " ") + "*" * feature.optional
        for feature in kind.features
        if isinstance(feature, classes)
    )
    for name, count in counts.items():
        yield name if count == 1 else f"{name} ({count})"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
