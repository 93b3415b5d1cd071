"""Tests of devices in DIY mode, which need no account."""
