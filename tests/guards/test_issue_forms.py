"""Whoever opens an issue is asked for what it takes to help, in a form GitHub shows."""

from pathlib import Path
import re
from typing import Any, Final

import pytest

from homeassistant.util.yaml import load_yaml_dict, parse_yaml

from .pages import README, pages
from .sources import ROOT, load

FOLDER: Final = ROOT / ".github" / "ISSUE_TEMPLATE"
FORMS: Final = sorted(it for it in FOLDER.glob("*.yml") if it.stem != "config")
FORM_KEYS: Final = {"assignees", "body", "description", "labels", "name", "title"}
FIELD_KEYS: Final = {"attributes", "id", "type", "validations"}
ASKED: Final = {"description", "label"}
ATTRIBUTES: Final = {
    "dropdown": ASKED | {"default", "multiple", "options"},
    "input": ASKED | {"placeholder", "value"},
    "markdown": {"value"},
    "textarea": ASKED | {"placeholder", "render", "value"},
}
ID: Final = re.compile(r"[\w-]+", re.ASCII)


def form_faults(form: dict[str, Any]) -> list[str]:
    """Return what GitHub would refuse, for which it shows no form at all."""
    needed = ("body", "description", "name")
    faults = [f"{it} is missing" for it in needed if not form.get(it)]
    faults += [f"{it} is unknown" for it in form.keys() - FORM_KEYS]
    asked = [it for it in form.get("body") or () if it.get("type") != "markdown"]
    for it in form.get("body") or ():
        faults += _field_faults(it)
    named = [it.get("id") for it in asked]
    labelled = [it.get("attributes", {}).get("label") for it in asked]
    for names in (named, labelled):
        if None in names or len(set(names)) < len(names):
            faults.append(f"one name for each is needed: {names}")
    return faults if asked else [*faults, "nothing is asked"]


def _field_faults(field: dict[str, Any]) -> list[str]:
    known = ATTRIBUTES.get(field.get("type", ""))
    if known is None:
        return [f"type {field.get('type')} is unknown"]
    told = field.get("attributes", {})
    unknown = (field.keys() - FIELD_KEYS) | (told.keys() - known)
    unknown |= field.get("validations", {}).keys() - {"required"}
    faults = [f"{it} is unknown" for it in unknown]
    options = told.get("options", [])
    if len(set(options)) < len(options):
        faults.append(f"an option is there twice: {options}")
    if not ID.fullmatch(field.get("id", "a")):
        faults.append(f"{field['id']} is no id")
    return faults


def fields(form: Path) -> dict[str, dict[str, Any]]:
    """Return the fields of a form by their ids."""
    return {it["id"]: it for it in load_yaml_dict(form)["body"] if "id" in it}


@pytest.mark.parametrize("form", FORMS, ids=lambda it: it.stem)
def test_form(form: Path) -> None:
    """GitHub shows it, and it asks for diagnostics and says how to get them."""
    assert form_faults(load_yaml_dict(form)) == []
    asked = fields(form)["diagnostics"]["attributes"]["description"]
    assert '"Download diagnostics"' in asked
    assert "Wi-Fi names" in asked or "Wi-Fi name" in asked


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("name: Something", "nam: Something"),
        ("type: input", "type: text"),
        ("id: version", "id: device"),
        ("id: log", "id: log file"),
        ("- Cloud only", "- Local only"),
        ("label: Log", "label: Diagnostics"),
        ("render: text", "rendered: text"),
        ("required: true", "require: true"),
        ("body:", "fields:"),
    ],
)
def test_fault_of_form_is_found(old: str, new: str) -> None:
    """What is planted is found."""
    text = (FOLDER / "bug.yml").read_text(encoding="utf-8")
    assert old in text
    form = parse_yaml(text.replace(old, new, 1))
    assert isinstance(form, dict)
    assert form_faults(form)


@pytest.mark.parametrize(
    ("form", "further"),
    [("bug", ("connection", "device", "home_assistant")), ("device", ("device",))],
)
def test_what_must_be_told(form: str, further: tuple[str, ...]) -> None:
    """Nobody can help without diagnostics and the version."""
    for it in ("diagnostics", "version", "what", *further):
        assert fields(FOLDER / f"{form}.yml")[it]["validations"] == {"required": True}


def test_connection() -> None:
    """What is chosen from is what the sensor says."""
    options = fields(FOLDER / "bug.yml")["connection"]["attributes"]["options"]
    sensor = load("translations/en.json")["entity"]["sensor"]["connection"]
    assert {*sensor["state"].values()} == {*options} - {"It has no such sensor"}


def test_links() -> None:
    """They stay here, and one into a page leads to one of its headings."""
    url = re.escape(load("manifest.json")["documentation"])
    into = re.compile(rf"{url}\b(?!-)(?:/blob/main/([\w./-]+\.md))?(?:#([\w-]+))?")
    texts = [it.read_text(encoding="utf-8") for it in FOLDER.iterdir()]
    led = [(name or README, it) for text in texts for name, it in into.findall(text)]
    assert len(led) == sum(text.count("://") for text in texts)
    assert ("docs/trouble.md", "trouble-and-cure") in led
    for name, anchor in led:
        assert not anchor or anchor in pages()[name].anchors


def test_no_issue_without_a_form() -> None:
    """Holes are not told in public, and no issue is blank."""
    config = load_yaml_dict(FOLDER / "config.yml")
    assert config["blank_issues_enabled"] is False
    links = config["contact_links"]
    assert all(it.keys() == {"about", "name", "url"} for it in links)
    assert any(it["url"].endswith("/security/advisories/new") for it in links)
