"""Rules that need to look at the database: what refers to a list, what must be unique, what the company has on."""

from __future__ import annotations

from sqlalchemy.engine import Connection

from fleet_tui.domain.access.permissions import ROLE_DEFAULT
from fleet_tui.domain.errors import Problem
from fleet_tui.domain.fields import PAYROLL_TAB
from fleet_tui.domain.people.choices import NON_MANAGED
from fleet_tui.domain.people.rules import Problems
from fleet_tui.domain.text import displayable
from fleet_tui.domain.values import Values
from fleet_tui.storage import company_settings, lists
from fleet_tui.storage.people import queries
from fleet_tui.storage.schema.person_tables import PersonTables


def check_profile(
    connection: Connection,
    layout: PersonTables,
    before: Values,
    values: Values,
    problems: Problems,
    besides: int | None = None,
) -> Problems:
    """What is wrong with the profile's values beside what is already known; only what changed is questioned."""
    found = _references(connection, layout, before, values) | clashes(connection, layout, values, besides)
    found |= _company(connection, layout, before, values) | _permissions(layout, before, values)
    return {name: problem for name, problem in found.items() if name not in problems}


def clashes(connection: Connection, layout: PersonTables, values: Values, besides: int | None = None) -> Problems:
    """The unique fields whose value another profile of the kind has; inactive ones keep theirs."""
    found: Problems = {}
    for field in layout.type.stored:
        value = values.get(field.name)
        if not field.unique or not value:
            continue
        holder = queries.holder_of(connection, layout, field, str(value), besides)
        if holder:
            found[field.name] = Problem(
                f"{displayable(str(holder))} has this {field.label.lower()} already: open that profile or use another.",
                holder,
            )
    return found


def _references(connection: Connection, layout: PersonTables, before: Values, values: Values) -> Problems:
    """A value comes from its list; a retired entry may stay where it is but not be given anew."""
    found: Problems = {}
    wanted = {field.name: _ids(values.get(field.name)) for field in layout.reference_fields}
    known = lists.with_ids(connection, {id for ids in wanted.values() for id in ids})
    for field in layout.reference_fields:
        for id in wanted[field.name] - _ids(before.get(field.name)):
            entry = known.get(id)
            if entry is None or entry.list is not field.source:
                found[field.name] = Problem(f"{field.label} has a choice that is not in its list: pick again.")
            elif entry.retired and not (field.name == "zones" and id == before.get("zone")):
                found[field.name] = Problem(f"{displayable(entry.name)} is retired from its list: pick another.")
    return found


def _ids(value: object) -> set[int]:
    if isinstance(value, tuple):
        return set(value)
    return {value} if isinstance(value, int) else set()


def _company(connection: Connection, layout: PersonTables, before: Values, values: Values) -> Problems:
    """Payroll and Fleet Pro require account configuration (both documents, "Feature configuration")."""
    company = company_settings.company(connection)
    found: Problems = {}
    if not company.fleet_pro and values.get("fleet_pro") and not before.get("fleet_pro"):
        found["fleet_pro"] = Problem("Fleet Pro is off for the company: Settings › Company turns it on.")
    if not company.payroll:
        for field in layout.type.on_tab(PAYROLL_TAB):
            if (values.get(field.name) or None) != (before.get(field.name) or None):
                found[field.name] = Problem("Payroll is off for the company: Settings › Company turns it on.")
    return found


def _permissions(layout: PersonTables, before: Values, values: Values) -> Problems:
    """The permissions of non-managed technicians cannot be changed."""
    if values.get("type") != NON_MANAGED:
        return {}
    return {
        field.name: Problem("The permissions of a non-managed technician cannot be changed.")
        for field in layout.permission_fields
        if values.get(field.name, ROLE_DEFAULT) != before.get(field.name, ROLE_DEFAULT)
    }
