"""The white tones that strips mix from their colours: cold to warm.

(docs/protocol.md, "Lights").
"""

from typing import Final

from ..light_codecs import Rgb

_HEXADECIMAL: Final = """
    d6e1ff d9e1ff d7e2ff dae2ff d8e3ff dbe2ff d9e3ff dce3ff dae4ff dde4ff
    dce5ff dfe5ff dde6ff e0e6ff dee6ff e1e7ff e0e7ff e3e8ff e1e8ff e4e9ff
    e3e9ff e5e9ff e4eaff e7eaff e6ebff e9ecff e7ecff eaedff e9edff eceeff
    ebeeff eeefff edefff eff0ff eff0ff f1f1ff f0f1ff f3f3ff f3f2ff f5f4ff
    f5f3ff f7f5ff f7f5ff faf7ff f9f6ff fcf8ff fcf7ff fefaff fef9ff fff9fd
    fff9fd fff9fb fff8fb fff8f8 fff6f8 fff7f5 fff5f5 fff6f3 fff4f2 fff5f0
    fff3ef fff4ed fff2ec fff3ea fff0e9 fff1e7 ffefe6 fff0e4 ffeee3 ffefe1
    ffece0 ffeede ffebdc ffedda ffe9d9 ffebd7 ffe8d5 ffead3 ffe6d2 ffe8d0
    ffe4ce ffe7cc ffe3ca ffe5c8 ffe1c6 ffe4c4 ffdfc2 ffe2c0 ffddbe ffe1bc
    ffdbba ffdfb8 ffd9b6 ffddb4 ffd7b1 ffdbaf ffd5ad ffd9ab ffd3a8 ffd7a6
    ffd1a3 ffd5a1 ffce9f ffd39c ffcc99 ffd097 ffc994 ffce92 ffc78f ffcb8d
    ffc489 ffc987 ffc184 ffc682 ffbe7e ffc37c ffbb78 ffc076 ffb872 ffbd6f
    ffb46b ffb969 ffb165 ffb662 ffad5e ffb25b ffa957 ffae54 ffa54f ffaa4d
    ffa148 ffa645 ff9d3f ffa23c ff9836 ff9d33 ff932c ff9829 ff8e21 ff921d
    ff8912 ff8d0b
"""


def _rgb(step: str) -> Rgb:
    red, green, blue = bytes.fromhex(step)
    return (red, green, blue)


WHITE_STEPS: Final = tuple(map(_rgb, _HEXADECIMAL.split()))
# The table is that of a black body, in steps of 100 kelvin with two observers each.
WHITE_STEPS_KELVIN: Final = (2000, 9000)
