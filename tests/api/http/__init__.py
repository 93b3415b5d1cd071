"""Tests of calls over HTTP."""
