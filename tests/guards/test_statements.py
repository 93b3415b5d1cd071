"""What the pages list is what there is: platforms, texts, options, actions, files."""

import json
import re
from typing import Final

import pytest

from custom_components.ewelink.const import APP_ID_URL
from custom_components.ewelink.platforms import PLATFORMS

from .pages import README, page, pages
from .sources import PACKAGE, load, sources
from .texts import TEXTS

FILLED_IN: Final = re.compile(r"\{\w+\}")
QUOTED: Final = re.compile(r'"([^"]+)"')
ROW: Final = re.compile(r"^\| (.+?) \|", re.MULTILINE)
STORE: Final = re.compile(r'f"\{DOMAIN\}\.(\w+)(?:\.\{[\w.]+\})?"')
LANGUAGES: Final = {
    "cs": "Czech",
    "da": "Danish",
    "de": "German",
    "en": "English",
    "es": "Spanish",
    "fi": "Finnish",
    "fr": "French",
    "hu": "Hungarian",
    "it": "Italian",
    "nb": "Norwegian",
    "nl": "Dutch",
    "pl": "Polish",
    "pt": "Portuguese",
    "pt-BR": "Portuguese (Brazil)",
    "ro": "Romanian",
    "ru": "Russian",
    "sv": "Swedish",
    "tr": "Turkish",
    "uk": "Ukrainian",
    "zh-Hans": "Chinese (simplified)",
}
LISTED: Final = re.compile(r"\b(\d+) languages(?:\*\*)?: ([^.]+)\.")
SCREEN: Final = 80


def rows(text: str) -> list[str]:
    """Return the first column of the tables of a text, without links and emphasis."""
    plain = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text).replace("*", "")
    return [it for it in ROW.findall(plain) if set(it) - set("-: ")]


def platforms(text: str) -> set[str]:
    """Return the platforms in the first column of a table."""
    cells = [it for row in rows(text)[1:] for it in row.split(", ")]
    return {it.lower().replace(" ", "_") for it in cells}


def test_readme_is_one_screen() -> None:
    """More is a page of its own."""
    assert len(pages()[README].text.splitlines()) <= SCREEN


@pytest.mark.parametrize(
    ("name", "heading"), [(README, "What works"), ("devices", "What appears")]
)
def test_platforms(name: str, heading: str) -> None:
    """Each platform is in the tables, and no other."""
    assert platforms(page(name).section(heading)) == {str(it) for it in PLATFORMS}


def test_languages() -> None:
    """Those are named that there are."""
    there = {it.stem for it in (PACKAGE / "translations").glob("*.json")}
    names = {LANGUAGES[it] for it in there}
    for path in (README, "CHANGELOG.md", "CONTRIBUTING.md"):
        text = " ".join(pages()[path].text.split())
        [(number, listed)] = LISTED.findall(text)
        assert set(listed.split(", ")) == names, path
        assert int(number) == len(names) == len(listed.split(", ")), path


@pytest.mark.parametrize("issue", TEXTS["issues"])
def test_repairs(issue: str) -> None:
    """Each repair is told, with its title."""
    title = FILLED_IN.sub("…", TEXTS["issues"][issue]["title"])
    assert f'repair: "{title}"' in page("trouble").text


def test_quoted_texts() -> None:
    """What one is said to see is what one sees."""
    shown = json.dumps(TEXTS, ensure_ascii=False)
    seen = FILLED_IN.sub("…", shown)
    for row in rows(page("trouble").section("Trouble and cure")):
        for quoted in QUOTED.findall(row):
            assert quoted in seen, quoted


def test_connection() -> None:
    """The states of the sensor, and its reasons, are those that are told."""
    connection = TEXTS["entity"]["sensor"]["connection"]
    reasons = connection["state_attributes"]["reason"]["state"]
    told = rows(page("trouble").section("Why a device is not available"))
    known = {*connection["state"].values(), *reasons.values()}
    assert set(told) - {"state", "reason"} == known


@pytest.mark.parametrize(
    ("name", "heading", "step"),
    [
        ("install", "Options", "init"),
        ("local-control", "Choose the way", "local_control"),
        ("adding-a-device", "Add it", "way"),
    ],
)
def test_menus(name: str, heading: str, step: str) -> None:
    """What a menu offers is told, and nothing else."""
    told = {it for row in rows(page(name).section(heading)) for it in row.split(", ")}
    offered = set(TEXTS["options"]["step"][step]["menu_options"].values())
    assert told - {"entry", "option", "Way"} == offered


@pytest.mark.parametrize(
    ("heading", "step"),
    [("On the eWeLink sign-in page", "app"), ("With a password", "password")],
)
def test_forms(heading: str, step: str) -> None:
    """Each field of a form is told."""
    told = rows(page("install").section(heading))
    assert set(told) - {"field"} == set(TEXTS["config"]["step"][step]["data"].values())


def test_ways_of_signing_in() -> None:
    """What the first dialog offers is told."""
    told = rows(page("install").section("Sign in").partition("###")[0])
    offered = TEXTS["config"]["step"]["user"]["menu_options"].values()
    assert set(told) - {"way"} == set(offered)


@pytest.mark.parametrize("action", TEXTS["services"])
def test_actions(action: str) -> None:
    """Each action has a section with all of its fields, and is in the list."""
    texts = TEXTS["services"][action]
    [told] = [it for it in pages().values() if texts["name"] in it.headings]
    section = told.section(texts["name"])
    assert f"`ewelink.{action}`" in section
    assert [it for it in texts["fields"] if it not in section] == []
    assert f"`ewelink.{action}`" in rows(page("actions").text)


def test_what_is_kept() -> None:
    """Each file of ours is told, and no other."""
    names = {
        name
        for source in sources()
        if "PrivateStore" in (text := source.path.read_text(encoding="utf-8"))
        for name in STORE.findall(text)
    }
    told = re.findall(r"`ewelink\.(\w+)(?:\.<entry>)?`", page("privacy").text)
    assert set(told) == names


def test_hosts_of_the_vendor() -> None:
    """Whoever the integration calls is told."""
    text = (PACKAGE / "api" / "http" / "regions.py").read_text(encoding="utf-8")
    hosts = re.findall(r"https://([\w.-]+\.\w+)", text)
    assert hosts
    for it in hosts:
        assert it in page("privacy").text or it.endswith("coolkit.cn")
    assert "coolkit.cn" in page("privacy").text
    assert f"]({APP_ID_URL})" in page("appid").text


def test_minimum() -> None:
    """The Home Assistant that is needed is the one that HACS asks for."""
    hacs = json.loads((PACKAGE.parents[1] / "hacs.json").read_text(encoding="utf-8"))
    year_month = hacs["homeassistant"].rpartition(".")[0]
    for text in (pages()[README].text, page("install").text):
        assert re.findall(r"Home Assistant (20\d\d\.\d+)", text) == [year_month]


def test_names_of_places() -> None:
    """Whatever is to be chosen is called as it is shown."""
    name = load("manifest.json")["name"]
    places = re.compile(r"Devices & services → (\w+.*?)(?: →|\*)")
    shown = {it for one in pages().values() for it in places.findall(one.text)}
    assert shown == {name, "Add integration"}
    assert f"choose *{name}*" in page("install").text


def test_buttons_of_the_readme() -> None:
    """They open HACS on this repository, and add this integration."""
    owner, repository = load("manifest.json")["documentation"].split("/")[-2:]
    my = "https://my.home-assistant.io/redirect"
    text = pages()[README].text
    hacs = f"owner={owner}&repository={repository}&category=integration"
    assert f"({my}/hacs_repository/?{hacs})" in text
    assert f"({my}/config_flow_start/?domain=ewelink)" in text


def test_by_hand() -> None:
    """Five lines get what the manifest says the integration is at."""
    section = page("install").section("By hand")
    [lines] = re.findall(r"```bash\n(.*?)```", section, re.DOTALL)
    assert len(lines.splitlines()) == 5
    url = load("manifest.json")["documentation"]
    assert lines.startswith(f"git clone {url}\n")
    assert f"{url.rpartition('/')[2]}/custom_components/ewelink " in lines
