"""What each picture shows: texts, icons and devices, as they were when it was taken."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from functools import cache
import json
from pathlib import Path
import re
from typing import Any, Final

from scripts.playground.operated import COLUMNS
from tests.simulator.demo import GROUPS
from tests.simulator.household import household

ROOT: Final = Path(__file__).parents[2]
FOLDER: Final = ROOT / "docs" / "images"
RECORDS: Final = FOLDER / "pictures.json"
COMMAND: Final = "scripts/pictures"
PACKAGE: Final = ROOT / "custom_components" / "ewelink"

# What is between the words of a text: links, emphasis, code, what is filled in.
_BETWEEN: Final = re.compile(r"\]\([^)]*\)|\{\w+\}|\*\*|[`\[\n]")
# A shorter piece of a text may be there by chance.
_LONG_ENOUGH: Final = 12


@dataclass(frozen=True, kw_only=True)
class Record:
    """What a picture shows, and what of ours can be read in it."""

    view: str
    texts: dict[str, str] = field(default_factory=dict)
    icons: dict[str, Any] = field(default_factory=dict)
    devices: dict[str, str] = field(default_factory=dict)


def load() -> dict[str, Record]:
    """Return what is kept of all pictures, by name."""
    kept = json.loads(RECORDS.read_text(encoding="utf-8"))
    return {name: Record(**it) for name, it in kept.items()}


def save(records: Mapping[str, Record]) -> None:
    """Keep what was seen."""
    content = {name: asdict(it) for name, it in sorted(records.items())}
    text = json.dumps(content, indent=2, ensure_ascii=False)
    RECORDS.write_text(f"{text}\n", encoding="utf-8")


def today(name: str) -> Any:
    """Return a JSON file of the integration."""
    return json.loads((PACKAGE / name).read_text(encoding="utf-8"))


def all_texts() -> dict[str, str]:
    """Return the English texts, and the headings of the demo's dashboard by icon."""
    headings = {f"dashboard.{icon}": it for column in COLUMNS for it, icon in column}
    return headings | dict(_below(today("translations/en.json"), ""))


def _below(node: Any, path: str) -> Iterator[tuple[str, str]]:
    if isinstance(node, str):
        yield path, node
        return
    for key, value in node.items():
        yield from _below(value, f"{path}.{key}".lstrip("."))


def all_icons() -> dict[str, Any]:
    """Return the icons of entities, by the paths of their texts."""
    return {
        f"entity.{platform}.{key}": icon
        for platform, icons in today("icons.json")["entity"].items()
        for key, icon in icons.items()
    }


@cache
def all_devices() -> dict[str, str]:
    """Return what the devices of the demo home are, and their channels, by name."""
    world = household()
    devices = dict.fromkeys(GROUPS, "group")
    for it in world.devices.values():
        kind = f"{it.model or it.brand} ({it.uiid})"
        names = _names(it.tags.get("ck_channel_name"))
        devices |= dict.fromkeys(names, f"channel of {kind}") | {it.name: kind}
    return devices


def _names(tag: object) -> list[str]:
    """Return the names of the channels in a tag."""
    return list(map(str, tag.values())) if isinstance(tag, dict) else []


def seen(view: str, scopes: Iterable[str], shown: list[str]) -> Record:
    """Return what of ours is among the pieces of text that are shown.

    Devices are looked for where entities are: a dialog may have words like their names.
    """
    among = tuple(scopes)
    devices = {
        name: kind
        for name, kind in all_devices().items()
        if any(
            f"{it} ".startswith(f"{name} ") or it.endswith(f" {name}") for it in shown
        )
        and "entity." in among
    }
    # An entity is called by its device and itself.
    own = [it.removeprefix(name).strip() for it in shown for name in devices]
    texts = {
        path: text
        for path, text in all_texts().items()
        if path.startswith(among) and _is_shown(text, [*shown, *own])
    }
    named = {path.removesuffix(".name") for path in texts if path.endswith(".name")}
    return Record(
        view=view,
        texts={path: it for path, it in texts.items() if _is_meant(path, named)},
        icons={path: it for path, it in all_icons().items() if path in named},
        devices=devices,
    )


def _is_meant(path: str, named: set[str]) -> bool:
    """Return whether a text is there, and not one that happens to be the same.

    A state is that of an entity whose name is there.
    """
    entity, _, rest = path.partition(".state.")
    if path.startswith("entity."):
        return entity.removesuffix(".name") in named and "." not in rest
    return True


def _is_shown(text: str, shown: list[str]) -> bool:
    pieces = [" ".join(it.split()) for it in _BETWEEN.split(text)]
    if pieces == [text]:
        return text in shown
    return any(
        len(piece) >= _LONG_ENOUGH and any(piece in it for it in shown)
        for piece in pieces
    )


def changes(record: Record) -> list[str]:
    """Return what is another today than in the picture, one line each."""
    pairs = (
        ("text", record.texts, all_texts()),
        ("icon", record.icons, all_icons()),
        ("device", record.devices, all_devices()),
    )
    return [
        f"{kind} {key} was {then!r} and is {now.get(key)!r}"
        for kind, kept, now in pairs
        for key, then in kept.items()
        if now.get(key) != then
    ]
