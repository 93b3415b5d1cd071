"""Remotes, whose keys are told but not shown yet."""

from .parts import partly_known

TYPES = {
    118: partly_known("Remote, 1 key"),
    119: partly_known("Remote, 2 keys"),
    120: partly_known("Remote, 3 keys"),
    121: partly_known("Remote, 6 keys"),
    174: partly_known("Scene switch, 6 keys"),
    177: partly_known("Switch mate, 3 inputs"),
}
