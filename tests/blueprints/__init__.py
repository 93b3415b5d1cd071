"""Tests of the blueprints, each as an automation of a real Home Assistant."""
