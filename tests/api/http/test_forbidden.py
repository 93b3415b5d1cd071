"""An HTTP 403 is the quota only where it can be that."""

from dataclasses import replace

import pytest

from custom_components.ewelink.api.errors import (
    EwelinkConnectionError,
    EwelinkError,
    EwelinkQuotaError,
)
from custom_components.ewelink.api.http.cloud_http import Call, CloudHttp

from ..stub import Answer, StubCloud

GET = Call(method="GET", path="/v2/x", region="eu", token="the-token")
BARRED = Answer(content=b"<html>forbidden</html>", status=403)


@pytest.mark.parametrize(
    ("monthly_calls", "made", "kind"),
    [
        pytest.param(100, {"eu": 0}, EwelinkConnectionError, id="few"),
        pytest.param(100, {"eu": 94}, EwelinkConnectionError, id="95 %"),
        pytest.param(100, {"eu": 95}, EwelinkQuotaError, id="more than 95 %"),
        pytest.param(100, {"eu": 500}, EwelinkQuotaError, id="too many"),
        pytest.param(100, {"us": 500}, EwelinkConnectionError, id="another region"),
        pytest.param(None, {"eu": 9999}, EwelinkConnectionError, id="unknown quota"),
    ],
)
async def test_barred(
    http: CloudHttp,
    stub: StubCloud,
    monthly_calls: int | None,
    made: dict[str, int],
    kind: type[EwelinkError],
) -> None:
    """Whoever bars the way is not taken for the quota while calls are left."""
    http.app = replace(http.app, monthly_calls=monthly_calls)
    for region, number in made.items():
        for _ in range(number):
            http.limiter.counter.count(http.app.app_id, region)
    stub.plan("GET /v2/x", BARRED)
    with pytest.raises(EwelinkError) as caught:
        await http.call(GET)
    assert type(caught.value) is kind
    assert caught.value.code == 403
