"""What Home Assistant and HACS read first."""

import json

from custom_components.ewelink.const import DOMAIN
from scripts.releasing.checks import VERSION

from .sources import PACKAGE, ROOT, load


def test_keys_are_in_order() -> None:
    """Domain and name come first, the others alphabetically."""
    keys = list(load("manifest.json"))
    assert keys[:2] == ["domain", "name"]
    assert keys[2:] == sorted(keys[2:])


def test_manifest_tells_the_truth() -> None:
    """Domain, folder and class of the integration are what they are."""
    manifest = load("manifest.json")
    assert manifest["domain"] == DOMAIN == PACKAGE.name
    assert manifest["config_flow"] is True
    assert manifest["integration_type"] == "hub"
    assert manifest["iot_class"] == "cloud_push"
    assert manifest["requirements"] == []


def test_name_is_what_people_look_for() -> None:
    """Who has SONOFF devices finds it, as well as who has the eWeLink app.

    A title among the texts would hide the name from the search.
    """
    name = load("manifest.json")["name"]
    assert "ewelink" in name.casefold()
    assert "sonoff" in name.casefold()
    texts = sorted((PACKAGE / "translations").iterdir())
    assert not any("title" in load(f"translations/{it.name}") for it in texts)


def test_manifest_is_complete_for_hacs() -> None:
    """HACS asks for these keys."""
    manifest = load("manifest.json")
    assert all(owner.startswith("@") for owner in manifest["codeowners"])
    assert manifest["codeowners"]
    for key in ("documentation", "issue_tracker"):
        assert manifest[key].startswith("https://github.com/")
    assert VERSION.fullmatch(manifest["version"])


def test_hacs_asks_for_child_devices() -> None:
    """HACS offers it only where Home Assistant has what is used, and as an archive."""
    hacs = json.loads((ROOT / "hacs.json").read_text(encoding="utf-8"))
    assert hacs == {
        "name": load("manifest.json")["name"],
        "filename": "ewelink.zip",
        "hide_default_branch": True,
        "homeassistant": "2026.10.0",
        "zip_release": True,
    }
