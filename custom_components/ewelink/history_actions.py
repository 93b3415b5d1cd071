"""The action that imports what a meter has kept of past days or hours."""

from typing import Final

from sqlalchemy.exc import SQLAlchemyError
import voluptuous as vol

from homeassistant.const import ATTR_DEVICE_ID
from homeassistant.core import HomeAssistant, ServiceCall, callback
from homeassistant.exceptions import HomeAssistantError, ServiceValidationError
from homeassistant.helpers import config_validation as cv
from homeassistant.util import dt as dt_util

from .action_targets import async_target
from .api.errors import EwelinkError, EwelinkNoAnswerError
from .const import DOMAIN
from .devices.device import Device
from .devices.energy_history import EnergyHistoryError
from .domain_data import DATA_SHARED
from .energy_history.budget import HistoryBudgetError
from .energy_history.importer import async_import, has_recorder
from .energy_history.reader import HistoryReader
from .errors import command_error

SERVICE_IMPORT_ENERGY_HISTORY: Final = "import_energy_history"

_IMPORT: Final = vol.Schema({vol.Required(ATTR_DEVICE_ID): cv.string})


@callback
def async_setup_history_actions(hass: HomeAssistant) -> None:
    """Register the action."""
    hass.services.async_register(
        DOMAIN, SERVICE_IMPORT_ENERGY_HISTORY, _async_import_history, schema=_IMPORT
    )


async def _async_import_history(call: ServiceCall) -> None:
    """Ask a meter for all that it keeps, and import it; it is the user's consent."""
    target = async_target(call)
    coordinator, device, channel = target.coordinator, target.device, target.channel
    channels = _channels(device, channel)
    if not has_recorder(call.hass):
        raise ServiceValidationError(
            translation_domain=DOMAIN, translation_key="no_recorder"
        )
    budget = call.hass.data[DATA_SHARED].history_budget
    try:
        if len(channels) > 1:
            # None of these answers in the local network.
            budget.check(device.id, len(channels))
        reader = HistoryReader(call.hass)
        reads = [
            (it, await reader.async_read(coordinator, device, it)) for it in channels
        ]
        for it, read in reads:
            await async_import(call.hass, device, it, read)
    except HistoryBudgetError as err:
        raise _asked_often(err, device) from err
    except EnergyHistoryError as err:
        raise HomeAssistantError(
            translation_domain=DOMAIN,
            translation_key="history_unreadable",
            translation_placeholders={"device": device.name},
        ) from err
    except (SQLAlchemyError, TimeoutError) as err:
        raise HomeAssistantError(
            translation_domain=DOMAIN,
            translation_key="history_not_written",
            translation_placeholders={"device": device.name},
        ) from err
    except EwelinkError as err:
        raise _unanswered(err, device) from err


def _channels(device: Device, channel: int | None) -> tuple[int | None, ...]:
    """Return the loads whose history is meant; raises where none is kept."""
    history = device.type.history
    if history is None or (channel is not None and channel not in history.channels):
        raise ServiceValidationError(
            translation_domain=DOMAIN,
            translation_key="no_energy_history",
            translation_placeholders={"device": device.name},
        )
    return history.channels or (None,) if channel is None else (channel,)


def _asked_often(err: HistoryBudgetError, device: Device) -> HomeAssistantError:
    """Return what is raised where the questions of a day are used up."""
    time = dt_util.as_local(err.free_at).strftime("%Y-%m-%d %H:%M")
    return HomeAssistantError(
        translation_domain=DOMAIN,
        translation_key="history_asked_often",
        translation_placeholders={"device": device.name, "time": time},
    )


def _unanswered(err: EwelinkError, device: Device) -> HomeAssistantError:
    """Return what is raised where a device, or the cloud, gave no answer."""
    if not isinstance(err, EwelinkNoAnswerError):
        return command_error(err, device.name)
    return HomeAssistantError(
        translation_domain=DOMAIN,
        translation_key="history_no_answer",
        translation_placeholders={"device": device.name},
    )
