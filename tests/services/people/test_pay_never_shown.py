"""What takes the payroll permission to see comes out nowhere without it, not of oneself either."""

from __future__ import annotations

import dataclasses
import io
from contextlib import redirect_stdout
from datetime import date
from decimal import Decimal

import pytest

from fleet_tui.cli import list_output
from fleet_tui.cli.list import windows
from fleet_tui.domain.access.permissions import SEE_PEOPLE
from fleet_tui.domain.access.session import NotAllowed
from fleet_tui.domain.errors import Invalid, Stale
from fleet_tui.domain.fields import Field, Kind, PersonKind
from fleet_tui.domain.filters.conditions import Between, Contains, Empty, Filter, Find, OneOf
from fleet_tui.domain.filters.query import ListQuery, Sort
from fleet_tui.domain.people.field_permissions import permission_of_field
from fleet_tui.domain.people.types import PROFILE_TYPES
from fleet_tui.services.services import Services
from tests.support.actors import EVERYTHING, signed_in
from tests.support.people import TECHNICIANS, added, technician

FIELDS = PROFILE_TYPES[TECHNICIANS].fields
HIDDEN = {
    field.name: field
    for profile_type in PROFILE_TYPES.values()
    for field in profile_type.stored
    if permission_of_field(field).see != SEE_PEOPLE
}
"""Every field that takes more than seeing people."""
VALUES: dict[str, tuple[object, ...]] = {
    "in_payroll": (True, False),
    "pay_type": ("commission", "hourly"),
    "pay_basis": ("performance", "timesheet"),
    "payroll_id": ("SECRET-1", "SECRET-2"),
    "hourly_rate": ("71.23", "72.34"),
    "commission": ("73.45", "74.56"),
    "sold_by": ("75.67", "76.78"),
    "start_date": ("2021-07-13", "2021-07-14"),
    "burden_rate": ("77.89", "78.91"),
}
"""What each holds before and after a change."""
SHOWN = [
    str(value)
    for name, pair in VALUES.items()
    for value in pair
    if HIDDEN[name].kind not in (Kind.TOGGLE, Kind.CHOICE)  # whose words stand elsewhere too
]


@pytest.fixture
def paid(services: Services) -> Services:
    """Somebody of whom each of them is known, and was changed."""
    services.company.save(1, {"payroll": True})
    id = added(services, TECHNICIANS, **{name: before for name, (before, _) in VALUES.items()}).id
    services.people.save(TECHNICIANS, id, 1, {name: after for name, (_, after) in VALUES.items()} | {"memo": "x"})
    return services


def test_every_field_is_tried() -> None:
    assert VALUES.keys() == HIDDEN.keys()


def out(services: Services, kind: PersonKind = TECHNICIANS) -> str:
    """All that services answer about people, and the commands print, as text."""
    query = ListQuery(kind, tuple(name for name, field in FIELDS.items() if field.width or name in HIDDEN), Filter())
    said = [services.people.profile(kind, 1), services.people.page(query), services.history.events(limit=99)]
    said += [services.history.events(kind=kind, person=1)]
    said += [
        services.views.of(kind),
        services.people.ids(query),
        services.my_account.profile(),
        services.my_account.account(),
    ]
    printed = io.StringIO()
    with redirect_stdout(printed):
        for write in list_output.WRITERS.values():
            write(dataclasses.replace(PROFILE_TYPES[kind], columns=query.fields), windows(services.people, query))
    try:
        services.people.save(kind, 1, 1, {"memo": "stale"})
    except Stale as stale:
        said.append(stale)
    saved = services.people.save(kind, 1, 2, {"memo": "y"})
    said += [saved, services.undo.plan()]
    said += [services.undo.run(services.undo.plan()), services.undo.plan(redo=True)]
    return "\n".join((*map(str, map(_dates_as_text, said)), printed.getvalue()))


def _dates_as_text(said: object) -> str:
    return repr(said).replace(repr(date(2021, 7, 14)), "2021-07-14").replace(repr(date(2021, 7, 13)), "2021-07-13")


def test_nothing_of_it_comes_out_without_the_permission(paid: Services) -> None:
    blind = signed_in(paid, *EVERYTHING - {"see_payroll"})
    text = out(blind)
    assert [value for value in SHOWN if value in text] == []
    page = blind.people.page(ListQuery(TECHNICIANS, tuple(FIELDS), Filter()))
    for person in (page.people[0], blind.people.profile(TECHNICIANS, 1)):
        assert {name: person.values[name] for name in HIDDEN} == dict.fromkeys(HIDDEN)


def test_whoever_may_see_it_is_shown_all(paid: Services) -> None:
    text = out(signed_in(paid, *EVERYTHING))
    assert [value for value in SHOWN if value not in text] == []


def test_ones_own_is_no_exception(services: Services) -> None:
    me = signed_in(services, kind=TECHNICIANS)
    services.company.save(1, {"payroll": True})
    right = technician(services) | {name: after for name, (_, after) in VALUES.items()}
    services.people.save(TECHNICIANS, 1, 1, right)
    profile = me.my_account.profile()
    assert {name: profile.values[name] for name in HIDDEN} == dict.fromkeys(HIDDEN)


def asked(field: Field) -> list[ListQuery]:
    """Every way to ask a list for a value of the field."""
    conditions = {
        Kind.TEXT: [Contains(field.name, "S"), Empty(field.name)],
        Kind.MONEY: [Between(field.name, Decimal(1), None)],
        Kind.PERCENT: [Between(field.name, Decimal(1), None)],
        Kind.DATE: [Between(field.name, date(2021, 1, 1), None)],
    }.get(field.kind, [OneOf(field.name, frozenset({"yes"}))])
    queries = [ListQuery(TECHNICIANS, ("name",), Filter((condition,))) for condition in conditions]
    return [*queries, ListQuery(TECHNICIANS, ("name",), Filter(), Sort(field.name))]


def test_no_list_is_asked_for_it(paid: Services) -> None:
    blind = signed_in(paid, *EVERYTHING - {"see_payroll"})
    for field in HIDDEN.values():
        for query in asked(field):
            for ask in (blind.people.page, blind.people.ids):
                with pytest.raises(NotAllowed, match="“See payroll details”"):
                    ask(query)
    assert blind.people.ids(ListQuery(TECHNICIANS, ("name",), Filter((Find("SECRET-2"),)))) == []


def test_nobody_finds_out_by_changing_it(paid: Services) -> None:
    blind = signed_in(paid, *EVERYTHING - {"see_payroll"})
    for name, (before, after) in VALUES.items():
        for value in (before, after):
            if value is False:
                continue
            with pytest.raises(Invalid) as refused:
                blind.people.save(TECHNICIANS, 1, 2, {name: value})
            assert set(refused.value.problems) == {name}
