"""Tests of going on with what SonoffLAN has set up."""
