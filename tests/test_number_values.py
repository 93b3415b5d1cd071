"""What is set on a number, and is none."""

import pytest

from homeassistant.exceptions import ServiceValidationError

from .home import Home

LAMP = "Kitchen lamp"


@pytest.mark.usefixtures("everything_enabled")
@pytest.mark.parametrize(
    ("value", "reason"),
    [("nan", "not_a_number"), ("inf", "out_of_range"), ("-inf", "out_of_range")],
)
async def test_what_is_no_number_is_refused(
    home: Home, value: str, reason: str
) -> None:
    """It is told why, and nothing is sent."""
    home.sim(LAMP).params["pulse"] = "on"
    await home.set_up()
    number = home.entity_id(LAMP, "inching_time")
    with pytest.raises(ServiceValidationError) as caught:
        await home.call("set_value", number, domain="number", value=value)
    assert caught.value.translation_key == reason
    assert not home.sent(LAMP)
