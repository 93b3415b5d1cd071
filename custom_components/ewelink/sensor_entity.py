"""What the sensors of devices share."""

from typing import override

from homeassistant.components.sensor import SensorEntity, SensorStateClass

from .devices.features import Feature
from .entity import EwelinkEntity


class EwelinkSensor[FeatureT: Feature](EwelinkEntity[FeatureT], SensorEntity):
    """A sensor of a device, of which the description tells all but the value."""

    last_reset = None
    suggested_unit_of_measurement = None
    supported_features = None

    @property
    @override
    def native_unit_of_measurement(self) -> str | None:
        """Return the unit of what is measured."""
        return self.entity_description.native_unit_of_measurement

    @property
    @override
    def state_class(self) -> SensorStateClass | None:
        """Return what kind of statistics there are of it."""
        return self.entity_description.state_class

    @property
    @override
    def suggested_display_precision(self) -> int | None:
        """Return how many digits are shown."""
        return self.entity_description.suggested_display_precision
