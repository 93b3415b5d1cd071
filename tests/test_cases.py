"""Devices of the field, each with what must come out: see ``tests/cases``."""

import json
from pathlib import Path
from typing import Any

import pytest

from .field_case import FieldCase
from .home import Home

CASES = {
    file.stem: json.loads(file.read_text(encoding="utf-8"))
    for file in sorted((Path(__file__).parent / "cases").glob("*.json"))
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
async def test_case(home: Home, case: dict[str, Any]) -> None:
    """What the device lists and reports is shown as it must be."""
    await FieldCase(home).run(case)
