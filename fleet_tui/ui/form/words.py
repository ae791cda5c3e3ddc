"""What a form says of permissions (product.md, "Accounts") and of problems."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from fleet_tui.domain.access.permissions import ALLOW, DENY, PREFIX, ROLE_DEFAULT, requirement
from fleet_tui.domain.access.roles import difference, permission_labels
from fleet_tui.domain.errors import Holder, Problem
from fleet_tui.domain.fields import Field
from fleet_tui.ui.form.state import Raw
from fleet_tui.ui.widgets.choice_list import Pick


def read_only(permission: str) -> str:
    """The permission needed to change a tab."""
    return f"You can see this and not change it: {requirement(permission)}."


def not_shown(permission: str) -> str:
    """The permission needed to see a tab."""
    return f"You cannot see what stands here: {requirement(permission)}."


def own_answers(raw: Raw) -> dict[str, str]:
    """The typed answers of the Permissions tab, by permission."""
    return {name.removeprefix(PREFIX): str(answer) for name, answer in raw.items() if name.startswith(PREFIX)}


def what_changes(before: Collection[str], after: Collection[str], answers: Mapping[str, str]) -> str:
    """The permissions gained and lost by a change of role; the person's own answers stay."""
    gained, lost = difference(before, after, answers)
    parts = (
        f"Allows more: {permission_labels(gained)}." if gained else "",
        f"No more: {permission_labels(lost)}." if lost else "",
    )
    return " ".join(filter(None, parts)) or "It allows the same as the role before."


def what_is_allowed(allowed: Collection[str]) -> str:
    """The permissions of a first role."""
    return f"Allows: {permission_labels(allowed)}." if allowed else ""


def picks(field: Field, permission: str, allowed: Collection[str], role: str | None) -> tuple[Pick, ...]:
    """The answers to one permission, each with its effect; the default names the role."""
    effect = "allowed" if permission in allowed else "denied"
    default = f"Role default: {effect} ({role})" if role else "Role default: denied (no role yet)"
    labels = {
        ROLE_DEFAULT: default,
        ALLOW: f"Allowed to this person (role: {effect})",
        DENY: f"Denied to this person (role: {effect})",
    }
    return tuple(Pick(choice.value, labels.get(choice.value, choice.label)) for choice in field.choices)


OPENS = "F4 opens it."


def sentence_of(problem: Problem | None) -> str:
    """The sentence beside the field, with the key that opens the profile in the way; empty without a problem."""
    if problem is None:
        return ""
    return f"{problem.sentence} {OPENS}" if problem.holder is not None else problem.sentence


def holders_in(problems: Iterable[Problem]) -> list[Holder]:
    """The people that the problems name, each once."""
    return list(dict.fromkeys(problem.holder for problem in problems if problem.holder is not None))
