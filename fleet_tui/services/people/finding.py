"""Finding somebody of either kind by what people are known by (product.md, "Find")."""

from __future__ import annotations

from fleet_tui.domain.access.permissions import SEE_PAYROLL
from fleet_tui.domain.fields import PersonKind
from fleet_tui.domain.people.found import SHOWN, Found, found
from fleet_tui.services.base.context import Transaction
from fleet_tui.storage.accounts import accounts
from fleet_tui.storage.people import finding, loading
from fleet_tui.storage.schema.person_tables import PERSON_TABLES

_PAYROLL_ID = "payroll_id"


def find(tx: Transaction, text: str, limit: int) -> tuple[Found, ...]:
    """The people whom the text most likely means, the likeliest first."""
    payroll = SEE_PAYROLL in tx.granted
    best = finding.best(tx.connection, text, limit, payroll=payroll)
    people: dict[tuple[PersonKind, int], Found] = {}
    country = tx.company().country
    for kind, layout in PERSON_TABLES.items():
        ids = [id for of, id in best if of is kind]
        if not ids:
            continue
        loaded = loading.load(tx.connection, layout, ids, (*SHOWN, *([_PAYROLL_ID] if payroll else [])))
        names = loading.names_of(tx.connection, layout, [person.values for person in loaded])
        usernames = accounts.usernames(tx.connection, kind, ids)
        for person in loaded:
            hidden = (
                ("username", usernames.get(person.id, "")),
                ("payroll ID", str(person.values.get(_PAYROLL_ID) or "")),
            )
            people[kind, person.id] = found(person, names, country, text, hidden)
    return tuple(people[one] for one in best)
