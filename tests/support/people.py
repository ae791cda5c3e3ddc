"""People for tests: what would be typed on a form that is right, and whole databases of arbitrary people."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from fleet_tui.bootstrap import settings
from fleet_tui.domain.accounts.status import AccountState
from fleet_tui.domain.bulk.actions import SetActive
from fleet_tui.domain.bulk.plan import Outcome
from fleet_tui.domain.company import OPERATING_SYSTEM, PASSWORD
from fleet_tui.domain.fields import PersonKind
from fleet_tui.domain.filters.query import Anchor, ListQuery, Page
from fleet_tui.domain.lists import ListName
from fleet_tui.domain.people.profile import NewPerson, Profile
from fleet_tui.services.base.actor import SystemActor
from fleet_tui.services.base.context import Context
from fleet_tui.services.bulk.load import load_people
from fleet_tui.services.local.user_files import FileRules, UserFiles
from fleet_tui.services.services import Services
from fleet_tui.storage.db.database import ADDRESS_FILE, Database
from fleet_tui.storage.opening import open_database

TECHNICIANS, EMPLOYEES = PersonKind.TECHNICIAN, PersonKind.EMPLOYEE
NOON = datetime(2026, 6, 1, 12, tzinfo=UTC)


def size(quick: int, soak: int) -> int:
    """How many times to try something: `quick` in the suite, `soak` with SOAK=1 in the environment."""
    return soak if os.environ.get("SOAK") else quick


def files_in(folder: Path) -> UserFiles:
    """Files that people may name in that folder."""
    return UserFiles(FileRules(folder, folder / "written", own=(folder / "drafts",)))


def opened_again(database: Database) -> Database:
    """The same database as a second program has it, whichever engine keeps it."""
    if database.path.name != ADDRESS_FILE:
        return open_database(database.path)
    from fleet_tui.storage.db.postgres.address import ServerAddress
    from fleet_tui.storage.db.postgres.database import ServerDatabase
    from fleet_tui.storage.server import open_server

    assert isinstance(database, ServerDatabase)
    return open_server(ServerAddress(database._writer.url, database.name), database.path.parents[1])


def services_on(path: Path, actor: str = "tester") -> Services:
    """The services of a process of its own on that file, with the real clock."""
    return Services(
        Context(open_database(path), SystemActor(actor)), path.parent / "drafts", files=files_in(path.parent)
    )


def administered(services: Services) -> None:
    """Make the operating system's user who runs the tests an administrator, known by that name: the employee Zed."""
    company = services.company.get()
    services.company.save(company.version, {"sign_in": OPERATING_SYSTEM})
    values = {
        "name": "Zed Boss",
        "email": "zed@boss.test",
        "positions": ("General manager",),
        "role": "Administrator",
    }
    person = NewPerson(EMPLOYEES, values, True, NOON, AccountState.ACCEPTED, settings.actor(), None)
    load_people(services.database, [person], actor="loader", at=NOON)


def with_passwords(services: Services) -> None:
    """Let people sign in with passwords."""
    services.company.save(services.company.get().version, {"sign_in": PASSWORD})


def entry(services: Services, name: ListName, text: str) -> int:
    """The id of an entry by its name."""
    return next(entry.id for entry in services.lists.entries(name, retired=True) if entry.name == text)


def technician(services: Services, **typed: object) -> dict[str, object]:
    """What is typed for a technician who is accepted, with `typed` in place of it."""
    right: dict[str, object] = {
        "name": "Ann Porter",
        "positions": (entry(services, ListName.TECHNICIAN_POSITIONS, "Installer"),),
        "type": "managed",
        "role": entry(services, ListName.TECHNICIAN_ROLES, "Technician"),
        "mobile": "(201) 555-0123",
    }
    return right | typed


def employee(services: Services, **typed: object) -> dict[str, object]:
    """What is typed for an employee who is accepted, with `typed` in place of it."""
    right: dict[str, object] = {
        "name": "Eve Stone",
        "positions": (entry(services, ListName.EMPLOYEE_POSITIONS, "CSR"),),
        "role": entry(services, ListName.EMPLOYEE_ROLES, "Office"),
        "email": "eve@example.com",
    }
    return right | typed


def raw(services: Services, kind: PersonKind, **typed: object) -> dict[str, object]:
    """What is typed for somebody of the kind."""
    return technician(services, **typed) if kind is TECHNICIANS else employee(services, **typed)


def added(services: Services, kind: PersonKind, **typed: object) -> Profile:
    """Somebody of the kind who has been added."""
    return services.people.add(kind, raw(services, kind, **typed)).profile


def set_active(services: Services, kind: PersonKind, id: int, active: bool) -> Outcome:
    """Activate or deactivate one person, as the form does; the person must change by it."""
    outcome = services.bulk.run(services.bulk.plan_one(SetActive(active), services.people.profile(kind, id)))
    assert outcome.operation is not None, outcome.of(0).reason
    return outcome


def new_person(
    kind: PersonKind,
    values: Mapping[str, object],
    *,
    active: bool = True,
    created: datetime = NOON,
    account: AccountState | None = None,
    last_sign_in: datetime | None = None,
    invited: tuple[datetime, datetime] | None = None,
) -> NewPerson:
    """Somebody who is loaded with a past."""
    return NewPerson(kind, values, active, created, account, None, last_sign_in, invited)


def load(database: Database, people: Iterable[NewPerson]) -> int:
    """Load them in the name of "loader"."""
    return load_people(database, people, actor="loader", at=NOON)


def ids(page: Page) -> list[int]:
    """The ids of a page in order."""
    return [person.id for person in page.people]


def everybody(services: Services, query: ListQuery) -> list[int]:
    """The ids of all who match, in order, from one window."""
    return ids(services.people.page(query, Anchor(), 1_000_000))


HOLD = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
for statement in sys.argv[2:]:
    connection.execute(statement).fetchall()
print("held", flush=True)
sys.stdin.read()
"""


@contextmanager
def held(path: Path, *statements: str) -> Iterator[None]:
    """Another program has run these statements on the file and has it open meanwhile."""
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(path), *statements], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    with holder:
        assert holder.stdout
        assert holder.stdout.readline() == b"held\n"
        yield
