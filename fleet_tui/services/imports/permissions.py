"""The permissions that the columns of an import take: those to see and to change each field."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from fleet_tui.domain.access.permissions import ACTIVATE_PEOPLE, LABELS, MANAGE_PEOPLE
from fleet_tui.domain.fields import PersonKind
from fleet_tui.domain.imports.mapping import ImportMapping
from fleet_tui.domain.imports.targets import LEFT_OUT, field_of, target_words
from fleet_tui.domain.people.field_permissions import permission_of_field


def needed(mapping: ImportMapping) -> tuple[str, ...]:
    """The permissions that it takes to import such a file, in order."""
    targets = {*mapping.targets, *(name for name, _ in mapping.defaults)}
    return tuple(sorted({one for target in targets for one in _takes(mapping.kind, target)}))


def without_forbidden(mapping: ImportMapping, granted: Collection[str]) -> tuple[ImportMapping, tuple[str, ...]]:
    """The mapping without the columns that the actor may not import, and a sentence about each permission in the way.

    What takes MANAGE_PEOPLE stays: without it nothing can be imported, which is refused as a whole.
    """
    targets, missing = list(mapping.targets), dict[str, list[str]]()
    for place, target in enumerate(targets):
        lacking = sorted(_takes(mapping.kind, target).difference(granted))
        if lacking and MANAGE_PEOPLE not in lacking:
            targets[place] = LEFT_OUT
            missing.setdefault(lacking[0], []).append(target_words(mapping.kind, target))
    notes = [
        f"Left out, as it takes the permission “{LABELS[permission]}”: {', '.join(labels)}."
        for permission, labels in missing.items()
    ]
    return replace(mapping, targets=tuple(targets)), tuple(notes)


def _takes(kind: PersonKind, target: str) -> set[str]:
    field = field_of(kind, target)
    if field is None:
        return set()
    if field.name == "active":
        return {ACTIVATE_PEOPLE}
    takes = permission_of_field(field)
    return {takes.see, takes.change}
