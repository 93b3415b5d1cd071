"""Tests of what makes a release, on small repositories made up for them."""
