"""Adds and changes one profile, with the checks of its form."""

from __future__ import annotations

import argparse

from fleet_tui.bootstrap.output import data_out, say
from fleet_tui.bootstrap.services import signed_in_services
from fleet_tui.bootstrap.settings import load
from fleet_tui.cli.arguments import DONE, REFUSED
from fleet_tui.cli.profile.typed import typed_values
from fleet_tui.cli.profile.whom import id_of
from fleet_tui.domain import tables_as_text
from fleet_tui.domain.errors import BadValue, Invalid
from fleet_tui.domain.fields import PersonKind
from fleet_tui.domain.people.profile import Profile, Saved, cell
from fleet_tui.domain.people.types import PROFILE_TYPES
from fleet_tui.domain.text import displayable
from fleet_tui.domain.values import Values
from fleet_tui.services.services import Services


def add(arguments: argparse.Namespace) -> int:
    """Adds the profile and prints its id and name."""
    kind = PersonKind(arguments.kind)
    with signed_in_services(load(database=arguments.database), arguments.user) as services:
        raw = _typed(services, kind, arguments, None)
        try:
            saved = services.people.add(kind, raw)
        except Invalid as invalid:
            return _refused(kind, invalid)
        _say_notes(saved)
        with data_out():
            print(tables_as_text.line((str(saved.profile.id), saved.profile.name)))
    return DONE


def edit(arguments: argparse.Namespace) -> int:
    """Saves the changes and prints a line for each field that is another now."""
    kind = PersonKind(arguments.kind)
    with signed_in_services(load(database=arguments.database), arguments.user) as services:
        before = services.people.profile(kind, id_of(services, kind, arguments.who))
        raw = _typed(services, kind, arguments, before.values)
        try:
            saved = services.people.save(kind, before.id, before.version, raw)
        except Invalid as invalid:
            return _refused(kind, invalid)
        _say_notes(saved)
        with data_out():
            for label, old, new in _differences(before, saved.profile):
                print(tables_as_text.line((label, old, new)))
    return DONE


def _typed(
    services: Services, kind: PersonKind, arguments: argparse.Namespace, before: Values | None
) -> dict[str, object]:
    try:
        return typed_values(PROFILE_TYPES[kind], arguments.values, services.lists.vocabulary(kind), before)
    except BadValue as bad:
        arguments.wrong(str(bad))
        raise


def _refused(kind: PersonKind, invalid: Invalid) -> int:
    """Prints what is wrong with each field."""
    for name, problem in invalid.problems.items():
        holder = f" ({problem.holder.id})" if problem.holder else ""
        say(f"{name}: {displayable(problem.sentence)}{holder}")
    say("Nothing was saved.")
    return REFUSED


def _say_notes(saved: Saved) -> None:
    for note in saved.notes:
        say(displayable(note))


def _differences(before: Profile, after: Profile) -> list[tuple[str, str, str]]:
    """Label, text before and text after of each stored field that has changed."""
    profile_type = PROFILE_TYPES[before.kind]
    return [
        (
            field.label,
            cell(profile_type, field.name, before.values, before.names, before.country),
            cell(profile_type, field.name, after.values, after.names, after.country),
        )
        for field in profile_type.stored
        if before.values.get(field.name) != after.values.get(field.name)
    ]
