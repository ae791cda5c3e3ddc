"""Setup of the company and its first administrator, from which all other people are invited."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.engine import Connection

from fleet_tui.domain.access.permissions import ALLOW, CATALOGUE, DENY, PREFIX, ROLE_DEFAULT
from fleet_tui.domain.access.session import Session
from fleet_tui.domain.accounts.passwords import chosen
from fleet_tui.domain.accounts.sign_in import QUICKER
from fleet_tui.domain.accounts.status import AccountState
from fleet_tui.domain.accounts.usernames import username_key
from fleet_tui.domain.company import PASSWORD
from fleet_tui.domain.company_changes import company_changes
from fleet_tui.domain.errors import Invalid, Problem, Refusal
from fleet_tui.domain.fields import PersonKind
from fleet_tui.domain.history.changes import ACCOUNT, SET_PASSWORD
from fleet_tui.domain.history.changes import changes as differences
from fleet_tui.domain.lists import ListName
from fleet_tui.domain.people.rules import Problems, missing, parse_fields
from fleet_tui.domain.setup import SETUP_FIELDS
from fleet_tui.domain.text import displayable
from fleet_tui.domain.values import Values
from fleet_tui.services.accounts.audit import record_own_event, record_sign_in
from fleet_tui.services.accounts.profile_account import address_of_another, username_of
from fleet_tui.services.accounts.sessions import session_of, setup_required
from fleet_tui.services.base.context import Context, Subject, Transaction
from fleet_tui.storage import company_settings, lists, roles
from fleet_tui.storage.accounts import accounts, codes, sign_in
from fleet_tui.storage.people import loading, queries
from fleet_tui.storage.people.store import PeopleStore
from fleet_tui.storage.schema.person_tables import PERSON_TABLES

_KIND = PersonKind.EMPLOYEE
_ADMINISTRATOR = "Administrator"
"""The role and the position that the lists start with."""


class SetupService:
    """Sets up the company and its first administrator, once."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def defaults(self) -> dict[str, object]:
        """The initial values of the form, by the names of `domain.setup.SETUP_FIELDS`."""
        with self._context.unchecked_reading() as tx:
            company = tx.company()
        values = {field.name: field.default for field in SETUP_FIELDS}
        named = company.name if company.version > 1 else None  # every file starts with a name that was never chosen
        return values | {"company": named, "country": company.country}

    def set_up(self, raw: Values) -> Session:
        """Set up the company and its administrator, and sign the administrator in.

        Raises:
            Invalid: with every wrong field.
            Refusal: it was set up meanwhile.
        """
        context = self._context
        asked, problems = _Asked.of(self.defaults() | dict(raw), context.system_user)
        if problems:
            raise Invalid(problems)
        hashed = context.passwords.hash(asked.password) if asked.by_password else None
        with context.unchecked_transaction() as tx:
            if not setup_required(tx, tx.company()):
                raise Refusal(QUICKER)
            changes = company_changes(tx.company(), asked.company)
            if changes:
                company_settings.change_company(tx.connection, {name: asked.company[name] for name in changes})
                tx.record("changed", Subject("company", str(asked.company["name"])), changes)
            person = _write_administrator(tx, asked)
            if hashed:
                sign_in.set_password(tx.connection, _KIND, person, hashed, tx.now)
            known = sign_in.of(tx.connection, _KIND, person)
            if known is None:
                raise AssertionError("an account that was just written is there")
            if hashed:
                record_own_event(tx, SET_PASSWORD, known)
            record_sign_in(tx, known)
            return session_of(tx, known, tx.company())


@dataclass(frozen=True, slots=True)
class _Asked:
    """The checked input of the form."""

    company: dict[str, object]
    by_password: bool
    name: str
    email: str
    username: str
    password: str

    def __repr__(self) -> str:
        """Without the password."""
        return f"_Asked({self.name!r})"

    @classmethod
    def of(cls, typed: Values, user: str) -> tuple[_Asked, Problems]:
        """The input of the form, and a problem for each wrong field; `user` of the operating system."""
        values, problems = parse_fields(SETUP_FIELDS, typed, str(typed.get("country") or ""))
        for field in SETUP_FIELDS:
            if field.required and field.name not in problems and values.get(field.name) is None:
                problems[field.name] = missing(field)
        by_password = values.get("sign_in") == PASSWORD
        name, email = str(values.get("name") or ""), str(values.get("email") or "")
        username, password = user, ""
        company = {"name": values.get("company"), "country": values.get("country"), "sign_in": values.get("sign_in")}
        if by_password:
            username, wrong = username_of(str(values.get("username") or email))
            password = str(values.get("password") or "")
            own = [name, email, username, str(values.get("company") or "")]
            found = wrong | chosen(password, str(values.get("confirm") or ""), own)
            if "email" in problems and not values.get("username"):
                found.pop("username", None)  # what is wrong is the address that it would have been
            problems = found | problems
        else:
            problems = {name: problem for name, problem in problems.items() if name not in _BY_PASSWORD}
        return cls(company, by_password, name, email, username, password), problems


_BY_PASSWORD = ("username", "password", "confirm")


def _write_administrator(tx: Transaction, asked: _Asked) -> int:
    """The employee with that e-mail address, or a new one, with every permission and an account; the id."""
    connection, layout = tx.connection, PERSON_TABLES[_KIND]
    holder = queries.holder_of(connection, layout, layout.type.fields["email"], asked.email, None)
    taken = accounts.holder_of_username(connection, _KIND, username_key(asked.username))
    if taken is not None and (holder is None or holder.id != taken):
        raise Invalid(_username_taken(asked))
    wrong = address_of_another(tx, asked.username, asked.email, "") if asked.by_password else {}
    if wrong:
        raise Invalid(wrong)
    role = _entry(tx, ListName.EMPLOYEE_ROLES)
    fields = {field.name for field in (*layout.type.stored, *layout.type.system)}
    before = dict(loading.load(connection, layout, [holder.id], fields)[0].values) if holder else {}
    position = () if holder else (_entry(tx, ListName.EMPLOYEE_POSITIONS),)
    new = {field.name: field.default for field in layout.type.stored}
    new |= {"name": asked.name, "email": asked.email, "positions": position, "created": tx.now, "last_sign_in": None}
    values = (before or new) | _with_all_permissions(connection, before, role) | {"role": role, "active": True}
    values |= {"status": before.get("status", "accepted"), "changed": tx.now}
    state = accounts.account_state(connection, _KIND, holder.id) if holder else None
    names = loading.names_of(connection, layout, [before, values])
    changes = differences(layout.type, before, values, names)
    store = PeopleStore(connection, _KIND)
    if holder:
        person = holder.id
        changed = {name: values[name] for name in (*changes, "status", "last_sign_in")}
        store.update([person], changed, names, tx.now)
        codes.revoke(connection, _KIND, [person], tx.now)
    else:
        (person,) = store.create([values], names)
    if state is not AccountState.ACCEPTED:
        changes[ACCOUNT.name] = [state.value if state else None, AccountState.ACCEPTED.value]
    tx.record("changed" if holder else "added", Subject(_KIND.value, str(values["name"]), person), changes)
    if state is None:
        accounts.create_accounts(connection, [accounts.NewAccount(_KIND, person, AccountState.ACCEPTED, tx.now)])
    sign_in.accept(connection, _KIND, person, (asked.username, username_key(asked.username)))
    return person


def _username_taken(asked: _Asked) -> Problems:
    shown = displayable(asked.username)
    if asked.by_password:
        return {"username": Problem(f"The username {shown} is taken: choose another.")}
    return {"email": Problem(f"The user {shown} of this computer is another employee here: type that one's e-mail.")}


def _entry(tx: Transaction, name: ListName) -> int:
    """The entry "Administrator" of the list, or else one that is offered; it is made in an empty list."""
    offered = lists.of_list(tx.connection, name, retired=False)
    found = next((entry for entry in offered if entry.name == _ADMINISTRATOR), next(iter(offered), None))
    if found:
        return found.id
    tx.record("added", Subject(name.value, _ADMINISTRATOR), {"name": [None, _ADMINISTRATOR]})
    return lists.create(tx.connection, name, _ADMINISTRATOR)


def _with_all_permissions(connection: Connection, before: Values, role: int) -> dict[str, object]:
    """The overrides that give a person of the role every permission."""
    by_role = roles.permissions_of(connection, role)
    overrides: dict[str, object] = {}
    for permission in CATALOGUE:
        name = PREFIX + permission.id
        if permission.id not in by_role:
            overrides[name] = ALLOW
        elif before.get(name) == DENY:
            overrides[name] = ROLE_DEFAULT
    return overrides
