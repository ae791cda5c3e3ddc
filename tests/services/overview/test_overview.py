"""The overview: every number is that of what it leads to, and nothing is counted that the user may not see."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import update

from fleet_tui.demo import people as demo
from fleet_tui.domain.access.permissions import SEE_HISTORY, SEE_MAIL, SEE_PEOPLE
from fleet_tui.domain.access.session import NotAllowed
from fleet_tui.domain.accounts.purpose import Purpose
from fleet_tui.domain.accounts.status import AccountState
from fleet_tui.domain.bulk.actions import Send, SetActive, SetField
from fleet_tui.domain.filters.conditions import ONLY_ACTIVE, OneOf
from fleet_tui.domain.filters.query import ListQuery
from fleet_tui.domain.lists import ListName
from fleet_tui.domain.overview.values import MOST_COVER, BilledOn, Count, HistoryOf, Overview, PeopleOf
from fleet_tui.domain.paging import PageQuery
from fleet_tui.domain.people.profile import NewPerson
from fleet_tui.services.services import Services
from fleet_tui.storage.schema.tables import ListEntry
from tests.support.actors import signed_in
from tests.support.people import EMPLOYEES, NOON, TECHNICIANS, added, load, new_person, set_active
from tests.support.undo_driving import as_user

DAY = timedelta(days=1)
AGES = {
    "ends_soon": NOON + timedelta(hours=5),
    "ends_later": NOON + 3 * DAY,
    "ended_7_days": NOON - 2 * DAY,
    "ended_30_days": NOON - 20 * DAY,
    "ended_before": NOON - 90 * DAY,
}


def invited(number: int, ends: datetime, **more: object) -> NewPerson:
    values = {
        "name": f"Invited {number}",
        "type": "managed",
        "email": f"invited{number}@example.org",
        "positions": ("Helper",),
        "role": "Helper",
    }
    return new_person(TECHNICIANS, values | more, account=AccountState.INVITED, invited=(ends - 7 * DAY, ends))


@pytest.fixture
def company(services: Services) -> Services:
    """Demo people, people invited at all ages, and a few changes of today."""
    load(services.database, demo.people(200, 3, demo.day_of(3)))
    load(services.database, [invited(number, ends) for number, ends in enumerate(AGES.values())])
    load(services.database, [invited(9, NOON + DAY / 2, email="left@example.org")])
    added(services, TECHNICIANS)
    added(services, EMPLOYEES)
    ids = [one.id for one in services.people.find("invited")]
    services.bulk.run(services.bulk.plan(Send(Purpose.INVITE), TECHNICIANS, ids[:2]))
    set_active(services, TECHNICIANS, 7, active=not services.people.profile(TECHNICIANS, 7).active)
    return services


def counts(overview: Overview) -> dict[str, Count]:
    return {f"{section.id}.{count.id}": count for section in overview.sections for count in section.counts}


def listed(services: Services, target: PeopleOf) -> int:
    return services.people.page(ListQuery(target.kind, ("name",), target.filter)).matching


def test_every_number_of_people_is_that_of_its_list(company: Services) -> None:
    numbers = {name: count for name, count in counts(company.overview.look()).items() if "invitations" not in name}
    of_lists = {name: count for name, count in numbers.items() if isinstance(count.target, PeopleOf)}
    assert len(of_lists) > 20
    assert {name: count.number for name, count in of_lists.items()} == {
        name: listed(company, count.target)  # type: ignore[arg-type]
        for name, count in of_lists.items()
    }


def test_the_ages_of_invitations_add_up_to_their_status(company: Services) -> None:
    overview = company.overview.look()
    for status in ("pending", "invitation_ended"):
        for section in overview.sections:
            ages = [count for count in section.counts if section.id.endswith("_invitations")]
            mine = [each for each in ages if OneOf("status", frozenset({status})) in each.target.filter.conditions]  # type: ignore[union-attr]
            assert not mine or sum(each.number for each in mine) == listed(company, mine[0].target)  # type: ignore[arg-type]


def test_an_invitation_has_the_age_of_its_end(services: Services) -> None:
    load(services.database, [invited(number, ends) for number, ends in enumerate(AGES.values())])
    load(services.database, [invited(8, NOON + DAY / 2), invited(9, NOON + DAY / 2)])
    services.people.save(TECHNICIANS, 6, services.people.profile(TECHNICIANS, 6).version, {"email": "o@example.org"})
    set_active(services, TECHNICIANS, 7, active=False)
    (section,) = (each for each in services.overview.look().sections if each.id == "technician_invitations")
    assert {count.id: count.number for count in section.counts} == dict.fromkeys(AGES, 1) | {"taken_back": 1}


def test_time_moves_an_invitation_on(services: Services) -> None:
    load(services.database, [invited(1, NOON + timedelta(hours=30))])
    found = []
    for hours in (0, 10, 40, 24 * 20, 24 * 60):
        (section,) = (
            each
            for each in as_user(services, "later", hours).overview.look().sections
            if each.id == "technician_invitations"
        )
        found += [count.id for count in section.counts]
    assert found == ["ends_later", "ends_soon", "ended_7_days", "ended_30_days", "ended_before"]


def test_the_billed_of_each_month_are_those_of_its_last_day(services: Services) -> None:
    """People of a year, each with a past of their own."""
    months = [datetime(2025, 6, 3, 12, tzinfo=NOON.tzinfo) + 30 * number * DAY for number in range(13)]
    people = [
        new_person(
            TECHNICIANS, {"name": f"T{number}", "type": ("managed", "non_managed")[number % 3 == 0]}, created=made
        )
        for number, made in enumerate(months * 2)
    ]
    load(services.database, people)
    for number in range(1, 24, 2):
        later = as_user(services, "later", 24 * (5 + 13 * number))
        if number % 4 == 1:
            set_active(later, TECHNICIANS, number, active=False)
        else:
            other = "non_managed" if number % 3 else "managed"
            later.bulk.run(later.bulk.plan(SetField("type", other), TECHNICIANS, [number]))
        if number % 3 == 1:
            last = as_user(services, "last", 24 * (9 + 13 * number))
            set_active(last, TECHNICIANS, number, active=not last.people.profile(TECHNICIANS, number).active)
    now = as_user(services, "now", 24 * 350)
    (section,) = (each for each in now.overview.look().sections if each.id == "billed")
    found = {count.target.day: count.number for count in section.counts}  # type: ignore[union-attr]
    assert found == {day: len(now.billing.on(day).technicians) for day in found}
    assert len(set(found.values())) > 4
    assert [count.id for count in section.counts][:2] == [f"{NOON + 350 * DAY:%Y-%m}", "2027-04"]


def test_months_of_the_past_are_derived_once(company: Services) -> None:
    company.overview.look()
    before = dict(company.overview._past)
    technician = next(id for id in range(1, 99) if company.people.profile(TECHNICIANS, id).active)
    set_active(company, TECHNICIANS, technician, active=False)
    numbers = counts(company.overview.look())
    assert company.overview._past == before
    today = NOON.astimezone().date()
    assert numbers[f"billed.{today:%Y-%m}"].number == len(company.billing.on(today).technicians)


def test_what_was_done_today_is_what_the_history_has(company: Services) -> None:
    for number in range(2):  # the second look counts only what is behind the first
        done = {name: count for name, count in counts(company.overview.look()).items() if name.startswith("today.")}
        assert {"today.added", "today.invited"} < set(done)
        for count in done.values():
            assert isinstance(count.target, HistoryOf)
            rows = company.history_pages.page(count.target.filter, PageQuery(limit=1_000)).rows
            assert count.number == sum(row.id - row.first + 1 for row in rows), count
        added(company, TECHNICIANS, name="One more", mobile=f"(201) 555-017{number}")


def test_yesterday_is_not_today(company: Services) -> None:
    company.overview.look()
    tomorrow = as_user(company, "later", 24)
    assert not [each for each in tomorrow.overview.look().sections if each.id == "today"]


@pytest.mark.parametrize("people", [30, 300])
def test_a_skill_in_a_zone_is_counted_up_to_enough(services: Services, people: int) -> None:
    load(services.database, demo.people(people, 3, demo.day_of(3)))
    cover = services.overview.look().cover
    assert cover is not None
    for (skill, _), row in zip(cover.skills, cover.numbers, strict=True):
        for (zone, _), number in zip(cover.zones, row, strict=True):
            both = ONLY_ACTIVE.with_(OneOf("skills", frozenset({skill}))).with_(OneOf("zones", frozenset({zone})))
            assert number == min(MOST_COVER, listed(services, PeopleOf(TECHNICIANS, both)))
    nobody, one = (sum(number == few for row in cover.numbers for number in row) for few in (0, 1))
    assert cover.heading.endswith(f": {nobody} by nobody, {one} by one")
    assert bool(nobody) is bool(one) is (people == 30)


def test_without_zones_there_is_no_cover(services: Services) -> None:
    load(services.database, demo.people(30, 3, demo.day_of(3)))
    assert services.overview.look().cover is not None
    for zone in services.lists.entries(ListName.ZONES):
        services.lists.retire(zone, retired=True)
    assert services.overview.look().cover is None


def test_while_nobody_covers_anything_there_is_no_cover(services: Services) -> None:
    assert services.overview.look().cover is None


def _sections(services: Services) -> set[str]:
    return {section.id for section in services.overview.look().sections}


@pytest.mark.parametrize(
    ("permissions", "more"),
    [((), set()), ((SEE_HISTORY,), {"today", "billed"}), ((SEE_MAIL,), {"messages"})],
)
def test_only_what_may_be_seen_is_counted(company: Services, permissions: Iterable[str], more: set[str]) -> None:
    actor = signed_in(company, SEE_PEOPLE, *permissions)
    all_of_them = _sections(company)
    assert {"today", "billed", "messages"} < all_of_them
    assert _sections(actor) == all_of_them - {"today", "billed", "messages"} | more


def test_whoever_may_not_see_people_sees_no_number(company: Services) -> None:
    with pytest.raises(NotAllowed):
        signed_in(company, SEE_HISTORY, SEE_MAIL).overview.look()


def test_entries_of_one_sort_key_are_told_apart(services: Services) -> None:
    teams = [services.lists.add(ListName.TEAMS, name) for name in ("Ost 1", "ÖST 2")]
    with services.database.write() as connection:
        entries = ListEntry.__table__
        connection.execute(update(entries).where(entries.c.id == teams[1].id).values(name="Ost 1"))
    for number, team in enumerate((teams[0], teams[1], teams[1])):
        added(services, TECHNICIANS, name=f"T{number}", mobile=f"(201) 555-014{number}", team=team.id)
    numbers = counts(services.overview.look())
    assert [numbers[f"technician_team.{team.id}"].number for team in teams] == [1, 2]


def test_a_day_of_each_month_ends_on_its_last() -> None:
    from fleet_tui.services.overview.overview import _month_ends

    days = _month_ends(date(2024, 3, 31))
    assert days[:3] == [date(2024, 3, 31), date(2024, 2, 29), date(2024, 1, 31)]
    assert len(days) == len({(day.year, day.month) for day in days}) == 13


def test_a_company_without_people_has_few_numbers(services: Services) -> None:
    assert {name: count.number for name, count in counts(services.overview.look()).items()} == {
        "technician_type.managed": 0,
        "technician_type.non_managed": 0,
        "technician_type.inactive": 0,
        f"billed.{NOON.astimezone():%Y-%m}": 0,
    }


def test_many_deactivated_at_once_are_not_counted_as_active(company: Services) -> None:
    everybody = company.people.ids(ListQuery(TECHNICIANS, ("name",), ONLY_ACTIVE))
    company.bulk.run(company.bulk.plan(SetActive(False), TECHNICIANS, everybody))
    numbers = counts(company.overview.look())
    assert {name: count.number for name, count in numbers.items() if name.startswith("technician_type")} == {
        "technician_type.managed": 0,
        "technician_type.non_managed": 0,
        "technician_type.inactive": company.people.page(ListQuery(TECHNICIANS, ("name",))).total,
    }
    assert not isinstance(numbers["technician_type.inactive"].target, BilledOn)
