"""Remotes, whose keys are told but not shown yet."""

from .parts import plain

TYPES = {
    118: plain("Remote, 1 key"),
    119: plain("Remote, 2 keys"),
    120: plain("Remote, 3 keys"),
    121: plain("Remote, 6 keys"),
    174: plain("Scene switch, 6 keys"),
    177: plain("Switch mate, 3 inputs"),
}
