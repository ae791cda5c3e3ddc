"""Roles as values: what one allows, and what would change for people if it allowed something else."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from fleet_tui.domain.access.permissions import BLIND, LABELS, SEE_PEOPLE, effective_permissions, in_order
from fleet_tui.domain.lists import Entry


@dataclass(frozen=True, slots=True)
class Role:
    """An entry of a list of roles, what it allows by default, and how many active people have it."""

    entry: Entry
    allowed: frozenset[str]
    people: int


@dataclass(frozen=True, slots=True)
class RolePlan:
    """The change of a role: permissions gained and lost, in the order of the catalogue, and how many people it is for.

    `people` counts the active people with the role, `with_own_answers` those of them with an override of one of these
    permissions, for whom nothing changes there. `version` is the entry's when the plan was made.
    `refused` says in a sentence why it would not be saved; it is empty when nothing is in the way.
    """

    role: Role
    allowed: frozenset[str]
    gained: tuple[str, ...]
    lost: tuple[str, ...]
    people: int
    with_own_answers: int
    version: int
    refused: str = ""


def blind_permissions_sentence(plan: RolePlan) -> str:
    """What the role would allow that is of no use without seeing people; empty when there is none of that."""
    useless = in_order(plan.allowed & BLIND)
    if SEE_PEOPLE in plan.allowed or not useless:
        return ""
    return f"Of no use without “{LABELS[SEE_PEOPLE]}”: {permission_labels(useless)}."


Difference = tuple[tuple[str, ...], tuple[str, ...]]
"""The permissions that are gained and those that are lost, in the order of the catalogue."""


def difference(before: Collection[str], after: Collection[str], answers: Mapping[str, str]) -> Difference:
    """What a person with those overrides gains and loses when the role changes."""
    then, now = effective_permissions(after, answers), effective_permissions(before, answers)
    return in_order(then - now), in_order(now - then)


def difference_sentence(role: str, than: str, found: Difference) -> str:
    """What a role allows more and less than another; empty when they allow the same.

    `Role Dispatcher allows 2 more permissions than Office: …; 1 fewer: ….`
    """
    gained, lost = found
    parts = []
    if gained:
        parts.append(f"{_number(gained, 'more')} than {than}: {permission_labels(gained)}")
    if lost:
        fewer = f"{len(lost)} fewer" if gained else f"{_number(lost, 'fewer')} than {than}"
        parts.append(f"{fewer}: {permission_labels(lost)}")
    return f"Role {role} allows {'; '.join(parts)}." if parts else ""


def _number(permissions: Collection[str], word: str) -> str:
    return f"{len(permissions)} {word} permission{'' if len(permissions) == 1 else 's'}"


def permission_labels(permissions: Collection[str]) -> str:
    """Permissions by name: `See technicians and employees, Add and change profiles`."""
    return ", ".join(LABELS[id] for id in in_order(permissions))
