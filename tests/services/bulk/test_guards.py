"""Who is not deactivated by anybody: oneself, and the last active person who may manage people."""

from __future__ import annotations

import pytest

from fleet_tui.domain.bulk.evaluate import LAST_MANAGER
from fleet_tui.domain.bulk.plan import Decision
from fleet_tui.domain.fields import PersonKind
from fleet_tui.services.access import last_admin
from fleet_tui.services.services import Services
from tests.support.actors import EVERYTHING, signed_in
from tests.support.bulk_driving import CANNOT, OFF, WILL, decisions
from tests.support.people import EMPLOYEES, TECHNICIANS, load, new_person


@pytest.mark.parametrize("kind", [TECHNICIANS, EMPLOYEES])
def test_nobody_deactivates_themselves(services: Services, kind: PersonKind) -> None:
    load(
        services.database, [new_person(kind, {"name": "other"} | ({"type": "managed"} if kind is TECHNICIANS else {}))]
    )
    me = signed_in(services, *EVERYTHING, name="tester", kind=kind)
    found = me.bulk.plan(OFF, kind, [1, 2])
    assert found.names == ("other", "tester")
    assert [one.verdict for one in decisions(found)] == [WILL, CANNOT]
    assert decisions(found)[1] == Decision(CANNOT, "yourself")


MANAGERS = {"role": "Administrator"}
DENIED = {"role": "Administrator", "may_manage_people": "deny"}
ALLOWED = {"role": "Office", "may_manage_people": "allow"}


@pytest.mark.parametrize(
    ("people", "left"),
    [
        ([MANAGERS, {}, MANAGERS], 3),  # the last by name of those who may
        ([ALLOWED, {}], 1),
        ([MANAGERS, DENIED], 1),
        ([{}, DENIED], None),  # nobody could before
    ],
)
def test_the_last_who_may_manage_people_stays(
    services: Services, people: list[dict[str, object]], left: int | None
) -> None:
    load(
        services.database,
        [
            new_person(EMPLOYEES, {"role": "Office", "name": f"n{number}", "email": f"{number}@x.org"} | values)
            for number, values in enumerate(people)
        ],
    )
    found = services.bulk.plan(OFF, EMPLOYEES, range(1, len(people) + 1))
    kept = {list(found.ids)[place] for place in range(len(found)) if found.of(place).verdict is CANNOT}
    assert kept == ({left} if left else set())
    assert {found.of(place).reason for place in range(len(found)) if found.of(place).verdict is CANNOT} <= {
        "the last active person who may manage people"
    }


def test_somebody_inactive_is_not_the_last_who_may(services: Services) -> None:
    administrators = [
        new_person(EMPLOYEES, {"name": name, "email": f"{name}@x.org"} | MANAGERS, active=active)
        for name, active in (("a", True), ("b", False))
    ]
    load(services.database, administrators)
    with services.context.reading() as tx:
        assert last_admin.LastAdmin(tx, EMPLOYEES).last_holder([1, 2]) == (1, LAST_MANAGER)


def test_a_manager_of_the_other_kind_is_enough_as_long_as_active(services: Services) -> None:
    allowed = {"name": "t", "type": "managed", "email": "t@x.org", "may_manage_people": "allow"}
    load(services.database, [new_person(TECHNICIANS, allowed)])
    load(services.database, [new_person(EMPLOYEES, {"name": "e", "email": "e@x.org"} | MANAGERS)])
    assert services.bulk.plan(OFF, EMPLOYEES, [1]).counts() == {WILL: 1}
    services.bulk.run(services.bulk.plan(OFF, TECHNICIANS, [1]))
    assert services.bulk.plan(OFF, EMPLOYEES, [1]).counts() == {CANNOT: 1}
