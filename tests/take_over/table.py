"""Which entities SonoffLAN has, and which of ours each goes on as.

Written out one by one: for a type its domain and tail, and the end of our unique id.
None is where there is no counterpart of the same domain.
"""

from typing import Final

type Case = tuple[int, str, str, str | None]

SINGLE: Final = (1, 5, 6, 14, 15, 24, 27, 32, 81, 112, 181, 182, 7004, 7005)
CHANNELS: Final = {2: 2, 3: 3, 4: 4, 7: 2, 8: 3, 9: 4, 126: 2, 161: 2, 162: 3, 210: 2}
ONE_OF_CHANNELS: Final = (77, 78, 107, 138, 160, 182, 190, 209, 268, 276, 7032)

TABLE: Final[tuple[Case, ...]] = (
    *((uiid, "switch", "", "switch") for uiid in SINGLE),
    (225, "switch", "switch", "switch"),
    (226, "switch", "switch", "switch"),
    (7027, "switch", "", None),
    (7047, "switch", "", None),
    *(
        (uiid, "switch", str(n), f"switch_{n - 1}")
        for uiid, count in CHANNELS.items()
        for n in range(1, count + 1)
    ),
    *((uiid, "switch", "1", "switch") for uiid in ONE_OF_CHANNELS),
    *((uiid, "select", "1", "power_on_state") for uiid in ONE_OF_CHANNELS),
    (4, "select", "3", "power_on_state_2"),
    (1, "switch", "led", "led"),
    (1, "switch", "pulse", "inching"),
    (1, "select", "startup", "power_on_state"),
    (1, "number", "pulseWidth", "inching_time"),
    (225, "switch", "child_lock", "child_lock"),
    (7017, "switch", "child_lock", "child_lock"),
    (211, "switch", "curtain_mode", "curtain_mode"),
    (195, "switch", "screen", "screen"),
    (138, "switch", "detach", "relay_separation"),
    (181, "switch", "auto_mode", "auto_control"),
    (7017, "switch", "window_switch", "window_detection"),
    (7016, "number", "sensitivity", "sensitivity"),
    (7017, "number", "temperature_correction", "temperature_correction"),
    *((32, "sensor", it, it) for it in ("power", "voltage", "current", "connection")),
    *((1770, "sensor", it, it) for it in ("temperature", "humidity", "battery")),
    (102, "sensor", "battery_voltage", "battery_voltage"),
    (266, "sensor", "pm25", "pm25"),
    (266, "sensor", "pm10", "pm10"),
    (266, "sensor", "co2", "carbon_dioxide"),
    (195, "sensor", "cpu_temperature", "cpu_temperature"),
    (7038, "sensor", "remote_temperature", "remote_temperature"),
    (7017, "sensor", "valve_opening", "valve_opening"),
    *(
        (uiid, "sensor", f"{it}_{n}", f"{it}_{n - 1}")
        for uiid, count in ((126, 2), (130, 4))
        for it in ("power", "voltage", "current")
        for n in range(1, count + 1)
    ),
    (1, "sensor", "rssi", "signal_strength"),
    (190, "sensor", "energy_day", "energy_today"),
    (7032, "sensor", "energy_day", "energy_today"),
    (190, "sensor", "energy_month", "energy_month"),
    (276, "sensor", "energy_week", "energy_week"),
    (276, "sensor", "energy_year", "energy_year"),
    (190, "sensor", "power_supply", "power_supplied"),
    (190, "sensor", "current_supply", "current_supplied"),
    (190, "sensor", "energy_day_supply", "energy_supplied_today"),
    (190, "sensor", "energy_month_supply", "energy_supplied_month"),
    (5, "sensor", "energy", "energy_today"),
    (32, "sensor", "energy", "energy_today"),
    (182, "sensor", "energy", "energy_today"),
    (190, "sensor", "energy", None),
    (226, "sensor", "energy", "energy_total"),
    (126, "sensor", "energy_1", "energy_today_0"),
    (130, "sensor", "energy_4", "energy_today_3"),
    (18, "sensor", "dusty", "dust_level"),
    (18, "sensor", "light", "light_level"),
    (18, "sensor", "noise", "noise_level"),
    (151, "sensor", "outdoor_temp", "outdoor_temperature"),
    (7027, "sensor", "water", "water_today"),
    (7051, "sensor", "illumination", "illuminance"),
    (7017, "sensor", "run_voltage", "battery_voltage"),
    (7017, "sensor", "limit_voltage", "battery_voltage_limit"),
    (7017, "sensor", "current_target_temperature", "target_temperature"),
    (7017, "sensor", "manual_target_temperature", "target_temperature_manual"),
    (7017, "sensor", "auto_target_temperature", "target_temperature_auto"),
    (7017, "sensor", "eco_target_temperature", "target_temperature_eco"),
    (7017, "sensor", "work_mode", None),
    (7017, "sensor", "work_state", None),
    *((uiid, "binary_sensor", "", "door") for uiid in (102, 154, 3026, 7003)),
    *((uiid, "binary_sensor", "", "motion") for uiid in (2026, 7002)),
    (4026, "binary_sensor", "", "moisture"),
    (25, "binary_sensor", "", "water_shortage"),
    (7016, "binary_sensor", "light", "light"),
    (7019, "binary_sensor", "moisture", "moisture"),
    (7016, "binary_sensor", "occupancy", "occupancy"),
    (66, "binary_sensor", "zled", "zigbee_led"),
    *((uiid, "light", "", "light") for uiid in (22, 36, 44, 59, 103, 104, 1257)),
    (1, "light", "", None),
    (25, "light", "", "lamp"),
    (34, "light", "1", "lamp"),
    (209, "light", "effect_1", "ambient_light"),
    (11, "cover", "", "cover"),
    (67, "cover", "op", "cover"),
    (91, "cover", "op", "cover"),
    (7006, "cover", "", "cover"),
    (34, "fan", "", "fan"),
    (25, "fan", "", None),
    (15, "climate", "", "thermostat"),
    (127, "climate", "", "climate"),
    (7017, "climate", "", "climate"),
    (28, "remote", "", "remote"),
    (1000, "event", "", "button"),
    (161, "event", "2", "button_1"),
    (1000, "sensor", "action", None),
    (1000, "sensor", "", None),
    (195, "alarm_control_panel", "", "alarm_control_panel"),
    (195, "media_player", "", None),
    (195, "button", "reboot", "restart"),
    (228, "button", "restart", "restart"),
    (225, "button", "restart", "restart"),
    (225, "button", "shutdown", "force_shutdown"),
    (209, "button", "bell", "sound_bell"),
    (209, "button", "alarm", "sound_alarm"),
    (209, "button", "effect", None),
    (7056, "siren", "", "siren"),
    (7047, "valve", "", "valve"),
    (7048, "valve", "1", "valve_0"),
    (25, "humidifier", "", "humidifier"),
)
