"""People who act in tests: signed in, and allowed what a test says and nothing else."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import delete, insert, select

from fleet_tui.domain.access.permissions import ALLOW, LABELS, PREFIX
from fleet_tui.domain.access.session import Session
from fleet_tui.domain.accounts.status import AccountState
from fleet_tui.domain.fields import PersonKind
from fleet_tui.domain.people.profile import NewPerson
from fleet_tui.services.base.actor import SignedInUser
from fleet_tui.services.services import Services
from fleet_tui.storage import company_settings
from fleet_tui.storage.schema.tables import Account, PermissionOverride
from tests.support.people import EMPLOYEES, NOON, load

_ACCOUNT = Account.__table__
_OVERRIDE = PermissionOverride.__table__
EVERYTHING = frozenset(LABELS)


def signed_in(services: Services, *permissions: str, name: str = "actor", kind: PersonKind = EMPLOYEES) -> Services:
    """The services in the name of somebody who is added for it, with those permissions as answers of their own."""
    answers = {PREFIX + permission: ALLOW for permission in permissions}
    positions = ("CSR",) if kind is EMPLOYEES else ("Helper",)
    values = {"name": name, "email": f"{name}@acting.test", "positions": positions, **answers}
    load(services.database, [NewPerson(kind, values, True, NOON, AccountState.ACCEPTED, name, None)])
    with services.database.read() as connection:
        theirs = select(_ACCOUNT.c.person).where(_ACCOUNT.c.kind == kind.value, _ACCOUNT.c.username == name)
        person = connection.execute(theirs).scalar_one()
        mode = company_settings.company(connection).sign_in
    return services.signed_in_as(SignedInUser(Session(kind, int(person), name, name, 0, NOON, mode)))


def id_of(services: Services) -> int:
    """The person who acts."""
    assert isinstance(services.context.by, SignedInUser)
    return services.context.by.session.person


def allow(services: Services, permissions: Iterable[str]) -> None:
    """Let whoever acts do exactly that from now on, past the history."""
    who = services.context.by
    assert isinstance(who, SignedInUser)
    kind, person = who.session.kind.value, who.session.person
    rows = [{"kind": kind, "person": person, "permission": one, "answer": ALLOW} for one in permissions]
    with services.database.write() as connection:
        connection.execute(delete(_OVERRIDE).where(_OVERRIDE.c.kind == kind, _OVERRIDE.c.person == person))
        if rows:
            connection.execute(insert(_OVERRIDE), rows)
