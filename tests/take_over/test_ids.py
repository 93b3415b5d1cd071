"""Tests of the table of which entity of ours goes on with which of SonoffLAN's."""

from custom_components.ewelink import (
    alarm_control_panel,
    climate,
    cover,
    fan,
    humidifier,
    light,
    remote,
    siren,
    switch,
    valve,
)
from custom_components.ewelink.devices.device import Device
from custom_components.ewelink.devices.rows import TYPES
from custom_components.ewelink.platforms import platform_of
from custom_components.ewelink.sonoff_ids import NAMELESS, TAILS
from custom_components.ewelink.take_over.plan import (
    TheirDevice,
    TheirEntity,
    make_plan,
)
from tests.devices.common import device
from tests.each import each

from .table import TABLE


def _their(of: Device, domain: str, tail: str) -> TheirDevice:
    unique_id = f"{of.id}_{tail}" if tail else of.id
    entity = TheirEntity("entity", domain, unique_id, "Label", None, None, None)
    return TheirDevice(
        "device", of.id, "entry", "Their", None, (("sonoff", of.id),), (), (entity,)
    )


@each(TABLE)
def test_goes_on_as(uiid: int, domain: str, tail: str, after: str | None) -> None:
    """An entity goes on as ours of the same domain, or stays and is named."""
    ours = device(uiid)
    plan = make_plan([_their(ours, domain, tail)], {ours.id: ours})

    if after is None:
        assert (plan.moves, plan.staying) == ((), ("Label",))
    else:
        [move] = plan.moves
        assert (move.after, plan.staying) == (f"{ours.id}_{after}", ())


def test_keys_are_those_of_the_types_they_are_for() -> None:
    """What the table leads to is shown by the same platform."""
    features = [
        (uiid, str(platform_of(it)), it.key)
        for uiid, row in TYPES.items()
        for it in (
            *row.features,
            *(it for features in row.by_model.values() for it in features),
        )
    ]
    built = {"alarm", "button", "connection", "remote", "rf", "rf_sensor"}
    for domain, tails in TAILS.items():
        for tail in tails:
            key = tail.key.rstrip("#").removesuffix("_@")
            uiids = {uiid for uiid, on, its in features if (on, its) == (domain, key)}
            assert key in built or uiids, (domain, tail)
            if key not in built:
                assert tail.uiids <= uiids, (domain, tail)


def test_entities_without_a_name() -> None:
    """They are those that are named as their device."""
    modules = (
        alarm_control_panel,
        climate,
        cover,
        fan,
        humidifier,
        light,
        remote,
        siren,
        switch,
        valve,
    )
    nameless = {
        key
        for module in modules
        for key, description in module.DESCRIPTIONS.items()
        if description.name is None
    }
    assert nameless == NAMELESS


def test_two_that_lead_to_the_same() -> None:
    """One of them goes on, the other stays."""
    ours = device(1)
    one, other = (_their(ours, "switch", it).entities[0] for it in ("", "switch"))
    their = _their(ours, "switch", "")
    both = TheirDevice(
        **{
            **{it: getattr(their, it) for it in TheirDevice.__slots__},
            "entities": (
                one,
                TheirEntity("2", "switch", other.unique_id, "Two", None, None, None),
            ),
        }
    )
    plan = make_plan([both], {ours.id: ours})

    assert [it.id for it in plan.moves] == ["entity"]
    assert plan.staying == ("Two",)


def test_thing_of_another_account() -> None:
    """What the account does not list stays as it is, and is named."""
    ours = device(1)
    theirs = _their(ours, "switch", "")
    other = TheirDevice("other", "1000000002", "entry", "Other", None, (), (), ())
    plan = make_plan([theirs, other], {ours.id: ours})

    assert [it.deviceid for it in plan.devices] == [ours.id]
    assert plan.foreign == ("Other",)
