"""What people call the authors of changes."""

from __future__ import annotations

from fleet_tui.domain.access.identity import person_of
from fleet_tui.domain.text import displayable
from fleet_tui.services.base.context import Transaction
from fleet_tui.storage.people import loading
from fleet_tui.storage.schema.person_tables import PERSON_TABLES


def author_name(tx: Transaction, key: str | None, name: str) -> str:
    """The profile's name of the author with that key, or else the name that the history has."""
    of = person_of(key or "")
    if of is not None:
        for person in loading.load(tx.connection, PERSON_TABLES[of[0]], [of[1]], ("name",)):
            return displayable(str(person.values["name"]))
    return displayable(name)
