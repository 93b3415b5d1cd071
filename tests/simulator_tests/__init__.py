"""Tests of the simulator: does it follow the protocol's description."""
