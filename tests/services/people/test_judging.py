"""A change is judged before others wait for it, and judged once more where they changed what it depends on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import event

from fleet_tui.domain.access.permissions import MANAGE_PEOPLE, SEE_PEOPLE
from fleet_tui.domain.access.session import NotAllowed
from fleet_tui.domain.bulk.actions import SetField
from fleet_tui.domain.errors import DatabaseRefused, Invalid, Stale
from fleet_tui.domain.fields import PersonKind
from fleet_tui.domain.lists import ListName
from fleet_tui.services.base.actor import SystemActor
from fleet_tui.services.base.context import Context
from fleet_tui.services.services import Services
from fleet_tui.storage.check.database import check
from tests.support.actors import allow, signed_in
from tests.support.people import EMPLOYEES, TECHNICIANS, added, entry, opened_again, set_active

_MOST_LOCKED = 6
"""Statements of a save of one field: the entries since then, two tables, the history's end, an entry, the operation."""
_OF_THE_ENGINE = ("BEGIN", "SELECT version FROM fleet_tui", "SAVEPOINT", "RELEASE")
"""What a server is told besides."""
PLAIN: dict[PersonKind, dict[str, object]] = {TECHNICIANS: {"memo": "x"}, EMPLOYEES: {"office_phone": "201 555 0199"}}
Meanwhile = Callable[[Services], object]


@pytest.fixture
def other(services: Services) -> Iterator[Services]:
    """A second program."""
    context = Context(opened_again(services.database), SystemActor("mallory"), clock=services.context.clock)
    found = Services(context, services.database.path.parent / "d2")
    yield found
    found.database.close()


def between(services: Services, monkeypatch: pytest.MonkeyPatch, meanwhile: Callable[[], object]) -> None:
    """Let this happen once, after the next change was judged and before it is written."""
    write, left = services.database.write, [meanwhile]

    @contextmanager
    def writing() -> Iterator[Any]:
        if left:
            left.pop()()
        with write() as connection:
            yield connection

    monkeypatch.setattr(services.database, "write", writing)


@contextmanager
def locked(services: Services) -> Iterator[list[str]]:
    """The statements that run while others wait."""
    found: list[str] = []

    def note(*given: Any) -> None:
        found.append(given[2])

    engine = services.database._writer  # type: ignore[attr-defined]
    event.listen(engine, "before_cursor_execute", note)
    try:
        yield found
    finally:
        event.remove(engine, "before_cursor_execute", note)


@pytest.mark.parametrize("kind", [TECHNICIANS, EMPLOYEES])
def test_others_wait_for_the_writing_alone(
    services: Services, other: Services, monkeypatch: pytest.MonkeyPatch, kind: PersonKind
) -> None:
    mine = added(services, kind)
    theirs, new = added(other, kind, mobile="201 555 0177", email="t@x.org"), {"name": "New", "email": "u@x.org"}
    between(services, monkeypatch, lambda: other.people.save(kind, theirs.id, 1, new))
    with locked(services) as statements:
        saved = services.people.save(kind, mine.id, 1, PLAIN[kind])
    assert saved.profile.version == 2
    written = [one for one in statements if not one.startswith(_OF_THE_ENGINE)]
    assert len(written) <= _MOST_LOCKED, written


def test_a_change_of_nothing_keeps_nobody_waiting(services: Services) -> None:
    mine = added(services, TECHNICIANS)
    with locked(services) as statements:
        services.people.save(TECHNICIANS, mine.id, 1, {"name": mine.name})
    assert statements == []


def _retire_north(other: Services) -> None:
    (north,) = [each for each in other.lists.entries(ListName.ZONES) if each.name == "North"]
    other.lists.retire(north, True)


def _take_the_number(other: Services) -> None:
    added(other, TECHNICIANS, mobile="201 555 0188", email=None)


INVALID: dict[str, tuple[dict[str, object], Meanwhile]] = {
    "mobile": ({"mobile": "201 555 0188"}, _take_the_number),
    "zone": ({"zone": "North"}, _retire_north),
    "payroll_id": ({"payroll_id": "7"}, lambda other: other.company.save(2, {"payroll": False})),
    "fleet_pro": ({"fleet_pro": True}, lambda other: other.company.save(2, {"fleet_pro": False})),
}


@pytest.mark.parametrize("field", INVALID)
def test_what_has_become_wrong_in_between_is_told_at_its_field(
    services: Services, other: Services, monkeypatch: pytest.MonkeyPatch, field: str
) -> None:
    services.company.save(1, {"payroll": True})
    typed, meanwhile = INVALID[field]
    zone, mine = entry(services, ListName.ZONES, "North"), added(services, TECHNICIANS)
    between(services, monkeypatch, lambda: meanwhile(other))
    with pytest.raises(Invalid) as invalid:
        services.people.save(TECHNICIANS, mine.id, 1, {name: zone if name == "zone" else typed[name] for name in typed})
    assert field in invalid.value.problems
    assert services.people.profile(TECHNICIANS, mine.id).version == 1
    assert check(services.database) == ()


CHANGED: dict[str, Callable[[Services, int], object]] = {
    "by a save": lambda other, id: other.people.save(TECHNICIANS, id, 1, {"memo": "theirs"}),
    "by a bulk action": lambda other, id: other.bulk.run(
        other.bulk.plan(SetField("team", entry(other, ListName.TEAMS, "West")), TECHNICIANS, [id])
    ),
    "by a deactivation": lambda other, id: set_active(other, TECHNICIANS, id, False),
}


@pytest.mark.parametrize("how", CHANGED)
def test_a_profile_that_was_changed_in_between_is_never_overwritten(
    services: Services, other: Services, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    mine = added(services, TECHNICIANS)
    between(services, monkeypatch, lambda: CHANGED[how](other, mine.id))
    with pytest.raises(Stale):
        services.people.save(TECHNICIANS, mine.id, 1, {"memo": "mine"})
    assert services.people.profile(TECHNICIANS, mine.id).values["memo"] != "mine"


def test_a_permission_that_was_taken_in_between_is_missing(services: Services, monkeypatch: pytest.MonkeyPatch) -> None:
    mine = added(services, TECHNICIANS)
    actor = signed_in(services, SEE_PEOPLE, MANAGE_PEOPLE)
    between(actor, monkeypatch, lambda: allow(actor, [SEE_PEOPLE]))
    with pytest.raises(NotAllowed):
        actor.people.save(TECHNICIANS, mine.id, 1, {"memo": "mine"})


def test_more_changes_than_are_looked_through_are_judged_once_more(
    services: Services, other: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    from fleet_tui.storage.history import log

    monkeypatch.setattr(log, "_MOST_SINCE", 2)
    mine, theirs = added(services, TECHNICIANS), added(other, EMPLOYEES)
    between(services, monkeypatch, lambda: other.people.save(EMPLOYEES, theirs.id, 1, {"name": "Theirs"}))
    with locked(services) as statements:
        services.people.save(TECHNICIANS, mine.id, 1, {"memo": "mine"})
    assert len(statements) > _MOST_LOCKED


def test_what_is_saved_is_told_though_it_cannot_be_read_again(
    services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine = added(services, TECHNICIANS)

    def refuse(*given: Any) -> None:
        raise DatabaseRefused("The disk answered with an error.")

    between(services, monkeypatch, lambda: monkeypatch.setattr(services.database, "read", refuse))
    saved = services.people.save(TECHNICIANS, mine.id, 1, {"memo": "mine"})
    monkeypatch.undo()
    assert (saved.profile.version, saved.profile.values["memo"]) == (2, "mine")
    again = services.people.profile(TECHNICIANS, mine.id)
    assert (again.version, again.values["memo"]) == (2, "mine")


def test_a_history_that_is_another_one_is_no_proof(services: Services) -> None:
    from fleet_tui.storage.history import log

    added(services, TECHNICIANS)
    with services.database.read() as connection:
        end = log.revision(connection)
        assert log.subjects_since(connection, end) == set()
        assert log.subjects_since(connection, end + 1) is None
        assert log.subjects_since(connection, 0)
