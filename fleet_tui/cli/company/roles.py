"""Prints the roles."""

from __future__ import annotations

import argparse

from fleet_tui.bootstrap.output import data_out
from fleet_tui.bootstrap.services import signed_in_services
from fleet_tui.bootstrap.settings import load
from fleet_tui.cli.arguments import DONE
from fleet_tui.domain import tables_as_text
from fleet_tui.domain.access.permissions import CATALOGUE

TITLES = ("List", "Role", "People", "Allows")


def run(arguments: argparse.Namespace) -> int:
    """Prints rows with tabs between the cells; it takes the permission to change roles, as the screen does."""
    with signed_in_services(load(database=arguments.database), arguments.user) as services, data_out():
        print(tables_as_text.line(TITLES))
        for role in services.roles.all():
            allows = "; ".join(each.label for each in CATALOGUE if each.id in role.allowed)
            print(tables_as_text.line((role.entry.list.value, role.entry.name, str(role.people), allows)))
    return DONE
