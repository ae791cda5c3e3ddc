"""Prints and changes the company's lists."""

from __future__ import annotations

import argparse
from collections.abc import Iterable

from fleet_tui.bootstrap.output import data_out
from fleet_tui.bootstrap.services import signed_in_services
from fleet_tui.bootstrap.settings import load
from fleet_tui.cli.arguments import DONE
from fleet_tui.domain import tables_as_text
from fleet_tui.domain.errors import Refusal
from fleet_tui.domain.filters.line.vocabulary import near
from fleet_tui.domain.lists import Entry, ListName
from fleet_tui.domain.text import displayable, sort_key
from fleet_tui.services.services import Services

TITLES = ("List", "Entry", "People", "State")


def run(arguments: argparse.Namespace) -> int:
    """Prints rows with tabs between the cells."""
    changes = any((arguments.add, arguments.rename, arguments.retire, arguments.bring_back))
    if changes and not arguments.list:
        arguments.wrong("say which list: fleet-tui lists teams --add North")
    with signed_in_services(load(database=arguments.database), arguments.user) as services:
        if changes:
            _print([_changed(services, ListName(arguments.list), arguments)])
        else:
            names = [ListName(arguments.list)] if arguments.list else list(ListName)
            found = [entry for name in names for entry in services.lists.entries(name, retired=True)]
            _print(entry for entry in found if arguments.all or not entry.retired)
    return DONE


def _changed(services: Services, name: ListName, arguments: argparse.Namespace) -> Entry:
    if arguments.add:
        return services.lists.add(name, arguments.add)
    if arguments.rename:
        before, after = arguments.rename
        return services.lists.rename(_named(services, name, before), after)
    entry = _named(services, name, arguments.retire or arguments.bring_back)
    return services.lists.retire(entry, retired=bool(arguments.retire))


def _named(services: Services, name: ListName, text: str) -> Entry:
    """The entry with that name, without case and accents.

    Raises:
        Refusal: there is none.
    """
    entries = services.lists.entries(name, retired=True)
    found = next((entry for entry in entries if sort_key(entry.name) == sort_key(text)), None)
    if found is None:
        meant = near(text, (entry.name for entry in entries))
        hint = f": did you mean “{displayable(meant)}”?" if meant else "."
        raise Refusal(f"There is no {name.noun} “{displayable(text)}”{hint}")
    return found


def _print(entries: Iterable[Entry]) -> None:
    with data_out():
        print(tables_as_text.line(TITLES))
        for entry in entries:
            state = "retired" if entry.retired else "on offer"
            print(tables_as_text.line((entry.list.value, entry.name, str(entry.used_by), state)))
