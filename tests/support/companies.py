"""A company with a past, as large as a test wants it, and the people who do something in it."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, replace
from pathlib import Path

from fleet_tui.bootstrap.demo_data import fill
from fleet_tui.domain.access.permissions import MANAGE_ROLES
from fleet_tui.domain.accounts.purpose import Purpose
from fleet_tui.domain.bulk.actions import Send
from fleet_tui.domain.company import PASSWORD
from fleet_tui.domain.errors import Refusal
from fleet_tui.domain.filters.query import ListQuery
from fleet_tui.services.base.actor import Actor, SystemActor
from fleet_tui.services.base.context import Context
from fleet_tui.services.mail.delivery import Delivery
from fleet_tui.services.services import Services
from fleet_tui.storage.db.database import Database
from fleet_tui.storage.opening import open_database
from tests.conftest import CHEAPEST
from tests.support.actors import EVERYTHING, signed_in
from tests.support.company_sizes import enlarge
from tests.support.outbox import Postman
from tests.support.people import TECHNICIANS, files_in
from tests.support.sign_in import FIRST, Clock, door, services_for

_LIST = ListQuery(TECHNICIANS, ("name", "email"))
PEOPLE = 250
"""People in the company before it is enlarged."""


@dataclass(frozen=True)
class Company:
    """A company: `boss` may do everything, `deputy` all but change roles, `outside` has not signed in."""

    boss: Services
    deputy: Services
    outside: Services
    clock: Clock

    def worker(self) -> Delivery:
        """Who sends what is due."""
        return _worker(self.boss)


def company_of(folder: Path, times: int) -> Company:
    """A company of so many times `PEOPLE`; the same people have the same ids at every size."""
    small, clock = folder / "small.db", Clock()
    if not small.exists():
        _make(small)
    path = Path(shutil.copy(small, folder / f"{times}.db"))
    shutil.copy(f"{small}-key", f"{path}-key")
    database = open_database(path)
    with database.write() as connection:
        enlarge(connection, times)
    clock.pass_(minutes=10)
    house = services_for(database, SystemActor("tester"), clock)
    boss = signed_in(house, *EVERYTHING, name="boss")
    deputy = signed_in(house, *sorted(EVERYTHING - {MANAGE_ROLES}), name="deputy")
    by = boss.context.by, deputy.context.by
    return Company(*(_services(database, one, clock) for one in by), door(database, clock, "boss"), clock)


def _services(database: Database, by: Actor, clock: Clock) -> Services:
    """Of somebody who may name the files beside the tests."""
    return Services(
        Context(database, by, clock=clock, passwords=CHEAPEST, pause=lambda _: None),
        database.path.parent / "drafts",
        files=files_in(Path(__file__).parent),
    )


def _make(path: Path) -> None:
    """Demo people who sign in with passwords; some of them are invited, and some messages are sent or stopped."""
    clock = Clock()
    fill(path, PEOPLE, 1, clock())
    database = open_database(path)
    with database.write() as connection:
        connection.exec_driver_sql("UPDATE account SET password_hash = 'x' WHERE username IS NOT NULL")
    house = services_for(database, SystemActor("tester"), clock)
    house.company.save(house.company.get().version, {"sign_in": PASSWORD})
    house.bulk.run(house.bulk.plan(Send(Purpose.INVITE), TECHNICIANS, range(1, PEOPLE)))
    clock.pass_(minutes=2)
    worker = _worker(house)
    for _ in range(12):
        worker.step()
    for message in house.mail.messages(limit=500, waiting=True)[4:]:
        house.mail.stop(message.id)
    usernames = [one.values["email"] for one in house.people.page(_LIST, limit=10).people]
    for username in (*filter(None, usernames), "nobody", "nobody else"):
        _fail(door(database, clock), str(username))
    database.close()


def _fail(outside: Services, username: str) -> None:
    try:
        outside.sign_in.with_password(username, FIRST)
    except Refusal:
        return
    raise AssertionError(f"{username} has come in")


def _worker(services: Services) -> Delivery:
    return Delivery(replace(services.context, by=SystemActor("outbox")), Postman(), "one")
