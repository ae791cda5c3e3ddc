"""Prints the saved views of a list."""

from __future__ import annotations

import argparse

from fleet_tui.bootstrap.output import data_out
from fleet_tui.bootstrap.services import signed_in_services
from fleet_tui.bootstrap.settings import load
from fleet_tui.cli.arguments import DONE
from fleet_tui.domain import tables_as_text
from fleet_tui.domain.fields import PersonKind
from fleet_tui.domain.filters.line.printing import to_text
from fleet_tui.domain.people.types import PROFILE_TYPES

TITLES = ("View", "For", "Match", "Filter")


def run(arguments: argparse.Namespace) -> int:
    """Prints rows with tabs between the cells; the filter is what `--filter` takes."""
    kind = PersonKind(arguments.kind)
    with signed_in_services(load(database=arguments.database), arguments.user) as services, data_out():
        names = services.lists.vocabulary(kind).names
        print(tables_as_text.line(TITLES))
        for view, matching in ((each.view, each.matching) for each in services.views.of(kind)):
            whose = "everybody" if view.shared else "you"
            filter = view.fault or to_text(PROFILE_TYPES[kind], view.filter, names)
            print(tables_as_text.line((view.name, whose, "" if matching is None else str(matching), filter)))
    return DONE
