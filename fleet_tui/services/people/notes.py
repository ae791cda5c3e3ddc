"""What to know about a profile that was saved: never a reason not to save."""

from __future__ import annotations

from fleet_tui.domain.bulk.evaluate import billed
from fleet_tui.domain.fields import PersonKind
from fleet_tui.domain.people.profile import Profile
from fleet_tui.domain.text import displayable
from fleet_tui.domain.values import Values
from fleet_tui.services.base.context import Transaction
from fleet_tui.storage.people import queries
from fleet_tui.storage.schema.person_tables import PERSON_TABLES


def after(tx: Transaction, profile: Profile, changes: dict[str, list[object]], before: Values) -> tuple[str, ...]:
    """The notes about a profile as it is now saved; `before` are its values before the save."""
    notes = []
    if "name" in changes:
        notes += _same_name(tx, profile)
    if profile.kind is PersonKind.TECHNICIAN:
        if "truck" in changes:
            notes += _same_truck(tx, profile)
        difference = billed(profile.values) - billed(before)
        if difference:
            after = queries.billed(tx.connection)
            notes.append(f"Managed technicians {after - difference} → {after}.")
    return tuple(notes)


def _same_name(tx: Transaction, profile: Profile) -> list[str]:
    layout = PERSON_TABLES[profile.kind]
    others = queries.others_named(tx.connection, layout, profile.name, profile.id)
    if not others:
        return []
    if others == 1:
        return [f"Another {layout.type.singular.lower()} has the same name."]
    return [f"{others} other {layout.type.plural.lower()} have the same name."]


def _same_truck(tx: Transaction, profile: Profile) -> list[str]:
    truck = profile.values["truck"]
    if not isinstance(truck, int):
        return []
    drivers = [displayable(name) for name in queries.drivers_of(tx.connection, truck, [profile.id])]
    if not drivers:
        return []
    rest = f" and {len(drivers) - 1} more" if len(drivers) > 1 else ""
    return [f"{displayable(profile.names[truck])} is also assigned to {drivers[0]}{rest}."]
