"""Prints one profile: section by section, or as JSON."""

from __future__ import annotations

import argparse

from rich.cells import cell_len

from fleet_tui.bootstrap.output import data_out, print_json
from fleet_tui.bootstrap.services import signed_in_services
from fleet_tui.bootstrap.settings import load
from fleet_tui.cli.arguments import DONE
from fleet_tui.cli.profile.whom import id_of
from fleet_tui.domain.errors import Gone
from fleet_tui.domain.exports.export_values import export_value
from fleet_tui.domain.exports.request import exportable
from fleet_tui.domain.fields import PersonKind
from fleet_tui.domain.filters.conditions import Filter
from fleet_tui.domain.filters.query import ListQuery, Page
from fleet_tui.domain.people.field_permissions import default_for, permission_of
from fleet_tui.domain.people.profile import cell
from fleet_tui.domain.people.types import PROFILE_TYPES
from fleet_tui.services.exports.reading import permission_to_export
from fleet_tui.services.services import Services
from fleet_tui.ui.widgets.grid_columns import fit

VERSION = 1


def show(arguments: argparse.Namespace) -> int:
    """Prints the fields that the user may see and that say something; JSON has all of them."""
    kind = PersonKind(arguments.kind)
    with signed_in_services(load(database=arguments.database), arguments.user) as services, data_out():
        page = _read(services, kind, id_of(services, kind, arguments.who))
        if arguments.format == "json":
            _print_json(kind, page)
        else:
            _print_sections(kind, page)
    return DONE


def _read(services: Services, kind: PersonKind, id: int) -> Page:
    """The person with the fields of an export; it takes the permission to export people."""
    services.grants.refresh()
    profile_type = PROFILE_TYPES[kind]
    names = tuple(
        field.name for field in exportable(profile_type) if services.grants.may(permission_to_export(field.name))
    )
    page = services.people.page(ListQuery(kind, names, Filter(), only=frozenset((id,))), limit=1, export=True)
    if not page.people:
        raise Gone(f"{id} is the id of no {profile_type.singular.lower()}.")
    return page


def _print_sections(kind: PersonKind, page: Page) -> None:
    (person,), profile_type = page.people, PROFILE_TYPES[kind]
    sections = [(section.title, section.fields) for section in profile_type.sections]
    print(f"{profile_type.singular} {person.id}")
    width = max(cell_len(field.label) for field in profile_type.fields.values())
    for title, fields in (*sections, ("System", profile_type.system)):
        shown = [
            (field.label, cell(profile_type, field.name, person.values, page.names, page.country))
            for field in fields
            if field.name in person.values
            and not (permission_of(field) and person.values[field.name] == default_for(field))
        ]
        rows = [(label, text) for label, text in shown if text]
        if rows:
            print(f"\n{title}")
        for label, text in rows:
            print(f"  {fit(label, width)}  {text}")


def _print_json(kind: PersonKind, page: Page) -> None:
    (person,), fields = page.people, PROFILE_TYPES[kind].fields
    values = {name: export_value(fields[name], value, page.names) for name, value in person.values.items()}
    facts = {"version": VERSION, "kind": kind.value, "id": person.id, "values": values}
    print_json(facts)
