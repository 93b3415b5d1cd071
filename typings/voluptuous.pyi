"""Home Assistant serves this import by its own engine."""

from probatio import *
