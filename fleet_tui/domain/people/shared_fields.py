"""The fields and sections that technicians and employees have in common."""

from __future__ import annotations

from fleet_tui.domain.accounts.limits import PASSWORD_LENGTH, PASSWORD_MOST, USERNAME_LENGTH
from fleet_tui.domain.accounts.status import STATUSES
from fleet_tui.domain.fields import Field, Kind, Section, When
from fleet_tui.domain.lists import ListName
from fleet_tui.domain.people import choices

PHOTO_MEGABYTES = 16
"""The largest photo accepted (technicians.txt, step 4: "Maximum size limit for the image is 16MB")."""
PHOTO_BYTES = PHOTO_MEGABYTES * 1024 * 1024


def positions(source: ListName, noun: str, least: int) -> Field:
    """Company Position: many of the kind's own list."""
    return Field(
        "positions",
        "Company Position",
        Kind.REFERENCES,
        required=True,
        source=source,
        bulk=True,
        least=least,
        width=28,
        header="Positions",
        note=f"Used to customize notifications and training programs. Select as many as reflect the {noun}'s duties.",
    )


def role(source: ListName, least: int) -> Field:
    """Role: one of the kind's own list."""
    return Field(
        "role",
        "Role",
        Kind.REFERENCE,
        required=True,
        source=source,
        bulk=True,
        least=least,
        width=24,
        note="Sets the default permissions.",
    )


def photo(where: str) -> Field:
    """Photo: a file of at most `PHOTO_MEGABYTES`."""
    return Field(
        "photo",
        "Photo",
        Kind.PHOTO,
        note=f"Used {where}. JPEG, PNG or WebP file, {PHOTO_MEGABYTES} MB at most.",
    )


def account_fields(noun: str) -> tuple[Field, ...]:
    """What is asked about the account once, when a profile is added (technicians.txt, step 6)."""
    return (
        Field(
            "account_setup",
            "New Account Status",
            Kind.CHOICE,
            required=True,
            choices=choices.ACCOUNT_SETUP,
            default=choices.ACCOUNT_LATER,
            when=When.CREATE,
            note=(
                f"How the {noun}'s account is set up: at a later date, by an e-mail with instructions, "
                "or here with a username and password."
            ),
        ),
        Field(
            "username",
            "Username",
            Kind.TEXT,
            length=USERNAME_LENGTH,
            when=When.CREATE,
            note="Empty: the e-mail address, else the mobile phone.",
        ),
        Field(
            "password",
            "Password",
            Kind.SECRET,
            length=PASSWORD_MOST,
            when=When.CREATE,
            note=f"At least {PASSWORD_LENGTH} characters. Temporary: it must be changed at the first sign-in.",
        ),
        Field("confirm", "Confirm Password", Kind.SECRET, length=PASSWORD_MOST, when=When.CREATE),
    )


def fleet_pro(title: str, record: str) -> Section:
    """The Enabled toggle; `record` is what it makes in Fleet Pro."""
    return Section(
        title,
        (
            Field(
                "fleet_pro",
                "Enabled",
                Kind.TOGGLE,
                default=False,
                bulk=True,
                least=9,
                width=9,
                header="Fleet Pro",
                note=f"Creates a {record} in Fleet Pro. Turned off, the record is kept and suspended.",
            ),
        ),
    )


SYSTEM = (
    Field("active", "Active", Kind.TOGGLE, default=True, choices=choices.ACTIVE, least=8, width=8, when=When.NEVER),
    Field("status", "Status", Kind.CHOICE, choices=STATUSES, least=18, width=18, when=When.NEVER),
    Field("created", "Created", Kind.MOMENT, least=12, width=16, when=When.NEVER),
    Field("changed", "Changed", Kind.MOMENT, least=12, width=16, when=When.NEVER),
    Field("last_sign_in", "Last sign-in", Kind.MOMENT, least=12, width=16, when=When.NEVER),
)
"""What the system itself keeps about every profile."""
