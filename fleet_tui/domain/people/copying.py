"""What a new profile takes over from another one (product.md, "Onboarding")."""

from __future__ import annotations

from dataclasses import dataclass, field

from fleet_tui.domain.fields import PersonKind, When
from fleet_tui.domain.people.profile import Profile
from fleet_tui.domain.people.types import PROFILE_TYPES
from fleet_tui.domain.values import Values, entry_ids

PERSONAL = frozenset(
    {
        *("name", "photo", "color", "biography"),
        *("mobile", "email", "office_phone", "has_extension", "extension"),
        *("street", "unit", "city", "state", "zip", "country"),
        "payroll_id",
    }
)
"""What is one person's: their name, contact and address, how customers see them, and what must be unique."""
IN_BOTH = ("name", "photo", "mobile", "email")
"""What a technician and an employee who are one person have in common."""
_SAME_ENTRIES = ("positions", "role")
"""Fields of both kinds, each with a list of its own: an entry stands for the one of the same name."""


@dataclass(frozen=True, slots=True)
class Template:
    """What the form of a new profile begins with.

    In `values` an entry is an id of the kind's own list; `named` are the names of entries to look for there.
    `original` is the person's profile of the other kind, which need not stay active.
    """

    kind: PersonKind
    sentence: str
    values: Values
    named: dict[str, tuple[str, ...]] = field(default_factory=dict)
    original: Profile | None = None


def like(profile: Profile) -> Template:
    """A new profile of the same kind with all that is not personal; the account is asked about anew."""
    fields = PROFILE_TYPES[profile.kind].fields.values()
    taken = {each.name for each in fields if each.when is When.ALWAYS} - PERSONAL
    without = "name, contact, address, photo, biography, payroll ID and account"
    values = {name: profile.values[name] for name in sorted(taken & profile.values.keys())}
    return Template(profile.kind, f"This begins like {profile.name}, without their {without}.", values)


def in_other_kind(profile: Profile) -> Template:
    """A new profile of the other kind for the same person."""
    (other,) = (kind for kind in PersonKind if kind is not profile.kind)
    noun, was = PROFILE_TYPES[other].singular.lower(), PROFILE_TYPES[profile.kind].singular.lower()
    article = "an" if noun[0] in "aeiou" else "a"
    asks = f" Saving asks whether to deactivate the {was}." if profile.active else ""
    ids = {name: entry_ids(profile.values.get(name)) for name in _SAME_ENTRIES}
    return Template(
        other,
        f"{profile.name} as {article} {noun} too: fill in what is missing.{asks}",
        {name: profile.values.get(name) for name in IN_BOTH},
        {name: tuple(profile.names[id] for id in sorted(found) if id in profile.names) for name, found in ids.items()},
        profile,
    )
