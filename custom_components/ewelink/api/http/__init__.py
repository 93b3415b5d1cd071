"""Calls over HTTP, with the limits that the vendor sets."""
