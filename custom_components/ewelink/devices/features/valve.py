"""Valves that let water through or not."""

from dataclasses import dataclass

from ..values import TRUE_FALSE, Codec
from .controls import TwoState


@dataclass(frozen=True, kw_only=True)
class Valve(TwoState):
    """A valve that is open or not."""

    key: str = "valve"
    codec: Codec[bool] = TRUE_FALSE
