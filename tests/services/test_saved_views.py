"""Saved views: whose they are, who sees them, how many match now, and what the history tells of them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from fleet_tui.domain.access.identity import program
from fleet_tui.domain.errors import Gone, Invalid, Refusal
from fleet_tui.domain.filters.conditions import ONLY_ACTIVE, Ago, Between, Contains, Filter, OneOf
from fleet_tui.domain.filters.query import ListQuery, Sort
from fleet_tui.domain.filters.saved_views import Counted, NameTaken, View
from fleet_tui.domain.lists import ListName
from fleet_tui.services.base.actor import SystemActor
from fleet_tui.services.base.context import Context
from fleet_tui.services.services import Services
from fleet_tui.storage.check.database import check
from fleet_tui.storage.db.database import Database
from tests.conftest import NOW
from tests.support.people import EMPLOYEES, TECHNICIANS, added, entry

FIELDS = ("name", "team", "mobile")


@pytest.fixture
def ann(database: Database, tmp_path: Path) -> Services:
    """Somebody else's services on the same file."""
    return Services(Context(database, SystemActor("ann"), clock=lambda: NOW), tmp_path / "drafts")


def save(services: Services, name: str, filter: Filter = ONLY_ACTIVE, **more: object) -> View:
    return services.views.save(name, ListQuery(TECHNICIANS, FIELDS, filter, Sort("team", True)), **more)  # type: ignore[arg-type]


def seen(services: Services) -> list[Counted]:
    return list(services.views.of(TECHNICIANS))


def names(services: Services) -> list[str]:
    return [counted.view.name for counted in seen(services)]


def told(services: Services) -> list[tuple[str, str, dict[str, tuple[str, str]]]]:
    return [
        (event.action, event.subject, {change.label: (change.before, change.after) for change in event.changes})
        for event in services.history.events()
        if event.subject_kind == "views"
    ]


def test_a_view_comes_back_as_it_was_saved(services: Services) -> None:
    north = entry(services, ListName.TEAMS, "North")
    filter = Filter((OneOf("team", frozenset({north, None})), Contains("name", "[/]\x1b")))
    saved = save(services, " Mine ", filter)
    assert (saved.name, saved.owner, saved.shared, saved.version) == ("Mine", program("tester"), False, 1)
    assert seen(services) == [Counted(saved, 0)]
    assert saved.query() == ListQuery(TECHNICIANS, FIELDS, filter, Sort("team", True))
    assert services.views.of(EMPLOYEES) == ()


def test_each_view_says_how_many_match_now(services: Services) -> None:
    north = entry(services, ListName.TEAMS, "North")
    save(services, "All", Filter())
    save(services, "North", Filter((OneOf("team", frozenset({north})),)))
    added(services, TECHNICIANS, team=north)
    added(services, TECHNICIANS, mobile="201 555 0124")
    assert [(counted.view.name, counted.matching) for counted in seen(services)] == [("All", 2), ("North", 1)]


def test_a_renamed_team_stays_in_the_view(services: Services) -> None:
    north = next(entry for entry in services.lists.entries(ListName.TEAMS) if entry.name == "North")
    added(services, TECHNICIANS, team=north.id)
    save(services, "Mine", Filter((OneOf("team", frozenset({north.id})),)))
    services.lists.rename(north, "Nord")
    services.lists.retire(services.lists.entries(ListName.TEAMS)[1], True)
    (counted,) = seen(services)
    assert counted.matching == 1
    assert counted.view.notes == ()


def test_others_see_what_is_shared_and_nothing_else(services: Services, ann: Services) -> None:
    save(services, "b mine")
    save(services, "C shared", shared=True)
    save(ann, "a", shared=False)
    save(ann, "Á", shared=True, replace=seen(ann)[0].view)
    assert names(services) == ["b mine", "C shared"]
    assert names(ann) == ["Á", "C shared"]


def test_a_name_is_a_users_own_for_each_kind(services: Services, ann: Services) -> None:
    mine = save(services, "North 2")
    for same in ("north 2", " NÓRTH  2"):
        with pytest.raises(NameTaken, match="North 2 is the name of a view of yours already") as taken:
            save(services, same)
        assert taken.value.view == mine
    save(ann, "North 2", shared=True)
    services.views.save("North 2", ListQuery(EMPLOYEES, ("name",), Filter()))
    assert [(counted.view.name, counted.view.owner.name) for counted in seen(services)] == [
        ("North 2", "ann"),
        ("North 2", "tester"),
    ]


def test_a_view_is_replaced_when_that_is_said_and_stays_shared(services: Services) -> None:
    shared = save(services, "Mine", shared=True)
    other = save(services, "Other")
    with pytest.raises(NameTaken):
        save(services, "Mine", replace=other)
    replaced = save(services, "MINE", Filter(), replace=shared)
    assert (replaced.id, replaced.name, replaced.shared, replaced.version) == (shared.id, "MINE", True, 2)
    assert replaced.filter == Filter()
    with pytest.raises(Refusal, match="You changed Mine elsewhere"):
        save(services, "Mine", replace=shared)


@pytest.mark.parametrize(
    ("name", "words"), [("", "missing"), ("\u0301", "has no letter"), ("x" * 61, "at most 60"), ("a\x1bb", "escape")]
)
def test_a_name_that_cannot_be_is_told_at_the_name(services: Services, name: str, words: str) -> None:
    mine = save(services, "Mine")
    for call in (lambda: save(services, name), lambda: services.views.rename(mine, name)):
        with pytest.raises(Invalid, match=words) as invalid:
            call()
        assert set(invalid.value.problems) == {"name"}
    assert seen(services) == [Counted(mine, 0)]


def test_a_view_is_renamed_shared_and_removed_by_its_owner(services: Services, ann: Services) -> None:
    mine = save(services, "Mine")
    assert services.views.rename(mine, "Mine") == mine
    mine = services.views.rename(mine, "MINE")
    assert (mine.name, mine.version) == ("MINE", 2)
    save(services, "Other")
    with pytest.raises(NameTaken):
        services.views.rename(mine, "óther")
    assert services.views.share(mine, False) == mine
    mine = services.views.share(mine, True)
    assert (mine.shared, mine.version) == (True, 3)
    assert names(ann) == ["MINE"]
    services.views.remove(mine)
    assert (names(services), names(ann)) == (["Other"], [])
    with pytest.raises(Gone, match="not there any more"):
        services.views.remove(mine)


def test_a_view_of_somebody_else_is_refused_with_what_can_be_done(services: Services, ann: Services) -> None:
    hers = save(ann, "Hers", shared=True)
    calls = (
        lambda: services.views.rename(hers, "Mine"),
        lambda: services.views.share(hers, False),
        lambda: services.views.remove(hers),
    )
    for call in calls:
        with pytest.raises(Refusal, match="Hers belongs to ann: save what you see under a name of your own"):
            call()
    ann.views.share(hers, False)
    for call in calls:
        with pytest.raises(Gone, match="Hers is not shared any more"):
            call()
    assert [counted.view.name for counted in seen(ann)] == ["Hers"]


def test_what_was_changed_elsewhere_meanwhile_is_told_and_left_alone(services: Services) -> None:
    mine = save(services, "Mine")
    renamed = services.views.rename(mine, "Yours")
    for call in (
        lambda: services.views.rename(mine, "Theirs"),
        lambda: services.views.share(mine, True),
        lambda: services.views.remove(mine),
    ):
        with pytest.raises(Refusal, match="You changed Mine elsewhere after it was shown here"):
            call()
    assert seen(services) == [Counted(renamed, 0)]


def test_the_history_tells_of_shared_views_and_not_of_private_ones(services: Services) -> None:
    north = entry(services, ListName.TEAMS, "North")
    private = save(services, "Private")
    services.views.remove(services.views.rename(private, "Still private"))
    assert told(services) == []
    shared = save(services, "Ours", Filter((OneOf("team", frozenset({north})),)), shared=True)
    shared = save(services, "Ours", Filter(), replace=shared)
    shared = services.views.rename(shared, "All")
    shared = services.views.share(shared, False)
    services.views.remove(services.views.share(shared, True))
    removed, again, unshared, renamed, changed, new = told(services)
    assert new[:2] == ("added", "Ours")
    assert new[2]["filter"] == ("—", "Team: North")
    assert new[2]["columns"][1] == "Name, Team, Mobile"
    assert new[2]["sort"][1] == "Team, descending"
    assert new[2]["list"][1] == "Technicians"
    assert changed == ("changed", "Ours", {"filter": ("Team: North", "—")})
    assert renamed == ("renamed", "All", {"name": ("Ours", "All")})
    assert [event[:2] for event in (unshared, again, removed)] == [
        ("unshared", "All"),
        ("shared", "All"),
        ("removed", "All"),
    ]
    assert check(services.database) == ()


def test_a_damaged_view_is_there_with_what_is_wrong_and_can_be_renamed_replaced_and_removed(services: Services) -> None:
    mine = save(services, "Mine")
    with services.database.write() as connection:
        connection.exec_driver_sql("UPDATE view SET filter = '{', sort = '', columns = 'fax'")
    (counted,) = seen(services)
    assert counted.matching is None
    assert counted.view.fault == "What it asks for cannot be read."
    assert counted.view.fields == ("name",)
    renamed = services.views.rename(mine, "Damaged")
    assert renamed.fault
    assert save(services, "Damaged", Filter(), replace=renamed).fault == ""
    assert seen(services)[0].matching == 0
    services.views.remove(seen(services)[0].view)
    assert seen(services) == []


@pytest.mark.of_a_file
def test_days_that_no_calendar_has_are_a_fault_of_that_view_alone(services: Services, ann: Services) -> None:
    save(ann, "Hers", shared=True)
    save(services, "Mine")
    for days in (-3_000_000, -1, 10**9):
        asks = f'[{{"field":"created","between":[{{"days_ago":{days}}},null]}}]'
        with services.database.write() as connection:
            connection.exec_driver_sql("UPDATE view SET filter = ? WHERE owner = 'program ann'", (asks,))
        assert [(counted.view.name, counted.view.fault, counted.matching) for counted in seen(services)] == [
            ("Hers", "What it asks for cannot be read.", None),
            ("Mine", "", 0),
        ]


DAMAGES = ("version = 'x'", "version = 1.5", f"version = {2**63 - 1}", "version = 0", "sort = x'ff'", "columns = x'ff'")


@pytest.mark.of_a_file
def test_a_damaged_row_is_a_fault_that_is_told_and_is_mended_by_replacing_it(services: Services) -> None:
    mine = save(services, "Mine", shared=True)
    for damage in (*DAMAGES, "name = x'ff'"):
        with services.database.write() as connection:
            connection.exec_driver_sql(f"UPDATE view SET {damage}")
        (counted,) = seen(services)
        assert (counted.view.fault, counted.matching) == ("It is damaged: save it anew or remove it.", None)
        replaced = save(services, "Mine", replace=services.views.rename(counted.view, "Mine"))
        assert seen(services) == [Counted(replaced, 0)]
        assert replaced == replace(mine, version=replaced.version)
    with services.database.write() as connection:
        connection.exec_driver_sql("UPDATE view SET owner = x'ff', version = 'x'")
    (counted,) = seen(services)
    with pytest.raises(Refusal, match="belongs to"):
        services.views.remove(counted.view)


IMPOSSIBLE: tuple[tuple[dict[str, object], str], ...] = (
    ({"sort": Sort("fax\x1b")}, "Technicians have no column “fax\ufffd”"),
    ({"sort": Sort("password")}, "no column “password”"),
    ({"fields": ("name", "fax")}, "no column “fax”"),
    ({"filter": Filter((Contains("fax", "a"),))}, "Technicians have nothing “fax” to be filtered by"),
    ({"filter": Filter((Between("created", Ago(-1), None),))}, "This filter cannot be kept"),
    ({"filter": Filter((OneOf("type", frozenset({"\ud800"})),))}, "This filter cannot be kept"),
)


def test_a_view_that_could_not_come_back_is_refused(services: Services) -> None:
    for asked, what in IMPOSSIBLE:
        parts: dict[str, object] = {"fields": FIELDS} | asked
        for shared in (False, True):
            with pytest.raises(Refusal, match=what):
                services.views.save("Mine", ListQuery(TECHNICIANS, **parts), shared=shared)  # type: ignore[arg-type]
    assert seen(services) == []


def test_entries_that_are_not_there_any_more_are_left_out_with_a_note(services: Services) -> None:
    added(services, TECHNICIANS)
    save(services, "Mine", Filter((OneOf("team", frozenset({99_999})), OneOf("active", frozenset({"yes"})))))
    (counted,) = seen(services)
    assert counted.view.filter == ONLY_ACTIVE
    assert counted.matching == 1
    assert counted.view.notes == ("Team: an entry that is not known any more was left out of the filter.",)
