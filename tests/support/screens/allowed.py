"""Somebody with a role who has signed in, for tests of what they may do."""

from __future__ import annotations

from fleet_tui.domain.access.session import Session
from fleet_tui.domain.accounts.status import AccountState
from fleet_tui.domain.filters.query import ListQuery
from fleet_tui.domain.people.profile import NewPerson
from fleet_tui.services.base.actor import SignedInUser
from fleet_tui.services.bulk.load import load_people
from fleet_tui.services.services import Services
from fleet_tui.storage import permissions
from tests.support.people import EMPLOYEES, NOON


def signed_in(services: Services, role: str, name: str = "Pat Role") -> Services:
    """The services in the name of a new employee with that role."""
    username = name.split()[0].lower()
    values = {"name": name, "email": f"{username}@role.test", "positions": ("CSR",), "role": role}
    person = NewPerson(EMPLOYEES, values, True, NOON, AccountState.ACCEPTED, username, None)
    load_people(services.database, [person], actor="loader", at=NOON)
    id = max(services.people.ids(ListQuery(EMPLOYEES, ("name",))))
    with services.database.read() as connection:
        standing = permissions.standing(connection, EMPLOYEES, id)
    assert standing is not None
    session = Session(EMPLOYEES, id, name, username, standing.generation, services.context.clock(), standing.mode)
    theirs = services.signed_in_as(SignedInUser(session))
    theirs.grants.refresh()
    return theirs
