"""The folder of a Home Assistant that asks nothing of the internet."""

from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.resources import files
from ipaddress import ip_address
import json
from pathlib import Path

from homeassistant.config import (
    AUTOMATION_CONFIG_PATH,
    DEFAULT_CONFIG,
    SCENE_CONFIG_PATH,
    SCRIPT_CONFIG_PATH,
)

from .child import ROOT

# What a new installation loads beside these finds things in the network, asks the
# internet, or needs a library that is not installed here.
LEFT_OUT = {
    "bluetooth",
    "cloud",
    "dhcp",
    "file",
    "go2rtc",
    "homeassistant_alerts",
    "my",
    "ssdp",
    "stream",
    "usb",
    "zeroconf",
}
OF_THE_DEMO = """
homeassistant:
  name: Home
  unit_system: metric
  time_zone: Asia/Singapore
  country: SG
  currency: SGD
  latitude: 1.352
  longitude: 103.82
  elevation: 15

recorder:
  purge_keep_days: 2

lovelace:
  dashboards:
    all-devices:
      mode: yaml
      title: Devices
      icon: mdi:devices
      filename: all_devices.yaml

logger:
  default: warning
  logs:
    custom_components.ewelink: debug
    # Only speech and cameras would need these libraries of the system.
    haffmpeg: critical
    homeassistant.components.camera.img_util: critical
"""
CLOUD = """
ewelink:
  cloud_url: {cloud_url}
"""
ALL_DEVICES = """\
strategy:
  type: original-states
"""
WHOLE_DEFAULT = "default_config:\n"
INCLUDED = {
    AUTOMATION_CONFIG_PATH: "[]\n",
    SCRIPT_CONFIG_PATH: "",
    SCENE_CONFIG_PATH: "",
}
# The other steps of the onboarding set up integrations that look things up online.
ONBOARDED = ["core_config", "analytics", "integration"]


@dataclass(frozen=True, kw_only=True)
class Address:
    """Where Home Assistant listens."""

    host: str = "127.0.0.1"
    port: int = 8123

    @property
    def url(self) -> str:
        """Return the address for programs of this machine."""
        everywhere = ip_address(self.host).is_unspecified
        return f"http://{'127.0.0.1' if everywhere else self.host}:{self.port}"


def configuration(cloud_url: str | None) -> str:
    """Return the YAML of a new installation, and what the demo needs beside it."""
    text = default_configuration() + OF_THE_DEMO
    return text if cloud_url is None else text + CLOUD.format(cloud_url=cloud_url)


def default_configuration() -> str:
    """Return the YAML of a new installation, without what it looks for elsewhere."""
    package = files("homeassistant.components.default_config")
    manifest = json.loads(package.joinpath("manifest.json").read_text())
    loaded = [it for it in manifest["dependencies"] if it not in LEFT_OUT]
    if WHOLE_DEFAULT not in DEFAULT_CONFIG:
        raise ValueError("Home Assistant has another default configuration")
    named = "".join(f"{it}:\n" for it in loaded)
    return DEFAULT_CONFIG.replace(WHOLE_DEFAULT, named)


def prepare(folder: Path, address: Address, cloud_url: str | None) -> None:
    """Write what Home Assistant reads at its start; what it knows is kept."""
    (folder / ".storage").mkdir(parents=True, exist_ok=True)
    yaml = folder / "configuration.yaml"
    yaml.write_text(configuration(cloud_url), encoding="utf-8")
    (folder / "all_devices.yaml").write_text(ALL_DEVICES, encoding="utf-8")
    for name, start in INCLUDED.items():
        if not (folder / name).exists():
            (folder / name).write_text(start, encoding="utf-8")
    components = folder / "custom_components"
    if not components.is_symlink():
        components.symlink_to(ROOT / "custom_components")
    _store(folder, "http", (2, 2), _http(address))
    if not (folder / ".storage" / "onboarding").exists():
        _store(folder, "onboarding", (4, 1), {"done": ONBOARDED})


def _http(address: Address) -> dict[str, object]:
    """Return the settings of the web server; they are no YAML any more."""
    stable = {
        "server_host": [address.host],
        "server_port": address.port,
        "cors_allowed_origins": [],
        "login_attempts_threshold": -1,
        "ip_ban_enabled": False,
        "ssl_profile": "modern",
        "use_x_frame_options": True,
        "created_at": datetime.now(UTC).isoformat(),
        "error": None,
        "error_message": None,
    }
    return {"stable": stable, "pending": None, "yaml_migration_done": True}


def _store(folder: Path, key: str, version: tuple[int, int], data: object) -> None:
    major, minor = version
    content = {"version": major, "minor_version": minor, "key": key, "data": data}
    (folder / ".storage" / key).write_text(json.dumps(content), encoding="utf-8")
