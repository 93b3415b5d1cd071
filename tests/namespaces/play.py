"""Programs of ours in a network namespace of their own."""

import json
import os
from pathlib import Path
import subprocess
import sys
from typing import Any

from tests.simulator.canaries import WIFI_PASSWORD

ROOT = Path(__file__).parents[2]


def _alone() -> list[str]:
    """Return what runs a program in a namespace: as root, or as if it were root."""
    if os.geteuid() == 0:
        return ["unshare", "--net"]
    asked = subprocess.run(["sudo", "-n", "true"], check=False)  # noqa: S607
    if asked.returncode == 0:
        return ["sudo", "-n", "unshare", "--net"]
    return ["unshare", "--net", "--map-root-user"]


def play(module: str, scenario: str) -> Any:
    """Play a scenario of a module of this package, and return what came of it."""
    played = subprocess.run(  # noqa: S603
        [*_alone(), sys.executable, "-m", f"tests.namespaces.{module}", scenario],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert played.returncode == 0, played.stderr
    assert WIFI_PASSWORD not in played.stderr
    return json.loads(played.stdout)
