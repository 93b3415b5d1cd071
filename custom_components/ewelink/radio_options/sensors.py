"""Radio sensors: how long an alarm lasts, and which codes are one sensor."""

from typing import Any, Final

import voluptuous as vol

from homeassistant.config_entries import ConfigFlowResult
from homeassistant.const import Platform
from homeassistant.core import callback
from homeassistant.helpers.selector import (
    NumberSelector,
    NumberSelectorConfig,
    NumberSelectorMode,
    SelectSelector,
    SelectSelectorConfig,
    SelectSelectorMode,
)

from ..api.wire import Params
from ..devices.radio_settings import (
    LEAST_SECONDS,
    MOST_SECONDS,
    OPENING,
    SENSOR_CLASSES,
    CodePair,
    pairs_in,
    with_pair,
    with_seconds,
    without_pair,
)
from ..entry_data import radio_settings
from ..identifiers import unique_id
from ..radio_names import async_keep_settings, async_show_settings
from ..replacement import async_forget
from .base import RadioFlow, select_of
from .codes import alarms_of, codes_of

CONF_ALARM: Final = "alarm"
CONF_CLASS: Final = "class"
CONF_OFF: Final = "off"
CONF_ON: Final = "on"
CONF_PAIR: Final = "pair"
CONF_SECONDS: Final = "seconds"

_SECONDS: Final = NumberSelector(
    NumberSelectorConfig(
        min=LEAST_SECONDS,
        max=MOST_SECONDS,
        step=1,
        mode=NumberSelectorMode.BOX,
        unit_of_measurement="s",
    )
)
_CLASS: Final = SelectSelector(
    SelectSelectorConfig(
        options=list(SENSOR_CLASSES),
        mode=SelectSelectorMode.DROPDOWN,
        translation_key="radio_sensor",
    )
)


class SensorSteps(RadioFlow):
    """Keeps in the entry's options what the user tells of radio sensors."""

    async def async_step_radio_sensors(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Choose a bridge, where there are several."""
        if not self.async_has_chosen(user_input):
            return self.async_show_bridges(step_id="radio_sensors")
        return await self.async_step_radio_bridge()

    async def async_step_radio_bridge(
        self, _user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Show what can be told of the codes that the bridge has learned."""
        doable = {
            "alarm_time": bool(alarms_of(self.bridge)),
            "sensor_pair": len(self._unpaired()) > 1,
            "part_pair": bool(pairs_in(self._settings)),
        }
        if not any(doable.values()):
            return self.async_abort(reason="no_codes")
        return self.async_show_menu(
            step_id="radio_bridge",
            menu_options=[step for step, is_so in doable.items() if is_so],
            description_placeholders={"bridge": self.bridge.name},
        )

    async def async_step_alarm_time(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Choose how long an alarm lasts."""
        if user_input is not None:
            channel, seconds = int(user_input[CONF_ALARM]), user_input[CONF_SECONDS]
            return self._async_save(with_seconds(self._settings, channel, int(seconds)))
        # One that is not that of all would be set unseen.
        seconds = {it.hold for it in self.bridge.type.alarms}
        known = seconds.pop() if len(seconds) == 1 else vol.UNDEFINED
        schema = vol.Schema(
            {
                vol.Required(CONF_ALARM): select_of(alarms_of(self.bridge)),
                vol.Required(CONF_SECONDS, default=known): _SECONDS,
            }
        )
        return self.async_show_form(step_id="alarm_time", data_schema=schema)

    async def async_step_sensor_pair(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Make one sensor of the code for on and that for off."""
        errors = {}
        codes = self._unpaired()
        if user_input is not None:
            on, off = int(user_input[CONF_ON]), int(user_input[CONF_OFF])
            if not {on, off} <= codes.keys():
                errors = {"base": "code_gone"}
            elif on == off:
                errors = {CONF_OFF: "same_code"}
            else:
                pair = CodePair(on, off, user_input[CONF_CLASS])
                return self._async_save(with_pair(self._settings, pair))
        schema = vol.Schema(
            {
                vol.Required(CONF_ON): select_of(codes),
                vol.Required(CONF_OFF): select_of(codes),
                vol.Required(CONF_CLASS, default=OPENING): _CLASS,
            }
        )
        return self.async_show_form(
            step_id="sensor_pair",
            data_schema=self.add_suggested_values_to_schema(schema, user_input),
            errors=errors,
        )

    async def async_step_part_pair(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Make two codes of one sensor again."""
        if user_input is not None:
            on = int(user_input[CONF_PAIR])
            sensor = unique_id(self.bridge, f"rf_sensor_{on}")
            async_forget(self.hass, Platform.BINARY_SENSOR, sensor)
            return self._async_save(without_pair(self._settings, on))
        codes = codes_of(self.bridge)
        names = {
            it.on: " / ".join(codes.get(code, str(code)) for code in (it.on, it.off))
            for it in pairs_in(self._settings)
        }
        schema = vol.Schema({vol.Required(CONF_PAIR): select_of(names)})
        return self.async_show_form(step_id="part_pair", data_schema=schema)

    @property
    def _settings(self) -> Params:
        """Return what is told of the bridge by now, whoever has told it."""
        return radio_settings(self.config_entry.options).get(self.bridge.id, {})

    def _unpaired(self) -> dict[int, str]:
        """Return the names of the codes that are in no pair."""
        paired = {channel for it in pairs_in(self._settings) for channel in it.channels}
        codes = codes_of(self.bridge).items()
        return {channel: name for channel, name in codes if channel not in paired}

    @callback
    def _async_save(self, settings: Params) -> ConfigFlowResult:
        """Keep and show settings of the bridge, and end the dialog.

        It ends without options of its own, for which all devices would leave a while.
        """
        async_keep_settings(self.coordinator, self.bridge, settings)
        async_show_settings(self.coordinator, self.bridge)
        return self.async_abort(reason="radio_saved")
