"""The folder of a Home Assistant that asks nothing of the internet."""

from dataclasses import dataclass
from datetime import UTC, datetime
from ipaddress import ip_address
import json
from pathlib import Path

from .child import ROOT

CONFIGURATION = """\
homeassistant:
  name: Home
  unit_system: metric
  time_zone: Asia/Singapore
  country: SG
  currency: SGD
  latitude: 1.352
  longitude: 103.82
  elevation: 15

assist_pipeline:
config:
conversation:
energy:
frontend:
history:
logbook:
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


def prepare(folder: Path, address: Address, cloud_url: str | None) -> None:
    """Write what Home Assistant reads at its start; what it knows is kept."""
    (folder / ".storage").mkdir(parents=True, exist_ok=True)
    text = CONFIGURATION
    if cloud_url is not None:
        text += CLOUD.format(cloud_url=cloud_url)
    (folder / "configuration.yaml").write_text(text, encoding="utf-8")
    (folder / "all_devices.yaml").write_text(ALL_DEVICES, encoding="utf-8")
    components = folder / "custom_components"
    if not components.is_symlink():
        components.symlink_to(ROOT / "custom_components")
    _store(folder, "http", (2, 2), _http(address))
    if not (folder / ".storage" / "onboarding").exists():
        _store(folder, "onboarding", (4, 1), {"done": ONBOARDED})
        start = {"core": {"default_panel": "all-devices"}}
        _store(folder, "frontend.system_data", (1, 1), start)


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
