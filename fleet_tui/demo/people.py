"""The demo people of a seed: all of it follows from the number of people, the seed and the day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from random import Random

from fleet_tui.demo.accounts import Account, an_account
from fleet_tui.demo.company import company_of
from fleet_tui.demo.contacts import Contacts
from fleet_tui.demo.employees import employee
from fleet_tui.demo.names import Name, a_name
from fleet_tui.demo.places import CITIES, City
from fleet_tui.demo.technicians import technician
from fleet_tui.domain.accounts.status import AccountState
from fleet_tui.domain.fields import PersonKind
from fleet_tui.domain.people.profile import NewPerson

SEED = 1
_FIRST_DAY = datetime(2026, 1, 5, 15, tzinfo=UTC)
_IN_BOTH_KINDS = 0.03
_INACTIVE = 0.07


def day_of(seed: int) -> datetime:
    """The moment at which the people of that seed are as they are: always the same, a weekday of its year."""
    return _FIRST_DAY + timedelta(days=seed % 200)


def people(count: int, seed: int, now: datetime, administrator: str = "") -> Iterator[NewPerson]:
    """That many people, seven technicians for three employees, technicians first.

    The first employee, in every demo, owns the company and is its administrator, with the given username if any.
    """
    random = Random(seed)  # noqa: S311 - the same for the same seed is what it is for
    contacts = Contacts()
    cities = random.sample(CITIES, max(1, min(len(CITIES), count // 400)))
    number_of_technicians = count - max(1, count * 3 // 10)
    company = company_of(number_of_technicians)
    both: list[tuple[Name, dict[str, object], City]] = []
    for number in range(number_of_technicians):
        name, city = a_name(random), random.choice(cities)
        active, created, account = _past(random, now)
        contact = _technician_contact(random, contacts, name, city, account)
        if account.reachable and contact["email"] and random.random() < _IN_BOTH_KINDS:
            both.append((name, contact, city))
        values = technician(random, name, contact, city, company, number, created)
        if account.state is AccountState.INVITED:
            values["mobile_access"] = True  # an invitation needs mobile access
        yield _person(PersonKind.TECHNICIAN, values, active, created, account)
    offices = [contacts.phone(random, city) for city in cities]
    for number in range(count - number_of_technicians):
        active, created, account = _past(random, now)
        owner = number == 0
        if owner:
            active, account = True, Account(AccountState.ACCEPTED, account.last_sign_in, reachable=True)
        if both and not owner:
            name, contact, city = both.pop()
            account = account if account.reachable else Account(None, None, reachable=True)
        else:
            name, city = a_name(random), random.choice(cities)
            contact = _employee_contact(random, contacts, name, city, account)
        office = random.choices((None, random.choice(offices), contacts.phone(random, city)), (3, 5, 2))[0]
        values = employee(random, name, contact, office, owner=owner)
        yield _person(PersonKind.EMPLOYEE, values, active, created, account, administrator if owner else "")


def _past(random: Random, now: datetime) -> tuple[bool, datetime, Account]:
    """Whether the person is active, when the profile was made, and the state of the account."""
    active = random.random() >= _INACTIVE
    created = now - timedelta(minutes=random.randint(60, 3 * 365 * 24 * 60))
    account = an_account(random, created, now)
    if not active and account.last_sign_in:
        left = created + (now - created) * random.uniform(0.2, 0.9)
        account = Account(account.state, left.replace(second=0, microsecond=0), reachable=True)
    return active, created, account


def _technician_contact(
    random: Random, contacts: Contacts, name: Name, city: City, account: Account
) -> dict[str, object]:
    if not account.reachable:
        return {"mobile": None, "email": None}
    has = random.random()
    return {
        "mobile": contacts.phone(random, city) if has < 0.94 else None,
        "email": contacts.email(random, name) if has > 0.12 else None,
    }


def _employee_contact(
    random: Random, contacts: Contacts, name: Name, city: City, account: Account
) -> dict[str, object]:
    return {
        "email": contacts.email(random, name) if account.reachable else None,
        "mobile": contacts.phone(random, city) if account.reachable and random.random() < 0.6 else None,
    }


def _person(
    kind: PersonKind, values: dict[str, object], active: bool, created: datetime, account: Account, username: str = ""
) -> NewPerson:
    has_username = account.state in (AccountState.ACCEPTED, AccountState.ASSIGNED)
    contact = str(values["email"] or values["mobile"])
    return NewPerson(
        kind,
        {name: value for name, value in values.items() if value is not None},
        active,
        created,
        account.state,
        (username or contact) if has_username else None,
        account.last_sign_in,
        account.invited,
    )
