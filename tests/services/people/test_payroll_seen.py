"""Payroll details are for those who may see them, and changed by those who may change them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from fleet_tui.domain.access.session import NotAllowed
from fleet_tui.domain.errors import Invalid
from fleet_tui.domain.filters.conditions import Between, Empty, Filter
from fleet_tui.domain.filters.query import ListQuery, Sort
from fleet_tui.domain.people.payroll import PAYROLL_FIELDS
from fleet_tui.services.services import Services
from tests.support.actors import EVERYTHING, allow, signed_in
from tests.support.people import TECHNICIANS, added, technician

PAY = {"in_payroll": True, "payroll_id": "P-1", "hourly_rate": "31.50", "start_date": "2026-01-31"}
COLUMNS = ("name", "hourly_rate", "payroll_id")


@pytest.fixture
def paid(services: Services) -> Services:
    """A technician with payroll details, in a company that has them on."""
    services.company.save(1, {"payroll": True})
    added(services, TECHNICIANS, **PAY)
    services.people.save(TECHNICIANS, 1, 1, {"hourly_rate": "40", "memo": "x"})
    return services


def told(services: Services) -> list[tuple[str, str, str]]:
    return [(one.label, one.before, one.after) for one in services.history.events(kind=TECHNICIANS)[0].changes]


def test_who_may_not_see_them_is_given_none(paid: Services) -> None:
    blind = signed_in(paid, "see_people", "manage_people", "activate_people", "see_history")
    seeing = signed_in(paid, "see_people", "see_payroll", "see_history", name="eve")
    profiles = [
        blind.people.profile(TECHNICIANS, 1),
        blind.people.save(TECHNICIANS, 1, 2, {"memo": "y"}).profile,
        blind.people.page(ListQuery(TECHNICIANS, COLUMNS, Filter())).people[0],
    ]
    for profile in profiles:
        assert not any(profile.values[name] for name in PAYROLL_FIELDS & profile.values.keys())
    assert seeing.people.profile(TECHNICIANS, 1).values["hourly_rate"] == Decimal(40)
    assert seeing.people.page(ListQuery(TECHNICIANS, COLUMNS, Filter())).people[0].values["payroll_id"] == "P-1"
    assert seeing.views.of(TECHNICIANS) == ()


def test_nobody_finds_out_by_adding_somebody_alike(paid: Services) -> None:
    blind = signed_in(paid, *EVERYTHING - {"see_payroll"})
    for theirs in ("P-1", "P-2"):
        with pytest.raises(Invalid) as refused:
            added(blind, TECHNICIANS, mobile="(201) 555-0199", payroll_id=theirs)
        assert str(refused.value) == (
            "You are not allowed to change this: it takes the permission “See payroll details”."
        )
    assert added(blind, TECHNICIANS, mobile="(201) 555-0199").values["name"] == "Ann Porter"


def test_the_history_names_what_was_changed_of_them_and_not_to_what(paid: Services) -> None:
    assert told(signed_in(paid, "see_people", "see_history")) == [
        ("Memo", "—", "x"),
        ("Hourly Rate", "not shown", "not shown"),
    ]
    seeing = signed_in(paid, "see_people", "see_history", "see_payroll", name="eve")
    assert told(seeing) == [("Memo", "—", "x"), ("Hourly Rate", "31.50", "40.00")]


def test_nobody_finds_out_by_filtering_and_sorting(paid: Services) -> None:
    blind = signed_in(paid, *EVERYTHING - {"see_payroll"})
    for query in (
        ListQuery(TECHNICIANS, ("name",), Filter((Between("hourly_rate", Decimal(40), None),))),
        ListQuery(TECHNICIANS, ("name",), Filter((Empty("payroll_id"),))),
        ListQuery(TECHNICIANS, ("name",), Filter(), Sort("start_date")),
    ):
        for ask in (blind.people.page, blind.people.ids):
            with pytest.raises(NotAllowed, match="“See payroll details”"):
                ask(query)


def test_a_view_that_asks_for_them_is_shown_with_its_reason_and_no_number(paid: Services) -> None:
    filter = Filter((Between("hourly_rate", Decimal(40), None),))
    paid.views.save("paid", ListQuery(TECHNICIANS, ("name",), filter), shared=True)
    (view,) = signed_in(paid, "see_people").views.of(TECHNICIANS)
    assert view.matching is None
    assert view.view.fault == "It asks for payroll details, which you may not see."
    (view,) = signed_in(paid, "see_people", "see_payroll", name="eve").views.of(TECHNICIANS)
    assert (view.matching, view.view.fault) == (1, "")


SEE = "it takes the permission “See payroll details”."
CHANGE = "it takes the permission “Change payroll details”."


SAVES: list[tuple[str, dict[str, object], dict[str, str]]] = [
    ("", {"memo": "z", "hourly_rate": "", "in_payroll": False, "payroll_id": None}, {}),
    ("", {"hourly_rate": "40"}, {"hourly_rate": SEE}),  # which says nothing of what it is
    ("", {"hourly_rate": "0"}, {"hourly_rate": SEE}),
    ("", {"payroll_id": "P-2"}, {"payroll_id": SEE}),
    ("manage_payroll", {"hourly_rate": "41"}, {"hourly_rate": SEE}),
    ("see_payroll", {"hourly_rate": "40", "memo": "y"}, {}),
    ("see_payroll", {"hourly_rate": "41", "in_payroll": False}, {"hourly_rate": CHANGE, "in_payroll": CHANGE}),
    ("see_payroll", {"start_date": ""}, {"start_date": CHANGE}),
]
"""Beside managing people: what is allowed, what is typed, and what it takes."""


def test_who_may_not_change_them_leaves_them_as_they_are(paid: Services) -> None:
    added(paid, TECHNICIANS, mobile="201 555 0199", payroll_id="P-2")
    actor = signed_in(paid)
    before = paid.people.profile(TECHNICIANS, 1)
    for permissions, typed, wrong in SAVES:
        allow(actor, ["see_people", "manage_people", *permissions.split()])
        found: dict[str, str] = {}
        try:
            actor.people.save(TECHNICIANS, 1, paid.people.profile(TECHNICIANS, 1).version, typed)
        except Invalid as invalid:
            found = {name: problem.sentence for name, problem in invalid.problems.items()}
        assert found == {name: f"You are not allowed to change this: {takes}" for name, takes in wrong.items()}
    after = paid.people.profile(TECHNICIANS, 1)
    assert [after.values[name] for name in PAYROLL_FIELDS] == [before.values[name] for name in PAYROLL_FIELDS]
    assert after.values["memo"] == "y"
    allow(actor, ["see_people", "manage_people", "see_payroll", "manage_payroll"])
    assert actor.people.save(TECHNICIANS, 1, after.version, {"hourly_rate": "0"}).profile.values["hourly_rate"] == 0


def test_a_new_profile_has_none_from_who_may_not_change_them(paid: Services) -> None:
    actor = signed_in(paid, "see_people", "see_payroll", "manage_people")
    right = technician(paid, mobile="201 555 0199", in_payroll=False, hourly_rate="", start_date=None)
    with pytest.raises(Invalid) as refused:
        actor.people.add(TECHNICIANS, right | {"hourly_rate": "0", "in_payroll": True})
    assert set(refused.value.problems) == {"hourly_rate", "in_payroll"}
    assert actor.people.add(TECHNICIANS, right).profile.values["hourly_rate"] is None
